"""The traced cells, read again from the original workbooks with openpyxl, give every figure of the sample county."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path

import numpy as np
import pytest

from metrics.catalogue import load_catalogue
from metrics.evaluation import evaluate
from metrics.periods import Period
from services.evidence import StoredEvidence
from services.traced_cells import cells_at
from services.tracing import FigureTrace, trace_figure
from services.workspace import Workspace, open_workspace, territory
from tests.oracle.original_workbooks import Originals
from tests.oracle.retold import Cell, Sides, retold

ROOT, TOWNSHIP, VILLAGE = "532323000000", "532323101000", "532323101001"
#: question → how many figures at least rest on cells
QUESTIONS = {
    ("2023-06", ROOT): 120, ("2023-06", TOWNSHIP): 70, ("2023-06", VILLAGE): 60, ("2022", ROOT): 80,
}  # fmt: skip


@pytest.fixture(scope="module")
def originals(sample_file: Path) -> Originals:
    return Originals(sample_file)


def names_of(workspace: Workspace, period: str, region: str) -> list[str]:
    """Every indicator that the command line would print."""
    (pack,) = workspace.packs
    evidence, places = StoredEvidence(workspace, pack, None), territory(workspace.tree)
    results = evaluate(pack, load_catalogue(), evidence, places, period=period, region=region)
    return list(dict.fromkeys(result.indicator for result in results if result.indicator))


def read_again(workspace: Workspace, found: FigureTrace, originals: Originals) -> Iterator[Cell]:
    """The cells of a figure as they stand in the files; each must say there what the program holds."""
    cells = cells_at(workspace, found, np.arange(len(found), dtype=np.int64))
    for at, cell in enumerate(cells):
        field = found.fields[int(found.field_of[at])]
        assert field.name is not None
        assert cell.cell is not None, (found.figure.indicator, field.name)
        place = str(cell.value) if field.name == "region" else None
        value = originals.value(cell.record.submission, cell.cell, code=place)
        held = Fraction(str(cell.value)) if field.numeric else cell.value
        assert value == held, (found.figure.indicator, cell)
        row = (cell.record.submission, int(found.source_rows[at]))
        yield Cell(part=field.part, role=field.role, field=field.name, row=row, value=value)


@pytest.mark.parametrize("question", QUESTIONS, ids="-".join)
def test_the_cells_in_the_original_files_give_every_figure(
    question: tuple[str, str], sample_file: Path, originals: Originals
) -> None:
    period, region = question
    workspace, with_cells = open_workspace(f"sqlite:///{sample_file}"), 0
    for name in names_of(workspace, period, region):
        found = trace_figure(workspace, name, period=Period.parse(period), region=region)
        figure = found.figure
        if not name.startswith("reporting."):
            cells = list(read_again(workspace, found, originals))
            told = retold(load_catalogue(), workspace.packs[0].settings, found.indicator, cells)
            with_cells += bool(cells)
        else:
            told = _reports(found)
        assert (told.numerator or 0, told.denominator or 0) == (figure.numerator or 0, figure.denominator or 0), name
        assert figure.value is None or told.value == figure.value, name
    assert with_cells >= QUESTIONS[question]


def _reports(found: FigureTrace) -> Sides:
    """What reports can say of a figure about reporting: those that there are; the rest of the expected left nothing."""
    counted = Fraction(len(found.of_part("numerator")))
    received, expected = len(found.of_part("denominator")), found.figure.denominator
    assert received <= (expected or 0)
    if found.indicator.id == "reporting.first_pass_rate":
        assert received == expected
    return Sides(counted, expected, counted / expected * 100 if expected else None)
