"""A household's eight quarters: cumulative net income a head by source, the two compared quarters bold, the year's line."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import Any

from services.figures.template import EDGE, INCOME_COLOURS, INK, SECOND, SIZE, Figure, base
from services.views import forms
from services.views.household import QuarterBar

SOURCES = ("工资性", "生产经营净收入", "财产性", "转移性")
#: squares over the chart, in the order of the segments
LEGEND = tuple(zip(SOURCES, INCOME_COLOURS, strict=True))
HEIGHT = 236
HEADROOM = 1.12


def household_quarters(bars: Sequence[QuarterBar], line: Fraction | None) -> Figure:
    """Stacked bars; ``line`` stands over the last bar, which it judges. A quarter without the household has — and no bar."""
    tops = [_top(bar) for bar in bars]
    if bars and line is not None and tops[-1] <= float(line) < tops[-1] * 1.15:
        tops[-1] = float(line)  # the figure stands above the line, not through it
    compared = {len(bars) - 1, len(bars) - 5}
    labels = [_label(place, top, bar, bold=place in compared) for place, (bar, top) in enumerate(zip(bars, tops, strict=True))]
    drawn: list[dict[str, Any]] = [_base_line()]
    if line is not None and bars:
        drawn.append(_line(len(bars) - 1, line))
        labels.append(_line_label(len(bars) - 1, line))
    figure = base(HEIGHT, left=4, right=52 if line is not None else 4, top=8, bottom=44)
    labels += _years(bars)
    figure.add_traces(_segments(bars))
    # All at once: each addition by itself would check all that came before it again.
    figure.update_layout(
        barmode="relative", bargap=0.3, annotations=labels, shapes=drawn,
        xaxis=_quarters(bars), yaxis={"visible": False, "range": _span(bars, max([*tops, float(line or 0)], default=0.0))},
    )  # fmt: skip
    return figure


def _segments(bars: Sequence[QuarterBar]) -> list[dict[str, Any]]:
    return [
        {
            "type": "bar", "x": list(range(len(bars))), "marker": {"color": colour, "line": {"color": "#FFFFFF", "width": 1}},
            "y": [None if bar.parts[index] is None else float(bar.parts[index] or 0) for bar in bars],
            "hovertemplate": [
                f"{forms.period_label(bar.period)} {name}：{forms.number(bar.parts[index])}元/人<extra></extra>" for bar in bars
            ],
        }
        for index, (name, colour) in enumerate(LEGEND)
    ]  # fmt: skip


def _top(bar: QuarterBar) -> float:
    """Where the stack ends: losses hang below the base line."""
    return sum(float(part) for part in bar.parts if part is not None and part > 0)


def _bottom(bar: QuarterBar) -> float:
    return sum(float(part) for part in bar.parts if part is not None and part < 0)


def _label(place: int, top: float, bar: QuarterBar, *, bold: bool) -> dict[str, Any]:
    text = forms.number(bar.total)
    placed = {"x": place, "y": top, "showarrow": False, "yanchor": "bottom"}
    colour = INK if bold and bar.total is not None else SECOND
    return {**placed, "text": f"<b>{text}</b>" if bold else text, "font": {"size": SIZE, "color": colour}}


def _quarters(bars: Sequence[QuarterBar]) -> dict[str, Any]:
    """Quarters below the bars; the years stand below those, each once."""
    text = [f"{forms.NUMERALS[int(bar.period[-1])]}季" for bar in bars]
    return {"tickvals": list(range(len(bars))), "ticktext": text, "range": [-0.6, len(bars) - 0.4]}


def _years(bars: Sequence[QuarterBar]) -> list[dict[str, Any]]:
    """Each year in the middle under its quarters: under its first, a lone quarter's would touch the next one's."""
    places: dict[str, list[int]] = {}
    for place, bar in enumerate(bars):
        places.setdefault(bar.period[:4], []).append(place)
    below = {"yref": "paper", "y": 0, "yanchor": "top", "yshift": -20, "showarrow": False}
    return [
        {**below, "x": (held[0] + held[-1]) / 2, "text": f"{year}年", "font": {"size": SIZE, "color": SECOND}}
        for year, held in places.items()
    ]


def _span(bars: Sequence[QuarterBar], highest: float) -> list[float]:
    """Room for the figures above; losses below the base line keep theirs."""
    return [min((_bottom(bar) for bar in bars), default=0.0) * 1.05, (highest or 1.0) * HEADROOM]


def _base_line() -> dict[str, Any]:
    return {"type": "line", "xref": "paper", "x0": 0, "x1": 1, "y0": 0, "y1": 0, "line": {"color": EDGE, "width": 1}}


def _line(last: int, line: Fraction) -> dict[str, Any]:
    height = float(line)
    return {
        "type": "line", "x0": last - 0.45, "x1": last + 0.45, "y0": height, "y1": height, "line": {"color": INK, "width": 2},
    }  # fmt: skip


def _line_label(last: int, line: Fraction) -> dict[str, Any]:
    return {
        "x": last + 0.45, "y": float(line), "text": f"监测线<br>{forms.plain(line, 2)}", "showarrow": False, "xanchor": "left",
        "xshift": 4, "align": "left", "font": {"size": SIZE, "color": INK},
    }  # fmt: skip
