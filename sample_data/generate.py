"""The sample county: one workbook a township and month, one a township and quarter, the same bytes every time."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

import numpy as np

from sample_data import accounts, collective, employment, timetable
from sample_data.register import Register, register
from services.templates import (
    CalledWrongly,
    Region,
    ReportingScheme,
    place_names,
    reporting_regions,
    sheet_to_write,
    shipped_scheme,
    write_report,
)

SEED = 5_323_23


@dataclass(frozen=True, kw_only=True)
class SampleFile:
    """One workbook as a township hands it in; ``received_at`` is aware, in Asia/Shanghai."""

    name: str
    period: str
    received_at: datetime
    content: bytes


@dataclass(frozen=True, kw_only=True)
class County:
    """Everything that the reports are drawn from. ``names``: village code → name."""

    scheme: ReportingScheme
    townships: tuple[Region, ...]
    names: dict[str, str]
    working: employment.Villages
    earning: collective.Economies
    households: Register
    money: accounts.Accounts
    seed: int

    def villages(self, township: Region) -> list[str]:
        """Codes of a township's villages."""
        return [code for code in self.names if code[:9] == township.code[:9]]


def sample_files(pack_id: str, *, households: int = 4000, seed: int = SEED, scale: str = "county") -> Iterator[SampleFile]:
    """The sample reports of a pack whose townships report, in order of period.

    ``households``: about how many the income sheet lists. CalledWrongly: no sample for that pack or scale.
    """
    if scale != "county":
        raise CalledWrongly("示例数据目前只有县级规模（county）。")
    if households < 1:
        raise CalledWrongly("示例户数应为正整数。")
    county = draw_county(shipped_scheme(pack_id), households, seed)
    return iter_files(county)


def draw_county(scheme: ReportingScheme, households: int, seed: int) -> County:
    """Draws the lasting traits of villages and households (CalledWrongly: not a pack whose townships report)."""
    if scheme.submit_level != "township":
        raise CalledWrongly(f"方案“{scheme.title}”没有示例数据，示例数据按乡镇报送的方案生成。")
    rng = np.random.default_rng([seed, 0])
    names = place_names(scheme.root, "village")
    codes = tuple(names)
    weights = rng.lognormal(0.0, 0.35, len(codes))
    weights /= weights.sum()
    people = register(rng, codes, weights, households)
    listed = np.bincount(people.village[people.listed(2023)], minlength=len(codes))
    return County(
        scheme=scheme,
        townships=tuple(reporting_regions(scheme)),
        names=names,
        working=employment.villages(rng, codes, weights, listed),
        earning=collective.economies(rng, codes),
        households=people,
        money=accounts.accounts(rng, people),
        seed=seed,
    )


def iter_files(county: County) -> Iterator[SampleFile]:
    """All workbooks, month by month, each quarter's after its last month."""
    for year, month in timetable.MONTHS:
        yield from month_files(county, year, month)
        if month % 3 == 0 and (year, month // 3) in timetable.QUARTERS:
            yield from quarter_files(county, year, month // 3)


def month_files(county: County, year: int, month: int) -> Iterator[SampleFile]:
    """Employment and collective economy of each township that reported the month."""
    rng = np.random.default_rng([county.seed, year, month])
    working = employment.month_rows(rng, county.working, county.names, year, month)
    earning = collective.month_rows(county.earning, county.names, year, month)
    for position, township in enumerate(county.townships):
        received_at = timetable.monthly(rng, position, year, month)
        slot = (position, year, month)
        if slot in timetable.MISSING:
            continue
        villages = county.villages(township)
        jobs = [] if slot in timetable.WITHOUT_EMPLOYMENT else [working[code] for code in villages]
        income = [earning[code] for code in villages]
        yield _month_file(county, township, (year, month), received_at, (jobs, income))
        if slot in timetable.CORRECTED:
            again = timetable.correction(received_at)
            yield _month_file(county, township, (year, month), again, (_corrected(jobs), income), "（更正）")


def _month_file(
    county: County,
    township: Region,
    month: tuple[int, int],
    received_at: datetime,
    rows: tuple[list[employment.Row], list[collective.Row]],
    suffix: str = "",
) -> SampleFile:
    year, number = month
    period, day = f"{year}-{number:02d}", received_at.date()
    jobs, income = rows
    sheets = []
    if jobs:
        total = employment.total_of(jobs)
        sheets.append(
            sheet_to_write(county.scheme, "employment", township.code, period, rows=jobs, total=total, reported_on=day)
        )
    sheets.append(sheet_to_write(county.scheme, "collective_economy", township.code, period, rows=income, reported_on=day))
    name = f"{township.name}{year}年{number}月{suffix}.xlsx"
    return SampleFile(name=name, period=period, received_at=received_at, content=write_report(sheets))


def _corrected(rows: list[employment.Row]) -> list[employment.Row]:
    """Twelve people in the county who had been left out of the first village."""
    first = dict(rows[0])
    for field in ("labour_force", "transfer_total", "transfer_in_county"):
        first[field] = int(first[field] or 0) + 12
    return [first, *rows[1:]]


def quarter_files(county: County, year: int, quarter: int) -> Iterator[SampleFile]:
    """Household income of each township."""
    rng = np.random.default_rng([county.seed, year, quarter, 4])
    by_village = accounts.quarter_rows(county.households, county.money, county.names, year, quarter)
    period = f"{year}Q{quarter}"
    for position, township in enumerate(county.townships):
        received_at = timetable.quarterly(rng, position, year, quarter)
        rows = [row for code in county.villages(township) for row in by_village[code]]
        sheet = sheet_to_write(
            county.scheme, "household_income", township.code, period, rows=rows, reported_on=received_at.date()
        )
        name = f"{township.name}{year}年第{'一二三四'[quarter - 1]}季度家庭收入.xlsx"
        yield SampleFile(name=name, period=period, received_at=received_at, content=write_report([sheet]))
