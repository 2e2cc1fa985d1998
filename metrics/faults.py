"""Reading TOML strictly: every fault of a file at once, each with its key and a Chinese sentence."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from difflib import get_close_matches
from fractions import Fraction
from functools import lru_cache
from typing import Annotated, Any, TypeVar, cast

from pydantic import BaseModel, BeforeValidator, ConfigDict, PlainValidator, ValidationError
from pydantic_core import ErrorDetails, PydanticCustomError

#: no number of a paper has more digits, before or behind the point
DIGITS = 30
#: what is longer is no slip of a name
LONGEST_NAME = 100
Fault = tuple[str, str, str]
Model = TypeVar("Model", bound=BaseModel)

_SENTENCES = {
    "missing": "缺少这一项，请补上",
    "string_type": "应为文字，加英文双引号",
    "int_type": "应为整数，不加引号和小数",
    "int_from_float": "应为整数",
    "bool_type": "应为 true 或 false",
    "date_type": "应为日期，如 2023-05-22，不加引号",
    "date_from_datetime_inexact": "应为日期，如 2023-05-22，不加引号",
    "tuple_type": "应为列表",
    "list_type": "应为列表",
    "dict_type": "应为表",
    "mapping_type": "应为表",
    "model_type": "应为表",
}
_LIMITS = {
    "greater_than": ("gt", "应大于"),
    "greater_than_equal": ("ge", "应不小于"),
    "less_than": ("lt", "应小于"),
    "less_than_equal": ("le", "应不大于"),
    "string_too_short": ("min_length", "字数应不少于"),
    "too_short": ("min_length", "项数应不少于"),
    "too_long": ("max_length", "项数应不多于"),
}


class Declared(BaseModel):
    """What a TOML table says: frozen, no key that is not declared, no silent conversion."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)


def wrong(sentence: str) -> PydanticCustomError:
    """A fault of one value, with its sentence."""
    return PydanticCustomError("sentence", "{sentence}", {"sentence": sentence})


def exact_number(value: object) -> Fraction:
    """A TOML number as it is written, exactly; anything else is a fault."""
    if isinstance(value, Fraction):
        return value
    if isinstance(value, bool) or not isinstance(value, int | Decimal) or not Decimal(value).is_finite():
        raise wrong("应为数字，不加引号、单位和百分号")
    # Exactly 1e999999999 would be a number of a thousand million digits.
    if value and not -DIGITS <= Decimal(value).adjusted() <= DIGITS:
        raise wrong("数字过大或过小")
    return Fraction(value)


def as_tuple(value: object) -> object:
    """A TOML list as the tuple that frozen declarations hold; anything else as it is."""
    return tuple(cast("list[object]", value)) if isinstance(value, list) else value


Exact = Annotated[Fraction, PlainValidator(exact_number)]
Texts = Annotated[tuple[str, ...], BeforeValidator(as_tuple)]


_STRANGE = "，请删去，或核对写法"
_HINT = "文字要加英文双引号，等号、逗号、括号用英文的，每个 [表] 只写一次"


@dataclass(frozen=True, kw_only=True)
class Toml:
    """A TOML file as read, or the fault that kept it from being read."""

    content: Mapping[str, Any]
    faults: tuple[Fault, ...] = ()


def read_toml(text: str, file: str) -> Toml:
    """The tables of a file, decimals exact."""
    try:
        return Toml(content=tomllib.loads(text, parse_float=Decimal))
    except tomllib.TOMLDecodeError as fault:
        place = re.search(r"line (\d+), column (\d+)", str(fault))
        where = f"第{place[1]}行第{place[2]}列" if place else "文件末尾"
        return Toml(content={}, faults=((file, "", f"{where}不符合 TOML 写法，或同一项写了两次；{_HINT}"),))
    except (RecursionError, ValueError):  # brackets within brackets without end; a number of thousands of digits
        return Toml(content={}, faults=((file, "", "括号套得太深，或数字太长，读不出来"),))


def near(name: str, known: Iterable[str]) -> str:
    """ "，是否应为 x" for the known name most like ``name``, or nothing."""
    return _near(name, tuple(known))


@lru_cache(maxsize=1024)  # the same slip stands in a file again and again
def _near(name: str, known: tuple[str, ...]) -> str:
    if len(name) > LONGEST_NAME:
        return ""
    found = get_close_matches(name, known, n=1, cutoff=0.6)
    return f"，是否应为 {found[0]}" if found else ""


def read_model(model: type[Model], raw: object, file: str, key: str = "") -> tuple[Model | None, list[Fault]]:
    """The table as a model, or None and every fault in it."""
    try:
        return model.model_validate(raw), []
    except ValidationError as error:
        return None, [(file, _key(key, detail), _sentence(detail, model)) for detail in error.errors(include_url=False)]


def _key(prefix: str, detail: ErrorDetails) -> str:
    parts = [prefix] if prefix else []
    for part in detail["loc"]:
        parts.append(f"第{part + 1}项" if isinstance(part, int) else part)
    return ".".join(parts)


def _sentence(detail: ErrorDetails, model: type[BaseModel]) -> str:
    kind, context = detail["type"], detail.get("ctx", {})
    if kind == "sentence":
        return str(context["sentence"])
    if kind == "extra_forbidden":
        known = [field.alias or name for name, field in model.model_fields.items()]
        return f"不认识的项{near(str(detail['loc'][-1]), known) or _STRANGE}"
    if kind == "literal_error":
        return f"只能是 {str(context['expected']).replace(' or ', ', ')}"
    if kind in _LIMITS:
        limit, sentence = _LIMITS[kind]
        return f"{sentence}{context[limit]}"
    return _SENTENCES.get(kind, "取值不符合要求")


def unknown_keys(raw: Mapping[str, Any], known: Iterable[str], file: str, prefix: str = "") -> list[Fault]:
    """A fault for every key that is not known."""
    names = list(known)
    return [(file, f"{prefix}{key}", f"不认识的项{near(key, names) or _STRANGE}") for key in raw if key not in names]
