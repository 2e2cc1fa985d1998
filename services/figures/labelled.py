"""Bars from one base line, each with its number and its share written outside."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from services.figures.template import BAR, MUTED, Figure, base, left_margin, mark


@dataclass(frozen=True, kw_only=True)
class LabelledBar:
    """``figure`` is written bold outside the bar, ``share`` muted behind it, ``hover`` when pointed at."""

    name: str
    value: float
    colour: str
    figure: str
    share: str
    hover: str


def labelled_bars(bars: Sequence[LabelledBar], *, room: float) -> Figure:
    """The bars in the order given, best on top; the longest takes 1 / ``room`` of the width, the rest is for the labels."""
    names = [bar.name for bar in bars]
    figure = base(BAR * max(len(bars), 1) + 16, left=left_margin(names), right=24)
    figure.add_bar(
        y=names, x=[bar.value for bar in bars], orientation="h", marker={"color": [bar.colour for bar in bars]},
        hovertemplate=[f"{bar.hover}<extra></extra>" for bar in bars],
    )  # fmt: skip
    for bar in bars:
        text = f"<b>{bar.figure}</b>　<span style='color:{MUTED}'>{bar.share}</span>"
        mark(figure, bar.value, bar.name, text, xanchor="left", xshift=4)
    figure.update_yaxes(autorange="reversed")
    figure.update_xaxes(visible=False, range=[0, (max((bar.value for bar in bars), default=1.0) or 1.0) * room])
    return figure
