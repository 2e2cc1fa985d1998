"""产业联农带农 drawn: each unit beside its own target, each fund beside the share that the paper sets."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import pytest

from services.figures.shares import fund_bars, own_target_bars
from services.views.answers import Answers
from services.views.industry import FundShare
from services.views.own_targets import against_own
from tests.pages.answers import ANLE, GONGHE, NAMES, ROOT, XINQIAO, figure, judgement, result


def greenhouse(value: float | None, region: str, target: int | None = None, status: str = "far_behind", **more: Any) -> Any:
    judged = None
    if target is not None:
        gap = None if value is None else Fraction(str(value)) - target
        judged = judgement(
            status, value=target, unit="亩", kind="progress", scope=region, pace=Fraction(500, 12), gap=gap, **more
        )
    return result(figure(value, indicator="industry.greenhouse", region=region), judged, unit="亩", decimals=2)


def against(*results: Any) -> Any:
    return against_own(Answers(results=results, region=ROOT, names=NAMES), "industry.greenhouse", "新建设施大棚", "乡镇")


def test_only_a_unit_with_a_target_of_its_own_has_a_line() -> None:
    view = against(
        greenhouse(1030, ROOT, 8000), greenhouse(780, GONGHE, 2000), greenhouse(900, XINQIAO), greenhouse(250, ANLE, 2000)
    )
    assert view.finding == "有目标的2个乡镇新建设施大棚均滞后：安乐乡差1,750亩（每月需+250亩），共和镇差1,220亩（每月需+175亩）"
    assert view.what == "新建设施大棚，亩；黑线为各地全年目标2,000亩，虚线为序时833亩；其余未分解"
    drawn = own_target_bars(view)
    assert [(shape.x0, shape.line.dash) for shape in drawn.layout.shapes] == [
        (2000.0, "solid"), (pytest.approx(833.33, abs=0.01), "dot")
    ] * 2  # fmt: skip
    assert [bar.y[-1] for bar in drawn.data] == ["新桥镇", "新桥镇"]
    texts = " ".join(note.text for note in drawn.layout.annotations)
    assert "差 1,220" in texts
    assert "未分解" in texts


def test_a_figure_beside_its_bar_stands_clear_of_the_ticks_of_pace_and_target() -> None:
    drawn = own_target_bars(against(greenhouse(1030, ROOT, 8000), greenhouse(780, GONGHE, 2000), greenhouse(50, ANLE, 2000)))
    assert {note.text: note.x for note in drawn.layout.annotations if note.text.startswith("<b>")} == {"<b>50</b>": 50.0}
    near = own_target_bars(against(greenhouse(1030, ROOT, 8000), greenhouse(760, GONGHE, 2000), greenhouse(30, ANLE, 90)))
    assert {note.text: note.x for note in near.layout.annotations if note.text == "<b>30</b>"} == {"<b>30</b>": 90.0}
    far = own_target_bars(against(greenhouse(1030, ROOT, 8000), greenhouse(760, GONGHE, 2000), greenhouse(30, ANLE, 420)))
    assert {note.text: note.x for note in far.layout.annotations if note.text == "<b>30</b>"} == {"<b>30</b>": 175.0}


def test_units_that_have_not_reported_stay_and_nothing_is_drawn_over_nothing() -> None:
    view = against(greenhouse(250, ROOT, 8000), greenhouse(None, GONGHE, 2000, "not_reported"), greenhouse(250, ANLE))
    assert [unit.name for unit in view.units] == ["安乐乡", "共和镇"]
    assert "○ 未报" in " ".join(note.text for note in own_target_bars(view).layout.annotations)
    assert against(greenhouse(None, ROOT, 8000), greenhouse(None, GONGHE, 2000, "not_reported")) is None
    assert against(greenhouse(0, ROOT), greenhouse(0, GONGHE)) is None


def test_a_fund_has_a_tick_only_where_the_paper_sets_a_share() -> None:
    central = FundShare(
        name="中央衔接资金", used=Fraction("2871.5"), whole=Fraction(4545), percent=Fraction("63.18"), target=Fraction(60)
    )
    provincial = FundShare(name="省级衔接资金", used=Fraction(847), whole=Fraction(1646), percent=Fraction("51.46"))
    drawn = fund_bars([central, provincial])
    assert [(shape.x0, shape.y0) for shape in drawn.layout.shapes] == [(60.0, -0.46)]
    assert drawn.data[0].text[0] == "2,871.50（63.18%）"
    assert drawn.data[1].text == ("1,673.50", "799.00")
    assert not fund_bars([provincial]).layout.shapes
