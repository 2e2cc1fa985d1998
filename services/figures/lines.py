"""Lines: this year over last year, month by month, with the target of the whole."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from services.figures.template import EDGE, GRID, INK, SECOND, SERIES, Figure, base, mark
from services.views import forms
from services.views.movement import Trend

MONTHS = [f"{month}月" for month in range(1, 13)]
WAN = 10_000
_BEHIND = "rgba(255,255,255,0.85)"  # last year's line stays visible under this year's label, and the label readable


def year_over_year(trend: Trend, unit: str = "人") -> Figure:
    """Twelve months on a category axis; the name of a year stands at its line's end, the target's at its line's end."""
    figure = base(190, left=52, right=104, top=12, bottom=30)
    last = [None if value is None else float(value) for value in trend.last_year]
    this = [None if value is None else float(value) for value in trend.this_year]
    _line(figure, last, trend.last_year, f"{trend.year - 1}年", unit, {"color": EDGE, "width": 2}, markers=False)
    _line(figure, this, trend.this_year, f"{trend.year}年", unit, {"color": SERIES[0], "width": 3}, markers=True)
    values = [value for value in (*last, *this) if value is not None]
    if trend.target is not None:
        values.append(float(trend.target))
        figure.add_shape(
            type="line", xref="paper", yref="y", x0=0, x1=1, y0=float(trend.target), y1=float(trend.target), line={"color": INK, "width": 2}
        )  # fmt: skip
        text = f"目标 {forms.plain(trend.target, 2)}"
        mark(figure, 1, float(trend.target), text, xref="paper", xanchor="left", xshift=6)
    _axes(figure, values)
    _ends(figure, trend)
    return figure


def _line(
    figure: Figure, values: list[float | None], exact: Sequence[Fraction | None], name: str, unit: str,
    line: dict[str, object], *, markers: bool,
) -> None:  # fmt: skip
    figure.add_scatter(
        x=MONTHS, y=values, mode="lines+markers" if markers else "lines", line=line, marker={"size": 7}, connectgaps=False,
        hovertemplate=[f"{name}{month}：{forms.number(value)}{unit}<extra></extra>" for month, value in zip(MONTHS, exact, strict=True)],
    )  # fmt: skip


def _axes(figure: Figure, values: list[float]) -> None:
    low, high = (min(values), max(values)) if values else (0.0, 1.0)
    room = (high - low) * 0.12 or max(abs(high) * 0.1, 1.0)
    first, until = low - room, high + room
    ticks = round_ticks(first, until)
    places = 1 if all(tick % 1_000 == 0 for tick in ticks) else 2
    text = [f"{tick / WAN:.{places}f}万" if high >= WAN else f"{tick:,.0f}" for tick in ticks]
    figure.update_yaxes(range=[first, until], tickvals=ticks, ticktext=text, showgrid=True, gridcolor=GRID, gridwidth=1)
    figure.update_xaxes(
        type="category", categoryorder="array", categoryarray=MONTHS, range=[-0.5, 11.5], tickvals=MONTHS[::2], showline=True, linecolor=EDGE
    )  # fmt: skip


def round_ticks(first: float, until: float) -> list[float]:
    """Ticks on round numbers, at most five."""
    for step in (digit * 10**power for power in range(6) for digit in (1, 2, 5)):
        start = -(-first // step) * step
        ticks = [start + step * index for index in range(int((until - start) // step) + 1)]
        if len(ticks) <= 5:
            return ticks
    return [first, until]


def _ends(figure: Figure, trend: Trend) -> None:
    for series, name, colour, bold in (
        (trend.last_year, f"{trend.year - 1}年", SECOND, False), (trend.this_year, f"{trend.year}年", SERIES[0], True),
    ):  # fmt: skip
        known = [(index, value) for index, value in enumerate(series) if value is not None]
        if not known:
            continue
        index, value = known[-1]
        text = f"<b>{name} {forms.number(value)}</b>" if bold else name
        figure.add_annotation(
            x=MONTHS[index], y=float(value), text=text, showarrow=False, xanchor="left", xshift=8, yshift=0 if bold else -2,
            font={"size": 13, "color": colour}, bgcolor=_BEHIND if bold else None, borderpad=1,
        )  # fmt: skip
