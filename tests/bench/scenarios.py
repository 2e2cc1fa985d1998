"""One measured run in a process of its own: ``python -m tests.bench.scenarios NAME FILE`` prints one line of JSON."""

from __future__ import annotations

import json
import resource
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path
from typing import Any

MEASURED: dict[str, Any] = {}


@contextmanager
def measured() -> Iterator[None]:
    """CPU seconds of this process and its children, wall seconds, and the largest memory of both."""
    before = _cpu()
    start = time.perf_counter()
    yield
    MEASURED["wall"] = time.perf_counter() - start
    MEASURED["cpu"] = _cpu() - before
    MEASURED["memory_mb"] = (_own_memory() + resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss) / 1024


def _own_memory() -> int:
    """The most kB that this process held; the system's count of it begins with what the process that started it held."""
    status = Path("/proc/self/status")
    lines = status.read_text(encoding="utf-8").splitlines() if status.exists() else []
    stated = [int(line.split()[1]) for line in lines if line.startswith("VmHWM:")]
    return stated[0] if stated else resource.getrusage(resource.RUSAGE_SELF).ru_maxrss


def _cpu() -> float:
    usages = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(usage.ru_utime + usage.ru_stime for usage in usages)


def with_pandas(content: bytes) -> None:
    """What a quick script does: read_excel through openpyxl, to_sql."""
    import openpyxl  # noqa: F401 (imported before the clock starts)
    import pandas as pd
    from sqlalchemy import create_engine

    with tempfile.TemporaryDirectory() as folder:
        engine = create_engine(f"sqlite:///{folder}/plain.sqlite")
        with measured():
            frame = pd.read_excel(BytesIO(content), engine="openpyxl", header=2)
            frame.columns = [f"c{index}" for index in range(len(frame.columns))]
            frame.to_sql("plain", engine, index=False)
        engine.dispose()


def bare_read(content: bytes) -> None:
    """calamine alone, to Python rows."""
    from python_calamine import CalamineWorkbook

    with measured():
        workbook = CalamineWorkbook.from_filelike(BytesIO(content))
        workbook.get_sheet_by_index(_largest(workbook)).to_python()


def _largest(workbook: Any) -> int:
    return 1 if len(workbook.sheet_names) > 1 and workbook.sheet_names[0] == "填报说明" else 0


def bare_insert(content: bytes) -> None:
    """The same rows into a bare SQLite table."""
    import sqlite3

    from python_calamine import CalamineWorkbook

    workbook = CalamineWorkbook.from_filelike(BytesIO(content))
    rows = [tuple(row) for row in workbook.get_sheet_by_index(_largest(workbook)).to_python()]
    width = max(map(len, rows))
    with tempfile.TemporaryDirectory() as folder:
        connection = sqlite3.connect(f"{folder}/bare.sqlite")
        connection.execute("PRAGMA journal_mode=WAL")
        connection.execute(f"CREATE TABLE bare ({', '.join(f'c{index}' for index in range(width))})")
        with measured():
            connection.executemany(f"INSERT INTO bare VALUES ({','.join('?' * width)})", rows)
            connection.commit()
        connection.close()


def imported(content: bytes) -> None:
    """From bytes to committed, with warnings."""
    _take_in(content, "household.xlsx", store=True)


def checked(content: bytes) -> None:
    """``check`` of one workbook."""
    _take_in(content, "village.xlsx", store=False)


def _take_in(content: bytes, name: str, *, store: bool) -> None:
    import pandas  # noqa: F401

    import metrics.warnings  # noqa: F401 (the program itself is loaded before the clock starts)
    from data_access.reading.grid import WorkbookFile
    from services.initialising import initialise_database
    from services.intake import Consent, check_files, import_files
    from services.workspace import open_workspace

    with tempfile.TemporaryDirectory() as folder:
        url = f"sqlite:///{folder}/bench.sqlite"
        initialise_database(url, ["mouding-2023"])
        workspace = open_workspace(url)
        files = [WorkbookFile(name=name, content=content)]
        with measured():
            consent = Consent(by="bench", accept_warnings=True, reason="bench")
            taken = import_files(workspace, files, consent) if store else check_files(workspace, files)
        MEASURED["outcomes"] = sorted({entry.outcome for entry in taken})


def calamine_all(folder: Path) -> None:
    """Every worksheet of every workbook in a folder through calamine."""
    from python_calamine import CalamineWorkbook

    with measured():
        for file in sorted(folder.glob("*.xlsx")):
            workbook = CalamineWorkbook.from_path(str(file))
            for index in range(len(workbook.sheet_names)):
                workbook.get_sheet_by_index(index).to_python()


def openpyxl_all(folder: Path) -> None:
    """The same through openpyxl, read-only."""
    import openpyxl

    with measured():
        for file in sorted(folder.glob("*.xlsx")):
            workbook = openpyxl.load_workbook(file, read_only=True, data_only=True)
            for worksheet in workbook.worksheets:
                for _ in worksheet.iter_rows(values_only=True):
                    pass
            workbook.close()


def child_start(content: bytes) -> None:
    """Starting the reading child with a file that it refuses at once."""
    from data_access.reading import read_workbooks
    from data_access.reading.grid import WorkbookFile

    empty = BytesIO()
    import xlsxwriter

    xlsxwriter.Workbook(empty).close()
    with measured():
        read_workbooks([WorkbookFile(name="empty.xlsx", content=empty.getvalue())])


SCENARIOS: dict[str, Callable[[bytes], None]] = {
    "pandas": with_pandas,
    "calamine": bare_read,
    "insert": bare_insert,
    "import": imported,
    "check": checked,
    "child": child_start,
}
#: scenarios over a folder of workbooks
FOLDERS: dict[str, Callable[[Path], None]] = {"calamine_all": calamine_all, "openpyxl_all": openpyxl_all}

if __name__ == "__main__":
    name, target = sys.argv[1], Path(sys.argv[2])
    if target.is_dir():
        FOLDERS[name](target)
    else:
        SCENARIOS[name](target.read_bytes())
    sys.stdout.write(json.dumps(MEASURED) + "\n")
