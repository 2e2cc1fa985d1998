"""Key tasks: whose row counts, what is added up, and what is not."""

from typing import Any

import pytest

from metrics.results import Result
from tests.metrics.county import COUNTY, VILLAGES, A, B, Reports, answers, pack, target, verdict

V = VILLAGES
MAY = "2023-05"
NYJ, ZZB = "dept:nyj", "dept:zzb"
LEAD = 'lead = ["县委组织部", "县农业农村局"]\n'


def row(region: str, cumulative: float | None, code: str = "T1", unit: str = "个") -> dict[str, Any]:
    return {"code": code, "region": region, "name": "任务", "unit": unit, "cumulative": cumulative}


def task(
    reports: Reports, period: str = MAY, region: str = COUNTY, *, unit: str = "个", scope: str = "pack root", lead: str = LEAD
) -> Result:
    asked = pack(target(code="T1", indicator="task:T1", unit=unit, scope=scope, value=100) + lead)
    (found,) = [
        result for result in answers(asked, reports, period, region, indicators={"task:CODE"}) if result.indicator == "task:T1"
    ]
    return found


def test_the_root_row_is_the_figure() -> None:
    reports = Reports().hand_in("key_tasks", MAY, ZZB, row(COUNTY, 7), row(A, 3))
    figure = task(reports).figure
    assert (figure.value, figure.reported, figure.expected, figure.rows, figure.rows_expected) == (7, 1, 2, 2, None)
    assert task(reports, region=A).figure.value == 3
    assert task(reports, region=B).figure.value is None  # never the sum at a child


def test_of_several_reporters_the_lead_named_first() -> None:
    reports = Reports().hand_in("key_tasks", MAY, NYJ, row(COUNTY, 5)).hand_in("key_tasks", MAY, ZZB, row(COUNTY, 7))
    assert task(reports).figure.value == 7
    assert task(reports, lead='lead = ["县农业农村局", "县委组织部"]\n').figure.value == 5


def test_additive_units_are_summed_without_places_inside_others() -> None:
    reports = Reports().hand_in("key_tasks", MAY, ZZB, row(A, 3), row(V[0], 2), row(V[2], 4))
    assert task(reports).figure.value == 7


@pytest.mark.parametrize("unit", ["%", "比1", "次/村", "天/村", "人/村"])
def test_rates_are_never_summed(unit: str) -> None:
    reports = Reports().hand_in("key_tasks", MAY, ZZB, row(A, 3, unit=unit), row(B, 4, unit=unit))
    found = task(reports, unit=unit)
    assert (found.figure.value, found.target and found.target.status) == (None, "not_reported")


def test_an_every_target_keeps_the_worst_of_its_regions() -> None:
    reports = Reports().hand_in("key_tasks", "2023-12", ZZB, row(V[0], 100, unit="次/村"), row(V[1], 95, unit="次/村"))
    found = task(reports, "2023-12", unit="次/村", scope="every village")
    assert found.figure.value is None
    assert found.target is not None
    assert (found.target.status, [(entry.region, entry.value) for entry in found.target.short]) == ("behind", [(V[1], 95)])


def test_only_reporters_with_a_row_for_the_code_have_reported() -> None:
    reports = Reports().hand_in("key_tasks", MAY, ZZB, row(COUNTY, 7, "T2")).hand_in("key_tasks", MAY, NYJ)
    figure = task(reports).figure
    assert (figure.value, figure.reported, figure.expected, figure.reason) == (None, 0, 2, "not_reported")


def test_tasks_are_cumulative_and_carried() -> None:
    reports = Reports().hand_in("key_tasks", "2023-03", ZZB, row(COUNTY, 7))
    found = task(reports)
    assert (found.figure.value, found.figure.reported, found.figure.carried_forward) == (7, 0, 1)
    assert found.target is not None
    assert found.target.status == "not_due"


def test_a_code_without_target_is_printed_with_its_own_name_and_unit() -> None:
    reports = Reports().hand_in("key_tasks", MAY, ZZB, row(COUNTY, 7, "OTHER", "场"))
    found = answers(pack(), reports, MAY, indicators={"task:CODE"})
    assert [(result.indicator, result.title, result.unit, result.figure.value, result.target) for result in found] == [
        ("task:OTHER", "任务", "场", 7, None)
    ]


def test_a_year_without_a_target_of_the_code() -> None:
    reports = Reports().hand_in("key_tasks", "2022-12", ZZB, row(COUNTY, 7))
    assert (task(reports, "2022-12").figure.value, task(reports, "2022-12").target) == (7, None)


def test_a_task_floor_compares_with_the_same_period_last_year() -> None:
    reports = Reports().hand_in("key_tasks", "2022-05", ZZB, row(COUNTY, 7)).hand_in("key_tasks", MAY, ZZB, row(COUNTY, 6))
    found = verdict(reports, MAY, indicator="task:T1", unit="个", kind="floor", op="not below last period")
    assert (found.status, found.value, found.gap) == ("behind", 7, -1)
