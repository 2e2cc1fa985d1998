"""Drawings: what they compare, where a target stands, what is labelled; never a target of the county on a township."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from services.figures.bars import destination_bars, tier_ladder, training_bars
from services.figures.households import household_quarters
from services.figures.lines import year_over_year
from services.figures.shares import fund_bars
from services.figures.stages import state_bars
from services.views.collective import LadderRow
from services.views.employment import UnitBar
from services.views.household import QuarterBar
from services.views.industry import FundShare
from services.views.movement import TrainingStep, Trend


def bar(name: str, *parts: int, carried: bool = False) -> UnitBar:
    exact = tuple(map(Fraction, parts))
    return UnitBar(name=name, parts=exact, total=sum(exact, Fraction(0)), carried=carried)


def labels(figure: Any) -> list[str]:
    return [entry.text for entry in figure.layout.annotations]


def units(target: Fraction | None) -> Any:
    whole = bar("全县", 21544, 32596, 30776)
    return destination_bars(
        whole, [bar("共和镇", 6412, 9830, 9318), bar("蟠猫乡", 18, 6, 2, carried=True)], ("省外", "省内县外", "县内"), target
    )


def test_the_target_stands_against_the_whole_only() -> None:
    figure = units(Fraction(87500))
    assert [(shape.x0, shape.xref, shape.yref) for shape in figure.layout.shapes] == [(87500.0, "x", "y domain")]
    assert "目标 87,500" in labels(figure)
    assert not units(None).layout.shapes


def test_a_label_that_does_not_fit_is_left_out_and_the_total_stays() -> None:
    figure = units(None)
    by_unit = [trace for trace in figure.data if trace.yaxis == "y2"]
    assert by_unit[0].text == ("6,412", "")
    assert "<b>25,560</b>" in labels(figure)
    assert by_unit[0].y == ("共和镇", "蟠猫乡※")


def test_the_ladder_starts_with_the_best_tier_and_sums_to_one_hundred() -> None:
    figure = tier_ladder([LadderRow(name="全县", counts=(2, 9, 35, 16, 27))], [(15, Fraction(50))])
    assert [trace.x[0] for trace in figure.data] == [count / 89 * 100 for count in (27, 16, 35, 9, 2)]
    assert figure.layout.shapes[0].layer == "below"
    assert labels(figure) == ["15万 目标50%"]
    assert figure.data[0].y == ("全县　89村",)


def test_small_figures_have_round_ticks_too() -> None:
    trend = Trend(year=2023, this_year=(Fraction(8171), Fraction(8683), *[None] * 10), last_year=(None,) * 12, target=None)
    axis = year_over_year(trend).layout.yaxis
    assert axis.ticktext == ("8,200", "8,400", "8,600")
    assert axis.tickvals == (8200, 8400, 8600)


def test_months_are_words_and_the_line_ends_with_its_name() -> None:
    trend = Trend(year=2023, this_year=(Fraction(84310), Fraction(84916), *[None] * 10), last_year=(None,) * 12, target=None)
    figure = year_over_year(trend)
    assert figure.data[1].x[:2] == ("1月", "2月")
    assert labels(figure) == ["<b>2023年 84,916</b>"]
    assert figure.layout.annotations[0].bgcolor  # last year's line may run under it
    assert not figure.layout.shapes


def test_training_is_bars_with_rates() -> None:
    steps = [
        TrainingStep(name="培训", count=Fraction(3264), rate=""),
        TrainingStep(name="取证", count=Fraction(2418), rate="取证率 74.08%"),
    ]
    assert "取证率 74.08%" in labels(training_bars(steps))[1]


def test_the_line_judges_only_the_last_quarter() -> None:
    bars = [
        QuarterBar(period=f"{year}Q{quarter}", parts=(Fraction(1000),) * 4, total=Fraction(4000))
        for year in (2022, 2023)
        for quarter in (1, 2, 3, 4)
    ]
    figure = household_quarters(bars, Fraction(8000))
    base, line = figure.layout.shapes
    assert (base.y0, base.y1) == (0, 0)
    assert (line.x0, line.x1, line.y0) == (6.55, 7.45, 8000.0)
    assert sum(text == "<b>4,000</b>" for text in labels(figure)) == 2
    assert figure.layout.xaxis.ticktext[:2] == ("一季", "二季")
    assert [text for text in labels(figure) if text.endswith("年")] == ["2022年", "2023年"]


def test_the_unit_stands_behind_the_amount_when_pointed_at() -> None:
    share = FundShare(name="中央衔接资金", used=Fraction(60), whole=Fraction(100), percent=Fraction(60), target=None)
    assert [trace.hovertemplate[0] for trace in fund_bars([share]).data] == [
        "中央衔接资金 用于产业：60.00万元（60.00%）<extra></extra>", "中央衔接资金 其他：40.00万元<extra></extra>",
    ]  # fmt: skip


def test_several_leads_stand_in_lines_of_whole_names_and_leave_the_bars_room() -> None:
    leads = "市金融办、人行曲靖中支、曲靖银保监分局、市乡村振兴局"
    figure = state_bars(
        [(leads, (0, 1, 0, 0, 1)), ("市人社局", (1, 0, 0, 0, 0))], ("严重滞后", "滞后", "未到期", "未报", "达标")
    )
    assert figure.data[0].y == ("市金融办、<br>人行曲靖中支、<br>曲靖银保监分局、<br>市乡村振兴局", "市人社局")
    assert figure.layout.margin.l < 150
    assert figure.data[0].hovertemplate[0].startswith(leads)
