"""The declared rules between fields of one row, over all rows at once.

A comparison with a blank side is skipped; a required field left blank, or a cell with an error of its own,
silences the rules on it; in a sum blank optional parts count 0 as soon as one part is filled.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from fractions import Fraction

import numpy as np

from data_access.identity_number import placeholder_identity_numbers, valid_identity_numbers, what_fails
from data_access.problems import Problem
from data_access.rules.exact import compares, difference, filled, known, micro, product, times, total
from data_access.rules.wording import figure, row_label, setting_figure, value_text
from data_access.sheets.declaration import Condition, Rule
from data_access.typed_rows import MICRO, Mask, TypedRows

Settings = Mapping[str, Fraction | str | None]


@dataclass(frozen=True, kw_only=True)
class Broken:
    """Where a rule is broken: ``mask`` over the rows, ``cell`` the field it is marked at, ``figures`` what stands in a row."""

    mask: Mask
    cell: str
    figures: Callable[[int], str] = lambda index: ""


def check_row_rules(rows: TypedRows, settings: Settings) -> list[Problem]:
    """One problem a row and broken rule, in the order in which the rules are declared."""
    problems: list[Problem] = []
    marked: dict[str, str] = {}
    for rule in rows.declaration.rules:
        broken = _KINDS[rule.kind](rows, rule, settings) if rule.kind in _KINDS else None
        if broken is not None:
            broken = replace(broken, cell=marked.setdefault(rule.name, broken.cell))  # a rule's clauses share its cell
            problems.extend(_finding(rows, rule, broken, int(index)) for index in np.flatnonzero(broken.mask))
    return problems


def _finding(rows: TypedRows, rule: Rule, broken: Broken, index: int) -> Problem:
    figures = broken.figures(index)
    return Problem(
        code=rule.name, severity=rule.severity, title=rule.title, fix=rule.fix,
        message=f"{row_label(rows, index)}：{rule.message}" + (f"，现为{figures}" if figures else ""),
        cell=rows.cell(broken.cell, index), field=broken.cell, row=int(rows.source_rows[index]),
        value=value_text(rows, rows.declaration.field(broken.cell), index),
    )  # fmt: skip


def names_on_right(rule: Rule) -> tuple[str, ...]:
    """The fields on the right side of a rule."""
    return (rule.right,) if isinstance(rule.right, str) else rule.right


def setting_of(rule: Rule, settings: Settings) -> Fraction | None:
    """The bound that a rule names: its own value, else the pack's setting; None switches the rule off."""
    if rule.value is not None:
        return Fraction(rule.value)
    bound = settings.get(rule.setting)
    return bound if isinstance(bound, Fraction) else None


def _silenced(rows: TypedRows, fields: tuple[str, ...]) -> Mask:
    """Rows in which a field of the rule has an error of its own or is required and left blank (/ is no blank)."""
    mask = np.zeros(len(rows), dtype=np.bool_)
    for name in fields:
        column = rows.columns[name]
        mask |= column.invalid
        if rows.declaration.field(name).required:
            mask |= column.missing & ~column.not_applicable
    return mask


def _any_filled(rows: TypedRows, fields: tuple[str, ...]) -> Mask:
    mask = np.zeros(len(rows), dtype=np.bool_)
    for name in fields:
        mask |= ~rows.columns[name].missing
    return mask


def _shown(rows: TypedRows, *fields: str) -> Callable[[int], str]:
    def text(index: int) -> str:
        parts: list[str] = []
        for name in fields:
            field, column = rows.declaration.field(name), rows.columns[name]
            value = "未填" if column.missing[index] else _value(rows, name, index)
            parts.append(f"{field.title}{value}")
        return "，".join(parts)

    return text


def _value(rows: TypedRows, name: str, index: int) -> str:
    field, column = rows.declaration.field(name), rows.columns[name]
    if field.is_numeric:
        return figure(int(column.values[index]), field)
    text = value_text(rows, field, index)
    return f"“{text}”" if text else ""


def _parts(rows: TypedRows, rule: Rule, settings: Settings) -> Broken:
    fields = rule.parts + rule.minus
    sums = total(rows, rule.parts, rule.minus)
    usable = known(rows, rule.left) & _any_filled(rows, fields) & ~_silenced(rows, fields)
    away = np.abs(difference(filled(rows, rule.left), sums)) > micro(rule.tolerance)
    left = rows.declaration.field(rule.left)

    def figures(index: int) -> str:
        difference = int(rows.columns[rule.left].values[index]) - int(sums[index])
        return (
            f"{left.title}{_value(rows, rule.left, index)}，按各项计算为{figure(int(sums[index]), left)}，"
            f"相差{figure(abs(difference), left)}"
        )

    return Broken(mask=usable & away.astype(np.bool_), cell=rule.left, figures=figures)


def _not_above(rows: TypedRows, rule: Rule, settings: Settings) -> Broken:
    """``left``, or the sum of ``parts``, is at most ``right``."""
    lefts, right = rule.parts or (rule.left,), names_on_right(rule)[0]
    usable = _any_filled(rows, lefts) & known(rows, right) & ~_silenced(rows, lefts)
    above = (total(rows, lefts) > filled(rows, right)).astype(np.bool_)
    return Broken(mask=usable & above, cell=lefts[0], figures=_shown(rows, *lefts, right))


def _quotient(rows: TypedRows, rule: Rule, settings: Settings) -> Broken:
    """|left − dividend / divisor| <= tolerance, multiplied out; a divisor that is not positive is another rule's matter."""
    dividend, divisor = names_on_right(rule)
    lefts, tops, bottoms = filled(rows, rule.left), filled(rows, dividend), filled(rows, divisor)
    unit = MICRO if not (bottoms % MICRO).any() else 1  # whole divisors keep the products small
    bottoms = bottoms // unit
    away = np.abs(difference(product(lefts, bottoms), times(tops, MICRO // unit))) > times(bottoms, micro(rule.tolerance))
    usable = known(rows, rule.left, dividend, divisor) & (bottoms > 0)

    def figures(index: int) -> str:
        expected = Fraction(int(tops[index]) * (MICRO // unit), int(bottoms[index]))
        return f"{_shown(rows, rule.left, dividend, divisor)(index)}，应为{figure(expected, rows.declaration.field(rule.left))}"

    return Broken(mask=usable & away.astype(np.bool_), cell=rule.left, figures=figures)


def _product(rows: TypedRows, rule: Rule, settings: Settings) -> Broken | None:
    factor, right = setting_of(rule, settings), names_on_right(rule)[0]
    if factor is None:
        return None
    lefts = times(filled(rows, rule.left), factor.denominator)
    rights = times(filled(rows, right), factor.numerator)
    away = np.abs(difference(lefts, rights)) > micro(rule.tolerance) * factor.denominator

    def figures(index: int) -> str:
        expected = Fraction(int(rows.columns[right].values[index])) * factor
        return f"{_shown(rows, rule.left, right)(index)}，应为{figure(expected, rows.declaration.field(rule.left))}"

    return Broken(mask=known(rows, rule.left, right) & away.astype(np.bool_), cell=rule.left, figures=figures)


def _bound(rows: TypedRows, rule: Rule, settings: Settings) -> Broken | None:
    bound = setting_of(rule, settings)
    if bound is None:
        return None
    limit = setting_figure(bound, rows.declaration.field(rule.left))
    within = compares(filled(rows, rule.left), rule.op, bound)
    shown = _shown(rows, rule.left)
    return Broken(mask=known(rows, rule.left) & ~within, cell=rule.left, figures=lambda index: f"{shown(index)}，界限{limit}")


def _range(rows: TypedRows, rule: Rule, settings: Settings) -> Broken | None:
    if rule.value is None or rule.upper is None:
        return None
    values = filled(rows, rule.left)
    within = compares(values, ">=", Fraction(rule.value)) & compares(values, "<=", Fraction(rule.upper))
    return Broken(mask=known(rows, rule.left) & ~within, cell=rule.left, figures=_shown(rows, rule.left))


def _holds(rows: TypedRows, condition: Condition, settings: Settings) -> Mask | None:
    """Rows in which a condition holds; None where its setting is not set."""
    column = rows.columns[condition.field]
    if condition.blank:
        return column.missing & ~column.not_applicable & ~column.invalid
    bound = settings.get(condition.setting) if condition.setting else condition.value
    if bound is None:
        return None
    if isinstance(bound, str):
        return known(rows, condition.field) & np.asarray(column.values == bound, dtype=np.bool_)
    return known(rows, condition.field) & compares(filled(rows, condition.field), condition.op, Fraction(bound))


def all_hold(rows: TypedRows, rule: Rule, settings: Settings) -> Mask | None:
    """Rows in which all conditions of a rule hold; None where a setting of theirs is not set."""
    mask = np.ones(len(rows), dtype=np.bool_)
    for condition in rule.conditions:
        holds = _holds(rows, condition, settings)
        if holds is None:
            return None
        mask &= holds
    return mask


def _forbidden(rows: TypedRows, rule: Rule, settings: Settings) -> Broken | None:
    mask = all_hold(rows, rule, settings)
    fields = tuple(condition.field for condition in rule.conditions)
    return None if mask is None else Broken(mask=mask, cell=rule.left or fields[0], figures=_shown(rows, *fields))


def _implies(rows: TypedRows, rule: Rule, settings: Settings) -> Broken:
    right = names_on_right(rule)[0]
    claimed = np.asarray(rows.columns[rule.left].values == "是", dtype=np.bool_)
    granted = np.asarray(rows.columns[right].values == "是", dtype=np.bool_)
    mask = known(rows, rule.left, right) & claimed & ~granted
    return Broken(mask=mask, cell=rule.left, figures=_shown(rows, rule.left, right))


def _identity(rows: TypedRows, rule: Rule, settings: Settings) -> Broken:
    """GB 11643-1999; an invented number (999999…) is a warning of its own and keeps this rule silent."""
    numbers = rows.columns[rule.left].values
    mask = known(rows, rule.left) & ~valid_identity_numbers(numbers)
    mask[mask] = ~placeholder_identity_numbers(numbers[mask])

    def figures(index: int) -> str:
        return what_fails(str(numbers[index]))

    return Broken(mask=mask, cell=rule.left, figures=figures)


def _workshop_reward(rows: TypedRows, rule: Rule, settings: Settings) -> Broken:
    """``left`` (reward) <= rate × ``right[0]`` (wages), and 0 unless ``right[1]`` (workers) and ``right[2]`` (months) suffice."""
    wages, workers, months = names_on_right(rule)
    rewards = filled(rows, rule.left)
    mask = np.zeros(len(rows), dtype=np.bool_)
    rate = settings.get("workshop_reward_rate")
    if isinstance(rate, Fraction):
        above = times(rewards, rate.denominator) > times(filled(rows, wages), rate.numerator)
        mask |= known(rows, wages) & above.astype(np.bool_)
    for field, name in ((workers, "workshop_min_workers"), (months, "workshop_min_months")):
        least = settings.get(name)
        if isinstance(least, Fraction):
            mask |= known(rows, field) & ~compares(filled(rows, field), ">=", least) & (rewards > 0)
    return Broken(mask=mask & known(rows, rule.left), cell=rule.left, figures=_shown(rows, rule.left, *names_on_right(rule)))


_KINDS: dict[str, Callable[[TypedRows, Rule, Settings], Broken | None]] = {
    "parts": _parts,
    "not_above": _not_above,
    "quotient": _quotient,
    "product": _product,
    "bound": _bound,
    "range": _range,
    "forbidden": _forbidden,
    "implies": _implies,
    "identity": _identity,
    "workshop_reward": _workshop_reward,
}
