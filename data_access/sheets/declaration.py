"""What a report sheet is: its fields, headings, units and rules, as declared in ``*.toml`` beside this file.

From one declaration come the template workbook, the reader's heading match, the validator, the fact
table and the help text. Models are frozen and refuse unknown keys.
"""

from __future__ import annotations

from decimal import Decimal
from typing import Literal

from pydantic import BaseModel, ConfigDict

FieldType = Literal["region", "int", "decimal", "ratio", "text", "choice", "yes_no", "identifier"]
Accumulation = Literal["key", "stock", "ytd", "flow", ""]
NUMERIC: frozenset[str] = frozenset({"int", "decimal", "ratio"})


class _Declared(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Field(_Declared):
    """One column. ``unit`` is the one it is stored and shown in; ``note`` is help for the reporter, in Chinese.

    ``required_in_villages``: required only where the pack has the sheet's rows at village level. ``unit_field``: the field
    in which each row states the unit of this one, where the column has none."""

    name: str
    heading: str
    subheading: str = ""
    unit: str = ""
    unit_field: str = ""
    type: FieldType
    accumulation: Accumulation = ""
    required: bool = False
    required_in_villages: bool = False
    choices: tuple[str, ...] = ()
    several: bool = False
    aliases: tuple[str, ...] = ()
    personal: bool = False
    may_be_negative: bool = False
    check: Literal["", "identity_number", "telephone"] = ""
    note: str = ""

    def is_required(self, row_level: str | None) -> bool:
        """Whether a row must fill it, where the pack has the sheet's rows at ``row_level``."""
        return self.required or (self.required_in_villages and row_level == "village")

    @property
    def is_key(self) -> bool:
        return self.accumulation == "key"

    @property
    def is_numeric(self) -> bool:
        return self.type in NUMERIC

    @property
    def title(self) -> str:
        """The heading as people say it: 转移就业人数（省外）, or the heading alone."""
        return f"{self.heading}（{self.subheading}）" if self.subheading else self.heading


Comparison = Literal["<", "<=", "=", ">=", ">"]


class Condition(_Declared):
    """``field op value``; ``value`` a number or a text, ``setting`` a pack setting instead; ``blank`` tests for no value."""

    field: str
    op: Comparison = "="
    value: Decimal | str | None = None
    setting: str = ""
    blank: bool = False


class Rule(_Declared):
    """A rule inside one row (``yield_share``: over the sheet; ``adds_up``: against the past). ``message`` and ``fix`` are Chinese.

    A rule of several clauses is declared once a clause, under one name; all are marked at the first field of the first.

    parts: ``left`` = sum of ``parts`` − sum of ``minus`` within ``tolerance``; not_above: ``left`` <= ``right``;
    quotient: ``left`` = ``right[0]`` / ``right[1]`` within ``tolerance``; product: ``left`` = ``right`` × setting;
    bound: ``left`` ``op`` ``value`` or setting; range: ``value`` <= ``left`` <= ``upper``;
    adds_up: ``left`` = ``left`` of the period before, same key and year, + ``right`` within ``tolerance``; forbidden: all ``conditions`` hold at once;
    implies: ``left`` = 是 needs ``right`` = 是; identity: ``left`` passes GB 11643; workshop_reward, yield_share: see rules/.
    """

    name: str
    severity: Literal["error", "warning"]
    kind: Literal[
        "parts",
        "not_above",
        "quotient",
        "product",
        "bound",
        "range",
        "adds_up",
        "forbidden",
        "implies",
        "identity",
        "workshop_reward",
        "yield_share",
    ]
    left: str = ""
    right: str | tuple[str, ...] = ""
    parts: tuple[str, ...] = ()
    minus: tuple[str, ...] = ()
    op: Comparison = ">="
    value: Decimal | None = None
    upper: Decimal | None = None
    setting: str = ""
    conditions: tuple[Condition, ...] = ()
    tolerance: Decimal = Decimal(0)
    title: str
    message: str
    fix: str


class SheetDeclaration(_Declared):
    """A report sheet. ``row`` says in Chinese what a row is; ``places`` whether rows stand at the pack's row level.

    ``order``: where it stands in every list of sheets; sheets without one come last."""

    id: str
    order: int = 1000
    title: str
    tab: str
    period: Literal["month", "quarter"]
    row: str
    places: bool = False
    unique_in_root: tuple[str, ...] = ()
    template_version: int = 1
    help: str = ""
    fields: tuple[Field, ...]
    rules: tuple[Rule, ...] = ()

    def field(self, name: str) -> Field:
        """The field of that name (KeyError: none)."""
        for candidate in self.fields:
            if candidate.name == name:
                return candidate
        raise KeyError(name)

    @property
    def keys(self) -> tuple[Field, ...]:
        return tuple(field for field in self.fields if field.is_key)
