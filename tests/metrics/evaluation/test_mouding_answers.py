"""The whole answer for the pack mouding-2023: every indicator, every target, on whose object it stands."""

from collections import Counter

from metrics.catalogue import TASK_TEMPLATE, load_catalogue
from metrics.packs import load_pack
from tests.metrics.county import COUNTY, A, B, C, Reports, answers

PACK = load_pack("mouding-2023")


def read_today() -> Reports:
    """Only three sheets can be read, none has been handed in."""
    reports = Reports()
    reports.sheets = {sheet: reports.sheets[sheet] for sheet in ("employment", "collective_economy", "household_income")}
    return reports


def test_every_indicator_and_every_target_of_the_root_is_there() -> None:
    found = answers(PACK, read_today(), "2023-05")
    assert {result.figure.region for result in found} == {COUNTY}
    indicators = list(dict.fromkeys(result.indicator for result in found))
    tasks = [name for name in indicators if name and name.startswith("task:")]
    assert [name for name in indicators if name not in tasks] == [
        name for name in load_catalogue().indicators if name != TASK_TEMPLATE
    ]
    assert len(tasks) == len(
        {target.indicator for target in PACK.targets if target.indicator and target.indicator.startswith("task:")}
    )
    expected = Counter(target.code for target in PACK.targets if not target.scope.isdigit())
    assert Counter(result.target.code for result in found if result.target) == expected


def test_what_nobody_has_reported_is_not_reported_whether_read_or_not() -> None:
    found = [result for result in answers(PACK, read_today(), "2023-05") if result.target]
    statuses = {result.target.status for result in found if result.target and result.target.kind != "list"}
    assert statuses == {"not_reported"}
    assert all(result.figure.value is None and result.figure.reported == 0 for result in found)


def test_who_is_expected_to_report() -> None:
    expected = {result.indicator: result.figure.expected for result in answers(PACK, read_today(), "2023-05")}
    assert expected["employment.transfer_total"] == 3  # the townships of this small county
    assert expected["consumption.sales"] == 2
    assert expected["consumption.reserved_share"] == 1
    assert expected["task:PUB-M11"] == 1
    assert expected["task:PUB-M20"] == 2
    assert expected["projects.count"] == 13


def test_targets_of_single_townships_stand_on_their_objects() -> None:
    found = answers(PACK, read_today(), "2023-05", by_child=True)
    shown = {place: {r.target.code for r in found if r.target and r.figure.region == place} for place in (A, B, C)}
    assert shown == {A: {"IND-M08"}, B: {"IND-M08"}, C: {"IND-M08"}}
    assert [result.figure.region for result in found if result.indicator == "employment.transfer_total"] == [COUNTY, A, B, C]


def test_another_years_question_has_values_without_targets() -> None:
    assert {result.target for result in answers(PACK, read_today(), "2022-05")} == {None}
