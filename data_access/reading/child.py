"""The reading child: takes files over its input, answers with frames of plain values, and owns nothing else.

It runs alone in a process with limits, without the program's settings in its environment. A file that breaks the
reader library breaks this process only.
"""

from __future__ import annotations

import gc
import json
import os
import sys
from collections.abc import Callable
from typing import Any, BinaryIO

from data_access.reading.answer import Answer
from data_access.reading.container import look_at
from data_access.reading.limits import Limits
from data_access.reading.unreadable import UnreadableError, too_large
from data_access.reading.wire import encode, receive, send

OUT_OF_MEMORY = 77  # exit status
_HEADER_BYTES = 65_536


def main() -> None:
    """Answers one request after another until the input ends."""
    gc.disable()  # rows are built and sent; no cycles are left behind
    requests = sys.stdin.buffer
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # whatever a library prints must not stand between frames
    send(answers, encode(("ready",)))
    while True:
        try:
            header = json.loads(receive(requests, _HEADER_BYTES))
        except EOFError:
            return
        limits = Limits(**header["limits"])
        content = receive(requests, limits.file_bytes)
        if header["rlimits"]:
            _restrict(limits)
        _answer(_TASKS[header["task"]], content, limits, answers)


def _answer(task: Callable[[bytes, Limits, Answer], None], content: bytes, limits: Limits, answers: BinaryIO) -> None:
    answer = Answer(lambda payload: send(answers, payload), limits)
    try:
        task(content, limits, answer)
        outcome: tuple[Any, ...] = ("done",)
    except UnreadableError as refusal:
        outcome = ("refused", refusal.code, refusal.message, refusal.fix)
    except MemoryError:
        # What is left of the memory is unknown, so another child takes the next file.
        os._exit(OUT_OF_MEMORY)
    except RecursionError:
        refusal = too_large("文件内部嵌套过深，超出读取上限。")
        outcome = ("refused", refusal.code, refusal.message, refusal.fix)
    send(answers, encode(outcome))


def read_file(content: bytes, limits: Limits, answer: Answer) -> None:
    """Both stages for one file: looks at the container, then sends every worksheet."""
    kind, archive = look_at(content, limits)
    if archive is not None:
        from data_access.reading import xlsx

        xlsx.read(content, archive, answer)
    elif kind == "xls":
        from data_access.reading import xls

        xls.read(content, answer)


_TASKS: dict[str, Callable[[bytes, Limits, Answer], None]] = {"read": read_file}


def _restrict(limits: Limits) -> None:
    """Sets what the system enforces; the processor's limit is raised by what earlier files have used."""
    import resource

    spent = resource.getrusage(resource.RUSAGE_SELF)
    until = int(spent.ru_utime + spent.ru_stime) + limits.cpu_seconds
    _, hard = resource.getrlimit(resource.RLIMIT_CPU)
    if hard != resource.RLIM_INFINITY:
        until = min(until, hard)
    resource.setrlimit(resource.RLIMIT_CPU, (until, hard))
    _lower(resource.RLIMIT_AS, limits.memory_bytes)
    _lower(resource.RLIMIT_FSIZE, 0)
    _lower(resource.RLIMIT_CORE, 0)


def _lower(which: int, wanted: int) -> None:
    import resource

    _, hard = resource.getrlimit(which)
    if hard != resource.RLIM_INFINITY:
        wanted = min(wanted, hard)
    resource.setrlimit(which, (wanted, hard))
