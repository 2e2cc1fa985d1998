"""backup and restore: the same answers afterwards on either engine; what is no sound backup changes nothing."""

from __future__ import annotations

import os
import shutil
import sqlite3
import stat
import subprocess
import sys
import threading
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import psycopg
import pytest

from data_access.store.portable import form, restoring, whole
from tests.shell.conftest import Answer, County
from tests.shell.kept import SETTINGS, all_answers, answers, database_file, fill_history, hand_in
from tests.shell.test_histories import ACCEPTED
from tests.shell.workbooks import save_report, workers

PROJECT = Path(__file__).parents[2]


@pytest.fixture(scope="session")
def kept() -> dict[str, bytes]:
    """The database with its history, once a run."""
    return {}


@pytest.fixture
def pingbian(county: Callable[..., County], kept: dict[str, bytes]) -> County:
    made = county(SETTINGS)
    if not kept:
        fill_history(made)
        with closing(sqlite3.connect(database_file(made))) as connection:
            kept["database"] = connection.serialize()
    database_file(made).write_bytes(kept["database"])
    return made


@pytest.fixture
def backup(pingbian: County) -> Path:
    file = pingbian.folder / "看板备份.bak"
    answer = pingbian.run("backup", file)
    assert (answer.status, answer.out) == (0, "")
    assert "报表10份、原始文件9个" in answer.err
    return file


def beside(county: County, name: str = "restored") -> County:
    """A database that is not there yet."""
    return replace(county, url=f"sqlite:///{county.folder / name}.sqlite")


def taken_next(county: County) -> int:
    """The number that the next submission gets."""
    path = save_report(county.folder / "七月.xlsx", "employment", [workers("大龙树社区")], unit="玉屏镇", period="2023年7月")
    (taken,) = county.run("import", path, *ACCEPTED, "--json").document
    return taken["submission"]


def refused(answer: Answer, words: str) -> None:
    assert (answer.status, answer.out, answer.err.count("\n")) == (2, "", 1), answer
    assert words in answer.err


def test_a_new_database_answers_as_the_one_backed_up(pingbian: County, backup: Path) -> None:
    restored = beside(pingbian)
    assert restored.run("restore", backup).status == 0
    known = all_answers(pingbian)
    assert all_answers(restored) == known
    assert [len(known[versions]) for versions in (0, -12, -6)] == [10, 2, 9]  # now, and at the earlier moments
    assert taken_next(restored) == 11
    assert [file.name for file in pingbian.folder.iterdir() if file.name.startswith(".")] == []


@pytest.mark.postgresql
def test_to_postgresql_and_back(pingbian: County, backup: Path, postgres_url: str) -> None:
    server, again = replace(pingbian, url=postgres_url), beside(pingbian)
    assert server.run("restore", backup).status == 0
    known = all_answers(pingbian)
    assert all_answers(server) == known
    second = pingbian.folder / "second.bak"
    assert server.run("backup", second).status == 0
    assert again.run("restore", second).status == 0
    assert all_answers(again) == known
    assert taken_next(server) == 11
    refused(server.run("restore", backup), "--force")
    assert server.run("restore", backup, "--force").status == 0
    assert answers(server) == answers(pingbian)


@pytest.mark.postgresql
def test_verify_names_damage_on_postgresql(pingbian: County, backup: Path, postgres_url: str) -> None:
    server = replace(pingbian, url=postgres_url)
    assert server.run("restore", backup).status == 0
    with psycopg.connect(postgres_url, autocommit=True) as connection:
        connection.execute("UPDATE fact_employment SET transfer_total = transfer_total + 1 WHERE submission = 3")
        connection.execute("ALTER TABLE in_force DROP CONSTRAINT in_force_order")
        connection.execute("UPDATE in_force SET to_at = '2020-01-01T00:00:00.000000+08:00' WHERE submission = 2")
    document = server.run("verify", "--json").document
    assert {fault["code"]: fault["count"] for fault in document["faults"]} == {"reread_cell": 1, "interval_order": 1}
    assert server.run("rebuild").status == 0


def test_only_the_owner_may_read_a_backup(backup: Path) -> None:
    assert stat.S_IMODE(backup.stat().st_mode) == 0o600


def test_what_waits_and_what_is_unfinished_is_left_out(pingbian: County) -> None:
    with hand_in(pingbian) as connection:
        connection.execute("INSERT INTO preview VALUES ('t', '2023-05-01T00:00:00.000000+08:00', '某', x'00')")
        connection.execute("UPDATE submission SET state = 'staging', version = NULL WHERE id = 3")
        connection.execute("DELETE FROM in_force WHERE submission = 3")
    file, restored = pingbian.folder / "b.bak", beside(pingbian)
    assert pingbian.run("backup", file).status == 0
    assert restored.run("restore", file).status == 0
    with hand_in(restored) as connection:
        assert connection.execute("SELECT count(*) FROM preview").fetchone() == (0,)
        assert connection.execute("SELECT count(*) FROM submission").fetchone() == (9,)
        assert connection.execute("SELECT count(*) FROM fact_employment WHERE submission = 3").fetchone() == (0,)
    assert restored.run("verify").status == 0
    assert b"\xe5\x85\xad\xe6\x9c\x88.xlsx" not in file.read_bytes()  # 六月.xlsx


def test_a_database_that_holds_anything_is_overwritten_only_by_force(pingbian: County, backup: Path) -> None:
    later = taken_next(pingbian)
    refused(pingbian.run("restore", backup), "--force")
    assert later in {row["submission"] for row in pingbian.ask("submissions")}
    with hand_in(pingbian) as connection:
        before = dict(connection.execute("SELECT root, revision FROM state_revision").fetchall())
    assert pingbian.run("restore", backup, "--force").status == 0
    assert later not in {row["submission"] for row in pingbian.ask("submissions")}
    assert pingbian.run("verify").status == 0
    with hand_in(pingbian) as connection:
        after = dict(connection.execute("SELECT root, revision FROM state_revision").fetchall())
        assert connection.execute("SELECT count(*) FROM audit WHERE action = 'restore'").fetchone() == (1,)
    assert all(after[root] > revision for root, revision in before.items())  # no cache takes the past for the present


def test_a_database_fresh_from_init_is_empty(pingbian: County, backup: Path) -> None:
    fresh = beside(pingbian, "fresh")
    assert fresh.run("init", "--pack", "mouding-2023").status == 0
    assert fresh.run("restore", backup).status == 0
    assert answers(fresh) == answers(pingbian)
    assert fresh.run("verify").status == 0


def test_a_program_that_has_the_database_open_sees_the_restored_state(pingbian: County, backup: Path) -> None:
    taken_next(pingbian)
    with closing(sqlite3.connect(database_file(pingbian))) as reader:
        assert reader.execute("SELECT count(*) FROM submission").fetchone() == (11,)
        assert pingbian.run("restore", backup, "--force").status == 0
        assert reader.execute("SELECT count(*) FROM submission").fetchone() == (10,)


def test_a_database_that_stays_busy_is_left_as_it_was(pingbian: County, backup: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("data_access.store.portable.target.PATIENCE", 0.2)
    taken_next(pingbian)
    with closing(sqlite3.connect(database_file(pingbian), isolation_level=None)) as writer:
        writer.execute("BEGIN IMMEDIATE")
        refused(pingbian.run("restore", backup, "--force"), "正忙")
        writer.execute("ROLLBACK")
    assert len(pingbian.ask("submissions")) == 11
    assert pingbian.run("verify").status == 0


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


def reseal(file: Path, *statements: str) -> None:
    """A sound backup of a database that is another one."""
    mark = form.check_backup(file)
    with form.raw(file) as connection:
        for statement in (*statements, "DROP TABLE backup_mark", "DROP TABLE backup_table"):
            connection.execute(statement)
        form.seal(connection, mark)


def test_a_backup_that_would_act_on_its_own_is_refused(pingbian: County, backup: Path) -> None:
    reseal(backup, "CREATE TRIGGER gone AFTER INSERT ON audit BEGIN DELETE FROM fact_employment; END")
    restored = beside(pingbian)
    refused(restored.run("restore", backup), "已损坏")
    assert not database_file(restored).exists()


def test_a_backup_of_an_older_program_is_brought_up_to_date(pingbian: County, backup: Path) -> None:
    before = answers(pingbian)
    reseal(backup, "ALTER TABLE fact_employment DROP COLUMN trained_certified", "DROP TABLE fact_workshops")
    restored = beside(pingbian)
    assert restored.run("restore", backup).status == 0
    assert answers(restored) == before
    assert restored.run("verify").status == 0


def test_a_full_disk_leaves_nothing_and_says_so(pingbian: County, backup: Path) -> None:
    """The limit of the system on the size of a file stands for the disk."""
    sound, script = backup.read_bytes(), pingbian.folder / "full.py"
    script.write_text(
        "import resource, signal, sys\n"
        f"sys.path.insert(0, {str(PROJECT)!r})\n"
        "signal.signal(signal.SIGXFSZ, signal.SIG_IGN)\n"
        f"resource.setrlimit(resource.RLIMIT_FSIZE, ({len(sound) // 2},) * 2)\n"
        "from services.shell.main import main\n"
        "sys.exit(main(sys.argv[1:], None))\n",
        encoding="utf-8",
    )
    restored = beside(pingbian)
    for url, call in (
        (pingbian.url, ("backup", backup)),
        (pingbian.url, ("backup", backup.with_name("new.bak"))),
        (restored.url, ("restore", backup)),
    ):
        command = [sys.executable, str(script), *map(str, call), "--database", url]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        assert (done.returncode, done.stdout) == (2, ""), done.stderr
        assert "磁盘空间不足" in done.stderr
        assert "Traceback" not in done.stderr
    assert backup.read_bytes() == sound
    assert not backup.with_name("new.bak").exists()
    assert not database_file(restored).exists()
    assert [file.name for file in pingbian.folder.iterdir() if file.name.endswith((".part", "-journal", "-wal"))] == []


def test_a_fault_on_the_way_leaves_everything_as_it_was(
    pingbian: County, backup: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before, sound = answers(pingbian), backup.read_bytes()

    def die(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(whole, "_settle", die)
        assert pingbian.run("backup", backup).status == 130
    with monkeypatch.context() as patch:
        patch.setattr(restoring, "overwrite_file", die)
        assert pingbian.run("restore", backup, "--force").status == 130
    assert backup.read_bytes() == sound
    assert answers(pingbian) == before
    assert [file.name for file in pingbian.folder.iterdir() if file.name.endswith(".part")] == []


@pytest.mark.postgresql
def test_a_fault_on_the_way_leaves_postgresql_as_it_was(
    pingbian: County, backup: Path, postgres_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    server = replace(pingbian, url=postgres_url)

    def die(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(restoring, "count_on", die)
        assert server.run("restore", backup).status == 130
        with psycopg.connect(postgres_url) as connection:
            assert connection.execute("SELECT count(*) FROM pg_tables WHERE schemaname = 'public'").fetchone() == (0,)
    assert server.run("restore", backup).status == 0
    taken_next(server)
    with monkeypatch.context() as patch:
        patch.setattr(restoring, "count_on", die)
        assert server.run("restore", backup, "--force").status == 130
    assert len(server.ask("submissions")) == 11


def test_what_a_killed_backup_left_is_taken_away_by_the_next(pingbian: County) -> None:
    dead = pingbian.folder / ".b.bak.4194305.part"
    living = pingbian.folder / f".b.bak.{os.getppid()}.part"
    dead.touch()
    living.touch()
    assert pingbian.run("backup", pingbian.folder / "b.bak").status == 0
    assert (dead.exists(), living.exists()) == (False, True)


@pytest.mark.parametrize("engine", ["sqlite", pytest.param("postgresql", marks=pytest.mark.postgresql)])
def test_a_backup_beside_writers_is_one_state(
    pingbian: County, backup: Path, engine: str, request: pytest.FixtureRequest
) -> None:
    """Reports come in while backups are made; each of them holds by itself."""
    source = pingbian
    if engine == "postgresql":
        source = replace(pingbian, url=request.getfixturevalue("postgres_url"))
        assert source.run("restore", backup).status == 0
    stop = threading.Event()

    def write() -> None:
        command = [sys.executable, "manage.py", "import", *ACCEPTED, "--database", source.url]
        number = 20
        while not stop.is_set():
            number += 1
            rows = [workers("大龙树社区", out=number)]
            path = save_report(pingbian.folder / "八月.xlsx", "employment", rows, unit="玉屏镇", period="2023年8月")
            subprocess.run([*command, str(path)], cwd=PROJECT, capture_output=True, check=False)

    writer = threading.Thread(target=write)
    writer.start()
    files = [pingbian.folder / f"{number}.bak" for number in range(3)]
    try:
        made = [source.run("backup", file).status for file in files]
    finally:
        stop.set()
        writer.join()
    assert made == [0, 0, 0]
    for file in files:
        restored = beside(pingbian, file.stem)
        assert restored.run("restore", file).status == 0
        assert restored.run("verify").status == 0
