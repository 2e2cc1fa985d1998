"""口径试算 on the page: slide or type a bound, see the list at once; nothing is written, nobody is named in full."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from fractions import Fraction
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from python_calamine import CalamineWorkbook
from streamlit.testing.v1 import AppTest

from metrics.income_rules import LEVELS, RULES
from metrics.packs import Keyed, load_pack, with_keyed
from metrics.warnings.bounds import Tried
from services.exports.table_workbook import table_workbook
from services.figures.trial import before_and_after, size_curve
from services.trial import ListSize, Trial, UnitChange, own_trial
from services.views.asking_trial import ask_trial, no_trial
from services.views.model import sentence
from services.views.trial import Curve, UnitBars, Visits, bars_finding, rule_table, trial_headline, trial_tiles, unit_table
from services.views.trial_words import KNOBS, changes, changes_words, drawn_bound, pack_lines, without_effect
from services.warning_list import warning_page
from services.workspace import open_workspace
from tests.menu import SCRIPTS
from tests.pages.test_as_of import settled
from tests.pages.test_pages import opened, shown, text_of

PERIOD = "2023Q2"
QUARTER = "2023年第二季度"
WUZHOU = load_pack("wuzhou-2024")
OWN = own_trial(WUZHOU, "2024Q2")


def page(url: str, monkeypatch: pytest.MonkeyPatch, **query: str) -> AppTest:
    found = opened(url, monkeypatch, SCRIPTS["口径试算"], quarter=QUARTER, **query)
    assert not found.exception
    assert not found.warning
    return found


def headline(found: AppTest) -> str:
    said = re.search(r'iw-headline"[^>]*>(.*?)</div>', shown(found))
    assert said
    return re.sub("<[^>]*>", "", said[1])


@pytest.fixture
def county(sample_file: Path) -> str:
    """The sample county, only read."""
    return f"sqlite:///{sample_file}"


def stored_total(url: str, region: str | None = None) -> int:
    return warning_page(open_workspace(url), period=PERIOD, region=region, limit=0).total


def test_it_starts_with_the_list_as_it_is(county: str, monkeypatch: pytest.MonkeyPatch) -> None:
    found = page(county, monkeypatch)
    total = stored_total(county)
    assert headline(found) == f"按本方案口径预警{total}户，入户约{-(-total // 4)}人天。"
    assert "试算口径与本方案相同" in text_of(found)
    assert found.number_input(key="line").proto.placeholder == "未设定"
    assert found.number_input(key="work_line").proto.placeholder == "10,000"
    assert found.slider(key="iw-slide-work_line").value == 10_000


def test_a_slid_bound_stands_in_the_address_and_the_number_beside_it(county: str, monkeypatch: pytest.MonkeyPatch) -> None:
    found = page(county, monkeypatch)
    found.slider(key="iw-slide-line").set_value(12_000).run()
    assert found.number_input(key="line").value == 12_000
    assert dict(found.query_params)["line"] in ("12000", ["12000"])
    assert headline(found).startswith(f"监测线未设定→12,000元：预警户由{stored_total(county)}户增至")
    text = text_of(found)
    assert "[income.line] 2023 = 12000" in re.sub(r"\s+", " ", text)
    assert "级别和预警原因按试算口径" in text
    assert "低于监测线12,000元" in text
    found.button(key="iw-trial-reset").click().run()
    assert found.number_input(key="line").value is None
    assert "line" not in found.query_params
    assert headline(found).startswith("按本方案口径")


def test_a_typed_number_moves_the_slider_and_may_lie_beyond_it(county: str, monkeypatch: pytest.MonkeyPatch) -> None:
    found = page(county, monkeypatch, work_line="45000", min_drop_percent="12")
    assert found.slider(key="iw-slide-work_line").value == 30_000
    assert found.slider(key="iw-slide-min_drop_percent").value == 12
    assert headline(found).startswith("工作线10,000元→45,000元，降幅0%→12%：")


def test_a_rule_that_is_off_lists_nobody(county: str, monkeypatch: pytest.MonkeyPatch) -> None:
    found = page(county, monkeypatch, off="有劳力无务工")
    before = warning_page(open_workspace(county), period=PERIOD, limit=0).by_rule["idle_labour"]
    assert before
    assert headline(found).startswith("停用有劳力无务工：预警户由")
    text = re.sub(r"\s+", " ", text_of(found))
    assert f"有劳力无务工 {before} ／ −{before}" in text
    assert "idle_labour = false" in text


def test_another_base_is_tried_and_said(county: str, monkeypatch: pytest.MonkeyPatch) -> None:
    found = page(county, monkeypatch, base="单季")
    assert headline(found).startswith("比较口径由本年累计改为单季：")
    assert "同比：单季与上年同期比" in text_of(found)


def test_visits_are_an_assumption_that_can_be_changed(county: str, monkeypatch: pytest.MonkeyPatch) -> None:
    found = page(county, monkeypatch, visits="5", people="3")
    total = stored_total(county)
    assert headline(found).endswith(f"入户约{-(-total * 3 // 5)}人天。")
    assert "每组每天走访5户、每组3人假定" in text_of(found)


def test_a_township_is_tried_by_village(county: str, monkeypatch: pytest.MonkeyPatch) -> None:
    town = next(unit for unit in open_workspace(county).tree.children("532323000000") if unit.name == "共和镇")
    found = page(county, monkeypatch, unit="共和镇")
    assert headline(found).startswith(f"按本方案口径预警{stored_total(county, town.code)}户")
    assert "分村" in text_of(found)


def test_an_earlier_moment_is_tried(sample_url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    found = page(sample_url, monkeypatch, as_of=settled(sample_url), line="8000")
    assert "之后的更正不在内" in text_of(found)
    assert headline(found).startswith(f"监测线未设定→8,000元：预警户仍为{stored_total(sample_url)}户")


def test_nobody_is_named_in_full(county: str, monkeypatch: pytest.MonkeyPatch) -> None:
    text = text_of(page(county, monkeypatch, line="15000"))
    assert re.search(r"[一-鿿]\*\*", text)
    assert not re.search(r"\d{15,}", text)


def test_what_cannot_be_tried_says_why(county: str) -> None:
    workspace = open_workspace(county)
    pack = workspace.packs[0]
    assert no_trial(workspace, pack, PERIOD, pack.root) is None
    later = no_trial(workspace, pack, "2023Q4", pack.root)
    assert later is not None
    assert (later.may_come, sentence(later.headline)) == (True, "牟定县2023年第四季度还没有单位报送家庭收入，不能试算。")
    without = replace(pack, sheets={name: plan for name, plan in pack.sheets.items() if name != "household_income"})
    never = no_trial(workspace, without, PERIOD, pack.root)
    assert never is not None
    assert not never.may_come
    assert sentence(never.headline).startswith("本方案不收")


def test_what_the_page_hands_out_holds_every_table_and_the_bounds(county: str) -> None:
    workspace = open_workspace(county)
    filed = workspace.packs[0]
    keyed = Keyed(
        kind="line", name="", region="", year=2023, value=Fraction(8000), source="省公报", by="张三", on=date(2023, 3, 1)
    )
    pack = with_keyed(filed, [keyed])
    tried = own_trial(pack, PERIOD).having("line", Fraction(12000))
    view = ask_trial(workspace, pack, PERIOD, pack.root, tried, Visits(), drawn="")
    assert view.steps[0].startswith("监测线现为“外部数据”页录入的数")
    assert (
        len(view.steps)
        == len(ask_trial(workspace, pack, PERIOD, pack.root, own_trial(pack, PERIOD), Visits(), drawn="").steps) + 1
    )
    tables = (view.units, view.rules, view.lost, view.won, view.bounds)
    book = CalamineWorkbook.from_filelike(BytesIO(table_workbook(tables, printed="2023年7月1日 9:00", subject=("牟定县",))))
    assert len(book.sheet_names) == len(tables)
    cells = [cell for name in book.sheet_names for row in book.get_sheet_by_name(name).to_python() for cell in row]
    assert {"监测线", "8,000元", "12,000元"} <= {cell for cell in cells if isinstance(cell, str)}
    assert "；".join(changes(own_trial(pack, PERIOD), tried)) in " ".join(cell for cell in cells if isinstance(cell, str))


def test_a_whole_year_is_compared_only_when_it_is_over(county: str) -> None:
    workspace = open_workspace(county)
    pack = workspace.packs[0]
    tried = replace(own_trial(pack, PERIOD), comparison="year")
    assert "全年收入未出，不判断收入下降。" in ask_trial(workspace, pack, PERIOD, pack.root, tried, Visits(), drawn="").notes


def size(total: int, **rules: int) -> ListSize:
    levels = dict.fromkeys(LEVELS, 0) | {"orange": total}
    return ListSize(total=total, by_level=levels, by_rule=dict.fromkeys(RULES, 0) | rules)


def trial(own: int = 325, tried: int = 251, bounds: Tried = OWN, **more: Any) -> Trial:
    units = {"450403000000": UnitChange(households=300, own=own - 25, tried=tried - 25, won=0, lost=own - tried)}
    units["450405000000"] = UnitChange(households=100, own=25, tried=25, won=0, lost=0)
    given: dict[str, Any] = {"own": size(own, net_drop=own), "tried": size(tried, net_drop=tried), "units": units} | more
    return Trial(
        period="2024Q2", households=400, comparable=400, own_bounds=OWN, tried_bounds=bounds, won=0, lost=max(own - tried, 0),
        levels_changed=0, held_by_others=0, **given,
    )  # fmt: skip


STEEPER = OWN.having("min_drop_percent", Fraction(30))


def test_the_headline_says_what_was_changed_and_what_comes_of_it() -> None:
    said = sentence(trial_headline(trial(bounds=STEEPER), Visits()))
    assert said == "降幅0%→30%：预警户由325户减至251户（移出74户，新增0户），入户约63人天。"
    same = sentence(trial_headline(trial(325, 325, STEEPER), Visits()))
    assert same == "降幅0%→30%：预警户仍为325户（移出0户，新增0户），入户约82人天。"
    many = STEEPER.having("line", Fraction(0)).having("work_line", Fraction(9000))
    assert changes_words(OWN, many) == "监测线8,000元→未设定，工作线10,000元→9,000元等3项"


@pytest.mark.parametrize(("households", "days"), [(0, 0), (1, 1), (4, 1), (5, 2), (251, 63)])
def test_part_of_a_day_is_a_day(households: int, days: int) -> None:
    assert Visits(a_day=8, people=2).person_days(households) == days


def test_the_tables_and_tiles_stand_beside_the_packs_own() -> None:
    found = trial(bounds=STEEPER)
    tiles = trial_tiles(found, Visits(), {level: level for level in LEVELS})
    assert [(tile.figure, tile.under) for tile in (tiles[0], tiles[-1])] == [
        ("251", "本方案325户，−74"),
        ("63", "本方案82人天，−19"),
    ]
    names = {"450403000000": "万秀区", "450405000000": "长洲区"}
    table = unit_table(found, Visits(), names, "县市区", "全市")
    assert [cell.text for cell in table.rows[0].cells] == ["万秀区", "300", "226", "−74", "74", "0", "75", "57"]
    assert [cell.text for cell in table.rows[-1].cells] == ["全市", "325", "251", "−74", "74", "0", "82", "63"]
    assert bars_finding(found, names) == "万秀区减少最多，减74户"


def test_a_rule_without_its_line_is_not_judged_and_one_that_is_off_not_applied() -> None:
    off = replace(OWN, rules=OWN.rules - {"net_drop"}).having("line", Fraction(0))
    rows = {row.cells[0].text: [cell.text for cell in row.cells[1:]] for row in rule_table(trial(bounds=off)).rows}
    assert rows["低于监测线"] == ["0", "—", "0"]
    assert rows["人均纯收入下降"] == ["325", "／", "−74"]
    assert rows["低收入"] == ["—", "—", "—"]
    assert without_effect(off, "min_drop") == "人均纯收入下降已停用"
    assert without_effect(off, "near_line_percent") == "监测线未设定"
    assert without_effect(OWN, "line") == ""


def test_the_curve_is_over_what_was_asked_for_else_changed_else_the_fall() -> None:
    assert drawn_bound(OWN, OWN, "") == "min_drop_percent"
    assert drawn_bound(OWN, OWN.having("component_drop", Fraction(1)), "") == "component_drop"
    assert drawn_bound(OWN, OWN.having("orange_drop_percent", Fraction(1)), "") == "min_drop_percent"
    assert drawn_bound(OWN, STEEPER, "line") == "line"


def test_only_what_differs_is_written_for_the_pack_file() -> None:
    assert pack_lines(WUZHOU, OWN, OWN, 2024) == ""
    tried = replace(STEEPER, rules=OWN.rules - {"near_line"}).having("line", Fraction(0)).having("work_line", Fraction(0))
    assert pack_lines(WUZHOU, OWN, tried, 2024) == "\n".join(
        (
            "[income]",
            "work_line = 0",
            "",
            "[income.line]",
            "# 删去2024一行",
            "",
            "[warnings]",
            'net_drop = { level = "yellow", min_drop = 0, min_drop_percent = 30, orange_drop_percent = 20 }',
            "near_line = false",
        )
    )


@pytest.mark.parametrize("knob", KNOBS, ids=lambda knob: knob.key)
def test_a_curve_spans_the_slider_in_few_points(knob: Any) -> None:
    assert (knob.points[0], knob.points[-1]) == (0, knob.high)
    assert 11 <= len(knob.points) <= 32
    assert list(knob.points) == sorted(set(knob.points))


def curve(own: int | None, tried: int | None) -> Curve:
    given = [None if value is None else Fraction(value) for value in (own, tried)]
    points = tuple((Fraction(value), 300 - value * 4) for value in range(0, 61, 2))
    return Curve(
        key="min_drop_percent", name="降幅", unit="%", points=points, own=given[0], tried=given[1], now=180, finding=""
    )


def test_the_curve_marks_the_pack_and_the_trial() -> None:
    figure = size_curve(curve(0, 30))
    assert [(shape.x0, shape.line.dash) for shape in figure.layout.shapes] == [(0, "dot"), (30, "solid")]
    assert [note.text for note in figure.layout.annotations] == ["本方案 0%", "<b>试算 30%：180户</b>"]
    assert (figure.data[1].x, figure.data[1].y) == ((30.0,), (180,))
    assert [note.text for note in size_curve(curve(20, 20)).layout.annotations] == ["<b>本方案 20%：180户</b>"]
    assert [note.text for note in size_curve(curve(20, None)).layout.annotations] == ["本方案 20%"]
    assert figure.data[0].hovertemplate[1] == "降幅2%：292户<extra></extra>"


def test_units_show_the_list_before_and_after() -> None:
    figure = before_and_after((UnitBars(name="甲", own=46, tried=42), UnitBars(name="乙", own=3, tried=3)))
    assert [note.text.split("　")[0] for note in figure.layout.annotations] == ["46→<b>42</b>", "<b>3</b>"]
    assert [tuple(bar.x) for bar in figure.data] == [(46, 3), (42, 3)]
    assert figure.layout.barmode == "overlay"
