"""Periods: parsing, neighbours, quarters of two income years, and which period of a sheet answers."""

from datetime import date

import pytest

from metrics.periods import Period, PeriodError, answering_period, quarter_for_month


@pytest.mark.parametrize("text", ["2023-05", "2023-12", "2023Q2", "2023"])
def test_a_period_is_written_as_it_was_read(text: str) -> None:
    assert str(Period.parse(text)) == text


@pytest.mark.parametrize(
    "text", ["2023-13", "2023-5", "2023-00", "2023Q5", "2023Q0", "23", "2023年5月", "", "2023-05 ", "0000"]
)
def test_other_texts_are_no_periods(text: str) -> None:
    with pytest.raises(PeriodError, match="无法识别"):
        Period.parse(text)


@pytest.mark.parametrize(
    ("text", "steps", "expected"),
    [
        ("2023-01", -1, "2022-12"),
        ("2023-12", 1, "2024-01"),
        ("2023Q1", -1, "2022Q4"),
        ("2023Q2", -5, "2022Q1"),
        ("2023", 1, "2024"),
    ],
)
def test_neighbours(text: str, steps: int, expected: str) -> None:
    assert str(Period.parse(text).shift(steps)) == expected


def test_labels() -> None:
    assert [Period.parse(text).label for text in ("2023-05", "2023Q2", "2023")] == ["2023年5月", "2023年第二季度", "2023年"]


@pytest.mark.parametrize(
    ("text", "starts", "begins", "ends"),
    [
        ("2023Q1", 1, date(2023, 1, 1), date(2023, 3, 31)),
        ("2023Q1", 10, date(2022, 10, 1), date(2022, 12, 31)),
        ("2023Q2", 10, date(2023, 1, 1), date(2023, 3, 31)),
        ("2023Q4", 10, date(2023, 7, 1), date(2023, 9, 30)),
        ("2024-02", 10, date(2024, 2, 1), date(2024, 2, 29)),
        ("2023", 1, date(2023, 1, 1), date(2023, 12, 31)),
    ],
)
def test_first_and_last_day(text: str, starts: int, begins: date, ends: date) -> None:
    period = Period.parse(text)
    assert (period.begins(starts), period.ends(starts)) == (begins, ends)


@pytest.mark.parametrize(
    ("month", "starts", "quarter"),
    [
        ("2023-05", 1, "2023Q1"),
        ("2023-06", 1, "2023Q2"),
        ("2023-01", 1, "2022Q4"),
        ("2023-05", 10, "2023Q2"),
        ("2022-12", 10, "2023Q1"),
        ("2022-11", 10, "2022Q4"),
    ],
)
def test_a_month_asks_the_last_quarter_that_ended(month: str, starts: int, quarter: str) -> None:
    assert str(quarter_for_month(Period.parse(month), starts)) == quarter


@pytest.mark.parametrize(
    ("kind", "asked", "answer"),
    [
        ("month", "2023-05", "2023-05"),
        ("month", "2023Q2", "2023-06"),
        ("month", "2023", "2023-12"),
        ("quarter", "2023-05", "2023Q1"),
        ("quarter", "2023Q3", "2023Q3"),
        ("quarter", "2023", "2023Q4"),
    ],
)
def test_the_period_whose_sheet_answers(kind: str, asked: str, answer: str) -> None:
    assert str(answering_period(kind, Period.parse(asked))) == answer  # type: ignore[arg-type]


def test_months_elapsed() -> None:
    assert [Period.parse(text).months_elapsed for text in ("2023-05", "2023Q2", "2023Q4", "2023")] == [5, 6, 12, 12]
