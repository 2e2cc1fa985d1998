"""口径试算 drawn: the list's length over the range of one bound, and each unit's list before and after."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from services.figures.lines import round_ticks
from services.figures.template import (
    BAR,
    EDGE,
    GRID,
    INK,
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
from services.views.trial import Curve, UnitBars
from services.views.trial_words import value_words

LEGEND = (("本方案", REMAINDER), ("试算", SERIES[0]))
_HEIGHT = 244
_RIGHT_HALF = 0.6


def size_curve(curve: Curve) -> Figure:
    """Households over the bound; the pack's own value dotted, the tried one with the list's length."""
    figure = base(_HEIGHT, left=58, right=24, top=46, bottom=40)
    across, up = [float(value) for value, _ in curve.points], [count for _, count in curve.points]
    figure.add_scatter(
        x=across, y=up, mode="lines", line={"color": SERIES[0], "width": 3},
        hovertemplate=[
            f"{curve.name}{value_words(curve.key, value)}：{count:,}户<extra></extra>" for value, count in curve.points
        ],
    )  # fmt: skip
    reach = max([across[-1], *(float(value) for value in (curve.own, curve.tried) if value is not None)])
    top = max(*up, curve.now, 1) * 1.08
    ticks = round_ticks(0.0, top)
    figure.update_yaxes(
        range=[0, top], tickvals=ticks, ticktext=[f"{tick:,.0f}" for tick in ticks], showgrid=True, gridcolor=GRID
    )
    steps = [tick for tick in round_ticks(0.0, across[-1]) if tick]
    figure.update_xaxes(
        range=[0, reach * 1.01], tickvals=[0, *steps], ticktext=["0", *(f"{tick:,.0f}{curve.unit}" for tick in steps)],
        showline=True, linecolor=EDGE,
    )  # fmt: skip
    if curve.own is not None and curve.own != curve.tried:
        _stand(figure, curve.own, reach, f"本方案 {value_words(curve.key, curve.own)}", row=1, dotted=True)
    if curve.tried is not None:
        name = "本方案" if curve.own == curve.tried else "试算"
        _stand(figure, curve.tried, reach, f"<b>{name} {value_words(curve.key, curve.tried)}：{curve.now:,}户</b>", row=0)
        figure.add_scatter(
            x=[float(curve.tried)], y=[curve.now], mode="markers", marker={"size": 10, "color": INK}, hoverinfo="skip"
        )
    return figure


def _stand(figure: Figure, value: Fraction, reach: float, text: str, *, row: int, dotted: bool = False) -> None:
    """A line at a value of the bound; its words over the drawing, one row each, turned inwards."""
    at = float(value)
    figure.add_shape(
        type="line", x0=at, x1=at, yref="paper", y0=0, y1=1,
        line={"color": INK, "width": 1.5, "dash": "dot" if dotted else "solid"},
    )  # fmt: skip
    anchor = "right" if at > reach * _RIGHT_HALF else "left"
    mark(figure, at, 1, text, yref="paper", yanchor="bottom", yshift=20 * row, xanchor=anchor)


def before_and_after(bars: Sequence[UnitBars]) -> Figure:
    """The pack's list wide and grey, the tried one narrow and blue over it; 46→42 at the end."""
    names = [bar.name for bar in bars]
    figure = base((BAR + 6) * max(len(bars), 1) + 16, left=left_margin(names), right=24)
    figure.update_layout(barmode="overlay")
    for values, colour, width in (
        ([bar.own for bar in bars], REMAINDER, 0.72),
        ([bar.tried for bar in bars], SERIES[0], 0.36),
    ):
        figure.add_bar(
            y=names, x=values, orientation="h", width=width, marker={"color": colour},
            hovertemplate=[f"{bar.name}：本方案{bar.own:,}户，试算{bar.tried:,}户<extra></extra>" for bar in bars],
        )  # fmt: skip
    longest = max((max(bar.own, bar.tried) for bar in bars), default=1) or 1
    for bar in bars:
        figure.add_annotation(
            x=max(bar.own, bar.tried), y=bar.name, text=_label(bar), showarrow=False, xanchor="left", xshift=6,
            font={"size": SIZE, "color": INK},
        )  # fmt: skip
    figure.update_yaxes(autorange="reversed")
    figure.update_xaxes(visible=False, range=[0, longest * 1.45])
    return figure


def _label(bar: UnitBars) -> str:
    if bar.own == bar.tried:
        return f"<b>{bar.tried:,}</b>"
    step = forms.change(Fraction(bar.tried - bar.own))
    return f"{bar.own:,}→<b>{bar.tried:,}</b>　<span style='color:{SECOND}'>{step}</span>"
