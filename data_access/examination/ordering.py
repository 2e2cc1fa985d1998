"""The order in which problems are read: down the sheet, then across, what blocks before what warns."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace

from data_access.problems import Problem

_CELL = re.compile(r"([A-Z]+)(\d+)")
_RANK = {"error": 0, "warning": 1, "note": 2}


def row_of(problem: Problem) -> int | None:
    """The worksheet row of a finding, from its cell where it does not say."""
    if problem.row is not None:
        return problem.row
    match = _CELL.fullmatch(problem.cell or "")
    return int(match[2]) if match else None


def _column_of(problem: Problem) -> int:
    match = _CELL.fullmatch(problem.cell or "")
    number = 0
    for letter in match[1] if match else "":
        number = number * 26 + ord(letter) - 64
    return number


def arranged(problems: Iterable[Problem], worksheet: str | None) -> tuple[Problem, ...]:
    """By row, column and severity, findings of the whole sheet first; each says its worksheet, and none comes twice."""
    named = (problem if problem.worksheet else replace(problem, worksheet=worksheet) for problem in problems)
    ordered = sorted(
        dict.fromkeys(named),
        key=lambda problem: (row_of(problem) or 0, _column_of(problem), _RANK[problem.severity], problem.code),
    )
    return tuple(ordered)
