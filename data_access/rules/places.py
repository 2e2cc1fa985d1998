"""Places that should have a row and have none."""

from __future__ import annotations

from data_access.problems import Problem, problem
from data_access.regions.tree import RegionTree
from data_access.rules.exact import known
from data_access.scheme import ReportingScheme
from data_access.typed_rows import TypedRows


def check_places(rows: TypedRows, *, reporter: str, scheme: ReportingScheme, tree: RegionTree) -> list[Problem]:
    """One warning a place of the row level inside a region reporter without a row (a department is no place)."""
    declaration = rows.declaration
    sheet = scheme.sheets.get(declaration.id)
    level = sheet.row_level if sheet is not None else None
    if not declaration.places or level is None or tree.get(reporter) is None:
        return []
    field = next(field.name for field in declaration.keys if field.type == "region")
    if not known(rows, field).all():
        return []  # a row whose place is at fault may be the missing one; it has its own finding
    present = set(rows.columns[field].values[known(rows, field)].tolist())
    return [
        problem(
            "rows_missing",
            f"{place.name}没有数据行",
            field=field,
            key=(place.code,),
        )
        for place in tree.inside(reporter, level)
        if place.code not in present
    ]
