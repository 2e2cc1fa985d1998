"""Habits 31 to 35: telephones, numbers of households and projects, names of people."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from tests.habits.people import NOTE, full_width, in_format
from tests.intake.forms import Form
from tests.intake.habits import each
from tests.intake.honest import Honest, hh
from tests.intake.rows import households
from tests.intake.sheets import REPORTERS, cons, food, prog, proj, shop, task
from tests.intake.wrong import Wrong, at, changed, put

PHONE, OTHER = "13800001003", "13800001009"
SHORT = "053232010003"  # a household's number with a zero in front


def phoned(value: Any, stored: Any = PHONE, **options: Any) -> Honest:
    options.setdefault("notes", NOTE)
    return Honest(hh(changed(households(), 2, phone=stored)), touch=put("phone", 2, value), **options)


def as_is(value: str, **options: Any) -> Honest:
    return phoned(value, value, notes=set(), **options)


def numbered(value: Any, stored: str, **options: Any) -> Honest:
    options.setdefault("notes", NOTE)
    return Honest(hh(changed(households(), 2, household_no=stored)), touch=put("household_no", 2, value), **options)


def shown(field_name: str, code: str, value: float, stored: str) -> Honest:
    """A number under a format that shows more digits than it has."""
    form = hh(changed(households(), 2, **{field_name: stored}))
    return Honest(form, notes=NOTE, touch=in_format(code, value, field_name))


def named(value: str, field_name: str = "head_name", **options: Any) -> Honest:
    """A name that is kept as it is written."""
    return Honest(hh(changed(households(), 2, **{field_name: value})), **options)


def in_sheet(make: str, form: Form, **options: Any) -> Honest:
    return Honest(form, reporters=(REPORTERS[make],), **options)


def one(make: Callable[..., Form], field_name: str, value: Any, code: str) -> Wrong:
    return Wrong(make(), [(code, at(field_name, 2))], put(field_name, 2, value))


def _numbers(make: Callable[..., Form], field_name: str) -> list[Any]:
    return [{**row, field_name: str(53232320230 + number)} for number, row in enumerate(make().rows, 1)]


DOTS = "·•．・･‧∙.●"

HONEST: dict[str, Honest] = {
    "31 a number": phoned(13800001003),
    "31 a float": phoned(13800001003.0),
    "31 .0 as text": phoned("13800001003.0"),
    "31 full width": phoned(full_width(PHONE)),
    "31 in groups": phoned("138 0000 1003"),
    "31 a quote in front": phoned("'13800001003"),
    "31 hyphens": as_is("138-0000-1003"),
    "31 the country's code": as_is("+8613800001003"),
    "31 the country's code with a hyphen": as_is("86-13800001003"),
    "31 the country's code with a blank": phoned("+86 13800001003", "+8613800001003"),
    "31 a landline": as_is("08785211234"),
    "31 a landline with a hyphen": as_is("0878-5211234"),
    "31 a landline with a dash": as_is("0878—5211234"),
    "31 a landline in brackets": as_is("(0878)5211234"),
    "31 a landline in wide brackets": phoned("（0878）5211234", "(0878)5211234"),
    "31 a landline with a blank": phoned("0878 5211234", "08785211234"),
    "31 a landline without its area": as_is("5211234"),
    "31 400": as_is("4008001234"),
    "31 two with a comma between": as_is(f"{PHONE},{OTHER}"),
    "31 two with a wide comma": phoned(f"{PHONE}，{OTHER}", f"{PHONE},{OTHER}"),
    "31 two with 、 between": as_is(f"{PHONE}、{OTHER}"),
    "31 two with a stroke": as_is(f"{PHONE}/{OTHER}"),
    "31 two with 、 and a blank": phoned(f"{PHONE}、 {OTHER}", f"{PHONE}、{OTHER}"),
    "31 two with a blank between": phoned(f"{PHONE} {OTHER}", f"{PHONE}、{OTHER}"),
    "31 two in two lines": phoned(f"{PHONE}\n{OTHER}", f"{PHONE}、{OTHER}"),
    "31 a mobile and a landline in two lines": phoned(f"{PHONE}\n0878-5211234", f"{PHONE}、0878-5211234"),
    "31 three with blanks": phoned(f"{PHONE}  {OTHER}\t5211234", f"{PHONE}、{OTHER}、5211234"),
    "31 ten digits": as_is("1380000100", warnings=["phone_odd"]),
    "31 ten digits as a number": phoned(1380000100, "1380000100", notes=set(), warnings=["phone_odd"]),
    "31 twelve digits": as_is("138000010031", warnings=["phone_odd"]),
    "31 a landline that has lost its zero": phoned(8785211234, "8785211234", notes=set(), warnings=["phone_odd"]),
    "31 a landline whose format writes its zero": shown("phone", "00000000000", 8785211234, "08785211234"),
    "31 two of which one is short": as_is(f"{PHONE}、1380000100", warnings=["phone_odd"]),
    "31 two with a blank of which one is short": as_is(f"{PHONE} 1380000100", warnings=["phone_odd"]),
    "31 a name beside it": as_is("13800001003 李三", warnings=["phone_odd"]),
    "31 stars": as_is("138****1003", warnings=["phone_odd"]),
    "31 none": phoned("无", None, notes=set()),
    "31 not applicable": phoned("/", None, notes=set()),
    "32 a zero in front, as text": numbered(SHORT, SHORT, notes=set()),
    "32 a number of eleven digits": numbered(53232010003, "53232010003"),
    "32 a number of fifteen digits": numbered(532323201000003, "532323201000003"),
    "32 a format that writes the zero": shown("household_no", "000000000000", 53232010003, SHORT),
    "32 a format that writes the zero, with a blank": shown("household_no", "000000000000_ ", 53232010003, SHORT),
    "32 a format that writes the zero, with ;@": shown("household_no", "000000000000;@", 53232010003, SHORT),
    "32 a format in two groups": shown("household_no", "0000 00000000", 53232010003, SHORT),
    "32 a format that writes the beginning": shown("household_no", '"0532"00000000', 32010003, "053232010003"),
    "32 a format with fewer places": shown("household_no", "00000", 53232010003, "53232010003"),
    "32 a format of thousands": shown("household_no", "#,##0", 53232010003, "53232010003"),
    "32 full width": numbered(full_width(SHORT), SHORT),
    "32 a quote in front": numbered("'" + SHORT, SHORT),
    "32 blanks": numbered(f"0532 3201 {SHORT[-4:]}", SHORT),
    "32 .0 as text": numbered("53232010003.0", "53232010003"),
    "32 the whole column of projects": in_sheet(
        "prog", prog(_numbers(prog, "code")), notes=NOTE, touch=each("code", int)
    ),
    "32 letters and powers that are none": in_sheet("task", task(changed(task().rows, 2, code="M-1E05"))),
    "33 a blank between": named("李 丙"),
    "33 a wide blank between": named("李　丙"),
    "33 several blanks between": named("李  丙"),
    "33 a blank before, which nobody sees": Honest(
        hh(changed(households(), 2, head_name="李丙")), notes={"normalised"}, touch=put("head_name", 2, "　李丙 ")
    ),
    "33 the helper's name": named("张 三", "helper"),
    **{f"34 the dot {dot}": named(f"阿依{dot}买买") for dot in DOTS},
    "34 two dots": named("阿依古丽·买买提·艾山"),
    "34 a dot of the helper": named("阿依•买买", "helper"),
    "35 a rare sign of a later plane": named("王𬱖"),
    "35 a rare sign of the first extension": named("㛃㐱"),
    "35 a question mark": named("王?", warnings=["text_garbled"]),
    "35 a wide question mark": named("王？", warnings=["text_garbled"]),
    "35 a private glyph": named("王\ue815", warnings=["text_garbled"]),
    "35 a private glyph of a later plane": named("王\U000f0123", warnings=["text_garbled"]),
    "35 the replacement sign": named("王\ufffd", warnings=["text_garbled"]),
    "35 an empty box": named("王□", warnings=["text_garbled"]),
    "35 〓 for what the press had not": named("王〓", warnings=["text_garbled"]),
    "35 a sign in the code of a web page": named("王&#40855;", warnings=["text_garbled"]),
    "35 another code page": named("ÀîÈý", warnings=["text_garbled"]),
    "35 锟斤拷": named("锟斤拷", warnings=["text_garbled"]),
    "35 the helper": named("王?", "helper", warnings=["text_garbled"]),
    "35 a question in a remark": named("是否属实?", "remark"),
    "35 a workshop": in_sheet("shop", shop(changed(shop().rows, 2, name="?字车间")), warnings=["text_garbled"]),
    "35 a buyer": in_sheet("cons", cons(changed(cons().rows, 2, buyer="上海□□公司")), warnings=["text_garbled"]),
    "35 a canteen": in_sheet("food", food(changed(food().rows, 2, unit="县第三中学?")), warnings=["text_garbled"]),
}  # fmt: skip
WRONG: dict[str, Wrong] = {
    "32 a number of sixteen digits": one(hh, "household_no", 5323232010000031, "id_lost_digits"),
    "32 powers": one(hh, "household_no", "5.32323E+15", "id_lost_digits"),
    "32 powers under a format of zeros": Wrong(
        hh(), [("id_lost_digits", at("household_no", 2))], in_format("0" * 18, 5323232010000031, "household_no")
    ),
    "32 a project in powers": one(proj, "code", "5.323232e+11", "id_lost_digits"),
    "32 a project that has become a day": one(proj, "code", date(2023, 5, 1), "id_lost_digits"),
    "32 a task that has become a day": one(task, "code", date(2023, 1, 3), "id_lost_digits"),
    "32 a code in few powers": one(task, "code", "2E+3", "id_lost_digits"),
    "32 one household as a number and as text": Wrong(
        hh(changed(households(), 1, household_no="53232010003")), [("duplicate_key", at("household_no", 2))],
        put("household_no", 2, 53232010003),
    ),
    "32 one household shown with its zero and as text": Wrong(
        hh(changed(households(), 1, household_no=SHORT)), [("duplicate_key", at("household_no", 2))],
        in_format("000000000000", 53232010003, "household_no"),
    ),
    "33 no name at all": one(hh, "head_name", "　 ", "required_blank"),
    "33 无 for a name": one(hh, "head_name", "无", "required_blank"),
    "34 a hidden sign for the dot": one(hh, "head_name", "阿依\u202e买买", "text_control"),
    "35 a control sign": one(hh, "head_name", "王\x7f", "text_control"),
}  # fmt: skip
