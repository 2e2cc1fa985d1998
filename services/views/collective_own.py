"""What a paper sets of village income beside the steps of the ladder (8万元以上占比, 经营性收入), and what units were given of it."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from fractions import Fraction

from metrics.results import Figure, Result
from services.tables.model import TableCell, TableColumn
from services.views import forms
from services.views.answers import Answers
from services.views.handed_down import broken_down, handed_down_words, own_cells, own_columns, own_judgement, own_number
from services.views.judged import beside, tile
from services.views.ladder import needed
from services.views.model import Clause, Headline, Tile
from services.views.own_targets import AgainstOwn, against_own

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


def given_of(answers: Answers) -> tuple[str, ...]:
    """The indicators of village income of which units have a target of their own, in the order of the catalogue."""
    return broken_down(answers, [result.indicator for result in answers.results if result.indicator])


def bars_of(answers: Answers, ladder: Collection[str], noun: str) -> tuple[AgainstOwn, ...]:
    """The units against what each was given of a figure that is no step of the ladder, where its ticks stand."""
    found = (
        against_own(answers, key, one.title, noun)
        for key in given_of(answers)
        if key not in ladder and (one := answers.one(key)) is not None
    )
    return tuple(view for view in found if view is not None)


def villages_due(answers: Answers, indicator: str, region: str) -> tuple[int, int] | None:
    """How many villages a unit owes of a share that it was given, and how many of them are missing; None for no share of villages."""
    goal, figure = own_number(answers, indicator, region), answers.figure(indicator, region)
    if goal is None or figure is None or figure.numerator is None or not figure.denominator:
        return None
    villages = int(figure.denominator)
    return needed(villages, 0, goal), needed(villages, int(figure.numerator), goal)


def given_columns(answers: Answers) -> list[TableColumn]:
    """Under each indicator that was handed down: of a share 应达村数 and 还差, in villages; else 任务 and 差距; and 状态."""
    columns: list[TableColumn] = []
    for key in given_of(answers):
        one = answers.one(key)
        if one is None or not _counts_villages(one.figure):
            columns += own_columns(answers, key, one.title if one else "")
            continue
        group = "：".join(part for part in (_short(one.title), handed_down_words(answers, key)) if part)
        columns += [
            TableColumn(key=f"own-{key}-due", heading="应达村数", group=group, align="right", number=True, width=9),
            TableColumn(key=f"own-{key}-gap", heading="还差", group=group, align="right", number=True, width=8),
            TableColumn(key=f"own-{key}-state", heading="状态", group=group, width=11),
        ]
    return columns


def given_cells(answers: Answers, region: str) -> list[TableCell]:
    """A region's cells of those columns."""
    cells: list[TableCell] = []
    for key in given_of(answers):
        one = answers.one(key)
        if one is None or not _counts_villages(one.figure):
            cells += own_cells(answers, key, region) if own_columns(answers, key) else ()
        else:
            cells += _village_cells(answers, key, region)
    return cells


def _village_cells(answers: Answers, key: str, region: str) -> Sequence[TableCell]:
    whole = region == answers.region
    judged = answers.target(key, region) if whole else own_judgement(answers, key, region)
    if judged is None or not isinstance(judged.value, Fraction):
        return TableCell(text="／ 未分解", muted=True), TableCell(text="—"), TableCell(text="—")
    figure = answers.figure(key, region)
    if figure is None or figure.numerator is None or not figure.denominator:
        return TableCell(text=f"{forms.plain(judged.value, 2)}%"), TableCell(text="—"), TableCell(text="—")
    villages = int(figure.denominator)
    due, left = needed(villages, 0, judged.value), needed(villages, int(figure.numerator), judged.value)
    state = TableCell(status=judged.status) if judged.status else TableCell(text="—")
    return TableCell(text=str(due), value=due), TableCell(text=str(left), value=left), state


def _counts_villages(figure: Figure) -> bool:
    return figure.rows_expected is not None and figure.denominator is not None


def _short(title: str) -> str:
    """10万元以上村: a heading's words for a share of villages."""
    return title.removeprefix("集体经济").removesuffix("占比").removeprefix("总收入").removeprefix("收入")
