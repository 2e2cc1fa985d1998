"""Warnings for the meeting: units by level, the list since last quarter, sources of the fall, households around the line."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import Any

from metrics.income_rules import LEVELS
from services.figures.labelled import LabelledBar, labelled_bars
from services.figures.template import (
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
)
from services.small_cells import OMITTED
from services.views import forms
from services.views.warning_analysis import Turnover
from services.views.warning_line import STEP, Around, Step
from services.views.warning_units import CAUSE_NAMES, UnitWarnings, said, share_words
from services.views.words import LEVEL_MARKS

#: grounds of areas: weight falls from red to 关注 in grey print too
LEVEL_AREAS: Mapping[str, str] = {"red": "#B3261E", "orange": "#E0924F", "yellow": "#F2CF83", "watch": "#DADFE6"}
LEVEL_TEXT: Mapping[str, str] = {"red": "#FFFFFF", "orange": INK, "yellow": INK, "watch": INK}
#: households that a unit's levels do not show one by one
APART, APART_COLOUR = "未分级列出", "#AEB6C2"
REST_COLOUR = "#C3CAD4"
WHITE_EDGE = {"color": "#FFFFFF", "width": 1.5}
#: plot width that a label is measured against: half of a 1366 window less names and totals
HALF_WIDTH, CHARACTER = 240, 8
ROW = 26
#: from so many characters on, not every step has room for its figure
CROWDED = 6


def level_legend(units: Sequence[UnitWarnings], words: Mapping[str, str]) -> tuple[tuple[str, str], ...]:
    """(mark and word, colour) of the segments, in their order."""
    shown = [(f"{LEVEL_MARKS[level]} {words[level]}", LEVEL_AREAS[level]) for level in LEVELS]
    return (*shown, (APART, APART_COLOUR)) if any(unit.apart for unit in units) else tuple(shown)


def level_bars(units: Sequence[UnitWarnings], words: Mapping[str, str]) -> Figure:
    """A bar a unit, segments by level, at its end households and their share of the reported ones."""
    names = [unit.name for unit in units]
    largest = max((unit.listed for unit in units if isinstance(unit.listed, int)), default=0) or 1
    figure = base(ROW * max(len(units), 1) + 16, left=left_margin(names), right=16)
    figure.update_layout(barmode="stack", bargap=0.26)
    for rank, level in enumerate(LEVELS):
        counts = [count if isinstance(count := unit.levels[rank], int) else 0 for unit in units]
        _segment(figure, names, counts, LEVEL_AREAS[level], LEVEL_TEXT[level], f"{LEVEL_MARKS[level]} {words[level]}", largest)
    _segment(figure, names, [unit.apart for unit in units], APART_COLOUR, INK, APART, largest)
    for unit in units:
        end = unit.listed if isinstance(unit.listed, int) else 0
        mark(figure, end, unit.name, _end(unit), xanchor="left", xshift=4)
    figure.update_yaxes(autorange="reversed")
    figure.update_xaxes(visible=False, range=[0, largest * 1.62])
    return figure


def _segment(figure: Figure, names: list[str], counts: list[int], colour: str, ink: str, word: str, largest: int) -> None:
    """One level of all units; a figure that does not fit is left out."""
    texts = [f"{count:,}" if count / largest * HALF_WIDTH > len(f"{count:,}") * CHARACTER + 4 else "" for count in counts]
    figure.add_bar(
        y=names, x=counts, orientation="h", marker={"color": colour, "line": WHITE_EDGE}, text=texts, textposition="inside",
        insidetextanchor="middle", textangle=0, constraintext="none", textfont={"size": SIZE, "color": ink},
        hovertemplate=[f"{name} {word}：{count:,}户<extra></extra>" for name, count in zip(names, counts, strict=True)],
    )  # fmt: skip


def _end(unit: UnitWarnings) -> str:
    """31　占5.20%, 少于3户, ○ 未报."""
    if unit.households is None:
        return "○ 未报"
    if isinstance(unit.listed, str):
        return f"<span style='color:{MUTED}'>{said(unit.listed)}</span>"
    return f"<b>{unit.listed:,}</b>　<span style='color:{SECOND}'>{share_words(unit)}</span>"


def turnover_bars(turnover: Turnover) -> Figure:
    """Last quarter's list, who left it, who stays, who is new, this quarter's list: plain bars from one base line."""
    bars = (
        ("上季预警", turnover.before, SERIES[7], ""),
        ("移出", turnover.gone, REST_COLOUR, _of(turnover.gone, turnover.before, "占上季")),
        ("持续", turnover.staying, SERIES[1], _of(turnover.staying, turnover.now, "占本季")),
        ("新增", turnover.new, SERIES[0], _of(turnover.new, turnover.now, "占本季")),
        ("本季预警", turnover.now, SERIES[0], forms.change(Fraction(turnover.now - turnover.before))),
    )
    return _labelled(bars)


def cause_bars(whole: UnitWarnings) -> Figure:
    """Listed households by the source that fell most, in the colours of the sources; the rest grey."""
    total = whole.listed if isinstance(whole.listed, int) else 0
    counts = [count if isinstance(count, int) else 0 for count in whole.causes]
    colours = (*INCOME_COLOURS, REST_COLOUR)
    return _labelled(
        [
            (name, count, colour, _of(count, total, "占"))
            for name, count, colour in zip(CAUSE_NAMES, counts, colours, strict=True)
        ]
    )


def _of(part: int, whole: int, word: str) -> str:
    share = forms.share(part, whole)
    return f"{word}{forms.percent(share)}" if share else ""


def _labelled(bars: Sequence[tuple[str, int, str, str]]) -> Figure:
    shown = [
        LabelledBar(name=name, value=count, colour=colour, figure=f"{count:,}", share=share, hover=f"{name}：{count:,}户")
        for name, count, colour, share in bars
    ]
    return labelled_bars(shown, room=1.7)


def around_bars(found: Around, word: str) -> Figure:
    """Households by step around the line; those below in the colour of the line's level, the line named."""
    middles = [float(step.lower) + STEP / 2 for step in found.steps]
    counts = [step.households if isinstance(step.households, int) else 0 for step in found.steps]
    figure = base(236, left=22, right=22, top=26, bottom=44)
    figure.add_bar(
        x=middles, y=counts, width=[STEP * 0.9] * len(middles),
        marker={"color": [LEVEL_AREAS[found.line.level] if step.below else SERIES[7] for step in found.steps]},
        hovertemplate=[f"{step.label}元：{said(step.households)}<extra></extra>" for step in found.steps],
    )  # fmt: skip
    figure.update_yaxes(visible=False, range=[0, max(max(counts) * 1.2, 1)])
    line, first, last = float(found.line.amount), float(found.steps[0].lower), float(found.steps[-1].lower) + STEP
    half = len(found.steps) // 2
    ticks = [found.line.amount + STEP * step for step in range(-half, half + 1) if step % 2 == 0]
    side = f"左侧{LEVEL_MARKS[found.line.level]}{word}：{found.line.name}以下"
    figure.update_xaxes(
        range=[first, last], tickvals=[float(tick) for tick in ticks], ticktext=[forms.plain(tick, 2) for tick in ticks],
        showline=True, linecolor=EDGE,
        title={"text": f"年人均纯收入，元（{side}）", "font": {"size": SIZE, "color": SECOND}, "standoff": 4},
    )  # fmt: skip
    figure.add_shape(type="line", xref="x", yref="paper", x0=line, x1=line, y0=0, y1=1.02, line={"color": INK, "width": 2})
    mark(
        figure, line, 1.02, f"{found.line.name} {forms.plain(found.line.amount, 2)}", xref="x", yref="paper", yanchor="bottom",
        xanchor="center", yshift=2,
    )  # fmt: skip
    for start in (0, half):
        _say_steps(figure, list(zip(middles, found.steps, strict=True))[start : start + half])
    return figure


def _say_steps(figure: Figure, steps: Sequence[tuple[float, Step]]) -> None:
    """What stands over the steps of one side of the line: once where none of them is shown."""
    if all(step.households == OMITTED for _, step in steps):
        mark(figure, sum(middle for middle, _ in steps) / len(steps), 0, "户数少，分档从略", yanchor="bottom", yshift=1)
        return
    largest = max(count for _, step in steps if isinstance(count := step.households, int))
    for middle, step in steps:
        at_line = step is (steps[-1][1] if step.below else steps[0][1])
        if isinstance(step.households, int) and step.households:
            text = f"{step.households:,}"
            if len(text) < CROWDED or at_line or step.households == largest:
                mark(figure, text=text, y=step.households, yanchor="bottom", yshift=1, **_placed(middle, step, at_line=at_line))
        elif step.households:
            mark(figure, middle, 0, said(step.households).replace("少于", "少于<br>"), yanchor="bottom", yshift=1)


def _placed(middle: float, step: Step, *, at_line: bool) -> dict[str, Any]:
    """A figure stands over the middle of its bar; next to the line it keeps clear of it."""
    if not at_line:
        return {"x": middle}
    side = 1 if step.below else -1
    return {"x": middle + side * STEP / 2, "xanchor": "right" if step.below else "left", "xshift": -3 * side}
