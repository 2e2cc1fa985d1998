"""A worksheet with the rows of several reporters becomes one submission each."""

from __future__ import annotations

from dataclasses import replace

from data_access.problems import problem
from tests.data_access.examination.build import Desk, codes, found, recognised, total
from tests.data_access.rules.build import (
    GONGHE,
    INVALID,
    ROOT,
    XINQIAO,
    Past,
    employment,
    household,
    scheme,
    sheet,
    typed,
    village,
)

MIXED = [
    household(household_no="1", region=village(1, XINQIAO)),
    household(household_no="2", region=village(1)),
    household(household_no="3", region=village(2, XINQIAO)),
]


def test_one_submission_a_reporter_in_code_order(desk: Desk) -> None:
    desk.lay("household_income", MIXED)
    first, second = desk.examine(found(recognised("household_income", sender=ROOT)))
    assert [one.reporter for one in (first, second)] == [GONGHE, XINQIAO]
    assert first.rows is not None
    assert second.rows is not None
    assert [len(first.rows), len(second.rows)] == [1, 2]
    assert second.rows.source_rows.tolist() == [6, 8]
    assert {first.check_outcome, second.check_outcome} == {"valid"}
    assert desk.asked == [("mouding-2023", ROOT)]


def test_rows_of_one_unit_make_one_submission(desk: Desk) -> None:
    desk.lay("household_income", MIXED[1:2])
    [one] = desk.examine(found(recognised("household_income")))
    assert (one.reporter, one.check_outcome) == (GONGHE, "valid")


def test_findings_go_with_their_row(desk: Desk) -> None:
    broken = [MIXED[0], household(household_no="2", region=village(1), wage=-1), MIXED[2]]
    note = problem("normalised", "甲", cell="D8")
    frame = problem("column_unknown", "乙", cell="Z4")
    desk.lay("household_income", broken, note, frame)
    first, second = desk.examine(found(recognised("household_income")))
    assert codes(first, "error", "note") == ["column_unknown", "negative", "net_parts"]
    assert codes(second, "error", "note") == ["column_unknown", "normalised"]


def test_a_row_of_unknown_place_blocks_every_part(desk: Desk) -> None:
    unknown = problem("place_unknown", "甲", cell="D9", row=9)
    desk.lay("household_income", [*MIXED, household(household_no="4", region=INVALID)], unknown)
    parts = desk.examine(found(recognised("household_income")))
    assert [codes(part) for part in parts] == [["place_unknown"], ["place_unknown"]]


def test_a_row_above_the_reporters_blocks_every_part(desk: Desk) -> None:
    desk.lay("household_income", [*MIXED, household(household_no="4", region=ROOT)])
    parts = desk.examine(found(recognised("household_income")))
    assert [codes(part) for part in parts] == [["place_outside"], ["place_outside"]]
    assert parts[0].problems[0].cell == "D9"


def test_a_wrong_grand_total_is_everybodys_a_subtotal_its_units(desk: Desk) -> None:
    desk.lay("household_income", MIXED, totals=[total(9, [0, 2], persons=9), total(10, [0, 1, 2], persons=13)])
    first, second = desk.examine(found(recognised("household_income")))
    assert [problem.cell for problem in first.errors] == ["C10"]
    assert [problem.cell for problem in second.errors] == ["C9", "C10"]
    desk.lay("household_income", MIXED, totals=[total(9, [0, 2], persons=8), total(10, [0, 1, 2], persons=12)])
    assert [part.check_outcome for part in desk.examine(found(recognised("household_income")))] == ["valid", "valid"]


def test_a_key_in_two_units_of_one_file_is_a_duplicate(desk: Desk) -> None:
    desk.lay("household_income", [MIXED[0], household(household_no="1", region=village(1))])
    first, second = desk.examine(found(recognised("household_income")))
    assert (codes(first), codes(second)) == (["duplicate_key"], [])


def test_every_part_is_compared_with_its_own_past(desk: Desk) -> None:
    desk.lay("household_income", MIXED)
    desk.past = Past(reports={(GONGHE, "2023Q2"): typed(sheet("household_income"), MIXED[1:2])})
    first, second = desk.examine(found(recognised("household_income")))
    assert (first.unchanged, second.unchanged) == (True, False)
    assert second.changes is not None
    assert second.changes.new == 2


def test_missing_places_are_those_of_the_reporter(desk: Desk) -> None:
    desk.lay("employment", [employment(), employment(region=village(1, XINQIAO))])
    first, second = desk.examine(found(recognised()))
    assert {p.code for p in first.warnings} == {"rows_missing"}
    assert len(first.warnings) != len(second.warnings)


def test_nobody_named_and_no_row_that_says(desk: Desk) -> None:
    desk.lay("household_income", [])
    [one] = desk.examine(found(recognised("household_income", nil_return=True)))
    assert (one.reporter, codes(one)) == (None, ["reporter_missing"])
    desk.lay("household_income", [household(region=INVALID)], problem("place_unknown", "甲", cell="D6", row=6))
    [two] = desk.examine(found(recognised("household_income")))
    assert (two.reporter, codes(two)) == (None, ["place_unknown"])


def test_of_several_roots_the_one_where_the_rows_lie(desk: Desk) -> None:
    elsewhere = replace(scheme(pack="xinhua"), root="532523205000", submit_level="village")
    desk.schemes = [elsewhere, scheme()]
    desk.lay("household_income", MIXED)
    assert [one.pack for one in desk.examine(found(recognised("household_income")))] == ["mouding-2023"] * 2
    desk.asked.clear()
    desk.examine(found(recognised("household_income", root=ROOT)))
    assert desk.asked == [("mouding-2023", ROOT)]
