"""An initialised database of two small sheets, on both engines."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from data_access.store import Database, PackEntry, initialise, open_database
from tests.data_access.store.reports import SHEETS


@pytest.fixture
def database(database_url: str) -> Iterator[Database]:
    initialise(database_url, [PackEntry(id="mouding-2023")], SHEETS)
    opened = open_database(database_url, SHEETS)
    yield opened
    opened.close()
