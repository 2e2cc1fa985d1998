"""A prefecture of the size that is promised: 200,000 households over 12 quarters, written through the store's own bulk writer."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from functools import cached_property, lru_cache
from pathlib import Path

import numpy as np
import numpy.typing as npt
from sqlalchemy import Connection, insert

from data_access.regions.tree import region_tree
from data_access.sheets.loader import load_sheets
from data_access.store import HOUSEHOLD_SHEET, Database, Proposal
from data_access.store.bulk import insert_rows
from data_access.store.row_form import column_names, stored_rows
from data_access.store.schema import in_force, submission, upload_file
from data_access.typed_rows import MICRO, Column, TypedRows
from metrics.packs.loading import FOLDER, pack_text
from services.clock import now
from services.initialising import initialise_database
from services.warning_lists import rebuild_lists
from services.workspace import open_workspace

ROOT, PACK = "532600000000", "wenshan-2022-2024"
HOUSEHOLDS, A_HELPER_HAS = 200_000, 20
YEARS = (2022, 2023, 2024)
QUARTERS = tuple(f"{year}Q{quarter}" for year in YEARS for quarter in (1, 2, 3, 4))
LAST, BEFORE = QUARTERS[-1], QUARTERS[-2]
#: what has come in of a year by the end of each quarter
BUILT_UP = (0.22, 0.46, 0.72, 1.0)
#: what of a year's income is wages, sales, what is spent on them, property; the rest is transfers
WAGE, GROSS, COST, PROPERTY = 0.62, 0.30, 0.10, 0.02
PER_HEAD, SPREAD, GROWTH, GROWS_APART = 11_500, 0.20, 1.07, 0.05
FALLING, FELL_TO = 0.05, (0.5, 0.9)
#: a line for every year (元 a head), so that all levels are on the list
LINE = 8_000
KINDS = ("脱贫户", "脱贫不稳定户", "边缘易致贫户", "突发严重困难户")
FIRST_ROW, SLICE, CONTENT = 5, 50_000, b"bench"
Ints = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]


@dataclass(frozen=True)
class Households:
    """The households of all counties, each county's together and of the same number."""

    seed: int = 20_241_231

    @cached_property
    def counties(self) -> tuple[str, ...]:
        return tuple(county.code for county in region_tree().inside(ROOT, "county"))

    @property
    def a_county(self) -> int:
        return HOUSEHOLDS // len(self.counties)

    @cached_property
    def _rng(self) -> np.random.Generator:
        return np.random.default_rng(self.seed)

    @cached_property
    def villages(self) -> list[str]:
        """The village of each household."""
        found: list[str] = []
        for county in self.counties:
            own = [village.code for village in region_tree().inside(county, "village")]
            found += [own[index] for index in np.sort(self._rng.integers(0, len(own), self.a_county))]
        return found

    @cached_property
    def persons(self) -> Ints:
        return self._rng.integers(1, 7, HOUSEHOLDS)

    @cached_property
    def kinds(self) -> list[str]:
        return [KINDS[index] for index in self._rng.choice(len(KINDS), HOUSEHOLDS, p=(0.85, 0.07, 0.05, 0.03))]

    @cached_property
    def _incomes(self) -> dict[int, Floats]:
        """Whole household, a year: most grow, some fall, each year others."""
        steady = PER_HEAD * self.persons * self._rng.lognormal(0, SPREAD, HOUSEHOLDS)
        found: dict[int, Floats] = {}
        for year in YEARS:
            falls = self._rng.random(HOUSEHOLDS) < FALLING
            found[year] = steady * np.where(falls, self._rng.uniform(*FELL_TO, HOUSEHOLDS), 1.0)
            steady = steady * self._rng.normal(GROWTH, GROWS_APART, HOUSEHOLDS)
        return found

    def report(self, county: int, period: str) -> TypedRows:
        """The report of the county at that place for a quarter."""
        part = slice(county * self.a_county, (county + 1) * self.a_county)
        year, quarter = int(period[:4]), int(period[-1])
        income = self._incomes[year][part] * BUILT_UP[quarter - 1]
        numbers, texts = self._numbers(income, self.persons[part]), self._texts(part)
        declaration = load_sheets()[HOUSEHOLD_SHEET]
        columns = {
            field.name: _numeric(numbers.get(field.name), len(income))
            if field.is_numeric
            else _textual(texts.get(field.name), len(income))
            for field in declaration.fields
        }
        rows = np.arange(FIRST_ROW, FIRST_ROW + len(income), dtype=np.int64)
        return TypedRows(declaration=declaration, source_rows=rows, columns=columns, letters={})

    @staticmethod
    def _numbers(income: Floats, persons: Ints) -> dict[str, Ints]:
        """In whole units."""
        wage, gross, cost, held = (np.round(income * share).astype(np.int64) for share in (WAGE, GROSS, COST, PROPERTY))
        net = np.round(income).astype(np.int64)
        able = np.maximum(persons - 1, 1)
        return {
            "persons": persons, "labourers": able, "employed": (able + 1) // 2, "wage": wage, "operating_gross": gross,
            "operating_cost": cost, "property": held, "transfer": net - (wage + gross - cost + held), "net": net,
            "net_per_capita": np.round(net / persons).astype(np.int64),
        }  # fmt: skip

    def _texts(self, part: slice) -> dict[str, list[str]]:
        places = range(part.start, part.stop)
        return {
            "household_no": [f"5326{place:08}" for place in places],
            "head_name": [f"户主{place}" for place in places],
            "region": self.villages[part],
            "kind": self.kinds[part],
            "helper": [helper_of(place) for place in places],
        }


def helper_of(place: int) -> str:
    """Who helps the household at a place; each has neighbours."""
    return f"责任人{place // A_HELPER_HAS}"


def _numeric(values: Ints | None, count: int) -> Column:
    blank = values is None
    return _column(np.zeros(count, dtype=np.int64) if values is None else values * MICRO, blank=blank)


def _textual(values: list[str] | None, count: int) -> Column:
    return _column(np.array([None] * count if values is None else values, dtype=object), blank=values is None)


def _column(values: npt.NDArray[np.int64] | npt.NDArray[np.object_], *, blank: bool) -> Column:
    none = np.zeros(len(values), dtype=np.bool_)
    return Column(values=values, missing=np.full(len(values), blank), not_applicable=none, invalid=none)


@lru_cache(maxsize=1)
def households() -> Households:
    """The one prefecture that is measured."""
    return Households()


def build(url: str, folder: Path) -> None:
    """Every report but that of the first county for the last quarter, in force, and all lists."""
    pack = folder / "pack.toml"
    lines = "".join(f"{year} = {LINE}\n" for year in YEARS)
    pack.write_text(pack_text(FOLDER / f"{PACK}.toml").replace("[income.line]\n", f"[income.line]\n{lines}"), encoding="utf-8")
    initialise_database(url, [str(pack)])
    workspace = open_workspace(url)
    try:
        with workspace.database.exclusive() as connection:
            _write(workspace.database, connection)
        rebuild_lists(workspace, lambda _done, _all: None)
    finally:
        workspace.database.close()


def _write(database: Database, connection: Connection) -> None:
    digest = hashlib.sha256(CONTENT).hexdigest()
    connection.execute(insert(upload_file).values(sha256=digest, content=CONTENT, size=len(CONTENT)))
    moment = now() - timedelta(days=1)
    for county, period in _reports():
        stored = {
            "root": ROOT, "sheet": HOUSEHOLD_SHEET, "reporter": households().counties[county], "period": period,
            "version": 1, "rows": households().a_county, "worksheet": "家庭收入", "file": "bench.xlsx", "sha256": digest,
            "by": "bench", "reason": "", "accepted_at": moment, "received_at": moment, "column_map": {}, "warnings": {},
            "state": "committed", "owner": "", "staged_at": moment,
        }  # fmt: skip
        number = connection.execute(insert(submission).values(stored).returning(submission.c.id)).scalar_one()
        connection.execute(insert(in_force).values(submission=number, from_at=moment))
        rows = households().report(county, period)
        for part in stored_rows(rows, number, SLICE):
            insert_rows(connection, database.facts[HOUSEHOLD_SHEET], column_names(rows.declaration), part)


def _reports() -> Iterator[tuple[int, str]]:
    for period in QUARTERS:
        for county in range(len(households().counties)):
            if (county, period) != (0, LAST):
                yield county, period


def last_report() -> Proposal:
    """The report that is left out: 25,000 households of the first county for the last quarter."""
    return Proposal(
        root=ROOT, sheet=HOUSEHOLD_SHEET, reporter=households().counties[0], period=LAST, rows=households().report(0, LAST),
        worksheet="家庭收入", file="bench.xlsx", content=CONTENT, sha256=hashlib.sha256(CONTENT).hexdigest(), by="bench", reason="",
        received_at=None, compared_with=None, warnings={},
    )  # fmt: skip
