"""Judged figures as lines: lamp, name, figure against target, bar with pace, completion, gap; worst first."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from metrics.results import Judgement
from services.tables.model import Bullet
from services.views import forms
from services.views.every import not_added_up
from services.views.judged import NO_TARGET
from services.views.model import Lamp
from services.views.targets import BEHIND, FOLDED, UNLIT, TargetLine, each, full_title, gap_text, target_text
from services.views.words import WORDS


@dataclass(frozen=True, kw_only=True)
class BulletLine:
    """One line of a list of bullets.

    ``figure``: ``2,130 / 8,000亩``; ``lamp`` None: nothing judges it; ``bullet`` None: there is no share of a target
    (upper limits, nothing reported); ``completion``: ``26.63%`` or — (empty where nothing judges); ``gap``: ``差5,870亩``; ``tag``: a small note behind
    the name (沿用4月, 指脱贫劳动力); ``indicator`` and ``region``: whose figure it is; ``mark``: what it was or
    will be (重述); ``under``: what it still takes (每月需+979亩；按近三月均速今年达不到)."""

    name: str
    figure: str
    lamp: Lamp | None = None
    bullet: Bullet | None = None
    completion: str = ""
    gap: str = ""
    tag: str = ""
    indicator: str = ""
    region: str = ""
    mark: str = ""
    under: str = ""


def in_order(lines: Sequence[TargetLine]) -> list[TargetLine]:
    """What is behind first and furthest, the whole before its units."""
    return sorted(lines, key=lambda line: (line.severity, -line.shortfall, line.judgement.code, line.unit_name))


def bullet_lines(lines: Sequence[TargetLine]) -> tuple[BulletLine, ...]:
    """The targets as lines, worst first."""
    return tuple(bullet_line(line) for line in in_order(lines))


def bullet_line(line: TargetLine) -> BulletLine:
    """One target as a line."""
    judgement, figure, decimals = line.judgement, line.result.figure, line.result.decimals
    value = "不加总" if not_added_up(judgement, figure.value) else forms.figure(figure.value, judgement.unit, decimals)
    goal = _goal(judgement, decimals)
    return BulletLine(
        name=full_title(line),
        figure=f"{value} / {goal}" if goal else f"{value}{judgement.unit}",
        lamp=_lamp(judgement),
        bullet=bullet_of(judgement, line.last_year),
        completion=forms.percent(judgement.completion),
        gap=gap_text(judgement, judgement.unit, decimals).replace(" ", "").removesuffix(forms.BLANK),
        tag=f"指{line.population}" if line.population else "",
        indicator=line.result.indicator or "",
        region=figure.region,
        under="；".join(part for part in (line.missing.beside_gap, _last_year(line)) if part),
    )


def _last_year(line: TargetLine) -> str:
    return "" if line.last_year is None else f"去年同期进度{forms.percent(line.last_year)}"


def unjudged_line(name: str, figure: str, indicator: str = "") -> BulletLine:
    """A figure for which the paper sets nothing: no lamp, no bar."""
    return BulletLine(name=name, figure=figure, gap=NO_TARGET, indicator=indicator)


def bullet_of(judgement: Judgement, last_year: Fraction | None = None) -> Bullet | None:
    """The bar towards a target, with pace where there is one and how far last year had come; None without a completion."""
    if judgement.completion is None:
        return None
    pace, then = (None if share is None else float(share) / 100 for share in (judgement.pace, last_year))
    return Bullet(done=float(judgement.completion) / 100, pace=pace, last_year=then)


def _goal(judgement: Judgement, decimals: int) -> str:
    """``8,000亩``, ``7%左右``, ``不超过20%``; nothing where the target is no number."""
    if isinstance(judgement.value, Fraction):
        around = "左右" if judgement.op == "about" else ""
        upper = "不超过" if judgement.op in ("<", "<=") and judgement.value != 0 else ""
        return f"{each(judgement)}{upper}{forms.plain(judgement.value, decimals)}{judgement.unit}{around}"
    return f"{target_text(judgement, decimals)}{judgement.unit}" if judgement.value is not None else ""


def _lamp(judgement: Judgement) -> Lamp | None:
    if judgement.kind == "reference" and judgement.value is None:
        return Lamp(status="not_comparable", text="无参照")
    if judgement.status is None:
        return Lamp(status="not_applicable", text=UNLIT[judgement.kind]) if judgement.kind in UNLIT else None
    if judgement.stretch and judgement.status in BEHIND:
        return Lamp(status="stretch")
    return Lamp(status=judgement.status)


def bullets_finding(lines: Sequence[TargetLine], kind: str) -> str:
    """``7项产业目标6项滞后，其中1项严重滞后，致富带头人已达序时``; ``kind``: what the targets are about (产业)."""
    total = f"{len(lines)}项{kind}目标"
    states = Counter(line.shown for line in lines)
    late, well = states["far_behind"] + states["behind"], [line for line in in_order(lines) if line.status in FOLDED]
    if not late and not well:
        return _nothing_judged(states, len(lines), total)
    if not late:
        return f"{total}没有滞后" + (f"，{states['not_reported']}项未报" if states["not_reported"] else "")
    if len(lines) == 1:
        return f"{full_title(lines[0])}{WORDS[lines[0].status or '']}"
    far = states["far_behind"]
    text = f"{total}{late}项{'严重' if far == late else ''}滞后" + (f"，其中{far}项严重滞后" if 0 < far < late else "")
    if 0 < len(well) <= 2 and late + len(well) == len(lines):
        text += "".join(f"，{full_title(line)}已{WORDS[line.status or '']}" for line in well)
    return text


def _nothing_judged(states: Counter[str | None], count: int, total: str) -> str:
    if states["not_due"] == count:
        return f"{total}均未到期"
    if states["not_reported"] == count:
        return f"{total}均未报送"
    return f"{total}：{count - states['not_due']}项还没有可判断的数"


def bullets_what(period: str, lines: Sequence[TargetLine]) -> str:
    """What the bars and ticks are, with the pace of the month where some target has one."""
    pace = next((line.judgement.pace for line in lines if line.judgement.pace is not None), None)
    dotted = f"，虚线为序时进度{forms.percent(pace)}" if pace is not None else ""
    grey = "，灰线为去年同期进度" if any(line.last_year is not None for line in lines) else ""
    return f"{forms.period_label(period)}，完成率；黑线为目标{dotted}{grey}"
