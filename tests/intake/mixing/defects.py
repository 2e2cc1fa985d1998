"""Single defects: one cell that holds something else than it may, put into a file of any mix of habits."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import lru_cache
from random import Random
from typing import Any

from data_access.sheets.declaration import Field
from tests.intake.mixing.cells import Place, digits, plain
from tests.intake.mixing.drawn import Drawn, drawn
from tests.intake.mixing.figures import with_check
from tests.intake.mixing.files import Formula
from tests.intake.mixing.plan import Plan
from tests.intake.mixing.truths import FREE, MAKERS
from tests.intake.paper import a1
from tests.intake.rows import declared, name

ALL_WRITERS = ("openpyxl", "xlsxwriter", "xls", "A1", "A1 shared", "no references")
Fits = Callable[[Drawn, Field, int], bool]
Bad = Callable[[Drawn, Field, int], Any]


@dataclass(frozen=True, kw_only=True)
class Defect:
    """``bad``: what stands in the cell instead, with its number format behind it where it has one; ``fits``: in which cells it can.

    ``is_value``: a figure is still taken, so that declared rules and totals may speak of it, too."""

    code: str
    fits: Fits
    bad: Bad
    writers: tuple[str, ...] = ALL_WRITERS
    is_value: bool = False


def of(*types: str) -> Fits:
    return lambda made, kind, index: kind.type in types


def named(*names: str) -> Fits:
    return lambda made, kind, index: kind.name in names and made.truth.rows[index].get(kind.name) is not None


def figures(made: Drawn, kind: Field, index: int) -> bool:
    return kind.is_numeric


def with_units(made: Drawn, kind: Field, index: int) -> bool:
    return kind.is_numeric and bool(kind.unit)


def amounts(made: Drawn, kind: Field, index: int) -> bool:
    return kind.type in ("int", "decimal") and bool(kind.unit)


def required(made: Drawn, kind: Field, index: int) -> bool:
    return kind.required and not (kind.type == "region" and bool(made.plan.township))


def middling(made: Drawn, kind: Field, index: int) -> bool:
    """A figure beside enough others that nothing but its size can be doubted."""
    values = [row.get(kind.name) for row in made.truth.rows]
    return (
        kind.name == FREE[made.plan.sheet] and not kind.unit_field and values[index] is not None and sum(map(bool, values)) > 4
    )


def any_place(made: Drawn, kind: Field, index: int) -> bool:
    return kind.type == "region"


def lonely_place(made: Drawn, kind: Field, index: int) -> bool:
    """A place beside which no township stands: inside that it would be unknown."""
    return kind.type == "region" and not made.plan.township


def open_place(made: Drawn, kind: Field, index: int) -> bool:
    """A place whose level is open: a township may be meant as well as its village."""
    return kind.type == "region" and made.plan.is_office


def elsewhere(made: Drawn, kind: Field, index: int) -> bool:
    return kind.type == "region" and made.plan.reporter_in != "rows" and not made.plan.is_office


def any_township(made: Drawn, kind: Field, index: int) -> bool:
    is_free = made.plan.is_office or made.plan.sheet in ("workshops", "industry_projects")
    return kind.type == "region" and is_free and not made.plan.township


def always(value: Any) -> Bad:
    return lambda made, kind, index: value


def place_of(made: Drawn, kind: Field, index: int) -> Place:
    return Place(unit=made.truth.rows[index]["unit"]) if kind.unit_field else made.places[kind.name]


def half(made: Drawn, kind: Field, index: int) -> Any:
    """Half a person more, in the column's unit."""
    value = made.truth.rows[index].get(kind.name) or 0
    return plain((Decimal(value) + Decimal("0.5")) / place_of(made, kind, index).factor).value


def thousandfold(made: Drawn, kind: Field, index: int) -> Any:
    """Far beyond the column's usual size."""
    largest = max(Decimal(str(row.get(kind.name) or 0)) for row in made.truth.rows)
    return plain((largest * 5000 + 3000).quantize(Decimal(1)) / place_of(made, kind, index).factor).value


def kilometres(made: Drawn, kind: Field, index: int) -> Any:
    return f"{digits(Decimal(made.truth.rows[index].get(kind.name) or 3))}公里"


def exchanged(made: Drawn, kind: Field, index: int) -> Any:
    """镇 for 乡."""
    reporter = made.truth.reporters[0]
    full = name(reporter) if not made.plan.is_office else "蟠猫乡"
    return full[:-1] + ("乡" if full.endswith("镇") else "镇")


def other_township(made: Drawn, kind: Field, index: int) -> Any:
    return "官河村民委员会" if made.truth.reporters[0] != "532323102000" else "古岩村民委员会"


def wrong_check(made: Drawn, kind: Field, index: int) -> Any:
    number = made.truth.rows[index]["head_id"]
    return number[:-1] + ("1" if number[-1] != "1" else "2")


def with_card(made: Drawn, kind: Field, index: int) -> Any:
    return made.truth.rows[index]["head_id"] + "43"


_INEXACT = (
    "约300", "300余", "200-300", "12.5.3", "3O0", "l2", "300①", "三百", "12。", "1,23", "3、5", "6.3(6.1)", "见附件", "+-3", "1/2", "合计",
    "2023-05-25", "⑤", "٣", "12.5W", "≥300", "3-", "(3)", "没有", "N/A", "待定", "1E3", "nan",
)  # fmt: skip
_ERRORS = ("#REF!", "#DIV/0!", "#N/A", "#VALUE!", "#NAME?", "#NUM!")
_BY_MARKUP = ("openpyxl", "A1", "xls")

DEFECTS: dict[str, Defect] = {
    **{f"inexact {text}": Defect(code="number_invalid", fits=figures, bad=always(text)) for text in _INEXACT},
    "a day for a figure": Defect(code="number_invalid", fits=figures, bad=always(date(2023, 5, 25))),
    "a truth value for a figure": Defect(code="number_invalid", fits=figures, bad=always(True)),
    "too large a figure": Defect(code="number_invalid", fits=amounts, bad=always(1e18)),
    "half a person": Defect(code="number_fraction", fits=of("int"), bad=half),
    "kilometres": Defect(code="number_unit_conflict", fits=with_units, bad=kilometres),
    "percent over an amount": Defect(code="number_unit_conflict", fits=amounts, bad=always((0.07, "0%"))),
    "percent typed behind an amount": Defect(code="number_unit_conflict", fits=amounts, bad=always("7%")),
    "a thousand times too large": Defect(code="number_magnitude", fits=middling, bad=thousandfold, is_value=True),
    **{f"a share {value!r}": Defect(code="percent_ambiguous", fits=of("ratio"), bad=always(value)) for value in (0.85, 1, "0.85", 0.01)},
    "no such choice": Defect(code="choice_invalid", fits=of("choice"), bad=always("不详")),
    "neither yes nor no": Defect(code="yes_no_invalid", fits=of("yes_no"), bad=always("部分")),
    "a character that turns the text": Defect(code="text_control", fits=of("text", "choice", "identifier"), bad=always("甲\u202e乙")),
    "a control character in a place": Defect(code="text_control", fits=any_place, bad=always("共和\u202e镇")),
    "a control character in a figure": Defect(code="text_control", fits=figures, bad=always("\u202d12\u202c")),
    "too long a text": Defect(code="text_too_long", fits=of("text"), bad=always("长" * 501)),
    "a name that did not come through": Defect(code="text_garbled", fits=named("head_name", "helper"), bad=always("李?"), is_value=True),
    **{f"required {word!r}": Defect(code="required_blank", fits=required, bad=always(word)) for word in (None, "—", "未报", "　", "……")},
    **{f"error {text}": Defect(code="error_value", fits=figures, bad=always(text), writers=_BY_MARKUP) for text in _ERRORS},
    "an error for a text": Defect(code="error_value", fits=of("text", "choice", "region", "identifier", "yes_no"), bad=always("#REF!"), writers=_BY_MARKUP),
    "a formula that was never computed": Defect(code="formula_no_value", fits=figures, bad=always("=A1+1"), writers=("openpyxl", "A1")),
    "a formula from elsewhere": Defect(
        code="formula_external", fits=lambda made, kind, index: kind.is_numeric and kind.type != "ratio" and bool(made.truth.rows[index].get(kind.name)),
        bad=lambda made, kind, index: Formula(
            plain(Decimal(str(made.truth.rows[index][kind.name])) / place_of(made, kind, index).factor).value, "='[汇总.xlsx]表一'!A1"
        ),
        writers=("xlsxwriter", "A1 shared"), is_value=True,
    ),
    "an identity number's check": Defect(code="id_check", fits=named("head_id"), bad=wrong_check),
    "an identity number of 15 places": Defect(code="id_check", fits=named("head_id"), bad=always("532323500101000")),
    "an identity number as a number": Defect(code="id_lost_digits", fits=named("head_id", "household_no"), bad=always(532323195001010000)),
    "a code in scientific notation": Defect(code="id_lost_digits", fits=named("code", "household_no", "phone"), bad=always("5.32323E+17")),
    "an invented identity number": Defect(code="id_placeholder", fits=named("head_id"), bad=always("999999199001010000"), is_value=True),
    "a disability card": Defect(code="id_disability", fits=named("head_id"), bad=with_card, is_value=True),
    "born after the report": Defect(code="id_contradicts", fits=named("head_id"), bad=always(with_check("53232320300101000")), is_value=True),
    "an odd telephone number": Defect(code="phone_odd", fits=named("phone"), bad=always("123456"), is_value=True),
    "no such place": Defect(code="place_unknown", fits=any_place, bad=always("东方红村")),
    "a place of another prefecture": Defect(code="place_outside", fits=lonely_place, bad=always("砚山县平远镇")),
    "a place of another township": Defect(code="place_outside", fits=elsewhere, bad=other_township),
    "乡 and 镇 exchanged": Defect(code="place_near", fits=any_township, bad=exchanged, is_value=True),
    "a township or its village": Defect(code="place_ambiguous", fits=open_place, bad=always("新桥")),
}  # fmt: skip


def spoil(made: Drawn, defect: Defect, chance: Random) -> str | None:
    """Puts the defect into one cell; its address, None where the file has no cell for it."""
    fields = [kind for kind in declared(made.plan.sheet).fields if kind.name in made.form.column_of]
    fitting = [(kind, index) for index in range(len(made.truth.rows)) for kind in fields if _may(made, defect, kind, index)]
    if not fitting:
        return None
    kind, index = chance.choice(fitting)
    where = made.at(index, kind.name)
    bad = defect.bad(made, kind, index)
    value, shown = bad if isinstance(bad, tuple) else (bad, "")
    made.paper.cells.pop(where, None)
    made.paper.formats.pop(where, None)
    made.paper.put(*where, value)
    if shown:
        made.paper.formats[where] = shown
    made.spoilt = (kind.name, index)
    return a1(*where)


def _may(made: Drawn, defect: Defect, kind: Field, index: int) -> bool:
    row, column = made.at(index, kind.name)
    is_merged = any(top <= row <= bottom and left <= column <= right for top, left, bottom, right in made.paper.merges)
    return not is_merged and defect.fits(made, kind, index)


@lru_cache
def sheets_for(name: str) -> tuple[str, ...]:
    """The sheets that have a cell for this defect."""
    return tuple(
        sheet for sheet in MAKERS if any(_may(_plain(sheet), DEFECTS[name], kind, index) for kind, index in _cells(sheet))
    )


@lru_cache
def _plain(sheet: str) -> Drawn:
    none = frozenset[str]()
    plan = Plan(sheet=sheet, seed=7, units=1, size=9, cells=none, headings=none, layout=none, tabs=none)
    return drawn(plan, is_calm=True)


def _cells(sheet: str) -> list[tuple[Field, int]]:
    return [(kind, index) for kind in declared(sheet).fields for index in range(len(_plain(sheet).truth.rows))]
