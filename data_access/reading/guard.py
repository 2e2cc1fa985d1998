"""The reading child as its parent sees it: started, asked, watched, ended."""

from __future__ import annotations

import contextlib
import importlib.util
import json
import os
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from typing import Any, BinaryIO, cast

import psutil

from data_access.errors import DashboardError
from data_access.reading.limits import Limits
from data_access.reading.wire import GarbledError, decode, receive, send

_HERE = Path(__file__).resolve().parent
_PROJECT = _HERE.parent.parent
_READERS = ("python_calamine", "xlrd")
_START = "import sys; sys.path.extend(sys.argv[1:]); from data_access.reading.child import main; main()"
_PASSED_ON = ("PATH", "LD_LIBRARY_PATH", "SYSTEMROOT", "TEMP", "TMP", "LANG", "LC_ALL")
_OUT_OF_MEMORY = 77
_READY_SECONDS = 120.0
SYSTEM_LIMITS = sys.platform == "linux"  # elsewhere the watchdog looks at memory and processor time


class ChildLostError(Exception):
    """The child cannot be used any more; ``limit`` tells a limit or a signal from other faults."""

    def __init__(self, *, limit: bool) -> None:
        super().__init__(limit)
        self.limit = limit


class Child:
    """A running reading process. It sees neither the program's settings nor its directory."""

    def __init__(self, limits: Limits) -> None:
        self._limits = limits
        self.received = 0
        self._running = subprocess.Popen(
            # -I and -S: nothing from the environment, the current directory or site hooks runs in the child.
            [sys.executable, "-I", "-S", "-B", "-X", "utf8", "-c", _START, *_search_path()],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            cwd=_HERE,
            env=_environment(),
            creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
        )
        self._requests = cast("BinaryIO", self._running.stdin)
        self._answers = cast("BinaryIO", self._running.stdout)
        self._expect_ready()

    @property
    def ended(self) -> bool:
        """Whether the process is no more."""
        return self._running.poll() is not None

    def ask(self, task: str, content: bytes) -> Iterator[tuple[Any, ...]]:
        """The frames of the answer, without the last one if that only says done. ``ChildLostError`` after any fault.

        ``received`` counts the bytes of all answers."""
        header = {"task": task, "limits": asdict(self._limits), "rlimits": SYSTEM_LIMITS}
        watchdog = _Watchdog(self._running, self._limits)
        try:
            yield from self._exchange(json.dumps(header).encode(), content)
        except GarbledError as fault:
            raise ChildLostError(limit=False) from fault
        except (EOFError, OSError) as fault:
            raise ChildLostError(limit=self._by_limit() or watchdog.struck) from fault
        finally:
            watchdog.stop()

    def end(self) -> None:
        """Ends the process, whatever it is doing, and leaves nothing behind."""
        self._running.kill()
        for stream in (self._requests, self._answers):
            with contextlib.suppress(OSError):
                stream.close()
        self._running.wait()

    def _exchange(self, header: bytes, content: bytes) -> Iterator[tuple[Any, ...]]:
        send(self._requests, header)
        send(self._requests, content)
        left = self._limits.answer_bytes
        while True:
            payload = receive(self._answers, left)
            left -= len(payload)
            self.received += len(payload)
            frame = decode(payload)
            if not isinstance(frame, tuple) or not frame:
                raise GarbledError
            if frame[0] == "done":
                return
            yield frame
            if frame[0] == "refused":
                return

    def _expect_ready(self) -> None:
        strike = threading.Timer(_READY_SECONDS, self._running.kill)
        strike.daemon = True
        strike.start()
        try:
            ready = decode(receive(self._answers, 1_000))
        except (EOFError, OSError, GarbledError):
            ready = None
        finally:
            strike.cancel()
        if ready != ("ready",):
            self.end()
            raise DashboardError("读取工作簿的程序无法启动，请联系系统维护人员。")

    def _by_limit(self) -> bool:
        """Whether the process ended by a signal (negative status) or for want of memory."""
        with contextlib.suppress(subprocess.TimeoutExpired):
            status = self._running.wait(timeout=10)
            return status < 0 or status == _OUT_OF_MEMORY
        return False


class _Watchdog:
    """Kills the child at the wall limit, and where the system sets no limits, at those of memory and processor."""

    def __init__(self, running: subprocess.Popen[bytes], limits: Limits) -> None:
        self.struck = False
        self._running = running
        self._limits = limits
        self._stopped = threading.Event()
        self._until = time.monotonic() + limits.wall_seconds
        self._cpu_before = 0.0 if SYSTEM_LIMITS else _processor_seconds(running.pid)
        threading.Thread(target=self._watch, daemon=True).start()

    def stop(self) -> None:
        """Ends the watch."""
        self._stopped.set()

    def _watch(self) -> None:
        while not self._stopped.wait(self._pause()):
            if time.monotonic() >= self._until or (not SYSTEM_LIMITS and self._over()):
                self.struck = True
                self._running.kill()
                return

    def _pause(self) -> float:
        left = max(self._until - time.monotonic(), 0.0)
        return left if SYSTEM_LIMITS else min(left, 0.05)

    def _over(self) -> bool:
        try:
            memory = psutil.Process(self._running.pid).memory_info().rss
        except psutil.Error:
            return False
        spent = _processor_seconds(self._running.pid) - self._cpu_before
        return memory > self._limits.memory_bytes or spent > self._limits.cpu_seconds


def _processor_seconds(pid: int) -> float:
    try:
        spent = psutil.Process(pid).cpu_times()
    except psutil.Error:
        return 0.0
    return spent.user + spent.system


def _environment() -> dict[str, str]:
    """The few variables that a process needs to start; settings and passwords are not among them."""
    return {name: os.environ[name] for name in _PASSED_ON if name in os.environ}


def _search_path() -> list[str]:
    """Where the child finds the project and its readers: nothing else is on its path."""
    found = [str(_PROJECT)]
    for name in _READERS:
        spec = importlib.util.find_spec(name)
        if spec is None or spec.origin is None:
            raise DashboardError(f"缺少读取工作簿所需的组件{name}，请联系系统维护人员。")
        found.append(str(Path(spec.origin).resolve().parent.parent))
    return list(dict.fromkeys(found))
