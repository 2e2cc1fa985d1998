"""Reasons that warnings were accepted with the period before, offered again; nothing is accepted by that."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from data_access.problems import Problem
from services.views.problem_report import problem_groups

APART = "；"
CELLS_NAMED = 3


@dataclass(frozen=True, kw_only=True)
class ReasonBefore:
    """A reason that warnings were accepted with the period before, offered again. ``what``: which warnings, in words."""

    what: str
    reason: str


def reasons_before(problems: Sequence[Problem]) -> tuple[ReasonBefore, ...]:
    """One a group of warnings that stood at the same cells the period before."""
    return tuple(
        ReasonBefore(
            what=f"{group.first.title}{f'（{_named(group.cells)}）' if group.cells else ''}",
            reason=group.first.explained.reason,
        )
        for group in problem_groups(problems, "error", "warning")
        if group.first.explained is not None
    )


def _named(cells: Sequence[str]) -> str:
    """C5、D6等9处."""
    return "、".join(cells[:CELLS_NAMED]) + (f"等{len(cells)}处" if len(cells) > CELLS_NAMED else "")


def with_reason(said: str, reason: str) -> str:
    """What stands in the reason's field once a reason of the period before is taken over: nothing said is lost, nothing comes twice."""
    held = said.strip().strip(APART)
    if not held or f"{APART}{reason}{APART}" in f"{APART}{held}{APART}":
        return held or reason
    return f"{held}{APART}{reason}"
