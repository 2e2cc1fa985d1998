"""Cumulative figures against the report of the period before: ``ytd`` = that ``ytd`` + this period's flow."""

from __future__ import annotations

import numpy as np

from data_access.earlier import StoredReport
from data_access.period_names import period_name
from data_access.problems import Problem
from data_access.rules.exact import difference, known, micro
from data_access.rules.keys import positions_in, row_keys
from data_access.rules.wording import figure, row_label, value_text
from data_access.sheets.declaration import Rule
from data_access.typed_rows import TypedRows


def check_adding_up(rows: TypedRows, before: StoredReport) -> list[Problem]:
    """The declared ``adds_up`` rules; ``before``: the report of the very period before, in the same year.

    A key that is new has nothing to add to and is skipped like any comparison with a blank side."""
    rules = [rule for rule in rows.declaration.rules if rule.kind == "adds_up"]
    return [finding for rule in rules for finding in _broken(rows, before, rule)]


def _broken(rows: TypedRows, before: StoredReport, rule: Rule) -> list[Problem]:
    flow = str(rule.right)
    old = positions_in(before.rows, row_keys(rows))
    new = np.flatnonzero(old >= 0)
    then = before.rows.columns[rule.left].values[old[new]]
    comparable = known(rows, rule.left, flow)[new] & known(before.rows, rule.left)[old[new]]
    gained = difference(rows.columns[rule.left].values[new], then)
    away = np.abs(difference(gained, rows.columns[flow].values[new])) > micro(rule.tolerance)
    return [
        _finding(rows, before, rule, int(new[at]), int(then[at])) for at in np.flatnonzero(comparable & away.astype(np.bool_))
    ]


def _finding(rows: TypedRows, before: StoredReport, rule: Rule, index: int, then: int) -> Problem:
    field, flow = rows.declaration.field(rule.left), rows.declaration.field(str(rule.right))
    now, month = (int(rows.columns[one.name].values[index]) for one in (field, flow))
    message = (
        f"{row_label(rows, index)}：{rule.message}，{period_name(before.period)}{field.title}{figure(then, field)}，"
        f"{flow.title}{figure(month, flow)}，应为{figure(then + month, field)}，现为{figure(now, field)}"
    )
    return Problem(
        code=rule.name, severity=rule.severity, title=rule.title, fix=rule.fix, message=message,
        cell=rows.cell(rule.left, index), field=rule.left, row=int(rows.source_rows[index]), value=value_text(rows, field, index),
    )  # fmt: skip
