"""The workbooks that are measured: one township's households, tens of thousands of them, and a sheet of 24 villages."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from sample_data.generate import SEED, County, draw_county
from services.templates import place_names, sheet_to_write, shipped_scheme, write_report

TOWNSHIP = "532323101000"


def household_workbook(households: int, *, period: str = "2023Q2", doubtful: int = 0, title: str = "") -> bytes:
    """Household income with that many rows, every row in one township; of every ``doubtful`` rows one has wages and nobody at work.

    ``title``: the period that the workbook says, where that is another than the one whose figures it holds."""
    placed = [
        _doubted(row) if doubtful and index % doubtful == 0 else row for index, row in enumerate(_rows(households, period))
    ]
    return write_report(
        [sheet_to_write(shipped_scheme("mouding-2023"), "household_income", TOWNSHIP, title or period, rows=placed)]
    )


@lru_cache(maxsize=1)
def _county(households: int) -> County:
    return draw_county(shipped_scheme("mouding-2023"), int(households * 1.06), SEED)


def forget_county() -> None:
    """Gives the memory of hundreds of thousands of households back."""
    _county.cache_clear()


def _rows(households: int, period: str) -> list[dict[str, Any]]:
    from sample_data.accounts import quarter_rows

    county = _county(households)
    villages = list(place_names(TOWNSHIP, "village").values())
    by_village = quarter_rows(county.households, county.money, county.names, int(period[:4]), int(period[-1]))
    rows = [row for entries in by_village.values() for row in entries][:households]
    return [{**row, "region": villages[index % len(villages)]} for index, row in enumerate(rows)]


def _doubted(row: dict[str, Any]) -> dict[str, Any]:
    return {**row, "employed": 0} if row["wage"] > 0 else row


def village_workbook() -> bytes:
    """Employment of 2023-05: 24 rows."""
    from sample_data.generate import sample_files

    wanted = (file for file in sample_files("mouding-2023", households=100) if file.name == "共和镇2023年5月.xlsx")
    return next(wanted).content
