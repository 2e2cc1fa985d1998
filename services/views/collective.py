"""村集体经济: the ladder by unit, mean beside median, the villages short of each tier and by how much."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from metrics.evidence import ReportState
from services.views import forms
from services.views.answers import Answers, coverage, data_as_of, rows_covered
from services.views.collective_nearest import SHARES, Nearest, nearest_lists
from services.views.collective_own import bars_of, own_clauses, own_results, with_own
from services.views.collective_table import collective_table
from services.views.handed_down import broken_down, handed_down_words, own_number
from services.views.judged import NO_TARGET, nothing_yet, target_number, tile
from services.views.ladder import STEPS, Village, needed, short_of, tier_counts, where
from services.views.missing import missing_of
from services.views.model import Clause, Headline, Lamp, Page, Tile
from services.views.own_targets import AgainstOwn

VILLAGES = "collective.villages"
#: of one village: its own income
MEAN = "collective.mean_total"
POOR = "collective.villages_below_operating_5"
_ELSEWHERE = {*(SHARES[step] for step in STEPS[1:]), MEAN, POOR}


@dataclass(frozen=True, kw_only=True)
class LadderRow:
    """One bar of the ladder: villages by tier, from 不足5万 up."""

    name: str
    counts: tuple[int, ...]
    carried: bool = False
    goals: tuple[tuple[int, Fraction], ...] = ()  # a unit's own: (step, share in percent)


@dataclass(frozen=True, kw_only=True)
class Collective:
    """The page and its two cards; ``targets`` are shares in percent by step, only those that the pack sets for this region.

    ``given``: what the ticks of units are, empty for none; ``own``: units against what they were given beside the ladder."""

    page: Page
    ladder: tuple[LadderRow, ...]
    ladder_finding: str
    targets: tuple[tuple[int, Fraction], ...]
    nearest: tuple[Nearest, ...]
    given: str
    own: tuple[AgainstOwn, ...]


def collective(
    answers: Answers,
    villages: Sequence[Village],
    states: Sequence[ReportState],
    *,
    period: str,
    noun: str,
    whole: str,
    reporters: str,
) -> Collective:
    """``villages``: those that have reported; ``noun``: what the units are called; ``whole``: 全县; ``reporters``: 乡镇."""
    main = answers.figure(VILLAGES)
    answered = main.period if main is not None else period
    context = (
        f"{forms.period_label(answered)}（本年累计）", coverage(main, reporters, states, answers.carried), rows_covered(main, "村"),
        data_as_of(states), "口径：集体经济总收入，以上含本数",
    )  # fmt: skip
    targets = tuple(
        (step, target) for step in reversed(STEPS) if (target := target_number(answers.one(SHARES[step]))) is not None
    )
    page = Page(
        headline=_headline(answers, villages, targets, answered, (reporters, whole)),
        context=context,
        tiles=_tiles(answers, villages),
        table=collective_table(answers, villages, context, noun),
    )
    return Collective(
        page=page,
        ladder=_ladder(answers, villages, whole),
        ladder_finding=ladder_finding(answers, villages),
        targets=targets,
        nearest=nearest_lists(answers, villages, noun),
        given=_given_words(answers),
        own=bars_of(answers, SHARES.values(), noun),
    )


def _given_words(answers: Answers) -> str:
    """短线为各单位20万、10万元以上村任务（任务分解第2版）, where ticks of the units' own stand on the ladder, from left to right."""
    given = broken_down(answers, SHARES.values())
    words = dict.fromkeys(word for key in given if (word := handed_down_words(answers, key)))
    steps = "、".join(f"{step}万" for step in reversed(STEPS) if SHARES[step] in given)
    return f"短线为各单位{steps}元以上村任务" + (f"（{'、'.join(words)}）" if words else "") if given else ""


def _headline(
    answers: Answers, villages: Sequence[Village], targets: Sequence[tuple[int, Fraction]], period: str, words: tuple[str, str]
) -> Headline:
    figure = answers.figure(VILLAGES)
    nothing = nothing_yet(figure if villages else None, period, *words)
    if nothing is not None:
        return nothing
    lowest = min((step for step, _ in targets), default=10)
    short = short_of(villages, lowest)
    judged = answers.target(SHARES[lowest])
    status = judged.status if judged and judged.status else None
    own = SHARES[lowest] if answers.value(SHARES[lowest]) is not None else ""
    clauses: list[Clause] = [
        Clause(text=f"{len(villages):,}个村中{len(villages) - len(short):,}个村达{lowest}万元", indicator=own)
    ]
    if len(short) == len(villages):
        clauses = [Clause(text=f"{len(villages):,}个村都不足{lowest}万元", status=status, indicator=own)]
    elif short:
        clauses += [
            Clause(text="，"),
            Clause(text=f"还有{len(short):,}个村不足{lowest}万元", status=status),
            Clause(text=f"，{_whose(short)}"),
        ]
    clauses += _next_step(answers, villages, targets, lowest)
    return (*own_clauses(own_results(answers, _ELSEWHERE)), *clauses, Clause(text="。"))


def _whose(short: Sequence[Village]) -> str:
    """The units with most villages short of a step; inside one township the villages themselves."""
    if all(village.code == village.unit for village in short):
        return f"最近的是{forms.names([village.name for village in short[:3]], '村')}"
    return f"主要在{where(short)}"


def _next_step(
    answers: Answers, villages: Sequence[Village], targets: Sequence[tuple[int, Fraction]], lowest: int
) -> list[Clause]:
    """The nearest other target that is missed: 15万元以上 ▲ 还差2个村."""
    for step, share in reversed(targets):
        missing = needed(len(villages), len(villages) - len(short_of(villages, step)), share)
        judged = answers.target(SHARES[step])
        if step != lowest and missing and judged is not None:
            return [Clause(text=f"；{step}万元以上"), Clause(text=f"还差{missing:,}个村", status=judged.status)]
    return []


def _tiles(answers: Answers, villages: Sequence[Village]) -> tuple[Tile, ...]:
    tiles = [_share_tile(answers, villages, step) for step in STEPS[1:]]
    mean, median = answers.one(MEAN), answers.one("collective.median_total")
    if mean is not None and median is not None:
        gap = ""
        if mean.figure.value is not None and median.figure.value is not None and mean.figure.value > median.figure.value:
            gap = "，均值高于中位数"
        tiles.append(
            Tile(
                name="村均总收入", figure=forms.number(mean.figure.value, 2), unit="万元/村",
                under=f"中位数 {forms.number(median.figure.value, 2)}{gap}", indicator=mean.indicator or "",
            )
        )  # fmt: skip
    poor = answers.one(POOR)
    if poor is not None and poor.target:
        tiles += [entry for entry in (tile(poor, "经营性收入不足5万元的村"),) if entry]
    elif poor is not None:
        tiles.append(
            Tile(
                name="经营性收入不足5万元", figure=forms.number(poor.figure.value), unit="个村",
                under=NO_TARGET, indicator=POOR,
            )
        )  # fmt: skip
    return with_own(own_results(answers, _ELSEWHERE), tiles)


def _share_tile(answers: Answers, villages: Sequence[Village], step: int) -> Tile:
    result = answers.one(SHARES[step])
    figure = result.figure if result else None
    target = target_number(result)
    reached, total = (figure.numerator, figure.denominator) if figure else (None, None)
    under = f"{forms.number(reached)}/{forms.number(total)}个村"
    lamp, beside = None, ""
    if target is None:
        under += f"　{NO_TARGET}"
    elif reached is not None and total is not None:
        missing = needed(int(total), int(reached), target)
        beside = f"目标 {forms.plain(target, 2)}%"
        under += f"，还差{missing:,}个村" if missing else f"，达标线{needed(int(total), 0, target):,}个村"
        monthly = missing_of(result).monthly if result and missing else ""
        under += f"，{monthly}" if monthly else ""
    if result and result.target and result.target.status:
        lamp = Lamp(status=result.target.status)
    return Tile(
        name=f"{step}万元以上村",
        figure=forms.number(figure.value if figure else None, 2),
        unit="%",
        lamp=lamp,
        beside=beside,
        under=under,
        indicator=SHARES[step],
    )


def _ladder(answers: Answers, villages: Sequence[Village], whole: str) -> tuple[LadderRow, ...]:
    """The whole first, then the units by share of the best tiers; units without a report are left to the table."""
    rows = [LadderRow(name=whole, counts=tier_counts(villages))] if villages else []
    units: list[tuple[tuple[Fraction, ...], LadderRow]] = []
    for region in _units(answers, villages):
        own = [village for village in villages if village.unit == region]
        counts = tier_counts(own)
        if own:
            shares = tuple(-Fraction(count, len(own)) for count in reversed(counts))
            figure = answers.figure(VILLAGES, region)
            carried = bool(figure and figure.carried_forward)
            goals = tuple((step, goal) for step in STEPS if (goal := own_number(answers, SHARES[step], region)) is not None)
            units.append((shares, LadderRow(name=answers.name(region), counts=counts, carried=carried, goals=goals)))
    return (*rows, *(row for _, row in sorted(units, key=lambda entry: entry[0])))


def _units(answers: Answers, villages: Sequence[Village]) -> tuple[str, ...]:
    """The units that hold villages; a village is no unit to compare."""
    own = {village.code for village in villages}
    return tuple(region for region in answers.children if region not in own)


def ladder_finding(answers: Answers, villages: Sequence[Village]) -> str:
    """The unit furthest up and the unit furthest down, by the share at 20 and below 15 万元."""
    shares: list[tuple[Fraction, int, int, str]] = []
    for region in _units(answers, villages):
        own = [village for village in villages if village.unit == region]
        if own:
            shares.append((Fraction(len(short_of(own, 15)), len(own)), len(short_of(own, 15)), len(own), answers.name(region)))
    if len(shares) < 2:
        return f"{len(villages):,}个村按总收入分档"
    best, worst = min(shares), max(shares)
    if best[0] == 1:
        return f"{len(villages):,}个村都不足15万元"
    if worst[0] == 0:
        return f"{len(villages):,}个村都过15万元"
    if worst[0] == 1:
        return f"{best[3]}{best[2]}个村中{best[2] - best[1]}个过15万元；{worst[3]}{worst[2]}个村都不足15万元"
    return f"{best[3]}{best[2]}个村中{best[2] - best[1]}个过15万元；{worst[3]}{worst[2]}个村中{worst[1]}个不足15万元"
