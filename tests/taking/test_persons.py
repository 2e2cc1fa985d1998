"""Nobody's name, number or telephone gets out but by a permit, and a permit is written down before anything leaves."""

from __future__ import annotations

import logging
import re
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from data_access.errors import CalledWrongly, DashboardError, NotAllowed
from data_access.store import disclosures
from services import taking
from services.shell.main import main
from services.sight import UNMASKED_VARIABLE, Asked, Sight
from services.taking import FORMS, Form, take_card, take_list
from services.warning_list import ListFilter, warning_page
from services.workspace import Workspace
from tests.pages.test_pages import opened, shown
from tests.shell.packs import ROOT
from tests.taking.county import PEOPLE, QUARTER, leaks, words

ASKED = Asked(by="张三", purpose="入户核实")
NOTHING = ListFilter()


def allowed(workspace: Workspace) -> Workspace:
    return replace(workspace, sight=Sight(may_unmask=True))


def test_the_marks_are_found_where_they_are() -> None:
    for name, identity, phone, helper in PEOPLE:
        assert leaks(f"…{name}…")
        assert leaks(identity)
        assert leaks(phone)
        assert leaks(helper)
    assert not leaks("张** 5325**********0001 139****2001 帮**")


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("filters", [NOTHING, ListFilter(helper="帮密一"), ListFilter(churn="gone"), ListFilter(churn="new")])
def test_no_export_shows_anybody(workspace: Workspace, form: Form, filters: ListFilter) -> None:
    for seen in (workspace, allowed(workspace)):
        content, _ = take_list(seen, filters=filters, form=form, period=QUARTER)
        assert leaks(words(content)) == []
    assert disclosures(workspace.database) == []


def test_no_card_of_one_household_shows_it(workspace: Workspace) -> None:
    for row in warning_page(workspace, period=QUARTER).rows:
        content = take_card(allowed(workspace), workspace.packs[0], QUARTER, row, ROOT)
        assert leaks(words(content)) == []


@pytest.mark.parametrize("form", FORMS)
def test_who_is_allowed_and_asks_sees_everybody_and_it_is_written_down(workspace: Workspace, form: Form) -> None:
    content, households = take_list(
        allowed(workspace), filters=ListFilter(levels=("red",)), form=form, asked=ASKED, period=QUARTER
    )
    text = words(content)
    assert all(part in text for part in ("甄密甲", "532523199001010001", "13987652001", "帮密一"))
    (record,) = disclosures(workspace.database)
    assert (record.by, record.said) == ("张三", {
        "what": FORMS[form], "purpose": "入户核实", "pack": "pingbian-2023", "period": QUARTER,
        "filters": "单位：屏边苗族自治县；级别：红", "households": households,
    })  # fmt: skip


@pytest.mark.parametrize("helper", ["帮密一", "密五"])
def test_the_record_holds_no_person(workspace: Workspace, helper: str) -> None:
    asked = Asked(by="张三", purpose="核对532523199001010001户")
    take_list(allowed(workspace), filters=ListFilter(helper=helper), asked=asked, period=QUARTER)
    (record,) = disclosures(workspace.database)
    assert leaks(str(record.said)) == []


@pytest.mark.parametrize(
    ("may", "asked", "refusal", "said"),
    [
        (False, ASKED, NotAllowed, "由系统管理员设置 DASHBOARD_UNMASKED=1"),
        (True, Asked(by="张三", purpose="  "), CalledWrongly, "须写明用途"),
        (True, Asked(by=" ", purpose="入户核实"), CalledWrongly, "须写明经办人"),
    ],
)
def test_nothing_is_made_for_who_may_not_or_does_not_say_why(
    workspace: Workspace, may: bool, asked: Asked, refusal: type[DashboardError], said: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(taking, "_written", _never)
    with pytest.raises(refusal) as refused:
        take_list(replace(workspace, sight=Sight(may_unmask=may)), filters=NOTHING, asked=asked, period=QUARTER)
    assert said in refused.value.sentence
    assert disclosures(workspace.database) == []


def _never(*_: Any) -> bytes:
    raise AssertionError("something was made")


def test_the_record_stands_before_anything_is_made(workspace: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(taking, "_written", lambda seen, *_: str(len(disclosures(seen.database))).encode())
    assert take_list(allowed(workspace), filters=NOTHING, asked=ASKED, period=QUARTER)[0] == b"1"


def test_without_a_record_nothing_leaves(workspace: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    from services import disclosure

    def full(*_: Any, **__: Any) -> int:
        raise OSError("no room")

    monkeypatch.setattr(disclosure, "record_disclosure", full)
    monkeypatch.setattr(taking, "_written", _never)
    with pytest.raises(OSError, match="no room"):
        take_list(allowed(workspace), filters=NOTHING, asked=ASKED, period=QUARTER)


def test_a_permit_is_made_in_one_place_only() -> None:
    root = Path(__file__).resolve().parents[2]
    makers = [
        str(file.relative_to(root)) for room in ("data_access", "metrics", "services", "pages")
        for file in (root / room).rglob("*.py") if re.search(r"\bPermit\(", file.read_text(encoding="utf-8"))
    ]  # fmt: skip
    assert makers == ["services/disclosure.py"]


COMMANDS = (
    ("warnings", "--period", QUARTER), ("indicators", "--period", QUARTER, "--by-child"), ("submissions",),
    ("status", "--period", QUARTER), ("verify",), ("trace", "income.below_line_households", "--period", QUARTER, "--region", ROOT),
)  # fmt: skip


def called(workspace: Workspace, *arguments: str) -> int:
    return main([*arguments, "--database", str(workspace.database.engine.url)], lambda *_, **__: iter(()))


@pytest.mark.parametrize("permitted", ["", "1"])
def test_no_answer_of_the_shell_shows_anybody(
    workspace: Workspace, permitted: str, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture,
    capsys: pytest.CaptureFixture[str], tmp_path: Path,
) -> None:  # fmt: skip
    monkeypatch.setenv(UNMASKED_VARIABLE, permitted)
    caplog.set_level(logging.DEBUG)
    for command in COMMANDS:
        for more in ((), ("--json",)):
            called(workspace, *command, *more)
    for form in FORMS:
        assert called(workspace, "warnings", "--period", QUARTER, "-o", str(tmp_path / "a.xlsx"), "--form", form) == 0
        assert leaks(words((tmp_path / "a.xlsx").read_bytes())) == []
    said = capsys.readouterr()
    assert len(said.out) > 5000
    assert leaks(said.out + said.err + caplog.text) == []


@pytest.mark.parametrize(
    ("permitted", "more", "status", "said"),
    [
        ("", ("--unmasked", "--reason", "入户"), 3, "本系统未开放"),
        ("0", ("--unmasked", "--reason", "入户"), 3, "本系统未开放"),
        ("1", ("--unmasked",), 2, "须写明用途"),
        ("1", ("--unmasked", "--reason", "入户", "--by", "李四"), 0, "已写出6户"),
    ],
)
def test_the_shell_asks_why(
    workspace: Workspace, permitted: str, more: tuple[str, ...], status: int, said: str, monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str], tmp_path: Path,
) -> None:  # fmt: skip
    monkeypatch.setenv(UNMASKED_VARIABLE, permitted)
    target = tmp_path / "名单.xlsx"
    assert called(workspace, "warnings", "--period", QUARTER, "-o", str(target), *more) == status
    assert said in capsys.readouterr().err
    assert target.exists() == (status == 0)
    assert [(record.by, record.said["purpose"]) for record in disclosures(workspace.database)] == [("李四", "入户")] * (
        status == 0
    )


def test_unmasked_is_for_workbooks_alone(workspace: Workspace, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:  # fmt: skip
    monkeypatch.setenv(UNMASKED_VARIABLE, "1")
    assert called(workspace, "warnings", "--period", QUARTER, "--json", "--unmasked", "--reason", "看") == 2
    said = capsys.readouterr()
    assert (said.out, said.err) == ("", "--form 和 --unmasked 只用于写出工作簿，请用 -o 写明文件。\n")


PAGES = (
    "warnings/income_drop",
    "warnings/analysis",
    "warnings/trial",
    "indicators/income",
    "reporting/history",
    "monitor/overview",
)


@pytest.mark.parametrize("permitted", ["", "1"])
def test_no_page_shows_anybody(
    workspace: Workspace, permitted: str, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setenv(UNMASKED_VARIABLE, permitted)
    caplog.set_level(logging.DEBUG, logger="income_watch")
    for page in PAGES:
        script = f"pages/{page}.py"
        if not (Path(__file__).resolve().parents[2] / script).exists():
            continue
        seen = opened(str(workspace.database.engine.url), monkeypatch, script, quarter="2023年第一季度")
        assert not seen.exception, page
        parts = [
            shown(seen),
            *(str(box.options) for box in (*seen.selectbox, *seen.multiselect)),
            *(e.value for e in seen.markdown),
        ]
        assert leaks("\n".join(map(str, parts))) == [], page
    assert leaks(caplog.text) == []


def test_the_page_offers_persons_only_where_they_are_allowed(workspace: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    for permitted, offered in (("", []), ("1", ["显示姓名、证件号码和联系电话"])):
        monkeypatch.setenv(UNMASKED_VARIABLE, permitted)
        page = opened(
            str(workspace.database.engine.url), monkeypatch, "pages/warnings/income_drop.py", quarter="2023年第一季度"
        )
        assert [box.label for box in page.checkbox if "姓名" in box.label] == offered
        import streamlit as st

        st.cache_resource.clear()
    page.checkbox(key="iw-unmasked").check().run()
    assert ready(page) == [("名单", False), ("入户核实表（按村）", False), ("一户一策卡", False)]
    page.text_input(key="iw-purpose").input("入户核实")
    page.text_input(key="iw-operator").input("张三").run()
    assert ready(page) == [("名单", True), ("入户核实表（按村）", True), ("一户一策卡", True)]


def ready(page: Any) -> list[tuple[str, bool]]:
    """The exports with persons, and whether each can be clicked."""
    buttons = [button.proto for button in page.get("download_button") if "含姓名" in button.proto.id]
    return [(button.label, not button.disabled) for button in buttons]
