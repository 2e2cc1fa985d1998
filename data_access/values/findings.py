"""Collects what is found in the cells of one worksheet: the gravest finding of a cell, and no flood of notes."""

from __future__ import annotations

from collections import Counter
from operator import itemgetter

from data_access.identity_number import without_identity_numbers
from data_access.problems import Problem, problem, problem_kinds
from data_access.reading.grid import Cell, Position, address
from data_access.recognition.texts import cell_text
from data_access.sheets.declaration import Field
from data_access.values.masking import masked

_GRAVITY = {"error": 2, "warning": 1, "note": 0}
_LONGEST_VALUE = 100  # characters of a cell that a finding carries along
_NOTES_A_FIELD = 200  # notes of one kind that are listed cell by cell; the rest are counted


class Findings:
    """Findings by 0-based position."""

    def __init__(self, worksheet: str) -> None:
        self._worksheet = worksheet
        self._by_cell: dict[Position, Problem] = {}
        self._loose: list[Problem] = []
        self._notes: Counter[tuple[str, str]] = Counter()

    def add(self, code: str, message: str, *, at: Position, field: Field, value: Cell = None, fix: str | None = None) -> None:
        """A finding in a cell; personal values are masked here, messages must not hold them."""
        before = self._by_cell.get(at)
        gravity = _GRAVITY[problem_kinds()[code].severity]
        if before is not None and gravity <= _GRAVITY[before.severity]:
            return
        if gravity == 0:
            self._notes[code, field.name] += 1
            if self._notes[code, field.name] > _NOTES_A_FIELD:
                return
        self._by_cell[at] = problem(
            code, without_identity_numbers(f"{field.title}：{message}"), fix=fix, worksheet=self._worksheet,
            cell=address(*at), field=field.name,
            value=shown(masked(field, cell_text(value))) or None, row=at[0] + 1,
        )  # fmt: skip

    def lists_no_more(self, code: str, field: Field) -> bool:
        """Whether further notes of this kind in this field are only counted."""
        return self._notes[code, field.name] >= _NOTES_A_FIELD

    def count(self, code: str, field: Field, cells: int) -> None:
        """So many cells more with a note that is listed no more."""
        self._notes[code, field.name] += cells

    def warn_heading(self, code: str, message: str, cell: str, field: Field, fix: str | None = None) -> None:
        """A finding about a column, once."""
        found = problem(code, message, fix=fix, worksheet=self._worksheet, cell=cell, field=field.name)
        if not any(other.code == code and other.cell == cell for other in self._loose):
            self._loose.append(found)

    def add_loose(self, found: Problem) -> None:
        """A finding that belongs to no cell of the body."""
        self._loose.append(found)

    def problems(self) -> tuple[Problem, ...]:
        """Loose findings, then those of cells from above down and left to right, then what was only counted."""
        listed = [found for _, found in sorted(self._by_cell.items(), key=itemgetter(0))]
        return (*self._loose, *listed, *self._beyond())

    def _beyond(self) -> list[Problem]:
        return [
            problem(code, f"同类提示另有{count - _NOTES_A_FIELD}处，不逐一列出", worksheet=self._worksheet, field=field)
            for (code, field), count in self._notes.items()
            if count > _NOTES_A_FIELD
        ]


def shown(text: str) -> str:
    """What a finding shows of a cell, in which 32,767 characters fit."""
    return text if len(text) <= _LONGEST_VALUE else text[:_LONGEST_VALUE] + "…"
