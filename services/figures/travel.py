"""交通补助 by unit: who has it, who still waits."""

from __future__ import annotations

from collections.abc import Sequence

from services.figures.template import BAR, MUTED, REMAINDER, SERIES, Figure, base, left_margin, mark
from services.views import forms
from services.views.employment_support import TravelBar

LEGEND = (("已补", SERIES[0]), ("未补", REMAINDER))
WHITE_EDGE = {"color": "#FFFFFF", "width": 1.5}


def travel_bars(bars: Sequence[TravelBar]) -> Figure:
    """Stacked bars of people paid and waiting; paid of due and the rate outside, units without a report last."""
    labels = [f"{bar.name}{'※' if bar.carried else ''}" for bar in bars]
    figure = base(BAR * max(len(bars), 1) + 16, left=left_margin(labels), right=24)
    figure.update_layout(barmode="stack", bargap=0.34)
    paid, waiting = [float(bar.paid or 0) for bar in bars], [max(float(bar.open), 0.0) for bar in bars]
    for name, colour, values in (("已补", SERIES[0], paid), ("未补", REMAINDER, waiting)):
        figure.add_bar(
            y=labels, x=values, orientation="h", marker={"color": colour, "line": WHITE_EDGE},
            hovertemplate=[f"{label} {name}：{value:,.0f}人<extra></extra>" for label, value in zip(labels, values, strict=True)],
        )  # fmt: skip
    largest = max([first + second for first, second in zip(paid, waiting, strict=True)], default=1.0) or 1.0
    for label, bar in zip(labels, bars, strict=True):
        mark(figure, float(bar.due or 0), label, _outside(bar), xanchor="left", xshift=4)
    figure.update_yaxes(autorange="reversed")
    figure.update_xaxes(visible=False, range=[0, largest * 1.75])
    return figure


def _outside(bar: TravelBar) -> str:
    if bar.due is None or bar.paid is None:
        return "—"
    rate = forms.percent(forms.share(bar.paid, bar.due))
    return f"<b>{forms.number(bar.paid)}/{forms.number(bar.due)}</b>　<span style='color:{MUTED}'>{rate}</span>"
