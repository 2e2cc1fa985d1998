"""How findings of the rules are worded: places, households, figures and periods as a clerk reads them."""

from __future__ import annotations

from fractions import Fraction

from data_access.problems import Problem, problem
from data_access.regions.tree import region_tree
from data_access.sheets.declaration import Field
from data_access.typed_rows import MICRO, TypedRows
from data_access.values.masking import masked


def plain(count: int | Fraction) -> str:
    """A count of 1e-6 as a plain number, rounded half up to 6 decimals: ``812``, ``12.5``."""
    whole = count if isinstance(count, int) else _half_up(Fraction(count))
    sign, digits = ("-" if whole < 0 else ""), f"{abs(whole):07d}"
    return sign + f"{digits[:-6]}.{digits[-6:]}".rstrip("0").rstrip(".")


def _half_up(count: Fraction) -> int:
    size = (abs(count) * 2 + 1) // 2
    return int(-size if count < 0 else size)


def figure(count: int | Fraction, field: Field) -> str:
    """A number with its unit as sentences say it: ``8,753人``; two decimals at most for quotients that do not end."""
    shown = count if isinstance(count, int) or count.denominator == 1 else Fraction(_half_up(count / 10_000)) * 10_000
    whole, point, rest = plain(shown).partition(".")
    unit = "个月" if field.unit == "月" else field.unit  # 5月 would be May
    return f"{int(whole):,}{point}{rest}{unit}" if whole != "-0" else f"{plain(shown)}{unit}"


def setting_figure(bound: Fraction, field: Field) -> str:
    """A bound of a pack or a declaration with the unit of the field that it bounds."""
    return figure(bound * MICRO, field)


def place_name(code: str) -> str:
    """Name of a place, its code where the tree has none."""
    region = region_tree().get(code)
    return region.name if region else code


def key_text(field: Field, value: str) -> str:
    """One key as a reader finds it: a place by its name, an identifier with its heading."""
    if field.type == "region":
        return place_name(value)
    shown = masked(field, value)
    return f"{field.heading}{shown}" if field.type == "identifier" else shown


def row_label(rows: TypedRows, index: int) -> str:
    """Whose row it is (place, household number, project …), never a personal field; the row number where no key is filled."""
    words: list[str] = []
    for field in rows.declaration.keys:
        column = rows.columns[field.name]
        if not field.personal and not column.missing[index] and not column.invalid[index]:
            words.append(key_text(field, str(column.values[index])))
    return " ".join(words) or f"第{int(rows.source_rows[index])}行"


def value_text(rows: TypedRows, field: Field, index: int) -> str | None:
    """What stands in a cell as text, a place by its name; personal fields are masked, None where there is no value."""
    column = rows.columns[field.name]
    if column.missing[index]:
        return None
    if field.is_numeric:
        return plain(int(column.values[index]))
    if field.type == "region":
        return place_name(str(column.values[index]))
    return masked(field, str(column.values[index]))


def at_cell(code: str, message: str, *, rows: TypedRows, field: str, index: int) -> Problem:
    """A catalogued finding about one cell of one row."""
    return problem(
        code, message, cell=rows.cell(field, index), field=field,
        value=value_text(rows, rows.declaration.field(field), index), row=int(rows.source_rows[index]),
    )  # fmt: skip
