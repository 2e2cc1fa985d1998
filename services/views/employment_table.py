"""The table by unit of the page 就业: two-level headings, states of report, sums over sums in the last row."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from metrics.evidence import ReportState
from services.tables.model import Table, TableCell, TableColumn, TableRow
from services.views import forms
from services.views.answers import Answers
from services.views.handed_down import own_cells, own_columns
from services.views.public_posts import PAY, PayRule, pay_cell
from services.views.reporting import state_cell

TOTAL = "employment.transfer_total"
DESTINATIONS = (
    ("employment.transfer_out_province", "省外"),
    ("employment.transfer_in_province", "省内县外"),
    ("employment.transfer_in_county", "县内"),
)
LIFTED = "employment.lifted_transfer_total"
LEAVES = (
    ("农村劳动力转移就业", ((TOTAL, "合计"), *DESTINATIONS)),
    (
        "脱贫劳动力转移就业",
        (
            (LIFTED, "合计"), ("employment.lifted_out_province", "省外"),
            ("employment.lifted_in_province", "省内县外"), ("employment.lifted_in_county", "县内"),
        ),
    ),
    ("至少1人就业", (("employment.one_job_household_rate", "就业率 %"), ("employment.zero_job_households", "零就业户"))),
    ("公益性岗位", (("employment.public_posts", "在岗"), (PAY, "最低补贴"))),
)  # fmt: skip


def employment_table(answers: Answers, states: Sequence[ReportState], context: Sequence[str], noun: str, pay: PayRule) -> Table:
    """One row a unit; a unit that has not reported stays visible, with what it carries over."""
    by_reporter = {state.reporter: state for state in states}
    columns = [
        TableColumn(key="number", heading="序号", align="center", width=6),
        TableColumn(key="unit", heading=noun, width=14),
    ]
    keys: list[str] = []
    for group, leaves in LEAVES:
        for key, heading in leaves:
            one = answers.one(key)
            columns.append(
                TableColumn(
                    key=key, heading=heading, group=group, align="right", number=True,
                    decimals=one.decimals if one else 0, width=10,
                )
            )  # fmt: skip
            keys.append(key)
    columns += own_columns(answers, TOTAL)
    columns.append(TableColumn(key="state", heading="报送", width=12))
    rows = [
        _table_row(answers, region, keys, str(index), state_cell(by_reporter.get(region)), pay)
        for index, region in enumerate(answers.children, start=1)
    ]
    main = answers.figure(TOTAL)
    coverage_cell = TableCell(text=f"{main.reported}/{main.expected}" if main else "—")
    rows.append(_table_row(answers, answers.region, keys, "", coverage_cell, pay, total=True))
    return Table(
        title=f"分{noun}明细", unit="人、户、元/人/月", columns=tuple(columns), rows=tuple(rows), notes=_notes(answers, pay),
        context=" · ".join(part for part in context if part),
    )  # fmt: skip


def _table_row(
    answers: Answers, region: str, keys: Sequence[str], number: str, state: TableCell, pay: PayRule, *, total: bool = False
) -> TableRow:
    cells = [TableCell(text=number, muted=True), TableCell(text="合计" if total else answers.name(region))]
    for key in keys:
        if key == PAY and not total:
            cells.append(pay_cell(answers, region, pay))
            continue
        one = answers.one(key, region)
        value = one.figure.value if one else None
        decimals = one.decimals if one else 0
        cells.append(TableCell(text=forms.number(value, decimals), value=None if value is None else float(value)))
    if own_columns(answers, TOTAL):
        cells += own_cells(answers, TOTAL, region)
    tag = "" if total else answers.carried_tag(region, answers.figure(TOTAL, region))
    if tag:
        state = replace(state, text=state.text if state.text != forms.BLANK else "", tag=tag)
    return TableRow(cells=(*cells, state), kind="total" if total else "body", region=region)


def _notes(answers: Answers, pay: PayRule) -> tuple[str, ...]:
    notes = ["就业率＝已就业户数合计÷有意愿有劳动力户数合计，不取各单位平均。"]
    figures = {region: answers.figure(TOTAL, region) for region in answers.children}
    carried = [answers.reporter_of(region) for region, figure in figures.items() if figure and figure.carried_forward]
    if carried:
        notes.append(
            f"{'、'.join(answers.name(code) for code in dict.fromkeys(carried))}本期未报，时点数、累计数沿用同年最近一期，当月数不沿用。"
        )
    if pay.floor is not None:
        notes.append(f"公益性岗位补贴标准不低于{forms.plain(pay.floor, 2)}元/人/月（含）。")
    elif pay.last_period:
        notes.append("公益性岗位补贴标准不低于上期。")
    notes.append("合计行的比率为合计比合计；“—”表示没有数。")
    return tuple(notes)
