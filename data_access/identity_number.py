"""Citizen identity numbers (公民身份号码) by GB 11643-1999: 17 digits and a check character."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

import numpy as np
import numpy.typing as npt

LENGTH = 18
_WEIGHT_LIST = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_NO_NUMBER = " " * LENGTH
_LAST = "10X98765432"
_WEIGHTS = np.array(_WEIGHT_LIST, dtype=np.int64)
_CHECK_CHARACTERS = np.array([ord(character) for character in _LAST], dtype=np.int64)
_SEPARATOR = r"[\s\-]?"
_ANYWHERE = re.compile(
    _SEPARATOR.join(
        [*[r"\d"] * 6, rf"(?:1{_SEPARATOR}[89]|2{_SEPARATOR}0)", r"\d", r"\d", rf"(?:0{_SEPARATOR}[1-9]|1{_SEPARATOR}[0-2])",
         rf"(?:0{_SEPARATOR}[1-9]|[12]{_SEPARATOR}\d|3{_SEPARATOR}[01])", *[r"\d"] * 3, r"[\dXx]"]
    ),
    re.ASCII,
)  # fmt: skip
_HALF_WIDTH = str.maketrans("０１２３４５６７８９ＸｘＥ－", "0123456789XxE-")
_SHOWN = 4  # characters at either end of a number that may be shown
_PLACEHOLDER = re.compile(r"(\d)\1{5}|123456789")


def valid_identity_numbers(numbers: npt.NDArray[Any] | Sequence[str | None]) -> npt.NDArray[np.bool_]:
    """Which texts have 18 places and the right check character (X in upper case); False where there is none."""
    texts = [
        number if isinstance(number, str) and len(number) == LENGTH and number.isascii() else _NO_NUMBER for number in numbers
    ]
    codes = np.frombuffer("".join(texts).encode(), dtype=np.uint8).reshape(len(texts), LENGTH).astype(np.int64)
    digits = codes[:, :-1] - ord("0")
    are_digits = np.all((digits >= 0) & (digits <= 9), axis=1)
    expected = _CHECK_CHARACTERS[((digits * (digits >= 0) * (digits <= 9)) @ _WEIGHTS) % 11]
    return are_digits & (codes[:, -1] == expected)


def placeholder_identity_numbers(numbers: Iterable[str | None]) -> npt.NDArray[np.bool_]:
    """Which texts are invented to fill the cell, such as 999999… or 123456789…; they are not held against the check."""
    return np.array([number is not None and is_placeholder(number) for number in numbers], dtype=np.bool_)


def passes_check(number: str) -> bool:
    """Whether one text has 18 places and the right check character (``valid_identity_numbers`` for a column)."""
    digits = number[:-1]
    if len(number) != LENGTH or not (digits.isascii() and digits.isdigit()):
        return False
    weighted = sum(weight * int(digit) for weight, digit in zip(_WEIGHT_LIST, digits, strict=True))
    return number[-1] == _LAST[weighted % 11]


def is_placeholder(number: str) -> bool:
    """A district of six equal digits, or 123456789 at the start."""
    return _PLACEHOLDER.match(number) is not None


def birth_date(number: str) -> date | None:
    """The day of birth that an 18-place number states, None where there is no such day."""
    try:
        return date(int(number[6:10]), int(number[10:12]), int(number[12:14]))
    except ValueError:
        return None


def without_identity_numbers(text: str) -> str:
    """A text in which every identity number is hidden but for its ends, wherever it stands: 5323**********0001."""
    found = [match.span() for match in _ANYWHERE.finditer(text.translate(_HALF_WIDTH))]
    for start, end in reversed(found):
        hidden = "*" * (end - start - 2 * _SHOWN)
        text = text[: start + _SHOWN] + hidden + text[end - _SHOWN :]
    return text


def what_fails(number: str) -> str:
    """Why a text is no identity number, without any of its digits: 17位; 18位，末位校验码不符."""
    places = f"{len(number)}位"
    if len(number) == LENGTH - 3:
        return f"{places}，疑为旧号码"
    if "*" in number:
        return f"{places}，含有*号"
    if len(number) != LENGTH:
        return places
    if not (number[:-1].isascii() and number[:-1].isdigit()):
        return f"{places}，前17位中有数字以外的字符"
    if number.endswith("000"):
        return f"{places}，末三位为0，疑因以数字保存而丢失"
    return f"{places}，末位校验码不符"
