"""The columns of a recognised table: which is which field, in what unit, and what is wrong with the headings."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction

from data_access.problems import Problem, problem
from data_access.recognition.headings import HeadingPath
from data_access.recognition.matching import field_forms, is_numbering, match_paths, place_level
from data_access.recognition.place_columns import place_paths, region_name
from data_access.recognition.result import HeadingColumn, PlaceColumn
from data_access.recognition.texts import quoted
from data_access.recognition.units import MONEY, conversion, parse_unit
from data_access.sheets.declaration import Field, SheetDeclaration


@dataclass(frozen=True, kw_only=True)
class TableColumns:
    """``fields``: field → column; ``places``: columns naming places, highest level first."""

    fields: dict[str, HeadingColumn]
    places: tuple[PlaceColumn, ...]
    problems: tuple[Problem, ...]


def table_columns(
    declaration: SheetDeclaration, paths: Sequence[HeadingPath], line_units: Sequence[str], worksheet: str
) -> TableColumns:
    """Columns of a declared sheet from its heading; ``line_units``: the units of the 单位： line above."""
    matched = match_paths(field_forms(declaration), list(paths))
    region = region_name(declaration)
    places = place_paths(paths, matched, region) if region else []
    problems: list[Problem] = []
    columns: dict[str, HeadingColumn] = {}
    for field in declaration.fields:
        found = places[-1:] if field.name == region else matched.get(field.name, [])
        if found:
            group = _group_fields(found[0], declaration, matched)
            columns[field.name], wrong = _column(field, found[0], group, line_units, worksheet)
            problems += wrong
        elif field.required:
            problems.append(_missing(field, worksheet))
        twice = _same_level(matched.get(field.name, [])) if field.name == region else found[1:]
        problems += [_twice(field, path, found[0], worksheet) for path in twice]
    used = {path.column for found in matched.values() for path in found} | {path.column for path in places}
    problems += _unknown_columns([path for path in paths if path.column not in used], declaration, worksheet)
    levels = tuple(PlaceColumn(column=path.column, level=place_level(path)) for path in places)
    return TableColumns(fields=columns, places=levels, problems=tuple(problems))


def _same_level(paths: Sequence[HeadingPath]) -> list[HeadingPath]:
    """Columns of the region field whose level another one before them has already."""
    levels = [place_level(path) for path in paths]
    return [path for index, path in enumerate(paths) if levels[index] in levels[:index]]


def _group_fields(path: HeadingPath, declaration: SheetDeclaration, matched: dict[str, list[HeadingPath]]) -> list[Field]:
    """The fields whose columns stand under the same group as ``path``."""
    names = [name for name, found in matched.items() if found[0].keys[:-1] == path.keys[:-1]]
    return [declaration.field(name) for name in names]


def _column(
    field: Field, path: HeadingPath, group: Sequence[Field], line_units: Sequence[str], worksheet: str
) -> tuple[HeadingColumn, list[Problem]]:
    stated = path.unit
    if stated is None and path.group_unit is not None and _group_unit_holds(path.group_unit, field, group):
        stated = path.group_unit
    if stated is None and field.unit in MONEY and "元" in line_units and not MONEY & {*line_units} - {"元"}:
        stated = "元"
    scale = Fraction(1) if stated is None else conversion(stated, field)
    problems: list[Problem] = []
    if scale is None:
        message = f"{quoted(path.shown)}的单位{quoted(stated or '')}不能换算为{field.unit}"
        problems = [problem("unit_unknown", message, worksheet=worksheet, cell=path.cell, field=field.name, value=stated)]
    column = HeadingColumn(
        column=path.column, cell=path.cell, scale=scale or Fraction(1), unit=stated or field.unit,
        stated=stated is not None or field.unit in line_units, above=_other_size(field, line_units),
    )  # fmt: skip
    return column, problems


def _other_size(field: Field, line_units: Sequence[str]) -> str:
    """A unit of the line that counts the same in another size (万人 for 人)."""
    own = parse_unit(field.unit)
    others = [(unit, parse_unit(unit)) for unit in line_units]
    same = [
        unit for unit, other in others if own is not None and other is not None and other[0] == own[0] and other[1] != own[1]
    ]
    return same[0] if same else ""


def _group_unit_holds(unit: str, field: Field, group: Sequence[Field]) -> bool:
    """A group's unit holds for the fields that it fits; where it fits none of the group it is held against all."""
    return conversion(unit, field) is not None or all(conversion(unit, other) is None for other in group)


def _missing(field: Field, worksheet: str) -> Problem:
    return problem("field_missing", f"缺少必填列“{field.title}”", worksheet=worksheet, field=field.name)


def _twice(field: Field, path: HeadingPath, first: HeadingPath, worksheet: str) -> Problem:
    message = f"{quoted(path.shown)}与 {first.cell} 的{quoted(first.shown)}都是{field.title}"
    return problem("field_twice", message, worksheet=worksheet, cell=path.cell, field=field.name, value=path.shown)


def _unknown_columns(paths: Sequence[HeadingPath], declaration: SheetDeclaration, worksheet: str) -> Iterator[Problem]:
    for path in paths:
        if not is_numbering(path):
            message = f"{quoted(path.shown)}不是{declaration.title}的列，未采用"
            yield problem("column_unknown", message, worksheet=worksheet, cell=path.cell, value=path.shown)
