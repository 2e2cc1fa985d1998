"""What goes over the pipe between the web process and the reading child: frames of plain values.

A frame is its length in eight bytes and a pickle. The reading side builds nothing but the built-in plain
types and the four types of moments: any other class, and so any call, is refused.
"""

from __future__ import annotations

import pickle
import struct
from io import BytesIO
from typing import BinaryIO

_LENGTH = struct.Struct(">Q")
_MOMENTS = frozenset({"date", "datetime", "time", "timedelta"})


class GarbledError(Exception):
    """The other side sent something that is no frame of plain values."""


def encode(value: object) -> bytes:
    """The pickle of plain values, without memo: cells are hardly ever the same object, and looking costs more."""
    target = BytesIO()
    pickler = pickle.Pickler(target, protocol=5)
    pickler.fast = True
    pickler.dump(value)
    return target.getvalue()


class _PlainUnpickler(pickle.Unpickler):
    def find_class(self, module: str, name: str, /) -> object:
        if module == "datetime" and name in _MOMENTS:
            import datetime

            return getattr(datetime, name)
        raise GarbledError(f"{module}.{name}")


def decode(payload: bytes) -> object:
    """The plain value of a payload; ``GarbledError`` if it is none."""
    try:
        return _PlainUnpickler(BytesIO(payload)).load()
    except (pickle.UnpicklingError, EOFError, ValueError, TypeError, IndexError, KeyError) as fault:
        raise GarbledError from fault
    except (AttributeError, ImportError, OverflowError, MemoryError, RecursionError) as fault:
        raise GarbledError from fault


def send(stream: BinaryIO, payload: bytes) -> None:
    """Writes one frame and flushes it."""
    stream.write(_LENGTH.pack(len(payload)))
    stream.write(payload)
    stream.flush()


def receive(stream: BinaryIO, at_most: int) -> bytes:
    """The payload of the next frame; ``EOFError`` if the stream ends, ``GarbledError`` above ``at_most`` bytes."""
    (length,) = _LENGTH.unpack(_exactly(stream, _LENGTH.size))
    if length > at_most:
        raise GarbledError(f"{length} bytes")
    return _exactly(stream, length)


def _exactly(stream: BinaryIO, count: int) -> bytes:
    piece = stream.read(count)
    if len(piece) != count:
        raise EOFError
    return piece
