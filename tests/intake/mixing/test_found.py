"""Mixtures that were once read wrongly, each in its plainest form."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.intake.counter import Stored, take_in
from tests.intake.forms import Form
from tests.intake.honest import Honest
from tests.intake.paper import Paper
from tests.intake.rows import declared
from tests.intake.sheets import CZJ, food, shop

HUNDRED_MILLIONS = {"canteen_total": ("亿元", "10000"), "reserved": ("元", "0.0001")}


def unit_row(form: Form, **others: tuple[str, str]) -> Form:
    """One row of headings and, below, one of units; ``others``: field → unit as written, its factor."""
    for kind in declared(form.sheet).fields:
        unit = others.get(kind.name, (kind.unit, "1"))[0]
        form.headings = {
            **form.headings,
            kind.name: (kind.heading + kind.subheading, *((unit,) if unit and kind.is_numeric else ())),
        }
    form.units = {name: ("", factor) for name, (_, factor) in others.items()}
    return form


def split(paper: Paper, form: Form) -> None:
    """No heading is merged with the row below it."""
    paper.merges = [block for block in paper.merges if block[0] not in range(*form.heading_rows)]


def two_blank_rows(paper: Paper, form: Form) -> None:
    """A heading of three rows that nobody merged: what stands in the first, two empty ones, the numbers of the columns."""
    split(paper, form)
    assert any(paper.cells.get((form.heading_rows[1] + 1, column)) == 1 for column in range(1, 9))


CASES = {
    "units below headings that are merged down over them": Honest(unit_row(food(), **HUNDRED_MILLIONS), reporters=(CZJ,)),
    "units below headings that are not merged": Honest(unit_row(food(), **HUNDRED_MILLIONS), reporters=(CZJ,), touch=split),
    "units of people below merged headings": Honest(unit_row(shop(), workers=("万人", "10000"), lifted_workers=("万人", "10000"))),
    "column numbers below two empty rows": Honest(shop(depth=3, numbers_row=True), touch=two_blank_rows),
}  # fmt: skip


@pytest.fixture(scope="module")
def stored(tmp_path_factory: pytest.TempPathFactory) -> Stored:
    folder: Path = tmp_path_factory.mktemp("found")
    return take_in(folder, CASES)


@pytest.mark.parametrize("case", CASES)
def test_it_is_taken_to_the_exact_figure(stored: Stored, case: str) -> None:
    stored.assert_exact(case)
