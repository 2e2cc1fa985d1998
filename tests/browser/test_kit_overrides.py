"""The five overrides of Streamlit's own elements: each test fails when its selector no longer matches anything."""

from __future__ import annotations

import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from tests.browser.serving import Serving
from tests.browser.visitor import Visitor

pytestmark = pytest.mark.browser
Visit = Callable[..., Visitor]
ROOT = Path(__file__).resolve().parents[2]

STYLE = "([selector, name, pseudo]) => getComputedStyle(document.querySelector(selector), pseudo)[name]"


def style(page: Page, selector: str, name: str, pseudo: str | None = None) -> str:
    """A computed style of the first match; an error where nothing matches."""
    found: str = page.evaluate(STYLE, [selector, name, pseudo])
    return found


def test_1_the_main_block_gives_its_side_padding_to_the_tables(visit: Visit, shared_server: Serving) -> None:
    page = visit(shared_server).go("/employment")
    assert style(page, ".stMainBlockContainer", "paddingLeft") == "30px"
    assert page.locator(".iw-table").first.bounding_box()["width"] >= 1090  # type: ignore[index]


def test_2_wide_screens_get_a_larger_root_and_paper_its_own_rules(visit: Visit, shared_server: Serving) -> None:
    assert style(visit(shared_server).go("/"), "html", "fontSize") == "15px"
    wide = visit(shared_server, width=1920, height=1080).go("/")
    assert style(wide, "html", "fontSize") == "17px"
    assert style(wide, "[data-testid='stSidebar']", "display") != "none"
    wide.emulate_media(media="print")
    assert style(wide, "[data-testid='stSidebar']", "display") == "none"
    assert style(wide, ".st-key-iw-controls", "display") == "none"
    assert style(wide, ".iw-table thead", "display") == "table-header-group"


DRAG = """() => {
  const carried = new DataTransfer();
  carried.items.add(new File(["x"], "a.xlsx"));
  const zone = document.querySelector("[data-testid='stFileUploaderDropzone']");
  for (const kind of ["dragenter", "dragover"]) {
    zone.dispatchEvent(new DragEvent(kind, {bubbles: true, cancelable: true, dataTransfer: carried}));
  }
}"""
ZONE = "[data-testid='stFileUploaderDropzone']"


def test_3_the_drop_zone_speaks_chinese(visit: Visit, shared_server: Serving) -> None:
    page = visit(shared_server).go("/upload")
    page.wait_for_selector(ZONE)
    button, told = (
        f"{ZONE} [data-testid='stBaseButton-secondary'] p",
        f"{ZONE} [data-testid='stFileUploaderDropzoneInstructions']",
    )
    assert style(page, button, "content", "::after") == '"选择文件"'
    assert style(page, button, "fontSize") == "0px"
    assert style(page, told, "content", "::after") == '"或把文件拖到这里"'
    assert style(page, f"{told} span", "fontSize") == "0px"
    page.evaluate(DRAG)
    dragged = f"{ZONE} > input + div > span"
    page.wait_for_selector(dragged, state="attached")
    assert style(page, dragged, "content", "::after") == '"松开鼠标，开始读取"'
    assert style(page, dragged, "fontSize") == "0px"


SMALL_APP = """
import streamlit as st
from pathlib import Path
st.html(Path({css!r}))
st.text_input("户编号", key="wide")
st.dataframe({{"村": ["力石村"]}})
"""


@pytest.fixture
def small_app(tmp_path: Path) -> Iterator[str]:
    """Our style block over elements that no page shows at their full size yet: a wide text input, a dataframe."""
    script = tmp_path / "small.py"
    script.write_text(SMALL_APP.format(css=str(ROOT / "pages/kit/assets/house.css")), encoding="utf-8")
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [
        sys.executable,
        "-m",
        "streamlit",
        "run",
        str(script),
        "--server.port",
        str(port),
        "--server.address",
        "127.0.0.1",
    ]
    process = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        _wait(port)
        yield f"http://127.0.0.1:{port}"
    finally:
        process.terminate()
        process.wait(timeout=30)


def _wait(port: int) -> None:
    for _ in range(240):
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.25)
    raise RuntimeError("the small app did not start")


def test_4_and_5_no_english_hint_while_typing_and_no_toolbar(browser: Browser, small_app: str) -> None:
    page = browser.new_page(viewport={"width": 1366, "height": 768})
    page.goto(small_app)
    page.get_by_label("户编号").press_sequentially("53")
    page.wait_for_selector("[data-testid='InputInstructions']", state="attached")
    assert style(page, "[data-testid='InputInstructions']", "display") == "none"
    page.locator("[data-testid='stDataFrame']").hover()
    page.wait_for_selector("[data-testid='stElementToolbar']", state="attached")
    assert style(page, "[data-testid='stElementToolbar']", "display") == "none"
    page.close()


def test_charts_have_no_bar_of_tools(visit: Visit, shared_server: Serving) -> None:
    page = visit(shared_server).go("/employment")
    page.locator("[data-testid='stPlotlyChart'] .bars").first.wait_for()
    assert page.locator(".modebar").count() == 0
