"""A target that is set for every county, village or unit, seen from the whole: who misses it, not how far the whole is from it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from fractions import Fraction

from metrics.results import Judgement, Result

#: in the place of a figure of the whole that no sum gives
NOT_ADDED_UP = "／ 不加总"
NOUNS = {"every county": "县市区", "every township": "乡镇", "every village": "村", "every unit": "单位"}


def for_the_whole(results: Iterable[Result], root: str) -> list[Result]:
    """The same results, where the root's own figure is not held against what each of its units owes: 12份 of 1份 a county are no 1,200 %."""
    return [_without_distance(result) if result.figure.region == root else result for result in results]


def _without_distance(result: Result) -> Result:
    judgement = result.target
    if judgement is None or judgement.scope not in NOUNS:
        return result
    return replace(result, target=replace(judgement, gap=None, completion=None))


def not_added_up(judgement: Judgement, value: Fraction | None) -> bool:
    """Whether units have figures of what each of them owes, and the whole has none: shares of tasks are never added up."""
    return value is None and judgement.scope in NOUNS and judgement.status not in (None, "not_reported")


def missed(judgement: Judgement) -> str:
    """``2个县市区未达到``; nothing where nobody falls short."""
    count = len(judgement.short)
    return f"{count}{_counted(judgement.scope)}未达到" if count else ""


def _counted(scope: str) -> str:
    return f"个{NOUNS[scope]}" if scope in NOUNS else "处"
