"""Where files are handed over: honest ones are taken in and read back, wrong ones are checked; many in one batch."""

from __future__ import annotations

from collections import Counter as Count
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from data_access.reading.grid import WorkbookFile
from services.intake import Taken
from tests.intake.desk import QUIET, Desk, said, told
from tests.intake.forms import expected
from tests.intake.honest import Honest
from tests.intake.paper import workbook
from tests.intake.rows import declared
from tests.intake.wrong import Wrong

BATCH = 40


def honest_file(number: int, honest: Honest) -> WorkbookFile:
    """The drawn report, by two writers in turn."""
    paper = honest.form.draw()
    if honest.touch:
        honest.touch(paper, honest.form)
    papers = [*honest.before, paper, *honest.more]
    return workbook(honest.file, *papers, by=honest.by or ("openpyxl", "xlsxwriter")[number % 2])


def wrong_file(number: int, wrong: Wrong) -> WorkbookFile:
    """The drawn report with its defect; the number leads its name."""
    paper = wrong.form.draw()
    if wrong.touch:
        wrong.touch(paper, wrong.form)
    by = "openpyxl" if any(isinstance(value, str) and value[:1] in "#=" for value in paper.cells.values()) else "xlsxwriter"
    return workbook(f"{number}_{wrong.file}", paper, *wrong.more, by=by)


@dataclass
class Stored:
    """What became of honest files."""

    desk: Desk
    cases: Mapping[str, Honest]
    taken: dict[str, list[Taken]]

    def assert_exact(self, case: str) -> None:
        """Stored to the exact figure, with the notes and warnings that are due and no other."""
        honest, taken = self.cases[case], self.taken[case]
        assert [one.examined.reporter for one in taken] == list(honest.reporters), told(taken[0])
        facts = {}
        for one in taken:
            assert one.examined.count is not None
            assert one.examined.count.unread == 0, one.examined.count
            assert one.outcome in ("accepted", "unchanged"), told(one)
            assert [code for code, _ in said(one)] == honest.warnings, told(one)
            assert {code for code, _ in said(one, "note")} - QUIET == honest.notes, told(one)
            sheet = declared(honest.form.sheet)
            assert one.examined.period == (honest.period or ("2023-05" if sheet.period == "month" else "2023Q1"))
            facts |= self.desk.facts(sheet.id, one.submission, [entry.name for entry in sheet.keys])
        assert facts == expected(honest.form)


@dataclass
class Checked:
    """What was said of wrong files."""

    cases: Mapping[str, Wrong]
    taken: dict[str, list[Taken]]

    def assert_named(self, case: str) -> None:
        """The right code at the right cell, and nothing beside it; each with a message and a remedy."""
        wrong, taken = self.cases[case], self.taken[case]
        due = Count((code, where(wrong.form)) for code, where in wrong.said)
        found = Count(entry for one in taken for entry in said(one))
        assert found == due, told(taken[0])
        assert all(one.examined.count.unread == 0 for one in taken if one.examined.count), told(taken[0])
        assert all(entry.message and entry.fix for one in taken for entry in one.problems)


def take_in(folder: Path, cases: Mapping[str, Honest]) -> Stored:
    """Everything in batches; answers come back in the order of the files."""
    desk = Desk(folder / "county.sqlite")
    taken: dict[str, list[Taken]] = {}
    for start in range(0, len(cases), BATCH):
        names = list(cases)[start : start + BATCH]
        answers = iter(desk.take_in(*(honest_file(number, cases[case]) for number, case in enumerate(names)), reason="属实"))
        held = next(answers, None)
        for case in names:
            taken[case] = []
            for _ in range(len(cases[case].reporters)):
                if held is not None:
                    taken[case].append(held)
                held = next(answers, None)
    return Stored(desk, cases, taken)


def check(folder: Path, cases: Mapping[str, Wrong]) -> Checked:
    """Every file checked, found again by the number in its name; nothing is written."""
    desk = Desk(folder / "county.sqlite")
    before = desk.counts()
    found: dict[str, list[Taken]] = {case: [] for case in cases}
    names = list(cases)
    for start in range(0, len(names), BATCH):
        files = [wrong_file(start + index, cases[case]) for index, case in enumerate(names[start : start + BATCH])]
        for taken in desk.check(*files):
            found[names[int(taken.examined.file.split("_")[0])]].append(taken)
    assert desk.counts() == before
    return Checked(cases, found)
