"""The original workbooks of a database file, read with openpyxl alone: no reader of the program."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import Any

from openpyxl import load_workbook

Cells = Mapping[str, Any]


class Originals:
    """Cells of the stored files by the number of a submission."""

    def __init__(self, file: Path) -> None:
        self._file = file
        self.places = self._names()
        self.cells = cache(self._cells)
        self.opened = cache(self._opened)

    def _names(self) -> dict[str, str]:
        with sqlite3.connect(self._file) as connection:
            return dict(connection.execute("select code, name from region"))

    def _cells(self, submission: int) -> Cells:
        """Address → value of the worksheet that a submission was read from."""
        query = "select sha256, worksheet from submission where id = ?"
        with sqlite3.connect(self._file) as connection:
            sha256, worksheet = connection.execute(query, (submission,)).fetchone()
        return self.opened(sha256)[worksheet]

    def _opened(self, sha256: str) -> dict[str, Cells]:
        with sqlite3.connect(self._file) as connection:
            (content,) = connection.execute("select content from upload_file where sha256 = ?", (sha256,)).fetchone()
        book = load_workbook(BytesIO(content), data_only=True)
        return {
            sheet.title: {cell.coordinate: cell.value for row in sheet.iter_rows() for cell in row if cell.value is not None}
            for sheet in book.worksheets
        }

    def value(self, submission: int, address: str, *, code: str | None = None) -> Any:
        """What stands there: a number as a fraction, a text; ``code``: the place that a name is expected to mean."""
        found = self.cells(submission)[address]
        if isinstance(found, (int, float)) and not isinstance(found, bool):
            return Fraction(Decimal(repr(found)))
        if code is not None and self._means(str(found), code):
            return code
        return str(found).strip()

    def _means(self, text: str, code: str) -> bool:
        """A village is written with or without 民委员会, a county as 全县."""
        name = self.places[code]
        short = name.replace("村民委员会", "村").replace("居民委员会", "")
        return text.strip() in (name, short, f"全{name[-1]}")
