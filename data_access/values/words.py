"""Words that stand for no value, and the forms of a text that are accepted and noted."""

from __future__ import annotations

import re
from typing import Literal

from data_access.recognition.texts import clean

Nothing = Literal["blank", "not_applicable", "none"]
_BLANK = frozenset({"", "未报", "空", "-", "—", "–"})
_REPEATED = re.compile(r"—+|-+|–+|…+")
_NONE = frozenset({"无", "零"})


def nothing(text: str) -> Nothing | None:
    """``blank`` for the blank words, ``not_applicable`` for /, ``none`` for 无 and 零; None for any other text."""
    if len(text) > 8 and not text.isspace():
        return None
    word = clean(text)
    if word in _BLANK or _REPEATED.fullmatch(word) or _REPEATED.fullmatch(text.strip()):
        return "blank"
    if word == "/":
        return "not_applicable"
    return "none" if word in _NONE else None
