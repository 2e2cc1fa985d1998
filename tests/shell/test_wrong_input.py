"""Wrong input gets a sentence and changes nothing: of a rejected report there stays one attempt, of all else nothing."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Mapping
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook

from tests.data_access.reading.biff import ole
from tests.shell.conftest import County
from tests.shell.packs import PLAN
from tests.shell.workbooks import fill, household, save_report, village, workers

MAY = {"unit": "玉屏镇", "period": "2023年5月"}
Make = Callable[[Path], Path]
Tables = dict[str, list[tuple[Any, ...]]]


def _bytes(name: str, content: bytes) -> Make:
    def make(folder: Path) -> Path:
        (folder / name).write_bytes(content)
        return folder / name

    return make


def _employment(*rows: Mapping[str, Any], name: str = "报表.xlsx", **layout: Any) -> Make:
    return lambda folder: save_report(folder / name, "employment", rows, **(MAY | layout))


def _households(*rows: Mapping[str, Any]) -> Make:
    return lambda folder: save_report(
        folder / "户.xlsx", "household_income", rows, unit="玉屏镇", period="2023年第一季度", above="单位：元"
    )


def _villages(*rows: Mapping[str, Any], **layout: Any) -> Make:
    return lambda folder: save_report(folder / "村.xlsx", "collective_economy", rows, **MAY, above="单位：万元", **layout)


def _truncated(folder: Path) -> Path:
    whole = save_report(folder / "半.xlsx", "employment", [workers("大龙树社区")], **MAY)
    whole.write_bytes(whole.read_bytes()[:-900])
    return whole


def _figures_only(folder: Path) -> Path:
    book = Workbook()
    book.worksheets[0].append(["项目", "金额"])
    book.worksheets[0].append(["甲", 12])
    book.save(folder / "账.xlsx")
    return folder / "账.xlsx"


def _twice(folder: Path) -> Path:
    book = Workbook()
    fill(book.worksheets[0], "employment", [workers("大龙树社区")], **MAY)
    fill(book.create_sheet("又一张"), "employment", [workers("卫国社区")], **MAY)
    book.save(folder / "两张.xlsx")
    return folder / "两张.xlsx"


ENCRYPTED = ole({"EncryptionInfo": b"\x04\x00\x04\x00" + b" " * 5000, "EncryptedPackage": b"\x00" * 5000})
# what is handed in, the code that says what is wrong, the cell it stands in
UNREADABLE: dict[str, tuple[Make, str]] = {
    "empty": (_bytes("空.xlsx", b""), "file_empty"),
    "not a workbook": (_bytes("图.xlsx", b"\x89PNG\r\n\x1a\n" + b"\x00" * 600), "file_not_a_workbook"),
    "encrypted": (_bytes("密.xlsx", ENCRYPTED), "file_encrypted"),
    "a web page": (_bytes("网页.xls", b"<html><table><tr><td>1</td></tr></table></html>"), "file_is_html"),
    "text with commas": (_bytes("文.csv", "地区,人数\n玉屏镇,3\n玉屏镇,4\n".encode()), "file_is_csv"),
    "cut short": (_truncated, "file_damaged"),
    "no report at all": (_figures_only, "sheet_unrecognised"),
}
REJECTED: dict[str, tuple[Make, str, str | None]] = {
    "a sheet that the plan does not list": (_households(household("H1", "大龙树社区", wage=100)), "sheet_not_in_pack", None),
    "no period": (_employment(workers("大龙树社区"), period=""), "period_missing", None),
    "a quarter for a month": (_employment(workers("大龙树社区"), period="2023年第二季度"), "period_missing", None),
    "a period to come": (_employment(workers("大龙树社区"), period="2093年5月"), "period_out_of_range", None),
    "a period long gone": (_employment(workers("大龙树社区"), period="2019年12月"), "period_out_of_range", None),
    "two periods": (_employment(workers("大龙树社区"), name="玉屏镇2023年6月.xlsx"), "identity_conflict", None),
    "another county's unit": (_employment(workers("共和村委会"), unit="牟定县共和镇"), "reporter_not_due", None),
    "an unknown place": (_employment(workers("大龙树社区"), workers("云深村委会")), "place_unknown", "A6"),
    "a place of the neighbours": (_employment(workers("大龙树社区"), workers("新现村委会")), "place_outside", "A6"),
    "text for a number": (_employment(workers("大龙树社区", rangers="约三百")), "number_invalid", "O5"),
    "a fraction of a person": (_employment(workers("大龙树社区", rangers=1.5)), "number_fraction", "O5"),
    "less than nothing": (_employment(workers("大龙树社区", rangers=-1)), "negative", "O5"),
    "an empty required cell": (_employment(workers("大龙树社区", labour_force=None)), "required_blank", "B5"),
    "parts that do not add up": (_employment(workers("大龙树社区", transfer_total=61)), "parts_of_transfer", "C5"),
    "a broken total": (
        _villages(
            village("大龙树社区", 3.5), village("卫国社区", 1.5), total={"operating": 5, "operating_total": 5, "total": 5.02}
        ),
        "total_row",
        "E7",
    ),
    "a place twice": (_villages(village("大龙树社区", 3.5), village("大龙树社区", 3.5)), "duplicate_key", "A6"),
    "a column missing": (
        _villages(village("大龙树社区", 3.5), columns=["region", "operating", "total"]),
        "field_missing",
        None,
    ),
    "a sheet twice": (_twice, "sheet_twice", None),
}


@pytest.fixture
def watched(county: Callable[..., County], tmp_path: Path) -> County:
    """A county with a report in force, without household income in its plan."""
    made = county(plan=PLAN.split("[sheets.household_income]")[0])
    report = save_report(tmp_path / "4月.xlsx", "employment", [workers("卫国社区")], unit="玉屏镇", period="2023年4月")
    assert made.take(report)[0]["outcome"] == "accepted"
    return made


def _tables(county: County) -> Tables:
    with closing(sqlite3.connect(county.url.removeprefix("sqlite:///"))) as connection:
        names = [name for (name,) in connection.execute("select name from sqlite_master where type = 'table'")]
        return {name: connection.execute(f'select * from "{name}"').fetchall() for name in names}  # noqa: S608


@pytest.mark.parametrize(("make", "code"), UNREADABLE.values(), ids=UNREADABLE)
def test_a_file_that_is_no_report_is_refused_with_one_sentence(make: Make, code: str, watched: County, tmp_path: Path) -> None:
    before, file = _tables(watched), make(tmp_path)
    for command in ("check", "import"):
        answer = watched.run(command, file, "--json")
        assert (answer.status, answer.err) == (1, "")
        (found,) = answer.document
        assert (found["sheet"], found["outcome"], found["submission"], found["changes"]) == (None, "unrecognised", None, None)
        assert [(entry["code"], entry["severity"], entry["cell"]) for entry in found["problems"]] == [(code, "error", None)]
        assert all(found["problems"][0][part] for part in ("message", "fix"))
    assert _tables(watched) == before


@pytest.mark.parametrize(("make", "code", "cell"), REJECTED.values(), ids=REJECTED)
def test_a_faulty_report_leaves_one_attempt_and_nothing_else(
    make: Make, code: str, cell: str | None, watched: County, tmp_path: Path
) -> None:
    file = make(tmp_path)
    before = _tables(watched)
    checked = watched.run("check", file, "--json")
    assert checked.status == 1
    assert {entry["outcome"] for entry in checked.document} == {"invalid"}
    assert _tables(watched) == before

    answer = watched.run("import", file, "--accept-warnings", "--reason", "属实", "--by", "李甲", "--json")
    assert answer.status == 1
    errors = [entry for found in answer.document for entry in found["problems"] if entry["severity"] == "error"]
    assert (code, cell) in {(entry["code"], entry["cell"]) for entry in errors}
    assert all(entry["message"] and entry["fix"] for entry in errors)
    assert {(found["outcome"], found["submission"], found["version"]) for found in answer.document} == {
        ("rejected", None, None)
    }
    after = _tables(watched)
    attempts = after.pop("attempt")
    assert before.pop("attempt") == []
    assert after == before
    assert len(attempts) == len(answer.document)
    assert all("李甲" in attempt and code in str(attempt[-1]) for attempt in attempts)


CALLS = {
    "no file": ("check", "没有.xlsx"),
    "unknown period": ("indicators", "--period", "2023-13"),
    "unknown region": ("indicators", "--period", "2023-05", "--region", "999999999999"),
    "region of another county": ("indicators", "--period", "2023-05", "--region", "532323000000"),
    "unknown pack to ask": ("indicators", "--period", "2023-05", "--pack", "nowhere-2023"),
    "unknown pack to set": ("init", "--pack", "nowhere-2023"),
    "unknown sheet": ("submissions", "--sheet", "weather"),
    "unknown rule": ("warnings", "--period", "2023Q1", "--rule", "rain"),
    "unknown option": ("status", "--period", "2023-05", "--colour"),
    "unknown command": ("dance",),
    "no such version": ("withdraw", "77", "--reason", "误报"),
    "template of a stranger": ("template", "employment", "--reporter", "532323101000", "--period", "2023-05", "-o", "空.xlsx"),
    "warnings accepted without a reason": ("import", "没有.xlsx", "--accept-warnings"),
    "a moment that is none": ("status", "--period", "2023-05", "--as-of", "昨天"),
    "an empty moment": ("submissions", "--as-of", ""),
    "a moment out of the calendar": ("submissions", "--as-of", "9999-12-31T23:00-12:00"),
    "a moment before clocks": ("submissions", "--as-of", "0001-01-01"),
    "an empty pack": ("status", "--period", "2023-05", "--pack", ""),
    "an empty rule": ("warnings", "--period", "2023Q1", "--rule="),
    "a version of no number": ("withdraw", "x", "--reason", "误报"),
    "a version beyond all numbers": ("withdraw", "9" * 20, "--reason", "误报"),
    "a limit beyond all numbers": ("warnings", "--period", "2023Q1", "--limit", "9" * 20),
}


@pytest.mark.parametrize("call", CALLS.values(), ids=CALLS)
def test_a_wrong_call_is_one_sentence_and_status_two(call: tuple[str, ...], watched: County) -> None:
    before = _tables(watched)
    answer = watched.run(*call)
    assert (answer.status, answer.out) == (2, "")
    assert answer.err.endswith(("。\n", "）\n"))
    assert len(answer.err.splitlines()) == 1
    assert not any(word in answer.err for word in ("Traceback", "error", "usage"))
    assert _tables(watched) == before


def test_a_database_of_a_newer_version_is_left_alone(watched: County, tmp_path: Path) -> None:
    with closing(sqlite3.connect(watched.url.removeprefix("sqlite:///"))) as connection:
        connection.execute("update alembic_version set version_num = '9999_later'")
        connection.commit()
    before = _tables(watched)
    report = save_report(tmp_path / "5月.xlsx", "employment", [workers("卫国社区")], **MAY)
    for call in (
        ("check", report),
        ("import", report),
        ("indicators", "--period", "2023-05", "--json"),
        ("init", "--pack", tmp_path / "county.toml"),
        ("withdraw", "1", "--reason", "误报"),
    ):
        answer = watched.run(*call)
        assert (answer.status, answer.out, len(answer.err.splitlines())) == (2, "", 1)
        assert "Traceback" not in answer.err
    assert _tables(watched) == before


def test_something_that_is_no_database_is_left_alone(county: Callable[..., County], tmp_path: Path) -> None:
    made = county()
    file = tmp_path / "日记.sqlite"
    file.write_text("今天下雨。" * 300, encoding="utf-8")
    before = file.read_bytes()
    for command in (("status", "--period", "2023-05"), ("init", "--pack", "mouding-2023")):
        answer = County(url=f"sqlite:///{file}", folder=tmp_path, capsys=made.capsys).run(*command)
        assert (answer.status, answer.out, len(answer.err.splitlines())) == (2, "", 1)
    assert file.read_bytes() == before
