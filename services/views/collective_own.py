"""What a paper sets of village income beside the steps of the ladder: 8万元以上占比, 经营性收入, a mean of each county."""

from __future__ import annotations

from collections.abc import Collection

from metrics.results import Result
from services.views.answers import Answers
from services.views.judged import beside, tile
from services.views.model import Clause, Headline, Tile

MOST = 6


def own_results(answers: Answers, elsewhere: Collection[str]) -> list[Result]:
    """The judged figures of the region itself that no other part of the page shows."""
    return [
        result
        for result in answers.results
        if result.figure.region == answers.region and result.target and result.indicator and result.indicator not in elsewhere
    ]


def own_clauses(own: list[Result]) -> Headline:
    """集体经济总收入8万元以上村占比72.10%，◎ 比目标少27.90个百分点；: the first of them that has a distance to tell."""
    told = next((result for result in own if result.figure.value is not None and result.target and result.target.gap), None)
    return (*beside(told.title, told), Clause(text="；")) if told else ()


def with_own(own: list[Result], tiles: list[Tile]) -> tuple[Tile, ...]:
    """The paper's own figures first; then those of the ladder, without a target only where there is room."""
    first = [entry for result in own if (entry := tile(result, result.title))]
    judged = [entry for entry in tiles if entry.lamp is not None]
    rest = [entry for entry in tiles if entry.lamp is None]
    kept = [*first, *judged, *rest][:MOST] if first else tiles
    return tuple(entry for entry in [*first, *tiles] if entry in kept)
