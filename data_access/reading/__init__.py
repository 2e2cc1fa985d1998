"""Stages 1 and 2 of an upload: what the bytes really are, and the plain cells in them.

The door is ``read_workbooks``. It is resolved on first use: the reading child imports modules of this package
too, and must not pay for what only its parent needs.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from data_access.reading.grid import Cell, Workbook, WorkbookFile, Worksheet
    from data_access.reading.limits import Limits
    from data_access.reading.worker import Reader, Refused, read_workbooks

__all__ = ["Cell", "Limits", "Reader", "Refused", "Workbook", "WorkbookFile", "Worksheet", "read_workbooks"]

_HOMES = {
    "Cell": "grid",
    "Workbook": "grid",
    "WorkbookFile": "grid",
    "Worksheet": "grid",
    "Limits": "limits",
    "Reader": "worker",
    "Refused": "worker",
    "read_workbooks": "worker",
}


def __getattr__(name: str) -> object:
    """The object of the door called ``name``, from the module where it lives."""
    if name not in _HOMES:
        raise AttributeError(name)
    from importlib import import_module

    return getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)
