"""The quarter of 收入下降预警 as it stands before any filter: kept as long as nothing changes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from data_access.store import WarningOrder
from metrics.evidence import ReportState
from metrics.income_rules import LEVELS
from metrics.packs import Pack
from metrics.periods import Period
from services.named_lists import reminders
from services.status import states_of_pack
from services.views import forms
from services.views.answering import HOUSEHOLDS, household_count, inside, names_of, nouns, reporter_noun
from services.views.answers import coverage, data_as_of
from services.views.asking_apart import Apart, ask_apart
from services.views.model import Headline, Tile
from services.views.warnings import Standing, warning_headline, warning_tiles
from services.views.words import BASIS_WORDS, CHURN_WORDS, RULE_WORDS
from services.warning_churn import ListChurn, list_churn, quarter_before
from services.warning_list import Churn, household_kinds, warning_page
from services.workspace import Workspace

CHURNS: tuple[Churn, ...] = ("new", "staying", "gone")
#: how the list can be sorted: words → order and whether the largest comes first
ORDERS: Mapping[str, tuple[WarningOrder, bool]] = {
    "级别由重到轻": ("level", False),
    "级别由轻到重": ("level", True),
    "降幅由大到小": ("change_percent", False),
    "降幅由小到大": ("change_percent", True),
    "减少额由大到小": ("change", False),
    "减少额由小到大": ("change", True),
    "年人均由低到高": ("annual_per_capita", False),
    "年人均由高到低": ("annual_per_capita", True),
    "人均收入由低到高": ("net_per_capita", False),
    "人均收入由高到低": ("net_per_capita", True),
    "村升序": ("region", False),
    "村降序": ("region", True),
    "户编号升序": ("household_no", False),
    "户编号降序": ("household_no", True),
}
#: the words of addresses that were sent when the list had one direction each
EARLIER_ORDERS: Mapping[str, str] = {
    "级别": "级别由重到轻", "降幅": "降幅由大到小", "减少额": "减少额由大到小", "年度人均": "年人均由低到高",
    "人均纯收入": "人均收入由低到高", "村": "村升序", "户编号": "户编号升序",
}  # fmt: skip
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
    """What each filter offers: words → code. ``noun``: what the units are called; ``churns`` empty: there is no list of the
    quarter before to lay this one beside."""

    noun: str
    units: Mapping[str, str]
    levels: Mapping[str, str]
    rules: Mapping[str, str]
    kinds: tuple[str, ...]
    lists: tuple[str, ...]
    churns: Mapping[str, Churn]


@dataclass(frozen=True, kw_only=True)
class WarningStanding:
    """The part of the page that no filter changes. ``churn`` None: the quarter before has no report; ``unreported``: units
    without a report of the quarter; ``lined``: the year has a line."""

    headline: Headline
    context: tuple[str, ...]
    tiles: tuple[Tile, ...]
    choices: Choices
    notes: tuple[str, ...]
    total: int
    churn: ListChurn | None
    unreported: tuple[str, ...]
    lined: bool


def level_words(pack: Pack) -> dict[str, str]:
    """The pack's own names of the levels."""
    return {level: str(getattr(pack.labels, level)) for level in LEVELS}


def ask_standing(workspace: Workspace, pack: Pack, period: str, region: str) -> WarningStanding:
    """A quarter before any filter."""
    figure = household_count(workspace, pack, period, region).figure(HOUSEHOLDS)
    year = Period.parse(period).year
    line = pack.income.line.get(year)
    churn = list_churn(workspace, pack, period, region)
    apart = ask_apart(workspace, pack, period, region)
    noun, _ = nouns(workspace, region)
    standing = Standing(
        households=figure.value if figure else None,
        now=warning_page(workspace, period=period, pack=pack.id, region=region, limit=0),
        before=warning_page(workspace, period=churn.before, pack=pack.id, region=region, limit=0) if churn else None,
        churn=churn,
        apart=apart, line=line,
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
            f"同比：{BASIS_WORDS[pack.income_settings.comparison]}",
        ),
        tiles=warning_tiles(standing),
        choices=_choices(workspace, pack, region, compared=churn is not None),
        notes=_notes(pack, period, churn, apart),
        total=standing.now.total,
        churn=churn,
        unreported=_unreported(workspace, own, region),
        lined=line is not None,
    )


def _notes(pack: Pack, period: str, churn: ListChurn | None, apart: Apart) -> tuple[str, ...]:
    """What is set apart first: nobody of them is silently left out."""
    year = Period.parse(period).year
    said = (f"另计：{'；'.join(apart.words)}。",) if apart.words else ()
    unset = () if year in pack.income.line else (f"{year}年监测线未设定，不判断是否低于监测线。",)
    before = forms.period_label(quarter_before(period))
    compared = () if churn else (f"{before}无报送，不比较新增、持续和移出。",)
    return (*said, *reminders(pack, year), *unset, *compared)


def _unreported(workspace: Workspace, own: Sequence[ReportState], region: str) -> tuple[str, ...]:
    """The units right below the region whose own report is missing."""
    below = {unit.code for unit in workspace.tree.children(region)}
    return tuple(state.reporter for state in own if state.reporter in below and state.state in ("missing", "not_due"))


def _choices(workspace: Workspace, pack: Pack, region: str, *, compared: bool) -> Choices:
    words = level_words(pack)
    return Choices(
        noun=nouns(workspace, region)[0],
        units={unit.name: unit.code for unit in workspace.tree.children(region)},
        levels={word: level for level, word in words.items()},
        rules={RULE_WORDS[rule]: rule for rule in pack.warnings},
        kinds=household_kinds(),
        lists=tuple(pack.lists),
        churns={CHURN_WORDS[churn]: churn for churn in CHURNS} if compared else {},
    )
