"""Reports of several periods, one after the other: what is compared with what, and what stays silent."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

import pytest

from data_access.reading.grid import WorkbookFile
from services.intake import Taken
from tests.intake.desk import RECEIVED, Desk, said, told
from tests.intake.forms import Form, expected
from tests.intake.paper import workbook
from tests.intake.rows import PANMAO, XUJIE, Row, collective, declared, employment, households, name, villages

LATER = datetime(2023, 12, 30, 9, 0, tzinfo=RECEIVED.tzinfo)


def spoken(period: str) -> str:
    if "Q" in period:
        return f"{period[:4]}年第{'一二三四'[int(period[5]) - 1]}季度"
    return f"{period[:4]}年{int(period[5:])}月"


def form(sheet: str, period: str, rows: list[Row], reporter: str = PANMAO) -> Form:
    title = f"{name(reporter)}{spoken(period)}{declared(sheet).title}"
    return Form(sheet=sheet, rows=rows, title=(title,), above=())


def file(drawn: Form) -> WorkbookFile:
    return workbook("报表.xlsx", drawn.draw())


def store(desk: Desk, drawn: Form, reason: str = "", days: int = 0) -> Taken:
    [taken] = desk.take_in(file(drawn), reason=reason, received_at=LATER + timedelta(days=days))
    return taken


def grown(rows: list[Row], by: int = 1, **values: Any) -> list[Row]:
    """Next month: every ytd field a little higher, so that nothing falls and nothing is the same."""
    sheet = declared("employment")
    ytd = [entry.name for entry in sheet.fields if entry.accumulation == "ytd" and entry.name != "travel_amount"]
    return [{**row, **{entry: row[entry] + by for entry in ytd}, **values} for row in rows]


@dataclass
class Past:
    """``before``: (period, rows) stored first; ``now``: the report looked at; ``said``: code, field, row."""

    now: Callable[[], list[Row]]
    said: list[tuple[str, str, int]] = field(default_factory=list)
    before: tuple[tuple[str, Callable[[], list[Row]]], ...] = (("2023-04", employment),)
    period: str = "2023-05"
    sheet: str = "employment"


def changed(rows: list[Row], index: int, **values: Any) -> list[Row]:
    rows[index] = {**rows[index], **values}
    return rows


def more(**values: Any) -> Callable[[], list[Row]]:
    return lambda: changed(grown(employment()), 2, **values)


def trained(*counts: int) -> list[Callable[[], list[Row]]]:
    """Months of one village's training figure, all else growing gently."""
    return [
        lambda number=number, count=count: changed(
            grown(employment(), number), 0, trained=count, trained_certified=0, trained_willing=0, trained_employed=0
        )
        for number, count in enumerate(counts)
    ]


def money(**values: Any) -> Callable[[], list[Row]]:
    return lambda: changed(collective(), 2, remark="改", **values)


def quarter(number: int, **values: Any) -> Callable[[], list[Row]]:
    return lambda: changed([{**row, "remark": f"季{number}"} for row in households()], 2, **values)


JANUARY, FEBRUARY, MARCH = trained(10, 20, 60)
MILD = trained(10, 20, 50)[2]
CASES = {
    "growing gently": Past(lambda: grown(employment())),
    "a cumulative figure falls": Past(more(trained=46), [("ytd_never_falls", "trained", 2)]),
    "a cumulative figure stays": Past(more(trained=47)),
    "two fall in two rows": Past(
        lambda: changed(changed(grown(employment()), 2, trained=46), 5, travel_due=45),
        [("ytd_never_falls", "trained", 2), ("ytd_never_falls", "travel_due", 5)],
    ),
    "a flow may fall": Past(more(returned=0)),
    "a stock may fall a little": Past(more(rangers=1)),
    "a blank is not compared": Past(more(travel_due=None)),
    "a gap of months": Past(more(trained=46), [("ytd_never_falls", "trained", 2)], before=(("2023-02", employment),)),
    "compared with the latest only": Past(
        lambda: grown(employment(), 2), before=(("2023-03", lambda: grown(employment(), 9)), ("2023-04", lambda: grown(employment(), 1))),
    ),
    "a new year begins at 0": Past(lambda: grown(employment(), -5), before=(("2022-12", employment),), period="2023-01"),
    "a stock jumps over new year": Past(
        lambda: changed(grown(employment()), 2, labour_force=1400), [("jump", "labour_force", 2)], before=(("2022-12", employment),),
        period="2023-01",
    ),
    "a stock jumps": Past(more(labour_force=1382), [("jump", "labour_force", 2)]),
    "a stock half as much again": Past(more(labour_force=1381)),  # 921 + 460, the half is 460.5
    "a stock halves": Past(more(willing_households=120, employed_households=50), [("jump", "employed_households", 2)]),
    "a small stock doubles": Past(more(rangers=17)),
    "a small stock more than 10 away": Past(more(rangers=18), [("jump", "rangers", 2)]),
    "a stock to 0": Past(more(public_posts=0), [("jump", "public_posts", 2)]),
    "the third report leaps": Past(MARCH, [("jump", "trained", 0)], before=(("2023-01", JANUARY), ("2023-02", FEBRUARY)), period="2023-03"),
    "the third report three times": Past(MILD, before=(("2023-01", JANUARY), ("2023-02", FEBRUARY)), period="2023-03"),
    "the second report never leaps": Past(MARCH, before=(("2023-01", JANUARY),), period="2023-02"),
    "last year is no history of leaps": Past(
        MARCH, before=(("2022-11", JANUARY), ("2022-12", FEBRUARY)), period="2023-01",
    ),
    "the same again": Past(employment, [("same_as_last", "", -1)]),
    "the same in another order": Past(lambda: employment()[::-1], [("same_as_last", "", -1)]),
    "a remark makes it another": Past(lambda: changed(employment(), 0, remark="补")),
    "the same as the one before last": Past(employment, before=(("2023-03", employment), ("2023-04", lambda: changed(employment(), 0, remark="补")))),
    "a village goes": Past(lambda: grown(employment())[:-1], [("rows_missing", "", -1), ("key_missing", "", -1)]),
    "a village comes": Past(lambda: grown(employment()), before=(("2023-04", lambda: employment()[:-1]),)),
    "money falls": Past(money(distributed="2"), [("ytd_never_falls", "distributed", 2)], before=(("2023-04", collective),), sheet="collective_economy"),
    "money that may fall": Past(
        money(investment="-3", operating_total="7.4", total="9.9"), before=(("2023-04", collective),), sheet="collective_economy"
    ),
    "money leaps": Past(
        money(subsidy="12.2", total="23.4"), [("jump", "subsidy", 2)],
        before=(("2023-02", lambda: changed(collective(), 0, remark="二")), ("2023-03", lambda: changed(collective(), 0, remark="三"))),
        period="2023-04", sheet="collective_economy",
    ),
    "income falls within the year": Past(
        quarter(2, wage="6200", net="8252.75", net_per_capita="2750.92"), [("ytd_never_falls", "wage", 2)], before=(("2023Q1", households),),
        period="2023Q2", sheet="household_income",
    ),
    "income falls over the year": Past(
        quarter(1, wage="6200", net="8252.75", net_per_capita="2750.92"), before=(("2022Q4", households),), period="2023Q1",
        sheet="household_income",
    ),
    "a household goes": Past(
        lambda: quarter(2)()[:-1], [("key_missing", "", -1)], before=(("2023Q1", households),), period="2023Q2", sheet="household_income"
    ),
    "a household goes over new year": Past(
        lambda: quarter(1)()[:-1], before=(("2022Q4", households),), period="2023Q1", sheet="household_income"
    ),
    "a household under a faulty number": Past(
        lambda: changed(quarter(2)(), 2, household_no=None), [("required_blank", "household_no", 2)], before=(("2023Q1", households),),
        period="2023Q2", sheet="household_income",
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", CASES)
def test_a_report_beside_its_past(desk: Desk, case: str) -> None:
    past = CASES[case]
    for period, rows in past.before:
        assert store(desk, form(past.sheet, period, rows()), "初报").outcome == "accepted"
    drawn = form(past.sheet, past.period, past.now())
    taken = store(desk, drawn)
    wanted = sorted((code, drawn.at(entry, row) if row >= 0 else "") for code, entry, row in past.said)
    assert sorted((code, cell or "") for code, cell in said(taken)) == wanted, told(taken)
    errors = said(taken, "error")
    assert taken.outcome == ("rejected" if errors else "needs_reason" if wanted else "accepted")
    if wanted and not errors:
        before = desk.counts()
        assert taken.submission is None
        accepted = store(desk, drawn, "核实无误")
        assert accepted.outcome == "accepted"
        assert desk.counts()["submission"] == before["submission"] + 1
        [stored] = desk.query("SELECT reason, warnings FROM submission WHERE id = ?", accepted.submission)
        assert stored["reason"] == "核实无误"
        assert all(code in stored["warnings"] for code, _ in said(taken))


def test_an_unchanged_report_gets_no_new_version(desk: Desk) -> None:
    first = store(desk, form("employment", "2023-05", employment()))
    other_layout = form("employment", "2023-05", employment()[::-1])
    other_layout.fields = list(reversed([entry.name for entry in declared("employment").fields]))
    again = store(desk, other_layout, days=1)
    assert (first.outcome, again.outcome) == ("accepted", "unchanged")
    assert (again.submission, again.version) == (first.submission, 1)
    assert desk.counts()["submission"] == 1


def test_a_correction_is_compared_with_the_month_before_and_not_with_itself(desk: Desk) -> None:
    store(desk, form("employment", "2023-04", employment()))
    store(desk, form("employment", "2023-05", grown(employment(), 9)), days=1)
    corrected = store(desk, form("employment", "2023-05", grown(employment(), 2)), days=2)
    assert (corrected.outcome, corrected.version, said(corrected)) == ("accepted", 2, [])
    assert corrected.examined.changes is not None
    assert (corrected.examined.changes.changed, corrected.examined.changes.new) == (7, 0)
    back = store(desk, form("employment", "2023-05", grown(employment(), 9)), days=3)
    assert (back.outcome, back.version) == ("accepted", 3)


def test_a_batch_is_taken_in_order_of_period(desk: Desk) -> None:
    months = ["2023-05", "2023-03", "2023-04"]
    files = [file(form("employment", month, grown(employment(), int(month[-1])))) for month in months]
    taken = desk.take_in(*files, received_at=LATER)
    assert [(one.examined.period, one.outcome, said(one)) for one in taken] == [(month, "accepted", []) for month in months]
    assert [row["period"] for row in desk.query("SELECT period FROM submission ORDER BY id")] == sorted(months)


def test_a_household_belongs_to_one_township(desk: Desk) -> None:
    theirs = households(XUJIE)
    theirs[1]["household_no"] = households()[3]["household_no"]
    assert store(desk, form("household_income", "2023Q1", households())).outcome == "accepted"
    drawn = form("household_income", "2023Q1", theirs, XUJIE)
    taken = store(desk, drawn, "坚持")
    assert (taken.outcome, said(taken)) == ("rejected", [("key_elsewhere", drawn.at("household_no", 1))]), told(taken)
    assert "蟠猫乡" in next(entry.message for entry in taken.problems if entry.code == "key_elsewhere")
    other_quarter = form("household_income", "2023Q2", theirs, XUJIE)
    assert store(desk, other_quarter).outcome == "accepted"
    assert (
        store(desk, form("household_income", "2023Q1", [row for row in households() if row is not None][:3]), "已迁出").version
        == 2
    )
    assert store(desk, drawn).outcome == "accepted"


def test_two_townships_of_one_batch_cannot_both_have_a_household(desk: Desk) -> None:
    theirs = households(XUJIE)
    theirs[0]["household_no"] = households()[0]["household_no"]
    files = [file(form("household_income", "2023Q1", households())), file(form("household_income", "2023Q1", theirs, XUJIE))]
    taken = desk.take_in(*files, received_at=LATER)
    assert [one.outcome for one in taken] == ["accepted", "rejected"]


def test_a_countys_file_touches_only_what_changed(desk: Desk) -> None:
    both = [*employment(), *employment(XUJIE)]
    county = Form(rows=both, title=("牟定县2023年5月农村劳动力转移就业月报表",), above=({1: "填报单位：县乡村振兴局"},))
    assert [one.outcome for one in desk.take_in(file(county), received_at=LATER)] == ["accepted", "accepted"]
    county.rows = changed(both, 8, rangers=7)
    county.row_of = []
    county.total_rows = []
    taken = desk.take_in(file(county), received_at=LATER + timedelta(days=1))
    assert [(one.examined.reporter, one.outcome, one.version) for one in taken] == [
        (PANMAO, "unchanged", 1),
        (XUJIE, "accepted", 2),
    ]
    county.rows = changed(both, 8, rangers=70)
    county.row_of = []
    bad = changed(county.rows, 0, transfer_total=1)
    county.rows = bad
    taken = desk.take_in(file(county), received_at=LATER + timedelta(days=2))
    assert [(one.examined.reporter, one.outcome) for one in taken] == [(PANMAO, "rejected"), (XUJIE, "accepted")]
    assert said(taken[1]) == [], told(taken[1])


def test_a_rejection_leaves_one_attempt_and_nothing_else(desk: Desk) -> None:
    before = desk.counts()
    taken = store(desk, form("employment", "2023-05", changed(employment(), 0, transfer_total=1)))
    assert taken.outcome == "rejected"
    assert desk.counts() == before
    [attempt] = desk.query("SELECT * FROM attempt")
    assert (attempt["sheet"], attempt["reporter"], attempt["period"]) == ("employment", PANMAO, "2023-05")
    assert "parts_of_transfer" in attempt["counts"]
    assert name(villages(PANMAO)[0]) not in str(dict(attempt))


def test_a_reason_does_not_open_the_door_for_errors(desk: Desk) -> None:
    assert store(desk, form("employment", "2023-05", changed(employment(), 0, returned=-1)), "领导已同意").outcome == "rejected"


def test_facts_are_those_of_the_version(desk: Desk) -> None:
    drawn = form("employment", "2023-05", changed(grown(employment()), 3, rangers=9))
    taken = store(desk, drawn)
    assert desk.facts("employment", taken.submission, ["region"]) == expected(drawn)
