"""口径试算 in words: the bounds as controls, what was changed, and the lines of a pack file that say it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from fractions import Fraction

from metrics.income_quarters import Basis
from metrics.income_rules import RULES
from metrics.income_settings import IncomeSettings
from metrics.packs import Pack
from metrics.warnings.bounds import BOUNDS, BY_KEY, Bound, Tried, with_bounds
from services.views import forms
from services.views.words import RULE_WORDS

__all__ = [
    "BASES", "BASE_WORDS", "BY_KNOB", "KNOBS", "RULE_NAMES", "UNSET", "Knob", "Tried", "changes", "changes_words", "chosen_bounds",
    "drawn_bound", "lacking", "pack_lines", "placeholder", "value_words", "without_effect",
]  # fmt: skip
UNSET = "未设定"


@dataclass(frozen=True, kw_only=True)
class Knob:
    """One bound as a control: a slider from 0 to ``high`` in steps, any number up to ``most`` typed; ``drawn``: the list's
    length depends on it, so that it can be drawn as a curve; ``aside``: rarely moved."""

    key: str
    name: str
    unit: str
    high: int
    step: int
    most: int
    hint: str
    drawn: bool = True
    aside: bool = True

    @property
    def label(self) -> str:
        """监测线（元）."""
        return f"{self.name}（{self.unit}）"

    @property
    def points(self) -> tuple[Fraction, ...]:
        """The values that a curve is drawn over: the slider's range in at most 32, both ends among them."""
        stride = self.step * -(-self.high // (self.step * 30))
        return tuple(Fraction(value) for value in sorted({*range(0, self.high, stride), self.high}))


KNOBS: tuple[Knob, ...] = (
    Knob(
        key="line", name="监测线", unit="元", high=20_000, step=100, most=200_000, aside=False,
        hint="年人均纯收入低于它的列为低于监测线；0为不设",
    ),
    Knob(
        key="min_drop_percent", name="降幅", unit="%", high=60, step=1, most=100, aside=False,
        hint="人均纯收入下降达到这个降幅才列入；0为任何下降都列入",
    ),
    Knob(
        key="min_drop", name="降额", unit="元", high=5_000, step=100, most=100_000, aside=False,
        hint="人均纯收入减少达到这个数才列入，与降幅同时满足",
    ),
    Knob(
        key="orange_drop_percent", name="升级降幅", unit="%", high=60, step=1, most=100, aside=False, drawn=False,
        hint="人均纯收入下降达到这个降幅的升为第二级，名单户数不变",
    ),
    Knob(
        key="work_line", name="工作线", unit="元", high=30_000, step=500, most=200_000, aside=False,
        hint="年人均纯收入低于它的列为低于工作线；0为不设",
    ),
    Knob(
        key="near_line_percent", name="接近监测线", unit="%", high=50, step=1, most=100,
        hint="高出监测线不超过这个比例的列为接近监测线",
    ),
    Knob(
        key="operating_min_drop", name="生产经营降额", unit="元", high=10_000, step=100, most=200_000,
        hint="全户生产经营收入减少达到这个数才列入；0为任何减少都列入",
    ),
    Knob(
        key="component_drop", name="单项降额", unit="元", high=10_000, step=100, most=200_000,
        hint="工资性、生产经营或转移性收入全户减少达到这个数，与单项降幅同时满足",
    ),
    Knob(key="component_drop_percent", name="单项降幅", unit="%", high=100, step=5, most=100, hint="与单项降额同时满足"),
    Knob(
        key="medical_share", name="自付支出占比", unit="%", high=100, step=5, most=500,
        hint="合规自付支出超过上年参照收入的这个比例列为支出骤增",
    ),
    Knob(
        key="reference_income", name="上年参照收入", unit="元", high=40_000, step=500, most=500_000,
        hint="支出骤增以它为基数；0为不设，不判断支出骤增",
    ),
    Knob(
        key="low_income_cutoff", name="低收入组分组线", unit="元", high=30_000, step=100, most=200_000,
        hint="年人均纯收入不高于它的列为低收入；0为不设",
    ),
)  # fmt: skip
BY_KNOB: Mapping[str, Knob] = {knob.key: knob for knob in KNOBS}
BASES: Mapping[str, Basis] = {
    "本年累计": "cumulative",
    "单季": "single_quarter",
    "近四个季度": "last_four_quarters",
    "全年": "year",
}
#: every rule by its words
RULE_NAMES: Mapping[str, str] = {RULE_WORDS[rule]: rule for rule in RULES}
BASE_WORDS: Mapping[str, str] = {basis: word for word, basis in BASES.items()}


def value_words(key: str, value: Fraction | None) -> str:
    """8,000元, 30%, 未设定."""
    return UNSET if value is None else f"{forms.plain(value, 6)}{BY_KNOB[key].unit}"


def placeholder(own: Tried, key: str) -> str:
    """What stands in an empty control: the pack's own value."""
    value = own.value(key)
    return UNSET if value is None else forms.plain(value, 6)


def chosen_bounds(own: Tried, values: Mapping[str, Fraction | None], *, rules: frozenset[str], base: str) -> Tried:
    """What the controls say over the pack's own bounds; None and an empty ``base`` leave the pack's."""
    tried = replace(own, rules=rules, comparison=BASES.get(base, own.comparison))
    for key, value in values.items():
        if value is not None:
            tried = tried.having(key, value)
    return tried


def changes(own: Tried, tried: Tried) -> tuple[str, ...]:
    """What is tried and not the pack's own: 降幅0%→30%, 停用低收入, 与上年比较由本年累计改为单季."""
    moved = [
        f"{BY_KNOB[bound.key].name}{value_words(bound.key, was)}→{value_words(bound.key, now)}"
        for bound, was, now in zip(BOUNDS, own.values, tried.values, strict=True)
        if was != now
    ]
    off = [RULE_WORDS[rule] for rule in RULES if rule in own.rules - tried.rules]
    on = [RULE_WORDS[rule] for rule in RULES if rule in tried.rules - own.rules]
    moved += [f"停用{forms.names(off, '规则')}"] if off else []
    moved += [f"启用{forms.names(on, '规则')}"] if on else []
    if own.comparison != tried.comparison:
        moved.append(f"比较口径由{BASE_WORDS[own.comparison]}改为{BASE_WORDS[tried.comparison]}")
    return tuple(moved)


def changes_words(own: Tried, tried: Tried) -> str:
    """All up to two changes, beyond that 等5项."""
    moved = changes(own, tried)
    return "，".join(moved) if len(moved) <= 2 else f"{'，'.join(moved[:2])}等{len(moved)}项"


def drawn_bound(own: Tried, tried: Tried, asked: str) -> str:
    """Which bound the curve is drawn over: the one asked for, else the first that is changed, else the fall."""
    if asked in BY_KNOB:
        return asked
    moved = [bound.key for bound, was, now in zip(BOUNDS, own.values, tried.values, strict=True) if was != now]
    return next((key for key in moved if BY_KNOB[key].drawn), "min_drop_percent")


def pack_lines(pack: Pack, own: Tried, tried: Tried, year: int) -> str:
    """The lines of the pack file by table that say what is tried; only what differs from the pack. Empty: nothing does."""
    settings = with_bounds(pack.income_settings, year, tried)
    tables = [
        ("income", [*_work_line(own, tried), *_comparison(own, tried)]),
        *((f"income.{bound.place}", _by_year(bound, own, tried, year)) for bound in BOUNDS if bound.place not in ("rule", "work_line")),
        ("warnings", [_rule(name, settings) for name in RULES if _rule_differs(name, own, tried)]),
    ]  # fmt: skip
    return "\n\n".join("\n".join([f"[{name}]", *lines]) for name, lines in tables if lines)


def _number(value: Fraction) -> str:
    return forms.plain(value, 6).replace(",", "")


def _work_line(own: Tried, tried: Tried) -> list[str]:
    value = tried.value("work_line")
    return [f"work_line = {_number(value or Fraction(0))}"] if value != own.value("work_line") else []


def _comparison(own: Tried, tried: Tried) -> list[str]:
    return [f'comparison = "{tried.comparison}"'] if tried.comparison != own.comparison else []


def _by_year(bound: Bound, own: Tried, tried: Tried, year: int) -> list[str]:
    value = tried.value(bound.key)
    if value == own.value(bound.key):
        return []
    return [f"# 删去{bound.year(year)}一行"] if value is None else [f"{bound.year(year)} = {_number(value)}"]


def _rule_differs(rule: str, own: Tried, tried: Tried) -> bool:
    if rule not in tried.rules or rule not in own.rules:
        return (rule in tried.rules) != (rule in own.rules)
    keys = [bound.key for bound in BOUNDS if bound.place == "rule" and bound.rules == (rule,)]
    return any(own.value(key) != tried.value(key) for key in keys)


def _rule(name: str, settings: IncomeSettings) -> str:
    rule = settings.rules.get(name)
    if rule is None:
        return f"{name} = false"
    bounds = [f"{key} = {_number(value)}" for key, value in rule.bounds.items()]
    said = ", ".join([f'level = "{rule.level}"', *bounds])
    return f"{name} = {{ {said} }}"


def lacking(tried: Tried, rule: str) -> str:
    """What a rule waits for: 监测线未设定; empty where it has all."""
    unset = [BY_KNOB[bound.key].name for bound in BOUNDS if rule in bound.rules and tried.value(bound.key) is None]
    return f"{unset[0]}{UNSET}" if unset else ""


def without_effect(tried: Tried, key: str) -> str:
    """Why moving a bound changes nothing as things stand; empty where it may."""
    bound = BY_KEY[key]
    if not tried.rules & set(bound.rules):
        return f"{forms.names([RULE_WORDS[rule] for rule in bound.rules], '规则')}已停用"
    return "" if bound.may_be_unset else lacking(tried, bound.rules[0])
