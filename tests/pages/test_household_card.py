"""The household's card: masked, its eight quarters, and what is not known said as not known."""

from __future__ import annotations

import itertools
from fractions import Fraction
from typing import Any

import pytest

from services.figures.households import household_quarters
from services.household_card import quarter_facts, shown_quarters
from services.views.household import HouseholdCard, HouseholdFacts, QuarterBar, QuarterFacts, household_card
from services.views.model import Lamp

EIGHT = ("2021Q3", "2021Q4", "2022Q1", "2022Q2", "2022Q3", "2022Q4", "2023Q1", "2023Q2")


def quarter(*parts: int | None, persons: int | None = 4, total: int | None = None) -> QuarterFacts:
    known = [part for part in parts if part is not None]
    return QuarterFacts(
        persons=None if persons is None else Fraction(persons), labourers=Fraction(2), employed=None,
        parts=tuple(None if part is None else Fraction(part) for part in parts),
        total=Fraction(sum(known) if total is None else total),
    )  # fmt: skip


def card(quarters: dict[str, QuarterFacts], **more: Any) -> HouseholdCard:
    known: dict[str, Any] = {"annual": Fraction(9000), "line": Fraction(8000)}
    facts = HouseholdFacts(
        household_no="53232300010417", village="力石村", township="安乐乡", kind="脱贫户", lamp=Lamp(level="red", text="红"),
        head="张**", identity="5323**********1234", telephone="138****5678", helper="李**", reason="低于监测线360元。",
        quarters=quarters, **{**known, **more},
    )  # fmt: skip
    return household_card(facts, "2023Q2", EIGHT)


BOTH = {"2022Q2": quarter(5600, 2100, 140, 1500), "2022Q4": quarter(1, 1, 1, 1), "2023Q2": quarter(4000, 2060, 130, 1450)}


def rows(made: HouseholdCard) -> list[tuple[str, ...]]:
    return [tuple(cell.text for cell in row.cells) for row in made.table.rows]


def test_the_head_is_masked_and_what_is_blank_is_said() -> None:
    made = card(BOTH)
    assert made.title == "安乐乡力石村　张**　尾号0417"
    assert made.people == "脱贫户　4人，劳动力2人，务工未填"
    assert made.contact == "身份证 5323**********1234　电话 138****5678　帮扶责任人 李**"
    assert made.annual == "年度人均9,000元　监测线8,000元"


def test_the_table_holds_the_change_by_source_and_the_deepest_fall_stands_out() -> None:
    made = card(BOTH)
    assert rows(made) == [
        ("工资性收入", "5,600", "4,000", "−1,600"),
        ("生产经营净收入", "2,100", "2,060", "−40"),
        ("财产性收入", "140", "130", "−10"),
        ("转移性收入", "1,500", "1,450", "−50"),
        ("合计", "9,340", "7,640", "−1,700"),
    ]
    assert [row.cells[-1].strong for row in made.table.rows] == [True, False, False, False, False]
    assert made.table.rows[-1].kind == "total"


def test_without_last_year_nothing_is_compared_and_the_note_says_why() -> None:
    made = card({"2023Q2": BOTH["2023Q2"]}, annual=None, line=None)
    assert rows(made)[0] == ("工资性收入", "—", "4,000", "—")
    assert made.table.notes[:2] == ("2022年第二季度无该户数据，无可比基期。", "年度人均无法判断。")
    assert "2021年第三、四季度；2022年第一、三、四季度；2023年第一季度" in made.table.notes[2]
    assert made.annual == "年度人均无法判断　2023年监测线未设定"


def test_a_missing_fourth_quarter_is_named_as_the_reason() -> None:
    made = card({"2022Q2": BOTH["2022Q2"], "2023Q2": BOTH["2023Q2"]}, annual=None)
    assert made.table.notes[0] == "缺2022年第四季度数据，年度人均无法判断。"


def test_a_blank_source_is_missing_in_the_change_too() -> None:
    made = card({**BOTH, "2022Q2": quarter(None, 2100, 140, 1500)})
    assert rows(made)[0] == ("工资性收入", "—", "4,000", "—")


def test_a_quarter_without_the_household_is_no_bar_of_zero() -> None:
    made = card(BOTH)
    assert [bar.total is None for bar in made.bars] == [True, True, True, False, True, False, True, False]
    figure = household_quarters(made.bars, made.line)
    assert [value is None for value in figure.data[0].y] == [True, True, True, False, True, False, True, False]
    texts = [note.text for note in figure.layout.annotations]
    assert texts[:4] == ["—", "—", "—", "<b>9,340</b>"]
    assert texts[7:9] == ["<b>7,640</b>", "监测线<br>8,000"]


def test_no_line_is_drawn_where_the_pack_sets_none() -> None:
    figure = household_quarters(card(BOTH, line=None).bars, None)
    assert [(shape.y0, shape.y1) for shape in figure.layout.shapes] == [(0, 0)]
    assert not any("监测线" in note.text for note in figure.layout.annotations)


def test_losses_hang_below_the_base_line_and_keep_their_room() -> None:
    figure = household_quarters(card({"2023Q2": quarter(100, -7000, 0, 4000)}).bars, None)
    low, high = figure.layout.yaxis.range
    assert low < -7000
    assert high > 4100
    assert figure.layout.annotations[7].text == "<b>−2,900</b>"


def test_running_totals_are_shared_out_over_the_heads_of_their_quarter() -> None:
    stored = {
        "persons": 3_000_000, "labourers": 2_000_000, "employed": None, "wage": 10_000_000_000, "operating_gross": 9_000_000_000,
        "operating_cost": 12_000_000_000, "property": None, "transfer": 0, "net_per_capita": 2_333_330_000,
    }  # fmt: skip
    facts = quarter_facts(stored)
    assert facts.parts == (Fraction(10000, 3), Fraction(-1000), None, Fraction(0))
    assert (facts.persons, facts.employed, facts.total) == (Fraction(3), None, Fraction("2333.33"))
    assert quarter_facts({**stored, "persons": None}).parts == (None, None, None, None)
    assert quarter_facts({**stored, "operating_cost": None}).parts[1] is None


@pytest.mark.parametrize(
    ("last", "places"),
    [
        ("2023Q4", [("2022年", 1.5), ("2023年", 5.5)]),
        ("2024Q1", [("2022年", 1), ("2023年", 4.5), ("2024年", 7)]),
        ("2024Q3", [("2022年", 0), ("2023年", 2.5), ("2024年", 6)]),
    ],
)
def test_years_stand_in_the_middle_under_their_quarters_and_never_touch(last: str, places: list[tuple[str, float]]) -> None:
    bars = [QuarterBar(period=quarter, parts=(None,) * 4, total=None) for quarter in shown_quarters(last)]
    figure = household_quarters(bars, None)
    years = [(note.text, note.x) for note in figure.layout.annotations if note.text.endswith("年")]
    assert years == places
    assert all(later - earlier >= 2 for (_, earlier), (_, later) in itertools.pairwise(years))


def test_persons_and_work_stand_quarter_by_quarter() -> None:
    made = card({**BOTH, "2022Q4": quarter(1, 1, 1, 1, persons=None)})
    assert [column.heading for column in made.heads.columns][4:6] == ["22年\n二季", "22年\n三季"]
    assert [[cell.text for cell in row.cells] for row in made.heads.rows] == [
        ["人口", "—", "—", "—", "4", "—", "—", "—", "4"],
        ["劳动力", "—", "—", "—", "2", "—", "2", "—", "2"],
        ["务工", "—", "—", "—", "—", "—", "—", "—", "—"],
    ]


@pytest.mark.parametrize(
    ("listed", "reported", "said"),
    [
        (None, ("2023Q1",), ""),
        ({"2023Q2"}, ("2023Q1",), "本季新增"),
        ({"2023Q2", "2022Q3", "2022Q4"}, ("2023Q1",), "本季新增（2022年第四季度曾预警）"),
        ({"2023Q2"}, (), "本季新增（上季度无该户数据）"),
        ({"2023Q2", "2022Q4"}, (), "本季新增（上季度无该户数据，2022年第四季度曾预警）"),
        ({"2023Q2", "2023Q1"}, ("2023Q1",), "连续第2季预警"),
        ({"2023Q2", "2023Q1", "2022Q4", "2022Q2"}, ("2023Q1",), "连续第3季预警"),
    ],
)
def test_since_when_it_is_on_the_list(listed: set[str] | None, reported: tuple[str, ...], said: str) -> None:
    quarters = {**BOTH, **{period: BOTH["2023Q2"] for period in reported}}
    assert card(quarters, listed=None if listed is None else frozenset(listed)).churn == said


def test_in_a_list_of_several_counties_the_county_is_named() -> None:
    assert card(BOTH, county="牟定县").title.startswith("牟定县安乐乡力石村")
