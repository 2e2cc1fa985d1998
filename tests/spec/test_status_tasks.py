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


# rows as (reporter, place, cumulative); then the figure of the root
SUMS: list[tuple[list[tuple[str, str, float | None]], int | None]] = [
    ([(ZZB, A, 3), (ZZB, B, 4)], 7),
    ([(ZZB, A, 3), (ZZB, V[0], 2), (ZZB, V[1], 9)], 3),  # both villages lie inside the township's row
    ([(ZZB, V[0], 2), (ZZB, V[1], 9), (ZZB, V[2], 4)], 15),
    ([(NYJ, A, 3), (ZZB, V[0], 2)], 3),  # whoever reported the township
    ([(NYJ, A, 3), (ZZB, A, 5), (NYJ, B, 1)], 6),  # of one place the lead named first
    ([(NYJ, COUNTY, 50), (ZZB, A, 5)], 50),  # the row of the root, though the second lead's
    ([(ZZB, A, None), (ZZB, B, 4)], 4),
    ([(ZZB, A, None)], None),
    ([(ZZB, COUNTY, 0), (ZZB, A, 5)], 0),
]


@pytest.mark.parametrize(("rows", "value"), SUMS)
def test_what_is_added_up_at_the_root(rows: list[tuple[str, str, float | None]], value: int | None) -> None:
    reports = Reports()
    for reporter in (NYJ, ZZB):
        reports.hand_in("key_tasks", MAY, reporter, *[row(place, count) for who, place, count in rows if who == reporter])
    assert task(reports).figure.value == value


@pytest.mark.parametrize("unit", ["人", "人次", "户", "个", "家", "亩", "万亩", "元", "万元", "亿元", "份", "次", "起"])
def test_units_that_are_added_up(unit: str) -> None:
    reports = Reports().hand_in("key_tasks", MAY, ZZB, row(A, 3, unit=unit), row(B, 4, unit=unit))
    assert task(reports, unit=unit).figure.value == 7


def test_a_code_that_the_pack_does_not_know_is_added_up_by_its_own_unit() -> None:
    rows = [row(A, 3, unit="亩"), row(B, 4, unit="亩")]
    reports = Reports().hand_in("key_tasks", MAY, NYJ, *rows)
    (found,) = answers(pack(), reports, MAY, indicators={"task:CODE"})
    assert (found.indicator, found.unit, found.figure.value, found.target) == ("task:T1", "亩", 7, None)
    assert (found.figure.reported, found.figure.expected) == (1, 2)  # no lead: every department that reports key tasks


def test_a_row_without_a_figure_is_reported_all_the_same() -> None:
    found = task(Reports().hand_in("key_tasks", MAY, ZZB, row(COUNTY, None)))
    assert (found.figure.value, found.figure.reported, found.figure.rows) == (None, 1, 0)
    assert found.target is not None
    assert found.target.status == "not_reported"
    (other,) = answers(pack(), Reports().hand_in("key_tasks", MAY, ZZB, row(COUNTY, None)), MAY, indicators={"task:CODE"})
    assert (other.title, other.unit) == ("任务", "个")


LEADS = [
    ('lead = ["县委组织部"]\n', 1, 1, 7),
    ('lead = ["县委组织部", "县农业农村局"]\n', 1, 2, 7),
    ('lead = ["县农业农村局"]\n', 0, 1, None),  # the one who answers for it has no row
    ('lead = ["县乡村振兴局"]\n', 1, 2, 7),  # names nobody who reports key tasks
    ("", 1, 2, 7),
]


@pytest.mark.parametrize(("lead", "reported", "expected", "value"), LEADS)
def test_the_lead_departments_are_expected(lead: str, reported: int, expected: int, value: int | None) -> None:
    reports = Reports().hand_in("key_tasks", MAY, ZZB, row(COUNTY, 7)).hand_in("key_tasks", MAY, NYJ, row(COUNTY, 1, "T2"))
    figure = task(reports, lead=lead).figure
    assert (figure.reported, figure.expected, figure.value) == (reported, expected, value)


def test_at_a_township_the_same_departments_are_expected_and_only_its_own_row_counts() -> None:
    reports = Reports().hand_in("key_tasks", MAY, ZZB, row(COUNTY, 7), row(A, 3), row(V[0], 2))
    at_a, at_b = task(reports, region=A).figure, task(reports, region=B).figure
    assert (at_a.value, at_a.reported, at_a.expected, at_a.rows) == (3, 1, 2, 2)
    assert (at_b.value, at_b.reported, at_b.expected, at_b.rows) == (None, 1, 2, 0)


def test_a_department_with_a_report_of_its_own_carries_nothing_into_it() -> None:
    reports = Reports().hand_in("key_tasks", "2023-04", ZZB, row(COUNTY, 7))
    reports.hand_in("key_tasks", MAY, ZZB, row(COUNTY, 1, "T2"))
    figure = task(reports).figure
    assert (figure.value, figure.reported, figure.carried_forward) == (None, 0, 0)


def test_every_village_in_progress_keeps_pace_and_names_who_falls_behind() -> None:
    rows = [row(place, done, unit="次/村") for place, done in zip(V, (3, "2.5", 2, 1, 6), strict=False)]
    keys: dict[str, Any] = {"indicator": "task:T1", "unit": "次/村", "scope": "every village", "kind": "progress", "value": 6}
    found = verdict(Reports().hand_in("key_tasks", MAY, ZZB, *rows), MAY, **keys)
    assert (found.status, found.completion, found.gap) == ("far_behind", None, None)
    assert [(entry.region, entry.value) for entry in found.short] == [
        (V[2], 2),
        (V[3], 1),
    ]  # 5 of 12 months; 2.5 of 6 is on pace
    assert found.pace is not None
    assert round(float(found.pace), 2) == 41.67


FLOOR: dict[str, Any] = {"indicator": "task:T1", "unit": "%", "scope": "every township", "kind": "floor"}


def test_a_floor_of_a_rate_is_held_against_every_township() -> None:
    reports = Reports().hand_in("key_tasks", MAY, ZZB, row(A, 60, unit="%"), row(B, 40, unit="%"))
    found = verdict(reports, MAY, value=50, **FLOOR)
    assert (found.status, [(entry.region, entry.value) for entry in found.short]) == ("behind", [(B, 40)])
    assert verdict(Reports(), MAY, value=50, **FLOOR).status == "not_reported"


def test_a_rate_not_below_last_year_is_compared_township_by_township() -> None:
    reports = Reports().hand_in("key_tasks", "2022-05", ZZB, row(A, 60, unit="%"), row(B, 45, unit="%"))
    assert verdict(reports, MAY, op="not below last period", **FLOOR).status == "not_reported"
    reports.hand_in("key_tasks", MAY, ZZB, row(A, 60, unit="%"), row(B, 44, unit="%"))
    found = verdict(reports, MAY, op="not below last period", **FLOOR)
    assert (found.status, [(entry.region, entry.value) for entry in found.short]) == ("behind", [(B, 44)])


def test_one_task_is_asked_for_by_its_code_alone() -> None:
    reports = Reports().hand_in("key_tasks", MAY, ZZB, row(COUNTY, 7), row(COUNTY, 3, "T2"))
    found = answers(pack(), reports, MAY, indicators={"task:T2", "industry.projects"})
    assert [(result.indicator, result.figure.value) for result in found if "task" in (result.indicator or "")] == [
        ("task:T2", 3)
    ]
    assert {result.indicator for result in answers(pack(), reports, MAY, indicators={"task:CODE"})} >= {"task:T1", "task:T2"}
