"""消费帮扶 by month: growth, the line of the year's target, last year beside this one."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import pytest

from services.figures.consumption import month_bars, share_bars
from services.views.answers import Answers
from services.views.consumption_months import Months, growth_of, months, subject_of
from tests.pages.answers import ROOT, figure, judgement, result


def test_growth_needs_everybody_in_both_years() -> None:
    whole, part = figure(110, reported=2, expected=2), figure(110, reported=1, expected=2)
    base = figure(100, reported=2, expected=2, period="2022-05")
    assert growth_of(whole, base) == 10
    assert growth_of(part, base) is None
    assert growth_of(whole, figure(0, reported=2, expected=2)) is None
    assert growth_of(whole, None) is None


def test_a_target_over_several_years_is_no_line_of_one_year() -> None:
    spanning = judgement("behind", value=3600, kind="progress", unit="万元", pace=Fraction(1700, 36))
    answers = Answers(
        results=[result(figure(500, indicator="consumption.sales"), spanning, unit="万元")], region=ROOT, names={}
    )
    assert months(answers, subject_of(answers), {}, {}, "2023-05").goals == ()


def test_the_stretch_is_a_second_line_and_never_the_one_that_binds() -> None:
    def of(value: int, *, stretch: bool) -> Any:
        judged = judgement("behind", value=value, kind="progress", unit="万元", pace=Fraction(500, 12), stretch=stretch)
        return result(figure(100, indicator="consumption.sales"), judged, unit="万元")

    answers = Answers(results=[of(800, stretch=True), of(600, stretch=False)], region=ROOT, names={})
    found = months(answers, "consumption.sales", {}, {"2023-05": figure(100)}, "2023-05")
    assert [(goal.words, goal.value) for goal in found.goals] == [("目标", 600), ("力争", 800)]
    assert "序时 250" in [entry.text for entry in month_bars(found).layout.annotations]


def test_months_are_drawn_from_zero_and_last_year_only_where_it_is_known() -> None:
    series = Months(
        year=2023, subject="consumption.sales", own=(Fraction(5), *[None] * 11), total=(Fraction(5), *[None] * 11), last_year=(None,) * 12
    )  # fmt: skip
    drawn = month_bars(series)
    assert drawn.layout.yaxis.range[0] == 0
    assert "2022年" not in [entry.text for entry in drawn.layout.annotations]
    assert not share_bars(()).layout.annotations


@pytest.mark.parametrize(("now", "anchor", "shift"), [(50, "right", 14), (20, "left", -12)])
def test_this_years_label_stands_clear_of_last_years_line(now: int, anchor: str, shift: int) -> None:
    running = (*(Fraction(now * month) for month in range(1, 7)), *[None] * 6)
    before = tuple(Fraction(40 * month) for month in range(1, 13))
    series = Months(year=2023, subject="consumption.sales", own=(None,) * 12, total=running, last_year=before)
    label = next(entry for entry in month_bars(series).layout.annotations if entry.text.startswith("<b>2023年"))
    assert (label.xanchor, label.yshift) == (anchor, shift)
