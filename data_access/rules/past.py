"""Rules against the same reporter's earlier reports: cumulative figures that fall, keys that vanish, jumps, a copied report."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from data_access.earlier import EarlierReports, StoredReport
from data_access.period_names import period_name
from data_access.problems import Problem, problem
from data_access.rules.adding_up import check_adding_up
from data_access.rules.exact import difference, known, micro, times
from data_access.rules.keys import Positions, positions_in, row_keys
from data_access.rules.matching import is_unchanged
from data_access.rules.wording import at_cell, figure, key_text, row_label
from data_access.scheme import ReportingScheme
from data_access.sheets.declaration import Field
from data_access.typed_rows import Mask, TypedRows

#: A jump must also exceed this much, in the unit of the field; other units have no bound and no jump rule.
_LEAST_JUMP = {"万元": 1, "元": 1000, "亩": 10}


@dataclass(frozen=True, kw_only=True)
class Compared:
    """The rows of a report beside those of an earlier one: ``new`` and ``old`` are positions of the same keys."""

    rows: TypedRows
    before: StoredReport
    new: Positions
    old: Positions

    def both_known(self, field: str) -> Mask:
        return known(self.rows, field)[self.new] & known(self.before.rows, field)[self.old]


def check_against_past(
    rows: TypedRows, *, root: str, reporter: str, period: str, earlier: EarlierReports, scheme: ReportingScheme
) -> list[Problem]:
    """ytd_never_falls, key_missing, jump, same_as_last and the declared adds_up of one reporter's report."""
    sheet = rows.declaration.id
    problems: list[Problem] = []
    before = earlier.latest_earlier(root, sheet, reporter, period)
    if before is None:
        return problems
    this_year = earlier.earlier_periods(root, sheet, reporter, period)
    beside = _beside(rows, before)
    problems += _same_as_last(rows, before) + _stock_jumps(beside)
    if this_year:
        problems += _falls(beside) + _missing_keys(rows, before)
        if before.period == scheme.previous_period(period):
            problems += check_adding_up(rows, before)
    if len(this_year) >= 2:  # from the third report of the year on there is a mean worth the name
        problems += _ytd_jumps(beside, period)
    return problems


def _beside(rows: TypedRows, before: StoredReport) -> Compared:
    old = positions_in(before.rows, row_keys(rows))
    new = np.flatnonzero(old >= 0)
    return Compared(rows=rows, before=before, new=new, old=old[new])


def _fields(rows: TypedRows, accumulation: str) -> list[Field]:
    return [field for field in rows.declaration.fields if field.accumulation == accumulation and field.is_numeric]


def _falls(beside: Compared) -> list[Problem]:
    problems: list[Problem] = []
    for field in _fields(beside.rows, "ytd"):
        if field.may_be_negative:
            continue
        now, then = _values(beside, field)
        for at in np.flatnonzero(beside.both_known(field.name) & (now < then)):
            problems.append(_comparison("ytd_never_falls", beside, field, int(at), "低于"))
    return problems


def _values(beside: Compared, field: Field) -> tuple[Positions, Positions]:
    return beside.rows.columns[field.name].values[beside.new], beside.before.rows.columns[field.name].values[beside.old]


def _comparison(code: str, beside: Compared, field: Field, at: int, relation: str, remark: str = "") -> Problem:
    now, then = _values(beside, field)
    index = int(beside.new[at])
    message = (
        f"{row_label(beside.rows, index)}：{field.title}本期{figure(int(now[at]), field)}，{relation}"
        f"{period_name(beside.before.period)}的{figure(int(then[at]), field)}{remark}"
    )
    return at_cell(code, message, rows=beside.rows, field=field.name, index=index)


def _least_jump(field: Field) -> int | None:
    """The change in 1e-6 that a jump must exceed; None: the rule does not judge this unit."""
    if field.type == "int":
        return micro(10)
    return micro(_LEAST_JUMP[field.unit]) if field.type == "decimal" and field.unit in _LEAST_JUMP else None


def _stock_jumps(beside: Compared) -> list[Problem]:
    """More than half of the earlier value away from it."""
    problems: list[Problem] = []
    for field in _fields(beside.rows, "stock"):
        least = _least_jump(field)
        if least is None:
            continue
        now, then = _values(beside, field)
        away = np.abs(difference(now, then))
        jumped = beside.both_known(field.name) & ((away > least) & (times(away, 2) > np.abs(then))).astype(np.bool_)
        for at in np.flatnonzero(jumped):
            problems.append(_comparison("jump", beside, field, int(at), "与", "相差超过 50%"))
    return problems


def months_elapsed(period: str) -> int:
    """Months of the year that a period closes: ``2023-05`` → 5, ``2023Q2`` → 6."""
    return 3 * int(period[-1]) if "Q" in period else int(period[-2:])


def _ytd_jumps(beside: Compared, period: str) -> list[Problem]:
    """Increase a month since the earlier report above 3 times the earlier value's own monthly mean."""
    elapsed = months_elapsed(beside.before.period)
    since = months_elapsed(period) - elapsed
    problems: list[Problem] = []
    for field in _fields(beside.rows, "ytd"):
        least = _least_jump(field)
        if least is None:
            continue
        now, then = _values(beside, field)
        increase = difference(now, then)
        faster = times(increase, elapsed) > times(then, 3 * since)
        for at in np.flatnonzero(beside.both_known(field.name) & ((increase > least) & faster).astype(np.bool_)):
            remark = "，本期增量超过年内月均增量的 3 倍"
            problems.append(_comparison("jump", beside, field, int(at), "较", remark))
    return problems


def _missing_keys(rows: TypedRows, before: StoredReport) -> list[Problem]:
    """Keys with a cumulative value above 0 in the earlier report of the year that this one has no row for."""
    held = row_keys(rows)
    if None in held:
        return []  # a row whose key is at fault may be the missing one; it has its own finding
    counted = np.zeros(len(before.rows), dtype=np.bool_)
    for field in _fields(before.rows, "ytd"):
        counted |= known(before.rows, field.name) & (before.rows.columns[field.name].values > 0)
    present = set(held)
    keys = row_keys(before.rows)
    gone = [int(at) for at in np.flatnonzero(counted) if keys[at] is not None and keys[at] not in present]
    return [_missing_key(before, keys[at] or ()) for at in gone]


def _missing_key(before: StoredReport, key: Sequence[str]) -> Problem:
    fields = before.rows.declaration.keys
    name = " ".join(key_text(field, value) for field, value in zip(fields, key, strict=True) if not field.personal)
    return problem(
        "key_missing",
        f"{name}：{period_name(before.period)}有累计数，本期没有这一行",
        field=fields[0].name,
        key=tuple(key),
    )


def _same_as_last(rows: TypedRows, before: StoredReport) -> list[Problem]:
    """A whole report equal to the latest earlier one; two nil returns in a row are nothing unusual."""
    if not len(rows) or not is_unchanged(rows, before.rows):
        return []
    message = f"本期各行与{period_name(before.period)}完全相同"
    return [problem("same_as_last", message)]
