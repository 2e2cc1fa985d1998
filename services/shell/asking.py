"""submissions, status, indicators and warnings."""

from __future__ import annotations

import argparse
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from data_access.errors import CalledWrongly
from data_access.regions.tree import region_tree
from data_access.sheets import load_sheets
from metrics.income_rules import LEVELS
from services.clock import parse_moment
from services.periods import parsed_period
from services.shell.printing import print_json, print_line, print_table, say
from services.views.words import LEVEL_WORDS, REPORT_WORDS, WORDS
from services.workspace import Workspace, open_workspace

if TYPE_CHECKING:
    from services.warning_list import ListFilter

VERSION_WORDS = {"in_force": "现行", "superseded": "已被取代", "withdrawn": "已撤回"}


def _as_of(arguments: argparse.Namespace) -> datetime | None:
    return parse_moment(arguments.as_of) if arguments.as_of is not None else None


def minute(moment: datetime | None) -> str:
    """A moment for reading, empty where there is none; 24:00 stands for the end of a day."""
    if moment is None:
        return "—"
    if (moment.hour, moment.minute) == (0, 0):
        return f"{moment - timedelta(minutes=1):%Y-%m-%d} 24:00"
    return f"{moment:%Y-%m-%d %H:%M}"


def submissions(arguments: argparse.Namespace) -> int:
    """Every stored version."""
    from services.versions import list_versions, versions_json

    if arguments.sheet is not None and arguments.sheet not in load_sheets():
        raise CalledWrongly(f"没有报表“{arguments.sheet}”，现有：{'、'.join(load_sheets())}。")
    period = str(parsed_period(arguments.period)) if arguments.period else None
    records = list_versions(open_workspace(arguments.database), period=period, sheet=arguments.sheet, as_of=_as_of(arguments))
    document = versions_json(records)
    if arguments.json:
        print_json(document)
    else:
        keys = ("submission", "sheet", "reporter", "period", "version", "state", "rows", "by", "received_at", "file")
        print_table(
            ("编号", "报表", "单位", "期间", "版本", "状态", "行数", "报送人", "收到时间", "文件"),
            [[VERSION_WORDS.get(row[key], row[key]) for key in keys] for row in document],
        )
    return 0


def status(arguments: argparse.Namespace) -> int:
    """Who has reported what."""
    from services.status import report_states, status_json

    as_of = _as_of(arguments)
    period = parsed_period(arguments.period)
    if period.kind == "year":
        raise CalledWrongly("报送进度按月或按季度查询，请写 2023-05 或 2023Q2。")
    states = report_states(open_workspace(arguments.database), period=str(period), pack=arguments.pack, as_of=as_of)
    document = status_json(str(period), as_of, states)
    if arguments.json:
        print_json(document)
    else:
        print_table(
            ("报表", "单位", "状态", "收到时间", "截止"),
            [
                [
                    load_sheets()[state.sheet].title,
                    state.name,
                    REPORT_WORDS[state.state],
                    minute(state.received_at),
                    minute(state.due_at),
                ]
                for state in states
            ],
        )
    return 0


def indicators(arguments: argparse.Namespace) -> int:
    """Every indicator with its targets."""
    from services.questions import ask, results_json

    results = ask(
        open_workspace(arguments.database),
        period=arguments.period,
        region=arguments.region,
        pack=arguments.pack,
        as_of=_as_of(arguments),
        by_child=arguments.by_child,
    )
    document = results_json(results)
    if arguments.json:
        print_json(document)
    else:
        print_table(
            ("指标", "单位", "期间", "数值", "计量单位", "报送", "目标", "状态"), [_indicator_line(row) for row in document]
        )
    return 0


def _indicator_line(row: dict[str, Any]) -> list[Any]:
    target: dict[str, Any] = row["target"] or {}
    place = region_tree().get(row["region"])
    return [
        row["title"],
        place.name if place else row["region"],
        row["period"],
        row["value"],
        row["unit"],
        f"{row['reported']}/{row['expected']}",
        target.get("value"),
        WORDS.get(target.get("status") or ""),
    ]


def warnings(arguments: argparse.Namespace) -> int:
    """The early-warning list, or its workbook; names are plain in a workbook only, where that is allowed and asked for."""
    from services.warning_list import ListFilter, page_json, warning_page

    if arguments.limit is not None and arguments.limit < 0:
        raise CalledWrongly("--limit 应为不小于0的整数。")
    if not arguments.output and (arguments.unmasked or arguments.form != "list"):
        raise CalledWrongly("--form 和 --unmasked 只用于写出工作簿，请用 -o 写明文件。")
    workspace = open_workspace(arguments.database)
    filters = ListFilter(
        rules=(arguments.rule,) if arguments.rule else (),
        levels=(arguments.level,) if arguments.level else (),
        kinds=(arguments.kind,) if arguments.kind else (),
        lists=(arguments.list,) if arguments.list else (),
    )
    question: dict[str, Any] = {
        "period": arguments.period, "pack": arguments.pack, "region": arguments.region, "as_of": _as_of(arguments),
    }  # fmt: skip
    if arguments.output:
        _taken(arguments, workspace, filters, question)
    page = warning_page(workspace, filters=filters, limit=arguments.limit, **question)
    if arguments.json:
        print_json(page_json(page))
    elif not arguments.output:
        print_line(f"{page.period} 预警{page.total}户")
        print_table(
            ("户编号", "级别", "原因"), [(row.household_no, LEVEL_WORDS[LEVELS[row.level]], row.reason) for row in page.rows]
        )
    return 0


def _taken(arguments: argparse.Namespace, workspace: Workspace, filters: ListFilter, question: dict[str, Any]) -> None:
    """The workbook of the list."""
    from services.sight import Asked
    from services.taking import write_list

    asked = Asked(by=arguments.by, purpose=arguments.reason) if arguments.unmasked else None
    count = write_list(workspace, arguments.output, filters=filters, form=arguments.form, asked=asked, **question)
    say(f"已写出{count}户：{arguments.output}" + ("（含姓名、证件号码和联系电话，已登记）" if asked else ""))
