"""Texts of a worksheet in the form in which they are compared."""

from __future__ import annotations

import re
import unicodedata
from decimal import Decimal
from functools import lru_cache

from data_access.identity_number import without_identity_numbers
from data_access.reading.grid import Cell, Worksheet

_INVISIBLE = re.compile(r"[\u00ad\u200b-\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff]")
_BLANKS = re.compile(r"\s+")
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")
_EXACT = 1e15  # beyond, Excel shows zeros
_QUOTED = 40  # characters of somebody's text that a message repeats
_PUNCTUATION = re.compile(r"[()\[\]{}<>【】〔〕《》:;,、.·\-—–_/|*\"'“”‘’=→#&★☆※▲△●○◆◇■□「」『』〈〉]")


def cell_text(cell: Cell) -> str:
    """What a cell shows as text, a whole number without ``.0`` and in no more than 15 digits; empty where it is empty."""
    if cell is None:
        return ""
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell)) if abs(cell) < _EXACT else f"{Decimal(f'{cell:.15g}'):f}"
    return str(cell)


@lru_cache(maxsize=16384)
def clean(text: str) -> str:
    """Half-width forms, no blanks, line breaks or invisible characters."""
    return _BLANKS.sub("", _INVISIBLE.sub("", unicodedata.normalize("NFKC", text)))


@lru_cache(maxsize=16384)
def spaced(text: str) -> str:
    """Half-width forms with blanks kept as single spaces and without outer ones."""
    return _BLANKS.sub(" ", _INVISIBLE.sub("", unicodedata.normalize("NFKC", text))).strip()


@lru_cache(maxsize=16384)
def heading_key(text: str) -> str:
    """A heading for comparison by equality: cleaned, without punctuation, whole numbers without ``.0``."""
    cleaned = clean(text)
    return _PUNCTUATION.sub("", re.sub(r"(?<=\d)\.0$", "", cleaned)).casefold()


def has_control(text: str) -> bool:
    """Whether a text holds control characters or such as change the direction of reading."""
    return _CONTROL.search(text) is not None


def quoted(text: str) -> str:
    """A text as a message quotes it: in one line, without control characters and identity numbers, a long one cut short."""
    line = without_identity_numbers(" ".join(_CONTROL.sub("", text).split()))
    return f"“{line if len(line) <= _QUOTED else line[:_QUOTED] + '…'}”"


def cell_at(worksheet: Worksheet, row: int, column: int) -> Cell:
    """The cell of a 0-based position, None outside the ragged rows."""
    return worksheet.table.cell(row, column)


def is_filled(cell: Cell) -> bool:
    """Whether a cell holds anything but blanks."""
    return cell is not None and (not isinstance(cell, str) or cell.isalnum() or bool(clean(cell)))
