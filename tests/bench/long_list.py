"""A list of 200,000 households: taken in beside a bare reading of the same file, and through the page beside other users."""

from __future__ import annotations

import json
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from tests.bench.browserless import Session
from tests.bench.county import PACK, manage
from tests.bench.pages import server
from tests.bench.table import Line
from tests.bench.workbooks import forget_county, household_workbook

ROOT = Path(__file__).resolve().parents[2]
ROWS, FEW = 200_000, 20_000
#: one row in so many carries a warning that is accepted with a reason
DOUBTFUL = 20
#: no report of this quarter is in the sample
QUARTER = "2024Q2"
CLEAN, WARNED, SHORT = "long.xlsx", "long-warned.xlsx", "short.xlsx"
Run = Callable[[str, Path], Mapping[str, float]]
#: pages that other users look at meanwhile, and how long they look
OTHERS = ("", "employment", "income_drop", "progress")
USERS, THINK = 2, 0.2
OTHERS_MS, MEMORY_MB, LEAST_STEPS = 300.0, 1500.0, 20.0


def long_list(folder: Path, run: Run) -> list[Line]:
    """Bytes to committed, CPU of parent and child; then what another user notices."""
    for name, rows, doubtful in ((CLEAN, ROWS, 0), (WARNED, ROWS, DOUBTFUL), (SHORT, FEW, 0)):
        (folder / name).write_bytes(household_workbook(rows, doubtful=doubtful, title=QUARTER))
    forget_county()
    bare, clean = run("calamine", folder / CLEAN), run("import", folder / CLEAN)
    bare_warned, warned = run("calamine", folder / WARNED), run("import", folder / WARNED)
    short = run("import", folder / SHORT)["cpu"] / FEW * 1e6
    return [
        _times("200,000 households, CPU", clean, bare, 3),
        _times("200,000 households, 5 % of them with warnings, CPU", warned, bare_warned, 4),
        Line(name="  memory of both processes", measured=max(clean["memory_mb"], warned["memory_mb"]), unit="MB",
             asked=MEMORY_MB),
        Line(name="  CPU of a row", measured=clean["cpu"] / ROWS * 1e6, unit="us", asked=short, floor=short,
             floor_name="a row of 20,000"),
        *_beside(folder),
    ]  # fmt: skip


def _times(name: str, ours: Mapping[str, float], bare: Mapping[str, float], most: float) -> Line:
    return Line(
        name=name, measured=ours["cpu"], unit="s", asked=most * bare["cpu"], floor=bare["cpu"], floor_name="a bare reading (calamine)"
    )  # fmt: skip


def _beside(folder: Path) -> list[Line]:
    """Pages of other users while one hands the list over and confirms it, beside the same while the shell takes it in elsewhere."""
    database = folder / "beside.sqlite"
    url = f"sqlite:///{database}"
    manage("init", *PACK, "--database", url)
    manage("sample", *PACK, "--load", "--database", url)
    with server(url) as port, Session(port=port, page="upload", timeout=600) as one:
        one.rerun()
        elsewhere, _ = _meanwhile(port, lambda: _elsewhere(folder / WARNED))
        checking, read = _meanwhile(port, lambda: _handed_over(one, (folder / WARNED).read_bytes()))
        storing, stored = _meanwhile(port, lambda: _confirmed(one))
    floor = _slow(elsewhere)
    return [
        Line(name="pages of others while the list is read and checked, p95", measured=_slow(checking), unit="ms",
             asked=OTHERS_MS, floor=floor, floor_name="the same beside the shell"),
        Line(name="pages of others while the list is stored, p95", measured=_slow(storing), unit="ms", asked=OTHERS_MS,
             floor=floor, floor_name="the same beside the shell"),
        Line(name="steps of the bar while it is read and checked", measured=read, unit="steps", asked=LEAST_STEPS, at_least=True),
        Line(name="steps of the bar while it is stored", measured=stored, unit="steps", asked=LEAST_STEPS, at_least=True),
    ]  # fmt: skip


def _meanwhile(port: int, work: Callable[[], float]) -> tuple[list[float], float]:
    """What the other users waited, in milliseconds, and what the work answers."""
    ended = threading.Event()
    with ThreadPoolExecutor(USERS) as pool:
        waits = [pool.submit(_other, port, number, ended) for number in range(USERS)]
        try:
            answer = work()
        finally:
            ended.set()
        return sorted(wait for user in waits for wait in user.result()), answer


def _other(port: int, number: int, ended: threading.Event) -> list[float]:
    """Goes from page to page, each seen before: first visits are measured elsewhere."""
    waits: list[float] = []
    sessions = [Session(port=port, page=page) for page in OTHERS[number::USERS]]
    for session in sessions:
        with session:
            session.rerun()
    while not ended.is_set():
        for session in sessions:
            with session:
                session.rerun()
                for _ in range(5):
                    if not ended.is_set():
                        waits.append(session.rerun() * 1000)
                        time.sleep(THINK)
            if session.exceptions:
                raise RuntimeError(f"{session.page}: {session.exceptions}")
    return waits


def _elsewhere(file: Path) -> float:
    command = [sys.executable, "-m", "tests.bench.scenarios", "import", str(file)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    return float(json.loads(done.stdout.splitlines()[-1])["wall"])


def _handed_over(one: Session, content: bytes) -> float:
    one.hand_over(WARNED, content)
    return _steps(one)


def _confirmed(one: Session) -> float:
    one.write("原因", "bench")
    one.press("确认入库")
    if any("确认入库" in words for words in one.controls):
        raise RuntimeError("the list was not stored")
    return _steps(one)


def _steps(one: Session) -> float:
    if one.exceptions:
        raise RuntimeError(str(one.exceptions))
    steps, one.steps = len(one.steps), []
    return float(steps)


def _slow(waits: list[float]) -> float:
    return waits[int(len(waits) * 0.95)]
