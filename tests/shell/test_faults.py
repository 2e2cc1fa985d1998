"""What a machine does wrong: no room, another writer, Ctrl+C, a clock set back. One sentence each."""

from __future__ import annotations

import re
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine, event

from data_access.store import committing, database, withdrawing
from services.clock import now
from tests.sample_county import ROOT
from tests.shell.conftest import Answer, County
from tests.shell.kept import PLACE, database_file, hand_in
from tests.shell.workbooks import save_report, workers

OTHER_TOWN = ("新现镇", "新现村")


def report(county: County, unit: str = "玉屏镇", place: str = PLACE, *, out: int = 10) -> Path:
    path = county.folder / f"{unit}{out}.xlsx"
    return save_report(path, "employment", [workers(place, out=out)], unit=unit, period="2023年5月")


def take(county: County, file: Path) -> Answer:
    return county.run("import", file, "--accept-warnings", "--reason", "属实")


def told(answer: Answer, sentence: str) -> str:
    """The incident's number: the sentence stands last and alone, the log line before it has the same number."""
    assert (answer.status, answer.out) == (4, "")
    *log, said = answer.err.splitlines()
    found = re.fullmatch(rf"{sentence}.*错误编号 ([0-9A-F]{{4}})，.*。", said)
    assert found, answer.err
    assert "Traceback" not in answer.err
    assert log == [] or (len(log) == 1 and found.group(1) in log[0])
    return found.group(1)


def holds(county: County) -> bool:
    return county.run("verify").status == 0


@contextmanager
def every_connection(statement: str) -> Iterator[None]:
    """Runs a statement on each connection that the program opens."""

    def opened(connection: Any, _record: Any) -> None:
        connection.execute(statement)

    event.listen(Engine, "connect", opened)
    try:
        yield
    finally:
        event.remove(Engine, "connect", opened)


def test_a_full_disk_leaves_everything_as_it_was(county: Callable[..., County]) -> None:
    pingbian = county()
    file = report(pingbian)
    with every_connection("PRAGMA max_page_count = 1"):  # SQLite takes it as: no larger than now
        told(take(pingbian, file), "磁盘空间已满，这次没有写入，数据保持原样。")
    assert pingbian.ask("submissions") == []
    assert holds(pingbian)
    assert take(pingbian, file).status == 0


def test_a_writer_that_does_not_end_is_named(county: Callable[..., County], monkeypatch: pytest.MonkeyPatch) -> None:
    pingbian = county()
    monkeypatch.setattr(database, "BUSY_SECONDS", 0)
    with closing(sqlite3.connect(database_file(pingbian), isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        told(take(pingbian, report(pingbian)), "数据库正忙，这次没有完成，请稍后再试。")
        assert pingbian.ask("submissions") == []  # who only reads waits for nobody
        other.execute("ROLLBACK")
    assert take(pingbian, report(pingbian)).status == 0


def test_a_damaged_file_is_named(county: Callable[..., County]) -> None:
    pingbian = county()
    take(pingbian, report(pingbian))
    file = database_file(pingbian)
    with hand_in(pingbian) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        (page,) = connection.execute("SELECT rootpage FROM sqlite_master WHERE name = 'submission'").fetchone()
        (size,) = connection.execute("PRAGMA page_size").fetchone()
    content = bytearray(file.read_bytes())
    content[(page - 1) * size : page * size] = b"\xff" * size
    file.write_bytes(content)
    told(pingbian.run("submissions"), "数据库文件已损坏，请停止使用。")


def test_a_fault_of_ours_has_a_number_and_no_value(
    county: Callable[..., County], monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def broken(*_: object, **__: object) -> None:
        raise ZeroDivisionError("张三 532523199001010006")

    pingbian = county()
    monkeypatch.setattr(committing, "carry_out", broken)
    answer = take(pingbian, report(pingbian))
    assert told(answer, "程序出错，这一步没有完成，数据没有改动。") in caplog.text
    for text in (answer.err, caplog.text):
        assert "张三" not in text
        assert "532523199001010006" not in text


def test_ctrl_c_leaves_nothing_half_done(county: Callable[..., County], monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    pingbian = county()
    with monkeypatch.context() as patch:
        patch.setattr(committing, "carry_out", interrupted)
        answer = take(pingbian, report(pingbian))
    assert (answer.status, answer.out) == (130, "")
    assert answer.err == "已中断：没有做完的一步没有改动数据，此前做完的已保存。\n"
    with hand_in(pingbian) as connection:
        assert connection.execute("SELECT count(*) FROM submission").fetchone() == (0,)
    assert holds(pingbian)


def test_two_programs_on_one_file_both_come_through(county: Callable[..., County]) -> None:
    pingbian = county()
    files = [report(pingbian), report(pingbian, *OTHER_TOWN)]
    end = ["--accept-warnings", "--reason", "属实", "--database", pingbian.url]
    running = [
        subprocess.Popen([sys.executable, "manage.py", "import", str(file), *end], cwd=ROOT, stdout=subprocess.DEVNULL)
        for file in files
    ]
    assert [one.wait(timeout=120) for one in running] == [0, 0]
    assert [entry["version"] for entry in pingbian.ask("submissions")] == [1, 1]
    assert holds(pingbian)


def test_a_clock_set_back_changes_no_answer_of_the_past(county: Callable[..., County], monkeypatch: pytest.MonkeyPatch) -> None:
    pingbian = county()
    assert take(pingbian, report(pingbian, out=10)).status == 0
    assert take(pingbian, report(pingbian, out=15)).status == 0
    last_switch = pingbian.ask("submissions")[1]["accepted_at"]
    before = pingbian.figures("employment.transfer_total", "--period", "2023-05", "--as-of", last_switch)
    for module in (committing, withdrawing):
        monkeypatch.setattr(module, "clock_now", lambda: now() - timedelta(days=1))
    assert take(pingbian, report(pingbian, out=20)).status == 0
    assert pingbian.run("withdraw", 3, "--reason", "误报").status == 0
    assert take(pingbian, report(pingbian, *OTHER_TOWN)).status == 0
    assert pingbian.figures("employment.transfer_total", "--period", "2023-05", "--as-of", last_switch) == before
    assert holds(pingbian)
    with hand_in(pingbian) as connection:
        spans = connection.execute("SELECT from_at, to_at FROM in_force ORDER BY rowid").fetchall()
    assert [begins for begins, _ in spans] == sorted(begins for begins, _ in spans)
    assert all(ends is None or begins < ends for begins, ends in spans)
