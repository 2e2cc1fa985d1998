"""verify, rebuild, backup and restore."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from data_access.sheets import load_sheets
from data_access.store.verifying import FaultCode, Place
from services.fault_words import GROUPS
from services.forms import moment_json
from services.shell.printing import ProgressBar, print_json, print_line, say
from services.verification import Verification
from services.workspace import database_url, open_workspace


def verify(arguments: argparse.Namespace) -> int:
    """Says what does not hold; 1 where anything does not."""
    from services.verification import verify as verified

    result = verified(arguments.database, ProgressBar("正在核对"))
    if arguments.json:
        print_json(verification_json(result))
    else:
        for line in _lines(result):
            print_line(line)
    return 0 if result.holds else 1


def _lines(result: Verification) -> Iterator[str]:
    for group, codes in GROUPS.items():
        found: dict[FaultCode, str] = {code: words for code, words in codes.items() if result.findings.counts[code]}
        if not found:
            continue
        yield f"■ {group}：{sum(result.findings.counts[code] for code in found)}处不符"
        for code, words in found.items():
            yield from _of_kind(result, code, words)
    if result.unread:
        yield f"  说明：{result.unread}份报表所属的方案已不在库中，没有重读原始文件。"
    if result.leftovers:
        yield f"  说明：中断的入库留下{result.leftovers}份暂存，任何查询都看不到，下次入库时自动清除。"
    checked = f"原始文件{result.files}个、报表{len(result.submissions)}份、数据{result.rows}行、预警名单{result.lists}份"
    faults = result.findings.counts.total()
    yield f"已核对{checked}，" + ("全部相符。" if result.holds else f"共{faults}处不符。")


def _of_kind(result: Verification, code: FaultCode, words: str) -> Iterator[str]:
    count, places = result.findings.counts[code], result.findings.places[code]
    yield f"  {words}：{count}处"
    for place in places:
        yield f"    {_place(result, place)}"
    if count > len(places):
        yield f"    ……另有{count - len(places)}处"


def _place(result: Verification, place: Place) -> str:
    """编号12 就业 2023-05 第2版，共和镇2023年5月.xlsx 工作表“就业” F9."""
    stored = result.submissions.get(place.submission or 0)
    if stored is None:
        number = f"编号{place.submission}" if place.submission is not None else ""
        return " ".join(part for part in (number, place.subject, place.cell) if part)
    sheet = load_sheets()[stored.sheet].tab if stored.sheet in load_sheets() else stored.sheet
    report = f"编号{stored.id} {sheet} {stored.reporter} {stored.period} 第{stored.version}版"
    cell = f"{stored.file} 工作表“{stored.worksheet}” {place.cell}" if place.cell else ""
    return "，".join(part for part in (place.subject, report, cell) if part)


def verification_json(result: Verification) -> dict[str, Any]:
    """What was checked, and each kind of fault with its count and first places."""
    findings = result.findings
    return {
        "holds": result.holds,
        "checked": {
            "files": result.files, "submissions": len(result.submissions), "rows": result.rows, "warning_lists": result.lists,
        },
        "unread": result.unread,
        "leftovers": result.leftovers,
        "faults": [
            {
                "code": code, "group": group, "title": words, "count": findings.counts[code],
                "places": [_place_json(result, place) for place in findings.places[code]],
            }
            for group, codes in GROUPS.items() for code, words in codes.items() if findings.counts[code]
        ],
    }  # fmt: skip


def _place_json(result: Verification, place: Place) -> dict[str, Any]:
    stored = result.submissions.get(place.submission or 0)
    return {
        "submission": place.submission,
        "sheet": stored.sheet if stored else None,
        "reporter": stored.reporter if stored else None,
        "period": stored.period if stored else None,
        "version": stored.version if stored else None,
        "file": stored.file if stored else None,
        "worksheet": stored.worksheet if stored else None,
        "cell": place.cell or None,
        "subject": place.subject or None,
    }


def rebuild(arguments: argparse.Namespace) -> int:
    """Makes the derived tables anew."""
    from services.warning_lists import rebuild_lists

    count = rebuild_lists(open_workspace(arguments.database), ProgressBar("正在重建"))
    say(f"已重建预警名单{count}份。")
    return 0


def backup(arguments: argparse.Namespace) -> int:
    """Writes everything into one file."""
    from data_access.store.portable import back_up

    made = back_up(database_url(arguments.database), Path(arguments.file))
    say(f"已备份报表{made.submissions}份、原始文件{made.files}个：{arguments.file}")
    return 0


def restore(arguments: argparse.Namespace) -> int:
    """Puts everything of a backup into a database."""
    from data_access.store.portable import restore as restored

    mark = restored(database_url(arguments.database), Path(arguments.file), force=arguments.force)
    say(f"已恢复{moment_json(mark.created_at)}的备份：报表{mark.submissions}份、原始文件{mark.files}个。")
    return 0
