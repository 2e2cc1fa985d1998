"""预警分析: how many households at which level and where, what changed, why, and who is close to the line."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from metrics.income_rules import LEVELS
from services.tables.model import Table
from services.views import forms
from services.views.model import Clause, Headline, Lamp, Level, Tile
from services.views.tile_grid import TileGrid
from services.views.warning_line import Around, Line
from services.views.warning_units import CAUSE_NAMES, UnitWarnings
from services.views.words import LEVEL_MARKS
from services.warning_breakdown import Breakdown

NO_LIST_BEFORE = "上季度没有单位报送，没有名单可比"
RANKED: tuple[Level, ...] = ("red", "orange", "yellow", "watch")


@dataclass(frozen=True, kw_only=True)
class Turnover:
    """The list of the quarter before and this one: ``before`` = ``gone`` + those that stayed, ``now`` = ``staying`` + ``new``."""

    before: int
    gone: int
    staying: int
    new: int
    now: int


@dataclass(frozen=True, kw_only=True)
class Facts:
    """What the page is made of: the ``whole`` exact, its ``units`` with small cells hidden; ``most``: the units with most
    households of a level (rank), where that may be said; ``line`` None: the pack has none."""

    period: str
    noun: str
    whole: UnitWarnings
    units: tuple[UnitWarnings, ...]
    turnover: Turnover | None
    most: Mapping[int, tuple[str, ...]]
    monitoring_line: Fraction | None
    line: Line | None
    around: Around | None
    level_words: Mapping[str, str]


@dataclass(frozen=True, kw_only=True)
class WarningAnalysis:
    """The page. ``reported`` False: nobody has handed in this quarter, there is nothing but headline and context."""

    reported: bool
    headline: Headline
    context: tuple[str, ...]
    tiles: tuple[Tile, ...]
    noun: str
    whole: UnitWarnings
    units: tuple[UnitWarnings, ...]
    grid: TileGrid
    turnover: Turnover | None
    around: Around | None
    level_words: Mapping[str, str]
    levels_finding: str
    shares_finding: str
    turnover_finding: str
    causes_finding: str
    line_finding: str
    line_words: str
    table: Table
    around_table: Table | None


def turnover_of(found: Breakdown) -> Turnover | None:
    """The list against that of the quarter before; None where there was none."""
    churn = found.churn
    if churn is None or found.before is None:
        return None
    return Turnover(before=found.before, gone=churn.gone, staying=churn.staying, new=churn.new, now=found.total)


def most_of(found: Breakdown, units: Sequence[UnitWarnings]) -> Mapping[int, tuple[str, ...]]:
    """By rank of the level the units with most households, in code order; left out where one of them may not be shown."""
    named: dict[int, tuple[str, ...]] = {}
    shown = {key: unit for unit in units for key in found.by_unit if unit.code.startswith(key)}
    for rank in range(len(LEVELS)):
        top = max((levels.get(rank, 0) for levels in found.by_unit.values()), default=0)
        best = sorted(key for key, levels in found.by_unit.items() if levels.get(rank, 0) == top)
        if top and all(key in shown and shown[key].levels[rank] == top for key in best):
            named[rank] = tuple(shown[key].name for key in best)
    return named


def analysis_headline(facts: Facts) -> Headline:
    """4,012户中168户预警，较上季度新增41户、移出18户；■ 红色21户低于监测线8,000元，安乐乡、蟠猫乡最多."""
    whole = facts.whole
    if whole.households is None:
        return (Clause(text=f"{forms.period_label(facts.period)}还没有单位报送家庭收入。"),)
    moved = _moved(facts.turnover)
    worst = next((rank for rank, count in enumerate(whole.levels) if count), None)
    if worst is None:
        return (Clause(text=f"{forms.number(whole.households)}户没有预警{moved}。"),)
    level = RANKED[worst]
    start = f"{forms.number(whole.households)}户中{whole.listed:,}户预警{moved}；其中"
    line = f"低于监测线{forms.plain(facts.monitoring_line, 2)}元" if worst == 0 and facts.monitoring_line is not None else ""
    most = f"，{forms.names(facts.most[worst], facts.noun)}最多" if worst in facts.most else ""
    return (
        Clause(text=start),
        Clause(text=f"{_colour(facts.level_words[level])}{whole.levels[worst]:,}户", level=level),
        Clause(text=f"{line}{most}。"),
    )


def _colour(word: str) -> str:
    return f"{word}色" if word in ("红", "橙", "黄") else word


def _moved(turnover: Turnover | None) -> str:
    if turnover is None:
        return ""
    parts = [f"{word}{count:,}户" for word, count in (("新增", turnover.new), ("移出", turnover.gone)) if count]
    return f"，较上季度{'、'.join(parts)}" if parts else "，与上季度是同一批户" if turnover.now else ""


def analysis_tiles(facts: Facts) -> tuple[Tile, ...]:
    """All listed with their share, the four levels, and who stays on the list (or cannot be judged)."""
    whole = facts.whole
    if whole.households is None:
        return ()
    under = f"占已报户{forms.percent(whole.share)}"
    first = Tile(name="预警户", figure=f"{whole.listed:,}", unit="户", under=under)
    return (first, *(_level_tile(facts, rank) for rank in range(len(LEVELS))), *_last_tile(facts))


def _level_tile(facts: Facts, rank: int) -> Tile:
    level, count, total = RANKED[rank], facts.whole.levels[rank], facts.whole.listed
    word = facts.level_words[level]
    if not isinstance(count, int) or not isinstance(total, int) or not count:
        if rank == 0 and facts.monitoring_line is None:
            return Tile(name=f"{LEVEL_MARKS[level]} {word}", figure=forms.BLANK, under="监测线未设定")
        return Tile(name=f"{LEVEL_MARKS[level]} {word}", figure="0", unit="户")
    under = f"占预警户{forms.percent(forms.share(count, total))}"
    return Tile(name="", figure=f"{count:,}", unit="户", lamp=Lamp(level=level, text=word), under=under)


def _last_tile(facts: Facts) -> tuple[Tile, ...]:
    if facts.turnover is not None:
        moved = f"新增{facts.turnover.new:,}户，移出{facts.turnover.gone:,}户"
        return (Tile(name="持续（两季都在）", figure=f"{facts.turnover.staying:,}", unit="户", under=moved),)
    if facts.around is not None:
        return (Tile(name="无法判断年度人均", figure=f"{facts.around.unknown:,}", unit="户", under="缺上年数据，另计"),)
    return ()


def levels_finding(facts: Facts) -> str:
    """共和镇最多，31户；按占已报户的比例，安乐乡最高，12.50%."""
    most = _top(facts.units, lambda unit: Fraction(unit.listed) if isinstance(unit.listed, int) else None)
    if not facts.whole.listed:
        return "本季没有预警户"
    if most is None:
        return f"各{facts.noun}的预警户不足以分开列出"
    value, best = most
    names = forms.names([unit.name for unit in best], facts.noun)
    first = f"{names}最多，{'各' if len(best) > 1 else ''}{forms.number(value)}户"
    by_share = _top(facts.units, lambda unit: unit.share)
    if by_share is None:
        return first
    share, high = by_share
    if [unit.code for unit in high] == [unit.code for unit in best]:
        return f"{names}户数和占比都最高，{forms.number(value)}户，占已报户{forms.percent(share)}"
    return (
        f"{first}；{_among(facts)}占比最高的是{forms.names([unit.name for unit in high], facts.noun)}，{forms.percent(share)}"
    )


def shares_finding(facts: Facts) -> str:
    """安乐乡占比最高，12.50%；全县4.19%."""
    whole = f"{facts.whole.name}{forms.percent(facts.whole.share)}"
    found = _top(facts.units, lambda unit: unit.share)
    if found is None:
        return whole
    value, best = found
    return f"{_among(facts)}{forms.names([unit.name for unit in best], facts.noun)}占比最高，{forms.percent(value)}；{whole}"


def _among(facts: Facts) -> str:
    """Who may not be shown may have more."""
    return "列出的单位中" if any(isinstance(unit.listed, str) for unit in facts.units) else ""


def _top(
    units: Sequence[UnitWarnings], figure: Callable[[UnitWarnings], Fraction | None]
) -> tuple[Fraction, list[UnitWarnings]] | None:
    """The highest figure above 0 and the units that have it, in code order."""
    found = {unit.code: value for unit in units if (value := figure(unit))}
    if not found:
        return None
    top = max(found.values())
    return top, sorted((unit for unit in units if found.get(unit.code) == top), key=lambda unit: unit.code)


def turnover_finding(turnover: Turnover | None) -> str:
    """较上季度新增41户、移出18户，127户持续."""
    if turnover is None:
        return NO_LIST_BEFORE
    if not turnover.before and not turnover.now:
        return "两个季度都没有预警户"
    if not turnover.new and not turnover.gone:
        return f"与上季度是同一批户，{turnover.now:,}户"
    parts = [f"{word}{count:,}户" for word, count in (("新增", turnover.new), ("移出", turnover.gone)) if count]
    stay = f"{turnover.staying:,}户持续" if turnover.staying else "没有户持续"
    return f"较上季度{'、'.join(parts)}，{stay}"


def causes_finding(facts: Facts) -> str:
    """工资性收入减少为主的最多，57户，占预警户45.60%."""
    counts = [count for count in facts.whole.causes[:-1] if isinstance(count, int)]
    top = max(counts, default=0)
    if not facts.whole.listed or not isinstance(facts.whole.listed, int):
        return "本季没有预警户"
    if not top:
        return "预警户没有减收来源：人均或全户纯收入未降，或不可比"
    best = [name for name, count in zip(CAUSE_NAMES, counts, strict=False) if count == top]
    share = forms.percent(forms.share(top, facts.whole.listed))
    return f"{'、'.join(best)}收入减少为主的最多，{'各' if len(best) > 1 else ''}{top:,}户，占预警户{share}"
