"""A county of our own in a fresh database: a pack and a few reports, through the templates and the importer."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from data_access.reading.grid import WorkbookFile
from metrics.packs import load_pack
from services.initialising import initialise_database
from services.intake import Consent, import_files
from services.scheme import scheme_of
from services.templates import sheet_to_write, write_report
from services.workspace import Workspace, open_workspace

Reports = Mapping[tuple[str, str, str], Sequence[Mapping[str, Any]]]
SHIPPED = Path(__file__).resolve().parents[2] / "metrics" / "packs" / "mouding-2023.toml"


def changed_pack(folder: Path, *changes: tuple[str, str], more: str = "") -> str:
    """The shipped pack with some words replaced and some tables added, as a file of its own."""
    text = SHIPPED.read_text(encoding="utf-8")
    for old, new in changes:
        assert old in text
        text = text.replace(old, new)
    target = folder / "mouding-2023.toml"
    target.write_text(text + more, encoding="utf-8")
    return str(target)


def stored(url: str, reports: Reports, pack: str = "mouding-2023") -> Workspace:
    """The workspace after ``reports`` by (sheet, reporter, period) were handed in; warnings are accepted, errors are not."""
    initialise_database(url, [pack])
    workspace = open_workspace(url)
    scheme = scheme_of(workspace.packs[0])
    files = [
        WorkbookFile(
            name=f"{sheet}{reporter.removeprefix('dept:')}{period}.xlsx",
            content=write_report([sheet_to_write(scheme, sheet, reporter, period, rows=[dict(row) for row in rows])]),
        )
        for (sheet, reporter, period), rows in reports.items()
    ]
    done = import_files(workspace, files, Consent(by="test", accept_warnings=True, reason="测试"))
    assert all(taken.done for taken in done), [(taken.outcome, taken.problems[:3]) for taken in done if not taken.done]
    return workspace


__all__ = ["changed_pack", "load_pack", "stored"]
