"""截至: which moment somebody wants to see, written in an address or typed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from data_access.errors import CalledWrongly
from services.clock import end_of_day, now
from services.views import forms


@dataclass(frozen=True, kw_only=True)
class Seen:
    """``moment`` None: now; ``text`` as it was written, empty for now; ``problem``: why what was written is not taken."""

    moment: datetime | None = None
    text: str = ""
    problem: str = ""


def seen(text: str) -> Seen:
    """What was written; a bare day is its 24:00. A moment still to come, and what is none, is now with a sentence."""
    wanted = text.strip()
    if not wanted:
        return Seen()
    try:
        moment = end_of_day(wanted)
    except CalledWrongly as error:
        return Seen(problem=f"{error.sentence.rstrip('。')}，以下为现在的数据。")
    if moment > now():
        return Seen(problem=f"{forms.end_of(moment)}还没有到，以下为现在的数据。")
    return Seen(moment=moment, text=wanted)
