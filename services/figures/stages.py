"""How many in which state, by unit; and money on its way from plan to payment."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from services.figures.template import (
    BAR,
    EDGE,
    INK,
    MUTED,
    REMAINDER,
    SECOND,
    SERIES,
    SIZE,
    Figure,
    base,
    left_margin,
    mark,
)
from services.views import forms

#: states of tasks in the order of ``services.views.tasks.STATES``; the grounds of lamps, text as on their chips
STATE_COLOURS = ("#B3261E", "#F2CF83", "#E9F0F8", "#E6EAEF", "#FFFFFF", "#C4E0D0")
#: the same for the squares above the chart: what is not reported is hatched there as in the bars
STATE_LEGEND = (*STATE_COLOURS[:4], f"repeating-linear-gradient(135deg, #FFFFFF 0 2px, {EDGE} 2px 4px)", STATE_COLOURS[5])
_UNREPORTED = 4
_STATE_TEXT = ("#FFFFFF", "#4F3200", "#1F4E8C", SECOND, SECOND, "#12512F")
_STATE_EDGE = ("#B3261E", "#C98500", "#1F4E8C", "#C3CAD4", EDGE, "#8FC0A6")
#: a project's way: 未开工, 在建, 完工待验, 已验收: deeper = further
STAGE_COLOURS = (REMAINDER, "#9DBBDC", "#5590C8", "#1F4E8C")
_STAGE_TEXT = (INK, INK, INK, "#FFFFFF")
_ROW = BAR
#: characters of a line of names beside a bar; one name is never broken
_LABEL = 11
_LINE = 15
_BREAK = "<br>"
_HALF_WIDTH, _CHARACTER = 300, 9


def state_bars(rows: Sequence[tuple[str, Sequence[int]]], names: Sequence[str]) -> Figure:
    """One bar a unit, the number of tasks in each state inside; states by colour, outline and order."""
    figure = _counts(rows, names, STATE_COLOURS, _STATE_TEXT, _STATE_EDGE, "项")
    hatched = {"shape": "/", "fgcolor": REMAINDER, "bgcolor": "#FFFFFF", "size": 6, "solidity": 0.2}
    figure.data[_UNREPORTED].marker.pattern = hatched
    return figure


def stage_bars(rows: Sequence[tuple[str, Sequence[int]]], names: Sequence[str]) -> Figure:
    """One bar a unit, the number of projects at each stage inside."""
    return _counts(rows, names, STAGE_COLOURS, _STAGE_TEXT, ("#FFFFFF",) * 4, "个")


def _counts(
    rows: Sequence[tuple[str, Sequence[int]]], names: Sequence[str], colours: Sequence[str], texts: Sequence[str],
    edges: Sequence[str], unit: str,
) -> Figure:  # fmt: skip
    rows = [(_in_lines(label), counts) for label, counts in rows]
    labels = [label for label, _ in rows]
    more = max((label.count(_BREAK) for label in labels), default=0)
    tall = _ROW + more * _LINE
    lines = [line for label in labels for line in label.split(_BREAK)]
    figure = base(round(tall * len(rows)) + 16, left=left_margin(lines), right=44)
    figure.update_layout(barmode="stack", bargap=0.3)
    largest = max((sum(counts) for _, counts in rows), default=0) or 1
    for index, name in enumerate(names):
        counts = [row[index] for _, row in rows]
        wide = [count / largest * _HALF_WIDTH > len(str(count)) * _CHARACTER for count in counts]
        figure.add_bar(
            y=labels, x=counts, orientation="h", marker={"color": colours[index], "line": {"color": edges[index], "width": 1}},
            text=[str(count) if count and fits else "" for count, fits in zip(counts, wide, strict=True)], textposition="inside",
            insidetextanchor="middle", textangle=0, constraintext="none", textfont={"size": SIZE, "color": texts[index]},
            hovertemplate=[
                f"{label.replace(_BREAK, '')} {name}：{count}{unit}<extra></extra>" for label, count in zip(labels, counts, strict=True)
            ],
        )  # fmt: skip
    for label, counts in rows:
        mark(figure, sum(counts), label, f"<b>{sum(counts)}</b>", xanchor="left", xshift=4)
    figure.update_yaxes(autorange="reversed")
    figure.update_xaxes(visible=False, range=[0, largest * 1.02])
    return figure


def _in_lines(label: str) -> str:
    """Several units together in lines of whole names, so that the bars keep their room."""
    lines: list[str] = []
    for name in label.replace("、", "、\n").split("\n"):
        if lines and len(lines[-1]) + len(name) <= _LABEL:
            lines[-1] += name
        else:
            lines.append(name)
    return _BREAK.join(lines)


def funds_bars(steps: Sequence[tuple[str, Fraction, str]]) -> Figure:
    """总投资, 到位资金, 支出资金 in 万元 from one base line, each with its amount and rate outside."""
    names = [name for name, _, _ in steps]
    figure = base(BAR * len(steps) + 16, left=left_margin(names), right=24)
    colours = (REMAINDER, SERIES[1], SERIES[0])
    figure.add_bar(
        y=names, x=[float(amount) for _, amount, _ in steps], orientation="h", marker={"color": list(colours[: len(steps)])},
        hovertemplate=[f"{name}：{forms.quantity(amount, '万元', 2)}<extra></extra>" for name, amount, _ in steps],
    )  # fmt: skip
    largest = max((float(amount) for _, amount, _ in steps), default=1.0) or 1.0
    for name, amount, rate in steps:
        text = f"<b>{forms.quantity(amount, '万元', 2)}</b>　<span style='color:{MUTED}'>{rate}</span>"
        mark(figure, float(amount), name, text, xanchor="left", xshift=4)
    figure.update_yaxes(autorange="reversed")
    figure.update_xaxes(visible=False, range=[0, largest * 1.9])
    return figure
