"""Corrections, withdrawals and back-fills through the shell: which version answers, and as of when."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from openpyxl import Workbook

from tests.shell.conftest import Answer, County
from tests.shell.packs import PLAN, ROOT, XINXIAN, YUPING, target
from tests.shell.workbooks import fill, household, save_report, village, workers

TRANSFER = "employment.transfer_total"
ACCEPTED = ("--accept-warnings", "--reason", "属实")


def _may(county: County, *, out: int, unit: str = "玉屏镇", place: str = "大龙树社区") -> Path:
    file = county.folder / f"{unit}{out}.xlsx"
    return save_report(file, "employment", [workers(place, out=out)], unit=unit, period="2023年5月")


def _value(county: County, *more: str) -> float | None:
    return county.figures(TRANSFER, "--period", "2023-05", *more)[0]["value"]


def _versions(county: County, *more: str) -> list[tuple[Any, ...]]:
    return [(row["submission"], row["version"], row["state"]) for row in county.ask("submissions", *more)]


def test_a_report_with_warnings_waits_for_a_reason(county: Callable[..., County]) -> None:
    pingbian = county()
    file = _may(pingbian, out=10)
    answer = pingbian.run("import", file, "--json")
    assert (answer.status, answer.document[0]["outcome"]) == (1, "needs_reason")
    assert _versions(pingbian) == []
    answer = pingbian.run("import", file, *ACCEPTED, "--json")
    (taken,) = answer.document
    assert (answer.status, taken["outcome"], taken["submission"], taken["version"]) == (0, "accepted", 1, 1)
    assert taken["changes"] == {"new": 1, "changed": 0, "unchanged": 0, "removed": 0}
    answer = pingbian.run("import", file, "--json")
    (taken,) = answer.document
    assert (answer.status, taken["outcome"], taken["submission"], taken["version"]) == (0, "unchanged", 1, 1)
    assert taken["changes"] == {"new": 0, "changed": 0, "unchanged": 1, "removed": 0}


def test_each_moment_has_its_own_answer(county: Callable[..., County]) -> None:
    pingbian = county()
    for out in (10, 15):
        pingbian.take(_may(pingbian, out=out))
    first, second = (datetime.fromisoformat(row["from_at"]) for row in pingbian.ask("submissions"))
    assert pingbian.run("withdraw", "2", "--reason", "误报").status == 0
    assert _versions(pingbian) == [(1, 1, "in_force"), (2, 2, "withdrawn")]
    again = datetime.fromisoformat(pingbian.ask("submissions")[0]["from_at"])
    just = timedelta(microseconds=1)
    moments = {first - just: None, first: 60, second - just: 60, second: 65, again - just: 65, again: 60}
    assert {moment: _value(pingbian, "--as-of", moment.isoformat()) for moment in moments} == moments
    assert _versions(pingbian, "--as-of", second.isoformat()) == [(1, 1, "superseded"), (2, 2, "in_force")]
    assert _versions(pingbian, "--as-of", first.isoformat()) == [(1, 1, "in_force")]

    assert pingbian.run("withdraw", "1", "--reason", "全部撤回").status == 0
    assert _value(pingbian) is None
    assert pingbian.ask("status", "--period", "2023-05")["counts"]["missing"] == 14
    assert pingbian.take(_may(pingbian, out=20))[0]["version"] == 3


def test_the_shell_says_what_stands_after_a_withdrawal_and_refuses_a_second(county: Callable[..., County]) -> None:
    pingbian = county()
    for out in (10, 15):
        pingbian.take(_may(pingbian, out=out))
    superseded = pingbian.run("withdraw", "1", "--reason", "误报")
    assert (superseded.status, superseded.err) == (2, "编号1不是现行版本（现行的是编号2），只能撤回现行版本。\n")
    assert (
        pingbian.run("withdraw", "2", "--reason", "误报", "--by", "王主任").err == "报表 2 已撤回，现行的是第1版（编号1）。\n"
    )
    again = pingbian.run("withdraw", "2", "--reason", "误报")
    assert (again.status, again.err) == (2, "编号2的版本已由王主任撤回，不能再次撤回。\n")
    assert pingbian.run("withdraw", "1", "--reason", "误报", "--by", " ").status == 2
    assert pingbian.run("withdraw", "1", "--reason", "全部撤回").err == "报表 1 已撤回，没有现行版本。\n"
    assert _versions(pingbian) == [(1, 1, "withdrawn"), (2, 2, "withdrawn")]


def test_the_same_content_is_unchanged_only_beside_what_is_in_force(county: Callable[..., County]) -> None:
    pingbian = county()
    for out in (10, 15):
        pingbian.take(_may(pingbian, out=out))
    assert pingbian.run("withdraw", "2", "--reason", "误报").status == 0
    [first], [second] = pingbian.take(_may(pingbian, out=10)), pingbian.take(_may(pingbian, out=15))
    assert (first["outcome"], first["submission"], first["version"]) == ("unchanged", 1, 1)
    assert (second["outcome"], second["version"]) == ("accepted", 3)
    assert _versions(pingbian) == [(1, 1, "superseded"), (2, 2, "withdrawn"), (3, 3, "in_force")]


def test_last_months_reason_stands_in_the_message_of_the_same_warning(county: Callable[..., County]) -> None:
    pingbian = county()
    pingbian.take(_may(pingbian, out=10))
    file = pingbian.folder / "六月.xlsx"
    save_report(file, "employment", [workers("大龙树社区", out=11)], unit="玉屏镇", period="2023年6月")
    answer = pingbian.run("check", file, "--json")
    [taken] = answer.document
    missing = [entry for entry in taken["problems"] if entry["code"] == "rows_missing"]
    assert missing
    assert all(
        "；上期已说明：属实（命令行，" in entry["message"] and entry["message"].endswith("，第1版）") for entry in missing
    )
    assert pingbian.run("import", file, "--json").document[0]["outcome"] == "needs_reason"


def test_the_first_version_decides_whether_a_report_was_on_time(county: Callable[..., County]) -> None:
    pingbian = county()
    pingbian.take(_may(pingbian, out=10), "--received-at", "2023-05-26T00:00:00")
    pingbian.take(_may(pingbian, out=11), "--received-at", "2023-06-02T09:00:00+08:00")
    pingbian.take(_may(pingbian, out=9, unit="新现镇", place="新现村委会"), "--received-at", "2023-05-25T16:00:01Z")
    status = pingbian.ask("status", "--period", "2023-05")
    found = {row["reporter"]: row for row in status["rows"] if row["submission"]}
    assert {code: row["state"] for code, row in found.items()} == {YUPING: "on_time", XINXIAN: "late"}
    assert found[YUPING]["received_at"] == "2023-06-02T09:00:00+08:00"
    assert found[YUPING]["first_valid_at"] == found[YUPING]["due_at"] == "2023-05-26T00:00:00+08:00"
    assert (status["counts"]["on_time"], status["counts"]["late"], status["counts"]["expected"]) == (1, 1, 14)
    rates = {row["indicator"]: row for row in pingbian.ask("indicators", "--period", "2023-05")}
    assert (rates["reporting.rate"]["numerator"], rates["reporting.on_time_rate"]["numerator"]) == (2, 1)
    assert rates["reporting.rate"]["value"] == 14.285714


def test_a_receipt_too_early_stores_nothing_of_the_batch(county: Callable[..., County]) -> None:
    pingbian = county()
    pingbian.take(_may(pingbian, out=10), "--received-at", "2023-05-20T09:00")
    other, again = _may(pingbian, out=9, unit="新现镇", place="新现村委会"), _may(pingbian, out=12)
    for moment in ("2023-05-20T08:59", "2093-01-01T00:00"):
        answer = pingbian.run("import", other, again, *ACCEPTED, "--received-at", moment, "--json")
        assert (answer.status, answer.out, len(answer.err.splitlines())) == (2, "", 1)
        assert _versions(pingbian) == [(1, 1, "in_force")]
    answer = pingbian.run("import", other, again, *ACCEPTED, "--received-at", "2023-05-20T09:00", "--json")
    assert [taken["outcome"] for taken in answer.document] == ["accepted", "accepted"]


def test_several_sheets_in_one_workbook_are_each_stored_whole(county: Callable[..., County]) -> None:
    pingbian = county()
    book = Workbook()
    book.worksheets[0].append(["填表说明：各表按月报送。"])
    fill(book.create_sheet("收入"), "household_income", [household("H1", "大龙树社区", wage=900)], unit="玉屏镇",
         period="2023年第一季度", above="单位：元")  # fmt: skip
    fill(book.create_sheet("就业"), "employment", [workers("大龙树社区", transfer_total=1)], unit="玉屏镇", period="2023年4月")
    fill(book.create_sheet("集体"), "collective_economy", [village("大龙树社区", 15000)], unit="玉屏镇", period="2023年4月",
         above="单位：元", serial=True, numbers=True, total={"operating": 15000, "operating_total": 15000, "total": 15000})  # fmt: skip
    book.create_sheet("Sheet2")
    book.save(pingbian.folder / "三张.xlsx")
    answer = pingbian.run("import", pingbian.folder / "三张.xlsx", *ACCEPTED, "--json")
    assert answer.status == 1
    outcomes = [(taken["worksheet"], taken["sheet"], taken["period"], taken["outcome"]) for taken in answer.document]
    assert outcomes == [
        ("收入", "household_income", "2023Q1", "accepted"),
        ("就业", "employment", "2023-04", "rejected"),
        ("集体", "collective_economy", "2023-04", "accepted"),
    ]
    assert pingbian.figures("collective.total", "--period", "2023-04")[0]["value"] == 1.5


def test_an_offices_file_becomes_one_report_a_township(county: Callable[..., County]) -> None:
    pingbian = county()
    rows = [workers("大龙树社区"), workers("新现村委会", transfer_total=1), workers("卫国社区")]
    file = save_report(pingbian.folder / "县.xlsx", "employment", rows, unit="屏边县人社局", period="2023年6月")
    taken = pingbian.take(file)
    assert [(one["reporter"], one["rows"], one["outcome"]) for one in taken] == [
        (YUPING, 2, "accepted"),
        (XINXIAN, 1, "rejected"),
    ]


def test_the_callers_answer_settles_what_the_file_leaves_open_only(county: Callable[..., County]) -> None:
    pingbian = county()
    rows = [workers("大龙树社区")]
    open_file = save_report(pingbian.folder / "a.xlsx", "employment", rows, unit="玉屏镇", period="")
    two = save_report(pingbian.folder / "玉屏镇2023年6月.xlsx", "employment", rows, unit="玉屏镇", period="2023年5月")

    def codes(answer: Answer) -> set[str]:
        return {entry["code"] for entry in answer.document[0]["problems"] if entry["severity"] == "error"}

    assert codes(pingbian.run("check", open_file, "--json")) == {"period_missing"}
    assert pingbian.run("check", open_file, "--period", "2023-04", "--json").document[0]["period"] == "2023-04"
    assert codes(pingbian.run("check", two, "--json")) == {"identity_conflict"}
    assert pingbian.run("check", two, "--period", "2023-06", "--json").document[0]["period"] == "2023-06"
    for wrong in (
        ("--period", "2023-07"),
        ("--reporter", XINXIAN, "--period", "2023-05"),
        ("--sheet", "collective_economy", "--period", "2023-05"),
    ):
        assert codes(pingbian.run("check", two, *wrong, "--json")) == {"identity_conflict"}


def test_packs_of_two_counties_answer_for_their_own(county: Callable[..., County]) -> None:
    pingbian = county()
    plan = pingbian.folder / "county.toml"
    assert pingbian.run("init", "--pack", plan, "--pack", "mouding-2023", "--pack", plan).status == 0
    pingbian.take(_may(pingbian, out=10))
    pingbian.take(_may(pingbian, out=11, unit="共和镇", place="余新村民委员会"))
    found = {row["pack"]: (row["region"], row["value"]) for row in pingbian.figures(TRANSFER, "--period", "2023-05")}
    assert found == {"pingbian-2023": (ROOT, 60), "mouding-2023": ("532323000000", 61)}
    assert _value(pingbian, "--region", YUPING) == 60
    for command in (("status", "--period", "2023-05"), ("warnings", "--period", "2023Q1")):
        assert pingbian.run(*command).status == 2
        assert pingbian.run(*command, "--pack", "pingbian-2023", "--json").status == 0
    assert pingbian.run("indicators", "--period", "2023-05", "--pack", "wenshan-2022-2024").status == 2
    other = pingbian.folder / "other.toml"
    other.write_text(PLAN + target("T", TRANSFER, ">=", 1), encoding="utf-8")
    answer = pingbian.run("init", "--pack", plan, "--pack", other)
    assert (answer.status, len(answer.err.splitlines())) == (2, 1)
