"""Courses of a pack's key tasks by rule: how far each is in every month, so that every status occurs."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np

from sample_data.regional.senders import Sender
from sample_data.spreading import Floats, spread
from services.task_targets import TaskTarget

Row = dict[str, str | int | float | None]
_EXCEPTIONS = Path(__file__).with_name("tasks.toml")
_STYLES = ("on_pace", "met", "behind", "on_pace", "far_behind", "met", "on_pace")
#: Of places that are judged one by one most are well: the worst of them is the status of all.
_PLACE_STYLES = ("met", "on_pace", "met", "behind", "on_pace", "met", "far_behind", "met")
#: Units whose figures of several places add up to the root's; of these the ones that are no whole numbers.
_ADDITIVE = frozenset(["人", "人次", "户", "个", "家", "亩", "万亩", "元", "万元", "亿元", "份", "次", "起"])
_BROKEN = frozenset(["万亩", "万元", "亿元"])
_HUNDREDTHS = 100
_PROBLEMS = ("前期工作滞后，进度落后于序时。", "外出务工人员多，组织实施难度大。", "各乡镇推进不平衡，部分地方人员力量不足。")
_STEPS = ("倒排工期，按月调度，三季度补齐欠账。", "利用返乡时段集中组织，逐月通报。", "对落后地方派专班督导，每半月调度一次。")


@dataclass(frozen=True, kw_only=True)
class Course:
    """One task in one place: what it is asked a year, and its cumulative figure by year and month."""

    task: TaskTarget
    place: str
    style: str
    goal: float | None
    by_year: Mapping[int, Sequence[float]]


@lru_cache
def exceptions(pack: str) -> Mapping[str, Any]:
    """The exceptions of a pack: code → course, level, step; ``silent`` → codes."""
    return tomllib.loads(_EXCEPTIONS.read_text(encoding="utf-8")).get(pack, {})


def draw(
    pack: str, tasks: Sequence[TaskTarget], senders: Sequence[Sender], shares: Floats, years: Sequence[int]
) -> dict[str, list[Course]]:
    """The courses of every sender; ``shares`` of the senders sum to 1."""
    found: dict[str, list[Course]] = {sender.code: [] for sender in senders}
    told = exceptions(pack)
    for serial, task in enumerate(task for task in tasks if task.code not in told.get("silent", ())):
        own = told.get(task.code, {})
        answering = [
            at for at, sender in enumerate(senders) if not sender.is_department or not task.lead or sender.code in task.lead
        ]
        covered = [year for year in years if _covers(task, year)]
        mine = np.array([shares[at] for at in answering])
        for at, courses in _courses(task, own, serial, [senders[at] for at in answering], mine / mine.sum(), covered):
            found[senders[answering[at]].code] += courses
    return found


def _covers(task: TaskTarget, year: int) -> bool:
    """The task's own years and, as base of a comparison, the one before; what spans years begins at nothing."""
    return task.years[0] - (0 if task.spans else 1) <= year <= task.years[1]


def _courses(
    task: TaskTarget, own: Mapping[str, Any], serial: int, senders: Sequence[Sender], shares: Floats, years: Sequence[int]
):
    """(position of the sender, its courses)."""
    style = own.get("course", _STYLES[serial % len(_STYLES)])
    if task.unit in _ADDITIVE and task.scope == "pack root" and task.value is not None:
        columns = _shared_out(task, style, shares, years)
        goals = spread([round(task.value * _scale(task))], shares)[0] / _scale(task)
        for at, sender in enumerate(senders):
            by_year = {year: columns[year][:, at].tolist() for year in years}
            yield at, [Course(task=task, place=sender.region_name, style=style, goal=float(goals[at]), by_year=by_year)]
        return
    for at, sender in enumerate(senders):
        found: list[Course] = []
        for number, place in enumerate(_places(task, sender)):
            mine = own.get("course", _PLACE_STYLES[(5 * serial + at + number) % len(_PLACE_STYLES)])
            by_year = {year: _alone(task, own, mine, year, years[0]) for year in years}
            found.append(Course(task=task, place=place, style=mine, goal=task.value, by_year=by_year))
        yield at, found


def _places(task: TaskTarget, sender: Sender) -> Sequence[str]:
    """Every fifth village of what is asked of villages; else the sender's own place, of a department also those below."""
    if task.scope == "every village":
        return list(sender.villages.values())[::5]
    if task.scope == "every township" and sender.lists_townships:
        return list(sender.below.values())
    if task.scope.startswith("every ") and sender.is_department:
        return list(sender.below.values())
    return [sender.region_name]


def _scale(task: TaskTarget) -> int:
    return _HUNDREDTHS if task.unit in _BROKEN else 1


def _shared_out(task: TaskTarget, style: str, shares: Floats, years: Sequence[int]) -> dict[int, Floats]:
    """Year → one line a month, one column a sender, in units of the task."""
    goal, scale = task.value or 0.0, _scale(task)
    return {year: spread(_of_root(task, style, year, goal * scale), shares) / scale for year in years}


def _of_root(task: TaskTarget, style: str, year: int, goal: float) -> list[int]:
    """Cumulative by month of one year, in whole pieces."""
    if task.unit.startswith("次"):  # what is done at set times is not done before them, by some a quarter late
        late = 3 if style in ("behind", "far_behind") else 0
        return [int(goal * max(month - late, 0) / 12) for month in range(1, 13)]
    if not task.flow:
        return [round(goal if task.lower_is_better else _level(style, goal, month)) for month in range(1, 13)]
    first, last = task.years if task.spans else (year, year)
    span = 12 * (last - first + 1)
    begun = 12 * (year - first)
    if begun < 0:
        return [0] * 12
    before = _whole(goal * _done(style, begun / span), style)
    return [_whole(goal * _done(style, (begun + month) / span), style) - before for month in range(1, 13)]


def _whole(value: float, style: str) -> int:
    """Whoever is on pace has not a piece too little."""
    return int(np.ceil(value - 1e-6)) if style in ("on_pace", "met") else int(np.floor(value + 1e-6))


def _done(style: str, pace: float) -> float:
    """Share of a target that is done when so much of its time is over; never falls."""
    if style == "met":
        return min(1.03, 2.4 * pace)
    if style == "on_pace":
        return 1.04 * pace
    return pace - min(0.06, 0.2 * pace) if style == "behind" else 0.6 * pace


def _level(style: str, goal: float, month: int) -> float:
    share = {"met": 1.06, "on_pace": 1.06, "behind": 0.95}.get(style, 0.82)
    value = goal * share * (0.96 + 0.04 * month / 12)
    return max(value, goal) if share > 1 else value


def _alone(task: TaskTarget, own: Mapping[str, Any], style: str, year: int, first: int) -> list[float]:
    """Figures that do not add up over places, or that every place has a number of its own to reach."""
    if task.value is None:
        level = float(own.get("level", 50.0)) + float(own.get("step", 0.5)) * (year - first)
        return [_built(task, level, month) for month in range(1, 13)]
    if task.lower_is_better:
        return [task.value] * 12
    if task.flow or task.unit in _ADDITIVE:
        scale = _scale(task)
        return [done / scale for done in _of_root(task, style, year, task.value * scale)]
    if task.scope == "every village":
        return [float(round(task.value * month / 12)) for month in range(1, 13)]
    return [round(_rate(style, task.value, month, task.due), 2) for month in range(1, 13)]


def _built(task: TaskTarget, level: float, month: int) -> float:
    """Money comes in over the year, a share stands."""
    return (
        round(level * month / 12)
        if task.unit in _ADDITIVE and task.unit not in _BROKEN
        else round(level * (0.985 + 0.015 * month / 12), 2)
    )


def _rate(style: str, goal: float, month: int, due: int) -> float:
    top = {"met": 1.015, "on_pace": 1.0, "behind": 0.965}.get(style, 0.85)
    value = goal * top * (0.955 + 0.045 * min(month / due, 1.0)) if style != "met" else goal * top
    return min(value, 100.0) if goal <= 100 else value


def month_rows(courses: Sequence[Course], year: int, month: int, newest: int) -> list[Row]:
    """The rows of one month of one sender."""
    return [
        _row(course, course.by_year[year], serial, (year, month), newest)
        for serial, course in enumerate(courses)
        if year in course.by_year
    ]


def _row(course: Course, path: Sequence[float], serial: int, moment: tuple[int, int], newest: int) -> Row:
    year, month = moment
    task = course.task
    in_trouble = course.style in ("behind", "far_behind") and year == newest and month >= 3
    added = next((now - before for number, (before, now) in enumerate(pairwise([0.0, *path]), start=1) if number == month), 0.0)
    return {
        "code": task.code,
        "name": task.title,
        "region": course.place,
        "unit": task.unit,
        "annual_target": course.goal if task.years[0] <= year else None,
        "month": round(added, 2) if task.flow else None,
        "cumulative": round(path[month - 1], 2),
        "problem": _PROBLEMS[serial % len(_PROBLEMS)] if in_trouble else None,
        "next_step": _STEPS[serial % len(_STEPS)] if in_trouble else None,
        "remark": None,
    }
