"""Our own HTML: every text is escaped, headings are merged, marks stand beside words."""

from __future__ import annotations

import base64
import re
from html.parser import HTMLParser

import pytest

from pages.kit import html
from pages.kit.html import sparkline
from pages.kit.table import table_html
from services.tables.model import Bullet, Table, TableCell, TableColumn, TableRow
from services.views.model import Clause, HeatCell, HeatGrid, Lamp, Tile

EVIL = "<img src=x onerror=\"alert('1')\">&"


class Tags(HTMLParser):
    """Collects the tags of a text, and whether they are closed in order."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.open: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: object) -> None:
        self.tags.append(tag)
        if tag not in ("img", "br"):
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


def evil_table() -> Table:
    columns = (TableColumn(key="a", heading=EVIL, group=EVIL), TableColumn(key="b", heading=EVIL))
    cell = TableCell(text=EVIL, second=EVIL, tag=EVIL, status="behind", lamp_text=EVIL, href=f"/x?{EVIL}")
    rows = (
        TableRow(kind="group", cells=(TableCell(text=EVIL),), note=EVIL),
        TableRow(cells=(cell, TableCell(text=EVIL, code=True))),
        TableRow(kind="folded", cells=(TableCell(status="met"),), note=EVIL),
        TableRow(kind="total", cells=(TableCell(text=EVIL, struck=True), TableCell(level="red", lamp_text=EVIL))),
    )
    return Table(title=EVIL, unit=EVIL, columns=columns, rows=rows, notes=(EVIL,))


@pytest.mark.parametrize(
    "made",
    [
        lambda: table_html(evil_table()),
        lambda: html.headline((Clause(text=EVIL), Clause(text=EVIL, status="far_behind"), Clause(text=EVIL, level="red"))),
        lambda: html.context_line((EVIL, EVIL)),
        lambda: html.tiles(
            (Tile(name=EVIL, figure=EVIL, unit=EVIL, beside=EVIL, under=EVIL, lamp=Lamp(status="met", text=EVIL)),)
        ),
        lambda: html.breadcrumb(((EVIL, f"/?{EVIL}"),), EVIL, EVIL),
        lambda: html.leads(((EVIL, (("far_behind", 2),)),)),
        lambda: html.section(EVIL, EVIL) + html.card_title(EVIL, EVIL) + html.note(EVIL) + html.say(EVIL, (EVIL, EVIL)),
        lambda: html.legend(((EVIL, "#1F4E8C"),)),
        lambda: html.heat_grid(
            HeatGrid(columns=(EVIL,), rows=((EVIL, (HeatCell(status="far_behind", word=EVIL, figure=EVIL),)),))
        ),
    ],
)
def test_uploaded_text_never_becomes_html(made: object) -> None:
    text = made()  # type: ignore[operator]
    parsed = Tags(text)
    assert "img" not in parsed.tags
    assert parsed.open == []
    assert "&lt;img" in text


def test_a_link_of_a_cell_stays_inside_the_app() -> None:
    columns = (TableColumn(key="a", heading="甲"),)
    rows = tuple(
        TableRow(cells=(TableCell(text="看", href=href),)) for href in ("/employment", "https://elsewhere", "javascript:x")
    )
    assert re.findall(r'href="([^"]*)"', table_html(Table(title="", columns=columns, rows=rows))) == ["/employment"]


def test_two_level_headings_are_merged_over_their_columns() -> None:
    columns = (
        TableColumn(key="n", heading="序号"),
        TableColumn(key="a", heading="合计", group="转移就业"),
        TableColumn(key="b", heading="省外", group="转移就业"),
        TableColumn(key="c", heading="报送"),
    )
    text = table_html(Table(title="", columns=columns, rows=()))
    assert 'colspan="2" scope="colgroup">转移就业' in text
    assert text.count('rowspan="2"') == 2
    assert text.index("转移就业") < text.index("合计") < text.index("省外")


def test_every_block_is_marked_as_chinese() -> None:
    assert 'lang="zh-CN"' in html.headline((Clause(text="总览"),))
    assert 'lang="zh-CN"' in table_html(Table(title="表", columns=(TableColumn(key="a", heading="甲"),), rows=()))


def test_a_mark_never_ends_a_line_without_its_word() -> None:
    assert f"■{html.NBSP}7项严重滞后" in html.headline((Clause(text="7项严重滞后", status="far_behind"),))
    assert f"▲{html.NBSP}滞后" in html.lamp("behind")


def test_a_missed_stretch_target_is_blue_and_says_so() -> None:
    columns = (TableColumn(key="a", heading="状态"),)
    text = table_html(Table(title="", columns=columns, rows=(TableRow(cells=(TableCell(status="far_behind", stretch=True),)),)))
    assert "力争目标未达" in text
    assert "iw-stretch" in text
    assert "iw-far" not in text


def test_a_bullet_ends_at_its_scale_and_marks_pace() -> None:
    text = html.bullet(done=3.0, pace=5 / 12)
    assert "width:100.00%" in text
    assert "left:36.23%" in text
    assert "iw-pace" not in html.bullet(done=0.5, pace=None)


def test_a_sparkline_needs_two_points_and_is_an_image() -> None:
    assert html.sparkline((1.0, None)) == ""
    assert html.sparkline((1.0, None, 2.0)).startswith('<img class="iw-trend" alt="走势" src="data:image/svg+xml;base64,')


def test_a_bullet_stands_in_its_cell() -> None:
    columns = (TableColumn(key="a", heading="进度"),)
    rows = (TableRow(cells=(TableCell(bullet=Bullet(done=0.5)),)),)
    assert "iw-bullet" in table_html(Table(title="", columns=columns, rows=rows))


def test_a_sparkline_breaks_where_a_month_has_no_figure() -> None:
    drawn = base64.b64decode(sparkline((1.0, 2.0, None, 4.0, None, 3.0, 5.0)).split("base64,")[1].split('"')[0]).decode()
    assert drawn.count("<polyline") == 2
    assert 'r="1.2"' in drawn
    assert sparkline((None, 3.0, None)) == ""
    flat = base64.b64decode(sparkline((7.0, 7.0)).split("base64,")[1].split('"')[0]).decode()
    assert "3.0,11.0 81.0,11.0" in flat


def test_the_definition_links_to_its_explanation_and_stands_last_where_none_is_named() -> None:
    parts = ("2023年5月", "", "口径：以上含本数")
    linked = html.context_line(parts, "/glossary?topic=<就业>")
    assert linked.count("<span>") == 2
    assert '<span><a href="/glossary?topic=&lt;就业&gt;" target="_self">口径：以上含本数</a></span>' in linked
    assert "2023年5月</span><span><a href" in html.context_line(("2023年5月",), "/glossary")
    assert "<a " not in html.context_line(parts)
