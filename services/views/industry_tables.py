"""The tables by unit of the page 产业联农带农: one a sheet, because each has reporters of its own."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Literal

from metrics.evidence import ReportState
from metrics.results import Figure
from services.tables.model import Table, TableCell, TableColumn, TableRow
from services.views.answers import Answers
from services.views.industry_projects import number_cell
from services.views.reporting import state_cell

PROJECTS, LINKAGE = "industry.projects", "industry.market_entities"


@dataclass(frozen=True, kw_only=True)
class Leaf:
    """A column of an indicator's values, or of one ``side`` of it with ``decimals`` of its own."""

    indicator: str
    heading: str
    side: Literal["value", "numerator", "denominator"] = "value"
    decimals: int = 0

    @property
    def key(self) -> str:
        """The indicator itself where the column shows its value."""
        return self.indicator if self.side == "value" else f"{self.indicator}:{self.side}"

    def of(self, figure: Figure | None) -> Fraction | None:
        """The number of this column."""
        return None if figure is None else getattr(figure, self.side)


def _leaf(name: str, heading: str, side: Literal["value", "numerator", "denominator"] = "value", decimals: int = 0) -> Leaf:
    return Leaf(indicator=f"industry.{name}", heading=heading, side=side, decimals=decimals)


Groups = tuple[tuple[str, tuple[Leaf, ...]], ...]
PROJECT_GROUPS: Groups = (
    (
        "项目与资金",
        (
            _leaf("projects", "项目数"), _leaf("fiscal_investment", "财政投资"), _leaf("industry_investment", "用于产业"),
            _leaf("payment_rate", "支出率 %"),
        ),
    ),
    ("用于产业占比 %", (_leaf("central_share", "中央"), _leaf("provincial_share", "省级"))),
    ("带动", (_leaf("households_per_million", "户/百万元"),)),
    ("机制", (_leaf("mechanism_rate", "覆盖率 %"), _leaf("projects_without_mechanism", "未建"))),
    ("年收益", (_leaf("return_rate", "收益率 %"), _leaf("projects_below_return", "偏低"))),
    (
        "分红",
        (
            _leaf("dividend_paid_rate", "应兑付", "denominator", 2), _leaf("dividend_paid_rate", "已兑付", "numerator", 2),
            _leaf("dividend_paid_rate", "兑付率 %"),
        ),
    ),
)  # fmt: skip
LINKAGE_GROUPS: Groups = (
    (
        "双绑",
        (
            _leaf("binding_rate", "应绑户", "denominator"), _leaf("binding_rate", "已绑户", "numerator"),
            _leaf("binding_rate", "覆盖率 %"),
        ),
    ),
    (
        "市场主体",
        (
            _leaf("market_entities", "总数"), _leaf("market_entities_new", "净增"), _leaf("leading_enterprises", "龙头企业"),
            _leaf("cooperatives", "合作社"), _leaf("family_farms", "家庭农场"),
        ),
    ),
    ("致富带头人", (_leaf("pioneers", "总数"), _leaf("pioneers_new", "新认定"), _leaf("villages_without_pioneer", "没有的村"))),
    ("科技", (_leaf("tech_envoys", "特派员"),)),
    ("设施大棚", (_leaf("greenhouse", "本年新建"),)),
    ("小额信贷", (_leaf("microcredit_new", "本年新增"), _leaf("microcredit_balance", "余额"))),
)  # fmt: skip


def project_summary(
    answers: Answers, states: Sequence[ReportState], context: Sequence[str], noun: str, notes: Sequence[str]
) -> Table:
    """Projects, funds, households carried along, mechanism, returns and dividends by unit."""
    table = _table(answers, PROJECT_GROUPS, PROJECTS, {state.reporter: state for state in states}, noun)
    return replace(
        table, title=f"分{noun}：项目、机制与收益", unit="个、万元、户、%", context=_joined(context), notes=(*notes, *_NOTES)
    )


def linkage_summary(answers: Answers, states: Sequence[ReportState], context: Sequence[str], noun: str) -> Table:
    """双绑, market entities, pioneers, greenhouses and microcredit by unit."""
    table = _table(answers, LINKAGE_GROUPS, LINKAGE, {state.reporter: state for state in states}, noun)
    notes = ("净增、新认定、本年新建、本年新增为本年累计，其余为月末时点数。", *_NOTES)
    return replace(
        table, title=f"分{noun}：双绑、主体与信贷", unit="户、家、人、亩、万元、%", context=_joined(context), notes=notes
    )


_NOTES = ("合计行的比率为合计比合计；“—”表示没有数。",)


def _joined(context: Sequence[str]) -> str:
    return " · ".join(part for part in context if part)


def _table(answers: Answers, groups: Groups, main: str, states: Mapping[str, ReportState], noun: str) -> Table:
    """Only what the pack prints; empty where it does not list the sheet."""
    leaves = [(group, leaf) for group, members in groups for leaf in members if answers.one(leaf.indicator) is not None]
    if not leaves:
        return Table(title="", columns=(), rows=())
    # Villages hand nothing in themselves: no column of reports there.
    reporting = not answers.children or any(region in states for region in answers.children)
    columns = (
        TableColumn(key="number", heading="序号", align="center", width=6),
        TableColumn(key="unit", heading=noun, width=14),
        *(
            TableColumn(
                key=leaf.key, heading=leaf.heading, group=group, align="right", number=True, decimals=_decimals(answers, leaf),
                width=11,
            )
            for group, leaf in leaves
        ),
        *((TableColumn(key="state", heading="报送", width=12),) if reporting else ()),
    )  # fmt: skip
    rows = [
        _row(answers, region, [leaf for _, leaf in leaves], str(index), _state(answers, region, main, states))
        for index, region in enumerate(answers.children, start=1)
    ]
    whole = answers.figure(main)
    coverage = TableCell(text=f"{whole.reported}/{whole.expected}" if whole else "—")
    rows.append(_row(answers, answers.region, [leaf for _, leaf in leaves], "", coverage, total=True))
    if not reporting:
        rows = [_tag_at_name(row) for row in rows]
    return Table(title="", columns=columns, rows=tuple(rows))


def _tag_at_name(row: TableRow) -> TableRow:
    """Without a column of reports the month taken over stands behind the name."""
    number, name, *figures, state = row.cells
    return replace(row, cells=(number, replace(name, tag=state.tag), *figures))


def _decimals(answers: Answers, leaf: Leaf) -> int:
    one = answers.one(leaf.indicator)
    return one.decimals if one is not None and leaf.side == "value" else leaf.decimals


def _state(answers: Answers, region: str, main: str, states: Mapping[str, ReportState]) -> TableCell:
    return replace(state_cell(states.get(region)), tag=answers.carried_tag(region, answers.figure(main, region)))


def _row(
    answers: Answers, region: str, leaves: Sequence[Leaf], number: str, state: TableCell, *, total: bool = False
) -> TableRow:
    figures = [number_cell(leaf.of(answers.figure(leaf.indicator, region)), _decimals(answers, leaf)) for leaf in leaves]
    name = TableCell(text="合计" if total else answers.name(region))
    return TableRow(
        cells=(TableCell(text=number, muted=True), name, *figures, state), kind="total" if total else "body", region=region
    )
