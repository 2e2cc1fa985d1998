"""First visits and warm reruns of every page against the real server, and 25 users who act every two seconds."""

from __future__ import annotations

import os
import socket
import statistics
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import unquote, urlencode

from tests.bench.browserless import Session
from tests.bench.table import Line
from tests.menu import ADDRESSES

ROOT = Path(__file__).resolve().parents[2]
PAGES = tuple(address.strip("/") for address in ADDRESSES.values())
#: pages as they stand, then with filters as a user sets them
VISITS: tuple[tuple[str, str], ...] = (
    *((page, "") for page in PAGES),
    *(
        (page, urlencode(query))
        for page, query in (
            ("", {"period": "2023年5月", "unit": "凤屯镇"}),
            ("tasks", {"task_state": "滞后", "period": "2023年5月"}),
            ("income_drop", {"page": "2"}),
            ("mine", {"reporter": "凤屯镇"}),
            ("history", {"versions": "2"}),
            ("glossary", {"part": "报表"}),
        )
    ),
)
#: figures of the whole county, of few cells and of thousands
TRACED = tuple(
    ("trace", urlencode({"indicator": indicator, "region": "532323000000", "at": period}))
    for indicator, period in (
        ("employment.transfer_total", "2023-05"),
        ("employment.out_province_share", "2023-05"),
        ("income.net_growth", "2023Q2"),
        ("reporting.on_time_rate", "2023-05"),
    )
)
#: a report of the sample that was corrected: its two versions side by side
COMPARED = ("history", urlencode({"sheet": "农村劳动力转移就业月报表", "reporter": "江坡镇", "during": "2023年4月"}))
#: seen at an earlier moment, since when a version was taken back
EARLIER = (
    ("", {"period": "2023年4月"}),
    ("employment", {"period": "2023年4月"}),
    ("income_drop", {"period": "2023年第二季度"}),
)
WARM_MS, TRACE_MS, CROWD_MS = 150.0, 300.0, 1000.0
USERS, ROUNDS, THINK = 25, 10, 2.0


@contextmanager
def server(database_url: str) -> Iterator[int]:
    """The real server on a free port, until the block ends."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [sys.executable, "server.py", "--port", str(port)]
    environment = {**os.environ, "DASHBOARD_DATABASE_URL": database_url}
    process = subprocess.Popen(command, cwd=ROOT, env=environment, stderr=subprocess.DEVNULL, stdout=subprocess.DEVNULL)
    try:
        _wait_until_healthy(port)
        yield port
    finally:
        process.terminate()
        process.wait(timeout=30)


def _wait_until_healthy(port: int) -> None:
    for _ in range(240):
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{port}/healthz", timeout=2) as answer:
                if answer.status == 200:
                    return
        except (urllib.error.URLError, OSError):
            time.sleep(0.5)
    raise RuntimeError("the server did not start")


def visits(port: int, moment: str, repeats: int = 15) -> list[Line]:
    """The first visit and the median warm rerun of each page and filtered page, of figures' cells, of two versions side by
    side, and of pages as they stood at ``moment``.

    The first of a figure's visits works its cells out; the server is warm by then.
    """
    lines: list[Line] = []
    for page, query in (*VISITS, COMPARED, *TRACED):
        asked = TRACE_MS if page == "trace" else None
        lines += _lines(_name(page, unquote(query)), warm_of(port, page, query, repeats), asked)
    for page, query in EARLIER:
        found = warm_of(port, page, urlencode({**query, "as_of": moment}), repeats)
        lines += _lines(_name(page, "as_of"), found)
    return lines


def _name(page: str, query: str) -> str:
    return "?".join(part for part in (page or "overview", query) if part)


def _lines(name: str, found: tuple[float, float], asked: float | None = None) -> list[Line]:
    first, warm = found
    return [
        Line(name=f"first visit {name}", measured=first, unit="ms", asked=asked),
        Line(name=f"warm rerun {name}", measured=warm, unit="ms", asked=WARM_MS),
    ]


def warm_of(port: int, page: str, query: str, repeats: int = 15) -> tuple[float, float]:
    """Milliseconds of the first visit, and the median of warm reruns."""
    with Session(port=port, page=page, query=query) as session:
        first = session.rerun() * 1000
        for _ in range(2):
            session.rerun()
        warm = statistics.median(session.rerun() for _ in range(repeats)) * 1000
        if session.exceptions:
            raise RuntimeError(f"{page}?{unquote(query)}: {session.exceptions}")
    return first, warm


def crowd(port: int) -> list[Line]:
    """p50 and p95 in milliseconds of 25 users, each on a page of its own choice, acting every two seconds."""
    times = crowd_of(port, [PAGES[number % len(PAGES)] for number in range(USERS)])
    middle, slow = times[len(times) // 2] * 1000, times[int(len(times) * 0.95)] * 1000
    return [
        Line(name=f"{USERS} users every {THINK:.0f} s, p50", measured=middle, unit="ms"),
        Line(name=f"{USERS} users every {THINK:.0f} s, p95", measured=slow, unit="ms", asked=CROWD_MS),
    ]


def crowd_of(port: int, pages: Sequence[str], rounds: int = ROUNDS) -> list[float]:
    """Seconds of every rerun, ascending, of one user a page, acting every two seconds."""
    with ThreadPoolExecutor(len(pages)) as pool:
        users = [pool.submit(_user, port, page, THINK * number / len(pages), rounds) for number, page in enumerate(pages)]
        return sorted(seconds for user in users for seconds in user.result())


def _user(port: int, page: str, starts: float, rounds: int) -> list[float]:
    times: list[float] = []
    with Session(port=port, page=page) as session:
        session.rerun()
        time.sleep(starts)
        for _ in range(rounds):
            spent = session.rerun()
            times.append(spent)
            time.sleep(max(THINK - spent, 0))
    return times
