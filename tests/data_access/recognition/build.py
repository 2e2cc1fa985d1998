"""Small worksheets in memory and the pack that they are read under (牟定县, reporters: townships)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from zoneinfo import ZoneInfo

from data_access.answers import Answers
from data_access.problems import Problem
from data_access.reading.grid import Cell, Workbook, Worksheet
from data_access.recognition import Recognised, recognise
from data_access.regions.places import PlaceFinder
from data_access.regions.tree import region_tree
from data_access.scheme import ReportingScheme, SheetScheme
from data_access.sheets.declaration import SheetDeclaration
from data_access.sheets.loader import load_sheets
from data_access.templates.identity import COLUMNS, IDENTITY_TAB
from data_access.values import Typed, type_rows

ROOT = "532323000000"
GONGHE = "532323101000"
XINQIAO = "532323102000"
RECEIVED = datetime(2023, 6, 30, 12, tzinfo=ZoneInfo("Asia/Shanghai"))
TITLE = "牟定县共和镇2023年5月村级集体经济收入统计表"
HEADING: list[Cell] = ["村（社区）", "经营收入", "经营性收入小计", "补助收入", "总收入", "备注"]
BODY: list[list[Cell]] = [["清河村民委员会", 1.0, 6.0, 1.0, 8.0, None], ["何梁村民委员会", 2.0, 7.0, 1.0, 9.0, "已核"]]


def first_day(period: str) -> date:
    month = 3 * int(period[5:]) - 2 if "Q" in period else int(period[5:])
    return date(int(period[:4]), month, 1)


def scheme(**changes: object) -> ReportingScheme:
    values: dict[str, object] = {
        "pack": "mouding-2023",
        "title": "牟定县2023",
        "root": ROOT,
        "years": (2023, 2023),
        "submit_level": "township",
        "departments": {"dept:rsj": "县人力资源和社会保障局", "dept:nyncj": "县农业农村局"},
        "sheets": {
            "employment": SheetScheme(row_level="village"),
            "collective_economy": SheetScheme(row_level="village"),
            "household_income": SheetScheme(),
        },
        "settings": {},
        "places": {},
        "total_row_first": False,
        "period_begins": first_day,
        "previous_period": lambda period: period,
    }
    return ReportingScheme(**{**values, **changes})  # type: ignore[arg-type]


def worksheet(rows: Sequence[Sequence[Cell]], name: str = "集体经济", **changes: object) -> Worksheet:
    return Worksheet(name=name, rows=[list(row) for row in rows], **changes)  # type: ignore[arg-type]


def collective(*body: Sequence[Cell], title: str = TITLE, line: Sequence[Cell] = (), heading: Sequence[Cell] = ()) -> Worksheet:
    """Title in row 1, line in row 2, heading in row 3, body from row 4."""
    return worksheet([[title], list(line), list(heading or HEADING), *(body or BODY)])


def identity_tab(tab: str, sheet: str, period: str, reporter: str, version: int = 1) -> Worksheet:
    return Worksheet(name=IDENTITY_TAB, hidden=True, rows=[list(COLUMNS), [tab, sheet, period, reporter, float(version)]])


def understand(
    *worksheets: Worksheet,
    file: str = "上报.xlsx",
    answers: Answers | None = None,
    schemes: Sequence[ReportingScheme] = (),
    declarations: Mapping[str, SheetDeclaration] | None = None,
) -> list[Recognised]:
    return recognise(
        Workbook(file=file, sha256="", worksheets=worksheets),
        declarations=declarations or load_sheets(),
        schemes=schemes or [scheme()],
        tree=region_tree(),
        answers=answers or Answers(),
        received_at=RECEIVED,
    )


def typed(recognised: Recognised, *, within: str = GONGHE, under: ReportingScheme | None = None) -> Typed:
    under = under or scheme()
    return type_rows(recognised, places=PlaceFinder(region_tree(), under.places), scheme=under, within=within)


def codes(problems: Sequence[Problem]) -> list[str]:
    return [problem.code for problem in problems]


def found(problems: Sequence[Problem], code: str) -> list[Problem]:
    return [problem for problem in problems if problem.code == code]
