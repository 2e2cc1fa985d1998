"""Identifiers: digits kept as text; identity and telephone numbers looked at more closely."""

from __future__ import annotations

import re
from datetime import date, time, timedelta

from data_access.identity_number import LENGTH, birth_date, is_placeholder, passes_check
from data_access.reading.formats import with_zeros
from data_access.reading.grid import Cell
from data_access.recognition.texts import clean, spaced
from data_access.values.second_look import OLDEST
from data_access.values.texts import Judge, Judged, no_value, refused_text, written

_LARGEST_KEPT = 10**15  # Excel keeps 15 digits
_SCIENTIFIC = re.compile(r"\d+(?:\.\d+)?E\+\d{1,3}|\d(?:\.\d+)?E\d{2}", re.IGNORECASE)
_QUOTES = "'’‘`\"“”"
_DISABILITY = re.compile(r"\d{17}[\dX]\d{2}", re.ASCII)
_PHONE = re.compile(r"1\d{10}|0\d{9,11}|\d{7,8}|400\d{7}", re.ASCII)
_BETWEEN_PHONES = re.compile(r"[、,;/\s]+")
_COUNTRY = re.compile(r"^(?:\+|00)?86(?=1\d{10}$)")


class Shown(str):
    """A number as its cell shows it, with the zeros in front that its format writes."""

    __slots__ = ()


def as_shown(cell: Cell, shown_as: str) -> Cell:
    """A number of at most 15 digits under a format like 000000000000 as what a reader sees; any other cell as it is."""
    if isinstance(cell, bool) or not isinstance(cell, (int, float)) or not shown_as:
        return cell
    text = with_zeros(shown_as, int(cell)) if 0 <= cell < _LARGEST_KEPT and cell == int(cell) else None
    return cell if text is None or text == str(int(cell)) else Shown(text)


def identifier(cell: Cell) -> Judged:
    """Digits as text; a number of more than 15 digits has lost its last ones."""
    if isinstance(cell, bool):
        return Judged(value=written(cell))
    if isinstance(cell, (int, float)):
        return _from_number(cell)
    if isinstance(cell, (date, time, timedelta)):
        return Judged(invalid=True, code="id_lost_digits", message="已变成日期或时间，原来的编号无法还原")
    if isinstance(cell, Shown):
        return Judged(value=str(cell), code="normalised", message=f"以数字保存，按显示的{len(cell)}位采用")
    text = written(cell)
    found = no_value(text) or refused_text(text)
    if found is not None:
        return found
    compact = re.sub(r"(?<=\d)\.0$", "", clean(text).strip(_QUOTES))
    if _SCIENTIFIC.fullmatch(compact):
        return Judged(invalid=True, code="id_lost_digits", message="已变成科学计数，末几位丢失")
    if compact != text:
        return Judged(value=compact, code="normalised", message="号码中的空格、引号或全角字符已规范")
    return Judged(value=compact)


def _from_number(number: float) -> Judged:
    if abs(number) >= _LARGEST_KEPT or number != number:
        return Judged(invalid=True, code="id_lost_digits", message="以数字保存且超过15位，末几位丢失")
    text = str(int(number)) if number == int(number) else repr(number)
    return Judged(
        value=text, code="normalised", message="以数字保存，按其各位数字采用",
        fix="核对位数，首位的0会丢失，把单元格设为文本格式后重新填写。",
    )  # fmt: skip


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
            return Judged(value=number, code="id_contradicts", message=_doubt(number, today))
        said = "小写 x 已改为大写" if number != base.value else ""
        message = "，".join(part for part in (base.message, said) if part)
        return Judged(value=number, code="normalised" if message else "", message=message, fix=base.fix)

    return judge


def is_credible(number: str, today: date) -> bool:
    """Whether the day of birth exists, is not after ``today`` and not over 120 years before it."""
    born = birth_date(number)
    if born is None or born > today:
        return False
    age = today.year - born.year - ((today.month, today.day) < (born.month, born.day))
    return age <= OLDEST


def _doubt(number: str, today: date) -> str:
    born = birth_date(number)
    if born is None:
        return "号码中的出生日期不存在"
    return "号码中的出生日期晚于报告期末" if born > today else f"号码中的出生日期早于{OLDEST}年前"


def telephone(cell: Cell) -> Judged:
    """Judges telephone numbers; several may stand in one cell, also with nothing but blanks between them."""
    base = identifier(cell)
    if base.value is None:
        return base
    several = [part for part in _BETWEEN_PHONES.split(spaced(cell)) if part] if isinstance(cell, str) else []
    if len(several) > 1 and all(map(_is_phone, several)):
        if _BETWEEN_PHONES.sub("", base.value) != base.value:
            return base
        return Judged(value="、".join(several), code="normalised", message=f"一格内有{len(several)}个号码，已分开")
    if not all(_is_phone(part) for part in _BETWEEN_PHONES.split(base.value)):
        kept = written(cell) if isinstance(cell, str) else base.value
        return Judged(value=kept, code="phone_odd", message="电话号码位数异常")
    return base


def _is_phone(text: str) -> bool:
    digits = re.sub(r"[()\-—–]", "", text)
    return _PHONE.fullmatch(_COUNTRY.sub("", digits)) is not None
