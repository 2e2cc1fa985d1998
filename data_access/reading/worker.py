"""Reads uploaded files in a child process, so that no file can take the web process with it.

A child is started for a call, reads file after file, and is replaced after any fault of its own: a signal, a
limit, an answer that is none. At most one child per core runs for this process at a time.
"""

from __future__ import annotations

import hashlib
import os
import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from data_access.problems import Problem, problem
from data_access.reading.assembly import Assembly, MisshapenError
from data_access.reading.grid import Workbook, WorkbookFile
from data_access.reading.guard import Child, ChildLostError
from data_access.reading.limits import MEGABYTE, Limits
from data_access.reading.unreadable import SEND_AGAIN, TOO_LARGE, USE_TEMPLATE

Progress = Callable[[float], None]
_CHILDREN = threading.BoundedSemaphore(os.cpu_count() or 1)
_DEFAULT_LIMITS = Limits()


@dataclass(frozen=True, kw_only=True)
class Refused:
    """A file that could not be taken, and the one problem that says why and what to do."""

    file: str
    sha256: str
    problem: Problem


def read_workbooks(
    files: Sequence[WorkbookFile], *, limits: Limits = _DEFAULT_LIMITS, progress: Progress | None = None
) -> list[Workbook | Refused]:
    """Every file as a ``Workbook`` or ``Refused``, in the order given; nothing is written anywhere.

    ``limits`` hold for each file by itself. ``progress`` is called with the share of the batch read, 0 to 1,
    in the caller's thread. Raises ``DashboardError`` only if no reading process can be started at all.
    """
    with Reader(limits) as reader:
        return reader.read(files, progress=progress)


class Reader:
    """One child for batch after batch of files from the same hands; a context, in which no other thread uses it."""

    def __init__(self, limits: Limits = _DEFAULT_LIMITS) -> None:
        self._limits = limits
        self._child: Child | None = None

    def __enter__(self) -> Reader:
        _CHILDREN.acquire()
        return self

    def __exit__(self, *_: object) -> None:
        try:
            self.close()
        finally:
            _CHILDREN.release()

    def read(self, files: Sequence[WorkbookFile], *, progress: Progress | None = None) -> list[Workbook | Refused]:
        """What ``read_workbooks`` answers."""
        batch = _Batch(self, self._limits, [len(file.content) for file in files], progress)
        return [batch.read(file) for file in files]

    def child(self) -> Child:
        """The running child, a new one where there is none."""
        if self._child is None:
            self._child = Child(self._limits)
        return self._child

    def close(self) -> None:
        """Ends the child; the next file gets another."""
        if self._child is not None:
            self._child.end()
            self._child = None


class _Batch:
    """One call: how far it has come."""

    def __init__(self, reader: Reader, limits: Limits, sizes: list[int], progress: Progress | None) -> None:
        self._reader = reader
        self._limits = limits
        self._total = max(sum(sizes), 1)
        self._done = 0
        self._received = 0
        self._progress = progress

    def read(self, file: WorkbookFile) -> Workbook | Refused:
        size = len(file.content)
        name, sha256 = plain_name(file.name), hashlib.sha256(file.content).hexdigest()
        answer = _before_reading(size, self._received, self._limits) or self._from_child(file.content, name, sha256)
        self._done += size
        self._report(0.0)
        return answer if isinstance(answer, Workbook) else Refused(file=name, sha256=sha256, problem=answer)

    def _from_child(self, content: bytes, name: str, sha256: str) -> Workbook | Problem:
        try:
            return self._receive(self._reader.child(), content, name, sha256)
        except ChildLostError as loss:
            self._reader.close()
            return _lost(loss)
        except BaseException:
            self._reader.close()  # an answer that nobody read to its end must not be taken for the next file's
            raise

    def _receive(self, child: Child, content: bytes, name: str, sha256: str) -> Workbook | Problem:
        assembly = Assembly(file=name, sha256=sha256)
        before = child.received
        try:
            for frame in child.ask("read", content):
                if frame[0] == "progress":
                    self._report(float(frame[1]) * len(content))
                elif frame[0] == "refused":
                    return problem(frame[1], frame[2], fix=frame[3])
                else:
                    assembly.take(frame)
            return assembly.workbook()
        except (MisshapenError, TypeError, ValueError, KeyError, IndexError, OverflowError, AttributeError) as fault:
            raise ChildLostError(limit=False) from fault
        finally:
            self._received += child.received - before

    def _report(self, done_here: float) -> None:
        if self._progress is not None:
            self._progress(min((self._done + done_here) / self._total, 1.0))


def plain_name(name: str) -> str:
    """A file's name without any path and without characters that cannot be seen; never empty."""
    last = name.replace("\\", "/").rpartition("/")[2]
    return "".join(letter for letter in last if letter.isprintable()).strip()[:200] or "未命名文件"


def _before_reading(size: int, received: int, limits: Limits) -> Problem | None:
    if size == 0:
        return problem("file_empty", "文件是空的，没有任何内容。", fix=USE_TEMPLATE)
    if size > limits.file_bytes:
        most = limits.file_bytes // MEGABYTE
        return problem("file_too_large", f"文件大小超过{most}MB的上限。", fix=TOO_LARGE)
    if received > limits.batch_bytes:
        return problem("file_too_large", "同一批文件的内容合计过多，这个文件没有读取。", fix="请把这个文件放到下一批单独报送。")
    return None


def _lost(loss: ChildLostError) -> Problem:
    if loss.limit:
        return problem("file_too_large", "文件过大或已损坏，在规定的内存和时间内无法读完。", fix=TOO_LARGE)
    return problem("file_damaged", "文件过大或已损坏，无法读取。", fix=SEND_AGAIN)
