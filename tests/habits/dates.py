"""Habits 17 to 24: the day of a report and its period, as they are written."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from typing import Any

from tests.habits.people import NOTE, full_width
from tests.intake.forms import Form
from tests.intake.honest import Honest, emp, hh, nothing_in
from tests.intake.paper import Paper
from tests.intake.rows import employment, households
from tests.intake.sheets import prog, proj, task
from tests.intake.wrong import Wrong, at, nowhere, put

MONTHLY, QUARTERLY = "农村劳动力转移就业月报表", "脱贫人口和监测对象家庭收入监测表"
REPORTER = {1: "填报单位：蟠猫乡"}


def dated(value: Any, *, apart: bool = False, **options: Any) -> Honest:
    """A 填报日期 in the cell of its label or in the next one."""
    said = {9: "填报日期：", 10: value} if apart else {9: f"填报日期：{value}"}
    return Honest(emp(above=({**REPORTER, **said},)), **options)


def odd(value: Any, *, apart: bool = False) -> Honest:
    return dated(value, apart=apart, warnings=["report_date_odd"])


def titled(*lines: Any, above: dict[int, Any] | None = None, **options: Any) -> Honest:
    """A monthly report whose period stands in its title."""
    return Honest(emp(title=lines, above=({**REPORTER, **(above or {})},)), **options)


def quarter(*lines: str, period: str = "2023Q1", above: dict[int, Any] | None = None, **options: Any) -> Honest:
    """A quarterly report; of another period than the first quarter its rows are others."""
    rows = households() if period == "2023Q1" else nothing_in(households(), "remark", period)
    return Honest(hh(rows, title=lines, above=({**REPORTER, **(above or {})},)), period=period, **options)


def no_period(*lines: Any, file: str = "报表.xlsx", quarterly: bool = False, above: dict[int, Any] | None = None) -> Wrong:
    """A period that is not taken from these words."""
    make: Callable[..., Form] = hh if quarterly else emp
    return Wrong(make(title=lines, above=({**REPORTER, **(above or {})},)), [("period_missing", nowhere)], file=file)


def two_periods(*lines: Any, above: dict[int, Any] | None = None, file: str = "报表.xlsx", quarterly: bool = False) -> Wrong:
    make: Callable[..., Form] = hh if quarterly else emp
    return Wrong(make(title=lines, above=({**REPORTER, **(above or {})},)), [("identity_conflict", nowhere)], file=file)


def month_cell(shown: str, value: date = date(2023, 5, 1)) -> Callable[[Paper, Form], None]:
    """2023年5月 typed into the second row becomes a day that is shown as a month."""

    def touch(paper: Paper, form: Form) -> None:
        paper.cells[2, 9], paper.formats[2, 9] = value, shown

    return touch


_ODD_DAYS: dict[str, Any] = {
    "21 30 February": "2023.2.30", "21 month 13": "2023-13-1", "21 day 32": "2023.5.32", "21 31 April": "2023年4月31日",
    "21 29 February": "2023年2月29日", "21 month 0": "2023-0-5", "21 words": "月底", "21 unfinished": "2023年  月  日",
    "18 six digits": "230525", "18 seven digits": "2023525", "18 a year of two digits": "23.5.25", "18 a year of two digits in words": "23年5月25日",
    "17 from one day to another": "2023年5月25日至26日", "17 month and day exchanged": "25/5/2023",
    "24 last year": "2022年5月25日", "24 last year with points": "2022.5.25", "24 next year": "2024年5月25日",
    "24 the January after but one": "2024年1月5日",
}  # fmt: skip
_NOTED_DAYS: dict[str, Any] = {
    "17 points": "2023.5.25", "17 strokes": "2023/5/25", "17 hyphens without zeros": "2023-5-25", "17 、 between": "2023、5、25",
    "17 号": "2023年5月25号", "17 the time of day": "2023-05-25 10:30", "17 with seconds": "2023/5/25 10:30:00",
    "17 the day of the week": "2023年5月25日（星期四）",
    "18 eight digits": "20230525", "19 no year": "5月25日", "19 no year, points": "5.25", "19 no year, a stroke": "5/25",
    "20 a month": "2023年5月", "20 a month with a point": "2023.5", "20 a month in six digits": "202305", "20 a month with a hyphen": "2023-05",
    "22 a serial number as text": "45071", "23 numerals": "二〇二三年五月二十五日", "23 numerals with 零": "二零二三年五月廿五日",
    "23 numerals with a figure 0": "二0二三年五月二十五日", "23 numerals with a letter O": "二O二三年五月二十五日",
    "23 numerals without a year": "五月二十五日",
    "23 full width": full_width("2023") + "年" + full_width("5") + "月" + full_width("25") + "日",
    "23 full width with points": "２０２３．５．２５",
}  # fmt: skip
HONEST: dict[str, Honest] = {
    **{case: dated(value, notes=NOTE) for case, value in _NOTED_DAYS.items()},
    **{case: odd(value) for case, value in _ODD_DAYS.items()},
    "17 as it is asked for": dated("2023年5月25日"),
    "17 with blanks": dated("2023 年 5 月 25 日"),
    "17 with zeros": dated("2023年05月25日"),
    "17 as computers write": dated("2023-05-25"),
    "17 a day": dated(date(2023, 5, 25), apart=True),
    "17 a day with a time": dated(datetime(2023, 5, 25, 10, 30), apart=True),  # noqa: DTZ001
    "17 in the next cell with points": dated("2023.5.25", apart=True, notes=NOTE),
    "17 not filled in": dated("    年  月  日"),
    "17 lines to write on": dated("____年__月__日"),
    "17 a word for nothing": dated("未填", apart=True),
    "17 a day without its label": titled("牟定县蟠猫乡2023年5月" + MONTHLY, above={9: "2023年6月2日"}),
    "17 a day without its label as a day": titled("牟定县蟠猫乡2023年5月" + MONTHLY, above={9: date(2023, 6, 2)}),
    "17 日期": titled("牟定县蟠猫乡2023年5月" + MONTHLY, above={9: "日期：2023年6月2日"}),
    "17 printed on a day": titled("牟定县蟠猫乡2023年5月" + MONTHLY, above={9: "导出时间：2023-06-02 08:15"}, notes=NOTE),
    "18 eight digits as a number": dated(20230525, apart=True, notes=NOTE),
    "18 six digits as a number": odd(230525, apart=True),
    "18 a file of a day of six digits": titled("牟定县蟠猫乡2023年5月" + MONTHLY, file="蟠猫乡230601.xlsx"),
    "18 a file of a day of eight digits": titled("牟定县蟠猫乡2023年5月" + MONTHLY, file="蟠猫乡20230601.xlsx"),
    "19 no year as a number": dated(5.25, apart=True, notes=NOTE),
    "19 no year as a number that lost a zero": odd(5.2, apart=True),
    "19 no year in the January after": Honest(
        emp(nothing_in(employment(), "remark", "十二月"), title=("蟠猫乡2022年12月" + MONTHLY,), above=({**REPORTER, 9: "填报日期：1月3日"},)),
        period="2022-12", notes=NOTE,
    ),
    "20 a month as a number": dated(202305, apart=True, notes=NOTE),
    "20 a month as a number with a point": dated(2023.5, apart=True, notes=NOTE),
    "20 January or October": odd(2023.1, apart=True),
    "20 a title in six digits": titled("蟠猫乡202305" + MONTHLY),
    "20 a title with a point": titled(f"蟠猫乡{MONTHLY}（2023.05）"),
    "20 a title with a stroke": titled(f"蟠猫乡{MONTHLY}（2023/5）"),
    "20 a line of a month": titled(MONTHLY, above={9: "报告期：2023年5月"}),
    "20 a line of a month in six digits": titled(MONTHLY, above={9: "报告期：", 10: 202305}),
    "20 a line of a month that has become a day": titled(MONTHLY, above={9: "报告期：", 10: date(2023, 5, 1)}),
    "20 a line of a month with a point": titled(MONTHLY, above={9: "报告期：", 10: 2023.5}),
    "20 a line of January or October beside a title": Honest(
        emp(nothing_in(employment(), "remark", "十月"), title=("蟠猫乡2022年10月" + MONTHLY,), above=({**REPORTER, 9: "报告期：", 10: 2022.1},)),
        period="2022-10",
    ),
    "20 a line of a month under the year of the title": titled("蟠猫乡2023年" + MONTHLY, above={9: "报告期：5月"}),
    "20 a month below the title": titled("蟠猫乡2023年" + MONTHLY, "（5月）"),
    "20 a month of its own that has become a day": titled("蟠猫乡" + MONTHLY, touch=month_cell('yyyy"年"m"月"'), by="xlsxwriter"),
    "20 a month of its own shown as 2023-05": titled("蟠猫乡" + MONTHLY, touch=month_cell("yyyy-mm"), by="xlsxwriter"),
    "20 截至 a day": titled(f"蟠猫乡{MONTHLY}（截至2023年5月25日）"),
    "20 截止 a day with points": titled(f"蟠猫乡{MONTHLY}（截止2023.5.25）"),
    "20 截至 in a line": titled("蟠猫乡" + MONTHLY, above={9: "数据截至：2023年5月25日"}),
    "20 截止日期 in a line": titled("蟠猫乡" + MONTHLY, above={9: "截止日期：2023年5月25日"}),
    "20 the day by which it is due": titled("蟠猫乡2023年5月" + MONTHLY, above={9: "报送截止时间：2023年6月3日"}),
    "22 a serial number": dated(45071, apart=True, notes=NOTE),
    "22 a serial number with a time": dated(45071.4375, apart=True, notes=NOTE),
    "22 a number too small": odd(20000, apart=True),
    "22 a number too large": odd(60000, apart=True),
    "22 a serial number of another year": odd(44706, apart=True),
    "22 a line of a serial number": titled("蟠猫乡" + MONTHLY, above={9: "报告期：", 10: 45047}, notes=NOTE),
    "23 a title in numerals": titled("蟠猫乡二〇二三年五月" + MONTHLY, notes=NOTE),
    "23 a title in numerals with a figure": titled("蟠猫乡二0二三年五月" + MONTHLY, notes=NOTE),
    "23 a title in numerals with 零": titled("蟠猫乡二零二三年五月份" + MONTHLY, notes=NOTE),
    "23 a title in numerals with a circle": titled("蟠猫乡二○二三年五月" + MONTHLY, notes=NOTE),
    "23 a title in full width": titled("蟠猫乡２０２３年５月" + MONTHLY, notes=NOTE),
    "23 a month in numerals": titled("蟠猫乡2023年五月" + MONTHLY, notes=NOTE),
    "23 from one to five in numerals": titled("蟠猫乡二〇二三年一至五月" + MONTHLY, notes=NOTE),
    "23 截至 in numerals": titled(f"蟠猫乡{MONTHLY}（截至二〇二三年五月二十五日）", notes=NOTE),
    "23 a line in numerals": titled(MONTHLY, above={9: "报告期：二〇二三年五月"}, notes=NOTE),
    "23 元月": Honest(
        emp(nothing_in(employment(), "remark", "元月"), title=("蟠猫乡2023年元月" + MONTHLY,), above=(REPORTER,)), period="2023-01", notes=NOTE
    ),
    "24 the month after": dated("2023年6月3日"),
    "24 the January after December": Honest(
        emp(nothing_in(employment(), "remark", "年末"), title=("蟠猫乡2022年12月" + MONTHLY,), above=({**REPORTER, 9: "填报日期：2023年1月4日"},)),
        period="2022-12",
    ),
    "24 a paper of another year": titled("附件（牟政发〔2022〕15号）", "蟠猫乡2023年5月" + MONTHLY),
    "24 the January after the fourth quarter": quarter("蟠猫乡2022年第四季度" + QUARTERLY, period="2022Q4", above={9: "填报日期：2023年1月5日"}),
    "19 no year in the January after the fourth quarter": quarter(
        "蟠猫乡2022年第四季度" + QUARTERLY, period="2022Q4", above={9: "填报日期：1月5日"}, notes=NOTE
    ),
    "24 a quarter in another year": quarter(
        "蟠猫乡2023年第一季度" + QUARTERLY, above={9: "填报日期：2022年3月25日"}, warnings=["report_date_odd"]
    ),
    "20 第一季度": quarter("蟠猫乡2023年第一季度" + QUARTERLY),
    "20 一季度": quarter("蟠猫乡2023年一季度" + QUARTERLY),
    "20 1季度": quarter("蟠猫乡2023年1季度" + QUARTERLY),
    "20 第1季": quarter("蟠猫乡2023年第1季" + QUARTERLY),
    "20 2023Q1": quarter(f"蟠猫乡{QUARTERLY}（2023Q1）"),
    "20 2023-Q1": quarter(f"蟠猫乡{QUARTERLY}（2023-Q1）"),
    "20 2023年q1": quarter(f"蟠猫乡{QUARTERLY}（2023年q1）"),
    "20 a Roman quarter": quarter("蟠猫乡2023年第Ⅰ季度" + QUARTERLY, notes=NOTE),
    "20 a quarter below the year": quarter("蟠猫乡2023年度" + QUARTERLY, "（第一季度）"),
    "20 a quarter behind the year": quarter(f"蟠猫乡2023年度{QUARTERLY}（一季）"),
    "20 a line of a quarter below the year": quarter("蟠猫乡2023年度" + QUARTERLY, above={9: "报告期：第一季度"}),
    "20 截至 the last month of a quarter": quarter(f"蟠猫乡{QUARTERLY}（截至2023年3月31日）"),
    "20 截至 the last month behind the year": quarter(f"蟠猫乡2023年度{QUARTERLY}（截至3月底）"),
    "20 a fourth Roman quarter": quarter("蟠猫乡2022年第Ⅳ季度" + QUARTERLY, period="2022Q4", notes=NOTE),
    "20 上半年": quarter("蟠猫乡2022年上半年" + QUARTERLY, period="2022Q2"),
    "20 上半年 below the year": quarter("蟠猫乡2022年度" + QUARTERLY, "（上半年）", period="2022Q2"),
    "20 前三季度": quarter("蟠猫乡2022年前三季度" + QUARTERLY, period="2022Q3"),
    "20 1—9月": quarter("蟠猫乡2022年1—9月" + QUARTERLY, period="2022Q3"),
    "20 全年": quarter("蟠猫乡2022年全年" + QUARTERLY, period="2022Q4"),
    "20 年度": quarter("蟠猫乡2022年度" + QUARTERLY, period="2022Q4"),
}  # fmt: skip
WRONG: dict[str, Wrong] = {
    "17 a day never gives the period": no_period("蟠猫乡" + MONTHLY, above={9: "填报日期：2023年5月25日"}),
    "17 nor does one without its label": no_period("蟠猫乡" + MONTHLY, above={9: "2023年5月25日"}),
    "17 nor does one as a day": no_period("蟠猫乡" + MONTHLY, above={9: date(2023, 5, 25)}),
    "17 nor in the file's name": no_period("蟠猫乡" + MONTHLY, file="蟠猫乡20230525.xlsx"),
    "18 a title with a year of two digits": no_period("蟠猫乡23年5月" + MONTHLY),
    "18 a title of six digits that are a day": no_period("蟠猫乡230525" + MONTHLY),
    "18 a title of six digits that are no month": no_period("蟠猫乡202313" + MONTHLY),
    "19 a title without a year": no_period("蟠猫乡5月" + MONTHLY),
    "20 two months": no_period("蟠猫乡2023年4—5月" + MONTHLY),
    "20 two months with 、": no_period("蟠猫乡2023年4、5月" + MONTHLY),
    "20 two months with words": no_period("蟠猫乡2023年4月至5月" + MONTHLY),
    "20 a quarter for a month": no_period("蟠猫乡2023年第二季度" + MONTHLY),
    "20 a month for a quarter": no_period("蟠猫乡2023年3月" + QUARTERLY, quarterly=True),
    "20 a month within a quarter": no_period(f"蟠猫乡{QUARTERLY}（截至2023年2月25日）", quarterly=True),
    "20 the second quarter by itself": no_period("蟠猫乡2022年4—6月" + QUARTERLY, quarterly=True),
    "20 a half year that is not named": no_period("蟠猫乡2022年度半年" + QUARTERLY, quarterly=True),
    "20 下半年": no_period("蟠猫乡2022年下半年" + QUARTERLY, quarterly=True),
    "20 a year and a month": no_period(f"蟠猫乡2022年度{QUARTERLY}（6月）", quarterly=True),
    "20 a line of January or October": two_periods("蟠猫乡" + MONTHLY, above={9: "报告期：", 10: 2022.1}),
    "20 a line that is another quarter than the title": two_periods(
        "蟠猫乡2022年第一季度" + QUARTERLY, above={9: "报告期：二季度"}, quarterly=True
    ),
    "21 a title of 30 February": no_period(f"蟠猫乡{MONTHLY}（截至2023年2月30日）"),
    "21 a title of month 13": no_period("蟠猫乡2023年13月" + MONTHLY),
    "21 a title of month 13 beside a file": two_periods("蟠猫乡2023年13月" + MONTHLY, file="蟠猫乡2023年5月.xlsx"),
    "21 a title of 32 May beside a month": two_periods(f"蟠猫乡2023年5月{MONTHLY}（截至2023年5月32日）"),
    "22 a day among figures": Wrong(emp(), [("number_invalid", at("rangers", 2))], put("rangers", 2, date(2023, 5, 25))),
    "22 a day among figures as text": Wrong(emp(), [("number_invalid", at("rangers", 2))], put("rangers", 2, "2023.5.25")),
    "22 a day for begun or not": Wrong(prog(), [("yes_no_invalid", at("started", 2))], put("started", 2, date(2023, 3, 1))),
    "22 a day for accepted or not": Wrong(prog(), [("yes_no_invalid", at("accepted", 2))], put("accepted", 2, "2023年3月1日")),
    "22 a day for the progress": Wrong(proj(), [("choice_invalid", at("progress", 2))], put("progress", 2, date(2023, 3, 1))),
    "22 a day among the figures of tasks": Wrong(task(), [("number_invalid", at("cumulative", 2))], put("cumulative", 2, date(2023, 3, 5))),
    "24 a title of last year beside a file": two_periods("蟠猫乡2022年5月" + MONTHLY, file="蟠猫乡2023年5月.xlsx"),
    "24 a line of last year below a title": two_periods("蟠猫乡2023年5月" + MONTHLY, above={9: "报告期：2022年5月"}),
    "24 截至 another month than the title": two_periods("蟠猫乡2023年5月" + MONTHLY, "（截至2023年6月2日）"),
}  # fmt: skip
