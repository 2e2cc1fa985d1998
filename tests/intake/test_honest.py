"""Honest files of every layout are stored to the exact figure, without a false alarm."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import pytest

from services.intake import Taken
from tests.intake.desk import QUIET, Desk, said, told
from tests.intake.forms import expected
from tests.intake.habits import forms_in_life, habits
from tests.intake.honest import Honest
from tests.intake.layouts import layouts
from tests.intake.other_habits import other_habits
from tests.intake.paper import workbook
from tests.intake.rows import declared
from tests.intake.statements import titles, units

CASES = {**layouts(), **units(), **titles(), **habits(), **forms_in_life(), **other_habits()}


@dataclass
class Counter:
    desk: Desk
    taken: dict[str, list[Taken]]


def file_of(number: int, case: str, honest: Honest):
    paper = honest.form.draw()
    if honest.touch:
        honest.touch(paper, honest.form)
    return workbook(honest.file, paper, by=("openpyxl", "xlsxwriter")[number % 2])


@pytest.fixture(scope="module")
def counter(tmp_path_factory: pytest.TempPathFactory) -> Counter:
    """Everything in one batch; answers come back in the order of the files."""
    desk = Desk(Path(tmp_path_factory.mktemp("honest")) / "county.sqlite")
    taken: dict[str, list[Taken]] = {}
    for start in range(0, len(CASES), 40):
        names = list(CASES)[start : start + 40]
        answers = iter(desk.take_in(*(file_of(number, case, CASES[case]) for number, case in enumerate(names))))
        held = next(answers, None)
        for case in names:
            taken[case] = []
            for _ in range(len(CASES[case].reporters)):
                if held is not None:
                    taken[case].append(held)
                held = next(answers, None)
    return Counter(desk, taken)


@pytest.mark.parametrize("case", CASES)
def test_it_is_stored_exactly_and_without_alarm(counter: Counter, case: str) -> None:
    honest = CASES[case]
    taken = counter.taken[case]
    assert [one.examined.reporter for one in taken] == list(honest.reporters), told(taken[0])
    facts = {}
    for one in taken:
        assert one.outcome in ("accepted", "unchanged"), told(one)
        assert [code for code, _ in said(one)] == honest.warnings, told(one)
        assert {code for code, _ in said(one, "note")} - QUIET == honest.notes, told(one)
        sheet = declared(honest.form.sheet)
        assert one.examined.period == (honest.period or ("2023-05" if sheet.period == "month" else "2023Q1"))
        facts |= counter.desk.facts(sheet.id, one.submission, [entry.name for entry in sheet.keys])
    assert facts == expected(honest.form)
