"""Moments as the database keeps them: text whose order is the order of time, on both engines."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import Dialect, Text
from sqlalchemy.dialects import postgresql
from sqlalchemy.types import TypeDecorator, TypeEngine

SHANGHAI = ZoneInfo("Asia/Shanghai")
TICK = timedelta(microseconds=1)
# stored with one fixed offset, whatever daylight saving a year once had: only then text order is time order
_STORED_ZONE = timezone(timedelta(hours=8))


def now() -> datetime:
    """This moment, aware, in Asia/Shanghai."""
    return datetime.now(SHANGHAI)


class Moment(TypeDecorator[datetime]):
    """An aware datetime, stored as 2023-05-25T17:20:00.000000+08:00; a naive one is a fault (ValueError)."""

    impl = Text
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        if dialect.name == "postgresql":
            return dialect.type_descriptor(postgresql.TEXT(collation="C"))
        return dialect.type_descriptor(Text())

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> str | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a stored moment needs a time zone")
        return value.astimezone(_STORED_ZONE).isoformat(timespec="microseconds")

    def process_result_value(self, value: Any | None, dialect: Dialect) -> datetime | None:
        return None if value is None else datetime.fromisoformat(value).astimezone(SHANGHAI)
