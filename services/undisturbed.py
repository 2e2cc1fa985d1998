"""Long work on many rows without the garbage collector looking through them again and again."""

from __future__ import annotations

import gc
from collections.abc import Generator
from contextlib import contextmanager


@contextmanager
def undisturbed() -> Generator[None]:
    """Pauses the search for cycles: rows hold none, and each full search of a running program takes a tenth of a second.

    The collector is the whole process's; of several threads the first to end starts it again, for all.
    """
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()
