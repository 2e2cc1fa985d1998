"""verify, backup and restore of the sample, beside the shell's own start and what the engine needs for the same bytes."""

from __future__ import annotations

import sqlite3
import time
from contextlib import closing
from pathlib import Path

from tests.bench.county import manage
from tests.bench.table import Line

#: what is soon done is measured more than once and the quickest counts: a figure of the program, not of its neighbours
TIMES = 3


def kept(folder: Path, read_all: float) -> list[Line]:
    """Of ``folder/sample.sqlite``; ``read_all``: wall seconds of a bare reading of all its workbooks."""
    url, backup, restored = f"sqlite:///{folder}/sample.sqlite", folder / "sample.bak", f"sqlite:///{folder}/restored.sqlite"
    start = min(manage("submissions", "--help")["wall"] for _ in range(TIMES))
    bare = start + min(_copied(folder) for _ in range(TIMES))
    verified = manage("verify", "--database", url)["wall"]
    written = min(manage("backup", str(backup), "--database", url)["wall"] for _ in range(TIMES))
    manage("restore", str(backup), "--database", restored)
    back = min(manage("restore", str(backup), "--force", "--database", restored)["wall"] for _ in range(TIMES))
    copy, reading = "start of the shell and a copy by SQLite", "start of the shell and a bare reading (calamine)"
    return [
        Line(name="verify of the sample", measured=verified, unit="s", asked=60, floor=start + read_all, floor_name=reading),
        Line(name="backup of the sample", measured=written, unit="s", floor=bare, floor_name=copy),
        Line(name="restore of the sample", measured=back, unit="s", floor=bare, floor_name=copy),
        Line(name="size of the backup", measured=_megabytes(backup), unit="MB", floor=_megabytes(folder / "sample.sqlite"),
             floor_name="the database"),
    ]  # fmt: skip


def _copied(folder: Path) -> float:
    target = folder / "copied.sqlite"
    target.unlink(missing_ok=True)
    started = time.perf_counter()
    with closing(sqlite3.connect(folder / "sample.sqlite")) as source, closing(sqlite3.connect(target)) as copy:
        source.backup(copy)
    return time.perf_counter() - started


def _megabytes(file: Path) -> float:
    return file.stat().st_size / 1e6
