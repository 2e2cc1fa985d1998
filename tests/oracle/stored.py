"""Reports in force read from a database file through plain SQL, in the shape that the slow calculations ask for."""

from __future__ import annotations

import sqlite3
from fractions import Fraction
from pathlib import Path
from typing import Any

SHEETS = (
    "employment", "workshops", "industry_projects", "industry_linkage", "consumption", "canteen_quota",
    "collective_economy", "household_income", "key_tasks", "project_progress",
)  # fmt: skip
MILLIONTHS = 1_000_000
IN_FORCE = """
select s.id, s.sheet, s.period, s.reporter from submission s join in_force f on f.submission = s.id where f.to_at is null
"""


def stored_reports(file: Path) -> dict[tuple[str, str, str], list[dict[str, Any]]]:
    """``{(sheet, period, reporter): rows}`` of what is in force now; a nil return has no rows."""
    with sqlite3.connect(file) as connection:
        connection.row_factory = sqlite3.Row
        keys = {row["id"]: (row["sheet"], row["period"], row["reporter"]) for row in connection.execute(IN_FORCE)}
        reports: dict[tuple[str, str, str], list[dict[str, Any]]] = {key: [] for key in keys.values()}
        for sheet in SHEETS:
            for row in connection.execute(f"select * from fact_{sheet} order by submission, source_row"):  # noqa: S608
                if row["submission"] in keys:
                    reports[keys[row["submission"]]].append(_row(row))
    return reports


def _row(row: sqlite3.Row) -> dict[str, Any]:
    return {
        name: Fraction(row[name], MILLIONTHS) if isinstance(row[name], int) else row[name]
        for name in row.keys()  # noqa: SIM118 sqlite3.Row iterates over its values
        if name not in ("submission", "source_row")
    }


def stumbled(file: Path) -> set[tuple[str, str, str]]:
    """(sheet, period, reporter) of which a rejected attempt was recorded before the first version was accepted."""
    found: set[tuple[str, str, str]] = set()
    with sqlite3.connect(file) as connection:
        firsts = {
            (sheet, period, reporter): accepted
            for sheet, period, reporter, accepted in connection.execute(
                "select sheet, period, reporter, min(accepted_at) from submission where state = 'committed' group by 1, 2, 3"
            )
        }
        for sheet, period, reporter, at in connection.execute("select sheet, period, reporter, recorded_at from attempt"):
            key = (sheet, period, reporter)
            if at < firsts.get(key, ""):
                found.add(key)
    return found
