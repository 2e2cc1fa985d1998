"""消费帮扶: month bars under the cumulative line on one axis, and bars by kind, product and channel."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from services.figures.labelled import LabelledBar, labelled_bars
from services.figures.lines import MONTHS
from services.figures.template import EDGE, GRID, INK, SECOND, SERIES, SIZE, Figure, base, mark
from services.views import forms
from services.views.consumption import ShareBar
from services.views.consumption_months import Months

HEIGHT = 236
#: what the drawing holds beside the lines, which are named at their ends
LEGEND = (("本月", SERIES[1]), ("本年累计", SERIES[0]), ("上年累计", EDGE))
PARTNER_LEGEND = (("东部协作和中央、省级定点帮扶", SERIES[0]), ("其他采购单位", SERIES[1]))
STEPS = (1, 2, 2.5, 5, 10)
#: two labels at the right end nearer than this share of the axis would touch
APART = 0.09


def month_bars(series: Months) -> Figure:
    """Bars of the month, lines of both years; pace dotted and target solid in ink, only where the pack sets one."""
    labels = [f"{month}{'※' if taken else ''}" for month, taken in zip(MONTHS, series.carried, strict=True)]
    figure = base(HEIGHT, left=64, right=112, top=14, bottom=30)
    figure.update_layout(bargap=0.34)
    figure.add_bar(
        x=labels, y=[None if value is None else float(value) for value in series.own], marker={"color": SERIES[1]},
        hovertemplate=[f"{label}：{forms.number(value, 2)}万元<extra></extra>" for label, value in zip(labels, series.own, strict=True)],
    )  # fmt: skip
    _line(figure, labels, series.last_year, f"{series.year - 1}年累计", {"color": EDGE, "width": 2}, markers=False)
    _line(figure, labels, series.total, f"{series.year}年累计", {"color": SERIES[0], "width": 3}, markers=True)
    values = [float(value) for value in (*series.own, *series.total, *series.last_year) if value is not None]
    top = max([*values, *(float(goal.value) for goal in series.goals)], default=1.0) or 1.0
    if series.paced:
        _pace(figure, series)
    for goal in series.goals:
        _goal_line(figure, float(goal.value), f"{goal.words} {forms.plain(goal.value, 2)}")
    _axes(figure, labels, top)
    _ends(figure, labels, series, top)
    return figure


def _line(
    figure: Figure,
    labels: list[str],
    values: Sequence[forms.Number | None],
    name: str,
    line: dict[str, object],
    *,
    markers: bool,
) -> None:
    figure.add_scatter(
        x=labels, y=[None if value is None else float(value) for value in values], mode="lines+markers" if markers else "lines",
        line=line, marker={"size": 7}, connectgaps=False,
        hovertemplate=[f"{name} {label}：{forms.number(value, 2)}万元<extra></extra>" for label, value in zip(labels, values, strict=True)],
    )  # fmt: skip


_ABOVE: dict[str, Any] = {"xanchor": "right", "yanchor": "bottom", "xshift": -6}
_BELOW: dict[str, Any] = {"xanchor": "left", "yanchor": "top", "xshift": 10, "yshift": -10}


def _pace(figure: Figure, series: Months) -> None:
    """Equal steps to the target at the end of December; the month in hand carries the figure."""
    goal = series.goals[0].value
    figure.add_shape(
        type="line", xref="x", yref="y", x0=-1, x1=11, y0=0, y1=float(goal), line={"color": INK, "width": 1.5, "dash": "dot"}
    )
    known = [index for index, value in enumerate(series.total) if value is not None]
    if known:
        due = goal * (known[-1] + 1) / 12
        named = _clear_of(series, known[-1])
        # Where this year's label takes the place above the point, pace stands below it.
        above = named is None or named["xanchor"] == "left"
        placing = _ABOVE if above else _BELOW
        mark(figure, known[-1], float(due), f"序时 {forms.number(due)}", xref="x", **placing)


def _goal_line(figure: Figure, value: float, text: str) -> None:
    line = {"color": INK, "width": 2}
    figure.add_shape(type="line", xref="paper", yref="y", x0=0, x1=1, y0=value, y1=value, line=line)
    mark(figure, 1, value, text, xref="paper", xanchor="left", xshift=6)


def _axes(figure: Figure, labels: list[str], top: float) -> None:
    ticks = _ticks(top)
    figure.update_yaxes(
        range=[0, max(top * 1.08, ticks[-1])], tickvals=ticks, ticktext=[f"{tick:,.10g}" for tick in ticks], showgrid=True,
        gridcolor=GRID, gridwidth=1,
    )  # fmt: skip
    figure.update_xaxes(
        type="category", categoryorder="array", categoryarray=labels, range=[-0.5, 11.5], tickvals=list(range(0, 12, 2)),
        ticktext=labels[::2], showline=True, linecolor=EDGE,
    )  # fmt: skip


def _ticks(top: float) -> list[float]:
    """From 0 in at most five round steps."""
    size = 10.0 ** (len(str(int(top))) - 2)
    step = next(size * factor for factor in (*STEPS, 20, 25, 50) if top / (size * factor) <= 5)
    return [step * index for index in range(int(top / step) + 1)]


def _ends(figure: Figure, labels: list[str], series: Months, top: float) -> None:
    """Each line's name at its end; last year's gives way where it would touch another label."""
    taken = [float(goal.value) for goal in series.goals]
    ends = (
        (series.total, f"<b>{series.year}年 {forms.number(_last(series.total), 0)}{_taken(series)}</b>", SERIES[0]),
        (series.last_year, f"{series.year - 1}年", SECOND),
    )
    for values, text, colour in ends:
        known = [index for index, value in enumerate(values) if value is not None]
        if not known:
            continue
        height = float(values[known[-1]] or 0)
        close = [other for other in taken if abs(other - height) < top * APART]
        taken.append(height)
        shift = -18 if close and known[-1] > 8 else 0
        placing = _clear_of(series, known[-1]) if values is series.total else None
        figure.add_annotation(
            x=labels[known[-1]], y=height, text=text, showarrow=False, font={"size": SIZE, "color": colour},
            **(placing or {"xanchor": "left", "xshift": 8, "yshift": shift}),
        )  # fmt: skip


def _clear_of(series: Months, month: int) -> dict[str, Any] | None:
    """Above this year's point where it leads, below where it trails: last year's line goes on to the right of it.
    None where that line ends there or is not drawn."""
    now, then = series.total[month], series.last_year[month]
    if now is None or then is None or month > 8:
        return None
    if now < then:
        return {"xanchor": "left", "xshift": 8, "yshift": -12}
    return {"xanchor": "right" if month > 2 else "left", "xshift": -2 if month > 2 else 0, "yshift": 14 if month > 2 else 22}


def _taken(series: Months) -> str:
    """※ where the last running total holds somebody's earlier one."""
    known = [index for index, value in enumerate(series.total) if value is not None]
    return "※" if known and series.carried[known[-1]] else ""


def _last(values: Sequence[forms.Number | None]) -> forms.Number | None:
    return next((value for value in reversed(values) if value is not None), None)


def share_bars(bars: Sequence[ShareBar], *, partners: bool = False) -> Figure:
    """Bars by value with amount and share outside; ``partners``: those that count to the partners in their own colour."""
    shown = [
        LabelledBar(
            name=bar.name, value=float(bar.amount), colour=SERIES[0] if bar.partner or not partners else SERIES[1],
            figure=forms.number(bar.amount, 2), share=forms.percent(bar.share),
            hover=f"{bar.name}：{forms.number(bar.amount, 2)}万元，占{forms.percent(bar.share)}",
        )
        for bar in bars
    ]  # fmt: skip
    return labelled_bars(shown, room=1.65)
