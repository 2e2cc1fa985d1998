"""A changed pack in words, for the shell: what it says otherwise, and what becomes of each early-warning list."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from data_access.regions.tree import region_tree
from data_access.sheets import load_sheets
from metrics.catalogue import load_catalogue
from metrics.income_rules import LEVELS, RULES
from metrics.packs import Pack
from services.judging_anew import Judged
from services.list_changes import ListChange
from services.views import forms
from services.views.paper_differences import Difference, differences
from services.views.words import RULE_WORDS

_NAMED = 4
_CAME: Mapping[str, str] = {"new": "新设定", "changed": "已更改", "renewed": "按新版程序重新判断"}


def judged_lines(judged: Sequence[Judged]) -> Iterator[str]:
    """What packs that were set did: as foreseen by a comparison, but of the lists as they were stored before and after."""
    for one in judged:
        came = one.judge.came
        if came == "new" and not one.lists:
            continue
        title = f"方案“{one.judge.after.title}”（{one.judge.after.id}）"
        if came == "renewed" and not any(change.changes for change in one.lists):
            yield f"{title}{_CAME[came]}，预警名单没有变化。"
            continue
        yield f"{title}{_CAME[came]}："
        if one.judge.before is not None:
            yield from difference_lines(differing(one.judge.before, one.judge.after))
        yield from list_lines(one.judge.after, one.lists, one.untouched)


def differing(here: Pack, there: Pack) -> tuple[Difference, ...]:
    """What two packs say otherwise, by group, in the words of the page 工作方案."""
    names = {code: region.name for code, region in region_tree().regions.items()}
    found: Sequence[Difference] = differences(here, there, load_catalogue(), load_sheets(), names)
    return tuple(line for line in found if line.differs)


def difference_lines(found: Sequence[Difference]) -> Iterator[str]:
    """A line a group, then a line each: 监测线：2023年8,000元 → 2023年8,500元."""
    for group in dict.fromkeys(line.group for line in found):
        yield f"【{group}】"
        yield from (f"  {line.name}：{line.here} → {line.there}" for line in found if line.group == group)


def list_lines(pack: Pack, changes: Sequence[ListChange], untouched: Sequence[str]) -> Iterator[str]:
    """Each list before and after; then those that stay, and are not made anew."""
    if not changes and not untouched:
        yield "还没有家庭收入报表，没有预警名单。"
    for change in changes:
        yield from _list_lines(pack, change)
    if untouched:
        yield f"不受影响、不重算的预警名单：{_periods(untouched)}。"


def _list_lines(pack: Pack, change: ListChange) -> Iterator[str]:
    label = f"{forms.period_label(change.period)}预警名单"
    if not change.changes:
        yield f"{label}：{change.total_before:,}户，没有变化"
        return
    other = change.altered - change.relevelled
    yield (
        f"{label}：{change.total_before:,}户→{change.total_after:,}户，新增{change.coming:,}户，移出{change.going:,}户，"
        f"级别变化{change.relevelled:,}户{f'，级别不变、规则变化{other:,}户' if other else ''}"
    )
    levels = {str(getattr(pack.labels, level)): _pair(change.before, change.after, at) for at, level in enumerate(LEVELS)}
    rules = {RULE_WORDS[rule]: _pair(change.rules_before, change.rules_after, bit) for bit, rule in enumerate(RULES)}
    for title, counts in (("级别", levels), ("规则", rules)):
        moved = [f"{word}{was:,}户→{now:,}户" for word, (was, now) in counts.items() if was != now]
        if moved:
            yield f"  按{title}：{'，'.join(moved)}"


def _pair(before: Mapping[int, int], after: Mapping[int, int], key: int) -> tuple[int, int]:
    return before.get(key, 0), after.get(key, 0)


def _periods(periods: Sequence[str]) -> str:
    named = "、".join(forms.period_label(period) for period in periods[:_NAMED])
    return f"{named}等{len(periods)}个季度" if len(periods) > _NAMED else named


def difference_json(line: Difference) -> dict[str, str]:
    """One entry of ``differences``."""
    return {"group": line.group, "name": line.name, "here": line.here, "there": line.there}


def list_json(change: ListChange) -> dict[str, Any]:
    """One entry of ``lists``; levels and rules as [before, after]."""
    return {
        "period": change.period, "before": change.total_before, "after": change.total_after, "won": change.coming,
        "lost": change.going, "level_changed": change.relevelled, "rules_changed": change.altered - change.relevelled,
        "by_level": {level: list(_pair(change.before, change.after, rank)) for rank, level in enumerate(LEVELS)},
        "by_rule": {rule: list(_pair(change.rules_before, change.rules_after, bit)) for bit, rule in enumerate(RULES)},
    }  # fmt: skip
