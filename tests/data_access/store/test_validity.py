"""Versions, intervals, and the answer of an earlier moment."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta
from threading import Barrier

import pytest
from sqlalchemy import select

from data_access.errors import CalledWrongly, StaleVersion
from data_access.store import Database, comes_back, commit, in_force, last_change, revision, submissions, withdraw
from data_access.store.schema import audit
from tests.data_access.store.reports import EVERYTHING, ROOT, TOWN_A, TOWN_B, at, proposal, standing, village

SECOND = timedelta(seconds=1)


def test_a_second_version_supersedes_the_first(database: Database) -> None:
    first = commit(database, proposal([village(1)]), now=at(10))
    second = commit(database, proposal([village(2)], compared_with=first.submission), now=at(20))
    assert (first.version, second.version) == (1, 2)
    old, new = submissions(database, EVERYTHING)
    assert (old.state, old.from_at, old.to_at) == ("superseded", at(10), at(20))
    assert (new.state, new.from_at, new.to_at) == ("in_force", at(20), None)
    assert (new.by, new.file, new.worksheet, new.rows, new.warnings.keys()) == (
        "张三",
        "上报.xlsx",
        "表一",
        1,
        {"number_magnitude", "rows_missing"},
    )
    assert new.column_map["workers"] == "B"


def test_an_earlier_moment_gives_its_own_answer(database: Database) -> None:
    first = commit(database, proposal([village(1)]), now=at(10))
    second = commit(database, proposal([village(2)], compared_with=first.submission), now=at(20))
    assert standing(database, as_of=at(10) - SECOND) == []
    assert standing(database, as_of=at(10)) == [first.submission]
    assert standing(database, as_of=at(20) - SECOND) == [first.submission]
    assert standing(database, as_of=at(20)) == [second.submission]
    (known,) = submissions(database, EVERYTHING, as_of=at(15))
    assert (known.state, known.to_at) == ("in_force", None)


def test_a_clock_that_is_set_back_does_not_change_the_past(database: Database) -> None:
    first = commit(database, proposal([village(1)]), now=at(20))
    second = commit(database, proposal([village(2)], compared_with=first.submission), now=at(10))
    other = commit(database, proposal([village(3)], reporter=TOWN_B), now=at(10))
    assert second.accepted_at > at(20)
    assert other.accepted_at >= second.accepted_at
    assert second.received_at == at(20)
    assert standing(database, as_of=at(20)) == [first.submission]
    assert standing(database) == [second.submission, other.submission]


def test_a_stale_proposal_is_refused_and_leaves_nothing(database: Database) -> None:
    first = commit(database, proposal([village(1)]))
    with pytest.raises(StaleVersion):
        commit(database, proposal([village(2)], content=b"another"))
    with pytest.raises(StaleVersion):
        commit(database, proposal([village(2)], compared_with=999, content=b"another"))
    assert standing(database) == [first.submission]
    assert _counts(database) == {"submission": 1, "upload_file": 1, "fact_jobs": 1}


def test_withdrawing_brings_the_version_before_back(database: Database) -> None:
    first = commit(database, proposal([village(1)]), now=at(10))
    second = commit(database, proposal([village(2)], compared_with=first.submission), now=at(12))
    third = commit(database, proposal([village(3)], compared_with=second.submission), now=at(14))
    assert withdraw(database, third.submission, by="李四", reason="填错", now=at(16)) == second.submission
    assert withdraw(database, second.submission, by="李四", reason="也错", now=at(18)) == first.submission
    assert [standing(database, as_of=at(day)) for day in (11, 13, 15, 17, 19)] == [
        [first.submission], [second.submission], [third.submission], [second.submission], [first.submission],
    ]  # fmt: skip
    states = [(record.state, record.from_at, record.to_at) for record in submissions(database, EVERYTHING)]
    assert states == [("in_force", at(18), None), ("withdrawn", at(16), at(18)), ("withdrawn", at(14), at(16))]
    earlier = {record.submission: record.state for record in submissions(database, EVERYTHING, as_of=at(17))}
    assert earlier == {first.submission: "superseded", second.submission: "in_force", third.submission: "withdrawn"}
    assert submissions(database, EVERYTHING)[2].withdrawn_reason == "填错"
    assert submissions(database, EVERYTHING, as_of=at(15))[2].withdrawn_reason is None


def test_after_a_withdrawal_numbers_go_on(database: Database) -> None:
    first = commit(database, proposal([village(1)]))
    second = commit(database, proposal([village(2)], compared_with=first.submission))
    withdraw(database, second.submission, by="李四", reason="填错")
    third = commit(database, proposal([village(2)], compared_with=first.submission))
    assert third.version == 3
    assert withdraw(database, third.submission, by="李四", reason="又错") == first.submission


def test_the_only_version_withdrawn_leaves_none(database: Database) -> None:
    only = commit(database, proposal([village(1)]))
    assert withdraw(database, only.submission, by="李四", reason="填错") is None
    assert standing(database) == []
    again = commit(database, proposal([village(1)]))
    assert again.version == 2


def test_only_the_version_in_force_can_be_withdrawn(database: Database) -> None:
    first = commit(database, proposal([village(1)]))
    second = commit(database, proposal([village(2)], compared_with=first.submission))
    for identity in (first.submission, 12345):
        with pytest.raises(CalledWrongly):
            withdraw(database, identity, by="李四", reason="填错")
    assert standing(database) == [second.submission]


def test_a_refused_withdrawal_says_why(database: Database) -> None:
    first = commit(database, proposal([village(1)]))
    second = commit(database, proposal([village(2)], compared_with=first.submission))
    assert comes_back(database, second.submission) == first.submission
    with pytest.raises(CalledWrongly, match=f"现行的是编号{second.submission}"):
        comes_back(database, first.submission)
    withdraw(database, second.submission, by="李四", reason="填错")
    with pytest.raises(CalledWrongly, match="已由李四撤回，不能再次撤回"):
        withdraw(database, second.submission, by="王五", reason="又撤")
    assert comes_back(database, first.submission) is None
    withdraw(database, first.submission, by="李四", reason="填错")
    with pytest.raises(CalledWrongly, match="不能再次撤回"):
        comes_back(database, first.submission)
    with database.reading() as connection:
        told = connection.execute(select(audit.c.by, audit.c.action, audit.c.subject).order_by(audit.c.id)).all()
    assert [tuple(row) for row in told] == [
        ("李四", "withdraw", {"submission": second.submission, "in_force": first.submission}),
        ("李四", "withdraw", {"submission": first.submission, "in_force": None}),
    ]


def test_warnings_accepted_with_a_reason_are_audited_without_their_values(database: Database) -> None:
    stored = commit(database, replace(proposal([village(1)]), reason="属实"))
    with database.reading() as connection:
        [told] = connection.execute(select(audit.c.by, audit.c.action, audit.c.subject)).all()
    counts = {"number_magnitude": 2, "rows_missing": 1}
    assert tuple(told) == ("张三", "accept_warnings", {"submission": stored.submission, "counts": counts})


def test_of_two_commits_at_once_one_is_stale(database: Database) -> None:
    first = commit(database, proposal([village(1)]))
    start = Barrier(2)

    def hand_in(workers: int) -> str:
        wanted = proposal([village(workers)], compared_with=first.submission, content=b"%d" % workers)
        start.wait()
        try:
            return f"version {commit(database, wanted).version}"
        except StaleVersion:
            return "stale"

    with ThreadPoolExecutor(2) as pool:
        assert sorted(pool.map(hand_in, (2, 3))) == ["stale", "version 2"]
    assert len(standing(database)) == 1
    assert _counts(database) == {"submission": 2, "upload_file": 2, "fact_jobs": 2}


def test_everything_at_one_moment_still_has_an_order(database: Database) -> None:
    first = commit(database, proposal([village(1)]), now=at(10))
    second = commit(database, proposal([village(2)], compared_with=first.submission), now=at(10))
    withdraw(database, second.submission, by="李四", reason="填错", now=at(10))
    assert standing(database) == [first.submission]
    assert standing(database, as_of=at(11)) == [first.submission]
    assert standing(database, as_of=second.accepted_at) == [second.submission]


def test_in_force_is_narrowed_to_periods(database: Database) -> None:
    months = [commit(database, proposal([village(1)], period=f"2023-0{month}")).submission for month in (3, 4, 5)]
    found = in_force(database, EVERYTHING, root=ROOT, sheet="jobs", periods=["2023-03", "2023-05"])
    assert [record.submission for record in found] == [months[0], months[2]]
    assert in_force(database, EVERYTHING, root="532600000000", sheet="jobs") == []
    assert [record.period for record in submissions(database, EVERYTHING, period="2023-04")] == ["2023-04"]
    assert submissions(database, EVERYTHING, sheet="household_income") == []


def test_the_revision_grows_with_every_change(database: Database) -> None:
    assert (revision(database, ROOT), last_change(database, EVERYTHING, root=ROOT)) == (0, None)
    first = commit(database, proposal([village(1)]), now=at(10))
    assert (revision(database, ROOT), last_change(database, EVERYTHING, root=ROOT)) == (1, at(10))
    withdraw(database, first.submission, by="李四", reason="填错", now=at(12))
    assert (revision(database, ROOT), last_change(database, EVERYTHING, root=ROOT)) == (2, at(12))
    assert last_change(database, EVERYTHING, root=ROOT, as_of=at(11)) == at(10)
    assert revision(database, TOWN_A) == 0


def _counts(database: Database) -> dict[str, int]:
    from sqlalchemy import text

    with database.reading() as connection:
        return {
            table: connection.execute(text(f"SELECT count(*) FROM {table}")).scalar_one()
            for table in ("submission", "upload_file", "fact_jobs")
        }
