"""The real clock, in Asia/Shanghai, and the reading of moments that users write."""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from data_access.errors import CalledWrongly

SHANGHAI = ZoneInfo("Asia/Shanghai")
# before the first standard time of Shanghai offsets have seconds, and the last year ends in no other zone
_YEARS = (1902, 9998)


def now() -> datetime:
    """This moment, aware, in Asia/Shanghai."""
    return datetime.now(SHANGHAI)


def end_of_day(text: str) -> datetime:
    """A moment as the pages take it: a bare day (2023-06-25, 2023年6月25日) is its 24:00, else as ``parse_moment``."""
    plain = text.strip().translate(str.maketrans({"年": "-", "月": "-", "日": "", "/": "-", ".": "-"}))
    if (found := re.fullmatch(r"(\d{4})-(\d{1,2})-(\d{1,2})", plain)) is None:
        return parse_moment(text.strip())
    try:
        return _within(datetime(*map(int, found.groups()), tzinfo=SHANGHAI)) + timedelta(days=1)
    except ValueError:
        raise CalledWrongly(f"没有{text.strip()}这一天。") from None


def parse_moment(text: str) -> datetime:
    """An ISO 8601 moment; without an offset it is Asia/Shanghai, and 24:00 is the end of its day. Raises CalledWrongly."""
    begins = re.sub(r"(?<=[T ])24(?=:00(:00)?(Z|[+-][\d:]+)?$)", "00", text)
    try:
        moment = _within(datetime.fromisoformat(begins)) + timedelta(days=begins != text)
    except ValueError:
        raise CalledWrongly(f"“{text}”不是时间，请写成 2023-05-25T17:20 的形式。") from None
    return moment.replace(tzinfo=SHANGHAI) if moment.tzinfo is None else moment.astimezone(SHANGHAI)


def _within(moment: datetime) -> datetime:
    if not _YEARS[0] <= moment.year <= _YEARS[1]:
        raise ValueError(moment.year)
    return moment
