"""What is wrong, by kind with the first five and how many, or place by place."""

from __future__ import annotations

from data_access.problems import Problem, problem
from services.views.problem_report import A_PAGE, grouped_table, hidden, pages, problem_groups, problem_table


def fraction(row: int, field: str = "trained") -> Problem:
    return problem("number_fraction", f"第{row}行不是整数", cell=f"D{row}", field=field, value=f"{row}.5", row=row)


NOTE = problem("normalised", "按 1234 读入", cell="B9", field="trained", value="1,234")
WARNING = problem("hidden_rows", "隐藏了2行", cell="A7")


def texts(rows: list[Problem]) -> list[tuple[str, str, str]]:
    """(kind of row, cell, note) of the table by kind."""
    return [
        (row.kind, row.cells[1].text if row.kind == "body" else "", row.note)
        for row in grouped_table(rows, "error", "warning").rows
    ]


def test_five_of_a_kind_stand_there_and_the_rest_is_counted_with_its_cells() -> None:
    found = [fraction(row) for row in range(1, 38)]
    *shown, rest = texts(found)
    assert [cell for _, cell, _ in shown] == ["D1", "D2", "D3", "D4", "D5"]
    assert rest == ("folded", "", "其余32处同类：D6、D7、D8、D9、D10、D11、D12、D13、D14、D15、D16、D17等")
    first = grouped_table(found).rows[0].cells
    assert (first[0].lamp_text, first[0].second, first[2].text) == ("错误", "同类37处", "1.5")
    assert hidden(found) == 32


def test_five_need_no_rest_and_one_needs_no_count() -> None:
    assert [kind for kind, _, _ in texts([fraction(row) for row in range(5)])] == ["body"] * 5
    assert hidden([fraction(row) for row in range(5)]) == 0
    assert grouped_table([fraction(1)]).rows[0].cells[0].second == ""


def test_errors_stand_first_and_what_is_above_is_not_said_again() -> None:
    groups = problem_groups([NOTE, WARNING, fraction(2), fraction(3, "returned"), fraction(4)])
    assert [(group.first.code, group.first.field, len(group.problems)) for group in groups] == [
        ("number_fraction", "trained", 3), ("hidden_rows", None, 1), ("normalised", "trained", 1),
    ]  # fmt: skip
    first, second = grouped_table([fraction(2), fraction(4)]).rows
    assert (first.cells[3].text, first.cells[4].text) == (fraction(2).title, fraction(2).fix)
    assert (second.cells[3].text, second.cells[3].second, second.cells[4].text) == ("", "第4行不是整数", "")
    assert [group.first.code for group in problem_groups([NOTE, WARNING], "note")] == ["normalised"]


def test_totals_stand_behind_the_rows_that_make_them_wrong() -> None:
    total = problem("total_row", "合计行为9，各行相加为8", cell="D4")
    assert [group.first.code for group in problem_groups([total, WARNING, fraction(9)])] == [
        "number_fraction", "total_row", "hidden_rows",
    ]  # fmt: skip


def test_every_finding_has_a_row_on_one_of_the_pages() -> None:
    found = [*(fraction(row) for row in range(1, A_PAGE + 2)), NOTE]
    assert pages(found) == 2
    listed = [row.cells[1].text for page in (1, 2) for row in problem_table(found, page=page).rows]
    assert listed == [entry.cell for entry in found]
    assert len(problem_table(found).rows) == len(found)
    assert pages([]) == 1
