"""Mutations of old binary workbooks: records with lying lengths, lost, doubled, of another kind; the container's own tables."""

from __future__ import annotations

import struct
from random import Random

from tests.data_access.reading.biff import ole

CODES = (0x0006, 0x000A, 0x0018, 0x003C, 0x0085, 0x00BD, 0x00E0, 0x00E5, 0x00FC, 0x00FD, 0x0203, 0x0204, 0x0205, 0x0208, 0x0809)
_STREAM = 512


def stream_of(content: bytes) -> bytes:
    """The workbook stream of a container written by ``biff.ole``: it stands first."""
    return content[_STREAM:]


def records_of(stream: bytes) -> list[bytes]:
    found: list[bytes] = []
    at = 0
    while at + 4 <= len(stream):
        length = struct.unpack_from("<H", stream, at + 2)[0]
        if stream[at : at + 4] == b"\0\0\0\0":
            break
        found.append(stream[at : at + 4 + length])
        at += 4 + length
    return found


def lying_record(rng: Random, record: bytes) -> bytes:
    """The same body under another length or code."""
    code, length = struct.unpack_from("<HH", record)
    if rng.random() < 0.5:
        return struct.pack("<HH", code, rng.choice((0, 1, length + 1, max(length - 1, 0), 0x2020, 0xFFFF))) + record[4:]
    return struct.pack("<HH", rng.choice(CODES), length) + record[4:]


def records(rng: Random, content: bytes) -> bytes:
    """One to four records changed; the worksheets' offsets stay as they were, so what follows may be missed."""
    found = records_of(stream_of(content))
    for _ in range(rng.choice((1, 1, 2, 4))):
        at = rng.randrange(len(found))
        act = rng.randrange(5)
        if act == 0:
            found[at] = lying_record(rng, found[at])
        elif act == 1:
            found[at] = b""
        elif act == 2:
            found.insert(rng.randrange(len(found)), found[at])
        elif len(found[at]) > 4:
            body = bytearray(found[at])
            for _ in range(rng.choice((1, 2, 6))):
                body[rng.randrange(4, len(body))] = rng.choice((0, 1, 0x7F, 0x80, 0xFF, rng.randrange(256)))
            found[at] = bytes(body)
        found = [one for one in found if one] or [b"\x0a\0\0\0"]
    return ole({"Workbook": b"".join(found)})


def container(rng: Random, content: bytes) -> bytes:
    """A field of the header, the directory or the table of sectors with another number: cycles, ends, places outside."""
    out = bytearray(content)
    sectors = len(out) // 512
    at = rng.choice((rng.randrange(24, 512, 2), rng.randrange(max(len(out) - 1536, 0), len(out) - 4, 4)))
    struct.pack_into("<L", out, at, rng.choice((0, 1, 2, sectors, 0xFFFFFFFE, 0xFFFFFFFF, 0x7FFFFFFF, rng.randrange(sectors))))
    return bytes(out)


XLS = (records, records, container)
