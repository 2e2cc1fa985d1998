"""The workbooks of a sample by rule: one a reporter and month, with the households in the months that end a quarter."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime

import numpy as np

from sample_data import (
    accounts,
    canteens,
    collective,
    consumption,
    employment,
    industry_projects,
    linkage,
    project_progress,
    timetable,
    workshops,
)
from sample_data.files import SampleFile
from sample_data.regional import tasks
from sample_data.regional.profile import Profile
from sample_data.regional.realm import Realm
from sample_data.regional.senders import Sender
from services.templates import SheetToWrite, sheet_to_write, write_report

Row = employment.Row
Rows = dict[str, list[Row]]
HOMES = "household_income"


def iter_files(realm: Realm) -> Iterator[SampleFile]:
    """All workbooks, month by month, those of a correction after the first."""
    for year, month in realm.profile.months:
        yield from month_files(realm, year, month)


def month_files(realm: Realm, year: int, month: int) -> Iterator[SampleFile]:
    """One workbook of each reporter that reported the month."""
    rng = np.random.default_rng([realm.seed, year, month, 13])
    drawn = month_rows(realm, year, month)
    for position, sender in enumerate(realm.senders):
        slot = (position, year, month)
        received_at = realm.timing.received(rng, slot)
        rows = drawn[sender.code]
        if slot in realm.timing.missing:
            rows = {sheet: mine for sheet, mine in rows.items() if sheet == HOMES}
        if rows:
            yield _workbook(realm, sender, (year, month), received_at, rows)
        if slot in realm.timing.corrected and "employment" in rows:
            rows = rows | {"employment": employment.corrected(rows["employment"])}
            yield _workbook(realm, sender, (year, month), timetable.correction(received_at), rows, "（更正）")


def month_rows(realm: Realm, year: int, month: int) -> dict[str, Rows]:
    """Reporter → sheet → rows of a month, households where it ends a quarter that is reported."""
    by_place = _by_place(realm, np.random.default_rng([realm.seed, year, month]), year, month)
    homes = _households(realm, year, month)
    return {sender.code: _rows(realm, sender, by_place, homes, (year, month)) for sender in realm.senders}


def _by_place(realm: Realm, rng: np.random.Generator, year: int, month: int) -> dict[str, Mapping[str, Sequence[Row]]]:
    """Sheet → place → rows, of the sheets whose rows are places."""
    profile = realm.profile
    first = profile.years[0]
    working = employment.rows_at(
        rng, realm.working, realm.names, month, level(profile, year, month), _habits(realm, year, month)
    )
    earning = collective.month_rows(realm.earning, realm.names, year, month, first)
    return {
        "employment": {code: [row] for code, row in working.items()},
        "industry_linkage": linkage.month_rows(realm.support, realm.names, year, month),
        "collective_economy": {code: [row] for code, row in earning.items()},
    }


def level(profile: Profile, year: int, month: int) -> float:
    """The share of people in work: down at Spring Festival, a little higher every year."""
    since = year - profile.years[0]
    return employment.LEVELS["2022" if since == 0 else "2023"][month - 1] * 1.006 ** max(since - 1, 0)


def _habits(realm: Realm, year: int, month: int) -> employment.Habits:
    profile, settings = realm.profile, realm.scheme.settings
    since = year - profile.years[0]
    floor, allowance = settings.get("public_post_floor"), settings.get("travel_allowance")
    pay = tuple(800 + 20 * (number % 4) for number in range(len(realm.working.codes)))
    if floor is None and (year, month) == profile.months[-1]:
        pay = (pay[0], pay[1] - 30, *pay[2:])  # one place pays less than it did
    return employment.Habits(
        idle=profile.idle,
        certified=min(profile.certified + 3 * since, 97),
        paid=min(profile.paid + 2 * since, 100),
        allowance=400 if allowance is None or isinstance(allowance, str) else int(allowance),
        pay=pay,
        returned=profile.size.in_work / len(realm.working.codes) / 1_000,
    )


def _households(realm: Realm, year: int, month: int) -> Mapping[str, Sequence[Row]] | None:
    """Households by village; None: it is no quarter of which they are reported."""
    if month % 3 or (year, month // 3) not in realm.profile.income:
        return None
    return accounts.quarter_rows(realm.households, realm.money, dict(realm.names), year, month // 3)


def _rows(
    realm: Realm,
    sender: Sender,
    by_place: Mapping[str, Mapping[str, Sequence[Row]]],
    homes: Mapping[str, Sequence[Row]] | None,
    now: tuple[int, int],
) -> Rows:
    """Sheet → rows of one reporter, in the order in which they stand in a workbook."""
    found: Rows = {}
    own, names, (year, month) = realm.own[sender.code], realm.names, now
    for sheet, mine in by_place.items():
        found[sheet] = [row for code, rows in mine.items() if _is_inside(code, sender.region) for row in rows]
    for sheet, by_village in (
        ("workshops", workshops.month_rows(own.workshops, names, year, month)),
        ("industry_projects", industry_projects.month_rows(own.projects, names, year, month)),
    ):
        found[sheet] = [row for rows in by_village.values() for row in rows]
    found["consumption"] = consumption.month_rows(own.purchases, year, month).get(sender.code, [])
    found["canteen_quota"] = canteens.month_rows(own.canteens, year, month, realm.profile.years[0])
    found["key_tasks"] = tasks.month_rows(own.courses, year, month, realm.profile.years[-1])
    found["project_progress"] = project_progress.rows_of(own.works, names, sender.region_name, year, month).get(sender.code, [])
    if homes is not None:
        found[HOMES] = [row for code in sender.villages for row in homes[code]]
    return {sheet: found[sheet] for sheet in sorted(sender.sheets, key=HOMES.__eq__) if sheet in found}


def _is_inside(code: str, region: str) -> bool:
    stem = region.rstrip("0")
    return code.startswith(stem.ljust(next(length for length in (2, 4, 6, 9, 12) if length >= len(stem)), "0"))


def _workbook(
    realm: Realm,
    sender: Sender,
    moment: tuple[int, int],
    received_at: datetime,
    rows: Mapping[str, Sequence[Row]],
    suffix: str = "",
) -> SampleFile:
    year, month = moment
    period, quarter = f"{year}-{month:02d}", f"{year}Q{month // 3}"
    sheets = [
        _sheet(realm, sender, sheet, quarter if sheet == HOMES else period, mine, received_at) for sheet, mine in rows.items()
    ]
    return SampleFile(
        name=f"{sender.name}{year}年{month}月{suffix}.xlsx",
        period=period,
        received_at=received_at,
        content=write_report(sheets),
    )


def _sheet(realm: Realm, sender: Sender, sheet: str, period: str, rows: Sequence[Row], received_at: datetime) -> SheetToWrite:
    total = employment.total_of(list(rows)) if sheet == "employment" else None
    return sheet_to_write(realm.scheme, sheet, sender.code, period, rows=rows, total=total, reported_on=received_at.date())
