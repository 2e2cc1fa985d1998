"""Warm reruns of every page against the real server, and 25 users who act every two seconds."""

from __future__ import annotations

import os
import socket
import statistics
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import unquote, urlencode

from tests.bench.browserless import Session
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


def visits(port: int, repeats: int = 15) -> tuple[dict[str, float], dict[str, float]]:
    """Milliseconds of the first visit and the median of a warm rerun, by page and by filtered page."""
    first: dict[str, float] = {}
    warm: dict[str, float] = {}
    for page, query in VISITS:
        name = "?".join(part for part in (page or "overview", unquote(query)) if part)
        with Session(port=port, page=page, query=query) as session:
            first[name] = session.rerun() * 1000
            for _ in range(2):
                session.rerun()
            warm[name] = statistics.median(session.rerun() for _ in range(repeats)) * 1000
            if session.exceptions:
                raise RuntimeError(f"{name}: {session.exceptions}")
    return first, warm


def crowd(port: int) -> dict[str, float]:
    """p50 and p95 in milliseconds of 25 users, each on a page of its own choice, acting every two seconds."""
    with ThreadPoolExecutor(USERS) as pool:
        times = [seconds for user in pool.map(lambda number: _user(port, number), range(USERS)) for seconds in user]
    times.sort()
    return {"p50": times[len(times) // 2] * 1000, "p95": times[int(len(times) * 0.95)] * 1000, "reruns": len(times)}


def _user(port: int, number: int) -> list[float]:
    times: list[float] = []
    with Session(port=port, page=PAGES[number % len(PAGES)]) as session:
        session.rerun()
        time.sleep(THINK * number / USERS)
        for _ in range(ROUNDS):
            spent = session.rerun()
            times.append(spent)
            time.sleep(max(THINK - spent, 0))
    return times
