"""重述: which figures are other than they were, and which versions of which reports made them so."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from datetime import datetime
from fractions import Fraction

import pytest

from services.clock import now
from services.questions import ask
from services.restating import Restated, baseline, restated
from services.tables.model import FIGURE, Table, TableCell, TableColumn, TableRow
from services.views.asking_restated import ask_restatements, moments_offered
from services.views.model import Page, Tile
from services.views.restatements import marked, told
from services.workspace import Workspace, open_workspace
from tests.services.history import corrected, handed_in_again, record, taken_back

COUNTY, GONGHE, XINQIAO = "532323000000", "532323101000", "532323102000"
POSTS, TRANSFER = "employment.public_posts", "employment.transfer_total"


@pytest.fixture
def county(sample_url: str) -> Iterator[Workspace]:
    workspace = open_workspace(sample_url)
    yield workspace
    workspace.database.close()


def changed(workspace: Workspace, then: datetime, period: str = "2023-06", region: str = COUNTY) -> dict[str, Restated]:
    found = restated(workspace, workspace.packs[0], period, region, then=then)
    return {entry.indicator: entry for entry in found}


def value(workspace: Workspace, indicator: str, as_of: datetime | None = None) -> Fraction | None:
    found = ask(workspace, period="2023-06", region=COUNTY, as_of=as_of)
    return next(entry.figure.value for entry in found if entry.indicator == indicator)


def test_a_correction_names_its_version_and_no_other_figure(county: Workspace) -> None:
    then = now()
    corrected(county, record(county, "employment", "2023-06", GONGHE), "public_posts", 5)
    found = changed(county, then)
    assert TRANSFER not in found
    entry = found[POSTS]
    assert (entry.old, entry.new) == (value(county, POSTS, then), value(county, POSTS))
    assert entry.new == entry.old + 5
    ((kind, sheet, reporter, period, version, by, back),) = [
        (cause.kind, cause.sheet, cause.reporter, cause.period, cause.version, cause.by, cause.back) for cause in entry.causes
    ]
    assert (kind, sheet, reporter, period, version, back) == ("corrected", "employment", GONGHE, "2023-06", 2, None)
    assert by == "李会计"
    assert POSTS not in changed(county, then, region=XINQIAO)
    assert changed(county, then, region=GONGHE)[POSTS].causes == entry.causes


def test_a_correction_that_is_taken_back_again_restates_nothing(county: Workspace) -> None:
    then = now()
    corrected(county, record(county, "employment", "2023-06", GONGHE), "public_posts", 5)
    between = now()
    taken_back(county, record(county, "employment", "2023-06", GONGHE))
    assert changed(county, then) == {}
    (cause,) = changed(county, between)[POSTS].causes
    assert (cause.kind, cause.version, cause.back, cause.by, cause.reason) == ("withdrawn", 2, 1, "王审核", "报错单位")


def test_a_correction_of_another_field_is_no_cause(county: Workspace) -> None:
    then = now()
    corrected(county, record(county, "employment", "2023-06", XINQIAO), "travel_due", 3)
    corrected(county, record(county, "employment", "2023-06", GONGHE), "public_posts", 5)
    assert [cause.reporter for cause in changed(county, then)[POSTS].causes] == [GONGHE]


def test_a_first_report_after_the_moment_is_told_apart(county: Workspace) -> None:
    taken_back(county, record(county, "employment", "2023-06", GONGHE))
    then = now()
    # what was carried over from May gives way to the report of June itself
    handed_in_again(county, "employment", "2023-06", GONGHE)
    entry = changed(county, then)[TRANSFER]
    assert [(cause.kind, cause.period) for cause in entry.causes] == [("first", "2023-06")]
    assert not entry.corrected


def test_a_report_of_a_later_period_and_a_first_figure_are_none(county: Workspace) -> None:
    then = now()
    corrected(county, record(county, "employment", "2023-06", GONGHE), "public_posts", 5)
    assert changed(county, then, period="2023-05") == {}
    assert restated(county, county.packs[0], "2023-06", COUNTY, then=datetime.fromisoformat("2023-01-01T00:00+08:00")) == ()


def test_today_is_compared_with_before_the_first_correction_of_what_was_reported_late(county: Workspace) -> None:
    pack = county.packs[0]
    assert baseline(county, pack, "2023-06") is None, "nothing of that month was ever replaced"
    then = now()
    corrected(county, record(county, "employment", "2023-06", GONGHE), "public_posts", 5)
    found = baseline(county, pack, "2023-06")
    assert found is not None
    assert not found.due
    assert then < found.at < now()
    assert value(county, POSTS, found.at) == value(county, POSTS, then)
    assert baseline(county, pack, "2023-03") is None
    said = ask_restatements(county, pack, "2023-06", COUNTY, "就业")
    assert said.line.startswith("与首次更正前（")
    assert "重述2项：公益性岗位" in said.line
    assert "（共和镇就业2023年6月第2版，" in said.line
    assert set(said.marks) == {(POSTS, COUNTY), (POSTS, GONGHE)}
    assert all(mark.startswith("重述：原") for mark in said.marks.values())
    assert ask_restatements(county, pack, "2023-06", COUNTY, "报送进度").table is None
    past = ask_restatements(county.at(then), pack, "2023-06", COUNTY, "就业")
    assert set(past.marks) == {(POSTS, COUNTY), (POSTS, GONGHE)}


def test_the_days_offered_are_over(county: Workspace) -> None:
    offered = moments_offered(county, county.packs[0], "2023-06")
    assert offered["2023年6月25日　2023年6月报送截止"] == "2023-06-25"
    assert all(day < now().date().isoformat() for day in offered.values())


def test_old_and_new_never_read_the_same() -> None:
    entry = Restated(
        indicator="a.b", title="", unit="%", decimals=2, region=COUNTY, period="2023-06", old=Fraction(66666, 1000), new=Fraction(66667, 1000),
        causes=(),
    )  # fmt: skip
    assert told(entry) == ("66.666", "66.667")
    assert told(replace(entry, new=None)) == ("66.67", "—")


def test_a_mark_stands_beside_its_figure_only() -> None:
    columns = (
        TableColumn(key="name", heading="单位"),
        TableColumn(key="a.b", heading="数"),
        TableColumn(key=FIGURE, heading="值"),
    )
    cells = (TableCell(text="共和镇"), TableCell(text="1"), TableCell(text="2"))
    rows = (TableRow(cells=cells, region=GONGHE, indicator="c.d"), TableRow(cells=cells, region=XINQIAO), TableRow(cells=cells))
    tiles = (Tile(name="甲", figure="1", under="差2人", indicator="a.b"), Tile(name="乙", figure="1"))
    page = Page(headline=(), context=(), tiles=tiles, table=Table(title="", columns=columns, rows=rows))
    shown = marked(page, {("a.b", COUNTY): "重述：现3", ("a.b", GONGHE): "重述：现4", ("c.d", GONGHE): "补报后：现5"}, COUNTY)
    assert [tile.under.replace("\u2060", "") for tile in shown.tiles] == ["差2人　重述：现3", ""]
    assert [[cell.second for cell in row.cells] for row in shown.table.rows] == [
        ["", "重述：现4", "补报后：现5"],
        ["", "", ""],
        ["", "", ""],
    ]
    assert marked(page, {}, COUNTY) is page


def test_what_was_there_when_due_is_compared_with_then(sample_url: str) -> None:
    early = "2023-06-01T00:00:00.000000+08:00"
    with closing(sqlite3.connect(sample_url.removeprefix("sqlite:///"))) as connection, connection:
        connection.execute("UPDATE in_force SET from_at = ? WHERE to_at IS NULL", (early,))
        connection.execute("UPDATE submission SET accepted_at = ?", (early,))
    workspace = open_workspace(sample_url)
    corrected(workspace, record(workspace, "employment", "2023-06", GONGHE), "public_posts", 5)
    found = baseline(workspace, workspace.packs[0], "2023-06")
    assert found is not None
    assert (found.due, found.at.isoformat()) == (True, "2023-06-26T00:00:00+08:00")
    said = ask_restatements(workspace, workspace.packs[0], "2023-06", COUNTY, "就业").line
    assert said.startswith("与报送截止（2023年6月25日 24:00）相比，重述2项：公益性岗位")
    assert baseline(workspace.at(found.at), workspace.packs[0], "2023-06") is None, "at its due moment nothing can be other yet"
    workspace.database.close()
