"""Honest reports in the layouts that the contract allows."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from tests.intake.forms import Extra, Form
from tests.intake.honest import Honest
from tests.intake.other_rows import linkage, projects, workshops
from tests.intake.rows import (
    TREE,
    collective,
    declared,
    employment,
    households,
    name,
)
from tests.intake.sheets import MAKERS, REPORTERS

SHORT = {"：": ":", "（": "(", "）": ")"}


def required(sheet: str) -> list[str]:
    return [entry.name for entry in declared(sheet).fields if entry.is_required("village")]


def lean(sheet: str, rows: list[Any]) -> list[Any]:
    """Rows that balance without the optional columns, whose blanks count 0 in a sum."""
    if sheet == "industry_projects":
        rows = [{**row, "progress": "完工" if row["progress"] == "见效" else row["progress"]} for row in rows]
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
    for kind, make in MAKERS.items():
        cases |= {f"{kind} {words}": case for words, case in _tables(make, REPORTERS[kind]).items()}
    for kind in ("emp", "col", "hh", "link"):
        cases |= {f"{kind} {words}": case for words, case in _places(MAKERS[kind]).items()}
    rows = {"emp": employment, "col": collective, "hh": households, "shop": workshops, "proj": _own_projects, "link": linkage}
    for kind, maker in rows.items():
        cases |= {f"{kind} {words}": case for words, case in _county(MAKERS[kind], maker).items()}
    return cases


def _tables(make: Callable[..., Form], who: str) -> dict[str, Honest]:
    """Columns, headings, units, totals."""
    plain = make()
    sheet = plain.sheet

    def case(form: Form, notes: set[str] | None = None) -> Honest:
        return Honest(form, reporters=(who,), notes=notes or set())

    extra = [
        Extra(heading=("上年同期",), before=shuffled(sheet)[3], values=(1.5, 2, 3)),
        Extra(heading=("增长（%）",), values=(5, 6, 7)),
        Extra(heading=("是否达标",), values=("是", "否", "是")),
    ]
    return {
        "plain": case(plain),
        "columns reordered": case(make(fields=shuffled(sheet))),
        "first aliases": case(make(headings=aliases(sheet, 0), depth=2)),
        "second aliases": case(make(headings=aliases(sheet, 1), depth=2)),
        "three heading rows": case(make(headings=three_rows(sheet), depth=3)),
        "headings in one row": case(make(depth=1)),
        "headings not merged": case(make(merged=False)),
        "blanks and breaks in headings": case(make(headings=spread(sheet))),
        "half-width punctuation": case(make(headings=half_width(sheet))),
        "units in full-width brackets": case(make(units=units_for(sheet, "（{}）"))),
        "units in half-width brackets": case(make(units=units_for(sheet, "({})"))),
        "units in square brackets": case(make(units=units_for(sheet, "［{}］"))),
        "units on a line of the heading": case(make(units=units_for(sheet, "\n（单位：{}）"))),
        "units in a row": case(with_unit_row(make())),
        "column numbers": case(make(numbers_row=True)),
        "total below": case(make(total="below")),
        "total above": case(make(total="above")),
        "total of spaced words": case(make(total="above", total_word="合　计")),
        "total in both places": case(make(total="both")),
        "only required": case(make(lean(sheet, plain.rows), fields=required(sheet))),
        "from column C and row 4": case(make(offset=(3, 2), total="below", numbers_row=True)),
        "empty rows between": case(make(blank_after=(1, 3), total="below")),
        "numbers as text": case(make(as_text=True), {"normalised"}),
        "no numbering, no foot": case(make(numbering=False, foot=())),
        "moved by blank rows": case(make(offset=(2, 0))),
        "extra columns": case(make(extras=extra), {"column_unknown"}),
    }


def _places(make: Callable[..., Form]) -> dict[str, Honest]:
    """Names of places as they are written."""
    return {
        "township merged": Honest(make(township_column="merged", total="below")),
        "township filled": Honest(make(township_column="filled", total="above")),
        "short place names": Honest(make(place=suffix("")), notes={"place_old_name"}),
        "村 for 村民委员会": Honest(make(place=suffix("村")), notes={"place_old_name"}),
        "村委会": Honest(make(place=suffix("村委会")), notes={"place_old_name"}),
        "社区": Honest(make(place=suffix("社区")), notes={"place_old_name"}),
        "places with parents": Honest(make(place=with_parents), notes={"normalised"}),
        "places as codes": Honest(make(place=str)),
        "places as code numbers": Honest(make(place=int)),
        "places with blanks": Honest(make(place=lambda code: f" {name(code)[:2]}　{name(code)[2:]} "), notes={"normalised"}),
    }


def _county(make: Callable[..., Form], rows: Callable[[str], list[Any]]) -> dict[str, Honest]:
    """One file of a department with the rows of all townships."""
    title = (make().title[0].replace("蟠猫乡", ""),)
    below = make(
        rows=county_rows(rows), subtotals="below", total="below", title=title, above=({1: "填报单位：牟定县乡村振兴局"},)
    )
    above = make(rows=county_rows(rows), subtotals="above", total="above", township_column="merged", title=title, above=())
    return {
        "subtotals below, all townships": Honest(below, reporters=ALL),
        "subtotals above, all townships": Honest(above, reporters=ALL),
    }


def _own_projects(township: str) -> list[Any]:
    """Project numbers that no other township has."""
    return [{**row, "code": row["code"] + township[6:9]} for row in projects(township)]
