"""就业, second part: allowance against its floor, travel allowance, workshops under the pack's rule or under none."""

from __future__ import annotations

from fractions import Fraction
from io import BytesIO
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from metrics.results import Shortfall
from metrics.settings import Settings
from services.exports.table_workbook import table_workbook
from services.figures.travel import travel_bars
from services.views.answers import Answers
from services.views.asking_employment import ask_employment
from services.views.employment import Employment
from services.views.employment_support import TravelBar
from services.views.public_posts import PAY, PayRule, pay_rule
from services.views.workshops import RewardRule, Workshop, reward_rule
from services.workspace import Workspace
from tests.pages.answers import ANLE, GONGHE, NAMES, ROOT, XINQIAO, figure, judgement, result
from tests.pages.small_county import changed_pack, stored
from tests.pages.test_pages import opened, text_of
from tests.shell.workbooks import workers

PAGE = "pages/indicators/employment.py"
RULES = (
    "return_target = 0.07",
    "return_target = 0.07\npublic_post_floor = 800\ntravel_allowance = 1000\nworkshop_reward_rate = 0.15\nworkshop_min_workers = 5\nworkshop_min_months = 1",
)


def employed(place: str, pay: float, due: int, paid: int) -> dict[str, Any]:
    return workers(
        place, public_posts=10, public_post_pay=pay, rangers=3, trained=40, trained_certified=30, trained_willing=20, trained_employed=15,
        travel_due=due, travel_paid=paid, travel_amount=paid * 1000,
    )  # fmt: skip


def workshop(name: str, place: str, lifted: int, months: int, wages: float, paid: float) -> dict[str, Any]:
    return {
        "name": name, "region": place, "kind": "厂房式", "workers": lifted + 3, "lifted_workers": lifted, "months": months, "wages": wages,
        "reward_paid": paid,
    }  # fmt: skip


def reports() -> dict[tuple[str, str, str], list[dict[str, Any]]]:
    gonghe = [
        workshop("云岭制衣车间", "散花村", 5, 1, 20000, 3000), workshop("彝绣车间", "何梁村", 4, 6, 30000, 0),
        workshop("菌菇车间", "余新村", 9, 4, 40000, 0),
    ]  # fmt: skip
    return {
        ("employment", GONGHE, "2023-05"): [employed("散花村", 800, 40, 40), employed("何梁村", 820, 20, 10)],
        ("employment", XINQIAO, "2023-05"): [employed("新桥村", 780, 10, 4)],
        ("workshops", GONGHE, "2023-04"): [],
        ("workshops", GONGHE, "2023-05"): gonghe,
        ("workshops", XINQIAO, "2023-05"): [],
    }


@pytest.fixture(scope="module")
def plain(tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    """The shipped pack: no floor, no rule of reward."""
    return stored(f"sqlite:///{tmp_path_factory.mktemp('plain') / 'a.sqlite'}", reports())


@pytest.fixture(scope="module")
def ruled(tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    """The same under a pack that sets them."""
    folder = tmp_path_factory.mktemp("ruled")
    return stored(f"sqlite:///{folder / 'a.sqlite'}", reports(), changed_pack(folder, RULES))


def asked(workspace: Workspace, period: str = "2023-05", region: str = ROOT) -> Employment:
    return ask_employment(workspace, workspace.packs[0], period, region)


def cells(view: Any, region: str, key: str) -> Any:
    table = view.page.table
    place = [column.key for column in table.columns].index(key)
    return next(row for row in table.rows if row.region == region).cells[place]


def test_four_steps_from_training_to_work_each_with_its_rate(plain: Workspace) -> None:
    assert [(step.name, step.count, step.rate) for step in asked(plain).training] == [
        ("培训", 120, ""), ("取证", 90, "取证率 75.00%"), ("有就业意愿", 60, "占培训 50.00%"), ("已就业", 45, "占有意愿 75.00%"),
    ]  # fmt: skip


def test_an_allowance_under_the_floor_is_marked_in_its_unit_only(ruled: Workspace) -> None:
    view = asked(ruled)
    low = cells(view, XINQIAO, PAY)
    assert (low.text, low.status, low.lamp_text) == ("780.00", "behind", "低于800")
    assert cells(view, GONGHE, PAY).status is None
    assert cells(view, ANLE, PAY).text == "—"
    assert cells(view, ROOT, PAY).status is None
    assert view.support.posts_finding == "公益性岗位在岗30人，最低补贴780.00元/人/月；新桥镇低于800"
    assert view.support.post_tiles[1].under == "不低于800（含）"
    assert "公益性岗位补贴标准不低于800元/人/月（含）。" in view.page.table.notes


def test_without_a_floor_nothing_is_marked(plain: Workspace) -> None:
    view = asked(plain)
    assert {cells(view, region, PAY).status for region in (GONGHE, XINQIAO)} == {None}
    assert view.support.posts_finding.endswith("，本方案未设目标")


def test_an_allowance_below_last_period_is_marked_where_it_fell() -> None:
    fell = judgement(
        "behind", value=None, op="not below last period", short=(Shortfall(region=f"{ANLE[:9]}201", row_key=None, value=None),)
    )
    rule = pay_rule(fell, Fraction(800))
    answers = Answers(results=[result(figure(780, indicator=PAY, region=GONGHE))], region=ROOT, names=NAMES)
    assert rule.words == "低于上期"
    assert rule.misses(answers, ANLE)
    assert not rule.misses(answers, GONGHE)
    assert PayRule(floor=Fraction(780)).misses(answers, GONGHE) is False


def test_who_waits_for_the_travel_allowance_comes_first(plain: Workspace) -> None:
    support = asked(plain).support
    assert [(bar.name, bar.due, bar.paid) for bar in support.travel[:3]] == [
        ("共和镇", 60, 50),
        ("新桥镇", 10, 4),
        ("江坡镇", None, None),
    ]
    assert support.travel_finding == "应补70人，已补54人，兑付率77.14%；还有16人未补，在共和镇（10人）、新桥镇（6人）"
    assert support.travel_what == "外出务工交通补助，本年累计，人，已补金额5.40万元"
    labels = [entry.text for entry in travel_bars(support.travel).layout.annotations]
    assert labels[0].startswith("<b>50/60</b>")
    assert labels[2] == "—"


def test_the_reward_is_computed_by_the_packs_rule_and_says_why_not(ruled: Workspace) -> None:
    support = asked(ruled).support
    part = support.workshops
    assert part.table is not None
    eligible = [column.key for column in part.table.columns].index("eligible")
    rows = {row.cells[1].text: [cell.text for cell in row.cells[eligible : eligible + 3]] for row in part.table.rows}
    assert rows == {
        "菌菇车间": ["符合", "6,000.00", "0.00"],
        "云岭制衣车间": ["符合", "3,000.00", "3,000.00"],
        "彝绣车间": ["不符合：不足5人", "0.00", "0.00"],
        "合计": ["2个", "9,000.00", "3,000.00"],
    }
    assert next(iter(rows)) == "菌菇车间"
    assert part.finding == "3个帮扶车间吸纳脱贫劳动力18人；2个符合奖补条件，应兑付0.90万元，已兑付33.33%，1个未足额兑付"
    assert [tile.figure for frame in part.tiles for tile in frame] == ["3", "18", "2", "0.90", "33.33"]
    assert [column.heading for column in support.table.columns][-3:] == ["符合奖补", "应兑付 元", "兑付率 %"]


def test_without_a_rule_no_reward_is_invented(plain: Workspace) -> None:
    support = asked(plain).support
    part = support.workshops
    assert part.finding == "3个帮扶车间吸纳脱贫劳动力18人；本方案未设奖补办法"
    assert part.table is not None
    assert {"eligible", "due"}.isdisjoint({column.key for column in part.table.columns})
    assert part.table.notes == ("本方案未设奖补办法，不计算应兑付奖补。",)
    assert [tile.name for frame in part.tiles for tile in frame] == ["帮扶车间", "吸纳脱贫劳动力"]


def test_both_bounds_count_themselves() -> None:
    rule = reward_rule(
        Settings(workshop_min_workers=Fraction(5), workshop_min_months=Fraction(2), workshop_reward_rate=Fraction(15, 100))
    )

    def of(lifted: int, months: int) -> Workshop:
        return Workshop(
            name="a", place="b", township="c", kind="", workers=None, lifted=Fraction(lifted), months=Fraction(months), wages=Fraction(100),
            paid=None, carried="",
        )  # fmt: skip

    assert [of(5, 2).why_not(rule), of(4, 2).why_not(rule), of(5, 1).why_not(rule), of(4, 1).why_not(rule)] == [
        "", "不足5人", "不足2个月", "不足5人、不足2个月",
    ]  # fmt: skip
    assert of(5, 2).due(rule) == 15
    assert of(5, 2).due(RewardRule(workers=None, months=None, rate=Fraction(15, 100))) is None


def test_a_township_sees_its_own_workshops_and_a_month_without_any_says_so(ruled: Workspace) -> None:
    own = asked(ruled, region=XINQIAO).support
    assert own.workshops.nothing == "2023年5月没有就业帮扶车间。"
    assert own.workshops.table is None
    assert own.posts_finding.endswith("；新桥村低于800")
    before = asked(ruled, "2023-03").support
    assert before.workshops.nothing == "2023年3月还没有单位报送就业帮扶车间台账。"
    assert before.travel_finding == "还没有交通补助数"


def test_a_pack_without_workshops_says_that_it_does_not_collect_them(tmp_path: Path) -> None:
    pack = changed_pack(tmp_path, ('[sheets.workshops]\nreporters = "regions"\n', ""))
    only = {key: rows for key, rows in reports().items() if key[0] == "employment"}
    support = asked(stored(f"sqlite:///{tmp_path / 'a.sqlite'}", only, pack)).support
    assert support.workshops.nothing == "本方案不收就业帮扶车间台账。"
    assert "帮扶车间" not in {column.group for column in support.table.columns}


def test_the_page_draws_four_charts_and_hands_out_three_tables(plain: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    page = opened(str(plain.database.engine.url), monkeypatch, PAGE, period="2023年5月")
    assert not page.exception
    assert len(page.get("plotly_chart")) == 4
    body = text_of(page)
    assert "云岭制衣车间" in body
    assert "培训、补助和帮扶车间" in body
    view = asked(plain)
    assert view.support.workshops.table is not None
    tables = [view.page.table, view.support.table, view.support.workshops.table]
    book = openpyxl.load_workbook(BytesIO(table_workbook(tables, printed="2023年6月1日")))
    assert book.sheetnames == ["分乡镇明细", "培训、补助和帮扶车间", "就业帮扶车间"]


def test_bars_without_any_report_are_empty() -> None:
    drawn = travel_bars((TravelBar(name="共和镇", due=None, paid=None),))
    assert [entry.text for entry in drawn.layout.annotations] == ["—"]


@pytest.mark.parametrize(
    ("period", "unit", "said"),
    [
        ("2023年5月", "安乐乡", "2023年5月还没有单位报送。"),
        ("2023年5月", "新桥镇", "本方案未设目标"),
        ("2023年4月", "全县", "2023年4月还没有单位报送。"),
    ],
)
def test_a_unit_or_a_month_without_reports_says_so_and_nothing_breaks(
    ruled: Workspace, monkeypatch: pytest.MonkeyPatch, period: str, unit: str, said: str
) -> None:
    page = opened(str(ruled.database.engine.url), monkeypatch, PAGE, period=period, unit=unit)
    assert not page.exception
    assert said in text_of(page)
    assert "错误编号" not in text_of(page)
    assert [button.label for button in page.get("download_button")] == ["导出"]
