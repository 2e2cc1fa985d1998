"""The program's evidence over plain lists of rows, so that both calculations are asked about the same reports."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

import pandas as pd

from data_access.sheets import load_sheets
from metrics.evidence import MICRO, ReportState, SheetShape, Snapshot
from services.evidence import shape_of
from tests.oracle.reports import Reports

NUMBERS = ("int", "decimal", "ratio")


class InMemoryEvidence:
    """``metrics.evidence.Evidence`` of reports given as ``{(sheet, period, reporter): rows}``."""

    def __init__(self, reports: Reports) -> None:
        self._reports = reports
        self.sheets: Mapping[str, SheetShape] = {name: shape_of(entry) for name, entry in load_sheets().items()}

    def snapshot(self, sheet: str, period: str, *, carry: bool = True) -> Snapshot:
        own = {who: when for name, when, who in self._reports if name == sheet and when == period}
        carried: dict[str, str] = {}
        if carry and "-" in period:
            for name, when, who in self._reports:
                if name == sheet and who not in own and when[:4] == period[:4] and carried.get(who, "") < when < period:
                    carried[who] = when
        numbers = {key: number for number, key in enumerate(self._reports, start=1)}
        rows = [
            {"submission": numbers[(sheet, when, who)], "reporter": who, "carried": who in carried, "source_row": place}
            | dict(row)
            for who, when in (own | carried).items()
            for place, row in enumerate(self._reports[(sheet, when, who)])
        ]
        return Snapshot(
            sheet=sheet,
            period=period,
            rows=self._frame(sheet, rows),
            reported=frozenset(own),
            carried=frozenset(carried),
        )

    def _frame(self, sheet: str, rows: Sequence[Mapping[str, Any]]) -> pd.DataFrame:
        columns: dict[str, Any] = {
            "submission": pd.array([row["submission"] for row in rows], dtype="int64"),
            "reporter": pd.Series([row["reporter"] for row in rows], dtype="str"),
            "carried": pd.array([row["carried"] for row in rows], dtype="bool"),
            "source_row": pd.array([row["source_row"] for row in rows], dtype="int64"),
        }
        for field in load_sheets()[sheet].fields:
            values = [row.get(field.name) for row in rows]
            if field.type in NUMBERS:
                counts = [None if value is None else int(Decimal(value) * MICRO) for value in values]
                columns[field.name] = pd.array(counts, dtype="Int64")
            else:
                columns[field.name] = pd.Series(values, dtype="str")
        return pd.DataFrame(columns)

    def periods(self, sheet: str) -> Sequence[str]:
        return sorted({when for name, when, _ in self._reports if name == sheet})

    def report_states(self, period: str) -> Sequence[ReportState]:
        del period
        return []
