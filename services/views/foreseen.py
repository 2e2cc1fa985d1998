"""Targets with what they still take, and how far last year had come by the same month."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from metrics.periods import Period
from metrics.results import Result
from metrics.targets.reach import share_by_now
from services.views.answers import Answers
from services.views.missing import missing_of, places_words, with_places
from services.views.targets import TargetLine


@dataclass(frozen=True, kw_only=True)
class Before:
    """The months beside the one in hand: this year's before it, and of last year the same month and December (None: not asked)."""

    year: Sequence[Answers] = ()
    then: Answers | None = None
    december: Answers | None = None


NOT_ASKED = Before()


def foreseen(lines: Iterable[TargetLine], answers: Answers, before: Before = NOT_ASKED) -> list[TargetLine]:
    """The lines with what is missing in work units, and 去年同期进度 where last year's reports exist."""
    return [_foreseen(line, answers, before) for line in lines]


def _foreseen(line: TargetLine, answers: Answers, before: Before) -> TargetLine:
    result = line.result
    indicator, region = result.indicator or "", result.figure.region
    months = [*(month.figure(indicator, region) for month in before.year), result.figure] if before.year else []
    said = with_places(missing_of(result, months), places_words(answers, result))
    return replace(line, missing=said, last_year=last_years_share(result, before))


def last_years_share(result: Result, before: Before) -> Fraction | None:
    """去年同期进度 in percent, of a target that is to be reached in the course of its one year."""
    judged, indicator, region = result.target, result.indicator, result.figure.region
    if judged is None or judged.pace is None or judged.first_year is not None or not indicator:
        return None
    if before.then is None or before.december is None:
        return None
    return share_by_now(before.then.figure(indicator, region), before.december.figure(indicator, region))


def before_of(period: str, lines: Sequence[TargetLine], ask: Callable[[str, set[str]], Answers]) -> Before:
    """Asks what the lines need of other months: this year's where something is missing, last year's where there is a pace."""
    if Period.parse(period).kind != "month":
        return NOT_ASKED
    named = [line for line in lines if line.result.indicator]
    missed = {line.result.indicator or "" for line in named if line.status not in (None, "met", "not_reported")}
    paced = {line.result.indicator or "" for line in named if line.judgement.pace is not None}
    year, month = int(period[:4]), int(period[5:7])
    return Before(
        year=[ask(f"{year}-{number:02d}", missed) for number in range(max(month - 3, 1), month)] if missed else (),
        then=ask(f"{year - 1}{period[4:]}", paced) if paced else None,
        december=ask(f"{year - 1}-12", paced) if paced else None,
    )
