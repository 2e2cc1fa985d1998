"""From a written workbook through the reading child to examined submissions."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from io import BytesIO

import pytest

from data_access.answers import Answers
from data_access.examination import Examined, examine, find
from data_access.reading.grid import WorkbookFile
from data_access.regions.tree import region_tree
from data_access.templates.layout import Row, SheetToWrite
from data_access.templates.workbook import write_workbook
from tests.data_access.examination.build import RECEIVED, codes
from tests.data_access.rules.build import GONGHE, ROOT, XINQIAO, Past, collective, employment, household, scheme, sheet

TREE = region_tree()


def name(code: str) -> str:
    return TREE.regions[code].name


def in_words(row: dict[str, object]) -> Row:
    return row | {"region": name(str(row["region"]))}  # type: ignore[return-value]


def report(
    sheet_id: str, rows: Sequence[dict[str, object]], *, reporter: str = GONGHE, place: str = "", **more: object
) -> SheetToWrite:
    declaration = sheet(sheet_id)
    return SheetToWrite(
        declaration=declaration, place=place or f"牟定县{name(reporter)}", reporter=reporter, reporter_name=name(reporter),
        period="2023-05" if declaration.period == "month" else "2023Q1", rows=[in_words(row) for row in rows], **more,  # type: ignore[arg-type]
    )  # fmt: skip


def written(file: str, *sheets: SheetToWrite) -> WorkbookFile:
    target = BytesIO()
    write_workbook(target, sheets)
    return WorkbookFile(name=file, content=target.getvalue())


def taken(*files: WorkbookFile, past: Past | None = None, answers: Answers | None = None) -> list[Examined]:
    schemes = [scheme()]
    batch = find(files, schemes=schemes, answers=answers or Answers(), received_at=RECEIVED)
    return [
        examined
        for found in batch
        for examined in examine(found, earlier=past or Past(), schemes=schemes, received_at=RECEIVED)
    ]


def villages(township: str) -> list[str]:
    return [place.code for place in TREE.inside(township, "village")]


def jobs(township: str = GONGHE) -> list[dict[str, object]]:
    return [employment(region=code) for code in villages(township)]


def sums(rows: Sequence[dict[str, object]], *fields: str) -> Row:
    return {field: sum(int(str(row[field])) for row in rows) for field in fields}


@pytest.fixture(scope="module")
def batch() -> list[Examined]:
    rows = jobs()
    return taken(
        written(
            "共和镇.xlsx",
            report("employment", rows, total=sums(rows, "transfer_total", "trained")),
            report("collective_economy", [collective(region=code) for code in villages(GONGHE)]),
            report("household_income", [household(region=villages(GONGHE)[1])]),
        ),
        WorkbookFile(name="坏.xlsx", content=b"PK\x03\x04 no workbook"),
        written(
            "新桥镇.xlsx",
            report(
                "employment",
                [row | {"lifted_labour": 100} for row in jobs(XINQIAO)],
                reporter=XINQIAO,
                total={"transfer_total": 7},
            ),
        ),
    )


def test_three_filled_templates_are_valid_without_a_warning(batch: list[Examined]) -> None:
    assert [(one.sheet, one.reporter, one.period) for one in batch[:3]] == [
        ("employment", GONGHE, "2023-05"), ("collective_economy", GONGHE, "2023-05"), ("household_income", GONGHE, "2023Q1"),
    ]  # fmt: skip
    assert [one.check_outcome for one in batch[:3]] == ["valid"] * 3
    assert [codes(one, "error", "warning") for one in batch[:3]] == [[], [], []]
    rows = batch[0].rows
    assert rows is not None
    assert len(rows) == len(villages(GONGHE))
    assert batch[0].left_out > 0


def test_an_unreadable_file_is_one_object(batch: list[Examined]) -> None:
    assert (batch[3].file, batch[3].sheet, batch[3].check_outcome) == ("坏.xlsx", None, "unrecognised")
    assert batch[3].errors


def test_every_broken_row_and_the_broken_total_are_named(batch: list[Examined]) -> None:
    bad = batch[4]
    assert (bad.reporter, bad.check_outcome) == (XINQIAO, "invalid")
    found = codes(bad)
    assert found.count("lifted_within_labour") == len(villages(XINQIAO))
    assert found.count("total_row") == 1
    assert found[-1] == "total_row"
    assert bad.changes is not None
    assert bad.changes.new == len(villages(XINQIAO))


def test_the_cell_is_the_one_in_the_file(batch: list[Examined]) -> None:
    first = batch[4].errors[0]
    assert first.field is not None
    assert first.cell == f"{batch[4].letters[first.field]}{first.row}"


def test_a_departments_file_is_split_by_township() -> None:
    rows = jobs(XINQIAO) + jobs(GONGHE)
    sheet_for_all = replace(
        report("employment", rows, reporter=ROOT, place="牟定县"), reporter="", reporter_name="牟定县人社局"
    )
    first, second = taken(written("全县就业.xlsx", sheet_for_all))
    assert [one.reporter for one in (first, second)] == [GONGHE, XINQIAO]
    assert [one.check_outcome for one in (first, second)] == ["valid", "valid"]
    assert second.rows is not None
    assert len(second.rows) == len(villages(XINQIAO))
    past = Past(reports={(GONGHE, "2023-05"): first.rows}) if first.rows else None
    again, other = taken(written("全县就业.xlsx", sheet_for_all), past=past)
    assert (again.unchanged, other.unchanged) == (True, False)


def test_a_row_of_another_unit_is_no_split() -> None:
    [one] = taken(written("共和镇.xlsx", report("employment", jobs() + jobs(XINQIAO)[:1])))
    assert one.reporter == GONGHE
    assert "place_outside" in codes(one)


def test_an_answer_that_nothing_in_the_file_gives_is_refused() -> None:
    file = written("共和镇.xlsx", report("employment", jobs()))
    [one] = taken(file, answers=Answers(reporter=XINQIAO))
    assert (codes(one), one.reporter) == (["identity_conflict"], None)
    assert {entry.value for entry in one.reporter_statements} >= {GONGHE, XINQIAO}


def county(total: int, subtotal: int) -> SheetToWrite:
    """All of two townships, each under a row of its own, and a 合计."""
    rows = [employment(region=GONGHE, transfer_total=subtotal), *jobs(), employment(region=XINQIAO), *jobs(XINQIAO)]
    rows[len(jobs()) + 1]["transfer_total"] = 600 * len(jobs(XINQIAO))
    for row in (rows[0], rows[len(jobs()) + 1]):
        row.update({field: None for field in row if field not in ("region", "transfer_total")})
    written_by = report("employment", rows, reporter=ROOT, place="牟定县", total={"transfer_total": total})
    return replace(written_by, reporter="", reporter_name="牟定县人社局")


def test_a_wrong_subtotal_is_its_units_a_wrong_total_everybodys() -> None:
    ours, everything = 600 * len(jobs()), 600 * len(jobs() + jobs(XINQIAO))
    sound = taken(written("全县.xlsx", county(everything, ours)))
    assert [codes(one) for one in sound] == [[], []]
    first, second = taken(written("全县.xlsx", county(everything, ours - 1)))
    assert (codes(first), codes(second)) == (["total_row"], [])
    first, second = taken(written("全县.xlsx", county(everything + 1, ours)))
    assert (codes(first), codes(second)) == (["total_row"], ["total_row"])


def test_one_report_on_two_worksheets_is_refused_twice() -> None:
    both = taken(written("共和镇.xlsx", report("employment", jobs()), report("employment", jobs())))
    assert [codes(one) for one in both] == [["sheet_twice"], ["sheet_twice"]]
    apart = taken(written("两镇.xlsx", report("employment", jobs()), report("employment", jobs(XINQIAO), reporter=XINQIAO)))
    assert [codes(one) for one in apart] == [[], []]
