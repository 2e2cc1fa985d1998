"""Defects that are no single cell's: rules between fields, rows twice, totals, headings, hidden rows, merged figures."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import lru_cache
from random import Random

from data_access.rules.totals import summable
from tests.intake.mixing.drawn import Drawn, drawn
from tests.intake.mixing.plan import Plan
from tests.intake.mixing.truths import FREE, Truth, truth_of
from tests.intake.paper import a1
from tests.intake.rows import Row, declared
from tests.intake.wrong_others import other_rules
from tests.intake.wrong_rules import employment_rules, household_rules, money_rules

Said = tuple[str, str | None]
_RULES = (employment_rules, money_rules, household_rules, other_rules)


@dataclass(frozen=True, kw_only=True)
class Broken:
    """``due`` must be said, ``rests`` may be said with it."""

    made: Drawn
    due: frozenset[Said]
    rests: frozenset[str] = frozenset()


def _truth(plan: Plan) -> Truth:
    return truth_of(plan.sheet, plan.seed, units=plan.units, size=plan.size, is_calm=True)


@lru_cache
def rule_rows(sheet: str) -> list[tuple[Row, frozenset[tuple[str, str]]]]:
    """Rows that break one declared rule each, with code and field of what must be said."""
    found: list[tuple[Row, frozenset[tuple[str, str]]]] = []
    for wrong in [one for cases in _RULES for one in cases().values()]:
        if wrong.form.sheet != sheet or wrong.touch is not None:
            continue
        wrong.form.draw()
        names = {
            a1(row, column): (index, name)
            for name, column in wrong.form.column_of.items()
            for index, row in enumerate(wrong.form.row_of)
        }
        said = [(code, names.get(where(wrong.form) or "")) for code, where in wrong.said]
        rows = {at[0] for _, at in said if at is not None}
        if len(rows) == 1 and all(at is not None and code != "duplicate_key" for code, at in said):
            found.append((wrong.form.rows[rows.pop()], frozenset((code, at[1]) for code, at in said if at is not None)))
    return found


def rule(plan: Plan, chance: Random) -> Broken | None:
    """One row breaks one declared rule."""
    if not rule_rows(plan.sheet):
        return None
    truth = _truth(plan)
    index = chance.randrange(len(truth.rows))
    bad, codes = chance.choice(rule_rows(plan.sheet))
    keys = {key.name: truth.rows[index][key.name] for key in declared(plan.sheet).keys}
    truth.rows[index] = {**bad, "region": truth.rows[index]["region"], **keys}
    truth.not_applicable = {at for at in truth.not_applicable if at[0] != index}
    made = drawn(plan, truth=truth)
    return Broken(made=made, due=frozenset((code, a1(*made.at(index, name))) for code, name in codes))


def negative(plan: Plan, chance: Random) -> Broken | None:
    """A figure below 0 where there is none."""
    truth, name = _truth(plan), FREE[plan.sheet]
    index = chance.randrange(len(truth.rows))
    truth.rows[index][name] = -3
    truth.not_applicable.discard((index, name))
    made = drawn(plan, truth=truth)
    return Broken(made=made, due=frozenset({("negative", a1(*made.at(index, name)))}), rests=_rules_of(plan.sheet, name))


def twice(plan: Plan, chance: Random) -> Broken | None:
    """A row whose key stands above already."""
    truth = _truth(plan)
    if len(truth.rows) < 2:
        return None
    first, second = sorted(chance.sample(range(len(truth.rows)), 2))
    keys = declared(plan.sheet).keys
    truth.rows[second] |= {key.name: truth.rows[first][key.name] for key in keys}
    made = drawn(plan, truth=truth)
    due = frozenset({("duplicate_key", a1(*made.at(second, keys[0].name)))})
    return Broken(made=made, due=due, rests=frozenset({"rows_missing", "total_row", "key_elsewhere"}))


def total(plan: Plan, chance: Random) -> Broken | None:
    """A total that is one more than its rows."""
    made = drawn(plan, truth=_truth(plan))
    names = [one.name for one in summable(declared(plan.sheet)) if one.name in made.form.column_of]
    cells = [(row, made.form.column_of[name], name) for row in made.form.total_rows for name in names]
    cells = [cell for cell in cells if cell[:2] in made.paper.cells]
    if not cells:
        return None
    row, column, name = chance.choice(cells)
    step = Decimal(1) / made.places[name].factor
    made.paper.cells[row, column] = float(Decimal(str(made.paper.cells[row, column])) + step)
    return Broken(made=made, due=frozenset({("total_row", a1(row, column))}))


def column_missing(plan: Plan, chance: Random) -> Broken | None:
    """A required column under a heading that nobody knows."""
    made = drawn(replace(plan, merged="merged"), truth=_truth(plan))
    names = [
        one.name for one in declared(plan.sheet).fields if one.required and one.accumulation != "key" and one.type != "region"
    ]
    name = chance.choice(names)
    top, bottom = made.form.heading_rows
    column = made.form.column_of[name]
    for block in [one for one in made.paper.merges if one[0] <= bottom and one[2] >= top and one[1] <= column <= one[3]]:
        if block[1] != block[3]:
            return None
    made.paper.cells = {at: value for at, value in made.paper.cells.items() if at[1] != column or not top <= at[0] <= bottom}
    made.paper.put(top, column, "情况说明栏")
    return Broken(made=made, due=frozenset({("field_missing", None)}), rests=frozenset({"total_row"}))


def column_twice(plan: Plan, chance: Random) -> Broken | None:
    """Another column of a field behind the last one."""
    made = drawn(plan, truth=_truth(plan))
    kind = chance.choice(
        [one for one in declared(plan.sheet).fields if one.aliases and one.is_numeric and one.name in made.form.column_of]
    )
    column = max(made.form.column_of.values()) + 1
    row = made.form.heading_rows[0]
    made.paper.put(row, column, kind.aliases[0])
    if plan.merged == "merged":
        made.paper.merge(row, column, made.form.heading_rows[1], column)
    for body in made.form.row_of:
        made.paper.put(body, column, 1)
    return Broken(made=made, due=frozenset({("field_twice", a1(row, column))}))


def unit_odd(plan: Plan, chance: Random) -> Broken | None:
    """A unit in the heading that says something else than the field counts."""
    if plan.depth == 4 or "group units" in plan.headings:
        return None
    made = drawn(plan, truth=_truth(plan))
    kind = chance.choice(
        [one for one in declared(plan.sheet).fields if one.is_numeric and one.unit and one.name in made.form.column_of]
        or [None]
    )
    if kind is None or made.places[kind.name].stated:
        return None
    top, bottom = made.form.heading_rows
    column = made.form.column_of[kind.name]
    row = max(row for row in range(top, bottom + 1) if (row, column) in made.paper.cells)
    made.paper.cells[row, column] = f"{made.paper.cells[row, column]}（公里）"
    return Broken(
        made=made,
        due=frozenset({("unit_unknown", a1(row, column))}),
        rests=frozenset({"unit_assumed", "number_unit_conflict", *_rules_of(plan.sheet, kind.name)}),
    )


def hidden(plan: Plan, chance: Random) -> Broken | None:
    """A row that nobody sees."""
    made = drawn(replace(plan, writer=chance.choice(("openpyxl", "xls", "A1"))), truth=_truth(plan))
    row = chance.choice(made.form.row_of)
    made.paper.hidden_rows.append(row)
    columns = [made.form.column_of[one.name] for one in declared(plan.sheet).fields if one.name in made.form.column_of]
    filled = [
        column for column in sorted(columns) if str(made.paper.cells.get((row, column), "")).strip("\u200b \n\u3000\u00a0")
    ]
    return Broken(made=made, due=frozenset({("hidden_rows", a1(row, filled[0]))}))


def merged(plan: Plan, chance: Random) -> Broken | None:
    """One figure over two rows, the second one's gone."""
    made = drawn(plan, truth=_truth(plan))
    name = FREE[plan.sheet]
    pairs = [
        index for index in range(len(made.form.row_of) - 1)
        if made.form.row_of[index + 1] == made.form.row_of[index] + 1 and made.truth.rows[index].get(name) and name in made.form.column_of
    ]  # fmt: skip
    if not pairs:
        return None
    row, column = made.at(chance.choice(pairs), name)
    made.paper.merge(row, column, row + 1, column)
    made.paper.cells.pop((row + 1, column), None)
    rests = frozenset({"required_blank", "total_row", *_rules_of(plan.sheet, name)})
    return Broken(made=made, due=frozenset({("merged_numbers", a1(row, column))}), rests=rests)


def _rules_of(sheet: str, name: str) -> frozenset[str]:
    rules = declared(sheet).rules
    return frozenset(
        rule.name
        for rule in rules
        if name in (rule.left, *rule.parts, *rule.minus, *([rule.right] if isinstance(rule.right, str) else rule.right))
    )


WAYS: dict[str, Callable[[Plan, Random], Broken | None]] = {
    "a rule": rule, "a figure below 0": negative, "a row twice": twice, "a total": total, "a column missing": column_missing,
    "a column twice": column_twice, "an odd unit": unit_odd, "a hidden row": hidden, "merged figures": merged,
}  # fmt: skip
