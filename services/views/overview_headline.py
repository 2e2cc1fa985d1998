"""The sentence of 总览: how much is behind, what is furthest behind by how much, and the units that make the gap."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from fractions import Fraction

from metrics.results import Judgement
from services.views import forms
from services.views.answers import Answers
from services.views.every import missed
from services.views.model import Clause, Headline, Mark
from services.views.targets import BEHIND, FOLDED, NO_LEAD, TargetLine, full_title
from services.views.words import WORDS

NAMED: tuple[Mark, ...] = ("far_behind", "behind", "stretch", "not_reported")
UPPER = ("<", "<=")
WHOLE = Fraction(100)


def overview_headline(answers: Answers, lines: Sequence[TargetLine], counts: Mapping[str, int], period: str) -> Headline:
    """``46项目标中■7项严重滞后、▲15项滞后。差距最大的是新建设施大棚：完成2,130亩，占全年26.63%，落后序时15.04个百分点，
    全年还差5,870亩，缺口主要在安乐乡、戌街乡。``"""
    if not lines:
        return (Clause(text=_no_targets(answers, period)),)
    judged = [line for line in lines if line.status in (*BEHIND, *FOLDED, "not_due")]
    if not judged:
        return (Clause(text=f"{len(lines)}项目标{'均' if len(lines) > 1 else ''}未报送，暂不作判断。"),)
    late = [line for line in judged if line.status in BEHIND]
    # what the paper only strives for is named worst where nothing else is behind
    late = [line for line in late if line.shown in BEHIND] or late
    if not late:
        return _all_well(len(lines), judged, counts)
    clauses = [Clause(text=f"{len(lines)}项目标中")]
    for mark in NAMED:
        if counts.get(mark):
            clauses += [Clause(text=f"{counts[mark]}项{WORDS[mark]}", status=mark), Clause(text="、")]
    return (*clauses[:-1], Clause(text="。"), *_worst(answers, late, lines))


def _no_targets(answers: Answers, period: str) -> str:
    """Outside the pack's years, or a unit that has no target of its own: figures are listed, nothing is judged."""
    return f"本方案未给{answers.name(answers.region)}设{period[:4]}年目标，只列数，不亮灯。"


def _all_well(total: int, judged: Sequence[TargetLine], counts: Mapping[str, int]) -> Headline:
    paced = [line for line in judged if line.judgement.pace is not None and line.status == "on_pace"]
    missing = counts.get("not_reported", 0)
    text = f"{total}项目标" + (f"中已报的{total - missing}项" if missing else "") + "没有滞后"
    if not paced:
        return (Clause(text=f"{text}。"),)
    nearest = min(paced, key=lambda line: -line.shortfall)
    ahead = f"仅超序时{forms.quantity(-nearest.shortfall, '个百分点', 2)}" if nearest.shortfall else "与序时持平"
    return (Clause(text=f"{text}，最接近落后的是{full_title(nearest)}，{ahead}。"),)


def _worst(answers: Answers, late: Sequence[TargetLine], lines: Sequence[TargetLine]) -> Headline:
    """The widest gap among the worst: done, share of the year, how far behind, the gap in its own unit, and who."""
    worst = min(late, key=lambda line: (line.severity, bool(line.unit_name), -line.shortfall, line.judgement.code))
    judgement, decimals = worst.judgement, worst.result.decimals
    done = _amount(worst.result.figure.value, judgement.unit, judgement.unit, decimals)
    verb = "现为" if judgement.op in UPPER else "完成"
    clauses = [
        Clause(text=f"差距最大的是{full_title(worst).removeprefix('其中')}："),
        Clause(text=f"{verb}{done}", indicator=worst.result.indicator or "", region=worst.result.figure.region),
        Clause(text="，"),
    ]
    if judgement.completion is not None and judgement.unit != "%":
        start = "占全年" if judgement.pace is not None else "完成目标的"
        clauses.append(Clause(text=f"{start}{forms.percent(judgement.completion)}，"))
    mark: Mark = "stretch" if worst.shown == "stretch" else "far_behind" if judgement.status == "far_behind" else "behind"
    if judgement.pace is not None:
        behind = f"落后序时{forms.quantity(worst.shortfall, '个百分点', 2)}"
        clauses += [Clause(text=behind, status=mark), Clause(text=_left_of_year(judgement, decimals))]
    else:
        clauses.append(Clause(text=_against_target(judgement, decimals), status=mark))
    return (*clauses, Clause(text=_who(answers, worst, lines)))


def _left_of_year(judgement: Judgement, decimals: int) -> str:
    return "" if judgement.gap is None or judgement.gap >= 0 else f"，全年还差{_gap(judgement, decimals)}"


def _against_target(judgement: Judgement, decimals: int) -> str:
    if judgement.gap is not None:
        return f"{'还差' if judgement.gap < 0 else '超出'}{_gap(judgement, decimals)}"
    return missed(judgement) or "未达到"


def _gap(judgement: Judgement, decimals: int) -> str:
    """The gap without its sign."""
    return _amount(abs(judgement.gap or Fraction(0)), judgement.unit, forms.difference_unit(judgement.unit), decimals)


def _amount(value: Fraction | None, unit: str, said: str, decimals: int) -> str:
    """Whole counts without decimals; ``said``: the unit as it is written."""
    whole = value is not None and value.denominator == 1 and unit not in forms.FRACTIONAL
    return forms.quantity(value, said, 0 if whole else decimals)


def _who(answers: Answers, worst: TargetLine, lines: Sequence[TargetLine]) -> str:
    """``，缺口主要在安乐乡、戌街乡。``; who answers for it where the figures do not say whose gap it is."""
    own = [
        line.unit_name
        for line in lines
        if line.unit_name and line.result.indicator == worst.result.indicator and line.status in BEHIND
    ]
    names = own or _short_of_target(answers, worst.judgement) or _making_the_gap(answers, worst)
    if names:
        return f"，缺口主要在{forms.names(names, '单位')}。"
    silent = [] if worst.unit_name else _silent(answers, worst)
    if silent:
        return f"，其中{forms.names(silent, '单位')}未报。"
    return "。" if worst.lead == NO_LEAD else f"，牵头单位{worst.lead}。"


def _short_of_target(answers: Answers, judgement: Judgement) -> list[str]:
    """The places or rows that a target set for each of them is missed by."""
    names = [answers.name(entry.region) if entry.region else entry.row_key or "" for entry in judgement.short]
    return list(dict.fromkeys(name for name in names if name))


def _making_the_gap(answers: Answers, worst: TargetLine) -> list[str]:
    """The units of the whole in which something is missing, most first. Only where the target itself says so of every unit:
    all of a share, or none of a count; any other share of a unit would be invented."""
    judgement = worst.judgement
    if worst.unit_name or worst.result.indicator is None:
        return []
    missing: Counter[str] = Counter()
    for unit in answers.children:
        figure = answers.figure(worst.result.indicator, unit)
        if figure is None or figure.value is None:
            continue
        if judgement.op == ">=" and judgement.value == WHOLE and figure.denominator and figure.numerator is not None:
            missing[unit] = int((figure.denominator - figure.numerator) * 1_000_000)
        elif judgement.op in UPPER and judgement.value == 0:
            missing[unit] = int(figure.value * 1_000_000)
    most = max(missing.values(), default=0)
    ranked = sorted((unit for unit in missing if missing[unit] > 0), key=lambda unit: (-missing[unit], unit))
    # with many units those that hold at least half as much as the first are the main ones
    return [answers.name(unit) for unit in ranked if missing[unit] * 2 >= most]


def _silent(answers: Answers, worst: TargetLine) -> list[str]:
    """The units of the whole that a sum lacks; where departments report, no unit does."""
    indicator, expected = worst.result.indicator, worst.result.figure.expected
    if indicator is None or worst.judgement.unit == "%" or expected != len(answers.children):
        return []
    results = [(unit, answers.figure(indicator, unit)) for unit in answers.children]
    return [answers.name(unit) for unit, figure in results if figure is not None and figure.reason == "not_reported"]
