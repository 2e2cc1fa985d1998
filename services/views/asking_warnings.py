"""What the page 收入下降预警 asks: the quarter as it stands (kept), and one page of the filtered list (asked each time)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from data_access.store import WarningOrder, WarningRow
from metrics.income_rules import LEVELS
from metrics.packs import Pack
from metrics.periods import Period
from services.households import Masked, masked_people
from services.named_lists import reminders
from services.status import states_of_pack
from services.tables.model import Table
from services.views import forms
from services.views.answering import asker, inside, names_of, nouns, reporter_noun
from services.views.answers import coverage, data_as_of
from services.views.model import Headline, Tile
from services.views.warnings import Listed, Standing, filter_words, warning_headline, warning_table, warning_tiles
from services.views.words import RULE_WORDS
from services.warning_list import ListFilter, WarningPage, household_kinds, warning_page
from services.workspace import Workspace

PAGE = 20
#: how the list can be sorted: words → order and whether the largest comes first
ORDERS: Mapping[str, tuple[WarningOrder, bool]] = {
    "级别": ("level", False),
    "降幅": ("change_percent", False),
    "减少额": ("change", False),
    "年度人均": ("annual_per_capita", False),
    "人均纯收入": ("net_per_capita", False),
    "村": ("region", False),
    "户编号": ("household_no", False),
}
#: size of the drop: words → (percent, 元 a head)
DROPS: Mapping[str, tuple[int | None, int | None]] = {
    "不限": (None, None),
    "10%以上": (10, None),
    "20%以上": (20, None),
    "30%以上": (30, None),
    "1,000元以上": (None, 1000),
    "2,000元以上": (None, 2000),
}


@dataclass(frozen=True, kw_only=True)
class Choices:
    """What each filter offers: words → code; ``None`` among the drops stands for no bound. ``noun``: what the units are called."""

    noun: str
    units: Mapping[str, str]
    levels: Mapping[str, str]
    rules: Mapping[str, str]
    kinds: tuple[str, ...]
    lists: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class WarningStanding:
    """The part of the page that no filter changes."""

    headline: Headline
    context: tuple[str, ...]
    tiles: tuple[Tile, ...]
    choices: Choices
    notes: tuple[str, ...]
    total: int


@dataclass(frozen=True, kw_only=True)
class WarningListing:
    """One page of the list: ``total`` households after the filters, ``words`` the filters in words, ``listed`` those shown."""

    total: int
    found: WarningPage
    listed: tuple[Listed, ...]
    words: str
    page: int
    pages: int
    context: str
    notes: tuple[str, ...]
    level_words: Mapping[str, str]

    def table(self, chosen: int | None = None) -> Table:
        """The households shown; ``chosen``: the position of the one whose card stands beside."""
        place = f"，第{self.page}页，共{self.pages}页" if self.pages > 1 else ""
        return warning_table(
            self.found, self.listed, self.level_words, filters=self.words, context=self.context, notes=self.notes,
            chosen=chosen, place=place,
        )  # fmt: skip

    @property
    def labels(self) -> tuple[str, ...]:
        """1　力石村　张**　尾号0417: each household by its place in the list."""
        first = (self.page - 1) * PAGE + 1
        return tuple(f"{first + index}　{entry.label}" for index, entry in enumerate(self.listed))

    @property
    def nothing(self) -> str:
        """What stands in the place of an empty list."""
        return f"没有符合条件的户。筛选条件：{self.words}。" if self.words else "本季没有预警户。"

    @property
    def span(self) -> str:
        """每页20户　第1—20户，共57户."""
        first = (self.page - 1) * PAGE + 1
        return f"每页{PAGE}户　第{first:,}—{first + len(self.listed) - 1:,}户，共{self.total:,}户"


def level_words(pack: Pack) -> dict[str, str]:
    """The pack's own names of the levels."""
    return {level: str(getattr(pack.labels, level)) for level in LEVELS}


def ask_standing(workspace: Workspace, pack: Pack, period: str, region: str) -> WarningStanding:
    """A quarter before any filter."""
    answers = asker(workspace, pack, region).answers(
        period, ("income.households", "income.line_unknown_households"), by_child=False
    )
    figure = answers.figure("income.households")
    year = Period.parse(period).year
    line = pack.income.line.get(year)
    before = str(Period.parse(period).previous())
    noun, _ = nouns(workspace, region)
    standing = Standing(
        households=figure.value if figure else None,
        now=warning_page(workspace, period=period, pack=pack.id, region=region, limit=0),
        before=warning_page(workspace, period=before, pack=pack.id, region=region, limit=0),
        line=line, unknown=answers.value("income.line_unknown_households"),
        level_words=level_words(pack), names=names_of(workspace), noun=noun,
    )  # fmt: skip
    states = [state for state in states_of_pack(workspace, pack, period, None) if state.sheet == "household_income"]
    own = inside(workspace, states, region)
    return WarningStanding(
        headline=warning_headline(standing),
        context=(
            forms.period_range(period),
            coverage(figure, reporter_noun(pack), own),
            data_as_of(own),
            "同比：与上年同季累计比",
        ),
        tiles=warning_tiles(standing),
        choices=_choices(workspace, pack, region),
        notes=(*reminders(pack, year), *(() if line is not None else (f"{year}年监测线未设定，不判断是否低于监测线。",))),
        total=standing.now.total,
    )


def _choices(workspace: Workspace, pack: Pack, region: str) -> Choices:
    words = level_words(pack)
    return Choices(
        noun=nouns(workspace, region)[0],
        units={unit.name: unit.code for unit in workspace.tree.children(region)},
        levels={word: level for level, word in words.items()},
        rules={RULE_WORDS[rule]: rule for rule in pack.warnings},
        kinds=household_kinds(),
        lists=tuple(pack.lists),
    )


def ask_listing(
    workspace: Workspace,
    pack: Pack,
    period: str,
    region: str,
    filters: ListFilter,
    *,
    order: str,
    page: int,
    standing: WarningStanding,
) -> WarningListing:
    """Page ``page`` (from 1) of the filtered list, out of the indexed table."""
    found = warning_page(
        workspace, period=period, pack=pack.id, region=region, filters=filters, order=ORDERS[order][0], descending=ORDERS[order][1],
        limit=PAGE, offset=(page - 1) * PAGE,
    )  # fmt: skip
    pages = max(-(-found.total // PAGE), 1)
    if page > pages:  # an old address: the list has become shorter
        return ask_listing(workspace, pack, period, region, filters, order=order, page=pages, standing=standing)
    listed = _listed(workspace, found.rows)
    said = filter_words(filters, names_of(workspace), level_words(pack))
    return WarningListing(
        total=found.total, found=found, listed=listed, words=said, page=page, pages=pages,
        context=" · ".join(standing.context), notes=standing.notes, level_words=level_words(pack),
    )  # fmt: skip


NOBODY = Masked(name="—", identity="—", telephone="—")


def _listed(workspace: Workspace, rows: Sequence[WarningRow]) -> tuple[Listed, ...]:
    """The page's households with their masked people and places."""
    people = masked_people(workspace, rows)
    names = names_of(workspace)
    return tuple(
        Listed(
            row=row, people=people.get((row.submission, row.source_row), NOBODY), village=names.get(row.region, row.region),
            township=_parent(workspace, row.region),
        )
        for row in rows
    )  # fmt: skip


def _parent(workspace: Workspace, code: str) -> str:
    region = workspace.tree.get(code)
    above = workspace.tree.get(region.parent) if region else None
    return above.name if above else ""


def export_filtered(workspace: Workspace, pack: Pack, period: str, region: str, filters: ListFilter, *, order: str) -> bytes:
    """Exactly the filtered list as a workbook, in the order of the page."""
    from services.exports.warning_workbook import warning_workbook

    ranking, descending = ORDERS[order]
    found = warning_page(
        workspace, period=period, pack=pack.id, region=region, filters=filters, order=ranking, descending=descending
    )
    return warning_workbook(workspace, found, filters)
