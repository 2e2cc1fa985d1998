"""Why a text is no exact number, said so that it can be mended in one go."""

from __future__ import annotations

import re
import unicodedata

_NUMBER = r"[+-]?\d+(?:\.\d+)?"
_ABOUT = re.compile(r"约|近|大概|左右|上下|以上|以下|超过|不足|不到|至少|余|多|来|几|[<>≤≥≈]")
_WORDS_FIX = "没有发生的填0，不适用的填 /，尚无数据的留空。"
_HAN = r"[〇零一二三四五六七八九十百千万亿两壹贰叁肆伍陆柒捌玖拾佰仟点]"
_LETTERS = re.compile(r"(?=.*[OolI])(?=.*\d)[\dOolI,.+-]+|[OolI]", re.ASCII)
_TO_DIGITS = str.maketrans("OolI", "0011")

# Pattern of the cleaned text → what it is, and what to do; {n}, {a}, {b}: its groups.
_KINDS: tuple[tuple[re.Pattern[str], str, str], ...] = tuple(
    (re.compile(pattern, re.ASCII), message, fix)
    for pattern, message, fix in (
        (r"一", "可能是数字1，也可能是横线", "是1的填 1，没有数据的留空。"),
        (rf"{_HAN}+", "以汉字填写", "改填阿拉伯数字。"),
        (r"(?:\d{4}[-/.年]\d{1,2}(?:[-/.月](?:\d{1,2}日?)?)?|\d{1,2}月\d{1,2}日?)", "是日期，应为数字", "填写本列要求的数字。"),
        (r"\d+(?:\.\d+)?E[+-]?\d+", "是科学计数写法", "把单元格格式改为常规，填写完整的数字。"),
        (rf"{_NUMBER}[-~—–至到]{_NUMBER}\D*", "是一个范围", "核实后填写一个准确的数字。"),
        (r"(?P<a>\d+)[、·。;:'’_](?P<b>\d+)", "的小数点或分隔符不明", "如为 {a}.{b}，用小数点“.”重新填写；是两个数的只填一个。"),
        (r"\d{1,3},(?P<b>\d{1,2}|\d{4,})", "的逗号不是千分位", "是小数点的改为“.”，是千分位的去掉逗号。"),
        (r"[\d,]+(?:\.\d+)?", "的逗号不是千分位", "去掉逗号重新填写。"),
        (rf"(?P<n>{_NUMBER})[。.,、;:]+", "后面多出标点", "改填 {n}；漏写小数的补全。"),
        (rf"[(\[](?P<n>{_NUMBER})[)\]]", "加了括号", "改填 {n}；负数在前面写减号。"),
        (rf"(?P<n>{_NUMBER})(?:[(\[].*[)\]]|\*+|注\d*|#)", "后面带有括号或注号", "单元格内只填一个数字，说明写在备注列。"),
        (rf"[-—–―_~一]+(?P<n>{_NUMBER})|(?P<m>{_NUMBER})-", "的负号写法不明", "是负数的在前面写减号“-”，不是负数的删去横线。"),
        (rf"=?{_NUMBER}(?:[+*/×÷=-]{_NUMBER})+", "是算式或分数", "填写计算结果。"),
        (r"\D+", "是文字，应为数字", _WORDS_FIX),
    )
)  # fmt: skip


def why_not(text: str, compact: str) -> tuple[str, str | None]:
    """What a refused text is (to stand behind its quotation), and what to do where that is more than the usual.

    ``compact``: the text in half-width forms without blanks."""
    if has_mark(text):
        return _marked(text)
    if _LETTERS.fullmatch(compact):
        return "数字中混有字母（O、o、l 或 I）", f"如为 {compact.translate(_TO_DIGITS)}，用数字键重新填写。"
    if re.search(r"\d|[十百千万]", compact) and _ABOUT.search(compact):
        return "是约数", "核实后填写准确的数字，不写“约”“余”等字样。"
    for pattern, message, fix in _KINDS:
        found = pattern.fullmatch(compact)
        if found is not None:
            return message, fix.format(**found.groupdict(""))
    return "不是准确的数字", None


def has_mark(text: str) -> bool:
    """Whether a circled, raised or Roman numeral stands in the text: 300① is 300 with a footnote, not 3001."""
    return not text.isascii() and any(_is_mark(character) for character in text)


def _is_mark(character: str) -> bool:
    return unicodedata.category(character) in {"No", "Nl"} and character not in "〇"


def _marked(text: str) -> tuple[str, str]:
    rest = "".join(character for character in text if not _is_mark(character)).strip()
    if re.fullmatch(_NUMBER, unicodedata.normalize("NFKC", rest)):
        return "带有注号", f"单元格内只填 {rest}，说明写在备注列。"
    return "不是阿拉伯数字", "改填阿拉伯数字。"
