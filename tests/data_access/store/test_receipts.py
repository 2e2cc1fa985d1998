"""When a report was received, first and now, and the trace of those that were refused."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.exc import StatementError

from data_access.errors import CalledWrongly
from data_access.store import (
    Database,
    attempts,
    commit,
    drop_preview,
    first_versions,
    load_preview,
    record_attempt,
    save_preview,
    submissions,
    withdraw,
)
from data_access.store.moments import SHANGHAI
from data_access.store.schema import audit
from tests.data_access.store.reports import EVERYTHING, ROOT, TOWN_A, TOWN_B, at, proposal, standing, village


def audited(database: Database) -> list[tuple[str, dict[str, object]]]:
    with database.reading() as connection:
        return [(row.action, row.subject) for row in connection.execute(select(audit).order_by(audit.c.id))]


def refuse(database: Database, reporter: str = TOWN_A, outcome: str = "rejected", now: datetime | None = None) -> int:
    return record_attempt(
        database, root=ROOT, sheet="jobs", reporter=reporter, period="2023-05", by="张三", outcome=outcome,
        counts={"required_blank": 3}, now=now,
    )  # fmt: skip


def test_a_report_is_received_now_unless_said(database: Database) -> None:
    assert commit(database, proposal([village(1)]), now=at(10)).received_at == at(10)
    assert audited(database) == []


def test_a_back_dated_receipt_is_audited(database: Database) -> None:
    stored = commit(database, proposal([village(1)], received_at=at(5)), now=at(10))
    (record,) = submissions(database, EVERYTHING)
    assert (record.received_at, record.accepted_at) == (at(5), at(10))
    assert audited(database) == [("received_at", {"submission": stored.submission, "received_at": at(5).isoformat()})]


@pytest.mark.parametrize("received", [at(5) - timedelta(seconds=1), at(20) + timedelta(seconds=1)])
def test_a_receipt_before_a_stored_one_or_after_now_is_refused(database: Database, received: datetime) -> None:
    first = commit(database, proposal([village(1)], received_at=at(5)), now=at(10))
    with pytest.raises(CalledWrongly, match="收到时间"):
        commit(database, proposal([village(2)], compared_with=first.submission, received_at=received), now=at(20))
    assert standing(database) == [first.submission]
    same = commit(database, proposal([village(2)], compared_with=first.submission, received_at=at(5)), now=at(20))
    assert same.received_at == at(5)


def test_a_withdrawn_version_was_received_all_the_same(database: Database) -> None:
    first = commit(database, proposal([village(1)], received_at=at(8)), now=at(10))
    withdraw(database, first.submission, by="李四", reason="填错", now=at(11))
    with pytest.raises(CalledWrongly):
        commit(database, proposal([village(1)], received_at=at(7)), now=at(12))
    commit(database, proposal([village(1)], received_at=at(7), period="2023-06"), now=at(12))


def test_the_first_version_counts_for_being_on_time(database: Database) -> None:
    first = commit(database, proposal([village(1)]), now=at(10))
    commit(database, proposal([village(2)], compared_with=first.submission), now=at(20))
    found = first_versions(database, EVERYTHING, root=ROOT, sheet="jobs", period="2023-05")
    assert {reporter: entry.received_at for reporter, entry in found.items()} == {TOWN_A: at(10)}
    assert first_versions(database, EVERYTHING, root=ROOT, sheet="jobs", period="2023-05", as_of=at(9)) == {}


def test_first_pass_means_that_nothing_was_rejected_before(database: Database) -> None:
    refuse(database, TOWN_A, now=at(8))
    refuse(database, TOWN_B, outcome="needs_reason", now=at(8))
    commit(database, proposal([village(1)]), now=at(10))
    commit(database, proposal([village(1)], reporter=TOWN_B), now=at(10))
    refuse(database, TOWN_B, now=at(12))
    found = first_versions(database, EVERYTHING, root=ROOT, sheet="jobs", period="2023-05")
    assert {reporter: entry.first_pass for reporter, entry in found.items()} == {TOWN_A: False, TOWN_B: True}


def test_an_attempt_keeps_counts_and_no_values(database: Database) -> None:
    number = refuse(database, now=at(8))
    (entry,) = attempts(database, EVERYTHING, root=ROOT, sheet="jobs", period="2023-05")
    assert (entry.attempt, entry.counts, entry.at, entry.by) == (number, {"required_blank": 3}, at(8), "张三")
    assert attempts(database, EVERYTHING, as_of=at(7)) == []
    assert attempts(database, EVERYTHING, period="2023-06") == []


def test_a_preview_lasts_a_day_and_is_its_makers(database: Database) -> None:
    token = save_preview(database, b"\x00packed", by="张三", now=at(10))
    found = load_preview(database, token, by="张三", now=at(11))
    assert found is not None
    assert (found.content, found.created_at) == (b"\x00packed", at(10))
    assert load_preview(database, token, by="李四", now=at(11)) is None
    assert load_preview(database, token, by="张三", now=at(11) + timedelta(seconds=1)) is None
    assert load_preview(database, "guess", by="张三", now=at(10)) is None


def test_a_preview_can_be_dropped_and_old_ones_are_swept(database: Database) -> None:
    old = save_preview(database, b"old", by="张三", now=at(10))
    new = save_preview(database, b"new", by="张三", now=at(12))
    assert load_preview(database, old, by="张三", now=at(10)) is None
    drop_preview(database, new)
    assert load_preview(database, new, by="张三", now=at(12)) is None


def test_a_moment_without_a_zone_is_a_fault(database: Database) -> None:
    with pytest.raises(StatementError, match="time zone"):
        save_preview(database, b"", by="张三", now=datetime(2023, 5, 1))  # noqa: DTZ001
    assert at(1).tzinfo is SHANGHAI
