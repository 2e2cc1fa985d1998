"""The main job at a window: a clerk hands a workbook in, a leader sees the figure move, staff take the filtered list along."""

from __future__ import annotations

import re
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from playwright.sync_api import Page, expect

from tests.browser.reports import TOWNSHIP, missing_report, spoilt_report
from tests.browser.serving import Serving
from tests.browser.visitor import Visitor
from tests.sample_county import manage

pytestmark = pytest.mark.browser
Visit = Callable[..., Visitor]
TAIL = re.compile(r"尾号(\d{4})")


def tile(page: Page, name: str) -> str:
    """The figure of a tile without its unit."""
    figure = page.locator(".iw-tile", has_text=name).first.locator(".iw-figure")
    return str(figure.evaluate("node => node.firstChild.textContent"))


def drop(visitor: Visitor, name: str, content: bytes) -> None:
    """Puts a file into the drop zone."""
    mime = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    chosen: Any = {"name": name, "mimeType": mime, "buffer": content}
    visitor.page.locator('[data-testid="stFileUploaderDropzoneInput"]').set_input_files(chosen)


def choose(visitor: Visitor, label: str, *words: str) -> None:
    """Picks entries of a list by their words."""
    field = visitor.page.get_by_role("combobox", name=label)
    for word in words:
        field.click()
        visitor.page.get_by_role("option", name=word, exact=True).click()
    visitor.page.keyboard.press("Escape")


def test_a_report_handed_in_moves_the_figure_on_the_employment_page(own_server: Serving, visit: Visit) -> None:
    clerk = visit(own_server)
    report = missing_report()

    page = clerk.go(f"/employment?period=2023年6月&unit={TOWNSHIP}")
    assert tile(page, "转移就业总量") != f"{report.transfer_total:,}"
    page = clerk.go("/employment?period=2023年6月")
    expect(page.locator(".iw.iw-context")).to_contain_text("含6/7个乡镇")
    before = int(tile(page, "转移就业总量").replace(",", ""))

    page = clerk.go("/upload")
    drop(clerk, report.name, report.content)
    expect(page.locator(".iw-headline")).to_contain_text("收到1个文件：1个可入库")
    if page.get_by_label(re.compile("请写明原因")).count():
        page.get_by_label(re.compile("请写明原因")).fill("逐村核实")
        page.get_by_label(re.compile("请写明原因")).press("Enter")
    page.get_by_role("button", name=re.compile("1个文件.*确认入库")).click()
    expect(page.locator(".iw-headline")).to_contain_text("入库")
    expect(page.get_by_role("button", name=re.compile("确认入库"))).to_have_count(0)

    page = clerk.go("/employment?period=2023年6月")
    expect(page.locator(".iw.iw-context")).to_contain_text("含7/7个乡镇")
    after = int(tile(page, "转移就业总量").replace(",", ""))
    assert after - before == report.transfer_total - report.transfer_total_before
    assert after != before
    assert tile(clerk.go(f"/employment?period=2023年6月&unit={TOWNSHIP}"), "转移就业总量") == f"{report.transfer_total:,}"
    assert clerk.complaints == []


def test_a_wrong_report_shows_its_problems_by_cell_and_stores_nothing(
    own_server: Serving, visit: Visit, tmp_path: Path
) -> None:
    clerk = visit(own_server)
    report = spoilt_report()
    database = f"sqlite:///{tmp_path / 'county.sqlite'}"
    stored = manage("submissions", "--json", database=database).stdout
    assert '"submissions"' in stored or stored.lstrip().startswith(("[", "{"))

    page = clerk.go("/upload")
    drop(clerk, report.name, report.content)
    expect(page.locator(".iw-headline")).to_contain_text("1个有1处错误")
    problem = page.locator(".st-key-iw-problems tbody tr", has_text="约800")
    expect(problem.locator(".iw-code")).to_have_text(report.wrong_cell)
    expect(problem).to_contain_text("错误")
    clerk.settle()
    assert clerk.cut_off() == []
    expect(page.get_by_role("button", name=re.compile("没有可入库的文件"))).to_be_disabled()

    page.get_by_role("button", name="放弃本次上报").click()
    expect(page.locator(".iw-headline")).not_to_contain_text("收到")
    assert manage("submissions", "--json", database=database).stdout == stored
    assert clerk.complaints == []


def test_the_exported_list_is_the_filtered_list_on_the_screen(shared_server: Serving, visit: Visit) -> None:
    staff = visit(shared_server)
    page = staff.go("/income_drop?quarter=2023年第二季度")
    choose(staff, "乡镇", "共和镇", "新桥镇", "江坡镇", "安乐乡")
    choose(staff, "级别", "橙")
    choose(staff, "排序", "年人均由低到高")
    export = page.get_by_role("button", name=re.compile(r"导出\d+户"))
    expect(page.locator(".iw-lamp.iw-yellow").and_(page.locator("td .iw-lamp"))).to_have_count(0)
    staff.settle()
    count = int(re.search(r"导出(\d+)户", export.inner_text()).group(1))  # type: ignore[union-attr]
    assert count > 20, "the filter has to leave more than one page"

    staff.bring(export)
    staff.settle()
    with page.expect_download() as arriving:
        export.click()
    shown = rows_of_every_page(staff, count)
    exported = rows_of_workbook(Path(arriving.value.path()).read_bytes())
    assert len(shown) == count
    assert exported == shown
    assert staff.complaints == []


def rows_of_every_page(staff: Visitor, count: int) -> list[tuple[str, str, str]]:
    """Last digits of the household number, level and reason of each row, page after page."""
    found: list[tuple[str, str, str]] = []
    for number in range(1, -(-count // 20) + 1):
        if number > 1:
            staff.page.get_by_test_id("stPaginationNext").click()
        first = (number - 1) * 20 + 1
        expect(staff.page.locator(".iw-note", has_text=f"第{first}—{min(first + 19, count)}户，共{count}户")).to_be_visible()
        staff.settle()
        for row in staff.page.locator("table.iw-table tbody tr", has_text="尾号").all():
            cells = row.locator("td").all_inner_texts()
            found.append((TAIL.search(" ".join(cells)).group(1), cells[0][-1:], cells[-1]))  # type: ignore[union-attr]
    return found


def rows_of_workbook(content: bytes) -> list[tuple[str, str, str]]:
    """The same three of each row of the exported list."""
    sheet = openpyxl.load_workbook(BytesIO(content)).active
    assert sheet is not None
    lines = list(sheet.iter_rows(values_only=True))
    top = next(index for index, line in enumerate(lines) if "户编号" in line)
    columns = {str(heading): place for place, heading in enumerate(lines[top]) if heading}
    return [
        (str(line[columns["户编号"]])[-4:], str(line[columns["级别"]])[-1:], str(line[columns["预警原因"]]))
        for line in lines[top + 1 :]
        if isinstance(line[columns["序号"]], int)
    ]
