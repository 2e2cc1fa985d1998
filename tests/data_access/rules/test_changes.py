"""What a new report changes against the one in force."""

from __future__ import annotations

import numpy as np

from data_access.changes import compare, is_unchanged
from tests.data_access.rules.build import employment, household, sheet, typed, village


def test_nothing_in_force_makes_every_row_new() -> None:
    changes = compare(typed(sheet("employment"), [employment(), employment(region=village(2))]), None)
    assert (changes.new, changes.changed, changes.unchanged, changes.removed, changes.cells) == (2, 0, 0, 0, ())


def test_new_changed_unchanged_and_removed_rows() -> None:
    old = typed(sheet("employment"), [employment(region=village(n)) for n in (1, 2, 3)], first=9)
    new = typed(sheet("employment"), [
        employment(region=village(4)), employment(region=village(2), rangers=7, remark=None), employment(region=village(1)),
    ])  # fmt: skip
    changes = compare(new, old)
    assert (changes.new, changes.changed, changes.unchanged, changes.removed) == (1, 1, 1, 1)
    assert [(c.field, c.cell, c.old, c.new) for c in changes.cells] == [("rangers", "R7", None, "7")]


def test_not_applicable_differs_from_blank() -> None:
    blank, slashed = (typed(sheet("employment"), [employment(rangers=cell)]) for cell in (None, "/"))
    assert not is_unchanged(slashed, blank)
    assert [(c.old, c.new) for c in compare(slashed, blank).cells] == [(None, "／")]


def test_the_order_of_rows_changes_nothing() -> None:
    rows = typed(sheet("employment"), [employment(region=village(n), rangers=n) for n in (1, 2, 3)])
    assert is_unchanged(rows.take(np.array([2, 0, 1])), rows)
    assert not is_unchanged(rows.take(np.array([2, 0])), rows)


def test_two_rows_of_one_key_are_matched_in_order() -> None:
    rows = typed(sheet("employment"), [employment(rangers=1), employment(rangers=2)])
    changes = compare(rows, rows)
    assert (changes.new, changes.changed, changes.unchanged, changes.removed) == (0, 0, 2, 0)
    assert changes.nothing


def test_personal_fields_are_masked() -> None:
    old, new = (typed(sheet("household_income"), [household(head_name=name)]) for name in ("张三丰", "李四"))
    changes = compare(new, old)
    assert [(c.field, c.old, c.new) for c in changes.cells] == [("head_name", "张**", "李**")]
