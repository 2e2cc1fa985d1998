"""Reporting as a figure: received, on time, at the first try, over the reports expected."""

from datetime import UTC, datetime
from typing import Any

from metrics.evidence import ReportState
from tests.metrics.county import COUNTY, A, B, C, Reports, answer

NOON = datetime(2023, 5, 25, 12, tzinfo=UTC)


def line(reporter: str, state: Any, *, first_pass: bool | None = None, sheet: str = "employment") -> ReportState:
    received = state in ("on_time", "late")
    return ReportState(
        sheet=sheet, reporter=reporter, name=reporter, due_at=NOON, state=state, submission=1 if received else None,
        version=1 if received else None, received_at=NOON if received else None, first_valid_at=None, first_pass=first_pass,
    )  # fmt: skip


REPORTS = Reports(
    states=[
        line(A, "on_time", first_pass=True),
        line(B, "late", first_pass=False),
        line(C, "missing"),
        line(A, "exempt", sheet="workshops"),
        line(B, "not_due", sheet="workshops"),
    ]
)


def test_rates() -> None:
    found = {
        name: answer(REPORTS, f"reporting.{name}", "2023-05").figure for name in ("rate", "on_time_rate", "first_pass_rate")
    }
    assert {name: (figure.value, figure.numerator, figure.denominator) for name, figure in found.items()} == {
        "rate": (50, 2, 4), "on_time_rate": (25, 1, 4), "first_pass_rate": (50, 1, 2),
    }  # fmt: skip
    assert (found["rate"].reported, found["rate"].expected, found["rate"].rows) == (2, 4, None)


def test_a_units_own_reports() -> None:
    assert answer(REPORTS, "reporting.rate", "2023-05", A).figure.value == 100
    assert answer(REPORTS, "reporting.rate", "2023-05", COUNTY).figure.expected == 4


def test_nothing_expected_is_not_comparable() -> None:
    figure = answer(Reports(), "reporting.rate", "2023-05").figure
    assert (figure.value, figure.reason) == (None, "not_comparable")
