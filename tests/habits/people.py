"""Habits 25 to 30: identity numbers as they arrive."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from tests.intake.habits import each
from tests.intake.honest import Honest, hh
from tests.intake.paper import Paper
from tests.intake.rows import Row, households, identity
from tests.intake.wrong import Wrong, at, changed, put

NOTE = {"normalised"}
WITH_X = next(number for number in map(identity, range(400)) if number.endswith("X"))
OWN = identity(3)  # the number of the row that is spoilt


def whose(number: str) -> list[Row]:
    """Households, one of them with this number."""
    return changed(households(), 2, head_id=number)


def written(value: Any, stored: str = OWN, **options: Any) -> Honest:
    """One number written otherwise than it is stored."""
    options.setdefault("notes", NOTE)
    return Honest(hh(whose(stored)), touch=put("head_id", 2, value), **options)


def spoilt(code: str, value: Any, *more: str) -> Wrong:
    return Wrong(hh(), [(one, at("head_id", 2)) for one in (code, *more)], put("head_id", 2, value))


def checked(body: str) -> str:
    """17 digits with their check character."""
    weights = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
    return body + "10X98765432"[sum(int(a) * b for a, b in zip(body, weights, strict=True)) % 11]


def full_width(text: str) -> str:
    return "".join(chr(ord(letter) + 0xFEE0) for letter in text)


def in_format(shown: str, value: float, field_name: str = "head_id") -> Callable[[Paper, Any], None]:
    def touch(paper: Paper, form: Any) -> None:
        where = (form.row_of[2], form.column_of[field_name])
        paper.cells[where], paper.formats[where] = value, shown

    return touch


_WRONG_LAST = OWN[:17] + ("1" if OWN[17] != "1" else "2")
_BAD_20 = _WRONG_LAST + "43"

HONEST: dict[str, Honest] = {
    "25 numbers kept as text under a number format": Honest(
        hh(), touch=lambda paper, form: paper.formats.update({(row, form.column_of["head_id"]): "0" for row in form.row_of})
    ),
    "26 a small x": written(WITH_X.lower(), WITH_X),
    "26 a small x in full width": written(full_width(WITH_X.lower()), WITH_X),
    "26 full width": written(full_width(OWN)),
    "26 in groups": written(f"{OWN[:6]} {OWN[6:14]} {OWN[14:]}"),
    "26 in groups and with a small x": written(f"{WITH_X[:6]} {WITH_X[6:].lower()}", WITH_X),
    "26 non-breaking and wide blanks": written(f"{OWN[:6]}\u00a0{OWN[6:]}\u3000"),
    "26 a tab behind": written(OWN + "\t"),
    "26 a tab in front as exports write it": written("\t" + OWN),
    "26 a line break inside": written(f"{OWN[:14]}\n{OWN[14:]}"),
    "26 zero-width signs": written(f"\u200b{OWN[:6]}\u200d{OWN[6:]}"),
    "26 a quote in front": written("'" + OWN),
    "26 a wide quote in front": written("＇" + OWN),
    "26 a curly quote in front": written("’" + OWN),
    "26 a grave accent in front": written("`" + OWN),
    "26 between double quotes": written(f'"{OWN}"'),
    "26 between Chinese quotes": written(f"“{OWN}”"),
    "26 all of them small": Honest(
        hh([{**row, "head_id": WITH_X} for row in households()]), notes=NOTE, touch=each("head_id", lambda value: str(value).lower())
    ),
    "27 no number at all": Honest(hh(whose("")), touch=put("head_id", 2, None)),
    "27 不详 has no number": Honest(hh(whose("")), touch=put("head_id", 2, "无")),
    "28 a disability card": written(OWN + "43", notes=set(), warnings=["id_disability"]),
    "28 a disability card in groups": written(f"{OWN[:6]} {OWN[6:]} 12", notes=set(), warnings=["id_disability"]),
    "28 a disability card with a small x": written(WITH_X.lower() + "21", WITH_X, notes=set(), warnings=["id_disability"]),
    "29 born on the last day of the quarter": Honest(hh(whose(checked("53232320230331000")))),
    "29 a hundred and nineteen": Honest(hh(whose(checked("53232319030401000")))),
    "29 born tomorrow": Honest(hh(whose(checked("53232320230401000"))), warnings=["id_contradicts"]),
    "29 over 120 years": Honest(hh(whose(checked("53232319020330000"))), warnings=["id_contradicts"]),
    "29 born in month 13": Honest(hh(whose(checked("53232319801301000"))), warnings=["id_contradicts"]),
    "29 born on 30 February": Honest(hh(whose(checked("53232319800230000"))), warnings=["id_contradicts"]),
    "30 eighteen nines": Honest(hh(whose("9" * 18)), warnings=["id_placeholder"]),
    "30 nines and a birthday": Honest(hh(whose("999999198001010000")), warnings=["id_placeholder"]),
    "30 eighteen zeros": Honest(hh(whose("0" * 18)), warnings=["id_placeholder"]),
    "30 one to nine twice": Honest(hh(whose("123456789123456789")), warnings=["id_placeholder"]),
    "30 too few nines": Honest(hh(whose("999999")), warnings=["id_placeholder"]),
    "30 nines in full width": written("９" * 18, "9" * 18, notes=set(), warnings=["id_placeholder"]),
}  # fmt: skip
WRONG: dict[str, Wrong] = {
    "25 a number of eighteen digits": spoilt("id_lost_digits", 532323196001010000),
    "25 a float": spoilt("id_lost_digits", 5.32323196001010001e17),
    "25 a number of sixteen digits": spoilt("id_lost_digits", 1_000_000_000_000_000),
    "25 powers as text": spoilt("id_lost_digits", "5.32323E+17"),
    "25 powers as text, small": spoilt("id_lost_digits", "5.32323e+17"),
    "25 powers as text, with a quote and blanks": spoilt("id_lost_digits", "' 5.32323 E+17"),
    "25 powers as text, full width": spoilt("id_lost_digits", "５．３２３２３Ｅ＋１７"),
    "25 powers as text, no sign": spoilt("id_lost_digits", "5.32323E17"),
    "25 powers as text, many digits": spoilt("id_lost_digits", "532.323196001E+15"),
    "25 zeros at the end, as text": spoilt("id_check", "532323196001010000" if OWN != "532323196001010000" else "532323196001011000"),
    "25 a number shown with all its zeros": Wrong(
        hh(), [("id_lost_digits", at("head_id", 2))], in_format("000000000000000000", 532323196001010000)
    ),
    "25 the whole column": Wrong(
        hh(), [("id_lost_digits", at("head_id", index)) for index in range(5)], each("head_id", lambda value: float(str(value)[:17] + "0"))
    ),
    "25 a number that has become a day": spoilt("id_lost_digits", date(2023, 5, 25)),
    "25 a number that has become a time": Wrong(hh(), [("id_lost_digits", at("head_id", 2))], in_format("h:mm", 0.5)),
    "27 fifteen digits": spoilt("id_check", "532323600101000"),
    "27 fifteen digits as a number": spoilt("id_check", 532323600101000),
    "27 seventeen digits": spoilt("id_check", OWN[:17]),
    "27 nineteen digits": spoilt("id_check", OWN + "0"),
    "27 the last one is wrong": spoilt("id_check", _WRONG_LAST),
    "27 two digits exchanged": spoilt("id_check", OWN[:9] + OWN[10] + OWN[9] + OWN[11:]) if OWN[9] != OWN[10] else spoilt("id_check", OWN[:17]),
    "27 the letter O for a zero": spoilt("id_check", OWN[:-4] + "O" + OWN[-3:]),
    "27 a multiplication sign for X": spoilt("id_check", WITH_X[:17] + "×"),
    "27 hyphens between": spoilt("id_check", f"{OWN[:6]}-{OWN[6:14]}-{OWN[14:]}"),
    "27 stars in the middle": spoilt("id_check", OWN[:6] + "********" + OWN[14:]),
    "27 a name beside it": spoilt("id_check", "李丙" + OWN),
    "27 words": spoilt("id_check", "身份证遗失"),
    "27 only x": spoilt("id_check", "x"),
    "28 a disability card of a wrong number": spoilt("id_disability", _BAD_20, "id_check"),
    "28 twenty-two places": spoilt("id_check", OWN + "43B1"),
    "30 nines as a number": spoilt("id_lost_digits", 999999999999999999),
    "30 nines within": spoilt("id_check", "532323999999990000"),
}  # fmt: skip
