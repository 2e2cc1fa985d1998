"""The monthly workbook of a department: key tasks and project progress, for some consumption or canteen quotas besides."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from sample_data import canteens, consumption, key_tasks, project_progress
from sample_data.key_tasks import Places
from services.templates import ReportingScheme

Row = dict[str, str | int | float | None]

SHEETS = ("key_tasks", "project_progress", "consumption", "canteen_quota")
_CORRECTED_TASK, _LEFT_OUT = "PUB-M06", 2


@dataclass(frozen=True, kw_only=True)
class Bureaus:
    """What the departments' reports are drawn from."""

    scheme: ReportingScheme
    places: Places
    purchases: tuple[consumption.Purchase, ...]
    canteens: tuple[canteens.Canteen, ...]


def draw(scheme: ReportingScheme, places: Places, purchases: np.random.Generator, quotas: np.random.Generator) -> Bureaus:
    """Draws purchases and quotas; tasks and projects follow their story files."""
    return Bureaus(
        scheme=scheme,
        places=places,
        purchases=consumption.draw(purchases, (places.root, *places.townships.values())),
        canteens=canteens.draw(quotas, places.root, places.townships),
    )


def month_rows(bureaus: Bureaus, year: int, month: int) -> dict[str, dict[str, list[Row]]]:
    """Department → sheet → rows of a month; a sheet of which a department has nothing is there without a row."""
    places = bureaus.places
    names = {**places.townships, **places.villages}
    found: Mapping[str, Mapping[str, list[Row]]] = {
        "key_tasks": key_tasks.month_rows(places, year, month),
        "project_progress": project_progress.month_rows(names, places.root, year, month),
        "consumption": consumption.month_rows(bureaus.purchases, year, month),
        "canteen_quota": dict.fromkeys(
            _asked(bureaus, "canteen_quota")[:1], canteens.month_rows(bureaus.canteens, year, month)
        ),
    }
    by_department: dict[str, dict[str, list[Row]]] = {}
    for sheet in SHEETS:
        for department in _asked(bureaus, sheet):
            by_department.setdefault(department, {})[sheet] = list(found[sheet].get(department, []))
    return by_department


def _asked(bureaus: Bureaus, sheet: str) -> tuple[str, ...]:
    """The departments that the pack asks for a sheet."""
    asked = bureaus.scheme.sheets.get(sheet)
    return asked.departments if asked is not None else ()


def before_correction(rows: Mapping[str, list[Row]]) -> dict[str, list[Row]]:
    """The workbook as first handed in: two villages not yet counted in one task, for the county and its first township."""
    tasks = [dict(row) for row in rows["key_tasks"]]
    for row in [row for row in tasks if row["code"] == _CORRECTED_TASK][:2]:
        for field in ("month", "cumulative"):
            row[field] = float(row[field] or 0) - _LEFT_OUT
    return {**rows, "key_tasks": tasks}
