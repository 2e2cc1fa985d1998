"""One county whose household report is sent again and again, by a hand that dies now and then."""

from __future__ import annotations

import random
import time
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from sqlalchemy import func, select

from data_access.store.schema import submission
from data_access.store.validity import standing
from data_access.store.verifying.orphans import count_leftovers
from services.initialising import initialise_database
from services.verification import verify
from services.workspace import open_workspace
from tests.kills.victim import Death, Victims
from tests.shell.kept import PLACE, SETTINGS
from tests.shell.packs import PLAN
from tests.shell.workbooks import household, save_report

HOUSEHOLDS = 24
#: each stored version: number, version, period, file, rows there, in force or not
State = tuple[tuple[Any, ...], ...]


class HalfDone(AssertionError):  # noqa: N818  (what a round found)
    """A kill left something between before and after."""


@dataclass(kw_only=True)
class Tally:
    """How the rounds ended, by what was found after the kill."""

    ends: Counter[str] = field(default_factory=Counter)
    leftovers: int = 0

    def line(self) -> str:
        """One line for people."""
        return f"{dict(self.ends)}, rows left in staging and cleared: {self.leftovers}"


class Rounds:
    """Kills at random moments on one database; ``seed`` makes them the same again."""

    def __init__(self, url: str, folder: Path, *, seed: int) -> None:
        self._url, self._folder, self._chance = url, folder, random.Random(seed)
        self._victims, self._sent, self.tally = Victims(), 0, Tally()
        plan = folder / "plan.toml"
        plan.write_text(PLAN + SETTINGS, encoding="utf-8")
        initialise_database(url, [str(plan)])
        for period in ("2023年第一季度", "2023年第二季度"):
            assert self._victims.take(url, self._report(period)).status == 0
        begins = time.monotonic()
        whole = self._victims.take(url, self._report())
        assert whole.status == 0
        self._seconds, self._steps = time.monotonic() - begins, whole.steps

    def run(self, rounds: int) -> Tally:
        """So many kills; raises HalfDone at the first that leaves anything half-done."""
        for _ in range(rounds):
            self._one()
        return self.tally

    def _one(self) -> None:
        report, before = self._report(), state_of(self._url)
        death = self._death()
        ended = self._victims.take(self._url, report, death)
        checked = verify(self._url, _silent)
        if not checked.holds:
            raise HalfDone(f"{death}: verify found {dict(checked.findings.counts)}")
        after = state_of(self._url)
        self.tally.leftovers += checked.leftovers
        self.tally.ends[self._compared(before, after, killed=ended.status is None, death=death)] += 1
        self._goes_on(report, death)

    def _compared(self, before: State, after: State, *, killed: bool, death: Death) -> str:
        if after == before and killed:
            return "killed, as before"
        if after[:-1] == _closed(before) and after[-1][-1] and after[-1][-2] == HOUSEHOLDS:
            return "killed, as after" if killed else "done before the kill"
        raise HalfDone(f"{death}: {len(before)} versions before, {len(after)} after, the last {after[-1]}")

    def _goes_on(self, report: str, death: Death) -> None:
        """The next import takes the report in, once, and clears what was left."""
        again, left = self._victims.take(self._url, report), left_in_staging(self._url)
        if again.status != 0 or left:
            raise HalfDone(f"{death}: the next import ended with {again.status}, {left} left in staging")

    def _death(self) -> Death:
        """Half of them by the clock, half between two steps, which are close together at the end."""
        if self._chance.random() < 0.5:
            return Death(after=self._chance.uniform(0, self._seconds))
        return Death(before_step=self._chance.randint(1, self._steps + 1))

    def _report(self, period: str = "2023年第二季度") -> str:
        """A new report of the same 24 households, each with another wage than before."""
        self._sent += 1
        rows = [household(f"H{number}", PLACE, wage=6000 + 10 * self._sent + number) for number in range(HOUSEHOLDS)]
        path = self._folder / f"第{self._sent}稿.xlsx"
        return str(save_report(path, "household_income", rows, unit="玉屏镇", period=period, above="单位：元"))


def _silent(_done: int, _steps: int) -> None:
    """Nobody waits for a bar."""


def _closed(state: State) -> State:
    """The state once a newer version of its newest report is in force."""
    return (*state[:-1], (*state[-1][:-1], False))


def left_in_staging(url: str) -> int:
    """How many submissions nobody brought into force."""
    database = open_workspace(url).database
    with database.reading() as connection:
        found = count_leftovers(connection)
    database.close()
    return found


def state_of(url: str) -> State:
    """Every version with the number of its rows, and whether it is in force."""
    database = open_workspace(url).database
    facts = database.facts["household_income"]
    rows = select(func.count()).where(facts.c.submission == submission.c.id).scalar_subquery()
    own = submission.c
    query = select(own.id, own.version, own.period, own.sha256, rows, standing(None))
    with database.reading() as connection:
        found = connection.execute(query.where(own.state == "committed").order_by(own.id)).all()
    database.close()
    return tuple((*row[:-1], bool(row[-1])) for row in found)
