"""The real clock, in Asia/Shanghai, and the reading of moments that users write."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

from data_access.errors import CalledWrongly

SHANGHAI = ZoneInfo("Asia/Shanghai")


def now() -> datetime:
    """This moment, aware, in Asia/Shanghai."""
    return datetime.now(SHANGHAI)


def parse_moment(text: str) -> datetime:
    """An ISO 8601 moment; without an offset it is Asia/Shanghai. Raises CalledWrongly."""
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        raise CalledWrongly(f"“{text}”不是时间，请写成 2023-05-25T17:20 的形式。") from None
    return moment.replace(tzinfo=SHANGHAI) if moment.tzinfo is None else moment.astimezone(SHANGHAI)
