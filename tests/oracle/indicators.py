"""Every indicator of employment, village collectives, household income and reporting, by plain loops."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from fractions import Fraction
from typing import Any

from tests.oracle.coverage import MONTHLY, Answering, answering, meets, places_expected, too_fine
from tests.oracle.figures import (
    NOTHING,
    ExpectedFigure,
    Measured,
    count_where,
    figure,
    filled,
    quotient,
    single,
    sum_of,
)
from tests.oracle.household_indicators import household_figures
from tests.oracle.reports import Reports, Row, number

# indicator: (fields added, fields taken away); a monthly sheet is the part before the dot, 'collective' is collective_economy
SUMS: dict[str, tuple[list[str], list[str]]] = {
    "employment.transfer_total": (["transfer_total"], []),
    "employment.transfer_out_province": (["transfer_out_province"], []),
    "employment.transfer_in_province": (["transfer_in_province"], []),
    "employment.transfer_in_county": (["transfer_in_county"], []),
    "employment.lifted_transfer_total": (["lifted_transfer_total"], []),
    "employment.lifted_out_province": (["lifted_out_province"], []),
    "employment.lifted_in_province": (["lifted_in_province"], []),
    "employment.lifted_in_county": (["lifted_in_county"], []),
    "employment.relocated_transfer": (["relocated_transfer"], []),
    "employment.zero_job_households": (["willing_households"], ["employed_households"]),
    "employment.returned": (["returned"], []),
    "employment.public_posts": (["public_posts"], []),
    "employment.rangers": (["rangers"], []),
    "employment.trained": (["trained"], []),
    "collective.total": (["total"], []),
    "collective.operating": (["operating_total"], []),
}
FLOWS = {"employment.returned"}
# indicator: (field above, field below); in percent
RATIOS: dict[str, tuple[str, str]] = {
    "employment.out_province_share": ("transfer_out_province", "transfer_total"),
    "employment.lifted_employment_rate": ("lifted_transfer_total", "lifted_labour"),
    "employment.one_job_household_rate": ("employed_households", "willing_households"),
    "employment.certified_rate": ("trained_certified", "trained"),
    "employment.trained_employed_rate": ("trained_employed", "trained_willing"),
    "employment.travel_paid_rate": ("travel_paid", "travel_due"),
    "collective.lifted_dividend_share": ("lifted_dividends", "dividends"),
}
MEANS = {"collective.mean_total": "total", "collective.mean_operating": "operating_total"}
# indicator: (field, at least so many 万元)
SHARES: dict[str, tuple[str, int]] = {
    "collective.share_total_5": ("total", 5),
    "collective.share_total_8": ("total", 8),
    "collective.share_total_10": ("total", 10),
    "collective.share_total_15": ("total", 15),
    "collective.share_total_20": ("total", 20),
    "collective.share_operating_5": ("operating_total", 5),
    "collective.share_operating_10": ("operating_total", 10),
}
FEWER: dict[str, tuple[str, int]] = {
    "collective.villages_below_operating_5": ("operating_total", 5),
    "collective.villages_below_total_10": ("total", 10),
}
PLAIN = [*SUMS, *RATIOS, *MEANS, *SHARES, *FEWER]
PLAIN += ["employment.public_post_pay_min", "collective.villages", "collective.median_total"]


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
    for indicator in PLAIN:
        sheet = "employment" if indicator.startswith("employment.") else "collective_economy"
        if sheet not in pack["sheets"]:
            continue
        answer = answering(reports, sheet, period, region, pack, places, flow=indicator in FLOWS)
        measured = NOTHING
        if answer.handed_in and not too_fine(pack, sheet, region):
            measured = _measured(indicator, answer.rows)
        if indicator in FLOWS and answer.months > 1:
            measured = replace(measured, rows=_whole_places(answer, SUMS[indicator][0][0]))
        found[indicator] = figure(indicator, region, answer, measured, places_expected(pack, sheet, region, places))
    if "household_income" in pack["sheets"]:
        found |= household_figures(reports, period=period, region=region, pack=pack, places=places)
    return found | _reporting(states, period, region)


def _whole_places(answer: Answering, field: str) -> int:
    """Of a flow summed over months: the places with every month filled."""
    months: dict[str, int] = {}
    for row in filled(answer.rows, [field]):
        months[row["region"]] = months.get(row["region"], 0) + 1
    return sum(1 for count in months.values() if count == answer.months)


def _measured(indicator: str, rows: Sequence[Row]) -> Measured:
    if indicator in SUMS:
        plus, minus = SUMS[indicator]
        return single(sum_of(rows, plus, minus, []), len(filled(rows, plus + minus)))
    if indicator in RATIOS:
        above, below = RATIOS[indicator]
        counted = len(filled(rows, [above, below]))
        return quotient(sum_of(rows, [above], [], [below]), sum_of(rows, [below], [], [above]), 100, counted)
    if indicator in MEANS:
        field = MEANS[indicator]
        counted = len(filled(rows, [field]))
        return quotient(sum_of(rows, [field], [], []), counted, 1, counted)
    if indicator in SHARES:
        field, least = SHARES[indicator]
        counted = len(filled(rows, [field]))
        return quotient(count_where(rows, field, lambda value: value >= least), counted, 100, counted)
    if indicator in FEWER:
        field, limit = FEWER[indicator]
        return single(count_where(rows, field, lambda value: value < limit), len(filled(rows, [field])))
    return _other(indicator, rows)


def _other(indicator: str, rows: Sequence[Row]) -> Measured:
    if indicator == "collective.villages":
        return single(len(rows), len(rows))
    field = "public_post_pay" if indicator == "employment.public_post_pay_min" else "total"
    values = sorted(value for value in (number(row, field) for row in rows) if value is not None)
    if not values:
        return single(None, 0)
    if indicator == "employment.public_post_pay_min":
        return single(values[0], len(values))
    middle = len(values) // 2
    median = values[middle] if len(values) % 2 else (values[middle - 1] + values[middle]) / 2
    return single(median, len(values))


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


__all__ = ["Answering", "ExpectedFigure", "oracle_indicators"]
