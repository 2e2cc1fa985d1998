"""Bars of a whole: the part of each fund that goes to its purpose, and units against targets of their own."""

from __future__ import annotations

from collections.abc import Sequence

from services.figures.template import BAR, GRID, INK, REMAINDER, SECOND, SERIES, SIZE, Figure, base, left_margin, mark
from services.views import forms
from services.views.industry import FundShare
from services.views.own_targets import AgainstOwn, UnitAgainst

#: plot width that a label is measured against: half of a 1366 window less the names
HALF_WIDTH = 330
CHARACTER = 8
EDGE = {"color": "#FFFFFF", "width": 1.5}


def fund_bars(shares: Sequence[FundShare], unit: str = "万元") -> Figure:
    """One 100 % bar a fund: amount and share inside; an ink tick where the paper sets a share for this fund."""
    labels = [share.name for share in shares]
    targets = [share.target for share in shares if share.target is not None]
    top = 24 if targets else 8
    figure = base(top + 36 * len(shares) + 8, left=left_margin(labels), right=16, top=top)
    figure.update_layout(barmode="stack", bargap=0.32)
    parts = [(float(share.percent), f"{forms.number(share.used, 2)}（{forms.percent(share.percent)}）") for share in shares]
    _segment(figure, labels, parts, SERIES[0], "#FFFFFF", ("用于产业", unit))
    rest = [(100 - float(share.percent), forms.number(share.whole - share.used, 2)) for share in shares]
    _segment(figure, labels, rest, REMAINDER, INK, ("其他", unit))
    figure.update_yaxes(autorange="reversed")
    figure.update_xaxes(visible=False, range=[0, 100])
    for place, share in enumerate(shares):
        if share.target is not None:
            goal = float(share.target)
            _tick(figure, goal, place, 0.46, "solid")
            mark(figure, goal, place - 0.5, f"目标 {forms.plain(share.target, 2)}%", yanchor="bottom", xanchor="center")
    return figure


def _segment(
    figure: Figure, labels: Sequence[str], parts: Sequence[tuple[float, str]], colour: str, ink: str, words: tuple[str, str]
) -> None:
    """One series of the stack, its name and unit; a label that does not fit is left out."""
    name, unit = words
    figure.add_bar(
        y=list(labels), x=[width for width, _ in parts], orientation="h", marker={"color": colour, "line": EDGE},
        text=[text if width / 100 * HALF_WIDTH > len(text) * CHARACTER else "" for width, text in parts],
        textposition="inside", insidetextanchor="middle", textangle=0, constraintext="none",
        textfont={"size": SIZE, "color": ink},
        hovertemplate=[
            f"{label} {name}：{text.replace('（', f'{unit}（') if '（' in text else text + unit}<extra></extra>"
            for label, (_, text) in zip(labels, parts, strict=True)
        ],
    )  # fmt: skip


def _tick(figure: Figure, value: float, place: int, reach: float, dash: str) -> None:
    figure.add_shape(
        type="line", x0=value, x1=value, y0=place - reach, y1=place + reach,
        line={"color": INK, "width": 2 if dash == "solid" else 1.5, "dash": dash},
    )  # fmt: skip


def own_target_bars(view: AgainstOwn) -> Figure:
    """A bar a unit on the ground of its own target, ink tick at the target, dotted at pace, what is missing at the end."""
    units = view.units
    labels = [f"{entry.name}{'※' if entry.carried else ''}" for entry in units]
    right = 24 + 9 * max(len(_end(view, entry)) for entry in units) + 20
    figure = base(16 + BAR * len(units), left=left_margin(labels), right=right)
    figure.update_layout(barmode="overlay", bargap=0.36)
    figure.add_bar(
        y=labels, x=[float(entry.target or 0) for entry in units], orientation="h", marker={"color": GRID}, hoverinfo="skip"
    )
    largest = max(float(max(entry.value or 0, entry.target or 0)) for entry in units) or 1.0
    texts = [forms.number(entry.value, view.decimals) for entry in units]
    fits = [
        float(entry.value or 0) / largest * HALF_WIDTH > len(text) * CHARACTER + 8
        for entry, text in zip(units, texts, strict=True)
    ]
    figure.add_bar(
        y=labels, x=[float(entry.value or 0) for entry in units], orientation="h", marker={"color": SERIES[0]},
        text=[f"<b>{text}</b>" if fit else "" for text, fit in zip(texts, fits, strict=True)],
        textposition="inside", insidetextanchor="end", textangle=0, constraintext="none",
        textfont={"size": SIZE, "color": "#FFFFFF"},
        hovertemplate=[f"{label}：{text}{view.unit}<extra></extra>" for label, text in zip(labels, texts, strict=True)],
    )  # fmt: skip
    for place, (entry, text, fit) in enumerate(zip(units, texts, fits, strict=True)):
        if entry.value is not None and not fit:
            start = _label_start(entry, (len(text) * CHARACTER + 8) / HALF_WIDTH * largest)
            mark(figure, start, place, f"<b>{text}</b>", xanchor="left", xshift=4)
        if entry.target is not None:
            _tick(figure, float(entry.target), place, 0.46, "solid")
        if entry.pace is not None:
            _tick(figure, float(entry.pace), place, 0.46, "dot")
        mark(
            figure, 1, place, f"<span style='color:{SECOND}'>{_end(view, entry)}</span>", xref="paper", xanchor="left", xshift=8
        )
    figure.update_yaxes(autorange="reversed")
    figure.update_xaxes(visible=False, range=[min(0.0, *(float(entry.value or 0) for entry in units)), largest * 1.01])
    return figure


def _label_start(entry: UnitAgainst, width: float) -> float:
    """Where a label outside its bar begins: at the bar's end, behind a tick of pace or target that would run through it."""
    start = max(float(entry.value or 0), 0.0)
    for tick in sorted(float(one) for one in (entry.pace, entry.target) if one is not None):
        start = tick if start <= tick < start + width else start
    return start


def _end(view: AgainstOwn, entry: UnitAgainst) -> str:
    """What stands behind a bar: 差1,220, 超30, 未分解, ○ 未报."""
    if entry.value is None:
        return "○ 未报"
    if entry.target is None:
        return "未分解" if any(other.target is not None for other in view.units) else ""
    gap = entry.gap or 0
    whole = getattr(gap, "denominator", 1) == 1
    return forms.gap(gap, "", 0 if whole else view.decimals, spaced=True).strip()
