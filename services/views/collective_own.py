"""What a paper sets of village income beside the steps of the ladder (8万元以上占比, 经营性收入), and what units were given of it."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from fractions import Fraction

from metrics.results import Figure, Result
from services.tables.model import TableCell, TableColumn
from services.views import forms
from services.views.answers import Answers
from services.views.handed_down import broken_down, handed_down_words, own_cells, own_columns, own_judgement
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
    first = [entry for result in own if (entry := tile(result, _short(result.title)))]
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


def given_columns(answers: Answers) -> list[TableColumn]:
    """What units were given, in villages: of one share 应达村数, 还差 and 状态; of several how many villages are missing of each.
    What counts no villages has 任务, 差距 and 状态."""
    shares, others = _sorted_out(answers)
    columns: list[TableColumn] = []
    for key in shares:
        said = handed_down_words(answers, key) or "方案下达"
        name = _short(_title(answers, key))
        if len(shares) > 1:
            columns.append(
                TableColumn(key=f"own-{key}-gap", heading=name.removesuffix("元以上村"), group=f"还差村数（{said}）", align="right", number=True, width=9)
            )  # fmt: skip
            continue
        columns += [
            TableColumn(key=f"own-{key}-due", heading="应达村数", group=f"{name}：{said}", align="right", number=True, width=9),
            TableColumn(key=f"own-{key}-gap", heading="还差", group=f"{name}：{said}", align="right", number=True, width=8),
            TableColumn(key=f"own-{key}-state", heading="状态", group=f"{name}：{said}", width=11),
        ]
    return [*columns, *(column for key in others for column in own_columns(answers, key, _title(answers, key)))]


def given_cells(answers: Answers, region: str) -> list[TableCell]:
    """A region's cells of those columns."""
    shares, others = _sorted_out(answers)
    found = [_village_cells(answers, key, region) for key in shares]
    cells = [cell for one in found for cell in (one[1:2] if len(shares) > 1 else one)]
    return [*cells, *(cell for key in others if own_columns(answers, key) for cell in own_cells(answers, key, region))]


def _sorted_out(answers: Answers) -> tuple[list[str], list[str]]:
    """Shares of villages, and what else units were given."""
    given = given_of(answers)
    figures = {key: answers.figure(key) for key in given}
    shares = [key for key, figure in figures.items() if figure is not None and _counts_villages(figure)]
    return shares, [key for key in given if key not in shares]


def _title(answers: Answers, key: str) -> str:
    one = answers.one(key)
    return one.title if one is not None else ""


def _village_cells(answers: Answers, key: str, region: str) -> Sequence[TableCell]:
    whole = region == answers.region
    judged = answers.target(key, region) if whole else own_judgement(answers, key, region)
    if judged is None or not isinstance(judged.value, Fraction):
        return TableCell(text="／ 未分解", muted=True), TableCell(text="／", muted=True), TableCell(text="—")
    figure = answers.figure(key, region)
    if figure is None or figure.numerator is None or not figure.denominator:
        return TableCell(text=f"{forms.plain(judged.value, 2)}%"), TableCell(text="—"), TableCell(text="—")
    villages = int(figure.denominator)
    due, left = needed(villages, 0, judged.value), needed(villages, int(figure.numerator), judged.value)
    state = TableCell(status=judged.status) if judged.status else TableCell(text="—")
    return TableCell(text=f"{due:,}", value=due), TableCell(text=f"{left:,}", value=left), state


def _counts_villages(figure: Figure) -> bool:
    return figure.rows_expected is not None and figure.denominator is not None


def _short(title: str) -> str:
    """10万元以上村: a heading's words for a share of villages."""
    return title.removeprefix("集体经济").removesuffix("占比").removeprefix("总收入").removeprefix("收入")
