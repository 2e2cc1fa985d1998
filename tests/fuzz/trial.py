"""One mutated workbook handed in as a page would do it, and everything that must hold afterwards whatever it was."""

from __future__ import annotations

import json
import os
import re
import time
import traceback
from collections.abc import Generator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from unittest import mock

import psutil

from data_access.examination import Examined, Found
from data_access.reading.grid import WorkbookFile, Worksheet
from services import intake
from services.exports.table_workbook import table_workbook
from services.intake import Taken, taken_json
from services.views.problem_report import grouped_table, problem_table
from services.views.triage import triage_line
from services.views.uploading import names_for
from tests.fuzz.oracle import OracleSilentError, filled_cells, known_cells
from tests.fuzz.seeds import Seed
from tests.intake.desk import Desk

LONG = 90.0  # seconds: the child may use 60 of the processor, the parent puts together what it sent
NO_SENTENCE = re.compile(r"Traceback|Error\b|Exception|None\b|<class|[a-z]+_[a-z]+\(")
UNSEEN = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff]")


@dataclass
class Outcome:
    """``words`` of the outcome for the tally; ``faults`` is empty where everything held."""

    words: str = ""
    faults: list[str] = field(default_factory=list)
    seconds: float = 0.0


@dataclass
class Watched:
    """Which worksheet each examined submission came from."""

    found: list[tuple[Found, list[Examined]]] = field(default_factory=list)


def _children() -> list[int]:
    """Processes that this one has started."""
    return [process.pid for process in psutil.Process().children()]


class Counter:
    """Where mutated files are handed in; the same database for all of them, because none may change it."""

    def __init__(self, folder: Path) -> None:
        self.desk = Desk(folder / "county.sqlite")
        self.names = names_for(self.desk.workspace)
        self.before = self._state()
        self.others = set(_children())  # what the caller has running, a database server of other tests

    def try_out(self, seed: Seed, content: bytes) -> Outcome:
        """Hands the content in under the seed's name and looks at everything."""
        outcome, begins = Outcome(), time.monotonic()
        try:
            with self._watched() as watched:
                taken = self.desk.check(WorkbookFile(name=seed.name, content=content))
            outcome.faults += self._said(taken) + self._rows(seed, watched, content)
            outcome.words = _words(taken)
        except Exception:  # noqa: BLE001 - whatever was raised is the finding
            outcome.faults.append(traceback.format_exc(limit=-6))
        outcome.seconds = time.monotonic() - begins
        outcome.faults += self._traces(outcome.seconds)
        return outcome

    def _said(self, taken: list[Taken]) -> list[str]:
        """Sentences fit to be read, and outputs that can be written."""
        faults: list[str] = []
        for one in taken:
            json.dumps(taken_json(one), ensure_ascii=False).encode()
            line = triage_line(one, self.names)
            grouped_table(one.problems)
            if one.problems:
                table_workbook([problem_table(one.problems, title=line.label)], printed="")
            for entry in one.problems:
                words = entry.message + entry.fix
                if NO_SENTENCE.search(words) or UNSEEN.search(words) or not re.search("[\u4e00-\u9fff]", words):
                    faults.append(f"no sentence: {entry.code} {words!r}")
        if not taken:
            faults.append("nothing was said of the file")
        return faults

    def _rows(self, seed: Seed, watched: Watched, content: bytes) -> list[str]:
        """No cell that stands in the file is unknown to a reader that took it; no row is neither read nor left out."""
        faults: list[str] = []
        for found, examined in watched.found:
            if found.recognised is None or any(entry.severity == "error" for one in examined for entry in one.problems):
                continue
            worksheet = found.recognised.worksheet
            faults += [] if seed.is_xls else _cells_lost(worksheet, content)
            missing = unaccounted(worksheet, examined)
            if missing:
                faults.append(f"{missing} rows of {worksheet.name!r} neither read nor left out nor heading")
        return faults

    @contextmanager
    def _watched(self) -> Generator[Watched]:
        watched, examine = Watched(), intake.examine_in

        def examine_in(workspace: object, found: Found, received_at: object) -> list[Examined]:
            examined = examine(workspace, found, received_at)  # type: ignore[arg-type]
            watched.found.append((found, examined))
            return examined

        with mock.patch.object(intake, "examine_in", examine_in):
            yield watched

    def _traces(self, seconds: float) -> list[str]:
        faults = [f"took {seconds:.0f} s"] if seconds > LONG else []
        if self._state() != self.before:
            faults.append("the database was written to")
            self.before = self._state()
        if left := set(_children()) - self.others:
            faults.append(f"{len(left)} processes were left")
        return faults

    def _state(self) -> dict[str, tuple[int, int]]:
        """Size and time of every file of the folder: nothing is written, nothing left."""
        folder = self.desk.path.parent
        return {
            str(path): (path.stat().st_size, path.stat().st_mtime_ns)
            for path in folder.rglob("*")
            if not path.name.endswith("-shm")
        }


def _words(taken: list[Taken]) -> str:
    """For the tally: the outcomes, the code of the refusal where nothing was read."""
    if taken and taken[0].examined.rows is None and taken[0].problems:
        return taken[0].problems[0].code
    return " and ".join(sorted({one.outcome for one in taken}))


def unaccounted(worksheet: Worksheet, examined: list[Examined]) -> int | None:
    """Rows with something in them that are neither rows of a submission nor left out nor heading; None where nothing was read."""
    read = [one for one in examined if one.rows is not None]
    if not read:
        return None
    present = sum(1 for row in worksheet.rows if any(cell is not None and str(cell).strip() for cell in row))
    told = next((entry.message for entry in read[0].problems if entry.code == "rows_left_out"), "")
    headings = re.search(r"表头(\d+)行", told)
    return present - sum(len(one.rows or ()) for one in read) - read[0].left_out - (int(headings[1]) if headings else 0)


def _cells_lost(worksheet: Worksheet, content: bytes) -> list[str]:
    try:
        standing = filled_cells(content).get(worksheet.name)
    except OracleSilentError:
        return []
    lost = sorted((standing or set()) - known_cells(worksheet))
    return [f"{len(lost)} cells of {worksheet.name!r} are lost, first {lost[:3]}"] if lost else []


def open_descriptors() -> int:
    """Files and pipes that this process holds open."""
    return len(os.listdir("/proc/self/fd")) if os.path.isdir("/proc/self/fd") else 0
