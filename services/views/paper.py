"""工作方案: the paper itself, who reports what, what is open, and where the paper contradicts itself."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from metrics.packs import Pack
from services.tables.model import Table, TableCell, TableColumn, TableRow
from services.views import forms
from services.views.glossary_formula import Sheets
from services.views.glossary_sheets import due_words
from services.views.model import Page
from services.views.words import LEVEL_NOUNS

NOT_WRITTEN, CONTRADICTS = "方案没有写明", "文件前后不一致"
FACT_COLUMNS = (
    TableColumn(key="what", heading="项目", width=16),
    TableColumn(key="words", heading="内容", width=90, wrap=True),
)
SHEET_COLUMNS = (
    TableColumn(key="sheet", heading="报表", width=26, wrap=True),
    TableColumn(key="kind", heading="周期", width=8),
    TableColumn(key="due", heading="报送时间", width=36, wrap=True),
    TableColumn(key="who", heading="填报单位", width=50, wrap=True),
    TableColumn(key="row", heading="每行填", width=14, wrap=True),
    TableColumn(key="exempt", heading="免报单位", width=20, wrap=True),
)
QUESTION_COLUMNS = (
    TableColumn(key="number", heading="序号", align="center", width=6),
    TableColumn(key="kind", heading="类别", width=16),
    TableColumn(key="words", heading="内容", width=100, wrap=True),
)


@dataclass(frozen=True, kw_only=True)
class Stored:
    """How the database keeps the pack: ``own`` from a file of the bureau's, ``said`` a sentence where it is not the shipped
    one of that id (empty: nothing to say); ``beside``: where the two stand side by side."""

    own: bool
    since: str
    said: str = ""
    beside: str = ""


@dataclass(frozen=True, kw_only=True)
class Paper:
    """The page: its findings (its table is the one to take along); ``targets``: the same on screen; ``general``, ``settings``
    and ``rules``: the tables of its parts; ``others``: packs to compare with, id by what each is called."""

    page: Page
    targets: Table
    general: tuple[Table, ...]
    settings: tuple[Table, ...]
    rules: tuple[Table, ...]
    stored: Stored
    others: Mapping[str, str]


def facts(pack: Pack, names: Mapping[str, str]) -> tuple[tuple[str, str], ...]:
    """What the paper is and of whom it speaks, name and words; what is set beside it (calendar) too."""
    first, last = pack.years
    calendar = pack.calendar
    month = {1: "1月（自然年度）", 10: "上年10月"}[pack.income_year_starts]
    single = "；".join(f"{period}：{forms.day(day)}" for period, day in sorted(calendar.overrides.items()))
    return (
        ("文件", pack.document),
        ("印发日期", forms.day(pack.issued)),
        ("行政区域", f"{names.get(pack.root, pack.root)}（{pack.root}）"),
        ("年度", f"{first}年" if first == last else f"{first}—{last}年"),
        ("收入年度起始", month),
        ("填报层级", LEVEL_NOUNS[pack.submit_level]),
        ("填报部门", "、".join(pack.departments.values()) or "无，各表由各地填报"),
        ("月报时间", due_words("month", calendar)),
        ("季报时间", due_words("quarter", calendar)),
        ("遇法定节假日", "顺延至下一工作日" if calendar.holiday_moves else "不顺延"),
        ("遇双休日", "顺延至下一工作日" if calendar.weekend_moves else "不顺延"),
        ("单独规定的期次", single or "无"),
    )


def fact_table(pack: Pack, names: Mapping[str, str], stored: Stored, context: str) -> Table:
    """The paper's card, with how the database keeps it."""
    kept = f"{'本单位的方案文件' if stored.own else '随程序提供的方案'}，{stored.since}起使用"
    lines = (*facts(pack, names), ("方案编号", pack.id), ("存法", kept))
    rows = tuple(TableRow(cells=(TableCell(text=what, muted=True), TableCell(text=words))) for what, words in lines)
    return Table(title="方案概况", columns=FACT_COLUMNS, rows=rows, context=context)


def sheet_words(pack: Pack, names: Mapping[str, str], sheet: str) -> tuple[str, str, str]:
    """Who hands a sheet in, what a row is (empty: as the sheet says), who need not."""
    plan = pack.sheets[sheet]
    who = "、".join(pack.departments.get(code, code) for code in plan.reporters) or f"各{LEVEL_NOUNS[pack.submit_level]}"
    row = f"一个{LEVEL_NOUNS[plan.row_level]}" if plan.row_level else ""
    exempt = "、".join(pack.departments.get(code) or names.get(code, code) for code in plan.exempt)
    return who, row, exempt or "无"


def sheet_table(pack: Pack, sheets: Sheets, names: Mapping[str, str], context: str) -> Table:
    """Who reports what, by when; sheets that the pack does not take are named below."""
    rows: list[TableRow] = []
    for sheet in (name for name in sheets if name in pack.sheets):
        declaration = sheets[sheet]
        who, row, exempt = sheet_words(pack, names, sheet)
        kind = "月报" if declaration.period == "month" else "季报"
        said = (declaration.title, kind, due_words(declaration.period, pack.calendar), who, row or declaration.row, exempt)
        rows.append(TableRow(cells=tuple(TableCell(text=text) for text in said)))
    left = "、".join(sheets[name].title for name in sheets if name not in pack.sheets)
    notes = (f"本方案不收：{left}。",) if left else ()
    title = f"谁报什么　{len(rows)}张报表"
    return Table(title=title, columns=SHEET_COLUMNS, rows=tuple(rows), notes=notes, context=context)


def question_table(pack: Pack, context: str) -> Table:
    """What the paper leaves open, and where it says two things that cannot both hold: that first."""
    said = [*((CONTRADICTS, text) for text in pack.conflicts), *((NOT_WRITTEN, text) for text in pack.open_questions)]
    rows = tuple(
        TableRow(cells=(TableCell(text=str(number)), TableCell(text=kind, strong=kind == CONTRADICTS), TableCell(text=text)))
        for number, (kind, text) in enumerate(said, start=1)
    )
    notes = () if rows else ("方案文件没有列出未定事项。",)
    return Table(title=f"未定事项　{len(rows)}项", columns=QUESTION_COLUMNS, rows=rows, notes=notes, context=context)
