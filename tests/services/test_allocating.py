"""Targets handed down from a pack's table to a unit's status: checked, stored, seen as of a moment, taken back, backed up."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from data_access.errors import CalledWrongly
from data_access.reading.grid import WorkbookFile
from data_access.store.portable import back_up, restore
from metrics.packs.handed_down import handed_down_targets, own_target
from services.allocating import (
    Checked,
    check_allocation,
    commit_allocation,
    form_of,
    list_allocations,
    take_back_allocation,
)
from services.allocation import with_handed_down
from services.clock import now
from services.initialising import initialise_database
from services.intake import check_files
from services.questions import ask
from services.verification import verify
from services.views.answering import asker
from services.workspace import Workspace, open_workspace
from tests.allocated import filled

GONGHE, XINQIAO, XUJIE = "532323101000", "532323102000", "532323202000"
TOTAL, GREENHOUSE = "employment.transfer_total", "industry.greenhouse"


@pytest.fixture
def county(database_url: str) -> Iterator[Workspace]:
    initialise_database(database_url, ["mouding-2023"])
    opened = open_workspace(database_url)
    yield opened
    opened.database.close()


def checked(workspace: Workspace, **cells: Any) -> Checked:
    return check_allocation(workspace, workspace.packs[0], 2023, "分解.xlsx", filled(workspace, **cells))


SHARED = {"共和镇": 30000, "新桥镇": 20000, "江坡镇": 10000, "凤屯镇": 10000, "蟠猫乡": 7500, "戌街乡": 5000, "安乐乡": 5000}


def test_a_whole_table_is_stored_seen_from_then_on_and_taken_back(county: Workspace) -> None:
    first = checked(county, EMP_M01=SHARED)
    assert (first.outcome, len(first.parts)) == ("valid", 7)
    before = now()
    assert commit_allocation(county, first, by="李工") == 1
    assert checked(county, EMP_M01=SHARED).outcome == "unchanged"
    second = checked(county, EMP_M01={**SHARED, "共和镇": 29000})
    assert second.outcome == "needs_reason"
    with pytest.raises(CalledWrongly, match="须写明原因"):
        commit_allocation(county, second, by="李工")
    with pytest.raises(CalledWrongly, match="经办人"):
        commit_allocation(county, second, by=" ", reason="易地搬迁划转")
    assert commit_allocation(county, second, by="李工", reason="易地搬迁划转") == 2

    def goal(at: Workspace) -> list[tuple[Fraction, str]]:
        pack = with_handed_down(at, at.packs[0])
        return [(one.value, one.clause) for one in pack.targets if one.scope == GONGHE and one.indicator == TOTAL]  # type: ignore[misc]

    records = list_allocations(county, county.packs[0], 2023)
    assert [(one.version, one.state, one.by, one.reason) for one in records] == [
        (1, "superseded", "李工", ""), (2, "in_force", "李工", "易地搬迁划转"),
    ]  # fmt: skip
    assert goal(county) == [(29000, "任务分解第2版")]
    assert goal(county.at(records[1].from_at)) == [(29000, "任务分解第2版")]
    assert goal(county.at(records[0].from_at)) == [(30000, "任务分解第1版")]
    assert goal(county.at(before)) == []
    with pytest.raises(CalledWrongly, match="写明经办人和原因"):
        take_back_allocation(county, records[1], by="李工", reason="")
    assert take_back_allocation(county, records[1], by="李工", reason="误报") == 1
    assert goal(county) == [(30000, "任务分解第1版")]
    with pytest.raises(CalledWrongly, match="已有变动"):
        commit_allocation(county, first, by="李工")


def test_a_table_with_nothing_or_something_wrong_in_it_is_not_stored(county: Workspace) -> None:
    assert checked(county).outcome == "nothing"
    wrong = checked(county, EMP_M01={**SHARED, "安乐乡": -1})
    assert wrong.outcome == "invalid"
    for one in (checked(county), wrong):
        with pytest.raises(CalledWrongly, match="没有可以提交的内容"):
            commit_allocation(county, one, by="李工", reason="无")
    damaged = check_allocation(county, county.packs[0], 2023, "分解.xlsx", b"PK\x03\x04 no workbook")
    assert (damaged.outcome, len(damaged.problems)) == ("invalid", 1)
    assert list_allocations(county, county.packs[0], 2023) == []


def test_what_the_paper_sets_for_a_unit_stays_the_papers(county: Workspace) -> None:
    line = next(line for line in form_of(county, county.packs[0], 2023).lines if line.code == "IND-M07")
    assert dict(line.paper)[XUJIE] == 2000
    assert len(line.paper) == 4
    assert checked(county, IND_M07={"戌街乡": 1500, "凤屯镇": 500}).outcome == "invalid"
    done = checked(county, IND_M07={"戌街乡": 2000, "凤屯镇": 500})
    assert [(one.code, one.severity) for one in done.problems if one.code == "allocation_more"] == [("allocation_more", "note")]
    commit_allocation(county, done, by="李工")
    pack = with_handed_down(county, county.packs[0])
    assert [one.clause for one in pack.targets if one.scope == XUJIE and one.indicator == GREENHOUSE] == ["二(三)1"]
    assert [one.region for one in done.parts] == ["532323104000"]
    assert own_target(county.packs[0], GREENHOUSE, XUJIE, 2024) is None
    assert handed_down_targets(county.packs[0], 2024) == ()


def test_a_backup_holds_the_versions_and_goes_into_either_engine(county: Workspace, database_url: str, tmp_path: Path) -> None:
    commit_allocation(county, checked(county, EMP_M01=SHARED), by="李工")
    commit_allocation(county, checked(county, EMP_M01={**SHARED, "共和镇": 31000}), by="李工")
    take_back_allocation(county, list_allocations(county, county.packs[0], 2023)[1], by="李工", reason="误报")
    kept = list_allocations(county, county.packs[0], 2023)
    back_up(database_url, tmp_path / "county.bak")
    for url in (f"sqlite:///{tmp_path / 'other.sqlite'}", database_url):
        restore(url, tmp_path / "county.bak", force=True)
        again = open_workspace(url)
        assert list_allocations(again, again.packs[0], 2023) == kept
        assert with_handed_down(again, again.packs[0]) == with_handed_down(county, county.packs[0])
        assert verify(url, lambda _done, _of: None).holds
        commit_allocation(again, checked(again, EMP_M01={**SHARED, "共和镇": 32000}), by="李工")
        assert list_allocations(again, again.packs[0], 2023)[-1].version == 3
        again.database.close()


def test_a_unit_is_judged_by_its_part_on_pages_and_the_shell_says_what_the_paper_says(county: Workspace) -> None:
    commit_allocation(county, checked(county, EMP_M01=SHARED), by="李工")
    asking = asker(county, county.packs[0], "532323000000")
    answers = asking.answers("2023-05", [TOTAL])
    judged = answers.target(TOTAL, GONGHE)
    assert judged is not None
    assert (judged.value, judged.handed_down, judged.clause, judged.scope) == (30000, 1, "任务分解第1版", GONGHE)
    whole = answers.target(TOTAL)
    assert whole is not None
    assert (whole.value, whole.handed_down) == (87500, None)
    assert all(
        result.target is None or result.target.handed_down is None for result in ask(county, period="2023-05", by_child=True)
    )


def _said_of(workspace: Workspace, content: bytes) -> set[tuple[str, str, str]]:
    found = check_files(workspace, [WorkbookFile(name="分解.xlsx", content=content)])
    return {(entry.code, entry.message, entry.fix or "") for taken in found for entry in taken.problems}


def test_a_table_of_shares_handed_in_as_a_report_is_told_where_it_belongs(county: Workspace) -> None:
    content = filled(county, EMP_M01={"共和镇": 29000})
    book = load_workbook(BytesIO(content))
    del book["_identity"]  # copied into a workbook of one's own
    bare = BytesIO()
    book.save(bare)
    book["任务分解表"]["B3"] = "编号"  # nothing tells it from other figures any more
    other = BytesIO()
    book.save(other)
    told = {("sheet_unrecognised", "这是任务分解表，不是报表", "请到“任务分解”页提交。")}
    assert _said_of(county, content) == _said_of(county, bare.getvalue()) == told
    assert {code for code, message, _ in _said_of(county, other.getvalue()) if "任务分解" not in message} == {
        "sheet_unrecognised"
    }
