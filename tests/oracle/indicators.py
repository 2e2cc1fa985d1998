"""Every indicator but the key tasks by plain loops: from the contract's formulas, of household income, and of reporting."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from fractions import Fraction
from typing import Any

from tests.oracle.coverage import MONTHLY, answering, meets, places_expected, too_fine
from tests.oracle.figures import NOTHING, ExpectedFigure, figure
from tests.oracle.formulas import Formula, formulas, measured
from tests.oracle.household_indicators import household_figures
from tests.oracle.reports import Reports, Row

OF_VILLAGES_ONLY = frozenset({"industry.villages_without_pioneer"})


def oracle_indicators(
    reports: Reports,
    *,
    period: str,
    region: str,
    pack: dict[str, Any],
    places: Sequence[str],
    states: Sequence[Mapping[str, Any]] = (),
) -> dict[str, ExpectedFigure]:
    """The expected figures of one region by indicator, for the sheets that the pack lists.

    ``places``: codes of every place of the root. ``states``: the lines of ``status`` as dicts with sheet, reporter, state,
    submission (None: none) and first_pass; only a month or quarter asks for them.
    """
    found: dict[str, ExpectedFigure] = {}
    for indicator, formula in formulas().items():
        if formula.sheet in pack["sheets"]:
            found[indicator] = _of_formula(reports, formula, period, region, pack, places)
    if "household_income" in pack["sheets"]:
        found |= household_figures(reports, period=period, region=region, pack=pack, places=places)
    return found | _reporting(states, period, region)


def _of_formula(
    reports: Reports, formula: Formula, period: str, region: str, pack: dict[str, Any], places: Sequence[str]
) -> ExpectedFigure:
    sheet, flow = formula.sheet, "flow" in formula.kinds
    answer = answering(reports, sheet, period, region, pack, places, flow=flow)
    whole = answering(reports, sheet, period, pack["pack"]["root"], pack, places, flow=flow)
    expected = places_expected(pack, sheet, region, places)
    here = measured(formula, answer.rows, pack.get("settings", {}))
    if not answer.handed_in or too_fine(pack, sheet, region, answer.rows, whole.rows):
        here = NOTHING
    elif formula.indicator in OF_VILLAGES_ONLY and pack["sheets"][sheet]["row_level"] != "village":
        here = replace(NOTHING, rows=here.rows)
    if answer.months > 1 and expected is not None and answer.handed_in:
        here = replace(here, rows=_whole_places(answer.rows, formula.fields, answer.months))
    return figure(formula.indicator, region, answer, here, expected)


def _whole_places(rows: Sequence[Row], fields: Sequence[str], months: int) -> int:
    """Of a flow summed over months: the places with every month filled."""
    count: dict[str, int] = {}
    for row in rows:
        if all(row.get(name) is not None for name in fields):
            count[row["region"]] = count.get(row["region"], 0) + 1
    return sum(1 for found in count.values() if found == months)


def _reporting(states: Sequence[Mapping[str, Any]], period: str, region: str) -> dict[str, ExpectedFigure]:
    """Rates of the monthly sheets for a month, of the quarterly ones for a quarter."""
    lines: list[Mapping[str, Any]] = []
    for line in states:
        asked = line["sheet"] in MONTHLY if "-" in period else line["sheet"] not in MONTHLY
        if asked and line["state"] != "exempt" and meets(line["reporter"], region):
            lines.append(line)
    if not states:
        return {}
    received = [line for line in lines if line["submission"] is not None]
    on_time = [line for line in lines if line["state"] == "on_time"]
    first = [line for line in received if line["first_pass"]]
    parts = {
        "reporting.rate": (len(received), len(lines)),
        "reporting.on_time_rate": (len(on_time), len(lines)),
        "reporting.first_pass_rate": (len(first), len(received)),
    }
    found: dict[str, ExpectedFigure] = {}
    for indicator, (above, below) in parts.items():
        found[indicator] = ExpectedFigure(
            indicator=indicator,
            region=region,
            period=period,
            value=Fraction(above * 100, below) if below else None,
            numerator=Fraction(above),
            denominator=Fraction(below),
            reported=len(received),
            expected=len(lines),
            carried_forward=0,
            rows=None,
            rows_expected=None,
        )
    return found
