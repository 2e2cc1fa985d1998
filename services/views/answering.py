"""What a page asks for in one call: the workspace's answers turned into what the page shows."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from fractions import Fraction
from functools import lru_cache
from itertools import zip_longest

from data_access.regions.tree import RegionTree
from data_access.store import HOUSEHOLD_SHEET, in_force
from metrics.catalogue import load_catalogue
from metrics.evaluation import evaluate
from metrics.evidence import MICRO, ReportState
from metrics.packs import Pack
from metrics.periods import Period
from services.allocation import with_handed_down
from services.evidence import StoredEvidence
from services.status import states_of_pack
from services.views import forms
from services.views.answers import Answers, child_noun
from services.views.collective import Collective, collective
from services.views.every import for_the_whole
from services.views.ladder import Village
from services.views.words import LEVEL_NOUNS
from services.workspace import Workspace, territory

HOUSEHOLDS = "income.households"


def known_periods(workspace: Workspace, pack: Pack, kinds: tuple[str, ...], as_of: datetime | None = None) -> tuple[str, ...]:
    """Periods with a report in force, newest first; of the kinds asked for (month, quarter)."""
    evidence = StoredEvidence(workspace.at(as_of or workspace.as_of), pack)
    sheets = [sheet for sheet, shape in evidence.sheets.items() if shape.period in kinds]
    found = {period for sheet in sheets for period in evidence.periods(sheet)}
    return tuple(sorted(found, key=_end, reverse=True))


def due_periods(workspace: Workspace, pack: Pack) -> tuple[str, ...]:
    """Months and quarters of the pack's years that have begun, and all with a report; newest first."""
    today = workspace.moment.date()
    found = set(known_periods(workspace, pack, ("month", "quarter")))
    for year in range(pack.years[0], pack.years[1] + 1):
        candidates = [Period("month", year, month) for month in range(1, 13)]
        candidates += [Period("quarter", year, quarter) for quarter in range(1, 5)]
        found |= {str(entry) for entry in candidates if entry.begins(pack.income_year_starts) <= today}
    return tuple(sorted(found, key=_end, reverse=True))


def _end(period: str) -> tuple[int, int, int]:
    parsed = Period.parse(period)
    return parsed.year, parsed.months_elapsed, parsed.kind == "quarter"


@dataclass(frozen=True)
class Asker:
    """Asks one pack about one region several times over the same evidence, only for what the page shows."""

    workspace: Workspace
    pack: Pack
    region: str
    evidence: StoredEvidence

    def answers(
        self, period: str, indicators: Collection[str] | None = None, *, by_child: bool = True, sheet: str = ""
    ) -> Answers:
        """The results of a period; ``indicators`` None: all. ``sheet``: also who carries over which month of that sheet."""
        results = evaluate(
            self.pack, load_catalogue(), self.evidence, territory(self.workspace.tree), period=period, region=self.region,
            by_child=by_child, at=self.workspace.moment, indicators=indicators,
        )  # fmt: skip
        carried = self._carried(sheet, period) if sheet else dict[str, str]()
        return Answers(
            results=for_the_whole(results, self.pack.root), region=self.region, names=names_of(self.workspace), carried=carried,
            row_noun=LEVEL_NOUNS[self._row_level(sheet)],
        )  # fmt: skip

    def _row_level(self, sheet: str) -> str:
        """Of a sheet whose rows are no places that of the sheets whose rows are."""
        plans = [self.pack.sheets.get(name) for name in (sheet, "industry_linkage", "employment")]
        return next((plan.row_level for plan in plans if plan and plan.row_level), "village")

    def _carried(self, sheet: str, period: str) -> dict[str, str]:
        """Reporters without a report of ``period``: their latest earlier month of the same year."""
        workspace = self.workspace
        records = in_force(workspace.database, workspace.scope, root=self.pack.root, sheet=sheet, as_of=workspace.as_of)
        months: dict[str, list[str]] = {}
        for record in records:
            if record.period[:4] == period[:4] and record.period <= period:
                months.setdefault(record.reporter, []).append(record.period)
        return {reporter: max(found) for reporter, found in months.items() if max(found) != period}


def asker(workspace: Workspace, pack: Pack, region: str, as_of: datetime | None = None) -> Asker:
    """An asker as of a moment, by default the workspace's: with the targets that were handed down to units by then."""
    seen = workspace.at(as_of or workspace.as_of)
    return Asker(seen, with_handed_down(seen, pack), region, StoredEvidence(seen, pack))


def household_count(workspace: Workspace, pack: Pack, period: str, region: str) -> Answers:
    """How many households of a region were reported (``income.households``): of their rows only the place is read."""
    evidence = StoredEvidence(workspace, pack, only={HOUSEHOLD_SHEET: ("region",)})
    counting = Asker(workspace, with_handed_down(workspace, pack), region, evidence)
    return counting.answers(period, (HOUSEHOLDS,), by_child=False)


def page_indicators(pages: Collection[str]) -> frozenset[str]:
    """The indicators that the catalogue puts on some pages."""
    return frozenset(key for key, indicator in load_catalogue().indicators.items() if indicator.page in pages)


def names_of(workspace: Workspace) -> Mapping[str, str]:
    """Names of all places by code, villages as they are called (共丰村)."""
    return _names(workspace.tree)


@lru_cache(maxsize=2)
def _names(tree: RegionTree) -> Mapping[str, str]:
    """Thousands of names that never change: a page of the list must not write them all out again."""
    return {code: forms.village_name(region.name) for code, region in tree.regions.items()}


def nouns(workspace: Workspace, region: str) -> tuple[str, str]:
    """What the units of a region are called (乡镇), and the region as a whole (全县)."""
    found = workspace.region(region)
    return child_noun(found.level), f"全{found.name[-1]}"


def reporter_noun(pack: Pack) -> str:
    """What the regions that hand in are called: 乡镇, 县市区."""
    return LEVEL_NOUNS[pack.submit_level]


def inside(workspace: Workspace, states: Sequence[ReportState], region: str) -> list[ReportState]:
    """The states of the reporters inside a region; departments stand outside every region."""
    return [
        state for state in states if workspace.tree.get(state.reporter) and workspace.tree.is_inside(state.reporter, region)
    ]


def ask_collective(workspace: Workspace, pack: Pack, period: str, region: str) -> Collective:
    """村集体经济 of a region, down to its villages."""
    asking = asker(workspace, pack, region)
    answers = asking.answers(period, page_indicators(("collective",)), sheet="collective_economy")
    villages = _villages(asking, period, answers)
    states = [state for state in states_of_pack(workspace, pack, period, None) if state.sheet == "collective_economy"]
    noun, whole = nouns(workspace, region)
    return collective(
        answers,
        villages,
        inside(workspace, states, region),
        period=period,
        noun=noun,
        whole=whole,
        reporters=reporter_noun(pack),
    )


def _villages(asking: Asker, period: str, answers: Answers) -> list[Village]:
    """The villages with a total in the reports that answer for the period, each under its unit of ``answers``."""
    tree = asking.workspace.tree
    frame = asking.evidence.snapshot("collective_economy", period).rows
    if "total" not in frame or "region" not in frame:
        return []
    units = answers.children or (answers.region,)
    found: list[Village] = []
    columns = [frame[name].astype("object").tolist() if name in frame else [] for name in ("total", "operating_total")]
    for code, total, operating in zip_longest(frame["region"].tolist(), *columns):
        unit = next((unit for unit in units if tree.is_inside(code, unit)), None)
        if unit is None or not isinstance(total, int):
            continue
        found.append(
            Village(
                code=code, name=answers.name(code), unit=unit, total=Fraction(total, MICRO),
                unit_name=answers.name(asking.region if unit == code else unit),
                operating=Fraction(operating, MICRO) if isinstance(operating, int) else None,
            )
        )  # fmt: skip
    return found
