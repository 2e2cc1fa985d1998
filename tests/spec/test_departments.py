"""Sheets of departments: consumption, canteens, projects. Who is expected, what is carried, what a township's figure is."""

from fractions import Fraction
from typing import Any

import pytest

from metrics.packs import Pack
from tests.metrics.county import COUNTY, VILLAGES, A, B, Reports, answer, answers, pack, target

V = VILLAGES
MAY = "2023-05"
NYJ, ZZB = "dept:nyj", "dept:zzb"
SHEETS = """
[sheets.consumption]
reporters = ["dept:nyj", "dept:zzb"]
[sheets.project_progress]
reporters = ["dept:nyj", "dept:zzb"]
"""


def asked(*tables: str) -> Pack:
    return pack(SHEETS, *tables)


def sale(region: str, month: float, ytd: float, **fields: Any) -> dict[str, Any]:
    return {
        "buyer": "某单位", "region": region, "product": "蔬菜", "channel": "832平台", "buyer_kind": "社会力量",
        "amount_month": month, "amount_ytd": ytd, **fields,
    }  # fmt: skip


def coverage(reports: Reports, indicator: str, period: str = MAY, region: str = COUNTY) -> tuple[Any, ...]:
    found = answer(reports, f"consumption.{indicator}", period, region, asked()).figure
    return found.value, found.reported, found.expected, found.carried_forward, found.rows


def test_the_departments_are_expected_whatever_the_region() -> None:
    reports = Reports().hand_in("consumption", MAY, NYJ, sale(V[0], 1, 5), sale(B, 2, 7))
    assert coverage(reports, "sales") == (12, 1, 2, 0, 2)
    assert coverage(reports, "sales", region=A) == (5, 1, 2, 0, 1)
    assert coverage(reports, "sales", region=V[1]) == (0, 1, 2, 0, 0)
    assert coverage(Reports(), "sales", region=A) == (None, 0, 2, 0, 0)


def test_a_township_has_no_figure_where_there_is_only_the_countys() -> None:
    reports = Reports().hand_in("consumption", MAY, NYJ, sale(COUNTY, 1, 5))
    assert coverage(reports, "sales") == (5, 1, 2, 0, 1)
    assert coverage(reports, "sales", region=A) == (None, 1, 2, 0, 0)
    reports.hand_in("consumption", MAY, ZZB, sale(A, 1, 3))
    assert coverage(reports, "sales", region=A) == (3, 2, 2, 0, 1)


def test_a_department_that_has_not_reported_gives_its_last_report_but_no_flow() -> None:
    reports = Reports().hand_in("consumption", MAY, NYJ, sale(A, 1, 5)).hand_in("consumption", "2023-03", ZZB, sale(B, 2, 7))
    assert coverage(reports, "sales") == (12, 1, 2, 1, 2)
    assert coverage(reports, "sales_month") == (1, 1, 2, 0, 1)
    assert coverage(reports, "sales_month", region=B) == (0, 1, 2, 0, 0)


def test_a_quarter_adds_the_months_sales_up_and_takes_the_last_cumulative() -> None:
    reports = Reports()
    for month, amount, total in (("2023-04", 1, 5), ("2023-05", 2, 7), ("2023-06", 4, 11)):
        reports.hand_in("consumption", month, NYJ, sale(A, amount, total))
    reports.hand_in("consumption", "2023-05", ZZB, sale(B, 8, 8))
    assert coverage(reports, "sales_month", "2023Q2") == (15, 1, 2, 0, 4)
    assert coverage(reports, "sales_month", "2023") == (15, 0, 2, 0, 4)
    assert coverage(reports, "sales", "2023Q2") == (19, 1, 2, 1, 2)


def test_a_nil_return_of_one_month_of_the_quarter_is_a_report() -> None:
    reports = Reports().hand_in("consumption", MAY, NYJ)
    assert coverage(reports, "sales_month", "2023Q2") == (0, 0, 2, 0, 0)


def test_partners_and_the_platform_are_picked_out() -> None:
    kinds = ("东部协作地区", "中央定点帮扶单位", "省级定点帮扶单位", "州县定点帮扶单位")
    rows = [sale(A, 0, 10**place, buyer_kind=kind) for place, kind in enumerate(kinds)]
    rows += [sale(A, 0, 10000, channel="直接采购")]
    reports = Reports().hand_in("consumption", MAY, NYJ, *rows)
    assert coverage(reports, "partner_sales")[0] == 111
    assert coverage(reports, "platform_832")[0] == 1111


def canteen(unit: str, total: Any, reserved: Any, has: str = "是", **fields: Any) -> dict[str, Any]:
    return {"unit": unit, "region": COUNTY, "has_canteen": has, "canteen_total": total, "reserved": reserved, **fields}


QUOTAS = [
    ([canteen("甲", 100, 10)], 10, 0),
    ([canteen("甲", 100, "9.999999")], Fraction("9.999999"), 1),
    ([canteen("甲", 100, 30), canteen("乙", 100, 5)], Fraction(35, 2), 1),
    ([canteen("甲", 0, 0)], None, 0),  # nothing to divide by: not below
    ([canteen("甲", 100, 10), canteen("丙", 0, 0, "否"), canteen("丁", 50, 0, "否")], 10, 0),
    ([canteen("甲", 100, None), canteen("乙", 100, 20)], 20, 0),
]


@pytest.mark.parametrize(("rows", "share", "below"), QUOTAS)
def test_canteens_reserve_a_tenth(rows: list[dict[str, Any]], share: Fraction | None, below: int) -> None:
    reports = Reports().hand_in("canteen_quota", MAY, NYJ, *rows)
    found = asked("[settings]\nreserved_share = 0.10\n")
    assert answer(reports, "consumption.reserved_share", MAY, asked_pack=found).figure.value == share
    assert answer(reports, "consumption.units_below_quota", MAY, asked_pack=found).figure.value == below
    assert answer(reports, "consumption.units_below_quota", MAY).figure.value is None  # a pack that sets none


def test_every_unit_with_a_canteen_is_judged() -> None:
    rows = [
        canteen("甲", 100, 10),
        canteen("乙", 100, 8),
        canteen("丙", 100, 5),
        canteen("丁", 0, 0),
        canteen("戊", 9, 0, "否"),
    ]
    found = asked(target(indicator="consumption.reserved_share", value=10, unit="%", scope="every unit"))
    reports = Reports().hand_in("canteen_quota", MAY, NYJ, *rows)
    (one,) = [result for result in answers(found, reports, MAY) if result.target]
    assert one.target is not None
    assert (one.figure.value, one.target.status) == (Fraction(2300, 300), "far_behind")
    assert [(short.row_key, short.value) for short in one.target.short] == [(f"乙|{COUNTY}", 8), (f"丙|{COUNTY}", 5)]
    assert not [result for result in answers(found, reports, MAY, A) if result.target]


def test_bought_over_reserved_may_exceed_a_hundred_and_skips_blanks() -> None:
    rows = [
        canteen("甲", 100, 10, purchased_832=12, purchased_agreement=3),
        canteen("乙", 100, 10, purchased_832=1),
    ]
    found = answer(Reports().hand_in("canteen_quota", MAY, NYJ, *rows), "consumption.quota_completion", MAY).figure
    assert (found.numerator, found.denominator, found.value, found.rows) == (15, 10, 150, 1)


def progress(code: str, started: str | None, finished: str | None, accepted: str | None, *money: float) -> dict[str, Any]:
    total, in_place, paid = money or (100, 80, 40)
    return {
        "code": code, "region": A, "started": started, "finished": finished, "accepted": accepted,
        "total_investment": total, "funds_in_place": in_place, "paid": paid,
    }  # fmt: skip


def test_rates_of_projects() -> None:
    reports = Reports().hand_in("project_progress", MAY, NYJ, progress("1", "是", "是", "是"), progress("2", "是", "否", None))
    reports.hand_in("project_progress", "2023-04", ZZB, progress("3", "否", "否", "否", 200, 0, 0))
    names = ("count", "started_rate", "finished_rate", "accepted_rate", "in_place_rate", "payment_rate")
    found = {name: answer(reports, f"projects.{name}", MAY, asked_pack=asked()).figure for name in names}
    assert {name: figure.value for name, figure in found.items()} == {
        "count": 3, "started_rate": Fraction(200, 3), "finished_rate": Fraction(100, 3), "accepted_rate": 50,
        "in_place_rate": 40, "payment_rate": 50,
    }  # fmt: skip
    assert (found["accepted_rate"].rows, found["count"].rows, found["count"].carried_forward) == (2, 3, 1)


NOT_BELOW: dict[str, Any] = {"kind": "floor", "op": "not below last period", "unit": "万元"}


def judged(reports: Reports, **keys: Any) -> Any:
    (found,) = [one.target for one in answers(asked(target(**keys)), reports, MAY) if one.target]
    return found


def test_sales_not_below_last_years_over_the_departments_in_force_in_both() -> None:
    reports = Reports().hand_in("consumption", "2022-05", NYJ, sale(A, 1, 9)).hand_in("consumption", MAY, NYJ, sale(A, 1, 8))
    reports.hand_in("consumption", MAY, ZZB, sale(B, 1, 100)).hand_in("consumption", "2023-04", NYJ, sale(A, 1, 50))
    found = judged(reports, indicator="consumption.sales", **NOT_BELOW)
    assert (found.status, found.value, found.gap) == ("behind", 9, -1)
    assert [(entry.region, entry.value) for entry in found.short] == [(NYJ, 8)]


def test_every_row_is_held_against_the_row_with_the_same_key() -> None:
    before = [canteen("甲", 100, 10), canteen("乙", 100, 10), canteen("丙", 100, 10)]
    now = [canteen("甲", 100, 9), canteen("乙", 100, 11), canteen("丁", 100, 0)]
    reports = Reports().hand_in("canteen_quota", "2023-03", NYJ, *before).hand_in("canteen_quota", MAY, NYJ, *now)
    found = judged(reports, indicator="consumption.reserved_share", scope="every row", **NOT_BELOW)
    assert (found.status, [(entry.row_key, entry.value) for entry in found.short]) == ("behind", [(f"甲|{COUNTY}", 9)])
