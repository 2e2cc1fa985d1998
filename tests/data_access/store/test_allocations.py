"""Versions of targets handed down to units, on both engines: which one holds at which moment."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from data_access.errors import CalledWrongly
from data_access.store import (
    AllocationProposal,
    Database,
    Part,
    Scope,
    allocation_file,
    allocation_parts,
    allocations,
    allocations_in_force,
    revision,
    store_allocation,
    withdraw_allocation,
)
from data_access.store.moments import SHANGHAI

PACK, ROOT, GONGHE, XINQIAO = "mouding-2023", "532323000000", "532323101000", "532323102000"
EVERY = Scope.everything()
START = datetime(2023, 2, 1, 9, 0, tzinfo=SHANGHAI)


def day(number: int) -> datetime:
    return START + timedelta(days=number)


def part(region: str, count: int, target: str = "EMP-M01") -> Part:
    return Part(target=target, region=region, micro=count * 10**6, cell="I4")


def proposal(*parts: Part, expected: int | None = None, year: int = 2023, content: bytes = b"one") -> AllocationProposal:
    return AllocationProposal(
        pack=PACK, root=ROOT, year=year, file="分解.xlsx", worksheet="任务分解表", content=content, by="李工", reason="",
        parts=parts, expected=expected,
    )  # fmt: skip


def standing(database: Database, as_of: datetime | None = None, scope: Scope = EVERY) -> tuple[int, list[int]] | None:
    found = allocations_in_force(database, scope, pack=PACK, as_of=as_of).get(2023)
    return (found[0].version, [one.micro // 10**6 for one in found[1]]) if found else None


def test_each_moment_has_the_version_that_was_in_force_then(database: Database) -> None:
    assert standing(database) is None
    assert store_allocation(database, proposal(part(GONGHE, 10), part(XINQIAO, 20)), now=day(0)) == 1
    assert store_allocation(database, proposal(part(GONGHE, 11), expected=1), now=day(2)) == 2
    second = allocations(database, EVERY, pack=PACK)[1]
    assert withdraw_allocation(database, second.allocation, by="李工", reason="误报", now=day(4)) == 1
    assert standing(database, day(-1)) is None
    assert standing(database, day(1)) == (1, [10, 20])
    assert standing(database, day(2)) == (2, [11])
    assert standing(database, day(3)) == (2, [11])
    assert standing(database, day(4)) == (1, [10, 20])
    assert standing(database) == (1, [10, 20])


def test_a_version_says_when_it_was_in_force_as_it_was_known_then(database: Database) -> None:
    store_allocation(database, proposal(part(GONGHE, 10)), now=day(0))
    store_allocation(database, proposal(part(GONGHE, 11), expected=1), now=day(2))
    withdraw_allocation(database, allocations(database, EVERY, pack=PACK)[1].allocation, by="张工", reason="误报", now=day(4))

    def told(as_of: datetime | None) -> list[tuple[int, str, datetime, datetime | None, str | None]]:
        found = allocations(database, EVERY, pack=PACK, year=2023, as_of=as_of)
        return [(one.version, one.state, one.from_at, one.to_at, one.withdrawn_by) for one in found]

    assert told(day(1)) == [(1, "in_force", day(0), None, None)]
    assert told(day(3)) == [(1, "superseded", day(0), day(2), None), (2, "in_force", day(2), None, None)]
    assert told(None) == [(1, "in_force", day(4), None, None), (2, "withdrawn", day(2), day(4), "张工")]


def test_only_the_version_in_force_is_taken_back_and_a_number_never_comes_again(database: Database) -> None:
    store_allocation(database, proposal(part(GONGHE, 10)), now=day(0))
    store_allocation(database, proposal(part(GONGHE, 11), expected=1), now=day(1))
    first, second = allocations(database, EVERY, pack=PACK)
    with pytest.raises(CalledWrongly, match="不是现行版本"):
        withdraw_allocation(database, first.allocation, by="李工", reason="误报")
    assert withdraw_allocation(database, second.allocation, by="李工", reason="误报") == 1
    assert withdraw_allocation(database, first.allocation, by="李工", reason="误报") is None
    assert standing(database) is None
    with pytest.raises(CalledWrongly, match="不是现行版本"):
        withdraw_allocation(database, first.allocation, by="李工", reason="误报")
    assert store_allocation(database, proposal(part(GONGHE, 12))) == 3


def test_whoever_saw_another_version_stores_nothing(database: Database) -> None:
    store_allocation(database, proposal(part(GONGHE, 10)))
    with pytest.raises(CalledWrongly, match="已有变动"):
        store_allocation(database, proposal(part(GONGHE, 11)))
    assert standing(database) == (1, [10])


def test_years_have_versions_of_their_own_and_every_change_makes_answers_old(database: Database) -> None:
    before = revision(database, ROOT)
    store_allocation(database, proposal(part(GONGHE, 10)))
    assert store_allocation(database, proposal(part(GONGHE, 9), year=2024)) == 1
    found = allocations_in_force(database, EVERY, pack=PACK)
    assert {year: parts[0].micro for year, (_, parts) in found.items()} == {2023: 10_000_000, 2024: 9_000_000}
    withdraw_allocation(database, found[2024][0].allocation, by="李工", reason="误报")
    assert revision(database, ROOT) == before + 3


def test_a_clock_that_was_set_back_changes_no_earlier_answer(database: Database) -> None:
    store_allocation(database, proposal(part(GONGHE, 10)), now=day(5))
    store_allocation(database, proposal(part(GONGHE, 11), expected=1), now=day(1))
    assert standing(database, day(1)) is None
    assert standing(database, day(5)) == (1, [10])
    assert standing(database, day(6)) == (2, [11])


def test_a_unit_sees_its_own_parts_and_others_nothing(database: Database) -> None:
    store_allocation(database, proposal(part(GONGHE, 10), part(XINQIAO, 20)))
    assert standing(database, scope=Scope.of(XINQIAO)) == (1, [20])
    assert standing(database, scope=Scope.of("532300000000")) == (1, [10, 20])
    assert standing(database, scope=Scope.of("532523000000")) is None
    record = allocations(database, EVERY, pack=PACK)[0]
    assert allocation_file(database, Scope.of(XINQIAO), record.allocation) is None
    assert allocation_file(database, EVERY, record.allocation) == b"one"
    assert allocation_parts(database, EVERY, record.allocation) == (part(GONGHE, 10), part(XINQIAO, 20))


def test_the_same_bytes_are_kept_once(database: Database) -> None:
    store_allocation(database, proposal(part(GONGHE, 10)))
    store_allocation(database, proposal(part(GONGHE, 10), year=2024))
    one, other = allocations(database, EVERY, pack=PACK)
    assert one.sha256 == other.sha256
