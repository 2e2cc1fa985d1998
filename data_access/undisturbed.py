"""Python's search for circular garbage put off while many rows pass through: they make none, and each search looks at everything."""

from __future__ import annotations

import gc
from collections.abc import Generator
from contextlib import contextmanager
from threading import Lock

_lock = Lock()
_held: list[bool] = []


@contextmanager
def undisturbed() -> Generator[None]:
    """Until the last of those who are inside is out no garbage is searched for; a program that never searches keeps to that."""
    with _lock:
        _held.append(gc.isenabled() if not _held else _held[0])
        gc.disable()
    try:
        yield
    finally:
        with _lock:
            if _held.pop() and not _held:
                gc.enable()
