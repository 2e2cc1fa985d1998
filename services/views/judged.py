"""What every indicator page says of a judged figure: its tile, its clause in the headline, what is too little to judge."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

from metrics.results import Figure, Judgement, Result
from services.views import forms
from services.views.answers import too_little
from services.views.every import missed
from services.views.handed_down import source_words
from services.views.missing import missing_of
from services.views.model import Clause, Headline, Lamp, Tile

NO_TARGET = "本方案未设目标"


def target_number(result: Result | None) -> Fraction | None:
    """The one number that a result is held against; None without a target, for a range, a rule or a list."""
    if result is None or result.target is None or isinstance(result.target.value, tuple):
        return None
    return result.target.value


def tile(result: Result | None, name: str) -> Tile | None:
    """Lamp, figure, 完成率, gap and what it still takes of one indicator; None where the pack does not print it."""
    if result is None:
        return None
    figure, unit = forms.parts(result.figure.value, result.unit, result.decimals)
    judgement = result.target
    if judgement is None:
        return Tile(name=name, figure=figure, unit=unit, under=NO_TARGET, indicator=result.indicator or "")
    share = judgement.completion if judgement.unit != "%" else None  # a share of a share says nothing that the gap does not
    done = forms.percent(share) if share is not None else ""
    gap = forms.gap(judgement.gap, judgement.unit, result.decimals) if judgement.gap is not None else missed(judgement)
    lamp = Lamp(status=judgement.status) if judgement.status else None
    said = missing_of(result)
    taken = "，".join(part for part in (gap, said.in_ratio, said.monthly) if part)
    under = "　".join(part for part in (done, taken, source_words(judgement)) if part)
    return Tile(name=name, figure=figure, unit=unit, lamp=lamp, under=under, indicator=result.indicator or "")


def nothing_yet(figure: Figure | None, period: str, noun: str, whole: str) -> Headline | None:
    """The headline of a page that cannot judge: nobody, or less than half, has reported; None where it can.

    ``noun``: what the reporters are called (乡镇); ``whole``: 全县."""
    if figure is None or figure.value is None:
        return (Clause(text=f"{forms.period_label(period)}还没有单位报送。"),)
    if too_little(figure):
        text = f"{forms.month_of(period)}已报{figure.reported}/{figure.expected}个{noun}，暂不作{whole}判断。"
        return (Clause(text=text),)
    return None


def against_target(name: str, result: Result) -> Headline:
    """转移就业84,916人，完成全年目标的97.05%，▲ 还差2,584人."""
    judgement = result.target
    figure = forms.quantity(result.figure.value, result.unit, result.decimals)
    said, key, place = f"{name}{figure}", result.indicator or "", result.figure.region
    if judgement is None or judgement.gap is None:
        return Clause(text=said, indicator=key, region=place), Clause(text=f"，{NO_TARGET}")
    start = Clause(text=f"{said}，完成全年目标的{forms.percent(judgement.completion)}，", indicator=key, region=place)
    amount = distance(judgement, result.decimals)
    if judgement.gap >= 0:
        return (start, Clause(text=f"超额{amount}", status="met"))
    return (start, Clause(text=f"还差{amount}", status=judgement.status))


def distance(judgement: Judgement, decimals: int) -> str:
    """How far from the target, without a direction: 2,584人, 8.33个百分点."""
    return forms.quantity(abs(judgement.gap or 0), forms.difference_unit(judgement.unit), decimals)


def beside(name: str, result: Result) -> Headline:
    """脱贫劳动力省外务工1,318人，■ 比目标少182人."""
    judgement = result.target
    said = f"{name}{forms.quantity(result.figure.value, result.unit, result.decimals)}"
    start = Clause(text=f"{said}，", indicator=result.indicator or "", region=result.figure.region)
    if judgement is None or judgement.gap is None:
        return (replace(start, text=said),)
    amount = distance(judgement, result.decimals)
    words = f"比目标少{amount}" if judgement.gap < 0 else f"超目标{amount}"
    return (start, Clause(text=words, status=judgement.status))
