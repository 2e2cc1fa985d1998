"""What can be wrong with a workbook: values with a cell and a remedy, never exceptions.

Codes and severities are the catalogue ``problems.toml``; the codes of rules between fields are the
rules' own names, declared with their sheet.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from pathlib import Path
from typing import Literal

Severity = Literal["error", "warning", "note"]
Level = Literal["file", "worksheet", "heading", "cell", "submission"]


@dataclass(frozen=True, kw_only=True, slots=True)
class ProblemKind:
    """One code of the catalogue: ``title`` names the kind in a list, ``fix`` is what to do unless a finding says better."""

    code: str
    level: Level
    severity: Severity
    title: str
    fix: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Explained:
    """Why a warning was accepted with the version in force of the period before: the reason, who gave it, when and with which version."""

    reason: str
    by: str
    at: datetime
    version: int


@dataclass(frozen=True, kw_only=True, slots=True)
class Problem:
    """One finding.

    ``cell`` is the A1 address in the user's own file (None where a problem has none), ``field`` the
    declared field, ``value`` what stands in the cell as text (masked for personal fields), ``message``
    what is wrong and ``fix`` what to do, both in Chinese. ``title`` groups findings of one kind.
    ``row`` is the 1-based worksheet row, used to hand the finding to the reporter whose row it is; ``key`` the key of the
    row that it is about where the file has no such row. ``explained``: why the same warning was accepted the period before.
    """

    code: str
    severity: Severity
    title: str
    message: str
    fix: str
    worksheet: str | None = None
    cell: str | None = None
    field: str | None = None
    value: str | None = None
    row: int | None = None
    key: tuple[str, ...] | None = None
    explained: Explained | None = None


@lru_cache(maxsize=1)
def problem_kinds() -> dict[str, ProblemKind]:
    """The catalogue by code."""
    content = tomllib.loads((Path(__file__).parent / "problems.toml").read_text(encoding="utf-8"))
    return {code: ProblemKind(code=code, **entry) for code, entry in content.items()}


def problem(
    code: str,
    message: str,
    *,
    fix: str | None = None,
    worksheet: str | None = None,
    cell: str | None = None,
    field: str | None = None,
    value: str | None = None,
    row: int | None = None,
    key: tuple[str, ...] | None = None,
) -> Problem:
    """A finding of a catalogued kind; an unknown code is a fault of the program (KeyError)."""
    kind = problem_kinds()[code]
    return Problem(
        code=code, severity=kind.severity, title=kind.title, message=message, fix=fix or kind.fix,
        worksheet=worksheet, cell=cell, field=field, value=value, row=row, key=key,
    )  # fmt: skip
