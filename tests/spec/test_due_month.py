"""When a target is due: cumulative figures in December, others every month, and what comes before."""

from typing import Any

import pytest

from metrics.results import Judgement
from tests.metrics.county import VILLAGES, A, Reports, verdict

YTD, STOCK = "employment.trained", "employment.transfer_total"


def judged(period: str, filled: float | None, indicator: str, **keys: Any) -> Judgement:
    row = {"region": VILLAGES[0], "trained": filled, "transfer_total": filled}
    return verdict(Reports().hand_in("employment", period, A, row), period, indicator=indicator, **{"value": 100, **keys})


ROWS: list[tuple[str, float | None, str, dict[str, Any], str]] = [
    ("2023-05", 50, YTD, {}, "not_due"),
    ("2023-05", 100, YTD, {}, "met"),  # met at any time
    ("2023-11", 95, YTD, {}, "not_due"),
    ("2023-12", 95, YTD, {}, "behind"),
    ("2023-12", 89, YTD, {}, "far_behind"),
    ("2023-05", 95, STOCK, {}, "behind"),  # a stock is judged every month
    ("2023-05", 95, STOCK, {"due": 6}, "not_due"),
    ("2023-06", 95, STOCK, {"due": 6}, "behind"),
    ("2023-08", 50, YTD, {"due": 9}, "not_due"),
    ("2023-09", 50, YTD, {"due": 9}, "far_behind"),
    ("2023-05", 50, YTD, {"kind": "progress"}, "on_pace"),  # progress is never not due
    ("2023-05", 20, YTD, {"kind": "progress"}, "far_behind"),
    ("2023-05", 50, YTD, {"kind": "floor"}, "behind"),
    ("2023-05", 50, YTD, {"op": "about", "tolerance": 10}, "not_due"),
    ("2023-12", 95, YTD, {"op": "about", "tolerance": 10}, "behind"),
    ("2023-05", 50, YTD, {"op": "between", "value": [60, 80]}, "not_due"),
    ("2023-12", 50, YTD, {"op": "between", "value": [60, 80]}, "behind"),
    ("2023-12", 90, YTD, {"op": "between", "value": [60, 80]}, "met"),
    ("2023-05", None, YTD, {}, "not_reported"),  # comes before not due
]


@pytest.mark.parametrize(("period", "value", "indicator", "keys", "status"), ROWS)
def test_status(period: str, value: float | None, indicator: str, keys: dict[str, Any], status: str) -> None:
    assert judged(period, value, indicator, **keys).status == status


def test_a_zero_denominator_comes_before_not_due() -> None:
    reports = Reports().hand_in("employment", "2023-05", A, {"region": VILLAGES[0], "trained": 0, "trained_certified": 0})
    assert verdict(reports, "2023-05", indicator="employment.certified_rate", value=100).status == "not_comparable"


def test_before_the_due_month_everything_else_is_filled() -> None:
    found = judged("2023-05", 50, YTD)
    assert (found.completion, found.gap, found.pace) == (50, -50, None)


def test_pace_is_printed_for_progress_even_without_a_value() -> None:
    found = verdict(Reports(), "2023-05", indicator=YTD, value=100, kind="progress")
    assert found.pace is not None
    assert (round(float(found.pace), 2), found.completion, found.gap, found.status) == (41.67, None, None, "not_reported")


@pytest.mark.parametrize(
    ("keys", "completion", "gap"),
    [
        ({"op": "<=", "value": 40}, None, 10),
        ({"op": ">=", "value": 0}, None, 50),
        ({"op": "between", "value": [60, 80]}, None, None),
        ({"op": "about", "value": 40}, 125, 10),
        ({"kind": "rule", "op": "rule", "value": 4}, None, None),
        ({"kind": "list", "op": "list", "value": 14}, None, None),
        ({"kind": "line", "op": "<", "value": 60}, None, None),
    ],
)
def test_completion_and_gap(keys: dict[str, Any], completion: int | None, gap: int | None) -> None:
    found = judged("2023-12", 50, YTD, **keys)
    assert (found.completion, found.gap) == (completion, gap)
    if keys.get("kind"):
        assert found.status is None


def test_a_missed_stretch_target_keeps_its_status() -> None:
    found = judged("2023-12", 50, YTD, stretch=True)
    assert (found.status, found.stretch) == ("far_behind", True)
