"""Where mixed files are handed in: examined against an empty county, a share of them stored in a county of its own."""

from __future__ import annotations

import shutil
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from data_access.reading import Reader
from data_access.reading.grid import WorkbookFile
from data_access.typed_rows import TypedRows
from services.intake import Taken, checked, examine_in, find_in
from services.workspace import open_workspace
from tests.intake.desk import QUIET, RECEIVED, Desk, said, told
from tests.intake.forms import expected
from tests.intake.mixing.drawn import Drawn
from tests.intake.rows import declared

Facts = dict[tuple[str, ...], dict[str, Any]]


@dataclass
class Window:
    """``reader``: the real child, kept for all files."""

    desk: Desk
    reader: Reader
    number: int = 0

    def look(self, name: str, content: bytes) -> list[Taken]:
        """What is said of a file; nothing is written."""
        file = WorkbookFile(name=name, content=content)
        found = find_in(self.desk.workspace, [file], None, RECEIVED, self.reader)
        return [checked(entry) for one in found for entry in examine_in(self.desk.workspace, one, RECEIVED)]

    @contextmanager
    def empty_county(self) -> Iterator[Desk]:
        """A county of its own for one file."""
        self.number += 1
        path = self.desk.path.with_name(f"county{self.number}.sqlite")
        shutil.copy(self.desk.path, path)
        desk = Desk.__new__(Desk)
        desk.path = path
        desk.workspace = open_workspace(f"sqlite:///{path}")
        try:
            yield desk
        finally:
            desk.workspace.database.engine.dispose()
            path.unlink()


def facts_of(rows: TypedRows) -> Facts:
    """Key → field → int of 1e-6 or text, as the fact table will hold it."""
    columns = {
        name: [
            None if missing else value for value, missing in zip(column.values.tolist(), column.missing.tolist(), strict=True)
        ]
        for name, column in rows.columns.items()
    }
    kept = [dict(zip(columns, values, strict=True)) for values in zip(*columns.values(), strict=True)]
    keys = [field.name for field in rows.declaration.keys]
    assert len({tuple(str(row[key]) for key in keys) for row in kept}) == len(kept)
    return {tuple(str(row[key]) for key in keys): row for row in kept}


def assert_taken_whole(drawn: Drawn, taken: list[Taken]) -> None:
    """Every value as it was meant, every row accounted for, every unusual form told at its cell and nothing else said."""
    assert [one.examined.reporter for one in taken] == list(drawn.truth.reporters), told(taken[0])
    assert {(one.examined.sheet, one.examined.period) for one in taken} == {(drawn.truth.sheet, drawn.truth.period)}
    wrong = [(entry.code, entry.cell, entry.message) for one in taken for entry in one.problems if entry.severity == "error"]
    assert wrong == []
    warned = Counter(entry for one in taken for entry in said(one, "warning"))
    assert warned == drawn.warnings, (warned - drawn.warnings, drawn.warnings - warned)
    noted = {_where(code, cell) for one in taken for code, cell in said(one, "note") if code not in QUIET}
    due = {_where(code, cell) for code, cell in drawn.notes}
    assert noted == due, (sorted(map(str, noted - due)), sorted(map(str, due - noted)))
    read: Facts = {}
    for one in taken:
        assert one.examined.count is not None
        assert one.examined.rows is not None
        assert one.examined.count.unread == 0, one.examined.count
        read |= facts_of(one.examined.rows)
    assert_same(read, expected(drawn.form))


def assert_named(drawn: Drawn, taken: list[Taken], *due: tuple[str, str | None], rests: frozenset[str] = frozenset()) -> None:
    """The defect at its cell and nothing beside it, but what rests on it; the rows still all accounted for."""
    found = {entry for one in taken for entry in said(one)} - set(drawn.warnings)
    assert set(due) <= found, (due, found)
    beside = {(code, cell) for code, cell in found - set(due) if code not in rests}
    assert beside == set(), (due, beside)
    assert all(one.examined.count.unread == 0 for one in taken if one.examined.count)
    assert all(entry.message and entry.fix for one in taken for entry in one.problems)


def _where(code: str, cell: str | None) -> tuple[str, str | None]:
    """A column that is not taken is named at any cell of its heading."""
    return code, cell.rstrip("0123456789") if code == "column_unknown" and cell else cell


def assert_same(read: Facts, meant: Facts) -> None:
    assert read.keys() == meant.keys()
    differences = [
        (key, name, read[key][name], value)
        for key, row in meant.items()
        for name, value in row.items()
        if read[key][name] != value
    ]
    assert differences == []


def assert_stored(drawn: Drawn, window: Window) -> None:
    """The same out of the fact tables of a county into which the file was handed in."""
    with window.empty_county() as desk:
        taken = desk.take_in(WorkbookFile(name=drawn.name, content=drawn.content()), reason="属实")
        stored: Facts = {}
        for one in taken:
            assert one.outcome == "accepted", told(one)
            stored |= desk.facts(drawn.truth.sheet, one.submission, [key.name for key in declared(drawn.truth.sheet).keys])
    assert_same(stored, expected(drawn.form))


def window_in(folder: Path, reader: Reader) -> Window:
    return Window(desk=Desk(folder / "county.sqlite"), reader=reader)
