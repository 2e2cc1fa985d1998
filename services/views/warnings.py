"""收入下降预警: how many households, at which level, where; and the list itself, page by page."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from data_access.store import WarningRow
from metrics.evidence import MICRO
from metrics.income_rules import LEVELS
from services.households import Masked, masked_helper
from services.tables.model import Table, TableCell, TableColumn, TableRow
from services.views import forms
from services.views.asking_apart import Apart
from services.views.household import tail
from services.views.model import Clause, Headline, Lamp, Level, Tile
from services.views.words import CHURN_WORDS, LEVEL_MARKS, RULE_WORDS
from services.warning_churn import ListChurn
from services.warning_list import ListFilter, WarningPage

COLUMNS = (
    TableColumn(key="level", heading="级别", width=10),
    TableColumn(key="place", heading="村", width=12),
    TableColumn(key="head", heading="户主", width=12),
    TableColumn(key="persons", heading="人口", align="right", number=True, width=6),
    TableColumn(key="net", heading="人均\n纯收入", align="right", number=True, width=10),
    TableColumn(key="percent", heading="同比\n%", align="right", number=True, decimals=2, width=10),
    TableColumn(key="reason", heading="预警原因", width=36, wrap=True),
)
ALWAYS = (
    "人均纯收入为本年累计；年人均＝本季累计＋上年全年－上年同季累计，四季度即本年累计。",
    "“—”为无可比基期或无法判断，另列，不算下降。",
)


@dataclass(frozen=True, kw_only=True)
class Standing:
    """A quarter's warnings before any filter, and what they are measured against; ``before`` and ``churn`` None: the quarter
    before has no reports, so that nothing is new and nothing gone."""

    households: Fraction | None
    now: WarningPage
    before: WarningPage | None
    churn: ListChurn | None
    apart: Apart
    line: Fraction | None
    level_words: Mapping[str, str]
    names: Mapping[str, str]
    noun: str


def warning_headline(standing: Standing) -> Headline:
    """4,012户中168户预警，较上季度净增23户；■ 红色21户低于监测线8,000元，安乐乡、蟠猫乡最多."""
    page = standing.now
    if standing.households is None:
        return (Clause(text=f"{forms.period_label(page.period)}还没有单位报送家庭收入。"),)
    start = f"{forms.number(standing.households)}户中{page.total:,}户预警{_net_change(standing)}"
    worst = next((level for level in LEVELS if page.by_level.get(level)), None)
    if worst is None:
        return (Clause(text=f"{forms.number(standing.households)}户没有预警。"),)
    count = page.by_level[worst]
    said = Clause(text=f"{_colour(standing, worst)}{count:,}户", level=_level(worst))
    line = f"低于监测线{forms.number(standing.line)}元" if worst == "red" and standing.line is not None else ""
    return (Clause(text=f"{start}；其中"), said, Clause(text=f"{line}，{_most(standing, worst)}。"))


def _colour(standing: Standing, level: str) -> str:
    word = standing.level_words[level]
    return f"{word}色" if word in ("红", "橙", "黄") else word


def _level(level: str) -> Level:
    found: dict[str, Level] = {"red": "red", "orange": "orange", "yellow": "yellow", "watch": "watch"}
    return found[level]


def _net_change(standing: Standing) -> str:
    if standing.before is None or standing.before.total == 0:
        return ""
    step = standing.now.total - standing.before.total
    return f"，较上季度{'净增' if step > 0 else '净减'}{abs(step):,}户" if step else "，与上季度持平"


def _most(standing: Standing, level: str) -> str:
    """Where most of them live; where no unit has two of them, where they live."""
    counts = {unit: found.get(level, 0) for unit, found in standing.now.by_unit.items()}
    top = max(counts.values(), default=0)
    named = forms.names([standing.names.get(unit, unit) for unit, count in counts.items() if count == top], standing.noun)
    return f"{named}最多" if top > 1 else f"在{named}"


def warning_tiles(standing: Standing, most: int = 6) -> tuple[Tile, ...]:
    """The four levels with their change, who is new and gone, who is set apart, else the rule with most households."""
    tiles = [_level_tile(standing, level) for level in LEVELS]
    if (churn := standing.churn) is not None:
        under = f"持续{churn.staying:,}　移出{churn.gone:,}"
        tiles.append(Tile(name="较上季度新增", figure=f"{churn.new:,}", unit="户", under=under))
    if standing.households is not None:
        tiles.append(_apart_tile(standing.apart))
    rule, count = max(standing.now.by_rule.items(), key=lambda entry: entry[1], default=("", 0))
    if count:
        under = f"占预警户{forms.percent(forms.share(count, standing.now.total))}"
        tiles.append(Tile(name=f"最多：{RULE_WORDS[rule]}", figure=f"{count:,}", unit="户", under=under))
    return tuple(tiles[:most])


def _apart_tile(apart: Apart) -> Tile:
    """Households that are judged apart; all of them with their reasons stand in the notes of the list."""
    under = f"无法判断年人均{apart.unjudged:,}户"
    return Tile(name="另计：无可比基期", figure=f"{apart.no_base:,}", unit="户", under=under)


def _level_tile(standing: Standing, level: str) -> Tile:
    count = standing.now.by_level.get(level, 0)
    under = ""
    if standing.before is not None and standing.before.total:
        under = f"较上季度 {forms.change(Fraction(count - standing.before.by_level.get(level, 0)))}"
    word = standing.level_words[level]
    if level == "red" and standing.line is None and not count:
        return Tile(name=f"{LEVEL_MARKS[level]} {word}", figure=forms.BLANK, under="监测线未设定")
    if not count:
        return Tile(name=f"{LEVEL_MARKS[level]} {word}", figure="0", unit="户", under=under)
    return Tile(name="", figure=f"{count:,}", unit="户", lamp=Lamp(level=_level(level), text=word), under=under)


@dataclass(frozen=True, kw_only=True)
class Listed:
    """One household of the shown page: its row, and the words by which it is told apart (masked); ``above``: the units over
    the village, down from the pack's own (牟定县安乐乡 in a prefecture)."""

    row: WarningRow
    people: Masked
    village: str
    above: str

    @property
    def label(self) -> str:
        """力石村　张**　尾号0417."""
        return f"{self.village}　{self.people.name}　{tail(self.row.household_no)}"


def warning_table(
    page: WarningPage, listed: Sequence[Listed], level_words: Mapping[str, str], *, filters: str, context: str,
    notes: Sequence[str], chosen: int | None = None, place: str = "",
) -> Table:  # fmt: skip
    """The households shown, the ``chosen`` one marked; ``place``: which page of how many, in words."""
    return Table(
        title=f"预警名单　{page.total:,}户{place}", unit="元/人、%", columns=COLUMNS, notes=(*ALWAYS, *notes), filters=filters,
        context=context, rows=tuple(_row(entry, level_words, selected=index == chosen) for index, entry in enumerate(listed)),
    )  # fmt: skip


def _row(entry: Listed, level_words: Mapping[str, str], *, selected: bool) -> TableRow:
    return TableRow(selected=selected, cells=household_cells(entry, level_words))


def household_cells(entry: Listed, level_words: Mapping[str, str]) -> tuple[TableCell, ...]:
    """A household under ``COLUMNS``."""
    row, level = entry.row, LEVELS[entry.row.level]
    return (
        TableCell(level=_level(level), lamp_text=level_words[level]),
        TableCell(text=entry.village, second=entry.above),
        TableCell(text=entry.people.name, second=tail(row.household_no)),
        _figure(row.persons, 0),
        _figure(row.net_per_capita, 0),
        _signed(row.change_percent),
        TableCell(text=row.reason),
    )


def _exact(micro: int | None) -> Fraction | None:
    return None if micro is None else Fraction(micro, MICRO)


def _figure(micro: int | None, decimals: int) -> TableCell:
    value = _exact(micro)
    return TableCell(text=forms.number(value, decimals), value=None if value is None else float(value))


def _signed(micro: int | None) -> TableCell:
    value = _exact(micro)
    return TableCell(text=forms.change(value, 2), value=None if value is None else float(value))


def filter_words(filters: ListFilter, names: Mapping[str, str], level_words: Mapping[str, str]) -> str:
    """The filters in words, for the list, its empty state and the exported sheets, a person's name masked; empty for none."""
    parts = [
        "、".join(names.get(region, region) for region in filters.regions),
        "、".join(level_words[level] for level in filters.levels),
        "、".join(filters.lists),
        "、".join(RULE_WORDS[rule] for rule in filters.rules),
        "、".join(filters.kinds),
        f"降幅{filters.min_drop_percent}%以上" if filters.min_drop_percent is not None else "",
        f"人均减少{filters.min_drop:,}元以上" if filters.min_drop is not None else "",
        CHURN_WORDS[filters.churn] if filters.churn else "",
        f"帮扶责任人“{masked_helper(filters.helper)}”" if filters.helper else "",
        f"户编号含“{filters.household_no}”" if filters.household_no else "",
    ]
    return "；".join(part for part in parts if part)
