"""A real Chromium in front of the real server. Without a Chromium these tests are skipped, or fail where all are required."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect, sync_playwright

from tests.browser.serving import Serving, serving
from tests.browser.visitor import Visitor
from tests.sample_county import sample_file, sample_url

__all__ = ["sample_file", "sample_url"]
PATIENCE = 30_000  # milliseconds; the machine may be busy with other tests
expect.set_options(timeout=PATIENCE)
REQUIRE_ALL = os.environ.get("DASHBOARD_REQUIRE_ALL") == "1"
NO_CHROMIUM = "没有找到 Chromium，浏览器测试跳过（安装 chromium 后再运行，或用 DASHBOARD_CHROMIUM 指定）"
ARGUMENTS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


def chromium() -> str | None:
    """Where a Chromium of this machine lies."""
    named = os.environ.get("DASHBOARD_CHROMIUM")
    found = (shutil.which(name) for name in ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable"))
    return named or next((path for path in found if path), None)


@pytest.fixture(scope="session", autouse=True)
def executable() -> str:
    """The Chromium of these tests; asked for before any server is started."""
    found = chromium()
    if found is None:
        if REQUIRE_ALL:
            pytest.fail(f"DASHBOARD_REQUIRE_ALL=1, but: {NO_CHROMIUM}")
        pytest.skip(NO_CHROMIUM)
    return found


@pytest.fixture(scope="module")
def browser(executable: str) -> Iterator[Browser]:
    """One Chromium a module: Playwright's event loop must not outlive it into the tests of other rooms."""
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=executable, args=ARGUMENTS)
        yield started
        started.close()


@pytest.fixture(scope="session")
def shared_server(sample_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Serving]:
    """A server on the sample county for tests that only look."""
    folder = tmp_path_factory.mktemp("looked-at")
    shutil.copy(sample_file, folder / "county.sqlite")
    with serving(f"sqlite:///{folder / 'county.sqlite'}", folder) as served:
        yield served


@pytest.fixture
def own_server(sample_url: str, tmp_path: Path) -> Iterator[Serving]:
    """A fresh server on a county of one's own, for tests that store or that must be the first to ask."""
    with serving(sample_url, tmp_path) as served:
        yield served


@pytest.fixture
def visit(browser: Browser) -> Iterator[Callable[..., Visitor]]:
    """Opens a new window on a server: ``visit(server)``, ``visit(server, width=1920, height=1080)``."""
    opened: list[Visitor] = []

    def new(server: Serving, *, width: int = 1366, height: int = 768) -> Visitor:
        context = browser.new_context(
            locale="zh-CN", timezone_id="Asia/Shanghai", viewport={"width": width, "height": height}, accept_downloads=True
        )
        opened.append(Visitor(context.new_page(), server))
        return opened[-1]

    yield new
    for visitor in opened:
        visitor.page.context.close()
