"""What was measured, line by line, as a table; and two such tables side by side."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from typing import Any, Literal

from services.clock import now

Met = Literal["met", "NOT MET", ""]
#: a figure that moved by less is taken as the same: runs on a shared machine differ by as much
TIE = 1.25


@dataclass(frozen=True, kw_only=True)
class Line:
    """One measurement. ``asked``: its bound, None where none was set; ``at_least``: the bound is below, elsewhere above.

    ``floor``: in the same unit and the same run, what cannot be undercut, or the usual way (``floor_name`` says which).
    """

    name: str
    measured: float
    unit: str
    asked: float | None = None
    at_least: bool = False
    floor: float | None = None
    floor_name: str = ""

    @property
    def ratio(self) -> float | None:
        """How many times its floor."""
        return self.measured / self.floor if self.floor else None

    @property
    def met(self) -> Met:
        """Whether the bound holds; empty where there is none."""
        if self.asked is None:
            return ""
        holds = self.measured >= self.asked if self.at_least else self.measured <= self.asked
        return "met" if holds else "NOT MET"


def document(lines: Sequence[Line]) -> dict[str, Any]:
    """What is written to the file."""
    written = [{**asdict(line), "ratio": line.ratio, "met": line.met} for line in lines]
    return {"at": now().isoformat(timespec="seconds"), "lines": written}


def read(written: dict[str, Any]) -> list[Line]:
    """The lines of a file that ``document`` made (ValueError: it is none)."""
    try:
        return [Line(**{key: entry[key] for key in Line.__dataclass_fields__}) for entry in written["lines"]]
    except (KeyError, TypeError) as error:
        raise ValueError("no measurements of this program") from error


def table(lines: Iterable[Line]) -> list[str]:
    """Name, asked, measured, its floor, how many times the floor, met or not."""
    rows = [("", "asked", "measured", "floor", "times", "", "of")]
    for line in lines:
        asked = "" if line.asked is None else f"{'>=' if line.at_least else '<='} {_figure(line.asked, line.unit)}"
        floor = "" if line.floor is None else _figure(line.floor, line.unit)
        ratio = "" if line.ratio is None else f"{line.ratio:.1f}"
        rows.append((line.name, asked, _figure(line.measured, line.unit), floor, ratio, line.met, line.floor_name))
    return _aligned(rows)


def differences(earlier: Sequence[Line], later: Sequence[Line]) -> list[str]:
    """What moved by more than ``TIE``, is met no longer or only now, is new, or is gone; how many lines did none of it.

    A line with a floor in both runs is compared by how many times its floor it is: another machine has other floors.
    """
    before = {line.name: line for line in earlier}
    rows = [("", "before", "now", "moved", "")]
    for line in later:
        old = before.pop(line.name, None)
        if old is None:
            rows.append((line.name, "", _figure(line.measured, line.unit), "", "new"))
        elif moved(old, line) > TIE or old.met != line.met:
            rows.append(_moved(old, line))
    rows += [(line.name, _figure(line.measured, line.unit), "", "", "gone") for line in before.values()]
    same = len(later) + len(before) - (len(rows) - 1)
    text = _aligned(rows) if len(rows) > 1 else []
    return [*text, f"{same} lines as before (within {TIE} times)"]


def moved(old: Line, new: Line) -> float:
    """How many times one is the other, whichever is larger, always from 1."""
    quotient = _quotient(old, new)
    if quotient <= 0:
        return 1.0 if old.measured == new.measured else float("inf")
    return max(quotient, 1 / quotient)


def _quotient(old: Line, new: Line) -> float:
    if old.ratio and new.ratio is not None:
        return new.ratio / old.ratio
    return new.measured / old.measured if old.measured else 0.0


def _moved(old: Line, new: Line) -> tuple[str, str, str, str, str]:
    beside = "" if old.met == new.met else f"{old.met or 'not asked'} -> {new.met or 'not asked'}"
    quotient = _quotient(old, new)
    way = f"x{quotient:.2f}" if quotient > 0 else ""
    by_floor = " of its floor" if old.ratio and new.ratio is not None else ""
    return new.name, _figure(old.measured, old.unit), _figure(new.measured, new.unit), way + by_floor, beside


def _figure(value: float, unit: str) -> str:
    digits = 0 if abs(value) >= 100 else 1 if abs(value) >= 10 else 2
    return f"{value:.{digits}f} {unit}"


def _aligned(rows: Sequence[tuple[str, ...]]) -> list[str]:
    widths = [max(_width(row[index]) for row in rows) for index in range(len(rows[0]))]
    texts = ["  ".join(cell + " " * (width - _width(cell)) for cell, width in zip(row, widths, strict=True)) for row in rows]
    return [text.rstrip() for text in texts]


def _width(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(sign) in "WF" else 1 for sign in text)
