"""上报记录: the same versions as on the command line, their warnings with cell and reason, changes, the original."""

from __future__ import annotations

import hashlib
import json
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from data_access.store import SubmissionRecord, submission_record
from services.previews import preview
from services.views import withdrawing
from services.views.asking_history import (
    PAGE,
    HistoryFilter,
    ask_history,
    change_counts,
    export_history,
    list_history,
    look_at,
    original,
    others_of,
)
from services.views.uploading import NOBODY
from services.workspace import open_workspace
from tests.menu import SCRIPTS
from tests.pages.answers import GONGHE
from tests.pages.test_pages import opened, shown, text_of, waiting_upload
from tests.sample_county import manage
from tests.services.history import corrected

SCRIPT = SCRIPTS["上报记录"]
STATES = {"● 现行": "in_force", "／ 已被取代": "superseded", "× 已撤回": "withdrawn"}


def stored(url: str) -> Any:
    workspace = open_workspace(url)
    return workspace, ask_history(workspace, workspace.packs[0], "", "")


def test_the_rows_are_those_of_the_command_line(sample_file: Path) -> None:
    url = f"sqlite:///{sample_file}"
    printed = json.loads(manage("submissions", "--json", database=url).stdout)
    workspace, history = stored(url)
    (table, *_) = export_history(workspace, history, list_history(history, HistoryFilter(), 1))
    keys = [column.key for column in table.columns]
    rows = [dict(zip(keys, row.cells, strict=True)) for row in table.rows]
    shown_rows = [
        (row["number"].value, STATES[row["state"].text], row["version"].text, row["rows"].value, row["by"].text, row["file"].text,
         row["received"].text)
        for row in rows
    ]  # fmt: skip
    wanted = [
        (entry["submission"], entry["state"], f"第{entry['version']}版", entry["rows"], entry["by"], entry["file"],
         entry["received_at"][:16].replace("T", " "))
        for entry in printed
    ]  # fmt: skip
    assert shown_rows == wanted[::-1]
    assert [line.record.reason for line in history.lines] == [entry["reason"] for entry in printed[::-1]]


def test_the_page_lists_the_newest_and_turns_pages(sample_file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    url = f"sqlite:///{sample_file}"
    _, history = stored(url)
    numbers = [line.record.submission for line in history.lines]
    page = opened(url, monkeypatch, SCRIPT)
    assert page.dataframe[0].value["编号"].astype(int).tolist() == numbers[:PAGE]
    assert f"第1—{PAGE}个，共{len(numbers):,}个" in text_of(page)
    second = opened(url, monkeypatch, SCRIPT, versions="2")
    assert second.dataframe[0].value["编号"].astype(int).tolist() == numbers[PAGE : 2 * PAGE]
    beyond = opened(url, monkeypatch, SCRIPT, versions="9999")
    assert beyond.dataframe[0].value["编号"].astype(int).tolist() == numbers[:PAGE]


def test_filters_stand_in_the_address_and_say_so_when_nothing_is_left(
    sample_file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    url = f"sqlite:///{sample_file}"
    page = opened(url, monkeypatch, SCRIPT, reporter="共和镇", during="2023年3月")
    frame = page.dataframe[0].value
    assert set(frame["单位"]) == {"共和镇"}
    assert set(frame["期间"]) == {"2023年3月"}
    nothing = opened(url, monkeypatch, SCRIPT, sheet="脱贫人口和监测对象家庭收入监测表", during="2023年3月")
    assert "没有符合条件的报送。筛选条件：脱贫人口和监测对象家庭收入监测表；2023年3月。" in text_of(nothing)


def test_a_correction_shows_what_it_changed_why_its_warnings_were_accepted_and_the_original(
    sample_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = opened(sample_url, monkeypatch, SCRIPTS["数据上报"], check=waiting_upload(sample_url, "5"))
    page.button(key="iw-settle-period-2023-05").click().run()
    page.text_input(key="iw-reason").set_value("已与村核实").run()
    page.button(key="iw-confirm").click().run()
    workspace, history = stored(sample_url)
    newest = history.lines[0]
    assert newest.record.version == 2
    card = look_at(history, newest)
    assert card.warnings is not None
    (first, *_) = card.warnings.rows
    assert first.cells[1].code
    assert first.cells[2].text == "已与村核实"
    words = change_counts(workspace, history, newest)
    assert words != "—"
    assert card.stands == ""
    assert list(others_of(history, newest)) == [history.before[newest.record.submission].submission]
    content = original(workspace, newest)
    assert hashlib.sha256(content).hexdigest() == newest.record.sha256
    seen = opened(sample_url, monkeypatch, SCRIPT)
    assert "已与村核实" in text_of(seen)
    assert seen.dataframe[0].value["与上一版比"].tolist()[0] == words
    assert seen.dataframe[0].value["提醒"].tolist()[0].endswith("处")
    assert f"第2版与第1版对比：{words}" in text_of(seen)
    assert "下载原文件" in [button.label for button in seen.get("download_button")]


def handed_in(url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """A second version of one report of the sample, through the upload page."""
    page = opened(url, monkeypatch, SCRIPTS["数据上报"], check=waiting_upload(url, "5"))
    page.button(key="iw-settle-period-2023-05").click().run()
    page.text_input(key="iw-reason").set_value("已与村核实").run()
    page.text_input(key="iw-operator").set_value("李会计").run()
    page.button(key="iw-confirm").click().run()
    assert "第2版" in text_of(page)


def by_label(page: Any, label: str) -> Any:
    return next(button for button in page.button if button.label == label)


def test_a_version_is_taken_back_with_a_reason_after_being_told_what_stands_then(
    sample_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    handed_in(sample_url, monkeypatch)
    page = opened(sample_url, monkeypatch, SCRIPT)
    assert page.dataframe[0].value["报送人"].tolist()[0] == "李会计"
    by_label(page, "撤回本版").click().run()
    assert "撤回第2版后，第1版（" in text_of(page)
    assert "恢复为现行版本" in text_of(page)
    assert "收入下降预警名单不受影响" in text_of(page)
    by_label(page, "确认撤回").click().run()
    assert "请写明撤回原因和经办人，再确认撤回。" in text_of(page)
    assert page.dataframe[0].value["状态"].tolist()[0] == "● 现行"
    page.text_input(key="iw-withdrawal-reason").set_value("误报")
    page.text_input(key="iw-operator").set_value("王主任")
    by_label(page, "确认撤回").click().run()
    assert not page.exception
    assert "第2版已撤回，第1版恢复为现行版本。" in text_of(page)
    assert page.dataframe[0].value["状态"].tolist()[0] == "× 已撤回"
    assert "王主任于" in text_of(page)
    assert "撤回：误报" in text_of(page)
    assert "现行的是第1版" in text_of(page)
    assert "撤回本版" not in [button.label for button in page.button]
    later = opened(sample_url, monkeypatch, SCRIPT)
    assert "现行的是第1版" in text_of(later)
    [told, *_] = json.loads(manage("submissions", "--json", database=sample_url).stdout)[::-1]
    assert told["state"] == "withdrawn"
    again = manage("withdraw", str(told["submission"]), "--reason", "又撤", database=sample_url)
    assert (again.returncode, len(again.stderr.splitlines())) == (2, 1)
    assert "已由王主任撤回" in again.stderr


def test_an_overtaken_upload_shows_a_fresh_comparison_and_keeps_what_was_typed(
    sample_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = opened(sample_url, monkeypatch, SCRIPTS["数据上报"], check=waiting_upload(sample_url, "5"))
    page.button(key="iw-settle-period-2023-05").click().run()
    page.text_input(key="iw-reason").set_value("我方核实").run()
    page.text_input(key="iw-operator").set_value("王五").run()
    workspace, _ = stored(sample_url)
    corrected(workspace, previewed(page, workspace), "labour_force", 1)
    page.button(key="iw-confirm").click().run()
    assert not page.exception
    assert "核对之后现行版本有变，第2版由李会计于" in text_of(page)
    assert "回执号" not in text_of(page)
    assert "与现行第2版比较" in text_of(page)
    assert page.text_input(key="iw-reason").value == "我方核实"
    assert page.text_input(key="iw-operator").value == "王五"
    page.button(key="iw-confirm").click().run()
    assert "第3版" in text_of(page)
    assert "现行版本有变" not in text_of(page)
    _, history = stored(sample_url)
    assert (history.lines[0].record.by, history.lines[0].record.reason) == ("王五", "我方核实")


def previewed(page: Any, workspace: Any) -> SubmissionRecord:
    """The version in force that the page's upload is compared with."""
    [taken] = preview(workspace, page.query_params["check"], by=NOBODY).taken
    assert taken.examined.in_force is not None
    found = submission_record(workspace.database, workspace.scope, taken.examined.in_force.submission)
    assert found is not None
    return found


def test_a_withdrawal_that_is_dropped_changes_nothing(sample_url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    page = opened(sample_url, monkeypatch, SCRIPT)
    by_label(page, "撤回本版").click().run()
    assert "按未报计" in text_of(page)
    by_label(page, "不撤回").click().run()
    assert "按未报计" not in text_of(page)
    assert page.dataframe[0].value["状态"].tolist()[0] == "● 现行"


def test_a_version_replaced_meanwhile_cannot_be_taken_back(sample_url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    workspace, history = stored(sample_url)
    line = history.lines[0]
    assert withdrawing.outlook(workspace, line.record.submission).possible
    assert withdrawing.take_back(workspace, line.record, by="张三", reason="误报").possible
    again = withdrawing.take_back(workspace, line.record, by="李四", reason="误报")
    assert (again.possible, len(again.told)) == (False, 1)
    assert "已由张三撤回" in again.told[0]
    assert not withdrawing.outlook(workspace, line.record.submission).possible


def test_the_withdrawal_of_an_income_report_names_the_lists_that_change(sample_file: Path) -> None:
    workspace, history = stored(f"sqlite:///{sample_file}")
    income = [line.record for line in history.lines if line.record.sheet == "household_income"]
    first = min(income, key=lambda record: record.period)
    told = withdrawing.outlook(workspace, first.submission).told[1]
    assert "2023年第一季度" in told
    assert "2023年第二季度" in told
    assert "预警名单重新计算" in told


def test_at_an_earlier_moment_nothing_is_taken_back_and_later_versions_are_unknown(
    sample_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    handed_in(sample_url, monkeypatch)
    workspace, history = stored(sample_url)
    newest = history.lines[0]
    assert list(others_of(history, newest).values())[0].startswith("第1版　／ 已被取代")
    before = workspace.at(newest.record.accepted_at - timedelta(seconds=1))
    past = ask_history(before, before.packs[0], "", "")
    same = next(line for line in past.lines if line.record.submission == history.before[newest.record.submission].submission)
    assert (same.record.state, others_of(past, same)) == ("in_force", {})


def test_refused_reports_are_listed_with_kinds_and_no_values(sample_url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    from data_access.store import record_attempt

    workspace = open_workspace(sample_url)
    record_attempt(
        workspace.database, root=workspace.packs[0].root, sheet="employment", reporter=GONGHE, period="2023-06", by="张三",
        outcome="rejected", counts={"required_blank": 3, "parts_of_transfer": 1, "normalised": 7},
    )  # fmt: skip
    page = opened(sample_url, monkeypatch, SCRIPT)
    assert "未入库的报送" in text_of(page)
    assert re_counts(text_of(page))
    assert "另有1次未入库" in text_of(page)
    assert "未入库的报送" not in text_of(opened(sample_url, monkeypatch, SCRIPT, reporter="安乐乡"))


def re_counts(text: str) -> bool:
    """Kinds in words with their counts."""
    return "3处" in text and "7处" not in text and "parts_of_transfer" not in text and "required_blank" not in text


def test_an_empty_database_says_so_and_leads_to_the_upload(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from services.initialising import initialise_database

    url = f"sqlite:///{tmp_path / 'empty.sqlite'}"
    initialise_database(url, ["mouding-2023"])
    page = opened(url, monkeypatch, SCRIPT)
    assert not page.exception
    assert text_of(page).count("还没有报表入库。") == 2
    assert 'href="/upload"' in shown(page)
