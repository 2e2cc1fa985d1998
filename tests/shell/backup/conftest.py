"""What the tests of backup and restore share: a database with a history, its backup, and places to restore it to."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from data_access.store.portable import form
from tests.shell.conftest import Answer, County
from tests.shell.kept import SETTINGS, database_file, fill_history
from tests.shell.test_histories import ACCEPTED
from tests.shell.workbooks import save_report, workers


@pytest.fixture(scope="session")
def kept() -> dict[str, bytes]:
    """The database with its history, once a run."""
    return {}


@pytest.fixture
def pingbian(county: Callable[..., County], kept: dict[str, bytes]) -> County:
    made = county(SETTINGS)
    if not kept:
        fill_history(made)
        with closing(sqlite3.connect(database_file(made))) as connection:
            kept["database"] = connection.serialize()
    database_file(made).write_bytes(kept["database"])
    return made


@pytest.fixture
def backup(pingbian: County) -> Path:
    file = pingbian.folder / "看板备份.bak"
    answer = pingbian.run("backup", file)
    assert (answer.status, answer.out) == (0, "")
    assert "报表10份、原始文件9个" in answer.err
    return file


def beside(county: County, name: str = "restored") -> County:
    """A database that is not there yet."""
    return replace(county, url=f"sqlite:///{county.folder / name}.sqlite")


def taken_next(county: County) -> int:
    """The number that the next submission gets."""
    path = save_report(county.folder / "七月.xlsx", "employment", [workers("大龙树社区")], unit="玉屏镇", period="2023年7月")
    (taken,) = county.run("import", path, *ACCEPTED, "--json").document
    return taken["submission"]


def refused(answer: Answer, words: str) -> None:
    assert (answer.status, answer.out, answer.err.count("\n")) == (2, "", 1), answer
    assert words in answer.err


def reseal(file: Path, *statements: str) -> None:
    """A sound backup of a database that is another one."""
    mark = form.check_backup(file)
    with form.raw(file) as connection:
        for statement in (*statements, "DROP TABLE backup_mark", "DROP TABLE backup_table"):
            connection.execute(statement)
        form.seal(connection, mark)
