"""Reading in a child: whatever a file does to it, the parent lives and the next file is read."""

from __future__ import annotations

import os
import pickle
import resource
import subprocess
import sys
import threading
from collections.abc import Iterator
from datetime import datetime
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest

from data_access.errors import DashboardError
from data_access.reading import Limits, Refused, Workbook, WorkbookFile, child, guard, read_workbooks
from data_access.reading.assembly import Assembly, MisshapenError
from data_access.reading.guard import Child
from data_access.reading.wire import GarbledError, decode, encode, receive
from data_access.reading.worker import plain_name
from tests.data_access.reading.handmade import number, parts, workbook, worksheet, zipped

GOOD = WorkbookFile(name="好.xlsx", content=workbook(f'<row r="1">{number("A1", 7)}</row>'))
# A thousand bytes that ask for seventeen thousand million cells: the reader library aborts its process.
CORNERS = workbook(f'<row r="1">{number("A1", 1)}</row><row r="1048576">{number("XFD1048576", 1)}</row>')


def outcomes(*contents: bytes, limits: Limits | None = None) -> list[str]:
    files = [WorkbookFile(name=f"{at}.xlsx", content=content) for at, content in enumerate(contents)]
    read = read_workbooks(files, limits=limits or Limits())
    return [one.problem.code if isinstance(one, Refused) else "read" for one in read]


# One stray cell at the bottom: 27 million cells to the reader library, some 650 MB and two seconds.
TALL = workbook(f'<row r="1">{number("Z1", 1)}</row><row r="1048576">{number("A1048576", 1)}</row>')


def slow(attribute_quote: str = '"') -> bytes:
    """Takes the reader most of a second; with single quotes, which must be parsed element by element, several."""
    rows = "".join(f'<row r="{n}">{number(f"A{n}", n)}{number(f"B{n}", n)}</row>' for n in range(1, 400_000))
    sheet = worksheet(rows).replace('"', attribute_quote)
    return zipped(parts(worksheet("")) | {"xl/worksheets/sheet1.xml": sheet})


def test_a_batch_comes_back_in_order_with_plain_values() -> None:
    first, second = read_workbooks([GOOD, WorkbookFile(name="空.xlsx", content=b"")])
    assert isinstance(first, Workbook)
    assert (first.file, first.worksheets[0].rows) == ("好.xlsx", [[7.0]])
    assert len(first.sha256) == 64
    assert isinstance(second, Refused)
    assert (second.problem.code, second.problem.severity) == ("file_empty", "error")
    assert second.problem.message
    assert second.problem.fix


def test_no_files() -> None:
    assert read_workbooks([]) == []


def test_an_abort_of_the_reader_library_is_one_refusal() -> None:
    assert outcomes(GOOD.content, CORNERS, GOOD.content) == ["read", "file_too_large", "read"]


def test_the_processor_limit() -> None:
    assert outcomes(slow("'"), GOOD.content, limits=Limits(cpu_seconds=1)) == ["file_too_large", "read"]


def test_the_processor_limit_is_each_files_own(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: dict[int, int] = {}
    monkeypatch.setattr(resource, "setrlimit", lambda which, limits: asked.update({which: limits[0]}))
    monkeypatch.setattr(resource, "getrlimit", lambda _: (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
    spent = resource.getrusage(resource.RUSAGE_SELF)
    child._restrict(Limits(cpu_seconds=1_000, memory_bytes=5))  # noqa: SLF001
    assert asked[resource.RLIMIT_CPU] >= 1_000 + int(spent.ru_utime + spent.ru_stime)
    assert (asked[resource.RLIMIT_AS], asked[resource.RLIMIT_FSIZE]) == (5, 0)


def test_the_memory_limit() -> None:
    assert outcomes(TALL, GOOD.content, limits=Limits(memory_bytes=300 << 20)) == ["file_too_large", "read"]


def test_the_wall_limit() -> None:
    assert outcomes(slow(), limits=Limits(wall_seconds=0.05)) == ["file_too_large"]


def test_the_watchdog_where_the_system_sets_no_limits(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(guard, "SYSTEM_LIMITS", False)
    assert outcomes(TALL, GOOD.content, limits=Limits(memory_bytes=300 << 20)) == ["file_too_large", "read"]


def test_the_size_limit_starts_no_child(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("data_access.reading.worker.Child", None)
    assert outcomes(b"x" * 2_000, limits=Limits(file_bytes=1_000)) == ["file_too_large"]


@pytest.fixture
def broken_answers(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[bytes]]:
    """Payloads that the parent receives instead of the child's first answers."""
    planned: list[bytes] = []
    real = receive

    def receive_planned(stream: Any, at_most: int) -> bytes:
        return planned.pop(0) if planned and at_most > 1_000 else real(stream, at_most)

    monkeypatch.setattr(guard, "receive", receive_planned)
    return planned


@pytest.mark.parametrize(
    "payload",
    [
        b"nonsense",
        b"",
        pickle.dumps(os.getcwd),
        encode(["done"]),
        encode(("columns", 5)),
        encode(("columns", (1, [[1]]))),
        encode(("empty_rows", 1 << 40)),
        encode(("worksheet", {})),
        encode(("worksheet", None)),
        encode(("refused", "no_such_code", "x", "y")),
        encode(("refused",)),
        encode(("mystery", 1)),
    ],
)
def test_a_garbled_answer_is_a_damaged_file_and_a_new_child(broken_answers: list[bytes], payload: bytes) -> None:
    broken_answers.append(payload)
    assert outcomes(GOOD.content, GOOD.content) == ["file_damaged", "read"]


class Trap:
    """Unpickled by an ordinary reader, this would run a command."""

    def __reduce__(self) -> tuple[Any, ...]:
        return os.system, ("exit 1",)


@pytest.mark.parametrize("value", [Trap(), os.getcwd, Path("x"), {"a": Trap()}])
def test_the_parent_builds_nothing_but_plain_values(value: object) -> None:
    with pytest.raises(GarbledError):
        decode(pickle.dumps(value))


def test_plain_values_come_through_exactly() -> None:
    value = ("rows", [[1.1, None, True, "汉", -0.0, 2**70, datetime(2023, 5, 25)], []])  # noqa: DTZ001
    assert decode(encode(value)) == value


def test_frames_that_claim_too_much_are_not_awaited() -> None:
    with pytest.raises(GarbledError):
        receive(BytesIO((1 << 60).to_bytes(8, "big")), 1_000)
    with pytest.raises(EOFError):
        receive(BytesIO((10).to_bytes(8, "big") + b"short"), 1_000)


def test_rows_before_any_worksheet_are_misshapen() -> None:
    assembly = Assembly(file="", sha256="")
    assembly.take(("columns", (1, [[1]])))
    with pytest.raises(MisshapenError):
        assembly.workbook()


@pytest.mark.parametrize(
    "columns", [(2, [[1]]), (1, [b"123"]), (1, [b"12345678" * 2]), (-1, []), (1 << 40, []), (1, 5), (1, ["ab"])]
)
def test_columns_of_another_length_are_misshapen(columns: object) -> None:
    with pytest.raises((MisshapenError, ValueError)):
        Assembly(file="", sha256="").take(("columns", columns))


def test_progress_rises_to_the_whole() -> None:
    rows = "".join(f'<row r="{n}">{number(f"A{n}", n)}</row>' for n in range(1, 20_001))
    heard: list[float] = []
    read_workbooks([GOOD, WorkbookFile(name="长.xlsx", content=workbook(rows))], progress=heard.append)
    assert heard == sorted(heard)
    assert heard[-1] == 1.0
    assert len(set(heard)) > 5


def test_a_caller_that_stops_midway_leaves_no_child() -> None:
    started: list[Child] = []

    class Watched(Child):
        def __init__(self, limits: Limits) -> None:
            super().__init__(limits)
            started.append(self)

    def stop(_: float) -> None:
        raise KeyboardInterrupt

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("data_access.reading.worker.Child", Watched)
        with pytest.raises(KeyboardInterrupt):
            read_workbooks([GOOD], progress=stop)
    assert [one.ended for one in started] == [True]


def test_the_current_directory_does_not_matter(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for decoy in ("zipfile.py", "json.py", "python_calamine.py", "data_access.py"):
        (tmp_path / decoy).write_text("raise SystemExit(3)")
    monkeypatch.chdir(tmp_path)
    assert outcomes(GOOD.content) == ["read"]


def test_a_child_that_cannot_start_is_no_fault_of_the_file(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(guard, "_START", "raise SystemExit(1)")
    with pytest.raises(DashboardError):
        read_workbooks([GOOD])


def test_the_child_imports_nothing_heavy_and_knows_no_settings(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DASHBOARD_DATABASE_URL", "postgresql://somebody:secret@host/db")
    shown = "import sys, os; sys.path.extend(sys.argv[1:]); from data_access.reading import child, xlsx, xls; print(sorted(sys.modules), file=sys.stderr)"
    search = guard._search_path()  # noqa: SLF001
    answer = subprocess.run([sys.executable, "-I", "-S", "-c", shown, *search], capture_output=True, text=True, check=True)
    for heavy in ("pandas", "numpy", "pydantic", "streamlit", "sqlalchemy", "psutil", "'data_access.problems'", "openpyxl"):
        assert heavy not in answer.stderr
    assert "DASHBOARD_DATABASE_URL" not in guard._environment()  # noqa: SLF001


def test_at_most_one_child_a_core(monkeypatch: pytest.MonkeyPatch) -> None:
    places = threading.BoundedSemaphore(1)
    monkeypatch.setattr("data_access.reading.worker._CHILDREN", places)
    seen: list[bool] = []
    read_workbooks([GOOD], progress=lambda _: seen.append(places.acquire(blocking=False)))
    assert seen
    assert not any(seen)


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("C:\\报表\\五月.xlsx", "五月.xlsx"),
        ("../../etc/passwd", "passwd"),
        ("a\u202eslx.exe", "aslx.exe"),
        ("五月\x00\n.xlsx", "五月.xlsx"),
        ("", "未命名文件"),
        ("x/", "未命名文件"),
    ],
)
def test_names_are_shown_without_paths_or_invisible_characters(given: str, kept: str) -> None:
    assert plain_name(given) == kept
