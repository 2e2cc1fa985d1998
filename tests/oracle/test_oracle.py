"""The slow calculation itself, on figures that can be worked out by hand."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from tests.oracle.coverage import months_of, quarter_asked
from tests.oracle.figures import ExpectedFigure
from tests.oracle.indicators import oracle_indicators
from tests.oracle.reports import inside, level

ROOT, GONGHE, XINQIAO = "532323000000", "532323101000", "532323102000"
VILLAGES = ("532323101001", "532323101002", "532323102001")
PLACES = (ROOT, GONGHE, XINQIAO, *VILLAGES)
PACK: dict[str, Any] = {
    "pack": {"root": ROOT, "submit_level": "township"},
    "sheets": {
        "employment": {"reporters": "regions", "row_level": "village"},
        "collective_economy": {"reporters": "regions", "row_level": "village"},
        "household_income": {"reporters": "regions"},
    },
    "income": {"line": {"2023": 8000}},
}


def _village(code: str, **fields: Any) -> dict[str, Any]:
    return {"region": code, **fields}


def _ask(
    reports: dict[tuple[str, str, str], list[dict[str, Any]]], period: str, region: str = ROOT
) -> dict[str, ExpectedFigure]:
    return oracle_indicators(reports, period=period, region=region, pack=PACK, places=PLACES)


def test_places_and_periods() -> None:
    assert [level(code) for code in PLACES] == ["county", "township", "township", "village", "village", "village"]
    assert inside(VILLAGES[0], GONGHE)
    assert not inside(VILLAGES[2], GONGHE)
    assert (quarter_asked("2023-05", 1), quarter_asked("2023-06", 1), quarter_asked("2023", 1)) == (
        "2023Q1",
        "2023Q2",
        "2023Q4",
    )
    assert quarter_asked("2023-05", 10) == "2023Q2"
    assert months_of("2023Q1", 10) == ["2022-10", "2022-11", "2022-12"]


def test_stock_is_carried_within_the_year_and_flow_is_not() -> None:
    reports = {
        ("employment", "2023-04", GONGHE): [_village(VILLAGES[0], transfer_total=10, returned=3)],
        ("employment", "2023-05", XINQIAO): [_village(VILLAGES[2], transfer_total=5, returned=1)],
        ("employment", "2022-12", XINQIAO): [_village(VILLAGES[2], transfer_total=99, returned=9)],
    }
    may = _ask(reports, "2023-05")
    total, returned = may["employment.transfer_total"], may["employment.returned"]
    assert (total.value, total.reported, total.expected, total.carried_forward) == (15, 1, 2, 1)
    assert (total.rows, total.rows_expected) == (2, 3)
    assert (returned.value, returned.reported, returned.carried_forward) == (1, 1, 0)
    assert _ask(reports, "2023-01")["employment.transfer_total"].value is None
    quarter = _ask(reports, "2023Q2")["employment.returned"]
    assert (quarter.value, quarter.period, quarter.reported) == (4, "2023Q2", 0)


def test_a_ratio_leaves_out_rows_with_a_blank_on_either_side() -> None:
    rows = [
        _village(VILLAGES[0], trained=10, trained_certified=5),
        _village(VILLAGES[1], trained=90, trained_certified=None),
    ]
    rate = _ask({("employment", "2023-05", GONGHE): rows}, "2023-05")["employment.certified_rate"]
    assert (rate.value, rate.numerator, rate.denominator, rate.rows) == (50, 5, 10, 1)


def test_nil_blank_and_unreported_are_three_things() -> None:
    nil = _ask({("collective_economy", "2023-05", GONGHE): []}, "2023-05")
    assert nil["collective.total"].value == 0
    assert (nil["collective.mean_total"].value, nil["collective.mean_total"].denominator) == (None, 0)
    assert nil["collective.median_total"].value is None
    blank = _ask({("collective_economy", "2023-05", GONGHE): [_village(VILLAGES[0], total=None)]}, "2023-05")
    assert (blank["collective.total"].value, blank["collective.villages"].value) == (None, 1)
    assert _ask({}, "2023-05")["collective.total"].value is None


def test_village_tiers_include_the_figure_itself() -> None:
    rows = [_village(code, total=total) for code, total in zip(VILLAGES[:2], (8, Fraction("7.99")), strict=True)]
    found = _ask({("collective_economy", "2023-05", GONGHE): rows}, "2023-05")
    assert found["collective.share_total_8"].value == 50
    assert found["collective.median_total"].value == Fraction("7.995")
    assert found["collective.villages_below_total_10"].value == 2


def _household(number: str, net: int | None, persons: int = 2, region: str = VILLAGES[0], **others: Any) -> dict[str, Any]:
    blank = dict.fromkeys(("wage", "operating_gross", "operating_cost", "property", "transfer", "labourers", "employed"))
    return {"household_no": number, "region": region, "net": net, "persons": persons} | blank | others


def test_growth_takes_only_reporters_of_both_years() -> None:
    reports = {
        ("household_income", "2023Q2", GONGHE): [_household("A", 120)],
        ("household_income", "2023Q2", XINQIAO): [_household("B", 9000, region=VILLAGES[2])],
        ("household_income", "2022Q2", GONGHE): [_household("A", 100)],
    }
    growth = _ask(reports, "2023Q2")["income.net_growth"]
    assert (growth.value, growth.numerator, growth.denominator, growth.reported, growth.expected) == (20, 10, 50, 1, 2)
    assert _ask(reports, "2023-06")["income.net_growth"] == growth
    assert _ask(reports, "2023Q2", XINQIAO)["income.net_growth"].value is None


def test_households_below_a_line_and_in_decline() -> None:
    reports = {
        ("household_income", "2023Q4", GONGHE): [_household("A", 15999), _household("B", 16000), _household("C", None)],
        ("household_income", "2022Q4", GONGHE): [_household("A", 16000), _household("gone", 1)],
    }
    found = _ask(reports, "2023Q4")
    values = {name: figure.value for name, figure in found.items() if name.startswith("income.")}
    assert values["income.households"] == 3
    assert values["income.below_line_households"] == 1
    assert values["income.below_line_share"] == 50
    assert values["income.line_unknown_households"] == 1
    assert values["income.comparable_households"] == 1
    assert values["income.drop_share"] == 100
    assert values["income.operating_drop_households"] is None
    assert values["income.below_work_line_households"] == 2


def test_points_are_half_of_what_the_share_exceeds_the_roots_by() -> None:
    falls = {"operating_gross": 0, "operating_cost": 0}
    rises = {"operating_gross": 2, "operating_cost": 0}
    base = {"operating_gross": 1, "operating_cost": 0}
    reports = {
        ("household_income", "2023Q2", GONGHE): [_household("A", 1, **falls)],
        ("household_income", "2023Q2", XINQIAO): [_household(n, 1, region=VILLAGES[2], **rises) for n in ("B", "C", "D")],
        ("household_income", "2022Q2", GONGHE): [_household(name, 1, **base) for name in ("A", "B", "C", "D")],
    }
    assert _ask(reports, "2023Q2", GONGHE)["income.operating_drop_points"].value == Fraction("-37.5")
    assert _ask(reports, "2023Q2", XINQIAO)["income.operating_drop_points"].value == 0


def test_rates_of_reporting_leave_out_the_exempt() -> None:
    states = [
        {"sheet": "employment", "reporter": GONGHE, "state": "on_time", "submission": 1, "first_pass": True},
        {"sheet": "employment", "reporter": XINQIAO, "state": "late", "submission": 2, "first_pass": False},
        {"sheet": "collective_economy", "reporter": GONGHE, "state": "missing", "submission": None, "first_pass": None},
        {"sheet": "collective_economy", "reporter": XINQIAO, "state": "exempt", "submission": None, "first_pass": None},
        {"sheet": "household_income", "reporter": GONGHE, "state": "on_time", "submission": 3, "first_pass": True},
    ]
    found = oracle_indicators({}, period="2023-05", region=ROOT, pack=PACK, places=PLACES, states=states)
    assert found["reporting.rate"].value == Fraction(200, 3)
    assert found["reporting.on_time_rate"].value == Fraction(100, 3)
    assert found["reporting.first_pass_rate"].value == 50
