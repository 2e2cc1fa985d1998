"""backup and restore: the same answers afterwards on either engine; what is no sound backup changes nothing."""

from __future__ import annotations

import os
import sqlite3
import stat
import subprocess
import sys
import threading
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import psycopg
import pytest

from data_access.store.portable import restoring, whole
from tests.shell.backup.conftest import beside, refused, reseal, taken_next
from tests.shell.conftest import County
from tests.shell.kept import all_answers, answers, database_file, hand_in
from tests.shell.test_histories import ACCEPTED
from tests.shell.workbooks import save_report, workers

PROJECT = Path(__file__).parents[3]


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
