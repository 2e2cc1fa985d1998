"""公益性岗位: the lowest allowance against what the pack asks, unit by unit."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from metrics.places import is_inside
from metrics.results import Judgement
from services.tables.model import TableCell
from services.views import forms
from services.views.answers import Answers
from services.views.judged import NO_TARGET

POSTS, PAY = "employment.public_posts", "employment.public_post_pay_min"


@dataclass(frozen=True, kw_only=True)
class PayRule:
    """What the lowest allowance may not fall below: a number, or each place's own of the period before (``below``: the
    places that fell). Neither: nothing is judged."""

    floor: Fraction | None = None
    last_period: bool = False
    below: tuple[str, ...] = ()

    @property
    def words(self) -> str:
        """``低于800`` or ``低于上期``."""
        return "低于上期" if self.last_period else f"低于{forms.plain(self.floor, 2)}"

    def misses(self, answers: Answers, region: str) -> bool:
        """Whether some post of a region is paid less than it may."""
        if self.last_period:
            return any(is_inside(place, region) for place in self.below)
        value = answers.value(PAY, region)
        return self.floor is not None and value is not None and value < self.floor


def pay_rule(judged: Judgement | None, setting: Fraction | None) -> PayRule:
    """The rule of the root's target, else of the pack's setting."""
    if judged is not None and judged.op == "not below last period":
        return PayRule(last_period=True, below=tuple(entry.region for entry in judged.short if entry.region))
    if judged is not None and judged.op == ">=" and isinstance(judged.value, Fraction):
        return PayRule(floor=judged.value)
    return PayRule(floor=setting)


def pay_cell(answers: Answers, region: str, rule: PayRule) -> TableCell:
    """The lowest allowance of a unit, marked where it is too low."""
    value = answers.value(PAY, region)
    number = None if value is None else float(value)
    if rule.misses(answers, region):
        return TableCell(text=forms.number(value, 2), value=number, status="behind", lamp_text=rule.words)
    return TableCell(text=forms.number(value, 2), value=number)


def posts_finding(answers: Answers, rule: PayRule, units: Sequence[str], noun: str) -> str:
    """``公益性岗位在岗1,633人，最低补贴780.00元/人/月；安乐乡低于800``."""
    posts, pay = answers.value(POSTS), answers.value(PAY)
    if posts is None:
        return "还没有公益性岗位数"
    text = f"公益性岗位在岗{forms.quantity(posts, '人')}"
    if pay is None:
        return text
    text += f"，最低补贴{forms.quantity(pay, '元/人/月', 2)}"
    if rule.floor is None and not rule.last_period:
        return f"{text}，{NO_TARGET}"
    short = [answers.name(region) for region in units if rule.misses(answers, region)]
    if short:
        return f"{text}；{forms.names(short, noun)}{rule.words}"
    return f"{text}，没有{noun}{rule.words}"
