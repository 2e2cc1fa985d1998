"""A file that is there whole or not at all, and the sentences for what keeps it from being written."""

from __future__ import annotations

import errno
import os
import sqlite3
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path

import psutil
from sqlalchemy.exc import OperationalError

from data_access.errors import CalledWrongly, DashboardError

_FULL = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})
# what the engines say when there is no room left
_NO_ROOM = ("disk is full", "disk i/o error", "no space left")


@contextmanager
def whole_file(target: Path) -> Generator[Path]:
    """An empty file of another name beside ``target``, readable by its owner only, that takes its name once it is complete.

    Whatever happens before that leaves nothing behind; after a kill the next call takes the rest away.
    """
    with passing_file(target) as part:
        yield part
        _settle(part)
        part.replace(target)
        _settle(target.parent)


@contextmanager
def passing_file(target: Path) -> Generator[Path]:
    """An empty file beside ``target``, readable by its owner only, that is gone afterwards."""
    _clear(target)
    part = target.with_name(f".{target.name}.{os.getpid()}.part")
    os.close(os.open(part, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
    try:
        yield part
    finally:
        _remove(part)


def _clear(target: Path) -> None:
    """Takes away what dead processes left of this file."""
    for left in target.parent.glob(f".{_plain(target.name)}.*.part"):
        number = left.name.rsplit(".", 2)[1]
        if number.isdigit() and (int(number) == os.getpid() or not psutil.pid_exists(int(number))):
            _remove(left)


def _plain(name: str) -> str:
    """A name in which glob takes nothing for a wildcard."""
    return "".join(f"[{letter}]" if letter in "*?[" else letter for letter in name)


def _remove(part: Path) -> None:
    for name in (part, *(part.with_name(part.name + end) for end in ("-journal", "-wal", "-shm"))):
        name.unlink(missing_ok=True)


def _settle(path: Path) -> None:
    """Down to the disk: a name must not survive a power cut that its content does not."""
    if path.is_dir() and os.name != "posix":
        return
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


@contextmanager
def writable(what: str) -> Generator[None]:
    """Turns a full disk or a folder that may not be written to into one sentence about ``what`` (备份, 恢复)."""
    try:
        yield
    except OSError as error:
        if error.errno in _FULL:
            raise _no_room(what) from error
        if error.errno in (errno.EACCES, errno.EPERM, errno.EROFS):
            raise CalledWrongly(f"{what}没有完成：没有写入权限。") from error
        raise
    except (sqlite3.OperationalError, OperationalError) as error:
        if any(words in str(error).lower() for words in _NO_ROOM):
            raise _no_room(what) from error
        raise


def _no_room(what: str) -> DashboardError:
    return DashboardError(f"{what}没有完成：磁盘空间不足或无法写入。没有留下半个文件，原有数据没有改动。")
