"""The key tasks of every department, after the courses of ``key_tasks.toml``."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path

import numpy as np

from sample_data.spreading import grown, spread

Number = int | float
Row = dict[str, str | int | float | None]

_STORY = Path(__file__).with_name("key_tasks.toml")
_YEAR = 2023
_TOWNSHIP_SHARES = (0.27, 0.18, 0.15, 0.11, 0.08, 0.11, 0.10)
#: Share of 2022 done by the end of each month.
_BY_MONTH = (0.04, 0.10, 0.19, 0.28, 0.37, 0.46, 0.55, 0.65, 0.75, 0.85, 0.93, 1.0)
_RATE_STEP = 0.04  # percentage points a month by which a rate rose in 2022


@dataclass(frozen=True, kw_only=True)
class Task:
    """One task; the fields are described at the top of ``key_tasks.toml``."""

    code: str
    name: str
    unit: str
    departments: Sequence[str]
    last_year: Number
    path: Sequence[Number]
    target: Number | None = None
    rows: str = ""
    offsets: Sequence[Number] = ()
    slow: Mapping[str, int] = field(default_factory=dict[str, int])
    problem: Mapping[str, str] = field(default_factory=dict[str, str])
    next_step: Mapping[str, str] = field(default_factory=dict[str, str])
    remarks: Sequence[str] = ()


@dataclass(frozen=True, kw_only=True)
class Places:
    """Names of the places that rows name. ``townships`` and ``villages``: code → name."""

    root: str
    townships: Mapping[str, str]
    villages: Mapping[str, str]


@lru_cache
def tasks() -> tuple[Task, ...]:
    """The tasks of the story file."""
    return tuple(Task(**entry) for entry in tomllib.loads(_STORY.read_text(encoding="utf-8"))["tasks"])


def month_rows(places: Places, year: int, month: int) -> dict[str, list[Row]]:
    """The rows of one month by department code."""
    rows: dict[str, list[Row]] = {}
    for task in tasks():
        mine = list(_rows(task, places, year, month))
        for department in task.departments:
            rows.setdefault(department, []).extend(dict(row) for row in mine)
    return rows


def _rows(task: Task, places: Places, year: int, month: int) -> Iterator[Row]:
    path = _path(task, year)[:month]
    yield _row(task, places.root, path, (year, month)) | _words(task, year, month)
    for name, course in _courses(task, places, path):
        yield _row(task, name, course, (year, month))


def _path(task: Task, year: int) -> Sequence[Number]:
    """The county's cumulative by month."""
    if year == _YEAR:
        return task.path
    if task.unit in ("%", "户") and len(set(task.path)) == 1:
        return [task.last_year] * 12
    if task.unit == "%":
        return [round(task.last_year - (12 - month) * _RATE_STEP, 2) for month in range(1, 13)]
    if task.unit == "万元":
        return [round(task.last_year * share, 1) for share in _BY_MONTH]
    return grown(0, task.last_year, _BY_MONTH)


def _courses(task: Task, places: Places, path: Sequence[Number]) -> Iterator[tuple[str, Sequence[Number]]]:
    """Name and cumulative figures of every place below the county that has a row of its own."""
    if task.rows == "townships":
        shares = np.resize(np.array(_TOWNSHIP_SHARES), len(places.townships))
        columns = spread([int(total) for total in path], shares / shares.sum()).T
        yield from zip(places.townships.values(), columns.tolist(), strict=True)
    elif task.rows == "villages":
        for serial, (code, name) in enumerate(places.villages.items()):
            yield name, _of_village(task, code, serial, path)
    elif task.offsets:
        offsets = np.resize(np.array(task.offsets), len(places.townships)).tolist()
        for name, offset in zip(places.townships.values(), offsets, strict=True):
            yield name, [round(min(max(value + offset, 0), 100), 2) for value in path]


def _of_village(task: Task, code: str, serial: int, path: Sequence[Number]) -> list[int]:
    """The county's course; a few places fall behind it, every third is a little ahead."""
    if code in task.slow and path:
        return [min(int(value), task.slow[code]) for value in path]
    return [int(value) + (1 if serial % 3 == 0 and value else 0) for value in path]


def _row(task: Task, place: str, path: Sequence[Number], moment: tuple[int, int]) -> Row:
    cumulative, before = path[-1], path[-2] if len(path) > 1 else 0
    return {
        "code": task.code,
        "name": task.name,
        "region": place,
        "unit": task.unit,
        "annual_target": _annual(task, moment[0]),
        "month": None if task.unit == "%" else round(cumulative - before, 2),
        "cumulative": cumulative,
        "problem": None,
        "next_step": None,
        "remark": None,
    }


def _annual(task: Task, year: int) -> Number | None:
    return task.target if year == _YEAR else None


def _words(task: Task, year: int, month: int) -> Row:
    if year != _YEAR:
        visited = f"{month}月走访{12 + month % 3}户" if task.remarks else None
        return {"remark": visited}
    return {
        "problem": _lasting(task.problem, month),
        "next_step": _lasting(task.next_step, month),
        "remark": task.remarks[month - 1] if task.remarks else None,
    }


def _lasting(texts: Mapping[str, str], month: int) -> str | None:
    """The newest text that began by this month."""
    begun = [int(first) for first in texts if int(first) <= month]
    return texts[str(max(begun))] if begun else None
