"""Reading the page 收入下降预警 in a test, and a plain recount of what it shows."""

from __future__ import annotations

import re
from typing import Any

from streamlit.testing.v1 import AppTest

from data_access.regions.tree import region_tree
from services.warning_list import page_json, warning_page
from services.workspace import Workspace
from tests.menu import SCRIPTS

PAGE = SCRIPTS["收入下降预警"]
NOW, BEFORE = "2023Q2", "2023Q1"
FENGTUN = next(unit.code[:9] for unit in region_tree().children("532323000000") if unit.name == "凤屯镇")
Row = dict[str, Any]


def rows_of(workspace: Workspace, period: str = NOW) -> list[Row]:
    """All rows that ``warnings --json`` prints, with the masks of rules as a list."""
    return page_json(warning_page(workspace, period=period))["rows"]


def size(page: AppTest) -> int:
    """How many households the page says that the list holds."""
    label = next(button.label for button in page.get("download_button") if re.match(r"导出[\d,]+户", button.label))
    return int(re.sub(r"\D", "", label))


def table_of(page: AppTest) -> str:
    """The list itself."""
    return next(body for body in (entry.proto.body for entry in page.get("html")) if "预警原因" in body and "<table" in body)


def tails(page: AppTest) -> list[str]:
    """The households of the page in their order."""
    return re.findall(r"尾号(\w{4})", table_of(page))


def number(value: float | None) -> float:
    return float("-inf") if value is None else value


def sums(page: AppTest) -> dict[str, list[list[str]]]:
    """First heading of each table under the list → its rows of text."""
    found: dict[str, list[list[str]]] = {}
    for body in (entry.proto.body for entry in page.get("html")):
        if "<table" not in body or "预警原因" in body or "元/人" in body:
            continue
        rows = [re.findall(r"<td[^>]*>(.*?)</td>", row) for row in re.findall(r"<tr[^>]*>(.*?)</tr>", body)]
        first = re.search(r"<th [^>]*>(.*?)</th>", body)
        assert first
        found[first[1]] = [[re.sub(r"<[^>]*>", "", cell) for cell in row] for row in rows if row]
    return found


def choose(page: AppTest, key: str, value: Any) -> None:
    """Sets a control without running the page."""
    if key in ("level", "rule", "kind", "town"):
        page.multiselect(key=key).set_value(value)
    elif key.startswith("iw-"):
        page.text_input(key=key).set_value(value)
    else:
        page.selectbox(key=key).set_value(value)
