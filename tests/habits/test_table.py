"""docs/habits.md says what the cases prove: every habit has its own, and every code named there is said in one of them."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from data_access.problems import problem_kinds
from data_access.sheets import load_sheets
from tests.habits.test_habits import HONEST, WRONG

HERE = Path(__file__).parent
ROW = re.compile(r"^\| (\d\d) \|[^|]+\|.*\| ([NWEF, ]+) \|([^|]*)\|$", re.MULTILINE)
TABLE = {
    number: (reactions.split(", "), [code for code in codes.strip().split(", ") if re.fullmatch("[a-z_0-9]+", code)])
    for number, reactions, codes in ROW.findall((HERE.parents[1] / "docs" / "habits.md").read_text(encoding="utf-8"))
}
#: number (one or a span) → the files whose functions are tests of it
FUNCTION = re.compile(r"def test_(\d\d)(?:_to_(\d\d))?_")


def files_of(number: str) -> str:
    """The text of every module with a function of that number."""
    found = ""
    for module in HERE.glob("test_*.py"):
        text = module.read_text(encoding="utf-8")
        spans = [(first, last or first) for first, last in FUNCTION.findall(text)]
        found += text if any(first <= number <= last for first, last in spans) else ""
    return found


def said(number: str) -> set[str]:
    """The codes that the cases of a habit ask for."""
    honest = [case for name, case in HONEST.items() if name.startswith(number)]
    wrong = [case for name, case in WRONG.items() if name.startswith(number)]
    return {code for case in honest for code in (*case.notes, *case.warnings)} | {
        code for case in wrong for code, _ in case.said
    }


def test_the_table_has_all_sixty_four() -> None:
    assert list(TABLE) == [f"{number:02d}" for number in range(1, 65)]


@pytest.mark.parametrize("number", TABLE)
def test_a_habit_has_cases_of_its_own_for_every_reaction(number: str) -> None:
    reactions, _ = TABLE[number]
    of_files = files_of(number)
    if "N" in reactions:
        assert of_files or any(name.startswith(number) for name in HONEST)
    if {"W", "E", "F"} & set(reactions):
        assert of_files or any(
            name.startswith(number) for name in (*WRONG, *(n for n, case in HONEST.items() if case.warnings))
        )


@pytest.mark.parametrize("number", TABLE)
def test_every_code_of_a_habit_is_known_and_asked_for(number: str) -> None:
    rules = {rule.name for sheet in load_sheets().values() for rule in sheet.rules}
    asked, of_files = said(number), files_of(number)
    for code in TABLE[number][1]:
        assert code in problem_kinds() or code in rules, code
        assert code in asked or code in of_files or code == "rows_left_out", code
