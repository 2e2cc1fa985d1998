"""A batch of files: what could be read, what could not, and which worksheets are the same report."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import pytest

from data_access.answers import Answers
from data_access.examination import Found, find, finding
from data_access.problems import Problem, problem
from data_access.reading.grid import Workbook, WorkbookFile
from data_access.recognition.result import Recognised
from tests.data_access.examination.build import RECEIVED, recognised
from tests.data_access.rules.build import GONGHE, XINQIAO, scheme


@dataclass(frozen=True)
class FakeRefused:
    file: str
    sha256: str
    problem: Problem


def batch(monkeypatch: pytest.MonkeyPatch, *worksheets: Recognised) -> list[Found]:
    opened = [
        FakeRefused("坏.xlsx", "1" * 64, problem("file_damaged", "文件已损坏")),
        Workbook(file="好.xlsx", sha256="2" * 64, worksheets=tuple(one.worksheet for one in worksheets)),
    ]
    monkeypatch.setattr(finding, "Refused", FakeRefused)
    monkeypatch.setattr(finding, "read_workbooks", lambda files, progress=None: opened)
    monkeypatch.setattr(finding, "recognise", lambda workbook, **named: list(worksheets))
    files = [WorkbookFile(name=one.file, content=b"") for one in opened]
    return find(files, schemes=[scheme()], answers=Answers(), received_at=RECEIVED)


def test_unreadable_files_keep_their_place(monkeypatch: pytest.MonkeyPatch) -> None:
    first, second = batch(monkeypatch, recognised(reporter=GONGHE))
    assert [first.number, second.number] == [0, 1]
    assert (first.file, first.recognised, [p.code for p in first.problems]) == ("坏.xlsx", None, ["file_damaged"])
    assert (second.file, second.worksheet, second.period, second.begins) == (
        "好.xlsx",
        "employment",
        "2023-05",
        date(2023, 5, 1),
    )


def test_worksheets_of_one_sheet_and_period_know_of_each_other(monkeypatch: pytest.MonkeyPatch) -> None:
    _, one, other, before, quarter = batch(
        monkeypatch, recognised(reporter=GONGHE), recognised("employment#2", reporter=XINQIAO),
        recognised("employment#3", reporter=GONGHE, period="2023-04"), recognised("household_income", reporter=GONGHE),
    )  # fmt: skip
    assert [twin.worksheet.name for twin in one.twins] == ["employment#2"]
    assert [twin.worksheet.name for twin in other.twins] == ["employment"]
    assert before.twins == quarter.twins == ()


def test_without_a_period_nothing_is_a_twin_and_nothing_begins(monkeypatch: pytest.MonkeyPatch) -> None:
    _, one, other = batch(monkeypatch, recognised(period=None), recognised("employment#2", period=None))
    assert (one.twins, other.twins, one.begins) == ((), (), None)
