"""What the page 指标说明 asks: a pack's indicators, targets and sheets in words. No report is needed to answer it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from data_access.sheets import load_sheets
from metrics.catalogue import TASK_TEMPLATE, Catalogue, Indicator, load_catalogue
from metrics.packs import Pack, Target
from services.views import glossary_targets as aims
from services.views.answering import names_of
from services.views.glossary import ADDRESS, PAGES, Aim, Entry, full_table
from services.views.glossary_formula import Sheets, Wording, sources
from services.views.glossary_sheets import SheetGuide, sheet_guide
from services.views.model import Clause, Headline, Page, Tile
from services.workspace import Workspace

BETTER: Mapping[str, str] = {"higher": "越高越好", "lower": "越低越好", "neutral": "不分优劣"}
ACCUMULATIONS: Mapping[str, str] = {"stock": "时点", "ytd": "本年累计", "flow": "当月"}
CUMULATIVE = frozenset({"household_income", "key_tasks"})
LIST_ONLY = "本目标只划定人群、列出名单，不对应指标"


@dataclass(frozen=True, kw_only=True)
class Glossary:
    """The page: its findings and the whole list to take along, the entries, the guides of the pack's sheets."""

    page: Page
    entries: tuple[Entry, ...]
    guides: tuple[SheetGuide, ...]


def address_of(workspace: Workspace, pack: Pack) -> str:
    """Where an indicator's own card stands, up to its id; with several packs in the database the pack is named."""
    return f"/glossary?{urlencode({'pack': pack.title})}&indicator=" if len(workspace.packs) > 1 else ADDRESS


def topic_address(workspace: Workspace, pack: Pack, topic: str) -> str:
    """Where the indicators of one page are explained; empty for a page that has none. With several packs the pack is named."""
    if topic not in PAGES.values():
        return ""
    named = {"pack": pack.title} if len(workspace.packs) > 1 else {}
    return f"/glossary?{urlencode({**named, 'topic': topic})}"


def ask_glossary(workspace: Workspace, pack: Pack, _period: str, _region: str) -> Glossary:
    """指标说明 of a pack; the same in every period and unit."""
    return glossary(pack, load_catalogue(), load_sheets(), names_of(workspace))


def glossary(pack: Pack, catalogue: Catalogue, sheets: Sheets, names: Mapping[str, str]) -> Glossary:
    """``names``: places by code, for the targets of single places."""
    writing = _Writing(pack, catalogue, sheets, names)
    entries = tuple(writing.entries())
    declared = [sheets[sheet] for sheet in sheets if sheet in pack.sheets]
    scope = f"{len(entries)}项指标，{len(declared)}张报表"
    context = (f"文件：{pack.document}", scope, "口径随程序，目标随方案")
    page = Page(
        headline=_headline(pack, entries), context=context, tiles=_tiles(pack, entries, len(declared)),
        table=full_table(entries, " · ".join(context)),
    )  # fmt: skip
    guides = tuple(sheet_guide(declaration, pack, entries) for declaration in declared)
    return Glossary(page=page, entries=entries, guides=guides)


def _headline(pack: Pack, entries: tuple[Entry, ...]) -> Headline:
    """本方案考核55项目标，用到45项指标、10张报表；另有52项指标只列数，不考核."""
    judged = [entry for entry in entries if entry.aims]
    sheets = {sheet for entry in judged for sheet, _ in entry.sources}
    if not pack.targets:
        return (Clause(text=f"本方案未设目标，{len(entries)}项指标只列数，不亮灯。"),)
    rest = len(entries) - len(judged)
    text = f"本方案考核{len(pack.targets)}项目标，用到{len(judged)}项指标、{len(sheets)}张报表"
    return (Clause(text=f"{text}；另有{rest}项指标只列数，不考核。" if rest else f"{text}。"),)


def _tiles(pack: Pack, entries: tuple[Entry, ...], sheets: int) -> tuple[Tile, ...]:
    first, last = pack.years
    leads = {lead for target in pack.targets for lead in target.lead}
    judged = sum(bool(entry.aims) for entry in entries)
    departments = len({code for plan in pack.sheets.values() for code in plan.reporters})
    return (
        Tile(
            name="考核目标",
            figure=f"{len(pack.targets)}",
            unit="项",
            under=f"{first}年" if first == last else f"{first}—{last}年",
        ),
        Tile(name="指标", figure=f"{len(entries)}", unit="项", under=f"其中考核{judged}项"),
        Tile(name="报表", figure=f"{sheets}", unit="张", under=f"填报部门{departments}个" if departments else "由各地填报"),
        Tile(name="牵头单位", figure=f"{len(leads)}", unit="个", under="方案列明"),
    )


def _topic(indicator: Indicator) -> str:
    """The page on which an indicator stands, by its name in the menu."""
    return PAGES.get(indicator.id.split(".")[0], PAGES[indicator.page])


def accumulations(catalogue: Catalogue, sheets: Sheets, indicator: Indicator) -> set[str]:
    """时点, 本年累计 or 当月, as the judgement sees it: household income and tasks are cumulative."""
    kinds = {sheets[sheet].field(name).accumulation for sheet, name in catalogue.fields_of(indicator)}
    found = {kind for kind in kinds if kind in ACCUMULATIONS}
    return found | ({"ytd"} if CUMULATIVE & set(catalogue.sheets_of(indicator)) else set())


class _Writing:
    """Writes the entries of one pack."""

    def __init__(self, pack: Pack, catalogue: Catalogue, sheets: Sheets, names: Mapping[str, str]) -> None:
        self._pack, self._catalogue, self._sheets, self._names = pack, catalogue, sheets, names
        self._wording = Wording(catalogue, sheets, pack.settings)
        self._targets: dict[str | None, list[Target]] = {}
        for target in pack.targets:
            self._targets.setdefault(target.indicator, []).append(target)

    def entries(self) -> list[Entry]:
        """Every indicator of the pack's sheets; the tasks one a code; last the targets that only make a list."""
        written: list[Entry] = []
        for indicator in self._catalogue.indicators.values():
            if any(sheet not in self._pack.sheets for sheet in self._catalogue.sheets_of(indicator)):
                continue
            if indicator.id == TASK_TEMPLATE:
                written += self._tasks(indicator)
            else:
                written.append(self._entry(indicator, indicator.id))
        return written + [self._list_only(target) for target in self._targets.get(None, [])]

    def _entry(self, indicator: Indicator, name: str, *, title: str = "", unit: str = "", code: str = "") -> Entry:
        note = f"（{indicator.note}）" if indicator.note else ""
        return Entry(
            id=name, title=title or indicator.title, topic=_topic(indicator), definition=f"{indicator.definition}{note}",
            formula=self._wording.formula(indicator), unit=unit or indicator.unit, decimals=indicator.decimals,
            better=BETTER[indicator.better], kind=self._kind(indicator), carried=self._carried(indicator),
            sources=sources(self._wording, self._catalogue, self._sheets, indicator),
            aims=tuple(self._aim(group, title or indicator.title) for group in aims.alike(self._targets.get(name, []))), code=code,
        )  # fmt: skip

    def _tasks(self, template: Indicator) -> list[Entry]:
        """One entry a task that the pack sets, the template where it sets none."""
        codes = [name for name in self._targets if name and name.startswith("task:")]
        if not codes:
            return [self._entry(template, template.id)]
        firsts = [(name, self._targets[name][0]) for name in codes]
        return [
            self._entry(template, name, title=target.title, unit=target.unit, code=name.removeprefix("task:"))
            for name, target in firsts
        ]

    def _list_only(self, target: Target) -> Entry:
        return Entry(
            id="", title=target.title, topic=PAGES["income"], definition=LIST_ONLY, formula="—", unit=target.unit, decimals=0,
            better=BETTER["neutral"], kind="名单", carried="不沿用", sources=(), aims=(self._aim([target], target.title),),
        )  # fmt: skip

    def _aim(self, targets: Sequence[Target], title: str) -> Aim:
        """Targets that differ only in their place, as one."""
        target = targets[0]
        indicator = self._catalogue.get(target.indicator) if target.indicator else None
        cumulative = indicator is not None and "ytd" in accumulations(self._catalogue, self._sheets, indicator)
        return Aim(
            code=target.code, title="" if target.title == title else f"{target.title}：", words=aims.target_words(targets, self._names),
            years=aims.years(target), when=aims.when(target, cumulative=cumulative), clause=target.clause,
            lead=aims.answering(target), units="、".join(target.units), population=aims.population(target), note=target.note if len(targets) == 1 else "",
            count=len(targets),
        )  # fmt: skip

    def _kind(self, indicator: Indicator) -> str:
        if indicator.numerator.submissions:
            return "按报送期"
        found = accumulations(self._catalogue, self._sheets, indicator)
        if CUMULATIVE & set(self._catalogue.sheets_of(indicator)):
            return "本年累计"
        return "、".join(ACCUMULATIONS[kind] for kind in ACCUMULATIONS if kind in found) or "时点"

    def _carried(self, indicator: Indicator) -> str:
        """Whether an earlier report of the year stands in for one that is missing."""
        named = self._catalogue.sheets_of(indicator)
        if not named:
            return "不适用"
        if any(self._sheets[sheet].period == "quarter" for sheet in named):
            return "缺报不沿用"
        return (
            "当月数，缺报不沿用"
            if "flow" in accumulations(self._catalogue, self._sheets, indicator)
            else "缺报单位沿用同年最近一期"
        )
