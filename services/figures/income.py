"""Income: sources of two years stacked, what each adds to growth (signed), households by band with the lines, units."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import Any

from services.figures.template import (
    BAR,
    EDGE,
    INCOME_COLOURS,
    INK,
    MUTED,
    SECOND,
    SERIES,
    SIZE,
    Figure,
    base,
    left_margin,
    mark,
    text_colour,
)
from services.views import forms
from services.views.income import UnitIncome
from services.views.income_reference import Reference
from services.views.income_sources import SOURCES, HeadIncome, SourceGrowth
from services.views.income_spread import Spread

#: squares over the charts, in the order of the segments
LEGEND = tuple(zip(SOURCES, INCOME_COLOURS, strict=True))
TOTAL, REST = "人均纯收入", "填报尾差"
WHITE_EDGE = {"color": "#FFFFFF", "width": 1.5}
#: plot width that a label is measured against: half of a 1366 window
HALF_WIDTH, CHARACTER = 360, 8
#: height of a line of text below a chart
LINE = 20
#: share of the span: room for figures beside signed bars
ROOM = 0.34


def source_bars(sources: SourceGrowth, year: int) -> Figure:
    """This year over last year, segments by source, the sum of each bar at its end."""
    shown = [(f"{year}年", sources.now), (f"{year - 1}年", sources.before)]
    rows = [(name, income) for name, income in shown if income is not None]
    names = [name for name, _ in rows]
    figure = base(BAR * 7 // 5 * len(rows) + 20, left=left_margin(names), right=64)
    top = max((_reach(income) for _, income in rows), default=1.0) or 1.0
    figure.update_layout(barmode="relative", bargap=0.3)
    for index, (source, colour) in enumerate(LEGEND):
        values = [income.parts[index] for _, income in rows]
        texts = [forms.number(value) for value in values]
        figure.add_bar(
            y=names, x=[float(value) for value in values], orientation="h", marker={"color": colour, "line": WHITE_EDGE},
            text=[
                text if float(value) / top * HALF_WIDTH > len(text) * CHARACTER + 4 else ""
                for text, value in zip(texts, values, strict=True)
            ],
            textposition="inside", insidetextanchor="middle", textangle=0, constraintext="none",
            textfont={"size": SIZE, "color": text_colour(colour)},
            hovertemplate=[f"{name} {source}：{text}元/人<extra></extra>" for name, text in zip(names, texts, strict=True)],
        )  # fmt: skip
    for name, income in rows:
        mark(figure, _reach(income), name, f"<b>{forms.number(income.net)}</b>", xanchor="left", xshift=4)
    figure.update_yaxes(autorange="reversed")
    lowest = min((sum(min(float(part), 0.0) for part in income.parts) for _, income in rows), default=0.0)
    figure.update_xaxes(visible=False, range=[lowest * 1.05, top * 1.02])
    return figure


def _reach(income: HeadIncome) -> float:
    """Where a stack ends: losses hang on the other side of the base line."""
    return sum(max(float(part), 0.0) for part in income.parts)


def contribution_bars(sources: SourceGrowth, references: Sequence[Reference]) -> Figure:
    """Percentage points by source from one base line, the growth of the whole below, outside growth as ink lines over it."""
    points = sources.points or ()
    bars = [(name, value, colour) for (name, colour), value in zip(LEGEND, points, strict=False)]
    if sources.rest and forms.half_up(sources.rest, 2):
        bars.append((REST, sources.rest, EDGE))
    bars.append((TOTAL, sources.growth or Fraction(0), MUTED))
    known = [entry for entry in references if entry.growth is not None]
    names = [name for name, _, _ in bars]
    foot = 8 + LINE * len(known)
    figure = base(BAR * len(bars) + 8 + foot, left=left_margin(names), right=16, bottom=foot)
    figure.add_bar(
        y=names, x=[float(value) for _, value, _ in bars], orientation="h", marker={"color": [colour for _, _, colour in bars]},
        hovertemplate=[f"{name}：{_signed(value, name)}<extra></extra>" for name, value, _ in bars],
    )  # fmt: skip
    for name, value, _ in bars[:-1]:
        mark(figure, float(value), name, _signed(value, name), **_beside(value))
    mark(figure, _beyond(bars[-1][1], known), TOTAL, f"<b>{_signed(bars[-1][1], TOTAL)}</b>", **_beside(bars[-1][1]))
    for index, entry in enumerate(known):
        _reference_line(figure, float(entry.growth or 0), f"{entry.name} {forms.change(entry.growth, 2)}%", len(bars), index)
    reach = [float(value) for _, value, _ in bars] + [float(entry.growth or 0) for entry in known]
    low, high = min([0.0, *reach]), max([0.0, *reach])
    spread = (high - low) or 1.0
    figure.update_xaxes(visible=False, range=[low - spread * (ROOM if low < 0 else 0), high + spread * ROOM])
    figure.update_yaxes(autorange="reversed")
    figure.add_shape(
        type="line", xref="x", yref="paper", x0=0, x1=0, y0=0, y1=1, line={"color": EDGE, "width": 1}, layer="below"
    )
    return figure


def _signed(value: Fraction, name: str) -> str:
    return f"{forms.change(value, 2)}{'%' if name == TOTAL else ''}"


def _beyond(growth: Fraction, known: Sequence[Reference]) -> float:
    """Where the figure of the whole stands: past the lines on its own side, which would run through it."""
    same = [entry.growth or Fraction(0) for entry in known if (entry.growth or 0) * (-1 if growth < 0 else 1) > 0]
    return float(min([growth, *same]) if growth < 0 else max([growth, *same]))


def _beside(value: Fraction) -> dict[str, Any]:
    return {"xanchor": "right", "xshift": -4} if value < 0 else {"xanchor": "left", "xshift": 4}


def _reference_line(figure: Figure, place: float, text: str, rows: int, index: int) -> None:
    """Over the bar of the whole only: a province's growth judges no single source."""
    figure.add_shape(type="line", x0=place, x1=place, y0=rows - 1.5, y1=rows - 0.5, line={"color": INK, "width": 2})
    mark(figure, place, 0, text, yref="paper", yanchor="top", yshift=-LINE * index, xanchor="right" if place > 0 else "left")


def spread_bars(spread: Spread) -> Figure:
    """Households by band of annual income, each band as wide as the next; the pack's lines stand where they are."""
    width, bands = spread.width, spread.bands
    middles = [index * width + width / 2 for index in range(len(bands))]
    figure = base(236, left=16, right=16, top=44 if spread.lines else 26, bottom=44)
    figure.add_bar(
        x=middles, y=[band.households for band in bands], width=[width * 0.92] * len(bands), marker={"color": SERIES[0]},
        hovertemplate=[f"{band.label}元：{band.households:,}户<extra></extra>" for band in bands],
    )  # fmt: skip
    top = len(bands) * width
    figure.update_yaxes(visible=False, range=[0, max(band.households for band in bands) * 1.15 or 1])
    ticks = list(range(0, top, width * 2))
    figure.update_xaxes(
        range=[0, top], tickvals=ticks, ticktext=[f"{tick:,}" if tick else "0" for tick in ticks], showline=True, linecolor=EDGE,
        title={"text": f"年人均纯收入，元（首档含0以下，末档{bands[-1].label}）", "font": {"size": SIZE, "color": SECOND}, "standoff": 4},
    )  # fmt: skip
    for index, (name, value) in enumerate(sorted(spread.lines, key=lambda entry: entry[1])):
        place = min(float(value), float(top))
        figure.add_shape(
            type="line", xref="x", yref="paper", x0=place, x1=place, y0=0, y1=1.02, line={"color": INK, "width": 2}
        )
        last = index == len(spread.lines) - 1
        mark(
            figure, place, 1.02, f"{name} {forms.plain(value, 2)}", xref="x", yref="paper", yanchor="bottom",
            xanchor="left" if last else "right", yshift=2,
        )  # fmt: skip
    for middle, band in zip(middles, bands, strict=True):
        if band.households:  # on white: a line may pass behind
            ground = {"bgcolor": "#FFFFFF", "borderpad": 0}
            mark(figure, middle, band.households, f"{band.households:,}", yanchor="bottom", yshift=1, **ground)
    return figure


def unit_bars(units: Sequence[UnitIncome], whole: UnitIncome) -> Figure:
    """Income a head by unit, best on top, with its growth at the end; the whole's mean as a dashed line."""
    names = [unit.name for unit in units]
    figure = base(BAR * len(units) + 34, left=left_margin(names), right=24, top=26)
    figure.add_bar(
        y=names, x=[float(unit.value or 0) for unit in units], orientation="h", marker={"color": SERIES[0]},
        hovertemplate=[f"{unit.name}：{forms.number(unit.value)}元/人<extra></extra>" for unit in units],
    )  # fmt: skip
    mean = float(whole.value or 0)
    for unit in units:  # beyond the dashed line, which would run through the figures
        mark(
            figure,
            0.0 if unit.value is None else max(float(unit.value), mean, 0.0),
            unit.name,
            _unit_text(unit),
            xanchor="left",
            xshift=4,
        )
    top = max((float(unit.value or 0) for unit in units), default=1.0) or 1.0
    lowest = min([0.0, *(float(unit.value or 0) for unit in units)])
    figure.update_yaxes(autorange="reversed")
    figure.update_xaxes(visible=False, range=[lowest, top * 1.5])
    if whole.value is not None:
        place = float(whole.value)
        figure.add_shape(
            type="line",
            xref="x",
            yref="paper",
            x0=place,
            x1=place,
            y0=0,
            y1=1,
            line={"color": EDGE, "width": 1, "dash": "dash"},
        )
        mark(
            figure, place, 1, f"{whole.name}平均 {forms.number(whole.value)}", xref="x", yref="paper", yanchor="bottom",
            xanchor="center",
        )  # fmt: skip
    return figure


def _unit_text(unit: UnitIncome) -> str:
    if unit.value is None:
        return "○ 未报"
    growth = "不可比" if unit.growth is None else f"{forms.change(unit.growth, 2)}%"
    return f"<b>{forms.number(unit.value)}</b>　<span style='color:{SECOND}'>{growth}</span>"
