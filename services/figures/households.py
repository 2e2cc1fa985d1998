"""A household's eight quarters: cumulative net income a head by source, the two compared quarters bold, the year's line."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from services.figures.template import EDGE, INCOME_COLOURS, INK, SIZE, Figure, base, mark
from services.views import forms

SOURCES = ("工资性", "生产经营净收入", "财产性", "转移性")


@dataclass(frozen=True, kw_only=True)
class QuarterBar:
    """One quarter: 元 a head by source in the order of ``SOURCES``, total; None where the household was not reported."""

    period: str
    parts: tuple[Fraction | None, ...]
    total: Fraction | None


def household_quarters(bars: Sequence[QuarterBar], line: Fraction | None) -> Figure:
    """Stacked bars; ``line`` stands over the last bar, which it judges."""
    figure = base(236, left=16, right=92 if line is not None else 24, top=22, bottom=44)
    figure.update_layout(barmode="relative", bargap=0.3)
    places = list(range(len(bars)))
    for index, (name, colour) in enumerate(zip(SOURCES, INCOME_COLOURS, strict=True)):
        values = [bar.parts[index] for bar in bars]
        figure.add_bar(
            x=places, y=[float(value or 0) for value in values], marker={"color": colour, "line": {"color": "#FFFFFF", "width": 1}},
            hovertemplate=[
                f"{forms.period_label(bar.period)} {name}：{forms.number(value)}元<extra></extra>" for bar, value in zip(bars, values, strict=True)
            ],
        )  # fmt: skip
    compared = {len(bars) - 1, len(bars) - 5}
    for place, bar in enumerate(bars):
        text = forms.number(bar.total) if bar.total is not None else "—"
        top = sum(float(part) for part in bar.parts if part is not None and part > 0)
        if line is not None and place == len(bars) - 1 and top <= float(line) < top * 1.15:
            top = float(line)  # the figure stands above the line, not through it
        mark(figure, place, top, f"<b>{text}</b>" if place in compared else text, yanchor="bottom")
    years = [bar.period[:4] for bar in bars]
    text = [
        f"{forms.NUMERALS[int(bar.period[-1])]}季"
        + (f"<br>{years[place]}年" if place == 0 or years[place] != years[place - 1] else "")
        for place, bar in enumerate(bars)
    ]
    figure.update_xaxes(tickvals=places, ticktext=text, showline=True, linecolor=EDGE, range=[-0.6, len(bars) - 0.4])
    figure.update_yaxes(visible=False)
    if line is not None and bars:
        last = len(bars) - 1
        figure.add_shape(
            type="line", x0=last - 0.45, x1=last + 0.45, y0=float(line), y1=float(line), line={"color": INK, "width": 2}
        )
        figure.add_annotation(
            x=last + 0.45, y=float(line), text=f"监测线<br>{forms.plain(line, 2)}", showarrow=False, xanchor="left", xshift=4,
            align="left", font={"size": SIZE, "color": INK},
        )  # fmt: skip
    return figure
