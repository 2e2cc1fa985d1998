"""任务分解: the page from an empty table over a wrong file to a version, the bars and lamps that follow, and its withdrawal."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from metrics.packs import Share, load_pack, with_shares
from services.allocating import check_allocation, commit_allocation, list_allocations
from services.figures.bars import destination_bars
from services.views.allocation import candidate
from services.views.answers import Answers
from services.views.asking_allocation import first_year
from services.views.employment import UnitBar
from services.views.grid import grid_note, unit_grid
from services.views.handed_down import handed_down_words, own_cells, own_columns, own_number
from services.views.judged import tile
from services.views.own_targets import against_own
from services.views.targets import target_lines
from services.workspace import open_workspace
from tests.allocated import filled
from tests.menu import SCRIPTS as PAGES
from tests.pages.answers import ANLE, GONGHE, NAMES, ROOT, XINQIAO, figure, judgement, result
from tests.pages.test_pages import opened, shown, text_of

TOTAL = "employment.transfer_total"
SHARES = {"共和镇": 29000, "新桥镇": 18500, "江坡镇": 9000, "凤屯镇": 8500, "蟠猫乡": 7500, "戌街乡": 8000, "安乐乡": 8000}


def hand_in(page: AppTest, content: bytes) -> AppTest:
    page.file_uploader[0].upload("分解.xlsx", content).run()
    assert not page.exception
    return page


def test_a_wrong_file_is_named_by_cell_and_a_right_one_becomes_a_version_that_pages_judge_by(
    sample_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    workspace = open_workspace(sample_url)
    page = opened(sample_url, monkeypatch, PAGES["任务分解"])
    assert "48项全县目标尚未分解到乡镇" in text_of(page)
    hand_in(page, filled(workspace, EMP_M01={**SHARES, "安乐乡": -1}))
    assert page.button(key="iw-allocation-store").disabled
    assert "O12" in text_of(page)
    assert "任务为负数 -1" in text_of(page)
    page.button(key="iw-allocation-drop").click().run()
    hand_in(page, filled(workspace, EMP_M01=SHARES))
    assert "加码 1,000人（1.14%）" in text_of(page)
    page.button(key="iw-allocation-store").click().run()
    assert "请写明经办人" in text_of(page)
    page.text_input(key="iw-operator").set_value("李工").run()
    page.button(key="iw-allocation-store").click().run()
    assert "已提交为2023年任务分解第1版" in text_of(page)
    assert "2023年1项全县目标已分解到乡镇（第1版）：1项加码。" in text_of(page)
    assert [one.by for one in list_allocations(workspace, workspace.packs[0], 2023)] == ["李工"]
    work = text_of(opened(sample_url, monkeypatch, PAGES["就业"]))
    assert "黑线为各乡镇任务（任务分解第1版）" in work
    assert "只对方案下达和任务分解第1版下达到该单位的目标亮灯" in text_of(opened(sample_url, monkeypatch))
    own = text_of(opened(sample_url, monkeypatch, PAGES["就业"], unit="共和镇"))
    assert "任务分解第1版" in own


def test_a_version_in_force_is_taken_back_with_a_reason(sample_url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    workspace = open_workspace(sample_url)
    pack = workspace.packs[0]
    commit_allocation(
        workspace, check_allocation(workspace, pack, 2023, "分解.xlsx", filled(workspace, EMP_M01=SHARES)), by="李工"
    )
    page = opened(sample_url, monkeypatch, PAGES["任务分解"])
    page.button(key="iw-allocation-withdraw").click().run()
    page.button(key="iw-allocation-confirm").click().run()
    assert "撤回须写明经办人和原因" in text_of(page)
    page.text_input(key="iw-allocation-why").set_value("误报")
    page.text_input(key="iw-operator").set_value("张工")
    page.button(key="iw-allocation-confirm").click().run()
    assert "第1版已撤回，现在没有现行版本，各单位按未分解计。" in text_of(page)
    assert "张工：误报" in text_of(page)
    assert "黑线为各乡镇任务" not in text_of(opened(sample_url, monkeypatch, PAGES["就业"]))


def test_nothing_can_be_handed_in_or_taken_back_in_the_past(sample_url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    workspace = open_workspace(sample_url)
    checked = check_allocation(workspace, workspace.packs[0], 2023, "分解.xlsx", filled(workspace, EMP_M01=SHARES))
    commit_allocation(workspace, checked, by="李工")
    page = opened(sample_url, monkeypatch, PAGES["任务分解"], as_of="2023-06-28")
    assert "尚未分解到乡镇" in text_of(page)
    assert not page.get("file_uploader")
    assert "iw-allocation-withdraw" not in [button.key for button in page.button]


def test_an_empty_database_takes_a_table_too(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from services.initialising import initialise_database

    url = f"sqlite:///{tmp_path / 'empty.sqlite'}"
    initialise_database(url, ["mouding-2023"])
    page = opened(url, monkeypatch, PAGES["任务分解"])
    hand_in(page, filled(open_workspace(url), EMP_M01=SHARES))
    assert not page.button(key="iw-allocation-store").disabled
    assert "完成情况" not in shown(page)


def test_a_candidate_says_what_it_changes(tmp_path: Path) -> None:
    from services.initialising import initialise_database

    url = f"sqlite:///{tmp_path / 'empty.sqlite'}"
    initialise_database(url, ["mouding-2023"])
    workspace = open_workspace(url)
    pack = workspace.packs[0]
    first = check_allocation(workspace, pack, 2023, "分解.xlsx", filled(workspace, EMP_M01=SHARES))
    assert candidate(first).changed == "任务新增7个"
    commit_allocation(workspace, first, by="李工")
    again = check_allocation(workspace, pack, 2023, "分解.xlsx", filled(workspace))
    assert (again.outcome, candidate(again).storable) == ("unchanged", False)
    other = {"EMP_M01": {"共和镇": 29500, "新桥镇": None}, "IND_M02": {"新桥镇": 331}}
    view = candidate(check_allocation(workspace, pack, 2023, "分解.xlsx", filled(workspace, **other)))
    assert view.changed == "任务新增1个，改动1个，取消1个（对照现行第1版）"
    assert view.changes is not None
    assert [[cell.text for cell in row.cells] for row in view.changes.rows] == [
        ["农村劳动力转移就业总量", "共和镇", "29,000", "29,500"],
        ["农村劳动力转移就业总量", "新桥镇", "18,500", "未分解"],
        ["农业市场主体净增", "新桥镇", "未分解", "331"],
    ]
    assert (view.storable, view.needs_reason) == (True, True)


def handed(value: Any, region: str, status: str = "behind", **more: Any) -> Any:
    said = {"scope": region, "clause": "任务分解第2版", "handed_down": 2}
    return judgement(status, value=value, **{**said, **more})


def answers() -> Answers:
    """共和镇 has a part, 新桥镇 a target of the paper, 安乐乡 neither."""
    results = [
        result(figure(86398, indicator=TOTAL), judgement("behind", value=87500, gap=Fraction(-1102))),
        result(figure(23175, indicator=TOTAL, region=GONGHE), handed(29000, GONGHE, "far_behind", gap=Fraction(-5825))),
        result(figure(17324, indicator=TOTAL, region=XINQIAO), judgement("met", value=17000, scope=XINQIAO, gap=Fraction(324))),
        result(figure(10642, indicator=TOTAL, region=ANLE)),
    ]
    return Answers(results=results, region=ROOT, names=NAMES)


def test_what_was_handed_down_is_never_shown_as_the_papers() -> None:
    found = answers()
    assert handed_down_words(found) == handed_down_words(found, TOTAL) == "任务分解第2版"
    assert handed_down_words(found, "industry.greenhouse") == ""
    assert [line.unit_name for line in target_lines(found, {})] == ["", "新桥镇"]
    assert grid_note(found).startswith("只对方案下达和任务分解第2版下达到该单位的目标亮灯")
    unit = tile(found.one(TOTAL, GONGHE), "转移就业")
    paper = tile(found.one(TOTAL, XINQIAO), "转移就业")
    assert unit is not None
    assert paper is not None
    assert unit.under.endswith("任务分解第2版")
    assert "任务分解" not in paper.under
    bars = against_own(found, TOTAL, "转移就业", "乡镇")
    assert bars is not None
    assert "（文件未明确的为任务分解第2版）" in bars.what
    assert {entry.name: entry.target for entry in bars.units} == {"共和镇": 29000, "新桥镇": 17000, "安乐乡": None}


def test_a_part_makes_no_column_of_its_own_in_the_grid_but_lights_the_column_that_is_there() -> None:
    rows = dict(unit_grid(answers(), [], month="6月").rows)
    assert [row[0].status for row in rows.values()] == ["far_behind", "met", "not_applicable"]
    unshown = [
        result(figure(5, indicator="industry.market_entities_new")),
        result(figure(1, indicator="industry.market_entities_new", region=GONGHE), handed(9, GONGHE)),
    ]
    assert unit_grid(Answers(results=unshown, region=ROOT, names=NAMES), [], month="6月").columns == ()


def test_the_table_of_units_has_columns_of_their_tasks_only_where_some_are_handed_down() -> None:
    found = answers()
    assert {column.group for column in own_columns(found, TOTAL)} == {"任务分解第2版"}
    assert own_columns(found, "industry.greenhouse") == ()
    assert [cell.text for cell in own_cells(found, TOTAL, GONGHE)] == ["29,000", "差5,825人", ""]
    assert own_cells(found, TOTAL, ANLE)[0].text == "／ 未分解"
    assert (own_number(found, TOTAL, GONGHE), own_number(found, TOTAL, ANLE)) == (29000, None)


def test_a_tick_stands_at_each_units_own_target_and_runs_through_no_number() -> None:
    def bar(name: str, target: Any) -> UnitBar:
        parts = (Fraction(1000), Fraction(1000), Fraction(2000))
        return UnitBar(name=name, parts=parts, total=Fraction(4000), carried=False, target=target)

    units = [bar("共和镇", Fraction(3000)), bar("新桥镇", Fraction(4100)), bar("安乐乡", None)]
    drawn = destination_bars(bar("全县", None), units, ("省外", "省内县外", "县内"), None)
    ticks = [(shape.x0, shape.y0 + 0.42) for shape in drawn.layout.shapes if shape.xref == "x2"]
    assert ticks == [(3000, 0), (4100, 1)]
    last = next(trace for trace in drawn.data if trace.xaxis == "x2" and list(trace.x) == [2000, 2000, 2000])
    assert list(last.text) == ["", "2,000", "2,000"]
    totals = {mark.y: mark.x for mark in drawn.layout.annotations if mark.text == "<b>4,000</b>"}
    assert totals == {"共和镇": 4000, "新桥镇": 4100, "安乐乡": 4000}


def test_a_part_is_left_out_where_the_pack_sets_no_such_target_any_more() -> None:
    pack = load_pack("mouding-2023")
    shares = [Share(code="EMP-M01", region=GONGHE, value=Fraction(1)), Share(code="GONE", region=GONGHE, value=Fraction(1))]
    made = with_shares(pack, {2023: (3, shares)})
    assert [(one.code, one.scope, one.value, one.title, one.clause) for one in made.targets[len(pack.targets) :]] == [
        ("EMP-M01", GONGHE, 1, "农村劳动力转移就业总量（任务分解第3版）", "任务分解第3版")
    ]
    assert with_shares(pack, {2022: (3, shares)}) is pack


def test_the_year_that_is_offered_first_is_the_newest_with_a_report(sample_url: str, tmp_path: Path) -> None:
    from dataclasses import replace

    from services.initialising import initialise_database

    workspace = open_workspace(sample_url)
    pack = replace(workspace.packs[0], years=(2021, 2030))
    assert first_year(workspace, pack) == 2023
    url = f"sqlite:///{tmp_path / 'empty.sqlite'}"
    initialise_database(url, ["mouding-2023"])
    empty = open_workspace(url)
    assert first_year(empty, replace(pack, years=(2021, 2024))) == 2024
    assert first_year(empty, pack) == empty.moment.year


def test_a_pack_of_several_years_is_asked_in_the_head_of_the_page(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from services.initialising import initialise_database

    url = f"sqlite:///{tmp_path / 'several.sqlite'}"
    initialise_database(url, ["xinhua-2021"])
    page = opened(url, monkeypatch, PAGES["任务分解"])
    assert page.selectbox(key="year").options == ["2025年", "2024年", "2023年", "2022年", "2021年"]
    page.selectbox(key="year").set_value(2022).run()
    assert not page.exception
    assert "2022年度" in text_of(page)
