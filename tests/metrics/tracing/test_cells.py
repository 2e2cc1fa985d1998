"""The cells of a figure give the figure: every indicator, on random counties, down to the fraction."""

from __future__ import annotations

import random
import tomllib
from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction

import pytest

from data_access.regions.tree import region_tree
from metrics.catalogue import load_catalogue
from metrics.measuring.question import Question
from metrics.measuring.tasks import task_codes
from metrics.packs import read_pack
from metrics.periods import Period
from metrics.results import Figure
from metrics.tracing import Traced, trace
from services.workspace import territory
from tests.oracle.in_memory import InMemoryEvidence
from tests.oracle.random_county import random_reports
from tests.oracle.retold import Cell, Sides, retold
from tests.oracle.test_indicators_agree import PLANS, REGIONS, ROOT, VILLAGES

PERIODS = ("2023-01", "2023-05", "2023Q1", "2023Q2", "2022-12", "2023")
MICRO = 1_000_000


def cells_of(traced: Traced) -> Iterator[Cell]:
    for column in traced.columns:
        rows = zip(column.submissions.tolist(), column.source_rows.tolist(), strict=True)
        dtype = str(column.rows.frame[column.field].dtype)
        numbers = (
            [Fraction(number, MICRO) for number in column.rows.number(column.field).tolist()] if dtype == "Int64" else None
        )
        values = numbers if numbers is not None else column.rows.text(column.field).tolist()
        assert column.rows.known(column.field).all(), (column.part, column.field)
        for row, value in zip(rows, values, strict=True):
            yield Cell(part=column.part, role=column.role, field=column.field, row=row, value=value)


def agrees(told: Sides, figure: Figure) -> bool:
    """A side without any cell is 0 or nothing: which of the two, the figure says."""
    sides = (told.numerator or 0, told.denominator or 0) == (figure.numerator or 0, figure.denominator or 0)
    return sides and (figure.value is None or told.value == figure.value)


def ask(plan: str, seed: int, period: str) -> Question:
    pack = tomllib.loads(PLANS[plan], parse_float=Decimal)
    departments = {name: entry["reporters"] for name, entry in pack["sheets"].items() if entry["reporters"] != "regions"}
    reports = random_reports(random.Random(seed), ROOT, VILLAGES, departments)
    return Question(
        pack=read_pack(PLANS[plan], "test.toml"), catalogue=load_catalogue(), evidence=InMemoryEvidence(reports),
        territory=territory(region_tree()), asked=Period.parse(period),
    )  # fmt: skip


def names_of(question: Question) -> list[str]:
    plain = [name for name in question.catalogue.indicators if ":" not in name and not name.startswith("reporting.")]
    return plain + [f"task:{code}" for code in task_codes(question)]


@pytest.mark.parametrize("seed", range(2))
@pytest.mark.parametrize("plan", PLANS)
def test_the_cells_of_every_figure_give_it(plan: str, seed: int) -> None:
    with_cells, chance = set[str](), random.Random(seed)
    for period in PERIODS:
        question = ask(plan, seed, period)
        for name in names_of(question):
            indicator = question.catalogue.get(name)
            assert indicator is not None
            for region in (ROOT, chance.choice(REGIONS)):
                traced = trace(question, name, region)
                assert traced is not None
                cells = list(cells_of(traced))
                assert len(traced) == len(cells)
                with_cells |= {name} if cells else set()
                told = retold(question.catalogue, question.pack.settings, indicator, cells)
                assert agrees(told, traced.figure), (name, region, period, told)
    assert len(with_cells) > 90 - 10 * (plan == "without any setting")


def test_no_such_indicator() -> None:
    assert trace(ask("as it is shipped", 0, "2023-05"), "employment.nothing", ROOT) is None
