"""Numbers written as text: exact ones are taken, whatever is not exact is refused with its reason."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from decimal import Decimal

from data_access.recognition.texts import clean, quoted, spaced
from data_access.recognition.units import parse_unit, same_in_a_cell, unit_beside
from data_access.values.number_reasons import has_mark, why_not

_PLAIN = re.compile(r"[+-]?(?:\d+(?:\.\d+)?|\.\d+)", re.ASCII)
_GROUPED = re.compile(r"[+-]?\d{1,3}(?:,\d{3})+(?:\.\d+)?", re.ASCII)
_WITH_UNIT = re.compile(r"([¥$]?)([+-]?[\d,.]*\d)([^\d,.].*)?", re.ASCII)
_QUOTES = "'’‘"


@dataclass(frozen=True, kw_only=True)
class NumberText:
    """``value`` None: refused with ``code``, ``message`` and ``fix``; else ``note`` says in what other form it stood.

    ``percent``: written with a percent sign.
    """

    value: Decimal | None = None
    percent: bool = False
    note: str = ""
    code: str = ""
    message: str = ""
    fix: str | None = None


def parse_number(text: str, unit: str) -> NumberText:
    """The exact number that a text states; ``unit``: the unit of its column, which may be repeated in the cell."""
    line = spaced(text).replace("−", "-").lstrip(_QUOTES)
    compact = clean(line)
    found = _WITH_UNIT.fullmatch(compact)
    if found is None or has_mark(text):
        return _refused(text, compact)
    currency, digits, written = found.group(1), found.group(2), found.group(3) or ("元" if found.group(1) else "")
    if not (_PLAIN.fullmatch(digits) or _GROUPED.fullmatch(digits)) or currency == "$":
        return _refused(text, compact)
    value = Decimal(digits.replace(",", ""))
    if written and not _is_same_unit(written, unit):
        return _foreign(text, compact, value, written, unit)
    return NumberText(value=value, percent=written == "%", note=_note(text, line, digits, written))


def figure_text(value: Decimal) -> str:
    """A number as a note says it was taken: rounded to 6 decimals, without zeros that say nothing; -0 is 0."""
    shown = f"{round(value, 6):f}" if value.adjusted() < 20 else f"{value:f}"
    shown = shown.rstrip("0").rstrip(".") if "." in shown else shown
    return "0" if shown == "-0" else shown


def in_unit(value: Decimal, written: str, unit: str) -> Decimal | None:
    """A number of one unit in another; None where the two do not measure the same."""
    own, other = parse_unit(unit), unit_beside(written, unit)
    if own is None or other is None or not same_in_a_cell(other[0], own[0]):
        return None
    factor = other[1] / own[1]
    return value * factor.numerator / factor.denominator


def _note(text: str, line: str, digits: str, written: str) -> str:
    """In what other forms the number stood."""
    inner = line.removesuffix(written).strip()
    forms = {
        "全角字符": any(unicodedata.east_asian_width(character) == "F" for character in text.strip("\u3000")),
        "数字中间有空格": " " in inner,
        "前后有空格": text != text.strip(),
        "前面有引号": spaced(text)[:1] in _QUOTES and bool(spaced(text)),
        "减号为数学符号": "−" in text,
        "含不可见字符": re.search(r"[\u00ad\u200b-\u200f\u2060\ufeff]", text) is not None,
        "含千分位逗号": "," in digits,
        f"写了单位{quoted(written)}": bool(written) and written != "%",
        "以百分号填写": written == "%",
    }
    return "、".join(form for form, holds in forms.items() if holds) or "数字以文本保存"


def _is_same_unit(written: str, unit: str) -> bool:
    own, other = parse_unit(unit), unit_beside(written, unit)
    if own is None or other is None:
        return written == clean(unit)
    return own[1] == other[1] and same_in_a_cell(other[0], own[0])


def _foreign(text: str, compact: str, value: Decimal, written: str, unit: str) -> NumberText:
    """A number with another unit than its column's; converted in the remedy where it can be."""
    if unit_beside(written, unit) is None:
        return _refused(text, compact)
    says = f"本列单位是{unit}" if unit else "本列没有单位"
    amount = in_unit(value, written, unit)
    fix = f"按{unit}填写，单元格内不写单位；核对是否填错列。" if unit else "只填数字，不写单位。"
    if amount is not None:
        fix = f"换算为{unit}填 {figure_text(amount)}，单元格内不写单位。"
    return NumberText(code="number_unit_conflict", message=f"写了单位{quoted(written)}，{says}", fix=fix)


def _refused(text: str, compact: str) -> NumberText:
    message, fix = why_not(text, compact)
    return NumberText(code="number_invalid", message=message, fix=fix)
