"""Fixtures for every room: databases on both engines."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings

from tests import postgres
from tests.sample_county import (  # noqa: F401 hooks and fixtures
    pytest_collection_finish,
    pytest_collection_modifyitems,
    pytest_configure,
    pytest_configure_node,
    pytest_unconfigure,
    sample_file,
    sample_url,
)

MAIN = sys.modules["__main__"]
REQUIRE_ALL = os.environ.get("DASHBOARD_REQUIRE_ALL") == "1"

# A usual run draws the same examples every time, so that the same tree gives the same answer;
# ``HYPOTHESIS_PROFILE=random`` draws others, and keeps those that failed.
settings.register_profile("usual", derandomize=True, database=None)
settings.register_profile("random", settings.get_profile("default"))
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "usual"))


@pytest.fixture(autouse=True)
def main_module(monkeypatch: pytest.MonkeyPatch) -> None:
    """AppTest leaves app.py behind as ``__main__``, which a process started by a later test would run again."""
    monkeypatch.setitem(sys.modules, "__main__", MAIN)


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[postgres.Server | postgres.Unavailable]:
    """One server for the whole run (one for each worker), or why there is none."""
    try:
        server = postgres.start()
    except postgres.Unavailable as reason:
        yield reason
        return
    yield server
    server.stop()


@pytest.fixture
def postgres_url(postgres_server: postgres.Server | postgres.Unavailable) -> Iterator[str]:
    """A new, empty PostgreSQL database."""
    if isinstance(postgres_server, postgres.Unavailable):
        if REQUIRE_ALL:
            pytest.fail(f"DASHBOARD_REQUIRE_ALL=1, but: {postgres_server}")
        pytest.skip(str(postgres_server))
    address = postgres_server.create_database()
    yield address
    postgres_server.drop_database(address)


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgresql)])
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The address of a database that does not exist yet (SQLite) or is empty (PostgreSQL): once on each engine."""
    if request.param == "postgresql":
        return request.getfixturevalue("postgres_url")
    return f"sqlite:///{tmp_path / 'watch.sqlite'}"
