"""Numbers written as text: exact ones are taken, whatever is not exact is refused with its reason."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from decimal import Decimal

from data_access.recognition.texts import clean, quoted, spaced
from data_access.recognition.units import parse_unit

_PLAIN = re.compile(r"[+-]?(?:\d+(?:\.\d+)?|\.\d+)", re.ASCII)
_GROUPED = re.compile(r"[+-]?\d{1,3}(?:,\d{3})+(?:\.\d+)?", re.ASCII)
_WITH_UNIT = re.compile(r"([¥$]?)([+-]?[\d,.]*\d)([^\d,.].*)?", re.ASCII)
_LETTERS = re.compile(r"(?=.*[OolI])[\dOolI,.+-]+", re.ASCII)


@dataclass(frozen=True, kw_only=True)
class NumberText:
    """``value`` None: refused with ``code`` and ``message``; else ``note`` says in what other form it stood.

    ``percent``: written with a percent sign.
    """

    value: Decimal | None = None
    percent: bool = False
    note: str = ""
    code: str = ""
    message: str = ""


def parse_number(text: str, unit: str) -> NumberText:
    """The exact number that a text states; ``unit``: the unit of its column, which may be repeated in the cell."""
    line = spaced(text).replace("−", "-").lstrip("'’‘")
    compact = clean(line)
    found = _WITH_UNIT.fullmatch(compact)
    if found is None or _has_mark(text):
        return _refused(compact)
    currency, digits, written = found.group(1), found.group(2), found.group(3) or ("元" if found.group(1) else "")
    if not (_PLAIN.fullmatch(digits) or _GROUPED.fullmatch(digits)) or currency == "$":
        return _refused(compact)
    if written and not _is_same_unit(written, unit):
        return _foreign(written, unit)
    notes = [
        "数字中间有空格" if " " in line.removesuffix(written).strip() else "",
        "含千分位逗号" if "," in digits else "",
        f"写了单位{quoted(written)}" if written and written != "%" else "",
    ]
    note = "、".join(note for note in notes if note) or ("以百分号填写" if written == "%" else _form(text, compact))
    return NumberText(value=Decimal(digits.replace(",", "")), percent=written == "%", note=note)


def _has_mark(text: str) -> bool:
    """Whether a circled, raised or Roman numeral stands in the text: 300① is 300 with a footnote, not 3001."""
    return not text.isascii() and any(unicodedata.category(character) in {"No", "Nl"} for character in text)


def _form(text: str, compact: str) -> str:
    return "数字以文本保存" if text == compact else "全角数字或前后空格"


def _is_same_unit(written: str, unit: str) -> bool:
    own, other = parse_unit(unit), parse_unit(written)
    return written == clean(unit) or (own is not None and own == other)


def _foreign(written: str, unit: str) -> NumberText:
    if parse_unit(written) is None:
        return NumberText(code="number_invalid", message="不是准确的数字")
    own = f"本列单位是{unit}" if unit else "本列没有单位"
    return NumberText(code="number_unit_conflict", message=f"写了单位{quoted(written)}，{own}")


def _refused(compact: str) -> NumberText:
    if _LETTERS.fullmatch(compact):
        return NumberText(code="number_invalid", message="数字中混有字母（O、o、l 或 I）")
    return NumberText(code="number_invalid", message="不是准确的数字")
