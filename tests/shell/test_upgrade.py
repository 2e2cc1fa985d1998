"""A database that the program of the first three sheets made, frozen as SQL with what that program answered, goes on here.

``first_schema.sql`` and ``first_schema.json`` were written by that program; nothing of today's writes them anew.
"""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from tests.shell.conftest import County
from tests.shell.kept import database_file, hand_in
from tests.shell.packs import YUPING
from tests.shell.workbooks import save_report, workers

FROZEN = Path(__file__).parent
FIRST = (FROZEN / "first_schema.sql").read_text(encoding="utf-8")
ANSWERED: list[dict[str, Any]] = json.loads((FROZEN / "first_schema.json").read_text(encoding="utf-8"))
#: the shipped places, the counter that makes every kept answer old, the number of the schema; of a pack its text is kept, its
#: fingerprint is that of what today's program reads in it
ANEW = {"region", "state_revision", "alembic_version", "pack_state"}
LISTED = ("total", "by_level", "by_rule", "rows")


@pytest.fixture
def first(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> County:
    """The old database, as its program left it."""
    made = County(url=f"sqlite:///{tmp_path / 'first.sqlite'}", folder=tmp_path, capsys=capsys)
    with closing(sqlite3.connect(database_file(made))) as connection:
        connection.executescript(FIRST)
    return made


def told(county: County, *question: str) -> list[Any]:
    """An answer in the short form in which the old ones are kept."""
    document = county.ask(*question)
    if question[0] == "warnings":
        return [{name: document[name] for name in LISTED}]
    if question[0] == "submissions":
        return document
    return [
        [
            entry["indicator"], entry["region"], entry["period"], target.get("code"), entry["value"], entry["numerator"],
            entry["denominator"], target.get("status"),
        ]
        for entry, target in ((entry, entry["target"] or {}) for entry in document)
        if entry["value"] and not entry["indicator"].startswith("reporting.")
    ]  # fmt: skip


def goes_on(county: County) -> None:
    """Every old answer is given again, nothing is amiss, and the next report is taken in beside the old ones."""
    for entry in ANSWERED:
        assert told(county, *entry["question"]) == entry["answer"], entry["question"]
    assert county.run("verify").status == 0
    assert county.run("rebuild").status == 0
    assert county.run("verify").status == 0
    june = save_report(
        county.folder / "六月.xlsx", "employment", [workers("大龙树社区", out=11)], unit="玉屏镇", period="2023年6月"
    )
    assert [entry["outcome"] for entry in county.take(june)] == ["accepted"]
    shops = county.ask("status", "--period", "2023-05", "--as-of", "2023-08-01")["rows"]
    assert {row["state"] for row in shops if row["reporter"] == YUPING and row["sheet"] == "employment"} == {"late"}
    assert county.run("verify").status == 0


def rows_of(county: County) -> dict[str, list[tuple[Any, ...]]]:
    with hand_in(county) as connection:
        tables = [name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        return {name: connection.execute(f'SELECT * FROM "{name}"').fetchall() for name in tables}


def test_the_first_schema_is_brought_up_to_date_with_all_it_holds(first: County) -> None:
    before = rows_of(first)
    for command in ("submissions", "verify", "rebuild"):
        refused = first.run(command)
        assert (refused.status, refused.err) == (2, "数据库是旧版本程序建立的，请先运行 python manage.py init 升级。\n")
    assert rows_of(first) == before
    # the sentences of both households name wages as what fell most; their report names no helper
    grown = before | {"household_warning": [(*row, 1, "") for row in before["household_warning"]]}
    for _ in range(2):
        assert first.run("init", "--if-needed").status == 0
        after = rows_of(first)
        assert {name: after[name] for name in before if name not in ANEW} == {
            name: rows for name, rows in grown.items() if name not in ANEW
        }
        assert len(after["region"]) > 1000
        assert len(after) > len(before)
        assert [row[:3] for row in after["pack_state"]] == [row[:3] for row in before["pack_state"]]
        assert after["allocation"] == after["allocation_part"] == []
    goes_on(first)


def test_a_backup_brings_it_to_postgresql(first: County, postgres_url: str) -> None:
    assert first.run("init").status == 0
    assert first.run("backup", first.folder / "first.bak").status == 0
    server = County(url=postgres_url, folder=first.folder, capsys=first.capsys)
    assert server.run("restore", first.folder / "first.bak").status == 0
    goes_on(server)
