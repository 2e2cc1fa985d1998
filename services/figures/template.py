"""The one template of all charts (look.md, section 6): white ground, ink, horizontal hairlines, no bar of tools."""

from __future__ import annotations

from typing import Any

import plotly.graph_objects  # pyright: ignore[reportMissingTypeStubs]

#: plotly comes without types; a drawing is passed on, never looked into
Figure = Any
_drawing: Any = plotly.graph_objects

FONT = '"Microsoft YaHei", "PingFang SC", "Noto Sans CJK SC", "Source Han Sans SC", sans-serif'
INK, SECOND, MUTED, EDGE, GRID = "#1A2330", "#4A5667", "#5F6B7A", "#8B95A3", "#E6EAEF"
SERIES = ("#1F4E8C", "#5699CC", "#5B4B8A", "#9C88C4", "#1F6F80", "#559AA6", "#7A5C48", "#8B95A3")
REMAINDER = "#C3CAD4"
#: 不足5万 … 20万以上: grey below the floor, blue above it, deeper = better
TIER_COLOURS = ("#5F6B7A", "#DADFE6", "#9DBBDC", "#5590C8", "#1F4E8C")
TIER_TEXT = ("#FFFFFF", INK, INK, INK, "#FFFFFF")
DESTINATION_COLOURS = (SERIES[0], SERIES[1], SERIES[7])
INCOME_COLOURS = (SERIES[0], SERIES[1], SERIES[3], SERIES[7])
SIZE = 13
BAR = 28
#: what st.plotly_chart gets as ``config``: no bar of English tools
CONFIG: dict[str, Any] = {"displayModeBar": False, "displaylogo": False}


def text_colour(ground: str) -> str:
    """The colour of a figure inside a bar: white on the dark series, ink on the light ones."""
    dark = {"#1F4E8C", "#5B4B8A", "#1F6F80", "#7A5C48", "#5F6B7A"}
    return "#FFFFFF" if ground in dark else INK


def left_margin(labels: list[str]) -> int:
    """Room for the longest label: 16 px and 14 px a character, half that for digits and Latin letters."""
    widest = max((sum(14 if ord(character) > 255 else 8 for character in label) for label in labels), default=0)
    return 16 + widest


def base(height: int, *, left: int = 16, right: int = 24, top: int = 8, bottom: int = 8) -> Figure:
    """An empty figure with the template's settings."""
    figure: Figure = _drawing.Figure()
    figure.update_layout(
        template="none", height=height, margin={"l": left, "r": right, "t": top, "b": bottom, "pad": 4},
        paper_bgcolor="rgba(0,0,0,0)", plot_bgcolor="rgba(0,0,0,0)", showlegend=False, dragmode=False,
        font={"family": FONT, "size": SIZE, "color": INK},
        hoverlabel={"bgcolor": "#FFFFFF", "bordercolor": EDGE, "align": "left", "font": {"family": FONT, "size": SIZE, "color": INK}},
        bargap=0.3, barcornerradius=0,
    )  # fmt: skip
    quiet: dict[str, Any] = {
        "fixedrange": True, "automargin": False, "zeroline": False, "ticks": "", "tickangle": 0,
        "tickfont": {"size": SIZE, "color": SECOND}, "showgrid": False,
    }  # fmt: skip
    figure.update_xaxes(**quiet)
    figure.update_yaxes(**quiet)
    return figure


def mark(figure: Figure, x: float, y: float | str, text: str, **placing: Any) -> None:
    """A label in the chart's own letters."""
    figure.add_annotation(x=x, y=y, text=text, showarrow=False, font={"size": SIZE, "color": INK}, **placing)
