"""Any truth written through any mix of tolerated habits reads back exactly; any single defect is named at its cell.

``DASHBOARD_MIXTURES=2000 pytest --timeout 0 tests/intake/mixing`` draws so many files of each kind and looks for the plainest
one that goes wrong.
"""

from __future__ import annotations

import os
from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, Phase, given, settings

from data_access.reading import Reader
from tests.intake.mixing.drawn import drawn
from tests.intake.mixing.handed_in import Window, assert_stored, assert_taken_whole, window_in
from tests.intake.mixing.plan import Plan, plans

ASKED_FOR = os.environ.get("DASHBOARD_MIXTURES")
DRAWN = int(ASKED_FOR or 60)
PHASES = tuple(Phase) if ASKED_FOR else (Phase.generate,)


def mixtures(share: int = 1) -> settings:
    return settings(
        max_examples=max(1, DRAWN // share), deadline=None, phases=PHASES, print_blob=True,
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
