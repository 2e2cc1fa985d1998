"""Any truth written through any mix of tolerated habits reads back exactly; any single defect is named at its cell.

``DASHBOARD_MIXTURES=2000 pytest --timeout 0 tests/intake/mixing`` draws so many files of each kind and looks for the plainest
one that goes wrong.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import replace
from random import Random

import pytest
from hypothesis import HealthCheck, Phase, assume, given, settings
from hypothesis import strategies as st

from data_access.reading import Reader
from tests.intake.mixing.broken import WAYS
from tests.intake.mixing.defects import DEFECTS, Defect, sheets_for, spoil
from tests.intake.mixing.drawn import Drawn, drawn
from tests.intake.mixing.handed_in import Window, assert_named, assert_stored, assert_taken_whole, window_in
from tests.intake.mixing.plan import Plan, plans
from tests.intake.rows import declared

ASKED_FOR = os.environ.get("DASHBOARD_MIXTURES")
DRAWN = int(ASKED_FOR or 60)
PHASES = tuple(Phase) if ASKED_FOR else (Phase.generate,)


def mixtures(share: int = 1) -> settings:
    return settings(
        max_examples=max(1, DRAWN // share), deadline=None, phases=PHASES, print_blob=True, derandomize=not ASKED_FOR,
        suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
    )  # fmt: skip


@pytest.fixture(scope="module")
def window(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Window]:
    with Reader() as reader:
        yield window_in(tmp_path_factory.mktemp("mixing"), reader)


@mixtures()
@given(plans())
def test_any_mix_of_habits_reads_back_exactly(window: Window, plan: Plan) -> None:
    made = drawn(plan)
    assert_taken_whole(made, window.look(made.name, made.content()))


@mixtures(share=10)
@given(plans())
def test_any_mix_of_habits_is_stored_exactly(window: Window, plan: Plan) -> None:
    assert_stored(drawn(plan), window)


SPOILT = st.sampled_from(sorted(DEFECTS)).flatmap(lambda name: st.tuples(st.just(name), plans(sheets_for(name))))


@mixtures()
@given(SPOILT, st.integers(0, 2**20))
def test_any_single_defect_is_named_at_its_cell(window: Window, spoilt: tuple[str, Plan], seed: int) -> None:
    name, plan = spoilt
    defect, chance = DEFECTS[name], Random(seed)
    if plan.writer not in defect.writers:
        plan = replace(plan, writer=chance.choice(defect.writers))
    made = drawn(plan, is_calm=True)
    where = spoil(made, defect, chance)
    assume(where is not None)
    assert_named(made, window.look(made.name, made.content()), (defect.code, where), rests=rests_on(made, defect))


def rests_on(made: Drawn, defect: Defect) -> frozenset[str]:
    """The rules that speak of the spoilt field, where its value is still taken; a total, where a value is missing."""
    name, _ = made.spoilt
    sheet = declared(made.plan.sheet)
    rules = {rule.name for rule in sheet.rules if name in (rule.left, *rule.parts, *rule.minus, *_names(rule.right))}
    totals = {"total_row"} if defect.is_value or defect.code == "required_blank" else set[str]()
    return frozenset(totals | rules) if defect.is_value else frozenset(totals)


def _names(right: str | tuple[str, ...]) -> tuple[str, ...]:
    return (right,) if isinstance(right, str) else right


@mixtures(share=2)
@given(st.sampled_from(sorted(WAYS)), plans(), st.integers(0, 2**20))
def test_a_broken_rule_row_or_heading_is_named_at_its_cell(window: Window, way: str, plan: Plan, seed: int) -> None:
    broken = WAYS[way](plan, Random(seed))
    assume(broken is not None)
    assert broken is not None
    assert_named(broken.made, window.look(broken.made.name, broken.made.content()), *broken.due, rests=broken.rests)
