"""预警分析 on counts made by hand: what is hidden before it is drawn, what the findings say, what the drawings hold."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from fractions import Fraction

import numpy as np
import pytest

from data_access.store import ChurnCounts
from metrics.evidence import MICRO
from metrics.income_exact import Quantity
from pages.kit.tile_grid import tile_grid as grid_html
from services.figures.warnings import APART_COLOUR, around_bars, cause_bars, level_bars, level_legend, turnover_bars
from services.views.model import sentence
from services.views.tile_grid import TileUnit, tile_grid
from services.views.warning_analysis import (
    Facts,
    analysis_headline,
    analysis_tiles,
    causes_finding,
    levels_finding,
    most_of,
    shares_finding,
    turnover_finding,
    turnover_of,
)
from services.views.warning_line import STEPS, Around, Line, around, around_table, around_words, line_finding
from services.views.warning_units import CAUSE_NAMES, units_of, whole_of
from services.views.warning_units_table import units_table
from services.warning_breakdown import Breakdown

WORDS = {"red": "红", "orange": "橙", "yellow": "黄", "watch": "关注"}
GONGHE, XINQIAO, JIANGPO, PANMAO = "532323101000", "532323102000", "532323103000", "532323202000"
CODES = (GONGHE, XINQIAO, JIANGPO, PANMAO)
NAMES = {GONGHE: "共和镇", XINQIAO: "新桥镇", JIANGPO: "江坡镇", PANMAO: "蟠猫乡"}
HOUSEHOLDS: Mapping[str, Fraction | None] = {
    GONGHE: Fraction(400), XINQIAO: Fraction(100), JIANGPO: Fraction(200), PANMAO: None,
}  # fmt: skip


def breakdown(
    levels: Sequence[Sequence[int]], causes: Sequence[Sequence[int]], churn: Sequence[tuple[int, int, int]] | None
) -> Breakdown:
    """``levels`` red to 关注, ``causes`` wage … transfer and none, ``churn`` new, staying and gone, a line a unit."""
    keys = [code[:9] for code in CODES]
    by_unit = {key: {rank: count for rank, count in enumerate(line) if count} for key, line in zip(keys, levels, strict=False)}
    drivers = {key: dict(zip((1, 2, 3, 4, 0), line, strict=True)) for key, line in zip(keys, causes, strict=False)}
    counts = None
    if churn is not None:
        new, staying, gone = (sum(line[place] for line in churn) for place in range(3))
        counts = ChurnCounts(new=new, staying=staying, gone=gone, by_region=dict(zip(keys, churn, strict=False)))
    return Breakdown(
        total=sum(map(sum, levels)), by_level={rank: sum(line[rank] for line in levels) for rank in range(4)}, by_unit=by_unit,
        causes=drivers, before=counts.staying + counts.gone if counts else None, churn=counts,
    )  # fmt: skip


USUAL = breakdown(
    [(3, 20, 9, 8), (5, 12, 4, 3), (4, 1, 9, 6)],
    [(20, 9, 0, 5, 6), (10, 4, 0, 3, 7), (8, 6, 0, 3, 3)],
    [(10, 30, 5), (4, 20, 6), (9, 11, 3)],
)


def facts(found: Breakdown, **more: object) -> Facts:
    units = units_of(found, CODES, NAMES, HOUSEHOLDS)
    known: dict[str, object] = {
        "period": "2023Q2", "noun": "乡镇", "whole": whole_of(found, "全县", Fraction(700)), "units": units,
        "turnover": turnover_of(found), "most": most_of(found, units), "monitoring_line": Fraction(8000), "line": None,
        "around": None, "level_words": WORDS,
    }  # fmt: skip
    return Facts(**{**known, **more})  # type: ignore[arg-type]


def test_the_unit_with_most_households_stands_first_and_who_has_not_reported_last() -> None:
    units = units_of(USUAL, CODES, NAMES, HOUSEHOLDS)
    assert [unit.name for unit in units] == ["共和镇", "新桥镇", "江坡镇", "蟠猫乡"]
    assert [unit.listed for unit in units] == [40, 24, 20, 0]
    assert units[0].share == 10
    assert units[-1].share is None


def test_a_small_cell_is_hidden_with_others_and_never_reaches_the_drawing() -> None:
    """One household at 橙 in 江坡镇."""
    units = {unit.name: unit for unit in units_of(USUAL, CODES, NAMES, HOUSEHOLDS)}
    assert units["江坡镇"].levels == ("略", "少于3", 9, 6)
    assert units["江坡镇"].apart == 5
    assert units["共和镇"].levels == (3, 20, 9, 8)
    assert units["新桥镇"].levels == ("略", "略", 4, 3)
    figure = level_bars(units_of(USUAL, CODES, NAMES, HOUSEHOLDS), WORDS)
    assert 1 not in {value for trace in figure.data for value in trace.x}
    drawn = {trace.y[place]: sum(each.x[place] for each in figure.data) for trace in figure.data for place in range(4)}
    assert drawn == {"共和镇": 40, "新桥镇": 24, "江坡镇": 20, "蟠猫乡": 0}


def test_a_unit_of_one_household_has_no_bar_no_share_and_no_tile_colour() -> None:
    found = breakdown([(0, 20, 0, 0), (0, 1, 0, 0), (0, 9, 0, 0)], [(20, 0, 0, 0, 0), (1, 0, 0, 0, 0), (9, 0, 0, 0, 0)], None)
    units = {unit.name: unit for unit in units_of(found, CODES, NAMES, HOUSEHOLDS)}
    assert (units["新桥镇"].listed, units["新桥镇"].share) == ("少于3", None)
    assert units["江坡镇"].listed == "略"
    assert set(units["新桥镇"].levels) == {"略"}
    assert [unit.name for unit in units_of(found, CODES, NAMES, HOUSEHOLDS)] == ["共和镇", "新桥镇", "江坡镇", "蟠猫乡"]
    texts = [note.text for note in level_bars(tuple(units.values()), WORDS).layout.annotations]
    assert any("少于3户" in text for text in texts)
    assert "○ 未报" in texts


def test_churn_hides_its_small_cells_too() -> None:
    """Two gone from 共和镇, one new in 新桥镇: those that stay there must not give it away."""
    found = replace(USUAL, churn=ChurnCounts(
        new=20, staying=64, gone=11,
        by_region={code[:9]: line for code, line in zip(CODES, ((10, 30, 2), (1, 23, 6), (9, 11, 3)), strict=False)},
    ))  # fmt: skip
    units = {unit.name: unit for unit in units_of(found, CODES, NAMES, HOUSEHOLDS)}
    assert [units[name].gone for name in ("共和镇", "新桥镇", "江坡镇")] == ["少于3", 6, "略"]
    assert (units["新桥镇"].new, units["新桥镇"].staying) == ("少于3", "略")
    assert (units["江坡镇"].new, units["江坡镇"].staying) == ("略", "略")
    assert (units["共和镇"].new, units["共和镇"].staying) == (10, 30)


def test_the_table_ends_with_the_service_s_own_totals_and_words_stay_words() -> None:
    units = units_of(USUAL, CODES, NAMES, HOUSEHOLDS)
    table = units_table(
        units, whole_of(USUAL, "全县", Fraction(700)), WORDS, noun="乡镇", context="", compared=True, judged=True,
        address=lambda unit: f"/income_drop?unit={unit.name}",
    )  # fmt: skip
    rows = {row.cells[0].text: [cell.text for cell in row.cells[1:]] for row in table.rows}
    assert rows["合计"] == ["700", "84", "12.00", "12", "33", "22", "17", "23", "61", "14", "38", "19", "0", "11", "16"]
    assert rows["江坡镇"][3:5] == ["略", "少于3"]
    assert rows["蟠猫乡"] == ["○ 未报", *["—"] * 14]
    hidden = [cell for row in table.rows for cell in row.cells if cell.text in ("略", "少于3")]
    assert {cell.value for cell in hidden} == {None}
    assert any("少于3" in note for note in table.notes)


def test_without_a_line_nobody_can_be_red_and_without_a_list_before_nothing_moved() -> None:
    units = units_of(replace(USUAL, churn=None, before=None), CODES, NAMES, HOUSEHOLDS)
    table = units_table(
        units, whole_of(USUAL, "全县", Fraction(700)), WORDS, noun="乡镇", context="", compared=False, judged=False,
        address=lambda _: "",
    )  # fmt: skip
    assert {row.cells[4].text for row in table.rows} == {"—"}
    assert {row.cells[place].text for row in table.rows for place in (8, 9, 10)} == {"—"}
    assert any("监测线未设定" in note for note in table.notes)


def test_the_headline_says_what_moved_and_who_has_most() -> None:
    said = sentence(analysis_headline(facts(USUAL)))
    assert said == "700户中84户预警，较上季度新增23户、移出14户；其中红色12户低于监测线8,000元。"  # 新桥镇's 5 are not printed
    more = breakdown([(9, 20, 9, 8), (3, 12, 4, 3)], [(20, 9, 0, 9, 8), (10, 4, 0, 3, 5)], None)
    assert sentence(analysis_headline(facts(more))) == "700户中68户预警；其中红色12户低于监测线8,000元，共和镇最多。"
    none = breakdown([(0, 0, 0, 0)], [(0, 0, 0, 0, 0)], [(0, 0, 4)])
    assert sentence(analysis_headline(facts(none))) == "700户没有预警，较上季度移出4户。"
    nobody = facts(none, whole=whole_of(none, "全县", None))
    assert sentence(analysis_headline(nobody)) == "2023年第二季度还没有单位报送家庭收入。"
    assert analysis_tiles(nobody) == ()


def test_the_findings_say_who_leads_by_number_and_by_share() -> None:
    found = facts(USUAL)
    assert levels_finding(found) == "共和镇最多，40户；占比最高的是新桥镇，24.00%"
    assert shares_finding(found) == "新桥镇占比最高，24.00%；全县12.00%"
    assert turnover_finding(found.turnover) == "较上季度新增23户、移出14户，61户持续"
    assert causes_finding(found) == "工资性收入减少为主的最多，38户，占预警户45.24%"
    assert turnover_finding(None) == "上季度没有单位报送，没有名单可比"


@pytest.mark.parametrize("count", [0, 3])
def test_few_or_no_warnings_have_their_sentences(count: int) -> None:
    found = breakdown([(0, 0, count, 0)], [(0, 0, 0, 0, count)], [(count, 0, 0)])
    known = facts(found)
    assert levels_finding(known) == ("共和镇户数和占比都最高，3户，占已报户0.75%" if count else "本季没有预警户")
    assert causes_finding(known) == ("预警户没有减收来源：人均或全户纯收入未降，或不可比" if count else "本季没有预警户")
    assert turnover_finding(known.turnover) == ("较上季度新增3户，没有户持续" if count else "两个季度都没有预警户")
    for figure in (level_bars(known.units, WORDS), cause_bars(known.whole), turnover_bars(turnover_of(found))):  # type: ignore[arg-type]
        assert figure.data


def test_who_may_not_be_shown_is_not_called_the_highest() -> None:
    found = breakdown([(0, 30, 0, 0), (0, 2, 0, 0), (0, 9, 0, 0)], [(30, 0, 0, 0, 0), (2, 0, 0, 0, 0), (9, 0, 0, 0, 0)], None)
    assert shares_finding(facts(found)) == "列出的单位中共和镇占比最高，7.50%；全县5.86%"


def test_the_drawings_hold_the_counts_and_every_colour_has_a_word() -> None:
    found = facts(USUAL)
    assert found.turnover is not None
    assert list(turnover_bars(found.turnover).data[0].x) == [75, 14, 61, 23, 84]
    causes = cause_bars(found.whole)
    assert dict(zip(causes.data[0].y, causes.data[0].x, strict=True)) == dict(
        zip(CAUSE_NAMES, (38, 19, 0, 11, 16), strict=True)
    )
    legend = level_legend(found.units, WORDS)
    colours = {trace.marker.color for trace in level_bars(found.units, WORDS).data}
    assert colours == {colour for _, colour in legend}
    assert APART_COLOUR in colours
    assert [words for words, _ in legend][:2] == ["■ 红", "◆ 橙"]


def incomes(*amounts: float | None) -> Quantity:
    known = np.array([amount is not None for amount in amounts])
    return Quantity(
        numerator=np.array([int((amount or 0) * MICRO) for amount in amounts]), denominator=np.ones(len(amounts), np.int64),
        known=known,
    )  # fmt: skip


LINE = Line(name="监测线", amount=Fraction(8000), level="red")


def test_who_lives_on_the_line_is_not_below_it() -> None:
    found = around(incomes(*[7999.99] * 4, *[8000] * 3, *[8499.99] * 2, None), LINE)
    assert (found.below, found.near_below, found.near_above, found.unknown) == (4, 4, 5, 1)
    assert line_finding(found) == "低于监测线8,000元4户，其中4户差不到500元；线上500元以内还有5户"


def test_steps_of_one_or_two_households_are_not_shown_on_either_side() -> None:
    found = around(incomes(*[7999.0] * 9, 7300, *[7000.0] * 6, *[8100.0] * 40, *[30000.0] * 5), LINE)
    below = {step.label: step.households for step in found.steps if step.below}
    assert below["7,000—7,500"] == 7
    hidden = around(incomes(*[7999.0] * 9, 7300, *[6700.0] * 6, *[8100.0] * 40, *[30000.0] * 5), LINE)
    steps = {step.label: step.households for step in hidden.steps}
    assert (steps["7,500—8,000"], steps["7,000—7,500"], steps["6,500—7,000"]) == (9, "少于3", "略")
    assert steps["8,000—8,500"] == 40
    assert (hidden.over, hidden.below) == (5, 16)
    assert "更高的5户" in around_words(hidden)
    bars = around_bars(hidden, "红").data[0]
    assert 1 not in bars.y
    assert 6 not in bars.y
    assert any(row.cells[1].text == "少于3" and row.cells[1].value is None for row in around_table(hidden, "").rows)


def test_two_households_below_the_line_are_counted_but_not_placed() -> None:
    found = around(incomes(7999, 7100, *[8100.0] * 40), LINE)
    assert {step.households for step in found.steps if step.below} == {"略"}
    assert line_finding(found) == "低于监测线8,000元2户；线上500元以内还有40户"
    texts = [note.text for note in around_bars(found, "红").layout.annotations]
    assert texts.count("户数少，分档从略") == 1


def test_the_bars_below_the_line_have_the_level_s_colour_and_its_word() -> None:
    figure = around_bars(around(incomes(*[7900.0] * 5, *[8100.0] * 5), LINE), "红")
    colours = figure.data[0].marker.color
    assert set(colours[:STEPS]) == {"#B3261E"}
    assert "#B3261E" not in colours[STEPS:]
    assert "■红：监测线以下" in figure.layout.xaxis.title.text
    assert any(note.text == "监测线 8,000" for note in figure.layout.annotations)


def test_incomes_that_cannot_be_judged_and_packs_without_a_line_say_so() -> None:
    nobody: Around = around(incomes(None, None), LINE)
    assert line_finding(nobody) == "缺上年数据，还不能折算年人均纯收入"
    assert line_finding(None) == "监测线未设定，也没有工作线，不看与线的距离"


def tile(code: str, value: str | None) -> TileUnit:
    share = None if value is None else Fraction(value)
    return TileUnit(code=code, name=NAMES[code], value=share, share=value or "少于3户", count="", missing=False)


def test_tiles_stand_where_the_pack_says_and_the_rest_below_in_order() -> None:
    units = [tile(GONGHE, "4.2"), tile(XINQIAO, "9.9"), tile(JIANGPO, None), tile(PANMAO, "6")]
    grid = tile_grid(units, {GONGHE: (1, 2), XINQIAO: (2, 1)})
    assert [(one.row, one.column) for one in grid.tiles] == [(1, 2), (2, 1), (3, 1), (3, 2)]
    assert [one.step for one in grid.tiles] == [0, 2, None, 1]
    assert grid.legend == ("4—6%", "6—8%", "8—10%")
    assert not grid.placed
    body = grid_html(grid)
    assert "按代码顺序排列" in body
    assert "少于3户或不列" in body


def test_shares_from_none_to_all_fit_five_steps() -> None:
    for values in (("0", "0"), ("0", "100"), ("99.99", "100"), ("0", "2.49")):
        grid = tile_grid([tile(code, value) for code, value in zip(CODES, values, strict=False)], {})
        assert all(one.step is not None and 0 <= one.step <= 4 for one in grid.tiles), values
        assert len(grid.legend) == max(one.step or 0 for one in grid.tiles) + 1
