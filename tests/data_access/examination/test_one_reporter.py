"""A worksheet of one named reporter: checked, compared with what is in force, with everything said at once."""

from __future__ import annotations

from data_access.examination import Found
from data_access.problems import problem
from data_access.reading.grid import Worksheet
from data_access.recognition.result import Recognised, Statement
from data_access.scheme import SheetScheme
from tests.data_access.examination.build import Desk, codes, found, recognised, total
from tests.data_access.rules.build import GONGHE, ROOT, XINQIAO, Past, employment, household, scheme, sheet, typed, village


def test_a_sound_sheet_is_valid_and_all_new(desk: Desk) -> None:
    desk.lay("household_income", [household(), household(household_no="2")])
    [one] = desk.examine(found(recognised("household_income", reporter=GONGHE)))
    assert (one.check_outcome, one.sheet, one.reporter, one.period) == ("valid", "household_income", GONGHE, "2023Q2")
    assert (one.root, one.pack, one.left_out, one.unchanged) == (ROOT, "mouding-2023", 3, False)
    assert one.changes is not None
    assert (one.changes.new, one.changes.removed) == (2, 0)
    assert desk.asked == [("mouding-2023", GONGHE)]


def test_warnings_alone_leave_it_valid(desk: Desk) -> None:
    desk.lay("employment", [employment()])
    [one] = desk.examine(found(recognised(reporter=GONGHE)))
    assert one.check_outcome == "valid"
    assert {problem.code for problem in one.warnings} == {"rows_missing"}
    assert all(problem.worksheet == "employment" for problem in one.problems)


def test_unchanged_and_changed_against_what_is_in_force(desk: Desk) -> None:
    rows = [household(), household(household_no="2")]
    desk.lay("household_income", rows)
    desk.past = Past(reports={(GONGHE, "2023Q2"): typed(sheet("household_income"), rows)})
    [same] = desk.examine(found(recognised("household_income", reporter=GONGHE)))
    assert same.unchanged
    assert same.in_force is not None
    desk.lay("household_income", [household(), household(household_no="2", employed=2)])
    [other] = desk.examine(found(recognised("household_income", reporter=GONGHE)))
    assert not other.unchanged
    assert other.changes is not None
    assert [(cell.field, cell.old, cell.new) for cell in other.changes.cells] == [("employed", "1", "2")]


def test_all_problems_at_once_by_row_column_and_severity(desk: Desk) -> None:
    late = problem("number_invalid", "甲", cell="D9", row=9)
    early = problem("place_near", "乙", cell="A6", row=6)
    frame = problem("column_unknown", "丙", cell="Z4")
    desk.lay("household_income", [household(wage=-5)], late, early, totals=[total(12, [0], net=1)])
    [one] = desk.examine(found(recognised("household_income", reporter=GONGHE, problems=(frame,))))
    assert [p.code for p in one.problems] == [
        "column_unknown", "place_near", "negative", "net_parts", "number_invalid", "total_row",
    ]  # fmt: skip
    assert one.check_outcome == "invalid"


def test_a_nil_return_is_a_valid_submission(desk: Desk) -> None:
    desk.lay("household_income", [])
    [one] = desk.examine(found(recognised("household_income", reporter=GONGHE, nil_return=True)))
    assert (one.check_outcome, codes(one, "note")) == ("valid", ["nil_return"])
    assert one.changes is not None
    assert one.changes.new == 0


def test_a_period_that_has_not_begun_or_lies_far_back(desk: Desk) -> None:
    desk.lay("employment", [employment()])
    for period, expected in {"2023-05": [], "2023-06": 1, "2020-01": [], "2019-12": 1}.items():
        [one] = desk.examine(found(recognised(reporter=GONGHE, period=period)))
        assert codes(one) == (["period_out_of_range"] if expected else [])


def test_the_pack_is_that_of_the_year_or_the_nearest(desk: Desk) -> None:
    desk.lay("employment", [employment()])
    desk.schemes = [scheme(pack="later", years=(2024, 2025)), scheme(pack="now", years=(2022, 2023))]
    for period, pack in {"2023-05": "now", "2021-05": "now"}.items():
        [one] = desk.examine(found(recognised(reporter=GONGHE, period=period)))
        assert one.pack == pack


def test_a_unit_that_does_not_report_the_sheet(desk: Desk) -> None:
    desk.lay("employment", [employment()])
    for reporter in (village(1), "532325100000", "dept:a"):
        [one] = desk.examine(found(recognised(reporter=reporter)))
        assert codes(one) == ["reporter_not_due"]


def test_a_department_reports_for_the_whole_root(desk: Desk) -> None:
    desk.schemes = [scheme(departments={"dept:a": "县甲局"}, household_income=SheetScheme(departments=("dept:a",)))]
    desk.lay("household_income", [household(), household(household_no="2", region=village(1, XINQIAO))])
    [one] = desk.examine(found(recognised("household_income", reporter="dept:a")))
    assert (one.check_outcome, one.reporter, desk.asked) == ("valid", "dept:a", [("mouding-2023", ROOT)])
    [other] = desk.examine(found(recognised("household_income", reporter=GONGHE)))
    assert codes(other) == ["reporter_not_due"]
    [nobody] = desk.examine(found(recognised("household_income")))
    assert (codes(nobody), nobody.changes) == (["reporter_missing"], None)


def test_a_sheet_that_the_pack_does_not_list(desk: Desk) -> None:
    listed = scheme()
    desk.schemes = [scheme(household_income=SheetScheme())]
    desk.lay("household_income", [household()])
    unlisted = {name: entry for name, entry in listed.sheets.items() if name != "household_income"}
    from dataclasses import replace

    desk.schemes = [replace(listed, sheets=unlisted)]
    [one] = desk.examine(found(recognised("household_income", reporter=GONGHE)))
    assert codes(one) == ["sheet_not_in_pack"]


def test_two_worksheets_of_one_report_are_both_refused(desk: Desk) -> None:
    desk.lay("household_income", [household()])
    desk.lay("household_income#2", [household(household_no="2")])
    first, second = recognised("household_income", reporter=GONGHE), recognised("household_income#2")
    for one, twin in ((first, second), (second, first)):
        [examined] = desk.examine(found(one, twin))
        assert codes(examined) == ["sheet_twice"]
        assert examined.problems[0].cell is None
    [alone] = desk.examine(found(first, recognised("household_income#2", reporter=XINQIAO)))
    assert codes(alone) == []


def test_what_is_not_recognised_stays_one_object() -> None:
    desk = Desk()
    unread = Found(file="坏.xlsx", sha256="1" * 64, problems=(problem("file_damaged", "文件已损坏"),))
    [one] = desk.examine(unread)
    assert (one.file, one.sheet, one.worksheet, one.check_outcome, codes(one)) == (
        "坏.xlsx",
        None,
        None,
        "unrecognised",
        ["file_damaged"],
    )
    strange = Recognised(worksheet=Worksheet(name="Sheet2", rows=[]), problems=(problem("sheet_unrecognised", "不认识"),))
    [two] = desk.examine(found(strange))
    assert (two.worksheet, two.check_outcome, two.rows, two.changes) == ("Sheet2", "unrecognised", None, None)


def test_a_contested_reporter_is_not_guessed_from_the_rows(desk: Desk) -> None:
    desk.lay("employment", [employment()])
    said = (Statement(source="title", value=GONGHE, text="共和镇"), Statement(source="file", value=XINQIAO, text="新桥镇"))
    conflict = problem("identity_conflict", "前后不一")
    [one] = desk.examine(found(recognised(problems=(conflict,), reporter_statements=said)))
    assert (one.reporter, codes(one), one.changes) == (None, ["identity_conflict"], None)
    assert one.reporter_statements == said
    [other] = desk.examine(found(recognised(problems=(conflict,), period=None)))
    assert other.reporter == GONGHE  # only the period is contested
    assert other.changes is None
