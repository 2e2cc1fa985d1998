"""Honest reports in the layouts that the contract allows."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from tests.intake.forms import Extra, Form
from tests.intake.honest import Honest, col, emp, hh
from tests.intake.rows import (
    ROWS,
    TREE,
    collective,
    declared,
    employment,
    households,
    name,
)

SHORT = {"：": ":", "（": "(", "）": ")"}


def required(sheet: str) -> list[str]:
    return [entry.name for entry in declared(sheet).fields if entry.required]


def lean(sheet: str) -> list[Any]:
    """Rows that balance without the optional columns, whose blanks count 0 in a sum."""
    rows = ROWS[sheet]()
    if sheet == "collective_economy":
        rows = [{**row, "operating_total": row["operating"], "total": row["operating"]} for row in rows]
    return rows


def aliases(sheet: str, which: int) -> dict[str, tuple[str, ...]]:
    return {
        entry.name: (entry.aliases[min(which, len(entry.aliases) - 1)],) for entry in declared(sheet).fields if entry.aliases
    }


def shuffled(sheet: str) -> list[str]:
    names = [entry.name for entry in declared(sheet).fields]
    return names[1::3] + names[0::3] + names[2::3]


def widened(text: str) -> str:
    """省外 → 省　外: blanks and breaks inside heading words."""
    return "　".join(text[:2]) + "\n" + text[2:] if len(text) > 3 else " ".join(text)


def spread(sheet: str) -> dict[str, tuple[str, ...]]:
    return {
        entry.name: tuple(widened(text) for text in (entry.heading, entry.subheading) if text)
        for entry in declared(sheet).fields
    }


def half_width(sheet: str) -> dict[str, tuple[str, ...]]:
    def narrow(text: str) -> str:
        return "".join(SHORT.get(letter, letter) for letter in text)

    return {
        entry.name: tuple(narrow(text) for text in (entry.heading, entry.subheading) if text)
        for entry in declared(sheet).fields
    }


def units_for(sheet: str, style: str) -> dict[str, tuple[str, str]]:
    """Every heading with its own unit in brackets."""
    return {entry.name: (style.format(entry.unit), "1") for entry in declared(sheet).fields if entry.is_numeric and entry.unit}


def three_rows(sheet: str) -> dict[str, tuple[str, ...]]:
    """A banner over everything that counts."""
    headings: dict[str, tuple[str, ...]] = {}
    for entry in declared(sheet).fields:
        texts = tuple(text for text in (entry.heading, entry.subheading) if text)
        headings[entry.name] = ("本期完成情况", *texts) if entry.is_numeric else texts
    return headings


def with_unit_row(form: Form) -> Form:
    """Units in a row of their own below the headings."""
    headings: dict[str, tuple[str, ...]] = {}
    for entry in declared(form.sheet).fields:
        texts = tuple(text for text in (entry.heading, entry.subheading) if text)
        headings[entry.name] = (*texts, entry.unit) if entry.is_numeric and entry.unit else texts
    form.headings, form.depth = headings, 3
    return form


def suffix(word: str) -> Callable[[str], str]:
    def place(code: str) -> str:
        full = name(code)
        stem = full.removesuffix("村民委员会").removesuffix("社区居民委员会")
        return stem + word

    return place


def with_parents(code: str) -> str:
    return "云南省楚雄州牟定县" + name(TREE.regions[code].parent) + name(code)


def county_rows(maker: Callable[[str], list[Any]]) -> list[Any]:
    return [row for unit in TREE.inside("532323000000", "township") for row in maker(unit.code)]


ALL = tuple(unit.code for unit in TREE.inside("532323000000", "township"))


def layouts() -> dict[str, Honest]:
    """The same report in the ways in which clerks lay it out."""
    cases: dict[str, Honest] = {}
    for kind, make in {"emp": emp, "col": col, "hh": hh}.items():
        sheet = make().sheet
        cases |= {
            f"{kind} plain": Honest(make()),
            f"{kind} columns reordered": Honest(make(fields=shuffled(sheet))),
            f"{kind} first aliases": Honest(make(headings=aliases(sheet, 0), depth=2)),
            f"{kind} second aliases": Honest(make(headings=aliases(sheet, 1), depth=2)),
            f"{kind} three heading rows": Honest(make(headings=three_rows(sheet), depth=3)),
            f"{kind} headings in one row": Honest(make(depth=1)),
            f"{kind} headings not merged": Honest(make(merged=False)),
            f"{kind} blanks and breaks in headings": Honest(make(headings=spread(sheet))),
            f"{kind} half-width punctuation": Honest(make(headings=half_width(sheet))),
            f"{kind} units in full-width brackets": Honest(make(units=units_for(sheet, "（{}）"))),
            f"{kind} units in half-width brackets": Honest(make(units=units_for(sheet, "({})"))),
            f"{kind} units in square brackets": Honest(make(units=units_for(sheet, "［{}］"))),
            f"{kind} units on a line of the heading": Honest(make(units=units_for(sheet, "\n（单位：{}）"))),
            f"{kind} units in a row": Honest(with_unit_row(make())),
            f"{kind} column numbers": Honest(make(numbers_row=True)),
            f"{kind} total below": Honest(make(total="below")),
            f"{kind} total above": Honest(make(total="above")),
            f"{kind} total of spaced words": Honest(make(total="above", total_word="合　计")),
            f"{kind} total in both places": Honest(make(total="both")),
            f"{kind} only required": Honest(make(lean(sheet), fields=required(sheet))),
            f"{kind} from column C and row 4": Honest(make(offset=(3, 2), total="below", numbers_row=True)),
            f"{kind} empty rows between": Honest(make(blank_after=(1, 3), total="below")),
            f"{kind} numbers as text": Honest(make(as_text=True), notes={"normalised"}),
            f"{kind} township merged": Honest(make(township_column="merged", total="below")),
            f"{kind} township filled": Honest(make(township_column="filled", total="above")),
            f"{kind} no numbering, no foot": Honest(make(numbering=False, foot=())),
            f"{kind} short place names": Honest(make(place=suffix("")), notes={"place_old_name"}),
            f"{kind} 村 for 村民委员会": Honest(make(place=suffix("村"))),
            f"{kind} 村委会": Honest(make(place=suffix("村委会"))),
            f"{kind} 社区": Honest(make(place=suffix("社区")), notes={"place_old_name"}),
            f"{kind} places with parents": Honest(make(place=with_parents)),
            f"{kind} places as codes": Honest(make(place=str)),
            f"{kind} places as code numbers": Honest(make(place=int)),
            f"{kind} places with blanks": Honest(make(place=lambda code: f" {name(code)[:2]}　{name(code)[2:]} ")),
            f"{kind} moved by blank rows": Honest(make(offset=(2, 0))),
        }
        extra = [
            Extra(heading=("上年同期",), before=make().draw() and shuffled(sheet)[3], values=(1.5, 2, 3)),
            Extra(heading=("增长（%）",), values=(5, 6, 7)),
            Extra(heading=("是否达标",), values=("是", "否", "是")),
        ]
        cases[f"{kind} extra columns"] = Honest(make(extras=extra), notes={"column_unknown"})

        cases[f"{kind} subtotals below, all townships"] = Honest(
            make(rows=county_rows({"emp": employment, "col": collective, "hh": households}[kind]), subtotals="below", total="below",
                 title=(make().title[0].replace("蟠猫乡", ""),), above=({1: "填报单位：牟定县乡村振兴局"},)),
            reporters=ALL,
        )  # fmt: skip
        cases[f"{kind} subtotals above, all townships"] = Honest(
            make(rows=county_rows({"emp": employment, "col": collective, "hh": households}[kind]), subtotals="above", total="above",
                 township_column="merged", title=(make().title[0].replace("蟠猫乡", ""),), above=()),
            reporters=ALL,
        )  # fmt: skip
    return cases
