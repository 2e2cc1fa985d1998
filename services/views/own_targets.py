"""One figure by unit against each unit's own target: a unit without one is shown, never judged."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from metrics.results import Judgement
from services.views import forms
from services.views.answers import Answers
from services.views.handed_down import own_judgement, source_words
from services.views.missing import missing_of
from services.views.targets import BEHIND

#: where more units stand beside each other, those with nothing and no target are only counted
MANY = 10


@dataclass(frozen=True, kw_only=True)
class UnitAgainst:
    """One unit: ``target`` and ``pace`` (what should be there by now) in the figure's unit, None where it has none of its own."""

    name: str
    value: Fraction | None
    target: Fraction | None = None
    pace: Fraction | None = None
    status: str | None = None
    carried: bool = False
    source: str = ""  # ``任务分解第2版``; empty: a target of the paper
    monthly: str = ""  # 每月需+251亩; empty where nothing is missing or no month is left

    @property
    def gap(self) -> Fraction | None:
        """What is missing (negative) or over."""
        return self.value - self.target if self.value is not None and self.target is not None else None


@dataclass(frozen=True, kw_only=True)
class AgainstOwn:
    """The finding over the bars, what they are, and the units: those with a target first, each kind by value, 未报 last."""

    finding: str
    what: str
    unit: str
    decimals: int  # 0 where every figure is whole
    units: tuple[UnitAgainst, ...]


def against_own(answers: Answers, indicator: str, name: str, noun: str) -> AgainstOwn | None:
    """The units (called ``noun``) of the asked region; None where no unit has a figure or nothing tells them apart."""
    one = answers.one(indicator)
    units = [_unit(answers, indicator, region) for region in answers.children]
    if one is None or not any(unit.value for unit in units):
        return None
    units.sort(key=lambda unit: (unit.value is None, unit.target is None, -(unit.value or 0)))
    shown = [unit for unit in units if unit.value != 0 or unit.target is not None] if len(units) > MANY else units
    left = f"；其余{len(units) - len(shown)}个{noun}为0" if len(shown) < len(units) else ""
    whole = all(unit.value is None or unit.value.denominator == 1 for unit in units)
    goals = {unit.target for unit in units if unit.target is not None}
    return AgainstOwn(
        finding=_finding(units, name, (one.unit, one.decimals), noun), what=_what(shown, goals, name, one.unit) + left,
        unit=one.unit, decimals=0 if whole else one.decimals, units=tuple(shown),
    )  # fmt: skip


def _unit(answers: Answers, indicator: str, region: str) -> UnitAgainst:
    figure = answers.figure(indicator, region)
    judged = own_judgement(answers, indicator, region) or answers.target(indicator, region)
    target = judged.value if judged is not None and isinstance(judged.value, Fraction) else None
    return UnitAgainst(
        name=answers.name(region), value=figure.value if figure else None, target=target, pace=_pace(judged, target),
        status=judged.status if judged else None, carried=bool(figure and figure.carried_forward),
        source=source_words(judged),
        monthly=next((missing_of(one).monthly for one in answers.all(indicator, region) if one.target is not None and one.target is judged), ""),
    )  # fmt: skip


def _pace(judged: Judgement | None, target: Fraction | None) -> Fraction | None:
    if judged is None or judged.pace is None or target is None:
        return None
    return target * judged.pace / 100


def _finding(units: list[UnitAgainst], name: str, one: tuple[str, int], noun: str) -> str:
    """有目标的4个乡镇新建设施大棚均滞后：安乐乡差1,750亩，戌街乡差1,540亩; ``one``: the figure's unit and decimals."""
    unit, decimals = one
    judged = [entry for entry in units if entry.target is not None]
    late = sorted((entry for entry in judged if entry.status in BEHIND), key=lambda entry: entry.gap or 0)
    if not judged:
        best = units[0]
        return f"{name}{best.name}最多，{forms.figure(best.value, unit, decimals)}{unit}"
    many = f"有目标的{len(judged)}个{noun}" if len(judged) > 1 else judged[0].name
    if not late:
        return _not_late(judged, f"{many}{name}", (unit, decimals))
    gaps = "，".join(_short(entry, unit, decimals) for entry in late[:2])
    share = "均滞后" if len(late) == len(judged) > 1 else f"中{len(late)}个滞后" if len(judged) > 1 else "滞后"
    return f"{many}{name}{share}：{gaps}"


def _short(entry: UnitAgainst, unit: str, decimals: int) -> str:
    """安乐乡差1,750亩（每月需+251亩）."""
    gap = forms.gap(entry.gap, unit, _places(entry.gap, decimals))
    return f"{entry.name}{gap}" + (f"（{entry.monthly}）" if entry.monthly else "")


def _not_late(judged: list[UnitAgainst], start: str, one: tuple[str, int]) -> str:
    """没有滞后; before the month in which they are due: 均未到期，离任务最远的麒麟区差12.10个百分点."""
    open_ = [entry for entry in judged if entry.status == "not_due" and entry.gap is not None and entry.gap < 0]
    if not open_:
        return f"{start}没有滞后"
    unit, decimals = one
    furthest = min(open_, key=lambda entry: entry.gap or 0)
    count = f"{'均' if len(judged) > 1 else ''}未到期" if len(open_) == len(judged) else f"{len(open_)}个未到期"
    tail = f"离任务最远的{furthest.name}" if len(judged) > 1 else ""
    return f"{start}{count}，{tail}{forms.gap(furthest.gap, unit, _places(furthest.gap, decimals))}"


def _places(value: Fraction | None, decimals: int) -> int:
    return 0 if value is not None and value.denominator == 1 else decimals


def _what(units: list[UnitAgainst], goals: set[Fraction], name: str, unit: str) -> str:
    text = f"{name}，{unit}"
    paces = {entry.pace for entry in units if entry.pace is not None}
    lines = _lines(units)
    if len(goals) == 1:
        text += f"；黑线为{lines}{forms.plain(next(iter(goals)), 2)}{unit}"
        text += f"，虚线为序时{forms.plain(forms.half_up(next(iter(paces)), 0), 0)}{unit}" if len(paces) == 1 else ""
    elif goals:
        text += f"；黑线为{lines}" + ("，虚线为序时" if paces else "")
    if goals and any(entry.target is None for entry in units):
        text += "；其余未分解"
    return text + ("　※ 沿用上期" if any(entry.carried for entry in units) else "")


def _lines(units: list[UnitAgainst]) -> str:
    """Whose targets the lines are: those of the paper, those that were handed down, or both."""
    sources = sorted({entry.source for entry in units if entry.target is not None})
    named = "、".join(source for source in sources if source)
    if not named:
        return "各地全年目标"
    return f"各地全年目标（{named}）" if "" not in sources else f"各地全年目标（文件未明确的为{named}）"
