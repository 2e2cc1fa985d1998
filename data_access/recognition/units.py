"""Units as headings and cells write them, and how they convert into a field's unit."""

from __future__ import annotations

import re
from fractions import Fraction
from functools import lru_cache

from data_access.recognition.texts import clean
from data_access.sheets.declaration import Field

_MULTIPLIERS = {
    "": 1, "十": 10, "百": 100, "千": 1000, "万": 10**4, "十万": 10**5, "百万": 10**6, "千万": 10**7,
    "亿": 10**8, "十亿": 10**9, "百亿": 10**10, "千亿": 10**11, "万亿": 10**12,
}  # fmt: skip
_BARE = frozenset(_MULTIPLIERS) - {"", "十", "百"}
# Words for one thing; what counts organisations or households is one (农业市场主体 is counted in 户, 家 and 个).
_SAME = {
    "名": "人",
    "位": "人",
    "圆": "元",
    "家": "户",
    "个": "户",
    "个月": "月",
    "百分比": "%",
    "百分数": "%",
    "平米": "平方米",
    "m2": "平方米",
}
_FIXED: dict[str, tuple[str, Fraction]] = {
    "公顷": ("亩", Fraction(15)),
    "ha": ("亩", Fraction(15)),
    "平方公里": ("亩", Fraction(1500)),
    "公斤": ("斤", Fraction(2)),
    "千克": ("斤", Fraction(2)),
    "kg": ("斤", Fraction(2)),
    "吨": ("斤", Fraction(2000)),
    "公里": ("米", Fraction(1000)),
    "千米": ("米", Fraction(1000)),
    "km": ("米", Fraction(1000)),
}
_WORDS = (
    "元 人 户 人次 亩 月 % 斤 米 平方米 立方米 天 日 年 周 小时 次 份 起 件 头 只 株 棵 袋 箱 升 克 所 座 条 台 辆 场 期 项 类 组 "
    "村 栋 套 间 口 本 批 对 处 家次 户次 车次 分 个百分点 美元 港元 角 班"
)
_BASES = frozenset(_WORDS.split())
_PREFIX = re.compile(r"^(?:计量|金额|货币)?单位:?")
_BRACKETS = re.compile(r"[(\[【〔〈<{]([^()\[\]【】〔〕〈〉<>{}]*)[)\]】〕〉>}]")
MONEY = frozenset({"元", "万元", "亿元"})

Unit = tuple[str, Fraction]


@lru_cache(maxsize=1024)
def parse_unit(text: str) -> Unit | None:
    """A unit as (base, how many of the base it is): 万人 → (人, 10000), 元/月/人 → (元/人/月, 1); None: no unit."""
    first, *below = re.split(r"[/·]|每", clean(text).casefold().replace("人月", "人/月"))
    counted = _simple(first)
    if counted is None or not all(_simple(part) for part in below if part):
        return None
    base, factor = counted
    names = sorted(_SAME.get(part, part) for part in below if part)
    return "/".join([base, *names]), factor


def _simple(text: str) -> Unit | None:
    if text in _FIXED:
        return _FIXED[text]
    for length in range(len(text)):
        base = _SAME.get(text[length:], text[length:])
        if text[:length] in _MULTIPLIERS and base in _BASES:
            return base, Fraction(_MULTIPLIERS[text[:length]])
    return None


def conversion(stated: str, field: Field) -> Fraction | None:
    """By what a number in the stated unit is multiplied to be in the field's; None where it cannot be converted."""
    own, other = parse_unit(field.unit), parse_unit(stated)
    if not field.unit or not field.is_numeric:
        return Fraction(1)
    if own is None or other is None:
        return Fraction(1) if clean(field.unit) == clean(stated) else None
    if own[0] == other[0] or _says_per_person(own[0], other[0], field):
        return other[1] / own[1]
    return None


def _says_per_person(own: str, other: str, field: Field) -> bool:
    """元/月 for 元/人/月, and 元/人 for a field that is per head by its name."""
    return own.replace("/人", "") == other or ("人均" in field.heading and own == other.replace("/人", ""))


def unit_beside(text: str, unit: str) -> Unit | None:
    """The unit typed beside a number in a column of ``unit``: 万元, （人）, 元整, or a bare 万 of what the column counts."""
    word = clean(text).strip("()[]【】").replace("元整", "元")
    own = parse_unit(unit)
    if own is not None and word in _BARE:
        return own[0], Fraction(_MULTIPLIERS[word])
    return parse_unit(word) if word else None


def same_in_a_cell(written: str, own: str) -> bool:
    """Whether a base written in a cell is that of its column; what is counted for each may be left to the heading (800元 for 元/人/月)."""
    return written in {own, own.partition("/")[0], own.replace("/人", "")}


def split_unit(text: str) -> tuple[str, str | None]:
    """A heading without the unit in its brackets, and that unit: 转移就业（人） → (转移就业, 人)."""
    cleaned = clean(text)
    for found in reversed(list(_BRACKETS.finditer(cleaned))):
        inner = _PREFIX.sub("", found.group(1))
        if inner and (parse_unit(inner) is not None or inner != found.group(1)):
            return cleaned[: found.start()] + cleaned[found.end() :], inner
    return cleaned, None


def units_of_line(text: str) -> tuple[str, ...]:
    """The units that a 单位： line lists: 万元、人、户."""
    return tuple(part for part in re.split(r"[、,，;；\s]+", text.strip(" ()（）")) if parse_unit(part) is not None)
