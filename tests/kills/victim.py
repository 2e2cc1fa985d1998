"""The process that is killed: one import through the shell, started from a server that has everything loaded."""

from __future__ import annotations

import multiprocessing
import os
import signal
from dataclasses import dataclass
from multiprocessing.connection import Connection
from typing import Any

LOADED = ("services.shell.taking_in", "tests.kills.victim", "psycopg", "pandas", "alembic")


@dataclass(frozen=True, kw_only=True)
class Death:
    """When: ``after`` so many seconds, or ``before_step`` (a statement or a commit) of that number."""

    after: float | None = None
    before_step: int | None = None


@dataclass(frozen=True, kw_only=True)
class Ended:
    """``status`` of an import that was quicker than its death, None: killed. ``steps``: statements and commits."""

    status: int | None
    steps: int


class Victims:
    """Imports as processes of their own, forked from one that has read the program."""

    def __init__(self) -> None:
        self._context = multiprocessing.get_context("forkserver")
        self._context.set_forkserver_preload(list(LOADED))

    def take(self, url: str, file: str, death: Death | None = None) -> Ended:
        """Imports a file until the end or until ``death``."""
        ours, theirs = self._context.Pipe()
        process = self._context.Process(target=_import, args=(theirs, url, file, death.before_step if death else None))
        process.start()
        theirs.close()
        with ours:
            ours.recv()
            if death is not None and death.after is not None:
                process.join(death.after)
                process.kill()
            process.join()
            steps = ours.recv() if process.exitcode != -signal.SIGKILL and ours.poll() else 0
        return Ended(status=None if process.exitcode == -signal.SIGKILL else process.exitcode, steps=steps)


def _import(caller: Connection, url: str, file: str, dies_before: int | None) -> None:
    from services.shell.main import main

    steps = _count_steps(dies_before)
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
    caller.send("begins")
    status = main(["import", file, "--accept-warnings", "--reason", "属实", "--database", url], _no_samples)
    caller.send(steps[0])
    caller.close()
    os._exit(status)


def _count_steps(dies_before: int | None) -> list[int]:
    """Counts what is asked of the database; the process dies where it is told to, as by ``kill -9``."""
    from sqlalchemy import Engine, event

    steps = [0]

    def step(*_: Any) -> None:
        steps[0] += 1
        if steps[0] == dies_before:
            os.kill(os.getpid(), signal.SIGKILL)

    for name in ("before_cursor_execute", "commit"):
        event.listen(Engine, name, step)
    return steps


def _no_samples(*_: Any, **__: Any) -> Any:
    raise AssertionError("nobody asked for samples")
