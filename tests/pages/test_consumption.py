"""消费帮扶: sums that agree with the indicators, a target only where the pack sets one, canteens in order of what needs doing."""

from __future__ import annotations

from fractions import Fraction
from io import BytesIO
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from services.exports.table_workbook import table_workbook
from services.figures.consumption import month_bars
from services.tables.model import Table
from services.views.asking_consumption import ask_consumption
from services.views.canteens import Quota
from services.views.consumption import Consumption
from services.views.consumption_months import Goal
from services.views.consumption_rows import Canteen
from services.views.model import sentence
from services.workspace import Workspace
from tests.pages.answers import ROOT
from tests.pages.small_county import changed_pack, stored
from tests.pages.test_pages import opened, shown, text_of

FIRST, SECOND, TREASURY = "dept:nyncj", "dept:gxsj", "dept:czj"
GONGHE = "532323101000"
PAGE = "pages/indicators/consumption.py"
TARGETS = """
[[targets]]
code = "CON-T01"
title = "东西部协作和定点帮扶销售农产品"
indicator = "consumption.partner_sales"
op = ">="
value = 1200
unit = "万元"
kind = "progress"
scope = "pack root"
year = 2023
clause = "二(三)7"
lead = ["县农业农村局"]

[[targets]]
code = "CON-T02"
title = "预算单位预留采购份额"
indicator = "consumption.reserved_share"
op = ">="
value = 10
unit = "%"
kind = "threshold"
scope = "every unit"
year = 2023
clause = "二(三)7"
lead = ["县财政局"]
"""


def sale(
    buyer: str, kind: str, place: str, product: str, channel: str, month: float, ytd: float, lifted: float
) -> dict[str, Any]:
    return {
        "buyer": buyer, "buyer_kind": kind, "region": place, "product": product, "channel": channel, "amount_month": month,
        "amount_ytd": ytd, "lifted_amount": lifted, "lifted_households": int(ytd),
    }  # fmt: skip


def sold(times: float, month: float) -> list[dict[str, Any]]:
    """Three purchases; one names the whole county as origin."""
    return [
        sale("沪滇协作产销中心", "东部协作地区", "共和镇", "蔬菜", "832平台", month, 100 * times, 40 * times),
        sale("县人民医院", "预算单位", "共和镇", "粮食", "协议采购", month, 50.5 * times, 20 * times),
        sale("某电商平台公司", "社会力量", "牟定县", "肉牛", "直接采购", month, 30.25 * times, 0),
    ]


def kitchen(unit: str, total: float, reserved: float, *, has: str = "是", place: str = "牟定县") -> dict[str, Any]:
    return {
        "unit": unit, "region": place, "has_canteen": has, "canteen_total": total, "reserved": reserved, "purchased_832": reserved / 2,
        "purchased_agreement": 0,
    }  # fmt: skip


KITCHENS = [
    kitchen("县档案馆", 0, 0, has="否"),
    kitchen("县第一中学", 100, 10),
    kitchen("县人民医院", 200, 18),
    kitchen("共和镇人民政府", 50, 4, place="共和镇"),
]
OTHER = [sale("省农业科学院", "省级定点帮扶单位", "新桥镇", "茶叶", "直接采购", 12, 60, 24)]


def reports() -> dict[tuple[str, str, str], list[dict[str, Any]]]:
    """Both departments of April, one of May; the canteens of May; the year before in May."""
    return {
        ("consumption", FIRST, "2022-05"): sold(1, 2),
        ("consumption", SECOND, "2022-05"): OTHER,
        ("consumption", FIRST, "2023-04"): sold(1, 5),
        ("consumption", SECOND, "2023-04"): OTHER,
        ("consumption", FIRST, "2023-05"): sold(2, 9),
        ("canteen_quota", TREASURY, "2023-05"): KITCHENS,
    }


@pytest.fixture(scope="module")
def plain(tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    """The shipped pack, which sets no target for 消费帮扶."""
    return stored(f"sqlite:///{tmp_path_factory.mktemp('plain') / 'a.sqlite'}", reports())


@pytest.fixture(scope="module")
def judged(tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    """The same county under a pack that sets two."""
    folder = tmp_path_factory.mktemp("judged")
    return stored(f"sqlite:///{folder / 'a.sqlite'}", reports(), changed_pack(folder, more=TARGETS))


def asked(workspace: Workspace, period: str = "2023-05", region: str = ROOT) -> Consumption:
    return ask_consumption(workspace, workspace.packs[0], period, region)


def texts(table: Table | None, column: int) -> list[str]:
    assert table is not None
    return [row.cells[column].text for row in table.rows]


@pytest.mark.parametrize("region", [ROOT, GONGHE])
def test_bars_add_up_to_the_indicator(plain: Workspace, region: str) -> None:
    view = asked(plain, region=region)
    whole = view.months.total[4]
    assert whole == {ROOT: Fraction("421.5"), GONGHE: Fraction(301)}[region]
    for breakdown in (view.kinds, view.products, view.channels):
        assert sum(bar.amount for bar in breakdown.bars) == whole
        assert [bar.amount for bar in breakdown.bars] == sorted((bar.amount for bar in breakdown.bars), reverse=True)


def test_without_a_target_there_is_no_line_no_lamp_and_it_says_so(plain: Workspace) -> None:
    view = asked(plain)
    assert sentence(view.page.headline) == (
        "1—5月消费帮扶销售额421.50万元，本方案未设目标；东部协作和中央、省级定点帮扶占61.68%，脱贫户产品占34.16%。"
    )
    assert not any(tile.lamp for tile in view.page.tiles)
    assert [tile.name for tile in view.page.tiles] == [
        "本年累计", "本月", "东部协作和定点帮扶", "832平台", "脱贫户产品占比", "食堂预留份额",
    ]  # fmt: skip
    assert not month_bars(view.months).layout.shapes
    assert view.canteens.finding == "3个有食堂的单位合计预留9.14%，本方案未设目标"
    assert {row.cells[6].status for row in view.canteens.table.rows} == {None}  # type: ignore[union-attr]


def test_a_missing_department_is_named_and_its_month_is_not_compared(plain: Workspace) -> None:
    view = asked(plain)
    assert view.page.context[1] == "含1/2个部门，县工业信息化商务科技局沿用4月"
    assert view.months_finding == "5月27.00万元；累计421.50万元"
    assert view.page.tiles[1].under == "含1/2个部门"
    assert view.months.carried[4]
    assert texts(view.shown, 6)[texts(view.shown, 1).index("省农业科学院")] == "—"
    april = asked(plain, "2023-04")
    assert april.page.context[1] == "含2/2个部门"
    assert not any(april.months.carried)


def test_a_target_of_the_partners_is_drawn_over_the_sales_to_partners(judged: Workspace) -> None:
    view = asked(judged)
    assert view.months.subject == "consumption.partner_sales"
    assert view.months.total[4] == 260
    assert (view.months.own[3], view.months.own[4]) == (17, 9)
    assert view.months.goals == (Goal(value=Fraction(1200), words="目标"),)
    labels = [entry.text for entry in month_bars(view.months).layout.annotations]
    assert "目标 1,200" in labels
    assert "序时 500" in labels
    lines = {(shape.line.dash, shape.y1) for shape in month_bars(view.months).layout.shapes}
    assert lines == {("dot", 1200.0), (None, 1200.0)}
    assert sentence(view.page.headline) == (
        "东部协作和中央、省级定点帮扶单位销售额260.00万元，完成全年目标的21.67%，还差940.00万元，落后序时20.00个百分点；"
        "2个预算单位预留份额低于10%。"
    )


def test_units_below_the_quota_come_first_and_the_exempt_last(judged: Workspace) -> None:
    view = asked(judged)
    assert texts(view.canteens.table, 1) == ["共和镇人民政府", "县人民医院", "县第一中学", "县档案馆", "合计"]
    assert view.canteens.table is not None
    assert [row.cells[6].status for row in view.canteens.table.rows] == ["far_behind", "behind", "met", None, None]
    assert view.canteens.table.rows[3].cells[6].text == "／ 免（无食堂）"
    assert view.canteens.finding == "3个有食堂的单位合计预留9.14%，2个单位低于10%：共和镇人民政府8.00%、县人民医院9.00%"
    assert "2个预算单位预留份额低于10%" in sentence(view.page.headline)
    tile = view.page.tiles[-1]
    assert (tile.figure, tile.under) == ("9.14", "2个单位低于10%")
    assert tile.lamp is not None
    assert tile.lamp.status == "far_behind"


def test_a_unit_at_exactly_the_quota_keeps_it() -> None:
    def unit(reserved: str) -> Canteen:
        return Canteen(
            name="县一中", place="牟定县", required=True, total=Fraction(100), reserved=Fraction(reserved), platform=None, agreement=None,
            carried="",
        )  # fmt: skip

    quota = Quota(percent=Fraction(10), status="behind", far=Fraction(10))
    assert [quota.of(unit(amount)) for amount in ("10", "9.999999", "9", "8.999999")] == [
        "met",
        "behind",
        "behind",
        "far_behind",
    ]
    assert unit("10").completion is None


def test_the_table_by_origin_holds_a_row_for_what_is_not_divided(plain: Workspace) -> None:
    table = asked(plain).page.table
    assert table.rows[-2].cells[1].text == "牟定县（未分乡镇）"
    assert table.rows[-2].cells[2].text == "60.50"
    by_unit = [row.cells[2].value for row in table.rows[:-1] if row.cells[2].value is not None]
    assert sum(by_unit) == table.rows[-1].cells[2].value == 421.5  # type: ignore[arg-type]


def test_a_township_sees_what_comes_from_it_and_its_own_canteens(plain: Workspace) -> None:
    view = asked(plain, region=GONGHE)
    assert {sale for sale in texts(view.listed, 3)} == {"共和镇"}
    assert texts(view.canteens.table, 1) == ["共和镇人民政府", "合计"]
    nowhere = asked(plain, region="532323203000")
    assert nowhere.listed is None
    assert nowhere.canteens.table is None
    assert nowhere.canteens.nothing == "表内没有属于安乐乡的预算单位。"


def test_a_month_before_any_report_says_so(plain: Workspace) -> None:
    view = asked(plain, "2023-03")
    assert sentence(view.page.headline) == "2023年3月还没有单位报送。"
    assert view.nothing == "2023年3月还没有单位报送。"
    assert view.kinds.bars == ()
    assert view.canteens.nothing == "2023年3月还没有单位报送食堂采购预留份额。"


def test_a_pack_without_the_sheets_says_that_it_does_not_collect_them(tmp_path: Path) -> None:
    sheets = (
        '[sheets.consumption]\nreporters = ["dept:nyncj", "dept:gxsj"]\n',
        '[sheets.canteen_quota]\nreporters = ["dept:czj"]\n',
    )
    pack = changed_pack(tmp_path, *((sheet, "") for sheet in sheets))
    url = f"sqlite:///{tmp_path / 'a.sqlite'}"
    view = asked(stored(url, {}, pack))
    assert sentence(view.page.headline) == "本方案不收消费帮扶月报表，没有销售额。"
    assert view.canteens.nothing == "本方案不收预算单位食堂采购预留份额表。"
    assert view.page.tiles == ()


def test_townships_may_report_instead_of_departments(tmp_path: Path) -> None:
    pack = changed_pack(
        tmp_path,
        ('[sheets.consumption]\nreporters = ["dept:nyncj", "dept:gxsj"]', '[sheets.consumption]\nreporters = "regions"'),
    )
    mine = [sale("县人民医院", "预算单位", "共和镇", "粮食", "协议采购", 2, 50, 20)]
    workspace = stored(f"sqlite:///{tmp_path / 'a.sqlite'}", {("consumption", GONGHE, "2023-05"): mine}, pack)
    assert sentence(asked(workspace).page.headline) == "5月已报1/7个乡镇，暂不作全县判断。"
    own = asked(workspace, region=GONGHE)
    assert own.page.context[1] == "含1/1个乡镇"
    assert (
        sentence(own.page.headline)
        == "1—5月消费帮扶销售额50.00万元，本方案未设目标；东部协作和中央、省级定点帮扶占0.00%，脱贫户产品占40.00%。"
    )


def test_the_workbook_holds_every_table_with_all_rows(plain: Workspace) -> None:
    view = asked(plain)
    tables = [table for table in (view.page.table, view.canteens.table, view.listed) if table]
    book = openpyxl.load_workbook(BytesIO(table_workbook(tables, printed="2023年6月1日")))
    assert book.sheetnames == ["按产品来源地分乡镇", "预算单位食堂采购预留份额", "采购明细"]
    assert [row[1].value for row in book["采购明细"].iter_rows(min_row=6)][:4] == [
        "沪滇协作产销中心", "县人民医院", "某电商平台公司", "省农业科学院（沿用4月）",
    ]  # fmt: skip


def test_the_page_shows_what_the_view_says(plain: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    page = opened(str(plain.database.engine.url), monkeypatch, PAGE, period="2023年5月")
    assert not page.exception
    body = text_of(page)
    assert "1—5月消费帮扶销售额421.50万元，本方案未设目标" in "".join(body.split())  # the figure is a link of its own
    assert len(page.get("plotly_chart")) == 4
    assert "县档案馆" in body
    assert '<span class="iw-lamp' not in shown(page)
    empty = opened(str(plain.database.engine.url), monkeypatch, PAGE, period="2023年5月", unit="安乐乡")
    assert not empty.exception
    assert "表内没有属于安乐乡的预算单位。" in text_of(empty)


@pytest.mark.parametrize(("period", "unit"), [("2023年4月", "新桥镇"), ("2022年5月", "全县"), ("2022年5月", "蟠猫乡")])
def test_no_month_and_no_unit_breaks_the_page(
    judged: Workspace, monkeypatch: pytest.MonkeyPatch, period: str, unit: str
) -> None:
    page = opened(str(judged.database.engine.url), monkeypatch, PAGE, period=period, unit=unit)
    assert not page.exception
    assert "错误编号" not in text_of(page)
    assert period in text_of(page)
    assert [button.label for button in page.get("download_button")] == ["导出"]
