"""Habits 47 to 49 in the file's own markup: results that are stored with their formulas, links to other workbooks, old reports."""

from __future__ import annotations

import re
from collections.abc import Callable
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

import pytest

from data_access.reading.grid import WorkbookFile
from tests.intake.desk import Desk, said, told
from tests.intake.forms import Extra, Form, expected
from tests.intake.honest import emp
from tests.intake.paper import a1, with_xlsxwriter

LINK = "[1]Sheet1!B3"


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Desk:
    return Desk(tmp_path_factory.mktemp("formulas") / "county.sqlite")


def with_formulas(form: Form, **cells: tuple[str, str]) -> WorkbookFile:
    """The drawn report; ``cells``: A1 → (formula, stored result as markup, empty: none)."""
    content = with_xlsxwriter([form.draw()])
    target = BytesIO()
    with ZipFile(BytesIO(content)) as book, ZipFile(target, "w", ZIP_DEFLATED) as changed:
        for entry in book.infolist():
            text = book.read(entry)
            if entry.filename == "xl/worksheets/sheet1.xml":
                markup = text.decode()
                for where, (formula, result) in cells.items():
                    markup = _replaced(markup, where, formula, result)
                text = markup.encode()
            changed.writestr(entry, text)
    return WorkbookFile(name="报表.xlsx", content=target.getvalue())


def _replaced(markup: str, where: str, formula: str, result: str) -> str:
    pattern = re.compile(rf'<c r="{where}"([^>]*?)(?: t="\w+")?(?:/>|>.*?</c>)')
    assert pattern.search(markup), where
    kind = "".join(re.findall(r' t="\w+"', result))
    stored = re.sub(r' t="\w+"', "", result)
    return pattern.sub(f'<c r="{where}"\\1{kind}><f>{formula}</f>{stored}</c>', markup)


def drawn(**options: object) -> Form:
    form = emp(**options)
    form.draw()
    return form


def test_49_a_linked_figure_is_taken_and_warned_of(desk: Desk) -> None:
    form = drawn()
    taken = desk.check(with_formulas(form, **{form.at("trained", 2): (LINK, "<v>47</v>")}))[0]
    assert said(taken) == [("formula_external", form.at("trained", 2))], told(taken)
    accepted = desk.take_in(with_formulas(form, **{form.at("trained", 2): (LINK, "<v>47</v>")}), reason="属实")[0]
    assert desk.facts("employment", accepted.submission, ["region"]) == expected(form)


LINKS: dict[str, tuple[Callable[[Form], str], dict[str, object]]] = {
    "a named file": (lambda form: form.at("trained", 1), {}),
    "a total": (lambda form: a1(form.total_rows[0], form.column_of["trained"]), {"total": "below"}),
}


@pytest.mark.parametrize("case", LINKS)
@pytest.mark.parametrize(
    "formula", [LINK, "'[4月.xlsx]Sheet1'!B3", "SUM('D:\\报表\\[4月.xlsx]Sheet1'!B3:B9)", "[1]Sheet1!$B$3+5"]
)
def test_49_links_in_every_form(desk: Desk, case: str, formula: str) -> None:
    where, options = LINKS[case]
    form = drawn(**options)
    at = where(form)
    value = {"a named file": "46", "a total": "336"}[case]
    [taken] = desk.check(with_formulas(form, **{at: (formula, f"<v>{value}</v>")}))
    assert said(taken) == [("formula_external", at)], told(taken)


def test_49_a_link_without_a_result_is_an_error(desk: Desk) -> None:
    form = drawn()
    [taken] = desk.check(with_formulas(form, **{form.at("trained", 2): (LINK, "")}))
    assert said(taken) == [("formula_no_value", form.at("trained", 2))], told(taken)


def test_49_a_broken_link_is_the_error_that_it_shows(desk: Desk) -> None:
    form = drawn()
    [taken] = desk.check(with_formulas(form, **{form.at("trained", 2): (LINK, ' t="e"<v>#REF!</v>')}))
    assert said(taken) == [("error_value", form.at("trained", 2))], told(taken)


def test_49_links_in_a_column_that_is_none_of_ours_are_no_matter(desk: Desk) -> None:
    form = drawn(extras=[Extra(heading=("增长（%）",), before="trained", values=(1, 2, 3, 4, 5, 6, 7))])
    column = form.column_of["增长（%）"]
    [taken] = desk.check(with_formulas(form, **{a1(form.row_of[1], column): (LINK, "<v>2</v>")}))
    assert said(taken) == [], told(taken)


def test_49_a_linked_place_is_taken_and_warned_of(desk: Desk) -> None:
    form = drawn()
    [taken] = desk.check(with_formulas(form, **{form.at("region", 1): (LINK, ' t="str"<v>龙泉村民委员会</v>')}))
    assert said(taken) == [("formula_external", form.at("region", 1))], told(taken)


def test_48_a_formula_with_its_result_is_a_figure(desk: Desk) -> None:
    form = drawn(total="below")
    trained = form.column_of["trained"]
    whole = a1(form.total_rows[0], trained)
    first, last = a1(form.row_of[0], trained), a1(form.row_of[-1], trained)
    [taken] = desk.check(
        with_formulas(form, **{whole: (f"SUM({first}:{last})", "<v>336</v>"), form.at("trained", 2): ("40+7", "<v>47</v>")})
    )
    assert said(taken) == [], told(taken)


def test_48_an_empty_text_as_a_result_is_a_blank(desk: Desk) -> None:
    form = drawn()
    [taken] = desk.check(with_formulas(form, **{form.at("rangers", 2): ('IF(A1="","",1)', ' t="str"<v></v>')}))
    assert said(taken) == [], told(taken)


def test_44_a_total_whose_stored_result_is_stale_is_named_with_both_figures(desk: Desk) -> None:
    form = drawn(total="below")
    at = a1(form.total_rows[0], form.column_of["trained"])
    [taken] = desk.check(with_formulas(form, **{at: ("SUM(T5:T11)", "<v>300</v>")}))
    [wrong] = [entry for entry in taken.problems if entry.code == "total_row"]
    assert (wrong.cell, "300" in wrong.message, "336" in wrong.message, "36" in wrong.message) == (at, True, True, True)


def test_48_every_formula_of_a_file_saved_by_a_library(desk: Desk) -> None:
    """No cell has a result: each is named, none is taken for a blank or a zero."""
    form = drawn()
    cells = {form.at("rangers", index): (f"{index}+1", "") for index in range(7)}
    [taken] = desk.check(with_formulas(form, **cells))
    assert said(taken) == [("formula_no_value", at) for at in cells], told(taken)
