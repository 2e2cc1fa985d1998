"""指标说明: every indicator of a pack with its definition, formula, source and targets, in words; what of it is asked for."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from services.tables.model import Table, TableCell, TableColumn, TableRow
from services.views.judged import NO_TARGET

#: pages of the catalogue as the menu calls them; projects have a page of their own
PAGES: Mapping[str, str] = {
    "employment": "就业", "industry": "产业联农带农", "consumption": "消费帮扶", "collective": "村集体经济", "income": "收入",
    "tasks": "重点工作", "projects": "项目进度", "reporting": "报送进度",
}  # fmt: skip
ADDRESS = "/glossary?indicator="
COLUMNS = (
    TableColumn(key="title", heading="指标", width=22, wrap=True),
    TableColumn(key="definition", heading="口径", width=30, wrap=True),
    TableColumn(key="formula", heading="计算公式", width=34, wrap=True),
    TableColumn(key="source", heading="来源报表和栏目", width=26, wrap=True),
    TableColumn(key="target", heading="本方案目标", width=26, wrap=True),
)
FULL = (
    ("topic", "页面", 12), ("title", "指标", 24), ("code", "任务编码", 12), ("definition", "口径", 40), ("formula", "计算公式", 50),
    ("unit", "单位", 10), ("decimals", "小数位", 8), ("better", "优劣方向", 12), ("kind", "数据性质", 12), ("carried", "缺报处理", 24),
    ("sheets", "来源报表", 24), ("fields", "来源栏目", 36), ("target", "本方案目标", 30), ("years", "年度", 12), ("when", "何时判断", 18),
    ("clause", "文件条款", 12), ("lead", "牵头单位", 24), ("units", "责任单位", 30), ("population", "适用对象", 20), ("note", "说明", 24),
)  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class Aim:
    """One target in words, or ``count`` of them that differ only in their place."""

    code: str
    title: str
    words: str
    years: str
    when: str
    clause: str
    lead: str
    units: str
    population: str
    note: str
    count: int = 1


@dataclass(frozen=True, kw_only=True)
class Entry:
    """One indicator in words; ``code`` of a task, which its report names. ``sources``: (sheet, fields)."""

    id: str
    title: str
    topic: str
    definition: str
    formula: str
    unit: str
    decimals: int
    better: str
    kind: str
    carried: str
    sources: tuple[tuple[str, str], ...]
    aims: tuple[Aim, ...]
    code: str = ""

    def holds(self, word: str) -> bool:
        """Whether a searched word stands in what is shown of it."""
        said = (
            self.title,
            self.definition,
            self.formula,
            self.unit,
            self.kind,
            self.code,
            *(part for pair in self.sources for part in pair),
        )
        of_aims = (
            text for aim in self.aims for text in (aim.title, aim.words, aim.lead, aim.units, aim.clause, aim.population)
        )
        return any(word.casefold() in text.casefold() for text in (*said, *of_aims))


def found(entries: Iterable[Entry], *, words: str = "", topic: str = "", sheet: str = "") -> list[Entry]:
    """The entries of a page and sheet that hold every one of the searched words."""
    wanted = words.split()
    return [
        entry
        for entry in entries
        if (not topic or entry.topic == topic)
        and (not sheet or sheet in {title for title, _ in entry.sources})
        and all(entry.holds(word) for word in wanted)
    ]


def topics(entries: Iterable[Entry]) -> tuple[str, ...]:
    """The pages that have entries, in the order of the menu."""
    present = {entry.topic for entry in entries}
    return tuple(name for name in PAGES.values() if name in present)


def entry_table(entries: Sequence[Entry], context: str, address: str = ADDRESS) -> Table:
    """The entries under the names of their pages, each linking to its own card at ``address`` and its id."""
    rows: list[TableRow] = []
    for topic in topics(entries):
        own = [entry for entry in entries if entry.topic == topic]
        aims = sum(aim.count for entry in own for aim in entry.aims)
        rows.append(TableRow(kind="group", cells=(TableCell(text=topic),), note=f"{len(own)}项指标，{aims}项目标"))
        rows += [_row(entry, address) for entry in own]
    return Table(title=f"指标　{len(entries)}项", columns=COLUMNS, rows=tuple(rows), context=context)


def _row(entry: Entry, address: str) -> TableRow:
    where = "；".join(f"{sheet}：{fields}" if fields else sheet for sheet, fields in entry.sources)
    return TableRow(
        cells=(
            TableCell(text=entry.title, href=f"{address}{entry.id}" if entry.id else "", second=_second(entry)),
            TableCell(text=entry.definition),
            TableCell(text=entry.formula),
            TableCell(text=where or "各报表的报送记录"),
            TableCell(text=_aims(entry) or NO_TARGET, muted=not entry.aims),
        )
    )


def _second(entry: Entry) -> str:
    return "，".join(part for part in (entry.code, entry.unit, entry.kind) if part)


def _aims(entry: Entry) -> str:
    """The years are named where they differ."""
    several = len({aim.years for aim in entry.aims}) > 1
    return "；".join(f"{aim.years if several else ''}{aim_words(aim)}" for aim in entry.aims)


def aim_words(aim: Aim) -> str:
    """不低于87,500人，每期判断　二(六)，县人力资源和社会保障局."""
    said = "，".join(part for part in (aim.clause, aim.lead) if part and part != "—")
    return f"{aim.words}，{aim.when}{f'　{said}' if said else ''}"


def card(entry: Entry) -> Table:
    """Everything about one indicator, a line each."""
    lines = [
        ("口径", entry.definition), ("计算公式", entry.formula), ("单位", entry.unit or "随任务"),
        ("小数位", f"{entry.decimals}位，显示时四舍五入，判断用原值"), ("优劣方向", entry.better), ("数据性质", entry.kind), ("缺报处理", entry.carried),
    ]  # fmt: skip
    lines += [("来源", f"{sheet}：{fields}" if fields else sheet) for sheet, fields in entry.sources]
    for number, aim in enumerate(entry.aims, start=1):
        name = "本方案目标" if len(entry.aims) == 1 else f"本方案目标{number}"
        more = [aim.years, aim.when, f"条款{aim.clause}" if aim.clause else "", f"牵头单位：{aim.lead}"]
        more += [f"责任单位：{aim.units}" if aim.units else "", aim.population, aim.note]
        lines.append((name, f"{aim.title}{aim.words}；{'；'.join(part for part in more if part)}"))
    if not entry.aims:
        lines.append(("本方案目标", NO_TARGET))
    columns = (TableColumn(key="what", heading="项目", width=12), TableColumn(key="words", heading="内容", width=90, wrap=True))
    rows = tuple(TableRow(cells=(TableCell(text=what, muted=True), TableCell(text=text))) for what, text in lines)
    return Table(title=f"{entry.topic}　{entry.title}", columns=columns, rows=rows)


def full_table(entries: Sequence[Entry], context: str) -> Table:
    """Every attribute in a column of its own, one row an indicator and target: the sheet to take along."""
    columns = tuple(TableColumn(key=key, heading=heading, width=width, wrap=True) for key, heading, width in FULL)
    rows = [_full_row(entry, aim) for entry in entries for aim in (entry.aims or (None,))]
    return Table(title="指标说明", columns=columns, rows=tuple(rows), context=context)


def _full_row(entry: Entry, aim: Aim | None) -> TableRow:
    said = {
        "topic": entry.topic, "title": entry.title, "code": entry.code, "definition": entry.definition, "formula": entry.formula,
        "unit": entry.unit, "decimals": str(entry.decimals), "better": entry.better, "kind": entry.kind, "carried": entry.carried,
        "sheets": "、".join(sheet for sheet, _ in entry.sources), "fields": "；".join(fields for _, fields in entry.sources if fields),
    }  # fmt: skip
    if aim is None:
        said["target"] = NO_TARGET
    else:
        said |= {
            "target": aim.words, "years": aim.years, "when": aim.when, "clause": aim.clause, "lead": aim.lead, "units": aim.units,
            "population": aim.population, "note": aim.note,
        }  # fmt: skip
    return TableRow(cells=tuple(TableCell(text=said.get(key, "")) for key, _, _ in FULL))
