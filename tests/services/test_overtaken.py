"""Two people and one report: the second is never written over the first unseen, and loses nothing that was typed."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest

from data_access.answers import Answers
from data_access.store import attempts
from services.previews import confirm, prepare, preview
from services.versions import list_versions, withdraw
from services.views import uploading
from services.views.uploading import NOBODY
from services.workspace import Workspace
from tests.intake.rows import PANMAO, collective, employment
from tests.sample_county import ROOT
from tests.services.offices import changed, county, file, form, hand_in


@pytest.fixture
def workspace(database_url: str) -> Workspace:
    return county(database_url)


def waiting(workspace: Workspace, remark: str, by: str = "测试") -> str:
    return prepare(workspace, [file(form("employment", "2023-05", changed(employment(), 0, remark=remark)))], by=by)


def states(workspace: Workspace) -> list[tuple[int, str]]:
    return [(record.version, record.state) for record in list_versions(workspace)]


def test_the_second_is_refused_and_sees_what_the_first_stored(workspace: Workspace) -> None:
    first, second = waiting(workspace, "甲"), waiting(workspace, "乙")
    assert confirm(workspace, first, by="测试", reason="属实").again == ""
    refused = confirm(workspace, second, by="测试", reason="属实", signed="李四")
    [taken] = refused.taken
    assert (taken.outcome, [problem.code for problem in taken.problems if problem.severity == "error"]) == (
        "rejected", ["stale_version"],
    )  # fmt: skip
    assert refused.overtaken == refused.taken
    assert states(workspace) == [(1, "in_force")]
    [attempt] = attempts(workspace.database, workspace.scope)
    assert (attempt.outcome, attempt.by, attempt.counts["stale_version"]) == ("rejected", "李四", 1)
    [fresh] = preview(workspace, refused.again, by="测试").taken
    assert fresh.examined.changes is not None
    [cell] = fresh.examined.changes.cells
    assert (cell.field, cell.old, cell.new) == ("remark", "甲", "乙")
    assert confirm(workspace, refused.again, by="测试", reason="属实").again == ""
    assert states(workspace) == [(1, "superseded"), (2, "in_force")]


def test_the_same_content_needs_no_second_look(workspace: Workspace) -> None:
    first, second = waiting(workspace, "甲"), waiting(workspace, "甲")
    confirm(workspace, first, by="测试", reason="属实")
    done = confirm(workspace, second, by="测试", reason="属实")
    assert ([entry.outcome for entry in done.taken], done.again) == (["unchanged"], "")
    assert attempts(workspace.database, workspace.scope) == []


def test_a_version_withdrawn_meanwhile_is_a_change_too(workspace: Workspace) -> None:
    stored = hand_in(workspace, form("employment", "2023-05", employment()))
    token = waiting(workspace, "乙", by=NOBODY)
    withdraw(workspace, stored.submission or 0, by="王主任", reason="误报")
    receipt = uploading.confirm(workspace, token, "属实")
    assert receipt.stored == 0
    assert "现行版本被撤回，现在没有现行版本" in receipt.overtaken[0]
    assert uploading.look(workspace, receipt.again).lines[0].against == f"新增{len(employment())}行"


def test_what_was_not_overtaken_is_stored_and_answers_are_kept(workspace: Workspace) -> None:
    quiet = file(form("collective_economy", "2023-05", collective()), "集体.xlsx")
    open_period = form("employment", "2023-05", changed(employment(), 0, remark="乙"))
    open_period.title = ("蟠猫乡2023年4月、2023年5月农村劳动力转移就业月报表",)
    token = prepare(
        workspace, [quiet, file(open_period, "就业.xlsx")], by=NOBODY, answers={"就业.xlsx": Answers(period="2023-05")}
    )
    hand_in(workspace, form("employment", "2023-05", employment()), by="李四")
    receipt = uploading.confirm(workspace, token, "属实", "王五")
    assert receipt.stored == 1
    assert "第1版由李四于" in receipt.overtaken[0]
    assert preview(workspace, receipt.again, by=NOBODY).answers["就业.xlsx"].period == "2023-05"
    [line] = uploading.look(workspace, receipt.again).lines
    assert (line.file, line.against) == ("就业.xlsx", "改1格")
    again = uploading.confirm(workspace, receipt.again, "属实", "王五")
    assert (again.stored, again.again) == (1, "")
    assert [(record.sheet, record.version, record.by) for record in list_versions(workspace)] == [
        ("employment", 1, "李四"), ("collective_economy", 1, "王五"), ("employment", 2, "王五"),
    ]  # fmt: skip


def test_of_two_processes_at_once_one_stores_and_one_is_told(workspace: Workspace, database_url: str) -> None:
    hand_in(workspace, form("employment", "2023-05", employment()))
    tokens = [waiting(workspace, "甲"), waiting(workspace, "乙")]
    people = [
        subprocess.Popen(
            [sys.executable, "-m", "tests.services.confirming", database_url, token], cwd=ROOT,
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
        )
        for token in tokens
    ]  # fmt: skip
    for person in people:
        assert person.stdout is not None
        assert person.stdout.readline() == "ready\n"
    for person in people:
        assert person.stdin is not None
        person.stdin.write("\n")
        person.stdin.flush()
    told = sorted(json.loads(person.communicate(timeout=60)[0]) for person in people)
    assert [entry[:2] for entry in told] == [[["accepted"], [[]]], [["rejected"], [["stale_version"]]]]
    assert (told[0][2], bool(told[1][2])) == ("", True)
    assert states(workspace) == [(1, "superseded"), (2, "in_force")]
    assert {record.reporter for record in list_versions(workspace)} == {PANMAO}
    [fresh] = preview(workspace, told[1][2], by="测试").taken
    assert fresh.examined.in_force is not None
    assert fresh.examined.in_force.version == 2
