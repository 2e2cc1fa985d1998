"""A county made up at random: blanks, zeros, losses, nil returns, reports that are missing, two funds of one project."""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from data_access.sheets import load_sheets
from data_access.sheets.declaration import Field
from tests.metrics.income.households import household
from tests.oracle.in_memory import NUMBERS

MONTHS = ("2022-12", *(f"2023-{number:02d}" for number in range(1, 7)))
PLACE_SHEETS = ("employment", "industry_linkage", "collective_economy")
LISTS = ("workshops", "industry_projects", "consumption", "canteen_quota", "project_progress")
#: codes of the pack, of which some are added up and some not, and codes that it does not know
TASKS = {
    "PUB-M06": "个", "PUB-M22": "户", "PUB-M11": "%", "PUB-M20": "%", "PUB-M10": "人", "ORG-M02a": "次/村", "PUB-M28b": "%",
    "INC-M02": "户", "FIN-M01": "万元", "ZZ-1": "场", "ZZ-2": "亩",
}  # fmt: skip
Reported = dict[tuple[str, str, str], list[dict[str, Any]]]


def random_reports(
    chance: random.Random, root: str, villages: Mapping[str, Sequence[str]], reporters: Mapping[str, Sequence[str]]
) -> Reported:
    """Reports of half a year; ``villages``: by township; ``reporters``: departments by sheet, where these report it."""
    reports: Reported = {}
    for sheet in (*PLACE_SHEETS, *LISTS, "key_tasks"):
        for reporter in reporters.get(sheet) or villages:
            mine = (
                [reporter, *villages[reporter]]
                if reporter in villages
                else [root, *villages, *sum(map(list, villages.values()), [])]
            )
            for month in MONTHS:
                if chance.random() < 0.6:
                    rows = _rows(chance, sheet, reporter, mine, villages.get(reporter, ()))
                    reports[(sheet, month, reporter)] = [] if chance.random() < 0.1 else rows
    for township in villages:
        for year in (2022, 2023):
            for quarter in (1, 2, 3, 4):
                if chance.random() < 0.8:
                    reports[("household_income", f"{year}Q{quarter}", township)] = _households(chance, township, villages)
    return reports


def _rows(
    chance: random.Random, sheet: str, reporter: str, places: Sequence[str], villages: Sequence[str]
) -> list[dict[str, Any]]:
    if sheet in PLACE_SHEETS:
        return [_row(chance, sheet, region=code) for code in villages if chance.random() < 0.9]
    if sheet == "key_tasks":
        return _tasks(chance, places)
    if sheet == "industry_projects":
        codes = [f"{reporter}-{number}" for number in range(3)]
        funds = ("中央衔接资金", "省级衔接资金", "社会捐赠资金")
        return [
            _row(chance, sheet, code=code, fund_source=fund, region=chance.choice(places))
            for code in codes
            for fund in chance.sample(funds, chance.choice((1, 1, 2)))
        ]
    return [_row(chance, sheet, code=f"{reporter}-{number}", region=chance.choice(places)) for number in range(4)]


def _tasks(chance: random.Random, places: Sequence[str]) -> list[dict[str, Any]]:
    """Some codes, each for the whole county, for some places, or for a village beside its township."""
    return [
        _row(chance, "key_tasks", code=code, name=f"任务{code}", unit=TASKS[code], region=place)
        | {"cumulative": chance.choice((None, 0, 6, 30, 65, 72, 90, 95, 100, 105, Decimal("96.5"), chance.randint(0, 200)))}
        for code in chance.sample(sorted(TASKS), 9)
        for place in chance.sample(list(places), chance.choice((1, 3, 5)))
    ]


def _row(chance: random.Random, sheet: str, **given: Any) -> dict[str, Any]:
    fields = [field for field in load_sheets()[sheet].fields if field.name not in given]
    return given | {field.name: _value(chance, field) for field in fields}


def _value(chance: random.Random, field: Field) -> Any:
    if field.type in NUMBERS:
        if chance.random() < 0.15:
            return None
        whole = chance.choice((0, 100, 500, chance.randint(0, 2500), chance.randint(0, 20000)))
        return Decimal(whole if not field.may_be_negative or chance.random() < 0.8 else -whole) / 100
    if field.type == "yes_no":
        return chance.choice(("是", "否", "是", None))
    return chance.choice(field.choices) if field.choices else f"{field.name}{chance.randint(1, 99)}"


def _households(chance: random.Random, township: str, villages: Mapping[str, Sequence[str]]) -> list[dict[str, Any]]:
    def amount() -> Decimal | None:
        return None if chance.random() < 0.1 else Decimal(chance.choice((0, 100, 100, 30000, chance.randint(0, 40000))))

    return [
        household(
            f"{township}-{number}",
            region=chance.choice(villages[township]),
            persons=chance.choice((1, 2, 4)),
            labourers=chance.choice((0, 1, None)),
            employed=chance.choice((0, 1)),
            **{name: amount() for name in ("wage", "operating_gross", "operating_cost", "property", "transfer")},
        )
        for number in range(12)
        if chance.random() < 0.8
    ]
