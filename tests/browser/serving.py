"""The real server of the tests: ``server.py`` on a free port over a database of its own, its log kept."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PATIENCE = 90.0


@dataclass(frozen=True, kw_only=True)
class Serving:
    """A running server: where it answers, what it logs."""

    address: str
    log_file: Path

    def log(self) -> str:
        """What the server wrote so far."""
        return self.log_file.read_text(encoding="utf-8", errors="replace")


@contextmanager
def serving(database: str, folder: Path) -> Iterator[Serving]:
    """``server.py`` as ``make run`` starts it, until the block ends; nobody has asked it for a page yet."""
    port = _free_port()
    log_file = folder / f"server-{port}.log"
    environment = {**os.environ, "DASHBOARD_DATABASE_URL": database, "PYTHONUNBUFFERED": "1"}
    with log_file.open("wb") as log:
        process = subprocess.Popen(
            [sys.executable, "server.py", "--port", str(port)], cwd=ROOT, env=environment, stdout=log, stderr=log
        )
        served = Serving(address=f"http://127.0.0.1:{port}", log_file=log_file)
        try:
            _until_healthy(process, served)
            yield served
        finally:
            process.terminate()
            try:
                process.wait(timeout=20)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _until_healthy(process: subprocess.Popen[bytes], served: Serving) -> None:
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline:
        if process.poll() is not None:
            raise AssertionError(f"the server ended with {process.returncode}:\n{served.log()}")
        try:
            with urllib.request.urlopen(f"{served.address}/healthz", timeout=2) as answer:  # noqa: S310
                if answer.status == 200:
                    return
        except (urllib.error.URLError, OSError):
            time.sleep(0.1)
    raise AssertionError(f"the server did not answer within {PATIENCE:.0f} s:\n{served.log()}")
