"""外部数据: the form says what is wrong, what would change, stores only what was confirmed, and takes back."""

from __future__ import annotations

from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from data_access.store import outside_in_force, outside_records
from services.initialising import initialise_database
from services.views import outside_deeds as deeds
from services.workspace import open_workspace
from tests.pages.test_pages import opened, text_of

SCRIPT = "pages/explanations/outside.py"


@pytest.fixture
def url(tmp_path: Path) -> str:
    address = f"sqlite:///{tmp_path}/o.sqlite"
    initialise_database(address, ["mouding-2023"])
    return address


def filled(page: AppTest, **fields: str) -> AppTest:
    known = {"year": "2023", "value": "8000", "source": "省2023年通知"} | fields
    for name, text in known.items():
        page.text_input(key=f"iw-outside-{name}").set_value(text)
    page.text_input(key="iw-operator").set_value("张三")
    return next(button for button in page.button if button.label == "核对").click().run()


def test_nothing_is_keyed_in_at_first_and_the_page_says_what_is_missing(url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    page = opened(url, monkeypatch, SCRIPT)
    assert not page.exception
    said = text_of(page)
    assert "3项外部数据还缺年度数：监测线、低收入组分组线、参照收入（上年）" in said
    assert "本单位还没有录入，按方案文件所写判断。" in said


def test_what_is_wrong_is_said_and_nothing_waits(url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    page = filled(opened(url, monkeypatch, SCRIPT), value="八千", source="")
    assert "数值应为数字" in text_of(page)
    assert "须写明来源" in text_of(page)
    assert "确认录入" not in [button.label for button in page.button]
    assert outside_records(open_workspace(url).database) == []


def test_a_figure_is_stored_when_it_is_confirmed_and_then_stands_in_the_table(
    url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = filled(opened(url, monkeypatch, SCRIPT))
    assert not page.exception
    assert "2023年监测线8,000元，来源：省2023年通知。" in text_of(page)
    assert "预警名单没有变化" in text_of(page)
    assert outside_records(open_workspace(url).database) == [], "only looked at"
    page.button(key="iw-outside-confirm").click().run()
    assert not page.exception
    said = text_of(page)
    assert "已录入：2023年监测线第1版" in said
    assert "本单位已录入1个数" in said
    assert "张三" in said
    assert "2项外部数据还缺年度数" in said


def test_a_figure_is_dropped_when_it_is_not_confirmed(url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    page = filled(opened(url, monkeypatch, SCRIPT))
    page.button(key="iw-outside-drop").click().run()
    assert not page.exception
    assert outside_records(open_workspace(url).database) == []
    assert "确认录入" not in [button.label for button in page.button]


def test_a_figure_is_taken_back_with_a_reason(url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    page = filled(opened(url, monkeypatch, SCRIPT))
    page.button(key="iw-outside-confirm").click().run()
    page.selectbox(key="iw-outside-gone").set_value("2023年监测线").run()
    assert "按方案文件所写" in text_of(page)
    page.text_input(key="iw-outside-by").set_value("李四")
    next(button for button in page.button if button.label == "确认撤回").click().run()
    assert "须写明撤回原因和经办人。" in text_of(page)
    page.text_input(key="iw-outside-reason").set_value("抄错")
    next(button for button in page.button if button.label == "确认撤回").click().run()
    assert not page.exception
    assert "已撤回，李四：抄错" in text_of(page)
    assert outside_in_force(open_workspace(url).database) == []


def test_what_would_change_is_worked_out_once_and_anew_where_something_came_in(
    url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []

    def told(*about: object) -> tuple[str, ...]:
        asked.append(str(about[-1]))
        return (f"第{len(asked)}次核对。",)

    monkeypatch.setattr(deeds, "outlook", told)
    page = filled(opened(url, monkeypatch, SCRIPT))
    page.text_input(key="iw-operator").set_value("王五").run()
    assert "第1次核对。" in text_of(page)
    assert len(asked) == 1
    filled(page, value="9000")
    assert "第2次核对。" in text_of(page)
    page.button(key="iw-outside-confirm").click().run()
    filled(page, value="9000")
    assert "第3次核对。" in text_of(page), "the same question after something was stored"


def test_the_page_of_the_past_offers_no_form(url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    page = filled(opened(url, monkeypatch, SCRIPT))
    page.button(key="iw-outside-confirm").click().run()
    past = opened(url, monkeypatch, SCRIPT, as_of="2023-06-25")
    assert not past.exception
    assert "本单位已录入0个数" in text_of(past)
    assert "核对" not in [button.label for button in past.button]
