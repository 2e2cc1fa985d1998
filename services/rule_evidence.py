"""Why a household is listed, rule by rule: the value and the bound that it was held to, for one household's own rows.

The list itself is derived set by set in ``metrics.warnings``; this says again, for the few households that somebody looks
at, what each rule compared. Exact fractions of 元; None where a row or a cell is missing.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from fractions import Fraction

from metrics.income_quarters import Basis, fourth_of_last_year, is_fourth, shifted, window, year_of
from metrics.income_rules import rules_of
from metrics.income_settings import IncomeSettings
from services.views import forms
from services.views.words import RULE_WORDS

#: quarter → field → value in 元 or heads
Rows = Mapping[str, Mapping[str, Fraction | None]]
FIELDS = (
    "persons", "labourers", "employed", "wage", "operating_gross", "operating_cost", "property", "transfer", "net",
    "net_per_capita", "medical_self_paid",
)  # fmt: skip
_SOURCES: Mapping[str, str] = {"wage": "工资性收入", "operating": "生产经营净收入", "transfer": "转移性收入"}
_COMPARED: Mapping[Basis, tuple[str, str]] = {
    "cumulative": ("本季累计", "上年同季累计"), "single_quarter": ("本季单季", "上年同季单季"),
    "year": ("全年", "上年全年"), "last_four_quarters": ("近四个季度", "上年同期四个季度"),
}  # fmt: skip
UNSEEN = "所依据的报表不在可见范围内或已撤回"


@dataclass(frozen=True, kw_only=True)
class RuleEvidence:
    """``rule`` by its words, ``said`` what it compared: 年人均7,640元 < 监测线8,000元; ``holds`` None where it cannot be seen."""

    rule: str
    word: str
    said: str
    holds: bool | None


def evidence(settings: IncomeSettings, period: str, mask: int, rows: Rows) -> tuple[RuleEvidence, ...]:
    """The rules of a listed household's ``mask`` that are on, in their order."""
    household = _Household(settings, period, rows)
    found: list[RuleEvidence] = []
    for rule in rules_of(mask):
        if rule in settings.rules:
            said = _SAID[rule](household)
            holds, words = said if said is not None else (None, UNSEEN)
            found.append(RuleEvidence(rule=rule, word=RULE_WORDS[rule], said=words, holds=holds))
    return tuple(found)


Said = tuple[bool, str] | None


class _Household:
    """The figures that rules compare, of one household."""

    def __init__(self, settings: IncomeSettings, period: str, rows: Rows) -> None:
        self.settings, self.period, self._rows = settings, period, rows
        self.now, self.then = _COMPARED[settings.comparison]

    def field(self, name: str, quarter: str | None = None) -> Fraction | None:
        return self._rows.get(quarter or self.period, {}).get(name)

    def amount(self, name: str, quarter: str) -> Fraction | None:
        """An amount as the pack compares it: running totals of some quarters added and taken away."""
        parts = [(sign, self._source(name, part)) for sign, part in window(quarter, self.settings.comparison)]
        if not parts or any(value is None for _, value in parts):
            return None
        return sum((sign * value for sign, value in parts if value is not None), Fraction(0))

    def _source(self, name: str, quarter: str) -> Fraction | None:
        if name != "operating":
            return self.field(name, quarter)
        gross, cost = self.field("operating_gross", quarter), self.field("operating_cost", quarter)
        if self.settings.gross:
            return gross
        return None if gross is None or cost is None else gross - cost

    def per_head(self, quarter: str) -> Fraction | None:
        net, persons = self.amount("net", quarter), self.field("persons", quarter)
        return net / persons if net is not None and persons else None

    def annual(self, quarter: str) -> Fraction | None:
        """A whole year's net income a head: the running total, before the fourth quarter filled up from last year."""
        net, persons = self.field("net", quarter), self.field("persons", quarter)
        if net is None or not persons:
            return None
        if is_fourth(quarter):
            return net / persons
        whole, part = self.field("net", fourth_of_last_year(quarter)), self.field("net", shifted(quarter, -4))
        return None if whole is None or part is None else (net + whole - part) / persons

    def both(self, quarter: str) -> tuple[Fraction, Fraction] | None:
        """Income a head of a quarter and of the same quarter of last year."""
        now, before = self.per_head(quarter), self.per_head(shifted(quarter, -4))
        return None if now is None or before is None else (now, before)


def _yuan(value: Fraction, beside: Fraction | None = None) -> str:
    """In whole 元; with decimals where rounding would make it the bound that it is held to."""
    for places in (0, 2, 6):
        if beside is None or value == beside or forms.half_up(value, places) != forms.half_up(beside, places):
            return f"{forms.number(value, places)}元"
    return f"{forms.number(value, 6)}元"


def _bound(value: Fraction) -> str:
    return f"{forms.plain(value, 2)}元"


def _below(household: _Household, line: Fraction | None, name: str) -> Said:
    annual = household.annual(household.period)
    if annual is None or line is None:
        return None
    return annual < line, f"年人均{_yuan(annual, line)} < {name}{_bound(line)}"


def _below_line(household: _Household) -> Said:
    return _below(household, household.settings.line.get(year_of(household.period)), "监测线")


def _below_work_line(household: _Household) -> Said:
    return _below(household, household.settings.work_line, "工作线")


def _crossed_line(household: _Household) -> Said:
    before = shifted(household.period, -1)
    line, line_then = (household.settings.line.get(year_of(quarter)) for quarter in (household.period, before))
    annual, annual_then = household.annual(household.period), household.annual(before)
    if line is None or line_then is None or annual is None or annual_then is None:
        return None
    said = f"上季度年人均{_yuan(annual_then, line_then)} ≥ {_bound(line_then)}，本季度{_yuan(annual, line)} < {_bound(line)}"
    return annual < line and annual_then >= line_then, said


def _two_quarter_fall(household: _Household) -> Said:
    now, last = household.both(household.period), household.both(shifted(household.period, -1))
    if now is None or last is None:
        return None
    said = "；".join(
        f"{word}人均{_yuan(new, old)} < 上年同期{_yuan(old)}" for word, (new, old) in (("本季度", now), ("上季度", last))
    )
    return now[0] < now[1] and last[0] < last[1], said


def _net_drop(household: _Household) -> Said:
    compared = household.both(household.period)
    if compared is None:
        return None
    now, before = compared
    bounds = household.settings.rules["net_drop"].bounds
    share = (before - now) * 100 / before if before > 0 else None
    least = [_bound(bounds["min_drop"])] if bounds["min_drop"] else []
    least += [forms.plain(bounds["min_drop_percent"], 2) + "%"] if bounds["min_drop_percent"] else []
    against = f" ≥ 界限{'、'.join(least)}" if least else ""
    steep = share is not None and share >= bounds["orange_drop_percent"]
    orange = f"，达到橙色界限{forms.plain(bounds['orange_drop_percent'], 2)}%" if steep else ""
    fell = f"下降{forms.number(share, 2)}%" if share is not None else "基期不为正，不计百分比"
    said = f"{household.now}人均{_yuan(now, before)} < {household.then}{_yuan(before)}，减少{_yuan(before - now)}（{fell}）"
    enough = share is None or share >= bounds["min_drop_percent"]
    return now < before and before - now >= bounds["min_drop"] and enough, f"{said}{against}{orange}"


def _fall(household: _Household, source: str) -> tuple[Fraction, Fraction, Fraction] | None:
    """Before, now, and by how much a source of the whole household's income fell."""
    now, before = household.amount(source, household.period), household.amount(source, shifted(household.period, -4))
    return None if now is None or before is None else (before, now, before - now)


def _operating_drop(household: _Household) -> Said:
    found = _fall(household, "operating")
    if found is None:
        return None
    before, now, fall = found
    least = household.settings.rules["operating_drop"].bounds["min_drop"]
    name = "生产经营性收入" if household.settings.gross else "生产经营净收入"
    against = f" ≥ 界限{_bound(least)}" if least else ""
    said = f"全户{name}{_yuan(now, before)} < {household.then}{_yuan(before)}，减少{_yuan(fall)}{against}"
    return fall > 0 and fall >= least, said


def _component_drop(household: _Household) -> Said:
    bounds = household.settings.rules["component_drop"].bounds
    least, percent = bounds["component_drop"], bounds["component_drop_percent"]
    said: list[str] = []
    for source, name in _SOURCES.items():
        found = _fall(household, source)
        if found is None or found[0] <= 0 or found[2] <= 0:
            continue
        share = found[2] * 100 / found[0]
        if found[2] >= least and share >= percent:
            shown = "生产经营性收入" if source == "operating" and household.settings.gross else name
            said.append(f"全户{shown}减少{_yuan(found[2], least)}（{forms.number(share, 2)}%）")
    if not said:
        return None
    return True, f"{'、'.join(said)} ≥ 界限{_bound(least)}、{forms.plain(percent, 2)}%"


def _expense_surge(household: _Household) -> Said:
    reference = household.settings.reference_income.get(year_of(household.period) - 1)
    paid, share = household.field("medical_self_paid"), household.settings.rules["expense_surge"].bounds["medical_share"]
    if reference is None or paid is None:
        return None
    bound = reference * share / 100
    said = f"合规自付支出{_yuan(paid, bound)} > 上年参考收入{_bound(reference)}×{forms.plain(share, 2)}%＝{_bound(bound)}"
    return paid > bound, said


def _low_income(household: _Household) -> Said:
    cutoff, annual = household.settings.low_income_cutoff.get(year_of(household.period)), household.annual(household.period)
    if cutoff is None or annual is None:
        return None
    return annual <= cutoff, f"年人均{_yuan(annual, cutoff)} ≤ 低收入组上限{_bound(cutoff)}"


def _idle_labour(household: _Household) -> Said:
    labourers, employed = household.field("labourers"), household.field("employed")
    if labourers is None or employed is None:
        return None
    return labourers > 0 and employed == 0, f"劳动力{forms.number(labourers)}人 > 0，务工{forms.number(employed)}人"


def _near_line(household: _Household) -> Said:
    line, annual = household.settings.line.get(year_of(household.period)), household.annual(household.period)
    if line is None or annual is None:
        return None
    percent = household.settings.rules["near_line"].bounds["near_line_percent"]
    top = line * (1 + percent / 100)
    said = f"监测线{_bound(line)} ≤ 年人均{_yuan(annual, top)} ≤ {_bound(top)}（监测线以上{forms.plain(percent, 2)}%）"
    return line <= annual <= top, said


_SAID: Mapping[str, Callable[[_Household], Said]] = {
    "below_line": _below_line, "crossed_line": _crossed_line, "below_work_line": _below_work_line,
    "two_quarter_fall": _two_quarter_fall, "net_drop": _net_drop, "operating_drop": _operating_drop,
    "component_drop": _component_drop, "expense_surge": _expense_surge, "low_income": _low_income,
    "idle_labour": _idle_labour, "near_line": _near_line,
}  # fmt: skip
