"""上报记录 in words: the line of a version, the headline, warnings and changes with their counts."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

from data_access.changes import Changes
from data_access.store import AcceptedWarning, SubmissionRecord
from services.views.history import change_words, history_headline, version_line
from services.views.model import sentence
from services.views.triage import Names
from tests.pages.answers import DUE, GONGHE, NAMES

SAID = Names(reporters=NAMES, sheets={"employment": "就业月报表"}, fields={})


def record(version: int = 1, *, late: bool = False, state: str = "in_force", **more: Any) -> SubmissionRecord:
    at = DUE + timedelta(hours=1 if late else -1)
    known: dict[str, Any] = {
        "submission": version, "root": "", "sheet": "employment", "reporter": GONGHE, "period": "2023-05", "rows": 24, "by": "张三",
        "reason": "", "accepted_at": at, "received_at": at, "from_at": at, "to_at": None, "file": "报表.xlsx", "worksheet": "就业",
        "sha256": "ab" * 32, "column_map": {}, "warnings": {}, "withdrawn_by": None, "withdrawn_reason": None,
    }  # fmt: skip
    return SubmissionRecord(version=version, state=state, **{**known, **more})  # type: ignore[arg-type]


def test_only_a_first_version_is_in_time_or_late() -> None:
    lines = [version_line(entry, SAID, DUE) for entry in (record(), record(late=True), record(2, late=True))]
    assert [line.timely for line in lines] == ["按时", "▲ 迟报", "更正"]


def test_the_headline_counts_reports_versions_and_what_was_amiss() -> None:
    entries = [record(late=True, state="superseded"), record(2), record(3, state="withdrawn")]
    lines = [version_line(entry, SAID, DUE) for entry in entries]
    assert sentence(history_headline(lines, 2)) == "1份报表共3个版本，1份迟报，更正2次，撤回1次；另有2次未入库。"
    assert sentence(history_headline(lines[1:2], 0)) == "1份报表共1个版本，更正1次。"
    plain = [version_line(record(), SAID, DUE)]
    assert sentence(history_headline(plain, 0)) == "1份报表共1个版本。"


def test_a_warning_is_said_in_words_with_its_count() -> None:
    entry = record(
        warnings={"jump": AcceptedWarning(count=2, cells=("C5", "D6")), "unheard_of": AcceptedWarning(count=1, cells=())}
    )
    assert version_line(entry, SAID, DUE).warnings == "变化幅度异常2处、unheard_of1处"
    assert version_line(replace(entry, warnings={}), SAID, DUE).warnings == "—"


def test_changes_are_counted_in_words() -> None:
    assert change_words(None) == "—"
    assert change_words(Changes(new=1, changed=0, unchanged=3, removed=2)) == "新增1行、删除2行"
    assert change_words(Changes(new=0, changed=0, unchanged=3, removed=0)) == "内容相同"
