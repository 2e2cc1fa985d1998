"""What units were given beside their own figures: ticks on the ladder, villages due, bars and columns of income and sales."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from typing import Any

from services.figures.bars import tier_ladder
from services.views.answers import Answers, rows_covered
from services.views.collective import Collective, LadderRow, collective
from services.views.collective_nearest import first_shown, nearest_lists
from services.views.consumption_tables import origin_table
from services.views.income import own_bars
from services.views.income_table import income_table
from services.views.ladder import Village
from services.views.model import sentence
from services.views.own_targets import against_own
from tests.pages.answers import ANLE, GONGHE, NAMES, ROOT, figure, judgement, result

TEN, EIGHT, OPERATING = "collective.share_total_10", "collective.share_total_8", "collective.share_operating_5"
GROWTH, SALES = "income.operating_growth", "consumption.sales"


def given(value: Any, region: str, status: str = "behind", **more: Any) -> Any:
    said = {"scope": region, "clause": "任务分解第2版", "handed_down": 2, "unit": "%"}
    return judgement(status, value=value, **{**said, **more})


def share(key: str, reached: int, of: int, region: str, judged: Any = None) -> Any:
    held = figure(
        Fraction(reached * 100, of), indicator=key, region=region, numerator=Fraction(reached), denominator=Fraction(of),
        rows=of, rows_expected=of,
    )  # fmt: skip
    return result(held, judged, unit="%", decimals=2, title="集体经济总收入10万元以上村占比" if key == TEN else "占比")


def villages() -> list[Village]:
    """共和镇: 8, 9, 12 万元; 安乐乡: 4 and 30."""
    found = ((GONGHE, "8"), (GONGHE, "9"), (GONGHE, "12"), (ANLE, "4"), (ANLE, "30"))
    return [
        Village(
            code=f"{unit[:9]}{number:03d}", name=f"村{number}", unit=unit, unit_name=NAMES[unit], total=Fraction(total),
            operating=Fraction(total) - 5 if number != 4 else None,
        )
        for number, (unit, total) in enumerate(found, start=1)
    ]  # fmt: skip


def village_answers(*more: Any) -> Answers:
    counts = [result(figure(5, indicator="collective.villages", region=region)) for region in (ROOT, GONGHE, ANLE)]
    shares = [
        share(TEN, 2, 5, ROOT, judgement("far_behind", value=100, unit="%")),
        share(TEN, 1, 3, GONGHE, given(60, GONGHE)),
        share(TEN, 1, 2, ANLE),
    ]
    return Answers(results=[*counts, *shares, *more], region=ROOT, names=NAMES)


def page(answers: Answers) -> Collective:
    return collective(answers, villages(), (), period="2023-05", noun="乡镇", whole="全县", reporters="乡镇")


def test_a_township_sees_how_many_villages_it_owes_and_its_tick_stands_on_its_own_bar() -> None:
    view = page(village_answers())
    assert {row.name: row.goals for row in view.ladder} == {"全县": (), "共和镇": ((10, 60),), "安乐乡": ()}
    assert view.given == "短线为各单位10万元以上村任务（任务分解第2版）"
    at = [row.name for row in view.ladder].index("共和镇")
    ticks = [
        (shape.x0, shape.y0, shape.y1) for shape in tier_ladder(view.ladder, view.targets).layout.shapes if shape.yref == "y"
    ]
    assert ticks == [(60, at - 0.44, at + 0.44)]
    table = view.page.table
    assert [column.group for column in table.columns[-3:]] == ["10万元以上村：任务分解第2版"] * 3
    # 60 % of three villages are two: one is there
    assert {row.cells[1].text: [cell.text for cell in row.cells[-3:]][:2] for row in table.rows} == {
        "共和镇": ["2", "1"], "安乐乡": ["／ 未分解", "／"], "合计": ["5", "3"],
    }  # fmt: skip


def test_nothing_handed_down_leaves_the_ladder_as_it_was() -> None:
    plain = village_answers()
    view = page(replace(plain, results=[one for one in plain.results if not (one.target and one.target.handed_down)]))
    assert (view.given, view.own) == ("", ())
    assert not any(row.goals for row in view.ladder)
    assert not any("任务" in column.heading or "应达" in column.heading for column in view.page.table.columns)


def test_a_share_that_is_no_step_of_the_ladder_gets_bars_of_its_own() -> None:
    view = page(
        village_answers(share(EIGHT, 4, 5, ROOT), share(EIGHT, 2, 3, GONGHE, given(100, GONGHE)), share(EIGHT, 1, 2, ANLE))
    )
    assert [[(unit.name, unit.target) for unit in bars.units] for bars in view.own] == [[("共和镇", 100), ("安乐乡", None)]]


def test_the_nearest_villages_of_the_papers_own_step_come_first_by_its_own_income() -> None:
    judged = share(OPERATING, 2, 4, ROOT, judgement("behind", value=75, unit="%"))
    lists = nearest_lists(village_answers(judged, share(EIGHT, 4, 5, ROOT, judgement("behind", unit="%"))), villages(), "乡镇")
    assert [entry.step.key for entry in lists] == ["8", "operating-5", "10", "15", "20"]
    assert first_shown(lists) == "8"
    assert lists[0].finding == "再有1个村过8万元即达标；村4只差4.00万元"
    # 3, 4, 7 and 25 万元 of operating income, one village without: 村2 is nearest, and one more makes 3 of 4
    operating = lists[1]
    assert operating.finding == "再有1个村过经营性5万元即达标；村2只差1.00万元"
    assert [row.cells[2].text for row in operating.table.rows] == ["村2", "村1"]
    assert operating.table.columns[3].heading == "经营性收入"


def test_a_count_of_villages_that_may_stay_below_takes_only_the_rest() -> None:
    below = result(
        figure(2, indicator="collective.villages_below_operating_5"),
        judgement("behind", value=1, op="<=", unit="个"),
        unit="个",
    )
    assert nearest_lists(village_answers(below), villages(), "乡镇")[0].note.startswith("还需1个村即达标")


def test_the_page_opens_with_a_step_that_the_paper_aims_at_else_with_the_lowest_that_a_village_is_short_of() -> None:
    aim = judgement("behind", value=50, unit="%")
    assert first_shown(nearest_lists(village_answers(), villages(), "乡镇")) == "10"
    both = village_answers(share("collective.share_total_15", 1, 5, ROOT, aim))
    assert first_shown(nearest_lists(both, villages(), "乡镇")) == "15"
    aimless = Answers(results=[share("collective.share_total_15", 1, 5, ROOT)], region=ROOT, names=NAMES)
    assert first_shown(nearest_lists(aimless, villages(), "乡镇")) == "10"
    assert first_shown(nearest_lists(aimless, villages()[-1:], "乡镇")) == "15"


def test_a_thousand_villages_have_a_comma_in_the_finding_on_the_bar_and_in_the_coverage() -> None:
    many = villages() * 300
    assert nearest_lists(village_answers(), many, "乡镇")[0].finding.startswith("再有900个村过10万元")
    assert collective_sentence(many).startswith("1,500个村中600个村达10万元")
    row = LadderRow(name="全市", counts=(0, 900, 300, 0, 300), carried=False, goals=())
    assert tier_ladder((row,), ()).data[0].y == ("全市　1,500村",)
    assert rows_covered(figure(1, rows=1500, rows_expected=1600), "村") == "1,500/1,600个村"


def collective_sentence(found: list[Village]) -> str:
    made = collective(village_answers(), found, (), period="2023-05", noun="乡镇", whole="全县", reporters="乡镇")
    return sentence(made.page.headline)


def growth_answers(status: str) -> Answers:
    title = "人均生产经营净收入增幅"
    results = [
        result(figure(12, indicator=GROWTH), judgement("not_due", value=20, unit="%", gap=Fraction(-8)), unit="%", decimals=2, title=title),
        result(figure(9, indicator=GROWTH, region=GONGHE), given(22, GONGHE, status, gap=Fraction(-13)), unit="%", decimals=2, title=title),
        result(figure(15, indicator=GROWTH, region=ANLE), unit="%", decimals=2, title=title),
    ]  # fmt: skip
    return Answers(results=results, region=ROOT, names=NAMES)


def test_growth_handed_down_is_drawn_and_said_only_where_a_unit_has_it() -> None:
    (bars,) = own_bars(growth_answers("far_behind"), "乡镇")
    assert bars.finding == "共和镇人均生产经营净收入增幅滞后：共和镇差13个百分点"
    assert bars.what.startswith("人均生产经营净收入增幅，%；黑线为各地全年目标（任务分解第2版）22%")
    (early,) = own_bars(growth_answers("not_due"), "乡镇")
    assert early.finding == "共和镇人均生产经营净收入增幅未到期，差13个百分点"
    table = income_table(growth_answers("not_due"), (), "", "乡镇", ())
    assert [cell.text for cell in table.rows[0].cells[-4:-1]] == ["22", "差13个百分点", ""]
    assert [cell.text for cell in table.rows[1].cells[-4:-1]] == ["／ 未分解", "—", "—"]
    plain = Answers(results=growth_answers("not_due").results[:1], region=ROOT, names=NAMES)
    assert own_bars(plain, "乡镇") == ()


def test_sales_handed_down_stand_in_the_table_by_origin() -> None:
    results = [
        result(figure(900, indicator=SALES), judgement("behind", value=2000, unit="万元", gap=Fraction(-1100)), unit="万元"),
        result(figure(300, indicator=SALES, region=GONGHE), given(800, GONGHE, unit="万元", gap=Fraction(-500)), unit="万元"),
        result(figure(600, indicator=SALES, region=ANLE), unit="万元"),
    ]
    answers = Answers(results=results, region=ROOT, names=NAMES)
    table = origin_table(answers, (), (), "乡镇", "牟定县", SALES)
    assert {row.cells[1].text: row.cells[-2].text for row in table.rows} == {
        "共和镇": "差500万元", "安乐乡": "—", "合计": "差1,100万元",
    }  # fmt: skip
    bars = against_own(answers, SALES, "销售额", "乡镇")
    assert bars is not None
    assert "任务分解第2版" in bars.what
