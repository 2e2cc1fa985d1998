"""The indicators of household income by plain loops: a head, growth, lines, falls."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import Any

from tests.oracle.coverage import Answering, answering
from tests.oracle.figures import NOTHING, ExpectedFigure, Measured, figure, filled, quotient, single, sum_of
from tests.oracle.reports import Reports, Row, inside, number, rows_of, year_before
from tests.oracle.warnings import Past, histories, of_year, work_line

# indicator: (fields added, fields taken away), over persons
PER_HEAD: dict[str, tuple[list[str], list[str]]] = {
    "income.net_per_capita": (["net"], []),
    "income.wage_per_capita": (["wage"], []),
    "income.operating_per_capita": (["operating_gross"], ["operating_cost"]),
    "income.property_per_capita": (["property"], []),
    "income.transfer_per_capita": (["transfer"], []),
}
GROWTH = {
    "income.net_growth": "income.net_per_capita",
    "income.operating_growth": "income.operating_per_capita",
    "income.property_growth": "income.property_per_capita",
}


def household_figures(
    reports: Reports, *, period: str, region: str, pack: dict[str, Any], places: Sequence[str]
) -> dict[str, ExpectedFigure]:
    """The expected figures of one region by indicator."""
    answer = answering(reports, "household_income", period, region, pack, places)
    root = answering(reports, "household_income", period, pack["pack"]["root"], pack, places)
    if not answer.handed_in:
        names = [*PER_HEAD, *GROWTH, *_counts([], {}, period, pack)]
        return {name: figure(name, region, answer, NOTHING, None) for name in [*names, "income.operating_drop_points"]}
    pasts = histories(reports, pack)
    measured = {name: _per_head(answer.rows, name) for name in PER_HEAD}
    counts = _counts(answer.rows, pasts, answer.period, pack)
    overall = _counts(root.rows, pasts, answer.period, pack)
    measured |= counts
    measured["income.operating_drop_points"] = _points(counts, overall)
    found = {name: figure(name, region, answer, value, None) for name, value in measured.items()}
    for name, of in GROWTH.items():
        found[name] = _growth(reports, name, of, region, answer)
    return found


def _per_head(rows: Sequence[Row], indicator: str) -> Measured:
    plus, minus = PER_HEAD[indicator]
    counted = len(filled(rows, [*plus, *minus, "persons"]))
    return quotient(sum_of(rows, plus, minus, ["persons"]), sum_of(rows, ["persons"], [], plus + minus), 1, counted)


def _growth(reports: Reports, name: str, of: str, region: str, answer: Answering) -> ExpectedFigure:
    """Only reporters in force in both quarters, each quarter with its own rows."""
    last_year = year_before(answer.period)
    common = {who for who in answer.reported if ("household_income", last_year, who) in reports}
    if not common:
        return figure(name, region, answer, NOTHING, None, reported=0)
    sides: list[Measured] = []
    for period in (answer.period, last_year):
        rows = rows_of(reports, "household_income", period, common)
        sides.append(_per_head([row for row in rows if inside(row["region"], region)], of))
    now, before = sides[0].value, sides[1].value
    change = None if now is None or before is None else now - before
    value = change / before * 100 if change is not None and before is not None and before > 0 else None
    measured = Measured(value=value, numerator=change, denominator=before, rows=sides[0].rows)
    return figure(name, region, answer, measured, None, reported=len(common))


def _counts(rows: Sequence[Row], pasts: dict[str, Past], period: str, pack: dict[str, Any]) -> dict[str, Measured]:
    households = [pasts[row["household_no"]] for row in rows]
    annual = [value for value in (past.annual(period) for past in households) if value is not None]
    comparable = [past for past in households if past.row(year_before(period)) is not None]
    line, limit = of_year(pack, "line", int(period[:4])) if "Q" in period else None, work_line(pack)
    whole = len(filled(rows, ["net", "persons"]))
    below = _under(annual, line, len(households), whole)
    gross = pack.get("settings", {}).get("operating_basis", "net") == "gross"
    operated = len(filled(rows, ["operating_gross"] if gross else ["operating_gross", "operating_cost"]))
    drop = _judged(_falls(comparable, period), len(households), whole)
    operating = _judged(_operating_falls(comparable, period, "gross" if gross else "net"), len(households), operated)
    return {
        "income.households": single(len(rows), len(rows)),
        "income.persons": single(sum_of(rows, ["persons"], [], []), len(filled(rows, ["persons"]))),
        "income.below_line_households": below,
        "income.line_unknown_households": single(len(households) - len(annual), len(households)),
        "income.below_line_share": Measured(rows=whole) if line is None else quotient(below.value, len(annual), 100, whole),
        "income.below_work_line_households": _under(annual, limit, len(households), whole),
        "income.comparable_households": single(len(comparable), len(households)),
        "income.drop_households": drop,
        "income.drop_share": quotient(drop.value, len(comparable), 100, whole),
        "income.operating_drop_households": operating,
        "income.operating_drop_share": quotient(operating.value, len(comparable), 100, operated),
        "income.idle_labour_households": _idle(rows),
    }


def _under(annual: Sequence[Fraction], line: Fraction | None, households: int, rows: int) -> Measured:
    """Nothing without a line, nothing where there are households and none can be judged."""
    if line is None:
        return Measured(rows=rows)
    return _judged([value < line for value in annual], households, rows)


def _judged(verdicts: Sequence[bool], households: int, rows: int) -> Measured:
    return Measured(rows=rows) if households and not verdicts else single(sum(verdicts), rows)


def _falls(comparable: Sequence[Past], period: str) -> list[bool]:
    verdicts: list[bool] = []
    for past in comparable:
        now, before = past.per_head(period), past.per_head(year_before(period))
        if now is not None and before is not None:
            verdicts.append(now < before)
    return verdicts


def _operating_falls(comparable: Sequence[Past], period: str, basis: str) -> list[bool]:
    verdicts: list[bool] = []
    for past in comparable:
        now, before = past.source(period, "operating", basis), past.source(year_before(period), "operating", basis)
        if now is not None and before is not None:
            verdicts.append(now < before)
    return verdicts


def _idle(rows: Sequence[Row]) -> Measured:
    whole = filled(rows, ["labourers", "employed"])
    idle = [row for row in whole if (number(row, "labourers") or 0) > 0 and number(row, "employed") == 0]
    return single(len(idle), len(whole))


def _points(region: dict[str, Measured], root: dict[str, Measured]) -> Measured:
    """Half a point off for every percentage point by which the region's share lies above the root's, pro rata."""
    share, overall = region["income.operating_drop_share"], root["income.operating_drop_share"]
    if share.value is None or overall.value is None:
        return Measured(rows=share.rows)
    return single(-Fraction(1, 2) * max(Fraction(0), share.value - overall.value), share.rows or 0)
