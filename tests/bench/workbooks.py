"""The workbooks that are measured: one township's households, twenty thousand of them, and a sheet of 24 villages."""

from __future__ import annotations

from functools import lru_cache

from sample_data.generate import SEED, draw_county
from services.templates import place_names, sheet_to_write, shipped_scheme, write_report

TOWNSHIP = "532323101000"


@lru_cache(maxsize=2)
def household_workbook(households: int) -> bytes:
    """Household income of 2023Q2 with at least that many rows, every row in one township."""
    from sample_data.accounts import quarter_rows

    county = draw_county(shipped_scheme("mouding-2023"), int(households * 1.06), SEED)
    villages = list(place_names(TOWNSHIP, "village").values())
    by_village = quarter_rows(county.households, county.money, county.names, 2023, 2)
    rows = [row for entries in by_village.values() for row in entries][:households]
    placed = [{**row, "region": villages[index % len(villages)]} for index, row in enumerate(rows)]
    return write_report([sheet_to_write(county.scheme, "household_income", TOWNSHIP, "2023Q2", rows=placed)])


def village_workbook() -> bytes:
    """Employment of 2023-05: 24 rows."""
    from sample_data.generate import sample_files

    wanted = (file for file in sample_files("mouding-2023", households=100) if file.name == "共和镇2023年5月.xlsx")
    return next(wanted).content
