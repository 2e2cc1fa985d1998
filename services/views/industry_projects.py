"""Projects and villages by name: who must mend what. A project that several funds pay for stands once, its funds together."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from metrics.evidence import MICRO
from services.tables.model import Table, TableCell, TableColumn, TableRow
from services.views import forms

SHOWN = 7
AMOUNTS = (
    "fiscal_investment", "industry_investment", "paid", "lifted_households", "monitored_households", "annual_return",
    "dividend_due", "dividend_paid",
)  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class Project:
    """One project code: ``amounts`` are the sums over its rows by field (None: blank in every row), 万元 and 户.

    ``unit_name``: the unit that it is counted under, ``place`` the village in it (empty: the unit itself); ``tag``: 沿用4月.
    """

    code: str
    name: str
    unit_name: str
    place: str
    operator: str
    sources: str
    mechanism: str
    progress: str
    amounts: dict[str, Fraction | None]
    tag: str = ""

    @property
    def households(self) -> Fraction | None:
        """脱贫户 and 监测户 that it carries along."""
        parts = [self.amounts["lifted_households"], self.amounts["monitored_households"]]
        return sum((part for part in parts if part is not None), Fraction(0)) if any(p is not None for p in parts) else None

    @property
    def rate(self) -> Fraction | None:
        """Yearly return over the fiscal investment, in percent."""
        gained, invested = self.amounts["annual_return"], self.amounts["fiscal_investment"]
        return forms.share(gained, invested) if gained is not None and invested is not None else None


@dataclass(frozen=True, kw_only=True)
class PlacedRow:
    """One row of a sheet with the words for its place and the month that it was taken over from."""

    fields: dict[str, Any]
    unit_name: str
    place: str
    tag: str


@dataclass(frozen=True, kw_only=True)
class NameList:
    """Who stands on a list: ``table`` for half a page, ``all_rows`` to take along; ``where``: the units with most, as the
    end of a sentence; ``count``: the indicator's value, None where the figure does not exist."""

    key: str
    label: str
    finding: str
    what: str
    count: int | None
    table: Table
    all_rows: Table
    where: str = ""
    note: str = ""


def projects(rows: Sequence[PlacedRow]) -> tuple[Project, ...]:
    """One project a code, the largest investment first."""
    by_code: dict[str, list[PlacedRow]] = {}
    for row in rows:
        by_code.setdefault(_text(row, "code"), []).append(row)
    found = [_project(code, own) for code, own in by_code.items()]
    return tuple(sorted(found, key=lambda entry: (-(entry.amounts["fiscal_investment"] or 0), entry.code)))


def _project(code: str, rows: Sequence[PlacedRow]) -> Project:
    first = rows[0]

    def several(field: str) -> str:
        return "、".join(dict.fromkeys(text for row in rows if (text := _text(row, field))))

    return Project(
        code=code, name=_text(first, "name"), unit_name=first.unit_name, place=first.place, tag=first.tag,
        operator=several("operator"), sources=several("fund_source"), mechanism=several("mechanism"),
        progress=several("progress"), amounts={field: _sum(rows, field) for field in AMOUNTS},
    )  # fmt: skip


def _text(row: PlacedRow, field: str) -> str:
    value = row.fields.get(field)
    return value if isinstance(value, str) else ""


def _sum(rows: Sequence[PlacedRow], field: str) -> Fraction | None:
    values = [row.fields.get(field) for row in rows]
    known = [value for value in values if isinstance(value, int)]
    return Fraction(sum(known), MICRO) if known else None


def most(unit_names: Sequence[str]) -> str:
    """``，其中蟠猫乡2个``, ``，其中安乐乡、蟠猫乡各2个``: the units with most; nothing where they are too many to name."""
    counts = Counter(unit_names)
    largest = max(counts.values(), default=0)
    top = [name for name, count in counts.items() if count == largest]
    if not top or len(top) > 3:
        return ""
    if len(counts) == 1:
        return f"，都在{top[0]}" if largest > 1 else f"，在{top[0]}"
    if largest == 1:
        return f"，在{'、'.join(top)}"
    return f"，其中{'、'.join(top)}{'各' if len(top) > 1 else ''}{largest}个"


def without_mechanism(entries: Sequence[Project], count: int | None, noun: str) -> NameList:
    """整改清单: the projects that have no mechanism."""
    where = most([entry.unit_name for entry in entries])
    finding = f"整改清单：{len(entries)}个项目未建机制{where}" if entries else "整改清单：没有未建机制的项目"
    return NameList(
        key="mechanism", label="整改清单", finding=finding if count is not None else "整改清单：还没有项目台账", count=count,
        what="未建立联农带农机制的项目，按财政投资从大到小，万元", where=where, note=_left_out(len(entries), "个项目"),
        table=_short_table(entries, "整改清单", noun, ("households", "带动户")),
        all_rows=project_table(entries, "整改清单：未建立联农带农机制的项目", noun),
    )  # fmt: skip


def below_return(entries: Sequence[Project], count: int | None, bound: Fraction | None, noun: str) -> NameList:
    """Projects that yield less than the paper wants, the lowest first; ``bound`` in percent."""
    by_rate = sorted(entries, key=lambda entry: (entry.rate if entry.rate is not None else Fraction(0), entry.code))
    line, where = f"{forms.plain(bound, 2)}%", most([entry.unit_name for entry in by_rate])
    if bound is None:
        finding = "本方案未规定收益率"
    elif count is None:
        finding = "还没有项目台账"
    elif not by_rate:
        finding = f"没有收益率低于{line}的见效项目"
    else:
        finding = f"{len(by_rate)}个见效项目收益率低于{line}{where}"
    return NameList(
        key="return", label="收益率偏低", finding=finding, count=count, what="见效项目，按年收益率从低到高，万元、%", where=where,
        table=_short_table(by_rate, "收益率低于目标的见效项目", noun, ("rate", "收益率 %")),
        all_rows=project_table(by_rate, "收益率低于目标的见效项目", noun),
        note=_left_out(len(by_rate), "个项目") + _partly(by_rate, bound),
    )  # fmt: skip


def _partly(entries: Sequence[Project], bound: Fraction | None) -> str:
    """Why a project with several funds may stand on the list although it yields enough in all."""
    over = [entry for entry in entries if bound is not None and entry.rate is not None and entry.rate >= bound]
    return f"{forms.names([entry.name for entry in over], '项目')}合计已达到，其中一类资金不足。" if over else ""


def without_pioneer(entries: Sequence[PlacedRow], count: int | None, covered: str, noun: str) -> NameList:
    """The villages that say 0; ``covered``: how many villages have said anything (88/89个村)."""
    where = most([entry.unit_name for entry in entries])
    finding = f"{len(entries)}个村没有致富带头人{where}" if entries else "已报的村都有致富带头人"
    columns = (
        TableColumn(key="number", heading="序号", align="center", width=6),
        TableColumn(key="unit", heading=noun, width=14),
        TableColumn(key="village", heading="村", width=18),
    )
    rows = tuple(
        TableRow(
            cells=(TableCell(text=str(index), muted=True), TableCell(text=entry.unit_name, tag=entry.tag), TableCell(text=entry.place or entry.unit_name))
        )
        for index, entry in enumerate(entries, start=1)
    )  # fmt: skip
    title = "没有致富带头人的村"
    return NameList(
        key="pioneer", label="没有带头人的村", finding=finding if count is not None else "还没有按村报送致富带头人", count=count,
        what=f"致富带头人为0的村{f'，已填{covered}' if covered else ''}", where=where, note=_left_out(len(entries), "个村"),
        table=Table(title=title, columns=columns, rows=rows[:SHOWN]), all_rows=Table(title=title, columns=columns, rows=rows),
    )  # fmt: skip


def _left_out(count: int, unit: str) -> str:
    return f"此处列前{SHOWN}{unit}，全部{count}{unit}见导出表。" if count > SHOWN else ""


def _short_table(entries: Sequence[Project], title: str, noun: str, last: tuple[str, str]) -> Table:
    """Name over code, unit over village, operator over fund: as much as half a page holds."""
    key, heading = last
    decimals = 2 if key == "rate" else 0
    columns = (
        TableColumn(key="number", heading="序号", align="center", width=6),
        TableColumn(key="name", heading="项目", width=18, wrap=True),
        TableColumn(key="unit", heading=noun, width=10),
        TableColumn(key="operator", heading="经营主体", width=17, wrap=True),
        TableColumn(key="investment", heading="财政投资", align="right", number=True, decimals=2, width=10),
        TableColumn(key=key, heading=heading, align="right", number=True, decimals=decimals, width=8),
    )
    rows = tuple(
        TableRow(
            cells=(
                TableCell(text=str(index), muted=True),
                TableCell(text=entry.name, second=entry.code),
                TableCell(text=entry.unit_name, second="，".join(part for part in (entry.place, entry.tag) if part)),
                TableCell(text=entry.operator, second=entry.sources),
                number_cell(entry.amounts["fiscal_investment"], 2),
                number_cell(entry.rate if key == "rate" else entry.households, decimals),
            )
        )
        for index, entry in enumerate(entries[:SHOWN], start=1)
    )
    return Table(title=title, columns=columns, rows=rows)


PROJECT_COLUMNS: tuple[tuple[str, str, str, int, int], ...] = (
    ("fiscal_investment", "财政投资", "资金", 2, 11), ("industry_investment", "用于产业", "资金", 2, 11), ("paid", "支出", "资金", 2, 11),
    ("lifted_households", "脱贫户", "带动户数", 0, 8), ("monitored_households", "监测户", "带动户数", 0, 8),
    ("annual_return", "年收益", "收益", 2, 10), ("rate", "收益率 %", "收益", 2, 9),
    ("dividend_due", "应兑付", "分红", 2, 10), ("dividend_paid", "已兑付", "分红", 2, 10),
)  # fmt: skip


def project_table(entries: Sequence[Project], title: str, noun: str) -> Table:
    """Everything that the list says of its projects, a column each: the table to take along."""
    words = (("序号", 6), ("项目编号", 18), ("项目名称", 26), (noun, 12), ("实施地点", 16), ("经营主体", 24), ("资金类别", 24),
             ("建立机制", 9), ("项目进度", 9))  # fmt: skip
    columns = (
        *(TableColumn(key=heading, heading=heading, width=width) for heading, width in words),
        *(
            TableColumn(key=key, heading=heading, group=group, align="right", number=True, decimals=decimals, width=width)
            for key, heading, group, decimals, width in PROJECT_COLUMNS
        ),
    )
    rows = tuple(_project_row(index, entry) for index, entry in enumerate(entries, start=1))
    notes = ("一个项目有几类资金的合并为一行，金额、户数为本表所列资金合计。", "“—”表示没有数。")
    return Table(title=title, unit="万元、户、%", columns=columns, rows=rows, notes=notes)


def _project_row(index: int, entry: Project) -> TableRow:
    texts = (
        entry.code, entry.name, entry.unit_name, entry.place or entry.unit_name, entry.operator, entry.sources,
        entry.mechanism, entry.progress,
    )  # fmt: skip
    return TableRow(
        cells=(
            TableCell(text=str(index), muted=True),
            *(TableCell(text=text, tag=entry.tag if column == 2 else "") for column, text in enumerate(texts)),
            *(
                number_cell(entry.rate if key == "rate" else entry.amounts[key], decimals)
                for key, _, _, decimals, _ in PROJECT_COLUMNS
            ),
        )
    )


def number_cell(value: Fraction | None, decimals: int) -> TableCell:
    """A figure for screen and sheet."""
    return TableCell(text=forms.number(value, decimals), value=None if value is None else float(value))
