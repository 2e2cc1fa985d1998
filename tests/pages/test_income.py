"""收入: what each source adds, how households spread over annual income, what is said where nothing can be compared."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from metrics.catalogue import load_catalogue
from metrics.measuring.rows import SheetRows
from metrics.packs import Pack, load_pack
from metrics.packs.model import Series
from services.figures.income import contribution_bars, source_bars, spread_bars, unit_bars
from services.views.answering import asker
from services.views.answers import Answers
from services.views.asking_income import ask_income
from services.views.income import Income, IncomeFacts, UnitIncome, income, points_finding
from services.views.income_reference import Reference, reference_words, references
from services.views.income_sources import HeadIncome, SourceGrowth, grown, head_income
from services.views.income_spread import annual_incomes, lines_of, spread_finding, spread_of
from services.views.model import sentence
from services.workspace import Workspace, open_workspace
from tests.metrics.income.households import frame, household
from tests.pages.answers import ANLE, GONGHE, NAMES, ROOT, figure, judgement, result, state
from tests.pages.test_pages import opened, text_of

SCRIPT = "pages/indicators/income.py"
PACK = load_pack("mouding-2023")


def head(*parts: int, rest: int = 0) -> HeadIncome:
    exact = tuple(map(Fraction, parts))
    return HeadIncome(net=sum(exact, Fraction(rest)), parts=exact)


NOW, BEFORE = head(4477, 900, 155, 1004), head(4170, 969, 142, 925)


def test_what_the_sources_add_is_the_growth_exactly() -> None:
    found = grown(NOW, BEFORE, reporters=7)
    assert found.points is not None
    assert sum(found.points) == found.growth == Fraction(330 * 100, 6206)
    assert found.points[1] == Fraction(-69 * 100, 6206)
    assert found.rest == 0


def test_what_a_report_is_out_by_stays_apart_and_closes_the_sum() -> None:
    found = grown(head(3000, 1000, 0, 1000, rest=1), head(2000, 1000, 0, 1000), reporters=1)
    assert found.points is not None
    assert found.rest == Fraction(1, 40)
    assert sum(found.points) + found.rest == found.growth


@pytest.mark.parametrize("before", [None, head(0, -5, 0, 0), head(0, 0, 0, 0)])
def test_a_base_of_nothing_or_below_is_not_compared(before: HeadIncome | None) -> None:
    found = grown(NOW, before, reporters=1)
    assert (found.growth, found.points) == (None, None)
    assert points_finding(found) == "上年同季没有可比的数，不可比"


def test_income_a_head_is_sum_over_sum_and_a_blank_source_adds_nothing() -> None:
    rows = [
        household("H1", persons=4, wage=4000, operating_gross=900, operating_cost=100),
        household("H2", persons=1, wage=1000, property=None, transfer=250, net=1300),
        household("H3", persons=None, wage=9999),
    ]
    found = head_income(SheetRows.of(frame(rows)))
    assert found is not None
    assert found.net == Fraction(4800 + 1300, 5)
    assert found.parts == (1000, 160, 0, 50)
    assert found.rest == 10
    assert head_income(SheetRows.of(frame(rows[2:]))) is None


def annual(*nets: Any, region: str = ROOT) -> Any:
    rows = [household(f"H{number}", persons=1, wage=net) for number, net in enumerate(nets)]
    return annual_incomes(PACK, "2023Q4", {"2023Q4": frame(rows)}, region)


def test_a_household_at_a_line_is_not_below_it() -> None:
    spread = spread_of(annual(7999, 8000, "9999.99", 10000, 30000, 40000), lines_of(PACK, "2023Q4"))
    bands = {band.label: band.households for band in spread.bands if band.households}
    assert bands == {"6,000—8,000": 1, "8,000—10,000": 2, "10,000—12,000": 1, "24,000以上": 2}
    assert (spread.known, spread.unknown) == (6, 0)


def test_poor_counties_get_narrow_bands_and_losses_stand_in_the_first() -> None:
    spread = spread_of(annual(*([5500] * 9), -20), ())
    assert spread.width == 1000
    assert [(band.label, band.households) for band in spread.bands if band.households] == [("不足1,000", 1), ("5,000—6,000", 9)]


def test_households_of_other_units_are_not_counted() -> None:
    assert len(annual(1, 2, region=GONGHE).known) == 2
    assert len(annual(1, 2, region=ANLE).known) == 0


def test_before_the_fourth_quarter_a_household_without_last_year_is_counted_apart() -> None:
    old = [household("H1", persons=1, wage=12000), household("H2", persons=1, wage=500)]
    half = [household("H1", persons=1, wage=5000)]
    now = [household("H1", persons=1, wage=6000), household("H2", persons=1, wage=600), household("H3", persons=1, wage=700)]
    frames = {"2022Q4": frame(old), "2022Q2": frame(half), "2023Q2": frame(now)}
    spread = spread_of(annual_incomes(PACK, "2023Q2", frames, ROOT), lines_of(PACK, "2023Q2"))  # type: ignore[arg-type]
    assert (spread.known, spread.unknown) == (1, 2)
    assert spread_finding(spread, Fraction(0), Fraction(10000)) == "没有年人均10,000元以下的户；12,000—14,000元的最多，1户"


def with_income(pack: Pack, **keyed: Any) -> Pack:
    return replace(pack, income=pack.income.model_copy(update=keyed))


def test_the_lines_of_the_year_are_drawn_where_they_are() -> None:
    pack = with_income(PACK, line={2023: Fraction(8100)})
    assert lines_of(PACK, "2023Q2") == (("工作线", 10000),)
    spread = spread_of(annual(8000, 9000, 15000), lines_of(pack, "2023Q4"))
    drawn = spread_bars(spread)
    assert [shape.x0 for shape in drawn.layout.shapes] == [8100.0, 10000.0]
    assert {"监测线 8,100", "工作线 10,000"} <= {entry.text for entry in drawn.layout.annotations}
    assert sum(drawn.data[0].y) == 3


def test_outside_series_of_incomes_stand_beside_and_others_do_not() -> None:
    keyed = {
        "全国脱贫人口人均纯收入": Series(source="公报", values={"2022": 14342, "2023": 16396}),
        "全省农民收入增速": Series(values={"2023": Fraction("6.5")}),
        "2022年度小额信贷目标": Series(values={"2023": 1}),
        "全省农民收入": Series(values={"2022": 1}),
    }
    found = references(with_income(PACK, reference_series=keyed), ROOT, 2023)
    assert [(entry.name, entry.level, entry.growth) for entry in found] == [
        ("全国脱贫人口人均纯收入", 16396, Fraction(2054 * 100, 14342)),
        ("全省农民收入增速", None, Fraction("6.5")),
    ]
    assert reference_words(found, 2023).startswith("全国脱贫人口人均纯收入2023年16,396元，增长14.32%（来源：公报）；")
    assert "外部数据" in reference_words((), 2023)


def test_the_reference_judges_the_whole_only_and_signs_are_written() -> None:
    outside = Reference(name="全省", source="", level=None, growth=Fraction("6.5"))
    drawn = contribution_bars(grown(NOW, BEFORE, reporters=7), [outside])
    line = drawn.layout.shapes[0]
    assert (line.x0, line.y0, line.y1) == (6.5, 3.5, 4.5)
    texts = [entry.text for entry in drawn.layout.annotations]
    assert texts[:2] == ["+4.95", "−1.11"]
    assert drawn.layout.annotations[4].x == 6.5
    assert texts[4] == "<b>+5.32%</b>"
    assert texts[5] == "全省 +6.50%"


def test_two_years_are_stacked_by_source_and_totals_stand_outside() -> None:
    drawn = source_bars(grown(NOW, BEFORE, reporters=7), 2023)
    assert [trace.x for trace in drawn.data] == [(4477.0, 4170.0), (900.0, 969.0), (155.0, 142.0), (1004.0, 925.0)]
    assert drawn.data[2].text == ("", "")
    assert [entry.text for entry in drawn.layout.annotations] == ["<b>6,536</b>", "<b>6,206</b>"]


def test_a_unit_without_a_report_keeps_its_place_and_is_not_zero() -> None:
    units = [
        UnitIncome(name="共和镇", value=Fraction(6639), growth=None),
        UnitIncome(name="安乐乡", value=None, growth=None),
    ]
    texts = [entry.text for entry in unit_bars(units, units[0]).layout.annotations]
    assert texts[1] == "○ 未报"
    assert "不可比" in texts[0]


def facts(**more: Any) -> IncomeFacts:
    known: dict[str, Any] = {
        "sources": grown(NOW, BEFORE, reporters=7), "spread": None, "references": (), "line": None, "work_line": Fraction(10000),
    }  # fmt: skip
    return IncomeFacts(**known | more)


def made(found: IncomeFacts, *results: Any) -> Income:
    answers = Answers(results=results, region=ROOT, names=NAMES)
    states = [state(GONGHE, "on_time", sheet="household_income")]
    return income(answers, states, found, period="2023Q2", noun="乡镇", whole="全县", reporters="乡镇")


def of(indicator: str, value: Any, *, unit: str = "户", judged: Any = None, **more: Any) -> Any:
    return result(figure(value, indicator=indicator, period="2023Q2", **more), judged, unit=unit, title="指标")


def test_the_headline_names_the_sources_and_the_line_without_a_cause() -> None:
    results = (
        of("income.net_per_capita", 6536, unit="元/人"),
        of("income.net_growth", Fraction(330 * 100, 6206), unit="%"),
        of("income.below_line_households", 23),
        of("income.below_work_line_households", 80),
    )
    said = sentence(made(facts(line=Fraction(8000)), *results).page.headline)
    assert (
        said
        == "人均纯收入6,536元，同比增长5.32%；工资性收入拉动最多，4.95个百分点，生产经营净收入下拉1.11个百分点；23户低于监测线8,000元。"
    )
    assert "年人均10,000元以下80户" in sentence(made(facts(), *results).page.headline)


def test_where_the_whole_fell_the_fall_comes_first() -> None:
    fallen = grown(head(900, 50, 0, 0), head(1000, 40, 0, 0), reporters=7)
    results = (of("income.net_per_capita", 950, unit="元/人"), of("income.net_growth", -9, unit="%"))
    said = sentence(made(facts(sources=fallen), *results).page.headline)
    assert said == "人均纯收入950元，同比下降9.00%；工资性收入下拉最多，9.62个百分点，生产经营净收入拉动0.96个百分点。"


def test_what_is_behind_its_target_comes_first_and_brings_its_lamp() -> None:
    judged = judgement("behind", value=20, unit="%", gap=Fraction(-8), completion=60, code="INC-Q01")
    results = (of("income.net_per_capita", 6536, unit="元/人"), of("income.operating_growth", 12, unit="%", judged=judged))
    view = made(facts(), results[0], replace(results[1], title="人均生产经营净收入同比增长", decimals=2))
    assert view.page.headline[1].status == "behind"
    assert sentence(view.page.headline).startswith("人均生产经营净收入同比增长12.00%，差8.00个百分点；人均纯收入")
    assert view.page.tiles[1].lamp is not None


def test_too_little_or_nothing_is_no_finding() -> None:
    none: SourceGrowth = grown(None, None, reporters=0)
    silent = of("income.net_per_capita", None, unit="元/人", reported=0)
    assert sentence(made(facts(sources=none), silent).page.headline) == "2023年第二季度还没有单位报送。"
    assert sentence(made(facts(sources=none)).page.headline) == "本方案不收脱贫人口和监测对象家庭收入监测表。"
    few = of("income.net_per_capita", 6536, unit="元/人", reported=2)
    assert sentence(made(facts(), few).page.headline) == "第二季度已报2/7个乡镇，暂不作全县判断。"


@pytest.fixture
def county(sample_file: Path) -> Workspace:
    return open_workspace(f"sqlite:///{sample_file}")


def test_a_pack_without_the_sheet_says_so(county: Workspace) -> None:
    pack = replace(PACK, sheets={name: plan for name, plan in PACK.sheets.items() if name != "household_income"})
    view = ask_income(county, pack, "2023Q2", ROOT)
    assert sentence(view.page.headline).startswith("本方案不收")
    assert (view.sources.now, view.spread) == (None, None)


@pytest.mark.parametrize("region", [ROOT, GONGHE])
def test_the_page_shows_what_the_indicators_say(county: Workspace, region: str) -> None:
    view = ask_income(county, PACK, "2023Q2", region)
    answers = asker(county, PACK, region).answers("2023Q2")
    assert view.sources.points is not None
    assert sum(view.sources.points) + view.sources.rest == view.sources.growth == answers.value("income.net_growth")
    assert view.sources.now is not None
    for index, source in enumerate(("wage", "operating", "property", "transfer")):
        assert view.sources.now.parts[index] == answers.value(f"income.{source}_per_capita", region)
    assert view.spread is not None
    assert view.spread.unknown == answers.value("income.line_unknown_households")
    below = sum(band.households for band in view.spread.bands if band.upper is not None and band.upper <= 10000)
    assert below == answers.value("income.below_work_line_households")
    assert view.spread.known + view.spread.unknown == answers.value("income.households")


def test_every_indicator_of_income_stands_on_the_page(county: Workspace) -> None:
    view = ask_income(county, PACK, "2023Q2", ROOT)
    shown = {column.key for table in (view.page.table, view.households) for column in table.columns}
    assert {key for key in load_catalogue().indicators if key.startswith("income.")} <= shown


def test_the_page_of_a_unit_and_of_a_year_without_a_base(sample_file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    url = f"sqlite:///{sample_file}"
    page = opened(url, monkeypatch, SCRIPT, unit="凤屯镇")
    assert not page.exception
    assert "分村收入" in text_of(page)
    page = opened(url, monkeypatch, SCRIPT, quarter="2022年第一季度")
    assert not page.exception
    body = text_of(page)
    assert "缺上年数据，还不能折算年人均纯收入" in body
    assert "上年同季没有可比的数，不可比" in body
    assert "无参照" in body
