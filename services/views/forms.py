"""The written forms of figures: one rounding, half up, on exact values, at the moment of showing (look.md, section 4)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from decimal import Decimal
from fractions import Fraction

from metrics.rounding import half_up as rounded_half_up

Number = Fraction | int | Decimal
MINUS = "−"
BLANK = "—"
SLASH = "／"
HUNDRED_MILLION = 100_000_000
WAN_IN_YI = 10_000
#: units whose figures keep their decimals even where they are whole
FRACTIONAL = frozenset({"%", "万元", "亿元", "元", "元/人", "元/人/月", "万元/村"})
NUMERALS = "零一二三四五六七八九十"


def half_up(value: Number, places: int) -> Decimal:
    """The value rounded half up to ``places`` decimals; −0 is 0."""
    return rounded_half_up(Fraction(value), places)


def number(value: Number | None, decimals: int = 0) -> str:
    """``84,916`` or ``26.63``; — where there is none. Negative figures have U+2212."""
    if value is None:
        return BLANK
    rounded = half_up(value, decimals)
    return f"{MINUS if rounded < 0 else ''}{abs(rounded):,.{decimals}f}"


def figure(value: Number | None, unit: str, decimals: int) -> str:
    """A figure of a column of mixed units: whole counts without decimals, ratios and money with theirs."""
    whole = value is not None and Fraction(value).denominator == 1
    return number(value, 0 if whole and unit not in FRACTIONAL else decimals)


def plain(value: Number | None, decimals: int) -> str:
    """Like ``number`` without needless decimals: targets and settings (``50`` rather than ``50.00``)."""
    if value is None:
        return BLANK
    text = number(value, decimals)
    return text.rstrip("0").rstrip(".") if "." in text else text


def parts(value: Number | None, unit: str, decimals: int) -> tuple[str, str]:
    """Figure and unit: 万元 becomes 亿元 from one 亿 on, counts from 100 million on are given in 亿."""
    if value is None:
        return BLANK, ""
    if unit == "万元" and abs(value) >= WAN_IN_YI:
        return number(Fraction(value) / WAN_IN_YI, 2), "亿元"
    if decimals == 0 and abs(value) >= HUNDRED_MILLION:
        return number(Fraction(value) / HUNDRED_MILLION, 2), f"亿{unit}"
    return number(value, decimals), unit


def quantity(value: Number | None, unit: str, decimals: int = 0) -> str:
    """Figure and unit without a space, as in a sentence: ``2,130亩``, ``97.05%``, ``1.23亿元``."""
    return "".join(parts(value, unit, decimals))


def percent(value: Number | None) -> str:
    """``97.05%`` with two decimals."""
    return BLANK if value is None else f"{number(value, 2)}%"


def share(part: Number, whole: Number) -> Fraction | None:
    """Part of whole in percent, exact; None for a whole of zero."""
    return Fraction(part) * 100 / Fraction(whole) if whole else None


def difference_unit(unit: str) -> str:
    """The unit of a difference: percentages differ by 百分点."""
    return "个百分点" if unit == "%" else unit


def gap(value: Number | None, unit: str, decimals: int, *, spaced: bool = False) -> str:
    """Against a target: ``差2,584人``, ``超244人``, ``差12.36个百分点``; — where there is no gap to state."""
    if value is None:
        return BLANK
    if value == 0:
        return "持平"
    places = decimals if half_up(value, decimals) != 0 else 6
    amount, shown = parts(abs(value), unit, places)
    if places == 6:
        amount = amount.rstrip("0")
    between = " " if spaced else ""
    shown = "个百分点" if shown == "%" else shown
    return f"{'差' if value < 0 else '超'}{between}{amount}{between}{shown}"


def change(value: Number | None, decimals: int = 0) -> str:
    """A column of changes: ``+12``, ``−3.50``, ``0.00``; — where there is none."""
    if value is None:
        return BLANK
    rounded = half_up(value, decimals)
    return f"{'+' if rounded > 0 else ''}{number(rounded, decimals)}"


def moved(value: Number, unit: str, decimals: int) -> str:
    """A change in words: ``增加606人``, ``下降18.20%``, ``提高1.22个百分点``; ``持平`` where nothing moved."""
    if value == 0:
        return "持平"
    words = ("提高", "下降") if unit in ("%", "个百分点") else ("增加", "减少")
    return f"{words[0] if value > 0 else words[1]}{quantity(abs(value), difference_unit(unit), decimals)}"


def day(moment: date) -> str:
    """``2023年5月26日``."""
    return f"{moment.year}年{moment.month}月{moment.day}日"


def last_day(due: datetime) -> str:
    """``2023年5月25日`` of a due moment: 24:00 of a day is 0:00 of the next, but nobody says it so."""
    return day(due - timedelta(microseconds=1))


def minute(moment: datetime) -> str:
    """``2023年5月26日 17:20``."""
    return f"{day(moment)} {moment:%H:%M}"


def end_of(moment: datetime) -> str:
    """``2023年6月25日 24:00`` for the end of a day, else as ``minute``."""
    return f"{last_day(moment)} 24:00" if (moment.hour, moment.minute, moment.second) == (0, 0, 0) else minute(moment)


def seen_at(moment: datetime) -> str:
    """What stands over everything that is seen at an earlier moment."""
    return f"截至{end_of(moment)}的数据，之后的更正不在内"


def period_label(period: str) -> str:
    """``2023年5月``, ``2023年第二季度``, ``2023年``."""
    if "Q" in period:
        year, quarter = period.split("Q")
        return f"{year}年第{NUMERALS[int(quarter)]}季度"
    if "-" in period:
        year, month = period.split("-")
        return f"{year}年{int(month)}月"
    return f"{period}年"


def period_range(period: str) -> str:
    """What a quarter's cumulative figures span: ``2023年第二季度（1—6月累计）``; other periods as their label."""
    if "Q" not in period:
        return period_label(period)
    return f"{period_label(period)}（1—{int(period[-1]) * 3}月累计）"


def month_of(period: str) -> str:
    """``5月`` or ``第二季度`` without the year."""
    return period_label(period).split("年", 1)[1]


def names(entries: Sequence[str], unit_word: str, at_most: int = 3) -> str:
    """All up to three joined with 、, beyond that the first three 等5个乡镇."""
    if len(entries) <= at_most:
        return "、".join(entries)
    return f"{'、'.join(entries[:at_most])}等{len(entries)}个{unit_word}"


_CALLED = (
    ("社区居民委员会", "社区"), ("社区居委会", "社区"), ("社区委员会", "社区"), ("村村委会", "村"), ("村委会", "村"), ("村民委员会", "村"),
    ("居民委员会", ""),
)  # fmt: skip


def village_name(name: str) -> str:
    """A village as it is called: 共丰村民委员会 → 共丰村, 平顶村委会 → 平顶村, 金马社区居民委员会, 倒水社区居委会 → …社区."""
    ending, word = next((pair for pair in _CALLED if name.endswith(pair[0])), ("", ""))
    return name.removesuffix(ending) + word


def short_name(name: str) -> str:
    """A township without its kind where three are named in a row: 共和镇 → 共和 (never down to one character)."""
    return name[:-1] if len(name) > 2 and name[-1] in "镇乡县市区" else name
