"""The sample county in a database: loaded once a run, beside the tests that do not need it, and copied for who changes it.

The functions named ``pytest_…`` are hooks; ``tests/conftest.py`` names them to pytest.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parents[1]
HOUSEHOLDS = "600"
FOLDER = pytest.StashKey[Path]()
LOADER = pytest.StashKey[subprocess.Popen[bytes]]()


def pytest_configure(config: pytest.Config) -> None:
    """One folder a run: the process that was started makes it, the workers are told."""
    given = getattr(config, "workerinput", {}).get("county")
    config.stash[FOLDER] = Path(given or tempfile.mkdtemp(prefix="county-"))


@pytest.hookimpl(optionalhook=True)
def pytest_configure_node(node: Any) -> None:
    """Tells a worker of pytest-xdist the folder of the run."""
    node.workerinput["county"] = str(node.config.stash[FOLDER])


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Files with tests that need the county come last, in their random order: meanwhile it is loaded.

    Of these the browser's first: they take longest, and both workers should end together."""
    needing = {item.path for item in items if _needs_county(item)}
    items.sort(key=lambda item: (item.path in needing, "browser" not in item.path.parts))


def pytest_collection_finish(session: pytest.Session) -> None:
    """The first worker starts the loading."""
    config = session.config
    first = getattr(config, "workerinput", {}).get("workerid", "gw0") == "gw0"
    if first and not config.option.collectonly and any(_needs_county(item) for item in session.items):
        command = [sys.executable, "-m", "tests.sample_county", str(config.stash[FOLDER])]
        config.stash[LOADER] = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def pytest_unconfigure(config: pytest.Config) -> None:
    """Leaves nothing behind."""
    loader = config.stash.get(LOADER, None)
    if loader is not None:
        loader.terminate()
        loader.wait()
    if not hasattr(config, "workerinput"):
        shutil.rmtree(config.stash[FOLDER], ignore_errors=True)


def _needs_county(item: pytest.Item) -> bool:
    return "sample_file" in getattr(item, "fixturenames", ())


@pytest.fixture(scope="session")
def sample_file(pytestconfig: pytest.Config) -> Path:
    """An SQLite file with the sample county (600 households); shared by all workers of the run, never to be changed."""
    folder = pytestconfig.stash[FOLDER]
    loaded, failed = folder / "sample.sqlite", folder / "failed.txt"
    while not loaded.exists():  # the timeout of every test bounds this one
        if failed.exists():
            pytest.fail(f"the sample county could not be loaded: {failed.read_text(encoding='utf-8')}")
        time.sleep(0.2)
    return loaded


@pytest.fixture
def sample_url(sample_file: Path, tmp_path: Path) -> str:
    """The same in a file of one's own."""
    shutil.copy(sample_file, tmp_path / "county.sqlite")
    return f"sqlite:///{tmp_path / 'county.sqlite'}"


def manage(*arguments: str, database: str) -> subprocess.CompletedProcess[str]:
    """Runs a command of the shell on a database."""
    command = [sys.executable, "manage.py", *arguments, "--database", database]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)


def _load(folder: Path) -> None:
    """Leaves ``sample.sqlite`` in a folder once it is whole, else ``failed.txt``."""
    file = folder / "loading.sqlite"
    for arguments in (
        ("init", "--pack", "mouding-2023"),
        ("sample", "--pack", "mouding-2023", "--households", HOUSEHOLDS, "--load"),
    ):
        done = manage(*arguments, database=f"sqlite:///{file}")
        if done.returncode:
            (folder / "failed.txt").write_text(done.stderr, encoding="utf-8")
            return
    file.rename(folder / "sample.sqlite")


if __name__ == "__main__":
    _load(Path(sys.argv[1]))
