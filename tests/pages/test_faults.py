"""The database goes away under a running server and comes back: a sentence meanwhile, and no restart afterwards."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from services.initialising import initialise_database
from tests import postgres
from tests.conftest import REQUIRE_ALL
from tests.pages.test_pages import PAGES, opened, text_of

AWAY = r"数据库暂时连不上，请稍后再试。错误编号 ([0-9A-F]{4})，仍连不上时请把编号告诉管理员。"
NOTHING_YET = "还没有单位报送"


@pytest.fixture
def cluster() -> Iterator[postgres.Cluster]:
    """A server that this test may stop."""
    try:
        made = postgres.start_own()
    except postgres.Unavailable as reason:
        if REQUIRE_ALL:
            pytest.fail(f"DASHBOARD_REQUIRE_ALL=1, but: {reason}")
        pytest.skip(str(reason))
    yield made
    made.stop()


def said_to_be_away(page: AppTest, caplog: pytest.LogCaptureFixture) -> bool:
    """The page says so with a number, which is in the log without the database's address."""
    found = re.search(AWAY, text_of(page))
    assert not page.exception
    return found is not None and f"incident {found.group(1)}" in caplog.text and "postgres@" not in caplog.text


@pytest.mark.postgresql
def test_a_server_that_was_stopped_is_found_again(
    cluster: postgres.Cluster, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    url = cluster.create_database()
    initialise_database(url, ["mouding-2023"])
    script = PAGES["就业"]
    assert NOTHING_YET in text_of(opened(url, monkeypatch, script))
    cluster.halt()
    assert said_to_be_away(opened(url, monkeypatch, script), caplog)
    st.cache_resource.clear()  # a server that starts meanwhile says the same
    assert said_to_be_away(opened(url, monkeypatch, script), caplog)
    cluster.go_on()
    page = opened(url, monkeypatch, script)
    cluster.halt()
    assert said_to_be_away(page.run(), caplog)
    cluster.go_on()
    assert NOTHING_YET in text_of(page.run())


def test_a_file_that_was_moved_away_is_not_made_anew(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    file, elsewhere = tmp_path / "watch.sqlite", tmp_path / "elsewhere.sqlite"
    url = f"sqlite:///{file}"
    initialise_database(url, ["mouding-2023"])
    page = opened(url, monkeypatch, PAGES["就业"])
    assert NOTHING_YET in text_of(page)
    file.rename(elsewhere)
    assert said_to_be_away(page.run(), caplog)
    assert not file.exists()
    elsewhere.rename(file)
    assert NOTHING_YET in text_of(page.run())
