"""报表说明: what each report sheet asks for, of whom, until when, by which rules."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from data_access.sheets.declaration import Field, SheetDeclaration
from metrics.calendar import ReportingCalendar
from metrics.packs import Pack
from services.tables.model import Table, TableCell, TableColumn, TableRow
from services.views.glossary import Entry
from services.views.words import LEVEL_NOUNS

KINDS: Mapping[str, str] = {
    "region": "行政区划", "int": "整数", "decimal": "数值", "ratio": "百分数", "text": "文字", "choice": "选项", "yes_no": "是或否",
    "identifier": "编号",
}  # fmt: skip
ACCUMULATIONS: Mapping[str, str] = {"key": "关键项", "stock": "时点", "ytd": "本年累计", "flow": "当月", "": ""}
SEVERITIES: Mapping[str, str] = {"error": "错误，不能入库", "warning": "提醒，说明理由后可入库"}
FIELD_COLUMNS = (
    TableColumn(key="number", heading="序号", align="center", width=6),
    TableColumn(key="heading", heading="栏目", width=26, wrap=True),
    TableColumn(key="unit", heading="单位", width=10),
    TableColumn(key="type", heading="类型", width=10),
    TableColumn(key="kind", heading="性质", width=10),
    TableColumn(key="required", heading="必填", width=10),
    TableColumn(key="note", heading="填报说明", width=40, wrap=True),
    TableColumn(key="used", heading="用于指标", width=40, wrap=True),
)
RULE_COLUMNS = (
    TableColumn(key="number", heading="序号", align="center", width=6),
    TableColumn(key="message", heading="规则", width=44, wrap=True),
    TableColumn(key="severity", heading="不符时", width=24, wrap=True),
    TableColumn(key="fix", heading="处理办法", width=44, wrap=True),
)


@dataclass(frozen=True, kw_only=True)
class SheetGuide:
    """One report sheet: what it is in a line or two, its fields, its rules."""

    title: str
    lines: tuple[str, ...]
    fields: Table
    rules: Table


def sheet_guide(declaration: SheetDeclaration, pack: Pack, entries: Sequence[Entry]) -> SheetGuide:
    """The guide of one sheet that the pack lists."""
    plan = pack.sheets[declaration.id]
    who = "、".join(pack.departments.get(code, code) for code in plan.reporters) or f"各{LEVEL_NOUNS[pack.submit_level]}"
    row = f"一个{LEVEL_NOUNS[plan.row_level]}" if plan.row_level else declaration.row
    lines = (
        f"{'按月' if declaration.period == 'month' else '按季'}报送，{due_words(declaration.period, pack.calendar)}；填报单位：{who}。",
        f"每行填{row}。{declaration.help}",
    )
    fields = Table(
        title=f"{declaration.title}　栏目", columns=FIELD_COLUMNS, context=" ".join(lines),
        rows=tuple(
            _field_row(number, field, plan.row_level, _used(declaration, field, entries))
            for number, field in enumerate(declaration.fields, start=1)
        ),
    )  # fmt: skip
    return SheetGuide(title=declaration.title, lines=lines, fields=fields, rules=_rules(declaration))


def due_words(kind: str, calendar: ReportingCalendar) -> str:
    """每月25日前, 3月31日、6月30日、9月30日、12月30日前."""
    if kind == "quarter":
        return f"{'、'.join(f'{month}月{day}日' for month, day in calendar.quarter_dates)}前"
    month = {0: "每月", 1: "次月"}.get(calendar.month_offset, f"{calendar.month_offset}个月后")
    return f"{month}{calendar.day}日前"


def _used(declaration: SheetDeclaration, field: Field, entries: Sequence[Entry]) -> str:
    title = field.title.replace("其中：", "")
    return "、".join(
        entry.title
        for entry in entries
        if not entry.code and any(sheet == declaration.title and title in fields.split("、") for sheet, fields in entry.sources)
    )


def _field_row(number: int, field: Field, row_level: str | None, used: str) -> TableRow:
    choices = f"选项：{'、'.join(field.choices)}{'，可填多项' if field.several else ''}。" if field.choices else ""
    personal = "个人信息，显示时遮盖。" if field.personal else ""
    texts = (
        str(number), field.title, field.unit, KINDS[field.type], ACCUMULATIONS[field.accumulation],
        "必填" if field.is_required(row_level) else "", f"{plain(field.note)}{choices}{personal}", used,
    )  # fmt: skip
    return TableRow(cells=tuple(TableCell(text=text, muted=index == 0) for index, text in enumerate(texts)))


def plain(text: str) -> str:
    """A sentence without file endings, which mean nothing here."""
    return re.sub(r"\s*\.(xlsx|xls)", "工作簿", text)


def _rules(declaration: SheetDeclaration) -> Table:
    rows = tuple(
        TableRow(
            cells=(
                TableCell(text=str(number), muted=True),
                TableCell(text=f"{rule.message}。"),
                TableCell(text=SEVERITIES[rule.severity]),
                TableCell(text=rule.fix),
            )
        )
        for number, rule in enumerate(declaration.rules, start=1)
    )
    return Table(title=f"{declaration.title}　校验规则", columns=RULE_COLUMNS, rows=rows)
