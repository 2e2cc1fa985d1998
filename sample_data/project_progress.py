"""How far the projects of ``project_progress.toml`` are: started, finished, accepted, funds in place and paid."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path

Row = dict[str, str | int | float | None]

_STORY = Path(__file__).with_name("project_progress.toml")
#: Shares of the total by months of work; no step is more than half of what was there, which would be a jump.
_IN_PLACE = (0.5, 0.7, 0.9, 1.0)
_PAID = (0.25, 0.36, 0.5, 0.65, 0.8, 0.9, 0.95)
_ACCEPTED_AFTER = 2  # months after the work is finished
_LISTED_ONLY = 0.5  # in place before anything is built


@dataclass(frozen=True, kw_only=True)
class Project:
    """One project; the fields are described at the top of the story file. ``code``: 14 digits, by its place in the file.

    ``troubled``: the year of the months of ``problem``."""

    code: str
    department: str
    name: str
    total: float
    listed: str
    place: str = ""
    begins: int = 0
    lasts: int = 12
    stalled: str = ""
    funds: float = 1.0
    unpaid: bool = False
    never: bool = False
    troubled: int = 2023
    in_place: tuple[float, ...] = _IN_PLACE
    paid: tuple[float, ...] = _PAID
    problem: Mapping[str, str] = field(default_factory=dict[str, str])


@lru_cache
def projects() -> tuple[Project, ...]:
    """The projects of the story file."""
    entries = tomllib.loads(_STORY.read_text(encoding="utf-8"))["projects"]
    return tuple(
        Project(code=f"532323{entry['listed'][:4]}{9000 + serial}", **entry) for serial, entry in enumerate(entries, start=1)
    )


def month_rows(names: Mapping[str, str], root: str, year: int, month: int) -> dict[str, list[Row]]:
    """The rows of one month by department code. ``names``: code → name of townships and villages; ``root``: the county's."""
    return rows_of(projects(), names, root, year, month)


def rows_of(listed: Iterable[Project], names: Mapping[str, str], root: str, year: int, month: int) -> dict[str, list[Row]]:
    """The rows of one month by reporter, of any projects."""
    rows: dict[str, list[Row]] = {}
    for project in listed:
        if _is_listed(project, year, month):
            place = names.get(project.place, root)
            rows.setdefault(project.department, []).append(_row(project, place, year, month))
    return rows


def _is_listed(project: Project, year: int, month: int) -> bool:
    """From its first month on; what was accepted last year is not carried over."""
    accepted_before = _months_of_work(project, year - 1, 12) >= project.lasts + _ACCEPTED_AFTER
    return project.listed <= f"{year}-{month:02d}" and not accepted_before


def _months_of_work(project: Project, year: int, month: int) -> int:
    """0 before the start; the count stands still while the project is stalled."""
    if project.never:
        return 0
    now = min(f"{year}-{month:02d}", _month_before(project.stalled)) if project.stalled else f"{year}-{month:02d}"
    return max(_count(now) - _count(project.listed) - project.begins + 1, 0)


def _count(month: str) -> int:
    return int(month[:4]) * 12 + int(month[-2:])


def _month_before(month: str) -> str:
    year, number = divmod(_count(month) - 2, 12)
    return f"{year}-{number + 1:02d}"


def _row(project: Project, place: str, year: int, month: int) -> Row:
    work = _months_of_work(project, year, month)
    finished, accepted = work >= project.lasts, work >= project.lasts + _ACCEPTED_AFTER
    in_place = min(project.in_place[min(work, len(project.in_place)) - 1] if work else _LISTED_ONLY, project.funds)
    return {
        "code": project.code,
        "name": project.name,
        "region": place,
        "total_investment": project.total,
        "funds_in_place": round(project.total * in_place, 2),
        "paid": round(project.total * min(_paid(project, work), in_place), 2),
        "started": "是" if work else "否",
        "finished": "是" if finished else "否",
        "accepted": "是" if accepted else "否",
        "progress_percent": round(min(work / project.lasts, 1.0) * 100),
        "problem": _problem(project, year, month),
        "remark": None,
    }


def _paid(project: Project, work: int) -> float:
    """What is held back is paid once the work is accepted, in short projects a little later."""
    if project.unpaid or not work:
        return 0.0
    settled = work >= max(project.lasts + _ACCEPTED_AFTER, len(project.paid) - 1)
    return 1.0 if settled else project.paid[min(work, len(project.paid)) - 1]


def _problem(project: Project, year: int, month: int) -> str | None:
    begun = [int(first) for first in project.problem if year == project.troubled and int(first) <= month]
    return project.problem[str(max(begun))] if begun else None
