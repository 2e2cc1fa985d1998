"""A small county to ask questions of: three townships with two villages each, and reports written as rows of numbers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any

import pandas as pd

from metrics.catalogue import TASK_TEMPLATE, load_catalogue
from metrics.coverage import choose
from metrics.evaluation import evaluate
from metrics.evidence import Accumulation, ReportState, SheetShape, Snapshot, Territory
from metrics.packs import Pack, load_pack
from metrics.places import is_inside, level_of
from metrics.results import Judgement, Result

COUNTY = "532323000000"
A, B, C = "532323101000", "532323102000", "532323202000"
VILLAGES = [f"{town[:9]}{number:03d}" for town in (A, B, C) for number in (1, 2)]
PLACES = [COUNTY, A, B, C, *VILLAGES]

TERRITORY = Territory(
    level={code: level_of(code) for code in PLACES},
    name={code: code for code in PLACES},
    children=lambda unit: [code for code in PLACES if code != unit and is_inside(code, unit) and _next_level(code, unit)],
    inside=is_inside,
    places=lambda unit, level: [code for code in PLACES if level_of(code) == level and is_inside(code, unit)],
)

_TEXTS = {"region", "code", "name", "unit", "fund_source", "mechanism", "progress", "household_no", "kind", "has_canteen"}
_TEXTS |= {"buyer", "buyer_kind", "product", "channel", "started", "finished", "accepted"}
ACCUMULATIONS: dict[str, dict[str, Accumulation]] = {
    "employment": {
        "region": "key", "labour_force": "stock", "transfer_total": "stock", "transfer_out_province": "stock",
        "lifted_transfer_total": "stock", "lifted_labour": "stock", "returned": "flow", "trained": "ytd",
        "trained_certified": "ytd", "public_post_pay": "stock", "public_posts": "stock", "willing_households": "stock",
        "employed_households": "stock",
    },
    "workshops": {"name": "key", "region": "key", "lifted_workers": "stock", "months": "ytd", "wages": "ytd", "reward_paid": "ytd"},
    "industry_projects": {
        "code": "key", "fund_source": "key", "region": "", "mechanism": "", "progress": "", "fiscal_investment": "stock",
        "industry_investment": "stock", "annual_return": "stock", "lifted_households": "stock", "monitored_households": "stock",
    },
    "industry_linkage": {"region": "key", "pioneers": "stock", "pioneers_new": "ytd", "market_entities_new": "ytd", "greenhouse": "ytd"},
    "collective_economy": {"region": "key", "total": "ytd", "operating_total": "ytd"},
    "consumption": {
        "buyer": "key", "region": "key", "product": "key", "channel": "key", "buyer_kind": "", "amount_month": "flow",
        "amount_ytd": "ytd", "lifted_amount": "ytd", "lifted_households": "ytd",
    },
    "canteen_quota": {
        "unit": "key", "region": "key", "has_canteen": "", "canteen_total": "stock", "reserved": "stock",
        "purchased_832": "ytd", "purchased_agreement": "ytd",
    },
    "project_progress": {
        "code": "key", "region": "", "total_investment": "stock", "funds_in_place": "stock", "paid": "stock",
        "started": "", "finished": "", "accepted": "",
    },
    "household_income": {
        "household_no": "key", "region": "", "kind": "", "persons": "stock", "labourers": "stock", "employed": "stock", "wage": "ytd",
        "operating_gross": "ytd", "operating_cost": "ytd", "property": "ytd", "transfer": "ytd", "net": "ytd", "net_per_capita": "ytd",
        "medical_self_paid": "ytd",
    },
    "key_tasks": {"code": "key", "region": "key", "name": "", "unit": "", "cumulative": "ytd"},
}  # fmt: skip


# What the rows above do not spell out, so that every indicator finds its fields: blank unless a test writes it.
for _indicator in load_catalogue().indicators.values():
    for _sheet, _name in load_catalogue().fields_of(_indicator):
        if _sheet in ACCUMULATIONS:
            ACCUMULATIONS[_sheet].setdefault(_name, "" if _name in _TEXTS else "stock")


def _next_level(code: str, unit: str) -> bool:
    order = ("county", "township", "village")
    return order.index(level_of(code)) == order.index(level_of(unit)) + 1


def shape(sheet: str) -> SheetShape:
    fields = ACCUMULATIONS[sheet]
    return SheetShape(
        period="quarter" if sheet == "household_income" else "month",
        accumulation=fields,
        keys=tuple(name for name, kind in fields.items() if kind == "key"),
        places=sheet in ("employment", "industry_linkage", "collective_economy"),
    )


def frame(sheet: str, reporter: str, submission: int, rows: Sequence[Mapping[str, Any]]) -> pd.DataFrame:
    """Rows of one report; numbers in the field's unit, a field left out is blank."""
    columns: dict[str, Any] = {
        "submission": [submission] * len(rows),
        "reporter": [reporter] * len(rows),
        "carried": [False] * len(rows),
        "source_row": list(range(5, 5 + len(rows))),
    }
    for name in ACCUMULATIONS[sheet]:
        values = [row.get(name) for row in rows]
        if name in _TEXTS:
            columns[name] = pd.Series(values, dtype="str")
        else:
            columns[name] = pd.Series(
                [None if value is None else int(Fraction(str(value)) * 10**6) for value in values], dtype="Int64"
            )
    return pd.DataFrame(columns)


@dataclass
class Reports:
    """Evidence written by hand: ``hand_in`` adds one report."""

    sheets: dict[str, SheetShape] = field(default_factory=lambda: {sheet: shape(sheet) for sheet in ACCUMULATIONS})
    reports: dict[str, dict[str, dict[str, pd.DataFrame]]] = field(default_factory=dict)
    states: list[ReportState] = field(default_factory=list)
    count: int = 0

    def hand_in(self, sheet: str, period: str, reporter: str, *rows: Mapping[str, Any]) -> Reports:
        self.count += 1
        self.reports.setdefault(sheet, {}).setdefault(period, {})[reporter] = frame(sheet, reporter, self.count, rows)
        return self

    def snapshot(self, sheet: str, period: str, *, carry: bool = True) -> Snapshot:
        chosen = choose(self.reports.get(sheet, {}), period=period, carry=carry)
        parts = [*chosen.reported.values(), *(part.assign(carried=True) for part in chosen.carried.values())]
        parts = [part for part in parts if len(part)]
        rows = pd.concat(parts, ignore_index=True) if parts else frame(sheet, "", 0, [])
        return Snapshot(
            sheet=sheet, period=period, rows=rows, reported=frozenset(chosen.reported), carried=frozenset(chosen.carried)
        )

    def periods(self, sheet: str) -> Sequence[str]:
        return sorted(self.reports.get(sheet, {}))

    def report_states(self, period: str) -> Sequence[ReportState]:
        return self.states


PACK = """
[pack]
id = "spec"
title = "示例方案"
document = "示例方案"
issued = 2023-01-01
root = "532323000000"
years = [2022, 2024]
submit_level = "township"
[[departments]]
code = "dept:nyj"
name = "县农业农村局"
[[departments]]
code = "dept:zzb"
name = "县委组织部"
[sheets.employment]
reporters = "regions"
row_level = "village"
[sheets.workshops]
reporters = "regions"
[sheets.industry_projects]
reporters = "regions"
[sheets.industry_linkage]
reporters = "regions"
row_level = "village"
[sheets.collective_economy]
reporters = "regions"
row_level = "village"
[sheets.canteen_quota]
reporters = ["dept:nyj"]
[sheets.household_income]
reporters = "regions"
[sheets.key_tasks]
reporters = ["dept:nyj", "dept:zzb"]
"""


def target(**keys: Any) -> str:
    """A [[targets]] table; what is not given is that of a plain yearly target of the root."""
    given = {
        "code": "T",
        "title": "目标",
        "unit": "人",
        "scope": "pack root",
        "year": 2023,
        "kind": "threshold",
        "op": ">=",
        **keys,
    }
    return "[[targets]]\n" + "\n".join(f"{name} = {_toml(value)}" for name, value in given.items() if value is not None) + "\n"


def _toml(value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        return value if value.startswith("{") else f'"{value}"'
    return str(value)


def pack(*tables: str) -> Pack:
    return load_pack(PACK + "\n".join(tables))


def answers(asked_pack: Pack, reports: Reports, period: str, region: str = COUNTY, **options: Any) -> list[Result]:
    return evaluate(asked_pack, load_catalogue(), reports, TERRITORY, period=period, region=region, **options)


def answer(reports: Reports, indicator: str, period: str, region: str = COUNTY, asked_pack: Pack | None = None) -> Result:
    """The one object of an indicator without targets, or with one."""
    found = answers(asked_pack or pack(), reports, period, region, indicators={indicator})
    assert len(found) == 1, [result.indicator for result in found]
    return found[0]


def verdict(reports: Reports, period: str, region: str = COUNTY, **keys: Any) -> Judgement:
    """The judgement of one target, written as the keys of its table."""
    wanted = TASK_TEMPLATE if keys["indicator"].startswith("task:") else keys["indicator"]
    results = answers(pack(target(**keys)), reports, period, region, indicators={wanted})
    found = [result.target for result in results if result.target]
    assert len(found) == 1
    judged = found[0]
    assert judged is not None
    return judged
