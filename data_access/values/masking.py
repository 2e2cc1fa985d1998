"""Personal values as they may be shown: 5323**********1234, 138****5678, 张**."""

from __future__ import annotations

import re

from data_access.identity_number import without_identity_numbers
from data_access.sheets.declaration import Field

_SHOWN_OF_NUMBER = 4
_SHOWN_OF_PHONE = 3
_NUMBER_ONLY = re.compile(r"[\dXx*'’()+,.、/;\s\-—–]*|[\d.]+E\+?\d+", re.IGNORECASE)


def masked(field: Field, text: str) -> str:
    """The text itself, or what may be shown of it where the field is personal; an identity number nowhere."""
    if not text:
        return text
    if not field.personal:
        return without_identity_numbers(text)
    if _NUMBER_ONLY.fullmatch(text) is None:
        return text[0] + "**"  # a name, also beside a number
    if field.check == "identity_number":
        return _middle_hidden(text, _SHOWN_OF_NUMBER)
    if field.check == "telephone":
        return _middle_hidden(text, _SHOWN_OF_PHONE)
    return text[0] + "**"


def _middle_hidden(text: str, front: int) -> str:
    """Front and the last four shown where enough stays hidden between them."""
    back = _SHOWN_OF_NUMBER
    if len(text) < front + back + 3:
        return text[:1] + "*" * max(2, len(text) - 1)
    return text[:front] + "*" * (len(text) - front - back) + text[-back:]
