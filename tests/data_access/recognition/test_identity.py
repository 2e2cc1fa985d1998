"""Period and reporter: who says what, and what follows from it."""

from __future__ import annotations

import pytest

from data_access.answers import Answers
from data_access.reading.grid import Cell
from data_access.recognition import Recognised
from data_access.scheme import SheetScheme
from tests.data_access.recognition.build import (
    BODY,
    GONGHE,
    HEADING,
    ROOT,
    XINQIAO,
    codes,
    collective,
    found,
    identity_tab,
    scheme,
    understand,
    worksheet,
)  # fmt: skip

PLAIN = "村级集体经济收入统计表"


def one(title: str = PLAIN, line: tuple[Cell, ...] = (), file: str = "上报.xlsx", answers: Answers | None = None) -> Recognised:
    return understand(collective(title=title, line=line), file=file, answers=answers)[0]


@pytest.mark.parametrize(
    ("title", "line", "file", "reporter"),
    [
        ("牟定县共和镇2023年5月" + PLAIN, (), "上报.xlsx", GONGHE),
        (PLAIN, ("填报单位（盖章）：共和镇人民政府",), "上报.xlsx", GONGHE),
        (PLAIN, ("填报单位：", "共和镇"), "上报.xlsx", GONGHE),
        (PLAIN, ("填报单位：共和镇   填报日期：2023年5月25日   单位：万元",), "上报.xlsx", GONGHE),
        (PLAIN, ("填报单位：中共共和镇委员会",), "上报.xlsx", GONGHE),
        (PLAIN, ("填报单位：共 和",), "上报.xlsx", GONGHE),
        (PLAIN, ("填报单位：楚雄州牟定县共和镇农业综合服务中心",), "上报.xlsx", GONGHE),
        (PLAIN, (), "共和镇2023年5月.xlsx", GONGHE),
        ("牟定县2023年5月" + PLAIN, ("填报单位：共和镇",), "新建.xlsx", GONGHE),
        ("牟定县2023年5月" + PLAIN, (), "上报.xlsx", None),
        (PLAIN, ("填报单位：牟定县农业农村局",), "上报.xlsx", None),
        (PLAIN, (), "上报.xlsx", None),
    ],
)
def test_the_reporter_is_read_wherever_it_is_named(title: str, line: tuple[Cell, ...], file: str, reporter: str | None) -> None:
    report = one(title, line, file)
    assert report.reporter == reporter
    assert not {"identity_conflict", "reporter_missing", "reporter_not_due"} & set(codes(report.problems))


@pytest.mark.parametrize(
    ("title", "line", "sender"),
    [
        ("牟定县2023年5月" + PLAIN, (), ROOT),
        (PLAIN, ("填报单位：牟定县人民政府",), ROOT),
        (PLAIN, ("填报单位：牟定县农业农村局",), "dept:nyncj"),
        ("牟定县2023年5月" + PLAIN, ("填报单位：牟定县农业农村局",), "dept:nyncj"),
        (PLAIN, ("填报单位：县人力资源和社会保障局",), "dept:rsj"),
        (PLAIN, ("填报单位：砚山县农业农村局",), None),
    ],
)
def test_a_sender_need_not_be_a_reporter(title: str, line: tuple[Cell, ...], sender: str | None) -> None:
    assert one(title, line).sender == sender


@pytest.mark.parametrize(
    ("title", "line", "file"),
    [
        ("牟定县共和镇2023年5月" + PLAIN, ("填报单位：新桥镇人民政府",), "上报.xlsx"),
        ("牟定县共和镇2023年5月" + PLAIN, (), "新桥镇.xlsx"),
        ("牟定县共和镇2023年5月" + PLAIN, (), "2023年6月.xlsx"),
        (PLAIN + "2023年5月", ("报告期：2023年4月", "填报单位：共和镇"), "上报.xlsx"),
    ],
)
def test_statements_that_disagree_are_a_conflict(title: str, line: tuple[Cell, ...], file: str) -> None:
    assert codes(found(one(title, line, file).problems, "identity_conflict")) == ["identity_conflict"]


@pytest.mark.parametrize(
    ("answer", "reporter", "conflict"),
    [(None, None, True), (GONGHE, GONGHE, False), (XINQIAO, XINQIAO, False), (ROOT, None, True)],
)
def test_the_caller_settles_with_one_of_the_statements(answer: str | None, reporter: str | None, conflict: bool) -> None:
    line = ("填报单位：新桥镇人民政府",)
    report = one("牟定县共和镇2023年5月" + PLAIN, line, answers=Answers(reporter=answer))
    assert (report.reporter, "identity_conflict" in codes(report.problems)) == (reporter, conflict)
    assert {entry.value for entry in report.reporter_statements} >= {GONGHE, XINQIAO}


@pytest.mark.parametrize(
    ("title", "answer", "period", "code"),
    [
        ("共和镇2023年5月" + PLAIN, "2023-04", None, "identity_conflict"),
        ("共和镇2023年5月" + PLAIN, "2023-05", "2023-05", ""),
        ("共和镇" + PLAIN, "2023-04", "2023-04", ""),
        ("共和镇" + PLAIN, None, None, "period_missing"),
        ("共和镇2023年第二季度" + PLAIN, None, None, "period_missing"),
        ("共和镇2023年7月" + PLAIN, None, "2023-07", "period_out_of_range"),
        ("共和镇2023年6月" + PLAIN, None, "2023-06", ""),
        ("共和镇2020年1月" + PLAIN, None, "2020-01", ""),
        ("共和镇2019年12月" + PLAIN, None, "2019-12", "period_out_of_range"),
    ],
)
def test_the_period_and_what_is_wrong_with_it(title: str, answer: str | None, period: str | None, code: str) -> None:
    report = one(title, answers=Answers(period=answer))
    assert report.period == period
    assert codes(report.problems) == ([code] if code else [])


@pytest.mark.parametrize(
    ("value", "code"),
    [
        ("2023年5月25日", ""),
        ("2023.6.1", "normalised"),
        ("2022年5月25日", "report_date_odd"),
        ("2023年2月30日", "report_date_odd"),
        ("    年  月  日", ""),
        (45071.0, "normalised"),
        (44706.0, "report_date_odd"),
    ],
)
def test_the_report_date_never_gives_the_period_but_is_looked_at(value: Cell, code: str) -> None:
    report = one("共和镇2023年5月" + PLAIN, ("填报日期：", value))
    assert [(p.code, p.cell) for p in report.problems] == ([(code, "B2")] if code else [])
    assert one("共和镇" + PLAIN, ("填报日期：", value)).period is None


def test_the_hidden_worksheet_speaks_too() -> None:
    hidden = identity_tab("集体经济", "collective_economy", "2023-05", GONGHE)
    (report,) = understand(collective(title=PLAIN), hidden)
    assert (report.period, report.reporter, codes(report.problems)) == ("2023-05", GONGHE, [])
    (renamed,) = understand(worksheet([["共和镇2023年6月" + PLAIN], HEADING, *BODY], "改了名"), hidden)
    assert codes(renamed.problems) == ["identity_conflict"]


def test_an_older_template_is_warned_of() -> None:
    hidden = identity_tab("集体经济", "collective_economy", "2023-05", GONGHE, version=0)
    (report,) = understand(collective(title=PLAIN), hidden)
    assert codes(report.problems) == ["template_outdated"]


def test_a_sheet_that_no_pack_lists_is_refused() -> None:
    (report,) = understand(collective(), schemes=[scheme(sheets={"employment": SheetScheme()})])
    assert codes(report.problems) == ["sheet_not_in_pack"]


@pytest.mark.parametrize(
    ("line", "reporter", "code"),
    [
        ("填报单位：牟定县农业农村局", "dept:nyncj", ""),
        ("填报单位：共和镇人民政府", None, "reporter_not_due"),
        ("填报单位：县人力资源和社会保障局", None, "reporter_not_due"),
        ("填报单位：牟定县人民政府", None, "reporter_missing"),
        ("", None, "reporter_missing"),
    ],
)
def test_of_a_departments_sheet_only_those_departments_are_reporters(line: str, reporter: str | None, code: str) -> None:
    pack = scheme(sheets={"collective_economy": SheetScheme(departments=("dept:nyncj",))})
    (report,) = understand(collective(title="2023年5月" + PLAIN, line=(line,)), schemes=[pack])
    assert report.reporter == reporter
    assert codes(report.problems) == ([code] if code else [])


def test_a_known_unit_outside_the_pack_is_not_due() -> None:
    report = one("2023年5月" + PLAIN, ("填报单位：砚山县江那镇人民政府",))
    assert codes(report.problems) == ["reporter_not_due"]


def test_several_roots_are_told_apart_by_the_unit_named() -> None:
    township = scheme(pack="xinhua", root="532523205000", submit_level="township", departments={})
    prefecture = scheme(pack="wenshan", root="532600000000", submit_level="county", departments={})
    packs = [prefecture, township, scheme()]
    roots = {
        "填报单位：共和镇": (GONGHE, ROOT),
        "填报单位：屏边县新华乡人民政府": ("532523205000", "532523205000"),
        "填报单位：新华乡": ("532523205000", "532523205000"),
        "填报单位：砚山县人民政府": ("532622000000", "532600000000"),
        "填报单位：牟定县": (None, ROOT),
    }
    for line, expected in roots.items():
        (report,) = understand(collective(title="2023年5月" + PLAIN, line=(line,)), schemes=packs)
        assert (report.reporter, report.root) == expected, line
