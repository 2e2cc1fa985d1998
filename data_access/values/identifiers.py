"""Identifiers: digits kept as text; identity and telephone numbers looked at more closely."""

from __future__ import annotations

import re
from datetime import date

from data_access.identity_number import LENGTH, birth_date, is_placeholder, passes_check
from data_access.reading.grid import Cell
from data_access.recognition.texts import clean
from data_access.values.second_look import OLDEST
from data_access.values.texts import Judge, Judged, no_value, refused_text, written

_LARGEST_KEPT = 10**15  # Excel keeps 15 digits
_SCIENTIFIC = re.compile(r"\d(?:\.\d+)?E\+?\d{2}", re.IGNORECASE)
_DISABILITY = re.compile(r"\d{17}[\dX]\d{2}", re.ASCII)
_PHONE = re.compile(r"1\d{10}|0\d{9,11}|\d{7,8}|400\d{7}", re.ASCII)


def identifier(cell: Cell) -> Judged:
    """Digits as text; a number of more than 15 digits has lost its last ones."""
    if isinstance(cell, bool):
        return Judged(value=written(cell))
    if isinstance(cell, (int, float)):
        return _from_number(cell)
    text = written(cell)
    found = no_value(text) or refused_text(text)
    if found is not None:
        return found
    compact = re.sub(r"(?<=\d)\.0$", "", clean(text).lstrip("'’‘`"))
    if _SCIENTIFIC.fullmatch(compact):
        return Judged(invalid=True, code="id_lost_digits", message="已变成科学计数，末几位丢失")
    if compact != text:
        return Judged(value=compact, code="normalised", message="号码中的空格、引号或全角字符已规范")
    return Judged(value=compact)


def _from_number(number: float) -> Judged:
    if abs(number) >= _LARGEST_KEPT or number != number:
        return Judged(invalid=True, code="id_lost_digits", message="以数字保存且超过15位，末几位丢失")
    text = str(int(number)) if number == int(number) else repr(number)
    return Judged(value=text, code="normalised", message="以数字保存，按其各位数字采用")


def identity_number(today: date) -> Judge:
    """Judges identity numbers; ``today``: the day after which nobody in the report was born."""

    def judge(cell: Cell) -> Judged:
        base = identifier(cell)
        if base.value is None:
            return base
        number = base.value.upper()
        if is_placeholder(number):
            return Judged(value=number, code="id_placeholder", message="疑为虚构号码")
        if _DISABILITY.fullmatch(number):
            return Judged(value=number[:LENGTH], code="id_disability", message="是20位的残疾人证号，取前18位")
        if passes_check(number) and not is_credible(number, today):
            return Judged(value=number, code="id_contradicts", message="号码中的出生日期不可能")
        if number != base.value and not base.code:
            return Judged(value=number, code="normalised", message="小写 x 已改为大写")
        return Judged(value=number, code=base.code, message=base.message)

    return judge


def is_credible(number: str, today: date) -> bool:
    """Whether the day of birth exists, is not after ``today`` and not over 120 years before it."""
    born = birth_date(number)
    if born is None or born > today:
        return False
    age = today.year - born.year - ((today.month, today.day) < (born.month, born.day))
    return age <= OLDEST


def telephone(cell: Cell) -> Judged:
    """Judges telephone numbers; several may stand in one cell."""
    base = identifier(cell)
    if base.value is None:
        return base
    numbers = [re.sub(r"^\+?86(?=1\d{10}$)|[()\-]", "", part) for part in re.split(r"[、,;/]", base.value) if part]
    if not numbers or not all(_PHONE.fullmatch(number) for number in numbers):
        return Judged(value=base.value, code="phone_odd", message="电话号码位数异常")
    return base
