"""Forms of periods and of report dates."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from data_access.recognition.days import read_day
from data_access.recognition.periods import PeriodKind, is_date_in_reach, periods_in


@pytest.mark.parametrize(
    ("text", "kind", "expected"),
    [
        ("牟定县共和镇2023年5月农村劳动力转移就业月报表", "month", ["2023-05"]),
        ("2023年05月", "month", ["2023-05"]),
        ("2023.5", "month", ["2023-05"]),
        ("２０２３．５", "month", ["2023-05"]),
        ("202305", "month", ["2023-05"]),
        ("2023-05", "month", ["2023-05"]),
        ("（截至2023年5月25日）", "month", ["2023-05"]),
        ("2023年1—5月", "month", ["2023-05"]),
        ("二〇二三年十二月", "month", ["2023-12"]),
        ("2023年第二季度", "month", []),
        ("2023年13月", "month", []),
        ("2023年5月与2023年6月", "month", ["2023-05", "2023-06"]),
        ("2023年第二季度", "quarter", ["2023Q2"]),
        ("2023年二季度", "quarter", ["2023Q2"]),
        ("2023年2季度", "quarter", ["2023Q2"]),
        ("2023年上半年", "quarter", ["2023Q2"]),
        ("2023年前三季度", "quarter", ["2023Q3"]),
        ("2023年全年", "quarter", ["2023Q4"]),
        ("2023年度", "quarter", ["2023Q4"]),
        ("2023年度第一季度", "quarter", ["2023Q1"]),
        ("2023年1-6月", "quarter", ["2023Q2"]),
        ("2023年1-5月", "quarter", []),
        ("2023年6月", "quarter", []),
        ("2023Q3", "quarter", ["2023Q3"]),
        ("2023.5.25", "month", ["2023-05"]),
        ("牟定县2023年农村劳动力转移就业月报表（5月）", "month", ["2023-05"]),
        ("2023年农村劳动力转移就业月报表（1—5月）", "month", ["2023-05"]),
        ("2023年农村劳动力转移就业月报表（十二月）", "month", ["2023-12"]),
        ("2023年农村劳动力转移就业月报表（截至5月25日）", "month", ["2023-05"]),
        ("2023年农村劳动力转移就业月报表（5月25日）", "month", []),
        ("2021—2023年转移就业情况（5月）", "month", []),
        ("2023年转移就业5月、6月", "month", []),
        ("2023年度家庭收入监测表（一季度）", "quarter", ["2023Q1"]),
        ("2023年度家庭收入监测表（1—6月）", "quarter", ["2023Q2"]),
        ("2023年度家庭收入监测表（前三季度）", "quarter", ["2023Q3"]),
    ],
)
def test_a_period_is_read_in_each_of_its_forms(text: str, kind: PeriodKind, expected: list[str]) -> None:
    assert periods_in(text, kind) == expected


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("共和镇2023年5月", ["2023-05"]),
        ("共和镇202305", ["2023-05"]),
        ("共和镇_20230603", []),
        ("共和镇2023年6月3日", []),
        ("共和镇（截至2023年5月25日）", ["2023-05"]),
    ],
)
def test_a_day_in_a_file_name_is_when_it_was_sent(name: str, expected: list[str]) -> None:
    assert periods_in(name, "month", is_file_name=True) == expected


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("2023年5月25日", date(2023, 5, 25)),
        ("2023.5.25", date(2023, 5, 25)),
        ("20230525", date(2023, 5, 25)),
        (20230525.0, date(2023, 5, 25)),
        ("5月25日", date(2023, 5, 25)),
        (45071.0, date(2023, 5, 25)),
        (datetime(2023, 5, 25), date(2023, 5, 25)),  # noqa: DTZ001
        ("2023年2月30日", None),
        ("2023.5.32", None),
        ("月底", None),
    ],
)
def test_a_report_date_is_a_day_that_exists(value: str | float | datetime, expected: date | None) -> None:
    assert read_day(value, 2023, 5).day == expected


@pytest.mark.parametrize(
    ("day", "period", "expected"),
    [
        (date(2023, 1, 1), "2023-05", True),
        (date(2024, 1, 31), "2023-12", True),
        (date(2024, 1, 5), "2023Q4", True),
        (date(2024, 2, 1), "2023-12", False),
        (date(2024, 1, 1), "2023-05", False),
        (date(2022, 5, 25), "2023-05", False),
    ],
)
def test_a_report_date_lies_in_the_year_or_the_month_after(day: date, period: str, expected: bool) -> None:
    assert is_date_in_reach(day, period) is expected
