"""Headings as they are written: aliases, breaks, brackets, marks, units of their own, groups."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal
from random import Random

from data_access.sheets.declaration import Field
from tests.intake.layouts import SHORT, widened
from tests.intake.mixing.cells import Place
from tests.intake.mixing.plan import Plan
from tests.intake.rows import declared

#: Units into which a declared one may be converted, by how many of the declared one they are.
OTHERS = {
    "万元": (("元", "0.0001"), ("亿元", "10000"), ("千元", "0.1")), "元": (("万元", "10000"), ("千元", "1000")),
    "人": (("万人", "10000"), ("名", "1")), "户": (("万户", "10000"), ("家", "1")), "人次": (("万人次", "10000"),),
    "家": (("户", "1"), ("个", "1")), "亩": (("万亩", "10000"),), "月": (("个月", "1"),),
}  # fmt: skip
_BRACKETS = ("（{}）", "({})", "［{}］", "\n（单位：{}）", "【{}】", "\n({})")


@dataclass
class Headings:
    """``texts``: field → its heading cells from above down; ``places``: field → the unit in which its column is read."""

    texts: dict[str, tuple[str, ...]] = field(default_factory=dict)
    places: dict[str, Place] = field(default_factory=dict)
    depth: int = 2


def headings(plan: Plan, unit_line: str) -> Headings:
    """The headings of every field of the sheet."""
    made = Headings(depth={1: 1, 2: 2, 3: 3, 4: 3}[plan.depth])
    fields = declared(plan.sheet).fields
    groups = _group_units(plan, [one for one in fields if one.subheading])
    for kind in fields:
        chance = Random(f"{plan.seed}:{kind.name}:heading")
        texts = _words(plan, kind, chance)
        group = groups.get(kind.heading, "") if len(texts) > 1 else ""
        place = _place(plan, kind, chance, unit_line, group)
        if group:
            texts = (f"{texts[0]}（{group}）", *texts[1:])
        elif place.stated and plan.depth == 4:
            texts = (*texts, place.unit)
        elif place.stated:
            texts = (*texts[:-1], texts[-1] + chance.choice(_BRACKETS).format(place.unit))
        made.places[kind.name] = place
        made.texts[kind.name] = _stacked(plan, kind, texts)
    return made


def _stacked(plan: Plan, kind: Field, texts: tuple[str, ...]) -> tuple[str, ...]:
    """In one row, or below a banner over everything that counts."""
    if plan.depth == 1:
        return ("".join(texts),)
    return ("本期完成情况", *texts) if plan.depth == 3 and kind.is_numeric and len(texts) < 3 else texts


def _words(plan: Plan, kind: Field, chance: Random) -> tuple[str, ...]:
    texts = (kind.heading, kind.subheading) if kind.subheading else (kind.heading,)
    is_place = kind.type == "region" and (plan.township or plan.depth == 3)
    if "aliases" in plan.headings and kind.aliases and not is_place and chance.random() < 0.5:
        texts = (chance.choice(kind.aliases),)
    elif "joined" in plan.headings and len(texts) > 1 and chance.random() < 0.3:
        texts = ("".join(texts),)
    group = Random(f"{plan.seed}:{kind.heading}:group")
    return tuple(_dressed(plan, text, group if level == 0 and len(texts) > 1 else chance) for level, text in enumerate(texts))


def _dressed(plan: Plan, text: str, chance: Random) -> str:
    """Blanks and breaks inside, half-width punctuation, marks around."""
    if "breaks" in plan.headings and chance.random() < 0.5:
        text = widened(text)
    if "half width" in plan.headings:
        text = "".join(SHORT.get(letter, letter) for letter in text)
    if "marks" in plan.headings and chance.random() < 0.4:
        text = chance.choice(("{}*", "★{}", "{}（必填）", "{}①", "“{}”", "{}：")).format(text)
    return text


def _group_units(plan: Plan, fields: list[Field]) -> dict[str, str]:
    """Groups whose fields are counted alike and state so once, above."""
    if "group units" not in plan.headings or plan.depth == 1:
        return {}
    by_group: dict[str, set[str]] = {}
    for kind in fields:
        by_group.setdefault(kind.heading, set()).add(kind.unit)
    return {group: units.pop() for group, units in by_group.items() if len(units) == 1 and "" not in units}


def _place(plan: Plan, kind: Field, chance: Random, unit_line: str, group: str) -> Place:
    if not kind.is_numeric or not kind.unit:
        return Place(unit=kind.unit)
    if group:
        return Place(unit=kind.unit, stated=True)
    if "conversions" in plan.headings and kind.unit in OTHERS and chance.random() < 0.4:
        unit, factor = chance.choice(OTHERS[kind.unit])
        return Place(unit=unit, factor=Decimal(factor), stated=True)
    if "units" in plan.headings and chance.random() < 0.6:
        return Place(unit=kind.unit, stated=True)
    if unit_line == "元" and kind.unit == "万元":
        return Place(unit="元", factor=Decimal("0.0001"))
    return Place(unit=kind.unit)
