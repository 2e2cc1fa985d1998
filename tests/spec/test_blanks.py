"""Blank, zero and not reported are three things; what each does to a figure."""

from fractions import Fraction
from typing import Any

import pytest

from metrics.packs import load_pack
from tests.metrics.county import COUNTY, PACK, VILLAGES, A, B, C, Reports, answer, answers, pack

V = VILLAGES
MAY = "2023-05"


def figures(sheet: str, indicator: str, *rows: dict[str, Any], table: str = "") -> tuple[Any, ...]:
    """value, numerator, denominator, rows, reason of an indicator over one report of township A."""
    reports = Reports().hand_in(sheet, MAY, A if sheet != "canteen_quota" else "dept:nyj", *rows)
    figure = answer(reports, indicator, MAY, asked_pack=pack(table)).figure
    return figure.value, figure.numerator, figure.denominator, figure.rows, figure.reason


def test_a_sum_leaves_blanks_out() -> None:
    rows = ({"region": V[0], "transfer_total": 5}, {"region": V[1]})
    assert figures("employment", "employment.transfer_total", *rows) == (5, 5, None, 1, "")


def test_a_sum_of_which_no_row_is_filled_is_null() -> None:
    assert figures("employment", "employment.transfer_total", {"region": V[0]}) == (None, None, None, 0, "not_reported")


def test_a_sum_over_a_nil_return_is_0() -> None:
    assert figures("employment", "employment.transfer_total") == (0, 0, None, 0, "")


def test_a_count_over_a_nil_return_is_0() -> None:
    assert figures("workshops", "employment.workshops") == (0, 0, None, 0, "")


def test_a_sum_where_no_row_matches_is_0() -> None:
    row = {
        "code": "1",
        "region": V[0],
        "fund_source": "社会捐赠资金",
        "industry_investment": 3,
        "fiscal_investment": 4,
        "progress": "在建",
    }
    assert figures("industry_projects", "industry.return_rate", {**row, "annual_return": 1}) == (
        None,
        0,
        0,
        1,
        "not_comparable",
    )


def test_a_min_and_a_median_over_nothing_are_null() -> None:
    assert figures("employment", "employment.public_post_pay_min", {"region": V[0]})[0] is None
    assert figures("collective_economy", "collective.median_total")[0] is None


def test_median_of_an_even_number_is_the_mean_of_the_middle_two() -> None:
    rows = [{"region": region, "total": total} for region, total in zip(V[:4], ("1", "2.5", "10", "4"), strict=True)]
    assert figures("collective_economy", "collective.median_total", *rows)[0] == Fraction("3.25")


def test_a_ratio_sums_only_rows_with_both_sides_filled() -> None:
    rows = (
        {"region": V[0], "trained": 10, "trained_certified": 5},
        {"region": V[1], "trained": 30},
        {"region": V[1], "trained_certified": 7},
    )
    assert figures("employment", "employment.certified_rate", *rows) == (50, 5, 10, 1, "")


def test_a_zero_denominator_is_not_comparable() -> None:
    rows = ({"region": V[0], "trained": 0, "trained_certified": 0},)
    assert figures("employment", "employment.certified_rate", *rows) == (None, 0, 0, 1, "not_comparable")


def test_nothing_handed_in_is_null_everywhere() -> None:
    figure = answer(Reports(), "employment.certified_rate", MAY).figure
    assert (figure.value, figure.numerator, figure.denominator, figure.reason) == (None, None, None, "not_reported")
    assert (figure.reported, figure.expected, figure.carried_forward, figure.rows, figure.rows_expected) == (0, 3, 0, 0, 6)


def test_a_ratio_is_the_sum_over_the_sum() -> None:
    rows = (
        {"region": V[0], "transfer_total": 100, "transfer_out_province": 1},
        {"region": V[1], "transfer_total": 1, "transfer_out_province": 1},
    )
    assert figures("employment", "employment.out_province_share", *rows)[0] == Fraction(200, 101)


def test_blanks_are_no_village_without_pioneer_but_lower_the_rows() -> None:
    rows = ({"region": V[0], "pioneers": 0}, {"region": V[1]}, {"region": V[1], "pioneers": 2})
    assert figures("industry_linkage", "industry.villages_without_pioneer", *rows)[::3] == (1, 2)


def test_villages_without_pioneer_need_rows_of_villages() -> None:
    reports = Reports().hand_in("industry_linkage", MAY, A, {"region": A, "pioneers": 0})
    text = PACK.replace(
        '[sheets.industry_linkage]\nreporters = "regions"\nrow_level = "village"',
        '[sheets.industry_linkage]\nreporters = "regions"\nrow_level = "township"',
    )
    assert text != PACK
    figure = answer(reports, "industry.villages_without_pioneer", MAY, asked_pack=load_pack(text)).figure
    assert (figure.value, figure.numerator, figure.reason) == (None, None, "not_comparable")


def test_the_share_of_villages_counts_the_bound_itself() -> None:
    rows = [
        {"region": region, "total": total} for region, total in zip(V[:4], ("10", "9.999999", "10.000001", None), strict=True)
    ]
    assert figures("collective_economy", "collective.share_total_10", *rows) == (Fraction(200, 3), 2, 3, 3, "")


SHOPS = (
    {"name": "甲", "region": V[0], "lifted_workers": 5, "months": 1, "wages": 1000, "reward_paid": 60},
    {"name": "乙", "region": V[0], "lifted_workers": 4, "months": 12, "wages": 5000, "reward_paid": 0},
    {"name": "丙", "region": V[0], "lifted_workers": 6, "months": 3, "wages": 2000},
)
REWARD = "[settings]\nworkshop_reward_rate = 0.15\nworkshop_min_workers = 5\nworkshop_min_months = 1\n"


def test_an_indicator_without_its_setting_is_null_on_both_sides() -> None:
    for indicator in ("workshops_eligible", "workshop_reward_due", "workshop_reward_paid_rate"):
        assert figures("workshops", f"employment.{indicator}", *SHOPS)[:3] == (None, None, None)


def test_settings_of_the_pack_bound_and_multiply() -> None:
    assert figures("workshops", "employment.workshops_eligible", *SHOPS, table=REWARD)[0] == 2
    assert figures("workshops", "employment.workshop_reward_due", *SHOPS, table=REWARD)[0] == 450
    # the third workshop has no reward filled: it leaves both sides
    assert figures("workshops", "employment.workshop_reward_paid_rate", *SHOPS, table=REWARD)[:3] == (40, 60, 150)


def test_projects_are_counted_by_code() -> None:
    rows = (
        {"code": "1", "fund_source": "中央衔接资金", "region": V[0], "mechanism": "是"},
        {"code": "1", "fund_source": "省级衔接资金", "region": V[0], "mechanism": "是"},
        {"code": "2", "fund_source": "省级衔接资金", "region": V[1], "mechanism": "否"},
    )
    assert figures("industry_projects", "industry.projects", *rows)[0] == 2
    assert figures("industry_projects", "industry.mechanism_rate", *rows)[:3] == (50, 1, 2)
    assert figures("industry_projects", "industry.projects_without_mechanism", *rows)[0] == 1


@pytest.mark.parametrize(("annual_return", "below"), [("0.07", 0), ("0.069999", 1), (None, 0)])
def test_a_row_quotient_is_exact(annual_return: str | None, below: int) -> None:
    row = {
        "code": "1",
        "fund_source": "中央衔接资金",
        "region": V[0],
        "progress": "见效",
        "fiscal_investment": 1,
        "annual_return": annual_return,
    }
    assert (
        figures("industry_projects", "industry.projects_below_return", row, table="[settings]\nreturn_target = 0.07\n")[0]
        == below
    )


def test_a_region_finer_than_the_rows_is_null() -> None:
    reports = Reports().hand_in(
        "industry_projects", MAY, A, {"code": "1", "region": A, "fund_source": "中央衔接资金", "fiscal_investment": 5}
    )
    assert answer(reports, "industry.fiscal_investment", MAY, A).figure.value == 5
    assert answer(reports, "industry.fiscal_investment", MAY, V[0]).figure.value is None


def test_what_a_sheet_that_is_not_read_yet_gives() -> None:
    reports = Reports()
    del reports.sheets["industry_linkage"]
    figure = answer(reports, "industry.binding_rate", MAY).figure
    assert (figure.value, figure.reason, figure.reported, figure.expected, figure.rows_expected) == (
        None,
        "not_reported",
        0,
        3,
        6,
    )


def test_a_sheet_that_the_pack_does_not_list_is_not_printed() -> None:
    indicators = {result.indicator for result in answers(pack(), Reports(), MAY)}
    assert "consumption.sales" not in indicators
    assert "projects.count" not in indicators
    assert "reporting.rate" in indicators


def test_carried_rows_count_for_stocks_and_not_for_flows() -> None:
    reports = Reports()
    reports.hand_in("employment", MAY, A, {"region": V[0], "transfer_total": 5, "returned": 1})
    reports.hand_in("employment", "2023-03", B, {"region": V[2], "transfer_total": 7, "returned": 10})
    reports.hand_in("employment", "2022-12", C, {"region": V[4], "transfer_total": 100, "returned": 100})
    stock, flow = answer(reports, "employment.transfer_total", MAY).figure, answer(reports, "employment.returned", MAY).figure
    assert (stock.value, stock.reported, stock.carried_forward, stock.rows) == (12, 1, 1, 2)
    assert (flow.value, flow.reported, flow.carried_forward, flow.rows) == (1, 1, 0, 1)


def test_only_carried_reports_still_give_a_figure() -> None:
    reports = Reports().hand_in("employment", "2023-03", B, {"region": V[2], "transfer_total": 7})
    figure = answer(reports, "employment.transfer_total", MAY).figure
    assert (figure.value, figure.reported, figure.carried_forward) == (7, 0, 1)


def test_a_quarter_asks_the_last_month_and_sums_flows() -> None:
    reports = Reports()
    for month, value in (("2023-04", 1), ("2023-05", 2), ("2023-06", 4)):
        reports.hand_in("employment", month, A, {"region": V[0], "transfer_total": value * 10, "returned": value})
    reports.hand_in("employment", "2023-06", B, {"region": V[2], "transfer_total": 1, "returned": 8})
    stock, flow = (
        answer(reports, "employment.transfer_total", "2023Q2").figure,
        answer(reports, "employment.returned", "2023Q2").figure,
    )
    assert (stock.value, stock.period, stock.reported) == (41, "2023-06", 2)
    assert (flow.value, flow.period, flow.reported, flow.rows) == (15, "2023Q2", 1, 1)


def test_a_month_asks_the_last_quarter() -> None:
    reports = Reports().hand_in(
        "household_income", "2023Q1", A, {"household_no": "1", "region": V[0], "persons": 3, "net": 300}
    )
    figure = answer(reports, "income.net_per_capita", MAY).figure
    assert (figure.period, figure.value, figure.rows_expected) == ("2023Q1", 100, None)
    assert answer(reports, "income.net_per_capita", "2023-06").figure.reason == "not_reported"


def test_below_the_submit_level_the_reporter_that_contains_the_place_answers() -> None:
    reports = Reports().hand_in(
        "employment", MAY, A, {"region": V[0], "transfer_total": 5}, {"region": V[1], "transfer_total": 6}
    )
    figure = answer(reports, "employment.transfer_total", MAY, V[1]).figure
    assert (figure.value, figure.reported, figure.expected, figure.rows, figure.rows_expected) == (6, 1, 1, 1, 1)
    assert answer(reports, "employment.transfer_total", MAY, COUNTY).figure.value == 11
