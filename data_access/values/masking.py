"""Personal values as they may be shown: 张**, 5323**********1234, 138****5678.

Of a text that is too short or of no known form at most its first letter is shown; the tail of a number only where at
least four of its places stay hidden.
"""

from __future__ import annotations

import re

from data_access.identity_number import without_identity_numbers
from data_access.sheets.declaration import Field

_BACK = 4
_NUMBER_FRONT, _PHONE_FRONT = 4, 3
_LEAST_HIDDEN = 4
#: the old numbers of 15 places are the shortest that count as an identity number; what is shorter is masked as a telephone is
_OLD_NUMBER = 15
_NUMBER_ONLY = re.compile(r"[\dXx*'’＇()（）+＋,，.、/;；\s\-—–]*|[\d.]+E\+?\d+", re.IGNORECASE)


def masked(field: Field, text: str) -> str:
    """The text itself, or what may be shown of it where the field is personal; an identity number nowhere."""
    if not field.personal:
        return without_identity_numbers(text)
    plain = text.strip()
    if not plain:
        return ""
    if field.check not in ("identity_number", "telephone") or _NUMBER_ONLY.fullmatch(plain) is None:
        return masked_name(plain)  # also a name beside a number
    number = field.check == "identity_number" and len(plain) >= _OLD_NUMBER
    return _middle_hidden(plain, _NUMBER_FRONT if number else _PHONE_FRONT)


def masked_name(text: str) -> str:
    """张**, whatever the length of the name and whatever stands before its first letter; of several (张三、李四) the first."""
    first = text[:1]
    if not first.isalnum():
        first = next((character for character in text if character.isalnum()), "")
    return f"{first}**"


def _middle_hidden(text: str, front: int) -> str:
    """Front and the last four shown where enough stays hidden between them."""
    if len(text) < front + _BACK + _LEAST_HIDDEN:
        return text[:1] + "*" * max(2, len(text) - 1)
    return text[:front] + "*" * (len(text) - front - _BACK) + text[-_BACK:]
