"""Habits 58 and 59: a cumulative figure that falls, and last month's report sent again under a new month."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.intake.desk import Desk, said, told
from tests.intake.forms import expected
from tests.intake.rows import PANMAO, XUJIE, Row, collective, employment, households
from tests.intake.test_history import changed, form, grown, store


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(tmp_path / "county.sqlite")


def raised(rows: list[Row]) -> list[Row]:
    """The second quarter's households: every wage 1,000 higher."""
    return [
        {
            **row,
            "wage": str(int(row["wage"]) + 900),
            "net": str(float(row["net"]) + 900),
            "net_per_capita": f"{(float(row['net']) + 900) / 3:.2f}",
        }
        for row in rows
    ]


def test_58_a_cumulative_figure_below_last_months_is_warned_of_with_both(desk: Desk) -> None:
    store(desk, form("employment", "2023-04", employment()))
    drawn = form("employment", "2023-05", changed(grown(employment()), 2, trained=46))
    taken = store(desk, drawn)
    assert (taken.outcome, said(taken)) == ("needs_reason", [("ytd_never_falls", drawn.at("trained", 2))]), told(taken)
    [fall] = [entry for entry in taken.problems if entry.code == "ytd_never_falls"]
    assert ("46" in fall.message, "47" in fall.message, "2023年4月" in fall.message, "蟠猫村" in fall.message) == (True,) * 4
    accepted = store(desk, drawn, "上月误报")
    assert accepted.outcome == "accepted"
    assert desk.facts("employment", accepted.submission, ["region"]) == expected(drawn)


def test_58_every_cumulative_figure_that_falls_is_named(desk: Desk) -> None:
    """A month's own figures in place of the cumulative ones: every village, every such column."""
    store(desk, form("employment", "2023-04", grown(employment(), 90)))
    drawn = form("employment", "2023-05", employment())
    falls = [cell for code, cell in said(store(desk, drawn)) if code == "ytd_never_falls"]
    fields = ("trained", "trained_certified", "trained_willing", "trained_employed", "travel_due", "travel_paid")
    assert set(falls) >= {drawn.at(entry, row) for entry in fields for row in range(7)}


def test_58_money_falls(desk: Desk) -> None:
    store(desk, form("collective_economy", "2023-04", collective()))
    drawn = form("collective_economy", "2023-05", changed(collective(), 2, distributed="2.04", remark="改"))
    assert said(store(desk, drawn)) == [("ytd_never_falls", drawn.at("distributed", 2))]


def test_58_january_begins_anew(desk: Desk) -> None:
    store(desk, form("employment", "2022-12", grown(employment(), 90)))
    assert "ytd_never_falls" not in {code for code, _ in said(store(desk, form("employment", "2023-01", employment())))}


def test_58_a_figure_of_the_month_may_fall(desk: Desk) -> None:
    store(desk, form("employment", "2023-04", employment()))
    taken = store(desk, form("employment", "2023-05", changed(grown(employment()), 2, returned=0)))
    assert (taken.outcome, said(taken)) == ("accepted", [])


@pytest.mark.parametrize("order", [1, -1], ids=["as it was", "rows turned round"])
def test_59_last_months_report_under_this_month_is_warned_of(desk: Desk, order: int) -> None:
    store(desk, form("employment", "2023-04", employment()))
    drawn = form("employment", "2023-05", employment()[::order])
    taken = store(desk, drawn)
    assert (taken.outcome, said(taken)) == ("needs_reason", [("same_as_last", None)]), told(taken)
    [same] = [entry for entry in taken.problems if entry.code == "same_as_last"]
    assert "2023年4月" in same.message
    assert store(desk, drawn, "确无变化").outcome == "accepted"


def test_59_the_same_figures_in_other_writing(desk: Desk) -> None:
    """Columns in another order, figures as text, short names, a total: still last month's report."""
    store(desk, form("employment", "2023-04", employment()))
    drawn = form("employment", "2023-05", employment())
    drawn.as_text, drawn.total, drawn.place = True, "below", lambda code: f"{code}"
    drawn.fields = list(reversed(["remark", *(entry for entry in employment()[0] if entry != "remark")]))
    assert said(store(desk, drawn)) == [("same_as_last", None)]


def test_59_the_same_report_for_the_same_month_is_no_new_version(desk: Desk) -> None:
    first = store(desk, form("employment", "2023-04", employment()))
    again = store(desk, form("employment", "2023-04", employment()), days=1)
    assert (again.outcome, again.submission) == ("unchanged", first.submission)


def test_59_households_of_the_quarter_before(desk: Desk) -> None:
    store(desk, form("household_income", "2023Q1", households()))
    same = store(desk, form("household_income", "2023Q2", households()))
    other = store(desk, form("household_income", "2023Q2", raised(households())))
    assert ("same_as_last", None) in said(same)
    assert (other.outcome, said(other)) == ("accepted", []), told(other)


def test_59_one_figure_more_is_another_report(desk: Desk) -> None:
    store(desk, form("employment", "2023-04", employment()))
    assert said(store(desk, form("employment", "2023-05", changed(employment(), 2, returned=7)))) == []


def test_59_a_neighbours_report_is_not_last_months(desk: Desk) -> None:
    """Compared with the same reporter only."""
    store(desk, form("employment", "2023-04", employment(XUJIE), XUJIE))
    assert said(store(desk, form("employment", "2023-05", employment(PANMAO)))) == []
