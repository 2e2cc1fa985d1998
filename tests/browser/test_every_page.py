"""Every page as it stands at a window: Chinese to the last label, no error, no word to another host, an address to share."""

from __future__ import annotations

import re
from collections.abc import Callable
from urllib.parse import parse_qs, unquote, urlsplit

import pytest
from playwright.sync_api import Locator, expect

from tests.browser.serving import Serving
from tests.browser.visitor import Visitor
from tests.menu import ADDRESSES as PAGES

pytestmark = pytest.mark.browser
Visit = Callable[..., Visitor]

#: Latin letters that a Chinese office reads as its own
#: (codes of tasks are what a clerk writes into the report)
ALLOWED = re.compile(
    r"[A-Z]{2,4}-[A-Z]?\d{2}[a-z]?|\.?(xlsx|xls|et)\b|\b(MB|A4)\b|\d{4}Q[1-4]|[A-Z]{1,2}\d{1,4}(:[A-Z]{1,2}\d{1,4})?"
)
LATIN = re.compile(r"[A-Za-z]{2,}")


def leftovers(visitor: Visitor) -> list[str]:
    """Visible texts with English in them."""
    return [text for text in visitor.texts() if LATIN.search(ALLOWED.sub("", text))]


@pytest.mark.parametrize("title", PAGES)
def test_a_page_opens_in_chinese_without_error_and_without_another_host(
    title: str, shared_server: Serving, visit: Visit
) -> None:
    visitor = visit(shared_server)
    page = visitor.go(PAGES[title])
    expect(page.locator(".iw-title")).to_have_text(title)
    expect(page.locator(".iw-headline")).not_to_be_empty()
    assert page.evaluate("document.documentElement.lang") == "zh-CN"
    expect(page.get_by_role("dialog")).to_have_count(0)
    assert page.get_by_test_id("stException").count() == 0
    assert "错误编号" not in page.inner_text("body")
    for field in page.get_by_test_id("stMain").get_by_role("combobox").all():
        visitor.bring(field)
        field.click()
        expect(page.get_by_role("option").first).to_be_visible()
        assert leftovers(visitor) == [], field.get_attribute("aria-label")
        page.keyboard.press("Escape")
        expect(page.get_by_role("option")).to_have_count(0)
    assert leftovers(visitor) == []
    assert visitor.cut_off() == []
    page.set_viewport_size({"width": 1920, "height": 1080})
    assert visitor.cut_off() == []
    assert visitor.strangers == []
    assert visitor.complaints == []
    assert "incident" not in shared_server.log()


def test_a_deep_link_is_the_first_thing_that_a_fresh_server_hears(own_server: Serving, visit: Visit) -> None:
    visitor = visit(own_server)
    page = visitor.go("/income_drop?quarter=2023年第一季度&level=橙")
    expect(page.locator(".iw-title")).to_have_text("收入下降预警")
    expect(page.get_by_test_id("stSidebarNav").get_by_role("link")).to_have_text([re.compile(f"{title}$") for title in PAGES])
    expect(page.get_by_test_id("stSidebarLogo")).to_be_visible()
    expect(page.locator(".iw.iw-context").first).to_contain_text("2023年第一季度")
    expect(page.get_by_role("dialog")).to_have_count(0)
    assert visitor.complaints == []
    assert visitor.strangers == []


def test_filters_live_in_the_address_but_the_searched_number_does_not(shared_server: Serving, visit: Visit) -> None:
    visitor = visit(shared_server)
    page = visitor.go("/income_drop")
    export = page.get_by_role("button", name=re.compile(r"导出\d+户"))
    whole = size(export)
    choice = page.get_by_role("combobox", name="级别")
    choice.click()
    page.get_by_role("option", name="黄", exact=True).click()
    page.keyboard.press("Escape")
    expect(export).not_to_contain_text(whole)
    some = size(export)
    assert asked(page.url)["level"] == ["黄"]

    search = page.get_by_label("户编号")
    search.fill("不存在的户")
    search.press("Enter")
    expect(page.locator(".iw-say", has_text="没有符合条件的户")).to_contain_text("户编号含“不存在的户”")
    assert "不存在" not in unquote(page.url)
    assert asked(page.url)["level"] == ["黄"]

    page.reload()
    expect(export).to_contain_text(some)
    expect(page.get_by_label("户编号")).to_have_value("")
    assert asked(page.url)["level"] == ["黄"]


def size(export: Locator) -> str:
    """导出57户, without the icon."""
    return export.inner_text().split()[-1]


def asked(url: str) -> dict[str, list[str]]:
    """What an address carries."""
    return parse_qs(urlsplit(url).query)
