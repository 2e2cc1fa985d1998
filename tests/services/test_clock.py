"""Moments as users write them, at the shell and on the pages."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

import pytest

from data_access.errors import CalledWrongly
from services.clock import SHANGHAI, end_of_day, parse_moment

MIDNIGHT = datetime(2023, 5, 26, tzinfo=SHANGHAI)
SAME_MOMENT = (
    "2023-05-26", "2023-05-26T00:00", "2023-05-25T24:00", "2023-05-25 24:00:00", "2023-05-25T24:00+08:00",
    "2023-05-25T16:00Z", "2023-05-25T16:00:00.000+00:00",
)  # fmt: skip
NO_MOMENT = (
    "", "昨天", "2023-02-30", "2023-05-25T24:01", "2023-05-25T25:00", "0001-01-01", "0001-01-01T00:00+14:00",
    "9999-12-31", "9999-12-31T23:00-12:00",
)  # fmt: skip


@pytest.mark.parametrize("text", SAME_MOMENT)
def test_one_moment_in_many_forms(text: str) -> None:
    assert parse_moment(text) == MIDNIGHT


@pytest.mark.parametrize("text", NO_MOMENT)
@pytest.mark.parametrize("reading", [parse_moment, end_of_day])
def test_what_is_no_moment_or_beyond_the_calendar_is_said(reading: Callable[[str], datetime], text: str) -> None:
    with pytest.raises(CalledWrongly):
        reading(text)


@pytest.mark.parametrize("text", ["2023-05-25", "2023年5月25日", "2023/5/25"])
def test_a_bare_day_on_a_page_is_its_end(text: str) -> None:
    assert end_of_day(text) == MIDNIGHT
