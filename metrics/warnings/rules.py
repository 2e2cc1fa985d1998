"""The eleven early-warning rules: which household of a quarter is listed, by which rules, at which level.

Source: warning_rules.csv of the contract. A comparison with something blank or missing is never a fall; a line rule
asks the annual per-head income and leaves out whoever has none. Everything is compared exactly.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from fractions import Fraction

import numpy as np
from numpy.typing import NDArray

from metrics.evidence import MICRO
from metrics.income_comparison import Comparison, Source
from metrics.income_exact import Flags, Quantity, against, at_least, difference, ratio
from metrics.income_quarters import shifted, year_of
from metrics.income_rules import LEVELS, RULES, RuleSetting
from metrics.income_settings import IncomeSettings

WITNESSED: tuple[Source, ...] = ("wage", "operating", "transfer")
_ORANGE = LEVELS.index("orange")
_NOT_LISTED = len(LEVELS)


@dataclass(frozen=True, kw_only=True, eq=False)
class Question:
    """One rule asked of the households of a quarter."""

    settings: IncomeSettings
    comparison: Comparison
    rule: RuleSetting

    @property
    def year(self) -> int:
        """The year whose line, cut-off and so on hold."""
        return year_of(self.comparison.period)

    def money(self, bound: str) -> Fraction:
        """A bound in 元, in the unit of the amounts."""
        return self.rule.bounds[bound] * MICRO

    def share(self, bound: str) -> Fraction:
        """A bound in percent, as a share of 1."""
        return self.rule.bounds[bound] / 100


def judge(settings: IncomeSettings, compared: Comparison) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Rule mask and worst level of every household."""
    mask = np.zeros(len(compared.rows), np.int64)
    level = np.full(len(mask), _NOT_LISTED, np.int64)
    for bit, name in enumerate(RULES):
        rule = settings.rules.get(name)
        if rule is None:
            continue
        question = Question(settings=settings, comparison=compared, rule=rule)
        holds = _ASKED[name](question)
        mask |= holds.astype(np.int64) << bit
        level = np.where(holds, np.minimum(level, LEVELS.index(rule.level)), level)
        if name == "net_drop":
            level = np.where(holds & _steep(question), np.minimum(level, _ORANGE), level)
    return mask, level


def _nobody(question: Question) -> Flags:
    return np.zeros(len(question.comparison.rows), np.bool_)


def _below(annual: Quantity, line: Fraction | None) -> Flags:
    if line is None:
        return np.zeros(len(annual.known), np.bool_)
    return annual.known & (against(annual, line * MICRO) < 0)


def _below_line(question: Question) -> Flags:
    return _below(question.comparison.annual, question.settings.line.get(question.year))


def _crossed_line(question: Question) -> Flags:
    """Below this year's line, and not below the line of the year in which the quarter before lies."""
    line_then = question.settings.line.get(year_of(shifted(question.comparison.period, -1)))
    if line_then is None:
        return _nobody(question)
    return _below_line(question) & at_least(question.comparison.annual_last_quarter, line_then * MICRO)


def _below_work_line(question: Question) -> Flags:
    return _below(question.comparison.annual, question.settings.work_line)


def _two_quarter_fall(question: Question) -> Flags:
    return question.comparison.net_fell & question.comparison.net_fell_last_quarter


def _net_drop(question: Question) -> Flags:
    compared = question.comparison
    drop = difference(compared.per_head_before, compared.per_head)
    share = ratio(drop, compared.per_head_before)
    enough = ~share.known | at_least(share, question.share("min_drop_percent"))
    return compared.net_fell & at_least(drop, question.money("min_drop")) & enough


def _steep(question: Question) -> Flags:
    """Fallen by ``orange_drop_percent`` or more; never where the base is 0 or less."""
    compared = question.comparison
    share = ratio(difference(compared.per_head_before, compared.per_head), compared.per_head_before)
    return at_least(share, question.share("orange_drop_percent"))


def _operating_drop(question: Question) -> Flags:
    return _fell_by(question.comparison.change("operating", gross=question.settings.gross), question.money("min_drop"))


def _fell_by(change: Quantity, bound: Fraction) -> Flags:
    return change.known & (change.numerator < 0) & (against(change, -bound) <= 0)


def component_fell(question: Question, source: Source) -> Flags:
    """Whether one source of income fell by both bounds of component_drop, from a base above 0."""
    gross = question.settings.gross
    change = question.comparison.change(source, gross=gross)
    share = ratio(change, question.comparison.income_before.source(source, gross=gross))
    enough = share.known & (against(share, -question.share("component_drop_percent")) <= 0)
    return enough & _fell_by(change, question.money("component_drop"))


def _component_drop(question: Question) -> Flags:
    holds = [component_fell(question, source) for source in WITNESSED]
    return holds[0] | holds[1] | holds[2]


def _expense_surge(question: Question) -> Flags:
    reference = question.settings.reference_income.get(question.year - 1)
    if reference is None:
        return _nobody(question)
    paid = question.comparison.now.field("medical_self_paid")
    return paid.known & (against(paid, reference * MICRO * question.share("medical_share")) > 0)


def _low_income(question: Question) -> Flags:
    cutoff = question.settings.low_income_cutoff.get(question.year)
    if cutoff is None:
        return _nobody(question)
    annual = question.comparison.annual
    return annual.known & (against(annual, cutoff * MICRO) <= 0)


def _idle_labour(question: Question) -> Flags:
    labourers, employed = (question.comparison.now.field(name) for name in ("labourers", "employed"))
    return labourers.known & employed.known & (labourers.numerator > 0) & (employed.numerator == 0)


def _near_line(question: Question) -> Flags:
    line = question.settings.line.get(question.year)
    if line is None:
        return _nobody(question)
    annual = question.comparison.annual
    top = line * (1 + question.share("near_line_percent"))
    return at_least(annual, line * MICRO) & (against(annual, top * MICRO) <= 0)


_ASKED: Mapping[str, Callable[[Question], Flags]] = {
    "below_line": _below_line,
    "crossed_line": _crossed_line,
    "below_work_line": _below_work_line,
    "two_quarter_fall": _two_quarter_fall,
    "net_drop": _net_drop,
    "operating_drop": _operating_drop,
    "component_drop": _component_drop,
    "expense_surge": _expense_surge,
    "low_income": _low_income,
    "idle_labour": _idle_labour,
    "near_line": _near_line,
}
