"""Backups that are damaged, no backups, or not this program's: each is refused in one sentence, and nothing is changed."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from data_access.store.portable import form
from tests.shell.backup.conftest import beside, refused, reseal
from tests.shell.conftest import County
from tests.shell.kept import database_file, hand_in


@pytest.mark.parametrize("place", ["schema", "content", "last page", "end"])
def test_a_damaged_backup_is_refused(pingbian: County, backup: Path, place: str) -> None:
    content = bytearray(backup.read_bytes())
    with form.raw(backup, read_only=True) as connection:
        (original,) = connection.execute("SELECT content FROM upload_file LIMIT 1").fetchone()
    if place == "end":
        content = content[: len(content) // 2]
    else:
        at = {
            "schema": content.index(b"CREATE TABLE submission"),
            "content": content.index(original[60:90]),
            "last page": len(content) - 10,
        }[place]
        content[at : at + 3] = bytes(255 - byte for byte in content[at : at + 3])
    backup.write_bytes(content)
    restored = beside(pingbian)
    refused(restored.run("restore", backup), "已损坏")
    assert not database_file(restored).exists()


def test_a_changed_bit_anywhere_is_seen_or_changes_nothing(pingbian: County, backup: Path) -> None:
    sound = backup.read_bytes()
    with form.raw(backup, read_only=True) as connection:
        sums = form.checksums(connection)
    seen = 0
    for at in range(101, len(sound), len(sound) // 60):
        backup.write_bytes(sound[:at] + bytes([sound[at] ^ 4]) + sound[at + 1 :])
        answer = pingbian.run("restore", backup)  # the database is not empty: a sound backup is refused for that
        assert answer.status == 2
        if "已损坏" in answer.err:
            seen += 1
        else:
            with form.raw(backup, read_only=True) as connection:
                assert form.checksums(connection) == sums
    assert seen > 20


def _text(folder: Path, _pingbian: County) -> Path:
    (folder / "x.bak").write_text("不是备份", encoding="utf-8")
    return folder / "x.bak"


def _database(folder: Path, pingbian: County) -> Path:
    return shutil.copy(database_file(pingbian), folder / "x.bak")


def _empty(folder: Path, _pingbian: County) -> Path:
    (folder / "x.bak").touch()
    return folder / "x.bak"


@pytest.mark.parametrize("make", [_text, _database, _empty])
def test_what_is_no_backup_is_refused(pingbian: County, tmp_path: Path, make: Callable[[Path, County], Path]) -> None:
    restored = beside(pingbian)
    refused(restored.run("restore", make(tmp_path, pingbian)), "不是本程序的备份文件")
    assert not database_file(restored).exists()


def test_wrong_calls_are_one_sentence(pingbian: County, backup: Path, tmp_path: Path) -> None:
    own = database_file(pingbian)
    before = own.read_bytes()
    text = _text(tmp_path, pingbian)
    refused(pingbian.run("backup", tmp_path / "nowhere" / "x.bak"), "目录须已存在")
    refused(pingbian.run("backup", tmp_path), "备份文件的名称")
    refused(pingbian.run("backup", own), "没有覆盖")
    refused(pingbian.run("backup", text), "没有覆盖")
    refused(pingbian.run("restore", tmp_path / "missing.bak"), "找不到备份文件")
    refused(replace(pingbian, url=f"sqlite:///{backup}").run("restore", backup, "--force"), "同一个文件")
    refused(replace(pingbian, url=f"sqlite:///{text}").run("restore", backup, "--force"), "不是数据库")
    refused(pingbian.run("restore"), "缺少")
    assert text.read_text(encoding="utf-8") == "不是备份"
    assert own.read_bytes() == before
    assert pingbian.run("backup", backup).status == 0  # one's own backup is replaced


def test_a_database_of_another_program_is_left_alone(pingbian: County, backup: Path) -> None:
    other = beside(pingbian, "other")
    with hand_in(other) as connection:
        connection.execute("CREATE TABLE theirs (x)")
    refused(other.run("restore", backup, "--force"), "其他程序")
    with hand_in(other) as connection:
        assert connection.execute("SELECT name FROM sqlite_master").fetchall() == [("theirs",)]


def test_a_backup_of_a_newer_program_is_refused(pingbian: County) -> None:
    file, restored = pingbian.folder / "b.bak", beside(pingbian)
    with hand_in(pingbian) as connection:
        connection.execute("ALTER TABLE fact_employment ADD COLUMN later INTEGER")
    refused(pingbian.run("backup", file), "更新版本")
    assert not file.exists()
    with hand_in(pingbian) as connection:
        connection.execute("ALTER TABLE fact_employment DROP COLUMN later")
    assert pingbian.run("backup", file).status == 0
    reseal(file, "UPDATE alembic_version SET version_num = '9999'")
    refused(restored.run("restore", file), "更新版本")
    assert not database_file(restored).exists()


def test_a_backup_that_would_act_on_its_own_is_refused(pingbian: County, backup: Path) -> None:
    reseal(backup, "CREATE TRIGGER gone AFTER INSERT ON audit BEGIN DELETE FROM fact_employment; END")
    restored = beside(pingbian)
    refused(restored.run("restore", backup), "已损坏")
    assert not database_file(restored).exists()
