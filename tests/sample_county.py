"""The sample county in a database, loaded once a test run through the importer and copied for who changes it."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
HOUSEHOLDS = "600"


@pytest.fixture(scope="session")
def sample_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An SQLite file with the sample county (600 households); shared by all workers of the run, never to be changed."""
    shared = tmp_path_factory.getbasetemp()
    if os.environ.get("PYTEST_XDIST_WORKER"):
        shared = shared.parent
    target = shared / "sample.sqlite"
    with _alone(shared / "sample.lock"):
        if not target.exists():
            _load(shared / "loading.sqlite")
            (shared / "loading.sqlite").rename(target)
    return target


@pytest.fixture
def sample_url(sample_file: Path, tmp_path: Path) -> str:
    """The same in a file of one's own."""
    shutil.copy(sample_file, tmp_path / "county.sqlite")
    return f"sqlite:///{tmp_path / 'county.sqlite'}"


def manage(*arguments: str, database: str) -> subprocess.CompletedProcess[str]:
    """Runs a command of the shell on a database."""
    command = [sys.executable, "manage.py", *arguments, "--database", database]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)


def _load(file: Path) -> None:
    url = f"sqlite:///{file}"
    for arguments in (
        ("init", "--pack", "mouding-2023"),
        ("sample", "--pack", "mouding-2023", "--households", HOUSEHOLDS, "--load"),
    ):
        done = manage(*arguments, database=url)
        assert done.returncode == 0, done.stderr


@contextmanager
def _alone(lock: Path, patience: float = 280.0) -> Iterator[None]:
    """One worker at a time; the directory is the lock."""
    for _ in range(int(patience * 5)):
        try:
            lock.mkdir()
            break
        except FileExistsError:
            time.sleep(0.2)
    try:
        yield
    finally:
        lock.rmdir()
