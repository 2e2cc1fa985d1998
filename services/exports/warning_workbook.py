"""The early-warning list as a workbook: exactly the filtered list, in its order, with filters and 口径 on top."""

from __future__ import annotations

from fractions import Fraction

from data_access.store import WarningRow
from data_access.typed_rows import MICRO
from metrics.packs import Pack
from metrics.periods import Period
from metrics.rounding import printed
from metrics.warnings import LEVELS, rules_of
from services.clock import now
from services.exports.table_workbook import table_workbook
from services.households import Masked, masked_people
from services.tables.model import Table, TableCell, TableColumn, TableRow
from services.views import forms
from services.views.words import RULE_WORDS
from services.warning_list import ListFilter, WarningPage
from services.workspace import Workspace

COLUMNS = (
    TableColumn(key="number", heading="序号", align="center", number=True, width=6),
    TableColumn(key="level", heading="级别", align="center", width=8),
    TableColumn(key="township", heading="乡镇", width=10),
    TableColumn(key="village", heading="村（社区）", width=14),
    TableColumn(key="household_no", heading="户编号", width=18),
    TableColumn(key="head", heading="户主", width=8),
    TableColumn(key="kind", heading="户类型", width=13),
    TableColumn(key="persons", heading="人口", number=True, width=6),
    TableColumn(key="before", heading="上年同期", group="人均纯收入", number=True, decimals=2, width=12),
    TableColumn(key="now", heading="本期", group="人均纯收入", number=True, decimals=2, width=12),
    TableColumn(key="change", heading="增减额", group="人均纯收入", number=True, decimals=2, width=12),
    TableColumn(key="percent", heading="增幅%", group="人均纯收入", number=True, decimals=2, width=9),
    TableColumn(key="annual", heading="年人均", number=True, decimals=2, width=12),
    TableColumn(key="rules", heading="预警规则", width=20, wrap=True),
    TableColumn(key="reason", heading="预警原因", width=52, wrap=True),
)
DEFINITION = (
    "口径：家庭收入为年度累计数；同比为与上年同季累计数比较，按家庭纯收入÷家庭人口数逐户计算；"
    "年人均在第四季度为当年人均纯收入，此前为〔本季累计＋上年第四季度累计－上年同季累计〕÷人口数。"
)


def warning_workbook(workspace: Workspace, page: WarningPage, filters: ListFilter) -> bytes:
    """The rows of ``page``, names masked."""
    return table_workbook([warning_table(workspace, page, filters)], printed=f"打印时间 {now():%Y-%m-%d %H:%M}")


def warning_table(workspace: Workspace, page: WarningPage, filters: ListFilter) -> Table:
    """The same as a table."""
    pack = workspace.pack(page.pack)
    people = masked_people(workspace, page.rows)
    period = Period.parse(page.period).label
    rows = [
        _row(workspace, pack, number, row, people.get((row.submission, row.source_row)))
        for number, row in enumerate(page.rows, start=1)
    ]
    return Table(
        title=f"{workspace.region(page.region).name}{period}收入下降预警名单",
        unit="人、元/人、%",
        columns=COLUMNS,
        rows=tuple(rows),
        notes=("注：—表示没有可比基期或数据不足，不是0。",),
        context=f"{_seen_at(workspace)}{DEFINITION}共{page.total}户，生成时间{now():%Y-%m-%d %H:%M}。",
        filters=filter_words(workspace, page, filters),
    )


def _seen_at(workspace: Workspace) -> str:
    return "" if workspace.as_of is None else f"{forms.seen_at(workspace.as_of)}。"


def filter_words(workspace: Workspace, page: WarningPage, filters: ListFilter) -> str:
    """The filters in words; 全部 where there are none."""
    labels = workspace.pack(page.pack).labels
    parts = [
        ("单位", [workspace.region(region).name for region in filters.regions or (page.region,)]),
        ("级别", [getattr(labels, level) for level in filters.levels]),
        ("名单", list(filters.lists)),
        ("规则", [RULE_WORDS[rule] for rule in filters.rules]),
        ("户类型", list(filters.kinds)),
        ("降幅", [f"{filters.min_drop_percent}%以上"] if filters.min_drop_percent is not None else []),
        ("下降额", [f"{filters.min_drop}元/人以上"] if filters.min_drop is not None else []),
        ("户编号含", [filters.household_no] if filters.household_no else []),
    ]
    return "；".join(f"{name}：{'、'.join(words)}" for name, words in parts if words)


def _row(workspace: Workspace, pack: Pack, number: int, row: WarningRow, person: Masked | None) -> TableRow:
    level = LEVELS[row.level]
    township = workspace.tree.ancestor(row.region, "township")
    return TableRow(
        cells=(
            TableCell(text=str(number), value=number),
            TableCell(text=getattr(pack.labels, level), level=level),  # type: ignore[arg-type]
            TableCell(text=township.name if township else "—"),
            TableCell(text=workspace.region(row.region).name),
            TableCell(text=row.household_no),
            TableCell(text=person.name if person else "—"),
            TableCell(text=row.kind),
            _number(row.persons, 0),
            _number(row.net_per_capita_before),
            _number(row.net_per_capita),
            _number(row.change),
            _number(row.change_percent),
            _number(row.annual_per_capita),
            TableCell(text="、".join(RULE_WORDS[rule] for rule in rules_of(row.rules))),
            TableCell(text=row.reason),
        )
    )


def _number(micro: int | None, places: int = 2) -> TableCell:
    if micro is None:
        return TableCell(text="—")
    value = printed(Fraction(micro, MICRO), places)
    return TableCell(text=str(value), value=value)
