"""Stage 5: what the typed rows of a report must fulfil, each by itself, together, and against the past.

``check_rows`` is all of it for one reporter's rows; a worksheet of several reporters is checked by
``check_within`` as a whole and by ``check_reporter`` for each of its parts.
"""

from __future__ import annotations

import numpy as np

from data_access.earlier import EarlierReports
from data_access.problems import Problem
from data_access.regions.tree import region_tree
from data_access.rules.exact import known
from data_access.rules.keys import check_duplicates, elsewhere_problems
from data_access.rules.past import check_against_past
from data_access.rules.places import check_places
from data_access.rules.row_rules import check_row_rules
from data_access.rules.sheet_rules import check_sheet_rules
from data_access.rules.wording import at_cell, figure, row_label
from data_access.scheme import ReportingScheme
from data_access.typed_rows import TypedRows

__all__ = ["check_reporter", "check_rows", "check_within"]


def check_rows(
    rows: TypedRows, *, scheme: ReportingScheme, reporter: str, period: str, earlier: EarlierReports, root: str
) -> list[Problem]:
    """Every finding of the rules about one reporter's rows, totals excepted; ``reporter`` a region or department code."""
    return check_within(rows, scheme=scheme) + check_reporter(
        rows, scheme=scheme, reporter=reporter, period=period, earlier=earlier, root=root
    )


def check_within(rows: TypedRows, *, scheme: ReportingScheme) -> list[Problem]:
    """Rules that need nothing but the rows: declared row rules, negative values, two rows of one key."""
    return check_row_rules(rows, scheme.settings) + _negatives(rows) + check_duplicates(rows)


def check_reporter(
    rows: TypedRows, *, scheme: ReportingScheme, reporter: str, period: str, earlier: EarlierReports, root: str
) -> list[Problem]:
    """Rules over one reporter's whole report: declared sheet rules, missing places, the past, keys held by others."""
    problems = check_sheet_rules(rows, scheme.settings)
    if len(rows) and any(field.name not in rows.letters for field in rows.declaration.keys):
        return problems  # without its key column a table says nothing about who is missing; that is a finding of its own
    problems += check_places(rows, reporter=reporter, scheme=scheme, tree=region_tree())
    problems += check_against_past(rows, root=root, reporter=reporter, period=period, earlier=earlier, scheme=scheme)
    unique = rows.declaration.unique_in_root
    if unique and len(rows):
        holders = earlier.keys_elsewhere(root, rows.declaration.id, reporter, period, unique, rows)
        problems += elsewhere_problems(rows, holders, scheme.departments)
    return problems


def _negatives(rows: TypedRows) -> list[Problem]:
    """One error a cell below 0, in fields that may not be negative."""
    problems: list[Problem] = []
    for field in rows.declaration.fields:
        if not field.is_numeric or field.may_be_negative:
            continue
        values = rows.columns[field.name].values
        for index in np.flatnonzero(known(rows, field.name) & (values < 0)):
            message = f"{row_label(rows, int(index))}：{field.title}为{figure(int(values[index]), field)}，不应为负数"
            problems.append(at_cell("negative", message, rows=rows, field=field.name, index=int(index)))
    return problems
