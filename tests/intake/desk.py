"""A county's database with uploads going through services.intake, and its tables read back by plain SQL."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from data_access.answers import Answers
from data_access.reading.grid import WorkbookFile
from services.initialising import initialise_database
from services.intake import Consent, Taken, check_files, import_files, taken_json
from services.workspace import open_workspace

RECEIVED = datetime(2023, 5, 24, 9, 0, tzinfo=ZoneInfo("Asia/Shanghai"))
#: Notes say what was accepted; these come with every honest sheet and are looked at in tests of their own.
QUIET = {"rows_left_out"}


@dataclass
class Desk:
    """One workspace over a SQLite file."""

    path: Path

    def __post_init__(self) -> None:
        initialise_database(f"sqlite:///{self.path}", ["mouding-2023"])
        self.workspace = open_workspace(f"sqlite:///{self.path}")

    def check(self, *files: WorkbookFile, answers: Answers | None = None) -> list[Taken]:
        return check_files(self.workspace, files, answers)

    def take_in(
        self, *files: WorkbookFile, answers: Answers | None = None, reason: str = "", received_at: datetime = RECEIVED
    ) -> list[Taken]:
        consent = Consent(by="测试", accept_warnings=bool(reason), reason=reason, received_at=received_at)
        return import_files(self.workspace, files, consent, answers)

    def query(self, sql: str, *values: Any) -> list[sqlite3.Row]:
        with sqlite3.connect(self.path) as connection:
            connection.row_factory = sqlite3.Row
            return connection.execute(sql, values).fetchall()

    def facts(self, sheet: str, submission: int | None, keys: Sequence[str]) -> dict[tuple[str, ...], dict[str, Any]]:
        """Key → what stands in the fact table."""
        rows = self.query(f"SELECT * FROM fact_{sheet} WHERE submission = ?", submission)  # noqa: S608 - a sheet id
        ours = ("submission", "source_row", "not_applicable")
        return {tuple(row[key] for key in keys): {k: row[k] for k in row.keys() if k not in ours} for row in rows}  # noqa: SIM118

    def counts(self) -> dict[str, int]:
        """Rows a table, attempts apart."""
        tables = [row["name"] for row in self.query("SELECT name FROM sqlite_master WHERE type = 'table'")]
        return {t: self.query(f'SELECT count(*) AS n FROM "{t}"')[0]["n"] for t in tables if t != "attempt"}  # noqa: S608


def said(taken: Taken, *severities: str) -> list[tuple[str, str | None]]:
    """(code, cell) of the findings, errors and warnings unless told otherwise."""
    wanted = severities or ("error", "warning")
    return [(entry.code, entry.cell) for entry in taken.problems if entry.severity in wanted]


def told(taken: Taken) -> str:
    """Everything that was said, for a failing assertion."""
    return json.dumps(taken_json(taken), ensure_ascii=False, indent=1)
