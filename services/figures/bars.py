"""Bars: units by kind with the whole above and its target, the ladder of tiers, the steps from training to work."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from services.figures.labelled import LabelledBar, labelled_bars
from services.figures.template import (
    BAR,
    DESTINATION_COLOURS,
    INK,
    REMAINDER,
    SERIES,
    SIZE,
    TIER_COLOURS,
    TIER_TEXT,
    Figure,
    base,
    left_margin,
    mark,
    text_colour,
)  # fmt: skip
from services.views import forms
from services.views.collective import LadderRow
from services.views.employment import UnitBar
from services.views.ladder import TIERS
from services.views.movement import TrainingStep

#: plot width that a label is measured against: half of a 1366 window; a label that does not fit there is left out
UNIT_BAR = BAR + 5
HALF_WIDTH = 330
CHARACTER = 8
#: width of one percent of the ladder
TIER_SCALE = 4.4
WHITE_EDGE = {"color": "#FFFFFF", "width": 1.5}


def destination_bars(
    whole: UnitBar, units: Sequence[UnitBar], names: Sequence[str], target: Fraction | None, unit: str = "人"
) -> Figure:
    """The whole with its target on its own scale above, the units by value below; totals outside, bold."""
    labels = [f"{bar.name}{'※' if bar.carried else ''}" for bar in units]
    rows = len(units)
    height = 8 + 26 + BAR * 2 + UNIT_BAR * rows + 30
    figure = base(height, left=left_margin([*labels, whole.name]), right=72, top=26, bottom=8)
    figure.update_layout(barmode="stack", bargap=0.34)
    split = 1 - (BAR * 1.5) / (height - 34)
    figure.update_layout(
        yaxis={"domain": [split, 1]}, xaxis={"anchor": "y", "visible": False},
        yaxis2={"domain": [0, split - 0.06], "anchor": "x2", "autorange": "reversed", **_plain_axis()},
        xaxis2={"anchor": "y2", "visible": False, "fixedrange": True},
    )  # fmt: skip
    _stack(figure, [whole], [whole.name], names, unit, axis="", labelled=False)
    _stack(figure, units, labels, names, unit, axis="2", labelled=True)
    for place, bar in enumerate(units):
        if bar.target is not None:
            _tick(figure, float(bar.target), place)
    if any(bar.target is not None for bar in units):
        reach = max(float(max(bar.total or 0, bar.target or 0)) for bar in units)
        figure.update_xaxes(range=[0, (reach or 1.0) * 1.01], selector={"anchor": "y2"})
    top = max(float(whole.total or 0), float(target or 0)) or 1.0
    figure.update_xaxes(range=[0, top * 1.04], selector={"anchor": "y"})
    if target is not None:
        figure.add_shape(
            type="line",
            xref="x",
            yref="y domain",
            x0=float(target),
            x1=float(target),
            y0=0,
            y1=1,
            line={"color": INK, "width": 2},
        )
        mark(
            figure,
            float(target),
            1,
            f"目标 {forms.plain(target, 2)}",
            xref="x",
            yref="y domain",
            yanchor="bottom",
            xanchor="center",
        )
    return figure


def _tick(figure: Figure, value: float, place: int) -> None:
    """The target of one unit, over its own bar."""
    figure.add_shape(
        type="line", xref="x2", yref="y2", x0=value, x1=value, y0=place - 0.42, y1=place + 0.42, line={"color": INK, "width": 2}
    )


def _plain_axis() -> dict[str, object]:
    return {
        "fixedrange": True,
        "automargin": False,
        "ticks": "",
        "showgrid": False,
        "zeroline": False,
        "tickfont": {"size": SIZE, "color": "#4A5667"},
    }


def _stack(
    figure: Figure, bars: Sequence[UnitBar], labels: list[str], names: Sequence[str], unit: str, *, axis: str, labelled: bool
) -> None:
    largest = max((float(bar.total or 0) for bar in bars), default=0.0) or 1.0
    for index, (name, colour) in enumerate(zip(names, DESTINATION_COLOURS, strict=True)):
        values = [bar.parts[index] for bar in bars]
        texts = [forms.number(value) if value is not None else "" for value in values]
        shown = [
            text if value is not None and _fits(bar, index, text, largest) else ""
            for text, value, bar in zip(texts, values, bars, strict=True)
        ]
        figure.add_bar(
            y=labels, x=[float(value or 0) for value in values], orientation="h", marker={"color": colour, "line": WHITE_EDGE},
            text=shown if labelled else None, textposition="inside", insidetextanchor="middle", textangle=0, constraintext="none",
            textfont={"size": SIZE, "color": text_colour(colour)}, xaxis=f"x{axis}", yaxis=f"y{axis}",
            hovertemplate=[f"{label} {name}：{text}{unit}<extra></extra>" for label, text in zip(labels, texts, strict=True)],
        )  # fmt: skip
    if labelled:
        for label, bar in zip(labels, bars, strict=True):
            text = f"<b>{forms.number(bar.total)}</b>" if bar.total is not None else "○ 未报"
            mark(
                figure,
                _label_start(bar, text, largest),
                label,
                text,
                xref=f"x{axis}",
                yref=f"y{axis}",
                xanchor="left",
                xshift=4,
            )


def _fits(bar: UnitBar, index: int, text: str, largest: float) -> bool:
    """Whether a number has room inside its part, and the tick of the unit's target does not run through it."""
    needed, length = len(text) * CHARACTER / HALF_WIDTH * largest, float(bar.parts[index] or 0)
    middle = sum(float(part or 0) for part in bar.parts[:index]) + length / 2
    struck = bar.target is not None and abs(float(bar.target) - middle) < needed / 2 + largest / 100
    return length > needed and not struck


def _label_start(bar: UnitBar, text: str, largest: float) -> float:
    """Where the total stands: at the bar's end, behind the tick of the target where that would run through it."""
    end, target = float(bar.total or 0), bar.target
    width = (len(text.removeprefix("<b>").removesuffix("</b>")) * CHARACTER + 8) / HALF_WIDTH * largest
    return float(target) if target is not None and end <= target < end + width else end


def tier_ladder(rows: Sequence[LadderRow], targets: Sequence[tuple[int, Fraction]]) -> Figure:
    """100 % stacked tiers, the best at the left, number of villages inside; the whole's targets as lines below the bars."""
    labels = [f"{row.name}{'※' if row.carried else ''}　{sum(row.counts):,}村" for row in rows]
    figure = base(24 + 34 * len(rows) + 32, left=left_margin(labels), right=24, top=26, bottom=28)
    figure.update_layout(barmode="stack", bargap=0.32)
    for tier in reversed(range(len(TIERS))):
        shares = [row.counts[tier] / max(sum(row.counts), 1) * 100 for row in rows]
        figure.add_bar(
            y=labels, x=shares, orientation="h", marker={"color": TIER_COLOURS[tier], "line": WHITE_EDGE},
            text=[_tier_text(row, tier, share) for row, share in zip(rows, shares, strict=True)],
            textposition="inside", insidetextanchor="middle", textangle=0, constraintext="none",
            textfont={"size": SIZE, "color": TIER_TEXT[tier]},
            hovertemplate=[
                f"{row.name} {TIERS[tier]}：{row.counts[tier]}个村，{forms.number(Fraction(share).limit_denominator(10**6), 2)}%<extra></extra>"
                for row, share in zip(rows, shares, strict=True)
            ],
        )  # fmt: skip
    figure.update_yaxes(autorange="reversed")
    figure.update_xaxes(
        range=[0, 100],
        tickvals=_ticks(targets),
        ticktext=[f"{tick:g}%" if tick else "0" for tick in _ticks(targets)],
        showline=False,
    )
    for at, row in enumerate(rows):
        for step, share in row.goals:
            _own_goal(figure, step, float(share), at)
    for step, share in targets:
        place = float(share)
        figure.add_shape(
            type="line", layer="below", xref="x", yref="paper", x0=place, x1=place, y0=0, y1=1, line={"color": INK, "width": 2}
        )
        anchor = "right" if place > 90 else "center"
        mark(
            figure, place, 1, f"{step}万 目标{forms.plain(share, 2)}%", xref="x", yref="paper", yanchor="bottom", xanchor=anchor
        )
    return figure


def _tier_text(row: LadderRow, tier: int, share: float) -> str:
    """The number of villages, where it has room and no tick of the unit's own runs through it."""
    text = str(row.counts[tier])
    room = (len(text) * CHARACTER + 4) / TIER_SCALE
    middle = sum(row.counts[tier + 1 :]) / max(sum(row.counts), 1) * 100 + share / 2
    struck = any(abs(float(goal) - middle) < room / 2 + 0.5 for _, goal in row.goals)
    return text if share > room and not struck else ""


def _own_goal(figure: Figure, step: int, share: float, place: int) -> None:
    """What one unit was given: a tick over its own bar, the step behind it below where the whole has none to go by."""
    figure.add_shape(
        type="line", xref="x", yref="y", x0=share, x1=share, y0=place - 0.44, y1=place + 0.44,
        line={"color": INK, "width": 2}, name=f"{step}万 任务",
    )  # fmt: skip


def _ticks(targets: Sequence[tuple[int, Fraction]]) -> list[float]:
    return sorted({0.0, 100.0, *(float(share) for _, share in targets)}) if targets else [0, 25, 50, 75, 100]


def training_bars(steps: Sequence[TrainingStep], unit: str = "人次") -> Figure:
    """培训, 取证, 有就业意愿, 已就业: bars from one base line, each with its number and rate outside."""
    colours = (SERIES[0], SERIES[1], REMAINDER, SERIES[0])
    shown = [
        LabelledBar(
            name=step.name, value=float(step.count), colour=colour, figure=forms.number(step.count), share=step.rate,
            hover=f"{step.name}：{forms.number(step.count)}{unit}",
        )
        for step, colour in zip(steps, colours, strict=False)
    ]  # fmt: skip
    return labelled_bars(shown, room=1.75)
