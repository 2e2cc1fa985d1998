"""Two writers at once, a killed writer, a broken derivation: the state is as before or as after, never between."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import psutil
import pytest
from sqlalchemy import func, select, text, update

from data_access.errors import StaleVersion
from data_access.store import Database, StoredEarlierReports, commit, committing, facts, initialise, leftovers, submissions
from data_access.store.moments import now
from data_access.store.schema import submission, upload_file
from tests.data_access.store.reports import EVERYTHING, ROOT, SHEETS, TOWN_A, TOWN_B, proposal, standing, village

PROJECT = Path(__file__).parents[3]


class Killed(BaseException):
    """The process is gone: nothing of it may run any more."""


def kill_before_the_switch(database: Database, monkeypatch: pytest.MonkeyPatch) -> int:
    """Leaves what a process leaves that is killed between staging and switch; returns the number in staging."""

    def die(*_: object) -> None:
        raise Killed

    with monkeypatch.context() as patch:
        patch.setattr(committing, "carry_out", die)
        patch.setattr(committing, "remove_staged", lambda *_: None)
        with pytest.raises(Killed):
            commit(database, proposal([village(7), village(8)], content=b"lost"))
    with database.reading() as connection:
        return connection.execute(select(submission.c.id).where(submission.c.state == "staging")).scalar_one()


def stored(database: Database) -> tuple[int, int, int]:
    """Submissions, files and rows, in staging or not."""
    with database.reading() as connection:
        count = select(func.count())
        return (
            connection.execute(count.select_from(submission)).scalar_one(),
            connection.execute(count.select_from(upload_file)).scalar_one(),
            connection.execute(text("SELECT count(*) FROM fact_jobs")).scalar_one(),
        )


def test_no_read_sees_what_a_killed_writer_left(database: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    left = kill_before_the_switch(database, monkeypatch)
    assert stored(database) == (1, 1, 2)
    assert submissions(database, EVERYTHING) == []
    assert standing(database) == []
    assert facts(database, EVERYTHING, sheet="jobs", submissions=[left], columns=["workers"]).empty
    assert StoredEarlierReports(database, EVERYTHING).in_force(ROOT, "jobs", TOWN_A, "2023-05") is None


WRITER = """
import sys, time
from data_access.store import commit, open_database
from tests.data_access.store.reports import SHEETS, proposal, village

def wait(_):
    print("staged", flush=True)
    time.sleep(120)

commit(open_database(sys.argv[1], SHEETS), proposal([village(7), village(8)], content=b"lost"), derive=wait)
"""


def test_a_writer_killed_by_the_system_leaves_the_state_as_it_was(database: Database, database_url: str) -> None:
    first = commit(database, proposal([village(1)], reporter=TOWN_B))
    writer = subprocess.Popen([sys.executable, "-c", WRITER, database_url], cwd=PROJECT, stdout=subprocess.PIPE, text=True)
    assert writer.stdout is not None
    assert writer.stdout.readline() == "staged\n"
    leftovers.clear_leftovers(database)
    assert stored(database) == (2, 2, 3)  # a living writer is left alone
    writer.kill()
    writer.wait()
    writer.stdout.close()
    assert standing(database) == [first.submission]
    leftovers.clear_leftovers(database)
    assert stored(database) == (1, 1, 1)


def test_the_next_commit_clears_it(database: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    kill_before_the_switch(database, monkeypatch)
    commit(database, proposal([village(1)], reporter=TOWN_B))
    assert stored(database) == (1, 1, 1)


def test_initialise_clears_it(database: Database, database_url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    kill_before_the_switch(database, monkeypatch)
    initialise(database_url, None, SHEETS)
    assert stored(database) == (0, 0, 0)


@pytest.mark.parametrize(
    ("owner", "age", "kept"),
    [
        ("{host}:{dead}:1.00", timedelta(0), False),
        ("elsewhere:1:1.00", timedelta(minutes=5), True),
        ("elsewhere:1:1.00", timedelta(hours=2), False),
    ],
    ids=["dead here", "lately elsewhere", "long ago elsewhere"],
)
def test_what_a_living_writer_stages_is_left_alone(
    database: Database, monkeypatch: pytest.MonkeyPatch, owner: str, age: timedelta, kept: bool
) -> None:
    left = kill_before_the_switch(database, monkeypatch)
    name = owner.format(host=leftovers.this_process().split(":")[0], dead=2**22 + 1)
    with database.writing() as connection:
        connection.execute(update(submission).where(submission.c.id == left).values(owner=name, staged_at=now() - age))
    leftovers.clear_leftovers(database)
    assert (stored(database)[0] == 1) is kept


@pytest.mark.skipif(not psutil.LINUX, reason="elsewhere the system keeps the time of day of a start")
def test_a_writer_is_the_same_after_the_clock_was_set(monkeypatch: pytest.MonkeyPatch) -> None:
    before = leftovers._mark(os.getpid())  # noqa: SLF001
    booted = psutil.boot_time()
    monkeypatch.setattr(psutil._psplatform, "boot_time", lambda: booted - 3600)  # noqa: SLF001
    assert leftovers._mark(os.getpid()) == before  # noqa: SLF001


def test_a_commit_whose_rows_were_taken_away_fails_whole(database: Database) -> None:
    def derive(_: object) -> None:
        with database.writing() as connection:
            connection.execute(text("DELETE FROM fact_jobs"))

    with pytest.raises(RuntimeError, match="not whole"):
        commit(database, proposal([village(1)]), derive=derive)
    assert stored(database) == (0, 0, 0)


def test_a_failing_derivation_leaves_nothing(database: Database) -> None:
    first = commit(database, proposal([village(1)]))

    def derive(_: object) -> None:
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        commit(database, proposal([village(2)], compared_with=first.submission, content=b"other"), derive=derive)
    assert stored(database) == (1, 1, 1)
    assert standing(database) == [first.submission]


def test_a_file_that_another_report_came_from_stays(database: Database) -> None:
    commit(database, proposal([village(1)]))
    with pytest.raises(ZeroDivisionError):
        commit(database, proposal([village(2)], reporter=TOWN_B), derive=lambda _: 1 // 0)  # type: ignore[arg-type,return-value]
    assert stored(database) == (1, 1, 1)


def run_together(*calls: Callable[[], object]) -> list[object]:
    """Results or exceptions of calls that run at the same time."""
    results: list[object] = [None] * len(calls)

    def run(index: int) -> None:
        try:
            results[index] = calls[index]()
        except StaleVersion as error:
            results[index] = error

    threads = [threading.Thread(target=run, args=(index,)) for index in range(len(calls))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=120)
    return results


def test_of_two_writers_of_one_report_one_is_told(database: Database) -> None:
    barrier = threading.Barrier(2, timeout=60)

    def wait(_: object) -> None:
        if not passed.is_set():
            barrier.wait()
            passed.set()

    passed = threading.Event()
    results = run_together(
        lambda: commit(database, proposal([village(1)], content=b"one"), derive=wait),
        lambda: commit(database, proposal([village(2)], content=b"two"), derive=wait),
    )
    assert sorted(type(result).__name__ for result in results) == ["Committed", "StaleVersion"]
    assert len(standing(database)) == 1
    assert stored(database) == (1, 1, 1)


def test_two_writers_of_two_reports_both_come_through(database: Database) -> None:
    barrier = threading.Barrier(2, timeout=60)
    seen: dict[str, int] = {}

    def deriver(reporter: str) -> Callable[[object], None]:
        def wait(_: object) -> None:
            seen[reporter] = seen.get(reporter, 0) + 1
            if seen[reporter] == 1:
                barrier.wait()

        return wait

    results = run_together(
        *(
            lambda town=town: commit(
                database, proposal([village(1)], reporter=town, content=town.encode()), derive=deriver(town)
            )
            for town in (TOWN_A, TOWN_B)
        )
    )
    assert [type(result).__name__ for result in results] == ["Committed", "Committed"]
    assert len(standing(database)) == 2
    # whoever came second derived again, from the state that the first one made
    assert sorted(seen.values()) == [1, 2]
