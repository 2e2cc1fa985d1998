"""Worksheets as recognition and typing would hand them over, written by hand."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from zoneinfo import ZoneInfo

import numpy as np
import pytest

from data_access.examination import Examined, Found, examine, judging
from data_access.problems import Problem
from data_access.reading.grid import Worksheet
from data_access.recognition.counting import RowCount
from data_access.recognition.result import Recognised
from data_access.scheme import ReportingScheme
from data_access.typed_rows import MICRO, TypedRows
from tests.data_access.rules.build import Past, scheme, sheet, typed

RECEIVED = datetime(2023, 5, 25, 17, 0, tzinfo=ZoneInfo("Asia/Shanghai"))


@dataclass(frozen=True)
class FakeTotal:
    row: int
    covers: np.ndarray
    values: Mapping[str, int | None]
    label: str = "合计"

    @property
    def cells(self) -> Mapping[str, str]:
        return {name: f"C{self.row}" for name in self.values}


def total(row: int, covers: Sequence[int], **values: int) -> FakeTotal:
    return FakeTotal(row, np.array(covers, dtype=np.int64), {name: value * MICRO for name, value in values.items()})


@dataclass(frozen=True)
class FakeTyped:
    rows: TypedRows
    problems: tuple[Problem, ...] = ()
    totals: tuple[FakeTotal, ...] = ()
    count: RowCount = RowCount(present=9, heading=2, data=4, left_out={"标题": 1, "合计": 2})


@dataclass
class Desk:
    """Examines hand-written worksheets: ``tables`` gives the typed rows of a worksheet by its name."""

    past: Past = field(default_factory=Past)
    schemes: Sequence[ReportingScheme] = field(default_factory=lambda: [scheme()])
    tables: dict[str, FakeTyped] = field(default_factory=dict)
    asked: list[tuple[str, str]] = field(default_factory=list)  # (pack, within) of every typing

    def type_rows(self, recognised: Recognised, *, places: object, scheme: ReportingScheme, within: str) -> FakeTyped:
        self.asked.append((scheme.pack, within))
        return self.tables[recognised.worksheet.name]

    def lay(
        self, name: str, rows: Sequence[Mapping[str, object]], *problems: Problem, totals: Sequence[FakeTotal] = ()
    ) -> None:
        self.tables[name] = FakeTyped(typed(sheet(name.split("#", maxsplit=1)[0]), rows), problems, tuple(totals))

    def examine(self, found: Found) -> list[Examined]:
        return examine(found, earlier=self.past, schemes=self.schemes, received_at=RECEIVED)


@pytest.fixture
def desk(monkeypatch: pytest.MonkeyPatch) -> Desk:
    desk = Desk()
    monkeypatch.setattr(judging, "type_rows", desk.type_rows)
    return desk


def recognised(name: str = "employment", **said: object) -> Recognised:
    """A worksheet of a sheet (``employment``, ``employment#2`` for a second one) for May or the second quarter."""
    declaration = sheet(name.split("#", maxsplit=1)[0])
    period = "2023-05" if declaration.period == "month" else "2023Q2"
    known: dict[str, object] = {"worksheet": Worksheet(name=name, rows=[]), "declaration": declaration, "period": period}
    return Recognised(**(known | said))  # type: ignore[arg-type]


def found(one: Recognised, *twins: Recognised) -> Found:
    return Found(file="报表.xlsx", sha256="0" * 64, recognised=one, twins=twins)


def codes(examined: Examined, *severities: str) -> list[str]:
    wanted = severities or ("error",)
    return [problem.code for problem in examined.problems if problem.severity in wanted]
