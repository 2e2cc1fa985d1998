"""Outside figures: what may be keyed in, what judges once it is, as of when, and what the warning lists become."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from fractions import Fraction

import pytest

from data_access.errors import CalledWrongly
from data_access.store import OutsideKey, outside_in_force, outside_records
from metrics.packs import load_pack
from pages.kit import context as page_context
from services.clock import now
from services.initialising import initialise_database
from services.outside import (
    Item,
    Typed,
    faults_of,
    items_of,
    list_changes,
    proposal_of,
    records_of,
    store,
    take_back,
    with_proposal,
    without,
)
from services.questions import ask
from services.tables.model import Table
from services.verification import verify
from services.views.asking_paper import ask_paper
from services.views.income_reference import references
from services.views.outside import keyed_notes
from services.warning_list import warning_page
from services.workspace import Workspace, open_workspace

LINE = Item(kind="line", name="", title="监测线", unit="元")
QUARTER = "2023Q2"


def typed(**fields: str) -> Typed:
    known = {"region": "", "year": "2023", "value": "12000", "unit": "元", "source": "省乡村振兴局2023年通知", "by": "张三"}
    return Typed(**(known | fields))


def keyed(workspace: Workspace, item: Item = LINE, **fields: str) -> int:
    pack = workspace.renewed().packs[0]
    return store(workspace, pack, proposal_of(workspace, pack, item, typed(**fields)))


@pytest.fixture
def empty(database_url: str) -> Workspace:
    initialise_database(database_url, ["mouding-2023", "wenshan-2022-2024", "qujing-2023"])
    return open_workspace(database_url)


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({}, []),
        ({"value": "8，000.5"}, []),
        ({"year": "２０２３"}, []),
        ({"year": ""}, ["年度应为2020—2023之间的四位年份。"]),
        ({"year": "2024"}, ["年度应为2020—2023之间的四位年份。"]),
        ({"value": "八千"}, ["数值应为数字，例如 8000 或 14342.5，不写单位和文字。"]),
        ({"value": "8000元"}, ["数值应为数字，例如 8000 或 14342.5，不写单位和文字。"]),
        ({"value": "0"}, ["数值应大于0。"]),
        ({"value": "-1"}, ["数值应大于0。"]),
        ({"value": "0.0000001"}, ["数值最多6位小数。"]),
        ({"value": "200000", "unit": "万元"}, ["数值过大，请核对单位。"]),
        ({"unit": "%"}, ["须选择单位。"]),
        ({"source": " "}, ["须写明来源，例如发布单位和日期、文号。"]),
        ({"by": ""}, ["须写明经办人。"]),
    ],
)
def test_what_is_wrong_with_a_figure_is_said_at_once(fields: dict[str, str], said: list[str]) -> None:
    assert faults_of(load_pack("mouding-2023"), LINE, typed(**fields)) == said


def test_everything_wrong_is_said_together() -> None:
    assert len(faults_of(load_pack("mouding-2023"), LINE, Typed(region="", year="", value="", unit="", source="", by=""))) == 5


def test_a_series_asks_for_the_unit_of_its_target_and_for_a_place_where_it_has_some() -> None:
    series = {item.title: item for item in items_of(load_pack("qujing-2023")) if item.kind == "series"}
    placed = next(item for item in series.values() if item.places)
    assert "亿元" in placed.unit
    assert "须选择地区。" in faults_of(load_pack("qujing-2023"), placed, typed(unit=placed.unit))


def test_a_keyed_line_judges_from_then_on_and_not_before(empty: Workspace) -> None:
    before = now()
    assert empty.packs[0].income.line == {}
    assert keyed(empty, value="0.8", unit="万元") == 1
    fresh = empty.renewed()
    assert fresh.packs[0].income.line == {2023: Fraction(8000)}
    assert fresh.packs[0].keyed[0].source == "省乡村振兴局2023年通知"
    assert fresh.packs[1].income.line == {}, "of its own pack only"
    assert fresh.at(before).packs[0].income.line == {}
    assert open_workspace(str(empty.database.engine.url.render_as_string(hide_password=False))).packs[0].income.line


def test_a_correction_is_a_new_version_and_taking_it_back_brings_the_one_before_again(empty: Workspace) -> None:
    keyed(empty, value="8000")
    assert keyed(empty, value="8500") == 2
    between = now()
    pack = empty.renewed().packs[0]
    newest = next(one for one in records_of(empty, pack) if one.state == "in_force")
    assert take_back(empty, pack, newest, by="李四", reason="抄错") == 1
    assert empty.renewed().packs[0].income.line == {2023: Fraction(8000)}
    assert [(one.version, one.state) for one in records_of(empty, pack)] == [(1, "in_force"), (2, "withdrawn")]
    assert empty.renewed().at(between).packs[0].income.line == {2023: Fraction(8500)}
    assert [(one.version, one.state) for one in outside_records(empty.database, as_of=between)] == [
        (1, "superseded"),
        (2, "in_force"),
    ]
    with pytest.raises(CalledWrongly, match="不是现行的数"):
        take_back(empty, pack, newest, by="李四", reason="再撤")
    with pytest.raises(CalledWrongly, match="撤回原因和经办人"):
        take_back(empty, pack, newest, by="", reason="再撤")


def test_a_figure_that_changed_after_it_was_looked_at_is_not_overwritten(empty: Workspace) -> None:
    pack = empty.packs[0]
    seen = proposal_of(empty, pack, LINE, typed(value="8000"))
    keyed(empty, value="9000")
    with pytest.raises(CalledWrongly, match="已有变动"):
        store(empty, pack, seen)
    assert len(outside_in_force(empty.database)) == 1


def test_a_series_keyed_in_is_what_its_target_compares_with(empty: Workspace) -> None:
    pack = empty.packs[1]
    item = next(one for one in items_of(pack) if one.kind == "series")
    store(empty, pack, proposal_of(empty, pack, item, typed(year="2024", value="17522")))
    key = OutsideKey(pack=pack.id, kind="series", name=item.name, region="", year=2024)
    assert [one.key for one in outside_in_force(empty.database)] == [key]
    results = ask(empty.renewed(), period="2024Q4", pack=pack.id)
    judged = next(one for one in results if one.target and one.target.code == "INC-W01")
    assert judged.target is not None
    assert judged.target.value == 17522


def test_a_line_changes_the_lists_as_it_was_said_and_the_database_holds(sample_url: str) -> None:
    workspace = open_workspace(sample_url)
    pack, before = workspace.packs[0], warning_page(workspace, period=QUARTER, limit=0)
    assert "below_line" not in {rule for rule, count in before.by_rule.items() if count}
    proposal = proposal_of(workspace, pack, LINE, typed(value="12000"))
    after = with_proposal(workspace, pack, proposal)
    told = {change.period: change for change in list_changes(workspace, pack, after, 2023)}
    assert told[QUARTER].changes
    store(workspace, pack, proposal)
    fresh = workspace.renewed()
    listed = warning_page(fresh, period=QUARTER, limit=0)
    assert listed.by_rule["below_line"] > 0
    assert listed.total == sum(told[QUARTER].after.values())
    assert listed.total - before.total == told[QUARTER].coming - told[QUARTER].going
    assert verify(sample_url, lambda _done, _all: None).holds
    record = records_of(fresh, fresh.packs[0])[0]
    back = {one.period: one for one in list_changes(fresh, fresh.packs[0], without(fresh, fresh.packs[0], record), 2023)}
    assert back[QUARTER].going == told[QUARTER].coming
    take_back(fresh, fresh.packs[0], record, by="李四", reason="尚未公布")
    assert warning_page(fresh.renewed(), period=QUARTER, limit=0).by_level == before.by_level
    assert verify(sample_url, lambda _done, _all: None).holds


def test_the_list_of_an_earlier_moment_knows_only_the_line_of_then(sample_url: str) -> None:
    workspace = open_workspace(sample_url)
    keyed(workspace, value="12000")
    fresh = workspace.renewed()
    assert warning_page(fresh, period=QUARTER, limit=0).by_rule["below_line"] > 0
    past = warning_page(
        fresh, period=QUARTER, as_of=records_of(fresh, fresh.packs[0])[0].accepted_at - timedelta(microseconds=1), limit=0
    )
    assert past.by_rule["below_line"] == 0


def test_pages_say_what_was_keyed_in(empty: Workspace) -> None:
    keyed(empty, value="8000")
    pack = empty.renewed().packs[0]
    (note,) = keyed_notes(pack, QUARTER, "收入")
    assert note == f"2023年监测线8,000元，外部数据：省乡村振兴局2023年通知，张三 {now().date().isoformat()} 录入。"
    assert keyed_notes(pack, "2022Q4", "收入") == ()
    assert keyed_notes(pack, QUARTER, "就业") == ()


def test_the_workbook_of_the_page_says_what_was_keyed_in(empty: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    keyed(empty, value="8000")
    fresh = empty.renewed()
    left: list[Table] = []

    def taken(_context: object, tables: Sequence[Table]) -> tuple[Table, ...]:
        left.extend(tables)
        return tuple(tables)

    monkeypatch.setattr(page_context, "seen_tables", taken)
    monkeypatch.setattr(page_context, "offer", lambda *_: None)
    monkeypatch.setattr(page_context.restated, "show", lambda *_: None)
    for title in ("收入", "就业"):
        page = page_context.PageContext(
            title=title, workspace=fresh, pack=fresh.packs[0], period=QUARTER, region=fresh.packs[0].root, region_name="牟定县", noun="乡镇",
            whole="全县", revision="1", export_at=None,  # type: ignore[arg-type]
        )  # fmt: skip
        page_context.offer_tables(page, title, Table(title=title, columns=(), rows=(), notes=("一",)))
    income, work = left
    assert income.notes == ("一", *keyed_notes(fresh.packs[0], QUARTER, "收入"))
    assert "监测线8,000元" in income.notes[1]
    assert work.notes == ("一",)


def test_what_was_keyed_in_outlives_a_repeated_init(sample_url: str) -> None:
    workspace = open_workspace(sample_url)
    keyed(workspace, value="12000")
    initialise_database(sample_url, ["mouding-2023"])
    assert open_workspace(sample_url).packs[0].income.line == {2023: Fraction(12000)}
    assert verify(sample_url, lambda _done, _all: None).holds


def test_the_paper_is_shown_as_stored_and_what_was_keyed_in_with_its_source(empty: Workspace) -> None:
    keyed(empty, value="8000")
    fresh = empty.renewed()
    view = ask_paper(fresh, fresh.packs[0], "", "")
    assert view.stored.said == ""
    shown = {row.cells[0].text: row.cells for row in view.settings[1].rows if row.kind == "body"}
    assert [cell.text for cell in shown["监测线"][1:3]] == ["2023年8,000元", "本单位录入"]
    assert "省乡村振兴局2023年通知，张三" in shown["监测线"][3].text


def test_a_series_beside_the_income_says_where_its_figure_is_from(empty: Workspace) -> None:
    pack = empty.packs[1]
    item = next(one for one in items_of(pack) if one.kind == "series")
    store(empty, pack, proposal_of(empty, pack, item, typed(year="2023", value="16396")))
    (found,) = references(empty.renewed().packs[1], pack.root, 2023)
    assert found.level == 16396
    assert found.source.startswith("省乡村振兴局2023年通知，张三 ")
