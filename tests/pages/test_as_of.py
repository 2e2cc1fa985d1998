"""截至 on the pages: the control, the band, what the page shows of an earlier moment, what it says was restated since."""

from __future__ import annotations

import re
import sqlite3
from contextlib import closing
from datetime import timedelta

import pytest

from services.clock import now
from services.workspace import open_workspace
from tests.menu import SCRIPTS as PAGES
from tests.pages.test_pages import opened, shown, text_of
from tests.services.history import corrected, record, taken_back

TOWNSHIP = "532323101000"
OF_NOW = ("数据上报", "指标说明", "工作方案")


def settled(url: str) -> str:
    """The sample as if it had been stored three days ago, then corrected today; returns the day before yesterday."""
    file = url.removeprefix("sqlite:///")
    with closing(sqlite3.connect(file)) as connection, connection:
        moved = "strftime('%Y-%m-%dT%H:%M:%f000+08:00', from_at, '+8 hours', '-3 days')"
        connection.execute(f"UPDATE in_force SET from_at = {moved}")
        connection.execute(f"UPDATE submission SET accepted_at = {moved.replace('from_at', 'accepted_at')}")
    workspace = open_workspace(url)
    corrected(workspace, record(workspace, "employment", "2023-06", TOWNSHIP), "public_posts", 5)
    taken_back(workspace, record(workspace, "collective_economy", "2023-06", TOWNSHIP))
    workspace.database.close()
    return (now() - timedelta(days=2)).date().isoformat()


@pytest.mark.parametrize("title", [title for title in PAGES if title not in OF_NOW])
def test_every_page_opens_at_an_earlier_moment(title: str, sample_url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    yesterday = (now() - timedelta(days=1)).date().isoformat()
    page = opened(sample_url, monkeypatch, PAGES[title], as_of=yesterday, period="2023年6月")
    assert not page.exception
    assert "错误编号" not in shown(page)
    assert "24:00的数据，之后的更正不在内" in text_of(page)
    assert page.text_input(key="as_of").value == yesterday


@pytest.mark.parametrize("title", OF_NOW)
def test_a_page_that_is_of_now_has_no_such_control(title: str, sample_url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    page = opened(sample_url, monkeypatch, PAGES[title], as_of="2023-06-25")
    assert "之后的更正不在内" not in text_of(page)
    assert "as_of" not in [entry.key for entry in page.text_input]


def test_a_corrected_figure_shows_what_it_was_and_says_what_it_is(sample_url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    before = opened(sample_url, monkeypatch, PAGES["就业"], period="2023年6月")
    assert "重述" not in text_of(before)
    day = settled(sample_url)
    after = opened(sample_url, monkeypatch, PAGES["就业"], period="2023年6月")
    assert "与首次更正前" in text_of(after)
    assert "公益性岗位" in text_of(after).split("与首次更正前")[1]
    assert "共和镇就业2023年6月第2版" in text_of(after)
    assert re.search(r"重述：\u2060?原\d+", text_of(after)), "beside the figure, not only at the page's end"
    past = opened(sample_url, monkeypatch, PAGES["就业"], period="2023年6月", as_of=day)
    assert "重述：现" in text_of(past)
    assert [entry.label for entry in past.expander] == [
        entry.label for entry in past.expander if entry.label.startswith("重述清单")
    ]


def test_the_moment_can_be_typed_chosen_and_left(sample_url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    day = settled(sample_url)
    page = opened(sample_url, monkeypatch, PAGES["就业"], period="2023年6月")
    offered = page.selectbox(key="iw-as-of-days").options
    assert offered[0].startswith("2023年6月25日　2023年6月报送截止")
    page.text_input(key="as_of").set_value(day).run()
    assert "之后的更正不在内" in text_of(page)
    page.selectbox(key="iw-as-of-days").set_value(offered[0]).run()
    assert page.text_input(key="as_of").value == "2023-06-25"
    assert "当时还没有单位报送" in text_of(page)
    assert "去数据上报" not in text_of(page), "nothing can be handed in for the past"
    assert 'href="?' in shown(page).split("当时还没有单位报送")[1], "the way back to now"
    page.button(key="iw-as-of-now").click().run()
    assert "之后的更正不在内" not in text_of(page)
    assert page.text_input(key="as_of").value == ""


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("2093-01-01", "2093年1月1日 24:00还没有到，以下为现在的数据。"),
        ("前天", "“前天”不是时间"),
        ("2023-02-30", "没有2023-02-30这一天"),
    ],
)
def test_what_is_no_past_moment_is_said(text: str, said: str, sample_url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    page = opened(sample_url, monkeypatch, PAGES["就业"], period="2023年6月", as_of=text)
    assert said in text_of(page)
    assert "之后的更正不在内" not in text_of(page)
    assert "iw-headline" in shown(page)


def test_links_keep_the_moment(sample_url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    day = settled(sample_url)
    body = shown(opened(sample_url, monkeypatch, PAGES["总览"], period="2023年6月", as_of=day))
    links = [part.split('"')[0] for part in body.split('href="')[1:]]
    inside = [link for link in links if link.startswith(("/", "?")) and not link.startswith(("/upload", "/glossary"))]
    left = [link for link in inside if f"as_of={day}" not in link]
    assert len(inside) > 20
    assert len(left) == 1, "only the way back to now leaves the moment"
