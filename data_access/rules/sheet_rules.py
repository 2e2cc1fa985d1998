"""The declared rules over a whole report (``yield_share``): one problem each, without a cell."""

from __future__ import annotations

from fractions import Fraction

import numpy as np

from data_access.problems import Problem
from data_access.rules.exact import filled, known
from data_access.rules.row_rules import Settings, all_hold, names_on_right, setting_of
from data_access.sheets.declaration import Rule
from data_access.typed_rows import TypedRows

_ENOUGH = 5  # projects from which a share says anything


def check_sheet_rules(rows: TypedRows, settings: Settings) -> list[Problem]:
    """The findings about one reporter's rows as a whole."""
    return [
        Problem(code=rule.name, severity=rule.severity, title=rule.title, message=rule.message, fix=rule.fix)
        for rule in rows.declaration.rules
        if rule.kind == "yield_share" and _is_share_exact(rows, rule, settings)
    ]


def _is_share_exact(rows: TypedRows, rule: Rule, settings: Settings) -> bool:
    """Of at least 5 projects that fulfil the conditions, more than half have ``left`` / ``right`` exactly at the setting."""
    target = setting_of(rule, settings)
    quotients = _quotients(rows, rule, settings)
    if target is None or len(quotients) < _ENOUGH:
        return False
    return 2 * sum(quotient == target for quotient in quotients.values()) > len(quotients)


def _quotients(rows: TypedRows, rule: Rule, settings: Settings) -> dict[str, Fraction | None]:
    """Project → the sum of ``left`` over its rows by the sum of ``right``; None where a row of it has one of them blank.

    A project with several kinds of funds has several rows and is one project."""
    counted, right = all_hold(rows, rule, settings), names_on_right(rule)[0]
    if counted is None:
        return {}
    codes = rows.columns[rows.declaration.keys[0].name].values
    usable = known(rows, rule.left, right)
    lefts, rights = filled(rows, rule.left), filled(rows, right)
    sums: dict[str, list[int]] = {}
    spoilt: set[str] = set()
    for index in np.flatnonzero(counted & known(rows, rows.declaration.keys[0].name)).tolist():
        total = sums.setdefault(str(codes[index]), [0, 0])
        total[0] += int(lefts[index])
        total[1] += int(rights[index])
        spoilt |= set() if usable[index] else {str(codes[index])}
    return {code: None if code in spoilt or below <= 0 else Fraction(above, below) for code, (above, below) in sums.items()}
