"""The sample county: one workbook a reporter and month, one a township and quarter, the same bytes every time."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from types import MappingProxyType

import numpy as np

from sample_data import (
    accounts,
    collective,
    departments,
    employment,
    industry_projects,
    linkage,
    timetable,
    workshops,
)
from sample_data.files import SampleFile
from sample_data.key_tasks import Places
from sample_data.regional import generate as regional
from sample_data.regional.profile import PREFECTURE_HOUSEHOLDS
from sample_data.regional.realm import draw_realm
from sample_data.register import Register, register
from services.task_targets import task_targets
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

Row = employment.Row
SEED = 5_323_23
#: The county whose departments have a story of their own; every other sample is drawn by rule.
TOLD_BY_HAND, HOUSEHOLDS = "mouding-2023", 4_000


@dataclass(frozen=True, kw_only=True)
class County:
    """Everything that the reports are drawn from. ``names``: village code → name."""

    scheme: ReportingScheme
    townships: tuple[Region, ...]
    names: dict[str, str]
    working: employment.Villages
    earning: collective.Economies
    workshops: tuple[workshops.Workshop, ...]
    projects: tuple[industry_projects.Project, ...]
    support: linkage.Support
    bureaus: departments.Bureaus
    households: Register
    money: accounts.Accounts
    seed: int

    def villages(self, township: Region) -> list[str]:
        """Codes of a township's villages."""
        return [code for code in self.names if code[:9] == township.code[:9]]


def sample_files(
    pack_id: str, *, households: int | None = None, seed: int | None = None, scale: str = "county"
) -> Iterator[SampleFile]:
    """The sample reports of a shipped pack or pack file, in order of period.

    ``households``: about how many the income sheet lists (None: as many as the scale means). CalledWrongly: the scale is that
    of a prefecture and the pack is not one's.
    """
    if households is not None and households < 1:
        raise CalledWrongly("示例户数应为正整数。")
    scheme = shipped_scheme(pack_id)
    if scale == "prefecture" and scheme.submit_level != "county":
        raise CalledWrongly(f"方案“{scheme.title}”由乡镇报送，示例数据只有县级规模（county）。")
    if scheme.pack == TOLD_BY_HAND:
        return iter_files(draw_county(scheme, households or HOUSEHOLDS, SEED if seed is None else seed))
    asked = households or (PREFECTURE_HOUSEHOLDS if scale == "prefecture" else None)
    return regional.iter_files(draw_realm(scheme, task_targets(pack_id), asked, seed))


def draw_county(scheme: ReportingScheme, households: int, seed: int) -> County:
    """Draws the lasting traits of villages and households (CalledWrongly: not a pack whose townships report)."""
    if scheme.submit_level != "township":
        raise CalledWrongly(f"方案“{scheme.title}”没有示例数据，示例数据按乡镇报送的方案生成。")
    rng = np.random.default_rng([seed, 0])
    names = place_names(scheme.root, "village")
    codes, townships = tuple(names), tuple(reporting_regions(scheme))
    weights = rng.lognormal(0.0, 0.35, len(codes))
    weights /= weights.sum()
    people = register(rng, codes, weights, households)
    listed = np.bincount(people.village[people.listed(2023)], minlength=len(codes))
    return County(
        scheme=scheme,
        townships=townships,
        names=names,
        working=employment.villages(rng, codes, weights, listed),
        earning=collective.economies(rng, codes),
        workshops=workshops.draw(_own(seed, 1), names),
        projects=industry_projects.draw(_own(seed, 2), tuple(region.code for region in townships), names),
        support=linkage.draw(_own(seed, 3), codes, weights, timetable.MONTHS),
        bureaus=departments.draw(scheme, _places(scheme, townships, names), _own(seed, 4), _own(seed, 5)),
        households=people,
        money=accounts.accounts(rng, people),
        seed=seed,
    )


def _places(scheme: ReportingScheme, townships: tuple[Region, ...], villages: dict[str, str]) -> Places:
    (root,) = place_names(scheme.root, "county").values()
    return Places(root=root, townships={region.code: region.name for region in townships}, villages=villages)


def _own(seed: int, number: int) -> np.random.Generator:
    """A generator for one sheet alone, so that a change of one leaves the others as they are."""
    return np.random.default_rng([seed, 0, number])


def iter_files(county: County) -> Iterator[SampleFile]:
    """All workbooks, month by month, each quarter's after its last month."""
    for year, month in timetable.MONTHS:
        yield from month_files(county, year, month)
        yield from department_files(county, year, month)
        if month % 3 == 0 and (year, month // 3) in timetable.QUARTERS:
            yield from quarter_files(county, year, month // 3)


def month_files(county: County, year: int, month: int) -> Iterator[SampleFile]:
    """One workbook of each township that reported the month, with all its monthly sheets."""
    rng = np.random.default_rng([county.seed, year, month])
    by_village = region_rows(county, rng, year, month)
    for position, township in enumerate(county.townships):
        received_at = timetable.monthly(rng, position, year, month)
        slot = (position, year, month)
        if slot in timetable.MISSING:
            continue
        rows = rows_of(county, township, by_village)
        if slot in timetable.WITHOUT_EMPLOYMENT:
            del rows["employment"]
        yield _month_file(county, township, (year, month), received_at, rows)
        if slot in timetable.CORRECTED:
            rows["employment"] = employment.corrected(rows["employment"])
            yield _month_file(county, township, (year, month), timetable.correction(received_at), rows, "（更正）")


def region_rows(county: County, rng: np.random.Generator, year: int, month: int) -> dict[str, Mapping[str, list[Row]]]:
    """Sheet → village → rows of a month, in the order in which they stand in a workbook."""
    working = employment.month_rows(rng, county.working, county.names, year, month)
    earning = collective.month_rows(county.earning, county.names, year, month)
    return {
        "employment": {code: [row] for code, row in working.items()},
        "workshops": workshops.month_rows(county.workshops, county.names, year, month),
        "industry_projects": industry_projects.month_rows(county.projects, county.names, year, month),
        "industry_linkage": linkage.month_rows(county.support, county.names, year, month),
        "collective_economy": {code: [row] for code, row in earning.items()},
    }


def rows_of(county: County, township: Region, by_village: Mapping[str, Mapping[str, list[Row]]]) -> dict[str, list[Row]]:
    """Sheet → the rows of a township's villages, of the sheets that the pack asks for."""
    villages = county.villages(township)
    return {
        sheet: [row for village in villages for row in found.get(village, [])]
        for sheet, found in by_village.items()
        if sheet in county.scheme.sheets
    }


def _month_file(
    county: County,
    township: Region,
    month: tuple[int, int],
    received_at: datetime,
    rows: Mapping[str, Sequence[Row]],
    suffix: str = "",
) -> SampleFile:
    total = employment.total_of(list(rows["employment"])) if "employment" in rows else None
    return _workbook(county, (township.code, township.name), month, received_at, rows, suffix, {"employment": total})


def department_files(county: County, year: int, month: int) -> Iterator[SampleFile]:
    """One workbook of each department that reported the month; nothing where the pack asks no department."""
    rng = np.random.default_rng([county.seed, year, month, 13])
    for department, rows in departments.month_rows(county.bureaus, year, month).items():
        received_at = timetable.departmental(rng, department, year, month)
        slot, sender = (department, year, month), (department, county.scheme.departments[department])
        if slot in timetable.DEPARTMENTS_MISSING:
            continue
        if slot not in timetable.DEPARTMENTS_CORRECTED:
            yield _workbook(county, sender, (year, month), received_at, rows)
            continue
        yield _workbook(county, sender, (year, month), received_at, departments.before_correction(rows))
        yield _workbook(county, sender, (year, month), timetable.correction(received_at), rows, "（更正）")


def _workbook(
    county: County,
    sender: tuple[str, str],
    month: tuple[int, int],
    received_at: datetime,
    rows: Mapping[str, Sequence[Row]],
    suffix: str = "",
    totals: Mapping[str, Row | None] = MappingProxyType({}),
) -> SampleFile:
    """``sender``: code and name of the reporter; ``totals``: the 合计 row of a sheet."""
    code, name = sender
    period = f"{month[0]}-{month[1]:02d}"
    sheets = [
        sheet_to_write(county.scheme, sheet, code, period, rows=mine, total=totals.get(sheet), reported_on=received_at.date())
        for sheet, mine in rows.items()
    ]
    content = write_report(sheets)
    return SampleFile(
        name=f"{name}{month[0]}年{month[1]}月{suffix}.xlsx", period=period, received_at=received_at, content=content
    )


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
