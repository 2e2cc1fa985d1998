"""The tiles of the page 收入: income a head, its growth, and the households that call for a visit."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction

from metrics.results import Figure, Result
from services.views import forms
from services.views.answers import Answers
from services.views.income_reference import growth_words
from services.views.income_table import GROWTH, NET, relief_words
from services.views.judged import NO_TARGET, target_number, tile
from services.views.model import Lamp, Tile

MOST = 6


def income_tiles(
    answers: Answers,
    line: Fraction | None,
    work_line: Fraction | None,
    *,
    period: str,
    reporters: str,
    root: Figure | None = None,
) -> tuple[Tile, ...]:
    """Figures that the pack judges come first with their lamps; a frame holds six. ``reporters``: what they are called;
    ``root``: the share of falling households in the whole, where only a unit was asked."""
    own = [
        _net(answers), _plain(answers, GROWTH, "人均纯收入同比增长", _coverage(answers, reporters)), _line(answers, line, period),
        _work(answers, work_line), _plain(answers, "income.drop_households", "收入下降户", _share(answers)),
        _plain(answers, "income.idle_labour_households", "有劳动力无人务工户", NO_TARGET),
    ]  # fmt: skip
    shown = {entry.indicator for entry in own if entry}
    judged = [
        _points(answers, result, root) if result.target.kind == "rule" else tile(result, result.title)
        for result in answers.results
        if result.figure.region == answers.region and result.target and result.indicator and result.indicator not in shown
    ]
    return tuple(entry for entry in _once([own[0], *judged, *own[1:]]) if entry)[:MOST]


def _once(entries: Sequence[Tile | None]) -> list[Tile]:
    found: dict[str, Tile] = {}
    for entry in entries:
        if entry is not None:
            found.setdefault(entry.indicator, entry)
    return list(found.values())


def _net(answers: Answers) -> Tile | None:
    """Whole 元, as incomes a head are written."""
    result = answers.one(NET)
    if result is None:
        return None
    growth = answers.value(GROWTH)
    under = "同比不可比" if growth is None else f"同比{growth_words(growth)}"
    status = result.target.status if result.target else None
    return Tile(
        name="人均纯收入", figure=forms.number(result.figure.value), unit="元/人" if result.figure.value is not None else "",
        lamp=Lamp(status=status) if status else None, under=under, indicator=NET,
    )  # fmt: skip


def _plain(answers: Answers, indicator: str, name: str, under: str) -> Tile | None:
    """A figure with words of its own where the pack sets it no target."""
    result = answers.one(indicator)
    if result is None:
        return None
    if result.target is not None:
        return tile(result, name)
    value = result.figure.value
    text = forms.change(value, 2) if indicator == GROWTH else forms.number(value, result.decimals)
    return Tile(name=name, figure=text, unit=result.unit if value is not None else "", under=under, indicator=indicator)


def _points(answers: Answers, result: Result, root: Figure | None) -> Tile | None:
    """Points lost: of the whole who loses most and why, of one unit how far its share lies above that of the whole."""
    found = tile(result, result.title)
    lost = sorted((value, unit) for unit in answers.children if (value := answers.value(result.indicator or "", unit)))
    if found is None:
        return None
    if lost:
        value, unit = lost[0]
        return replace(
            found, under=f"{len(lost)}个单位扣分，{answers.name(unit)}最多{forms.number(value, 2)}分（{_above(result, value)}）"
        )
    if not result.figure.value:
        return replace(found, under="没有扣分的单位" if answers.children and root is None else "不扣分")
    relieved = relief_words(answers, answers.region, root) if root is not None else ""
    return replace(found, under="，".join(part for part in (_above(result, result.figure.value), relieved) if part))


def _above(result: Result, points: Fraction | None) -> str:
    """下降户占比高出8.52个百分点: what the points were counted from."""
    each = target_number(result)
    return f"下降户占比高出{forms.number(points / each, 2)}个百分点" if points and each else ""


def _coverage(answers: Answers, reporters: str) -> str:
    figure = answers.figure(GROWTH)
    return (
        f"按{figure.reported}/{figure.expected}个{reporters}同口径" if figure and figure.value is not None else "上年同季无数据"
    )


def _share(answers: Answers) -> str:
    share = answers.value("income.drop_share")
    return f"占可比户{forms.percent(share)}" if share is not None else "没有可比的户"


def _line(answers: Answers, line: Fraction | None, period: str) -> Tile | None:
    """Without a line nothing is counted, and the tile says so."""
    share = answers.value("income.below_line_share")
    if line is None:
        return _plain(answers, "income.below_line_households", "低于监测线户", f"{period[:4]}年监测线未设定")
    under = f"占可判断户{forms.percent(share)}" if share is not None else "没有可判断的户"
    return _plain(answers, "income.below_line_households", f"低于监测线{forms.plain(line, 2)}元户", under)


def _work(answers: Answers, work_line: Fraction | None) -> Tile | None:
    if work_line is None:
        return None
    unknown = answers.value("income.line_unknown_households")
    under = f"另有{forms.number(unknown)}户无法判断" if unknown else "没有无法判断的户"
    name = f"年人均{forms.plain(work_line, 2)}元以下户"
    return _plain(answers, "income.below_work_line_households", name, under)
