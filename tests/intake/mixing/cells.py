"""The forms in which one value may stand in its cell, by family of habits; each with the note that it deserves."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from data_access.recognition.units import parse_unit
from data_access.sheets.declaration import Field

NORMALISED = "normalised"
_WIDE = {ord(letter): ord(letter) + 0xFEE0 for letter in "0123456789.-%,abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"}
BLANK_WORDS = ("—", "-", "……", "–", "未报", "空")
#: What a number format may say without saying anything about the size of the figure.
FORMATS = ("0.00_ ", "#,##0.00", "#,##0", "@", "0.0000", "#,##0.00_);[Red]\\(#,##0.00\\)", "0.00;[Red]-0.00")


@dataclass(frozen=True, kw_only=True)
class Written:
    """``shown``: the cell's number format; ``note``: the code that must be said at it, empty for none."""

    value: Any
    shown: str = ""
    note: str = ""


@dataclass(frozen=True, kw_only=True)
class Place:
    """In which unit a column (or the row) is read: ``factor`` of the declared one; ``stated`` in its own heading."""

    unit: str = ""
    factor: Decimal = Decimal(1)
    stated: bool = False


def wide(text: str) -> str:
    return text.translate(_WIDE)


def digits(number: Decimal) -> str:
    """A figure written out, without zeros that say nothing."""
    text = f"{number:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def plain(number: Decimal) -> Written:
    """The figure as a number; as text where a cell's 15 digits do not hold it."""
    if number == number.to_integral_value():
        return Written(value=int(number))
    if Decimal(repr(float(number))) == number and len(digits(number).strip("-0.").replace(".", "")) <= 15:
        return Written(value=float(number))
    return Written(value=digits(number), note=NORMALISED)


def figure_forms(kind: Field, number: Decimal, place: Place) -> Iterator[tuple[str, Written]]:
    """(family, form) of a figure in its column's unit."""
    if kind.type == "ratio" or place.unit == "%":
        yield from _percents(number, plain_too=number > 1 or kind.type != "ratio")
        return
    text = digits(number)
    yield "plain", plain(number)
    for one in (text, f"'{text}", f"+{text}" if number >= 0 else text, f"{text}.0" if "." not in text else f"{text}0"):
        yield "text", Written(value=one, note=NORMALISED)
    yield "full width", Written(value=wide(text), note=NORMALISED)
    yield "full width", Written(value=text[:-1] + wide(text[-1:]), note=NORMALISED)
    if abs(number) >= 1000:
        yield from (
            ("separators", Written(value=one, note=NORMALISED)) for one in (f"{number:,f}", f"{number:,f}".replace(",", "，"))
        )
        yield "separators", Written(value=f"{number:,f}".replace(",", " "), note=NORMALISED)
    for one in (
        f" {text}",
        f"{text}　",
        f"\u00a0{text}\u200b",
        f"{text}\n",
        f"{text[:-1]} {text[-1:]}" if len(text.lstrip("-")) > 1 else f"{text} ",
    ):
        yield "blanks", Written(value=one, note=NORMALISED)
    if number < 0:
        yield from (("signs", Written(value=one + text[1:], note=NORMALISED)) for one in "−－﹣")
    if number == 0 and kind.type == "int":
        yield from (("words", Written(value=one, note=NORMALISED)) for one in ("无", "零", " 无 "))
    yield from _with_units(number, text, place)
    if isinstance(plain(number).value, str):
        return
    yield from (("formats", Written(value=plain(number).value, shown=code)) for code in FORMATS if code != "@")
    if place.stated and place.unit in ("万元", "万人", "万户"):
        large = plain(number * 10_000)
        yield "factors", Written(value=large.value, shown="0!.0,", note=NORMALISED)


def _with_units(number: Decimal, text: str, place: Place) -> Iterator[tuple[str, Written]]:
    unit = place.unit
    if parse_unit(unit) is None or "/" in unit:
        return
    for one in (f"{text}{unit}", f"{text} {unit}", f"{text}（{unit}）", wide(text) + unit):
        yield "units", Written(value=one, note=NORMALISED)
    if unit == "元":
        yield from (
            ("units", Written(value=one, note=NORMALISED))
            for one in (f"￥{text}", f"{number:,.2f}元整" if number == round(number, 2) else f"¥{text}")
        )
    if not isinstance(plain(number).value, str):
        yield "formats", Written(value=plain(number).value, shown=f'0.00"{unit}"')


def _percents(number: Decimal, *, plain_too: bool) -> Iterator[tuple[str, Written]]:
    share = plain(number / 100)
    if number == 0 or plain_too:
        yield "plain", plain(number)
    elif not isinstance(share.value, str):
        yield "plain", Written(value=share.value, shown="0.00%")
    else:
        yield "plain", Written(value=f"{digits(number)}%", note=NORMALISED)
    if not isinstance(share.value, str):
        yield from (("percents", Written(value=share.value, shown=code)) for code in ("0%", "0.0%", "0.00%_ "))
    for one in (f"{digits(number)}%", f"{digits(number)} %", wide(digits(number)) + "％", f" {digits(number)}%"):
        yield "percents", Written(value=one, note=NORMALISED)


def nothing_forms(kind: Field) -> Iterator[tuple[str, Written]]:
    """A blank that is no figure at all; in a figure's column a word for it is told."""
    yield "plain", Written(value=None)
    yield from (("words", Written(value=one)) for one in ("", "  ", "　"))
    words = (*BLANK_WORDS, "无", "零") if kind.type != "int" else BLANK_WORDS
    if kind.type == "yes_no":
        words = BLANK_WORDS
    yield from (("words", Written(value=one, note=NORMALISED if kind.is_numeric else "")) for one in words)
    if not kind.is_numeric:
        yield from (("words", Written(value=one)) for one in ("/", "／"))


def inapplicable_forms() -> Iterator[tuple[str, Written]]:
    yield "plain", Written(value="/")
    yield from (("words", Written(value=one)) for one in ("／", " / "))


def text_forms(kind: Field, value: str) -> Iterator[tuple[str, Written]]:
    """Texts, choices, 是 and 否, numbers kept as text."""
    if kind.type == "yes_no":
        yield from _yes_no(value)
    elif kind.type == "choice":
        yield from _choices(kind, value)
    elif kind.type == "identifier":
        yield from _identifiers(kind, value)
    else:
        yield "plain", Written(value=value)
        yield from (("blanks", Written(value=one, note=NORMALISED)) for one in (f" {value}", f"{value}　", f"\n{value} "))
        if value.isdigit() and value == str(int(value)):
            yield "numbers", Written(value=int(value))


def _yes_no(value: str) -> Iterator[tuple[str, Written]]:
    yield "plain", Written(value=value)
    yield "blanks", Written(value=f" {value}　", note=NORMALISED)
    words = ("有", "√", "✓", "对", "☑") if value == "是" else ("无", "×", "没有", "不是", "✗")
    yield from (("words", Written(value=one, note=NORMALISED)) for one in words)
    yield "numbers", Written(value=value == "是", note=NORMALISED)


def _choices(kind: Field, value: str) -> Iterator[tuple[str, Written]]:
    yield "plain", Written(value=value)
    yield "blanks", Written(value=f"{value}　", note=NORMALISED)
    yield "blanks", Written(value=f"{value[:1]} {value[1:]}", note=NORMALISED)
    yield "blanks", Written(value=f"{value[:1]}\n{value[1:]}", note=NORMALISED) if not kind.several else Written(value=value)
    if wide(value) != value:
        yield "full width", Written(value=wide(value), note=NORMALISED)
    if kind.several and "、" in value:
        yield from (
            ("separators", Written(value=value.replace("、", one), note=NORMALISED))
            for one in ("，", ",", "；", "/", "\n", " 、 ")
        )


def _identifiers(kind: Field, value: str) -> Iterator[tuple[str, Written]]:
    yield "plain", Written(value=value)
    yield from (
        ("blanks", Written(value=one, note=NORMALISED))
        for one in (f"{value[:4]} {value[4:]}", f"'{value}", f"{value[:3]}\u200b{value[3:]}")
    )
    yield "blanks", Written(value=f" {value} ", note=NORMALISED)
    yield "full width", Written(value=wide(value), note=NORMALISED)
    if value.isdigit() and len(value) <= 15:
        if value[0] != "0":
            yield "numbers", Written(value=int(value), note=NORMALISED)
        else:
            yield "numbers", Written(value=int(value), shown="0" * len(value), note=NORMALISED)
    if value.endswith("X") and kind.check == "identity_number":
        yield "text", Written(value=value.lower(), note=NORMALISED)
