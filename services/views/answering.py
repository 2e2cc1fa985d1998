"""What a page asks for in one call: the workspace's answers turned into what the page shows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from fractions import Fraction

from data_access.sheets import load_sheets
from metrics.evidence import MICRO, ReportState
from metrics.packs import Pack
from metrics.periods import Period, quarter_for_month
from services.clock import now
from services.evidence import StoredEvidence
from services.questions import ask
from services.status import states_of_pack
from services.views import forms
from services.views.answers import Answers, child_noun, whole_noun
from services.views.collective import Collective, collective
from services.views.employment import Employment, employment
from services.views.employment_table import TOTAL
from services.views.ladder import Village
from services.views.overview import Overview, overview
from services.views.reporting import Progress, progress
from services.views.targets import TargetWords, target_lines
from services.workspace import Workspace


def known_periods(workspace: Workspace, pack: Pack, kinds: tuple[str, ...], as_of: datetime | None = None) -> tuple[str, ...]:
    """Periods with a report in force, newest first; of the kinds asked for (month, quarter)."""
    evidence = StoredEvidence(workspace, pack, as_of)
    sheets = [sheet for sheet, shape in evidence.sheets.items() if shape.period in kinds]
    found = {period for sheet in sheets for period in evidence.periods(sheet)}
    return tuple(sorted(found, key=_end, reverse=True))


def due_periods(workspace: Workspace, pack: Pack) -> tuple[str, ...]:
    """Months and quarters of the pack's years that have begun, and all with a report; newest first."""
    today = now().date()
    found = set(known_periods(workspace, pack, ("month", "quarter")))
    for year in range(pack.years[0], pack.years[1] + 1):
        candidates = [Period("month", year, month) for month in range(1, 13)]
        candidates += [Period("quarter", year, quarter) for quarter in range(1, 5)]
        found |= {str(entry) for entry in candidates if entry.begins(pack.income_year_starts) <= today}
    return tuple(sorted(found, key=_end, reverse=True))


def _end(period: str) -> tuple[int, int, int]:
    parsed = Period.parse(period)
    return parsed.year, parsed.months_elapsed, parsed.kind == "quarter"


def answers_for(workspace: Workspace, pack: Pack, period: str, region: str, as_of: datetime | None = None) -> Answers:
    """Every result of a region and its children."""
    results = ask(workspace, period=period, region=region, pack=pack.id, as_of=as_of, by_child=True)
    return Answers(results=results, region=region, names=names_of(workspace))


def names_of(workspace: Workspace) -> Mapping[str, str]:
    """Names of all places by code."""
    return {code: region.name for code, region in workspace.tree.regions.items()}


def nouns(workspace: Workspace, region: str) -> tuple[str, str]:
    """What the units of a region are called (乡镇), and the region as a whole (全县)."""
    level = workspace.region(region).level
    return child_noun(level), whole_noun(level)


def _words(pack: Pack) -> dict[tuple[str, str], TargetWords]:
    return {
        (target.code, target.scope): TargetWords(
            title=target.title, lead="、".join(target.lead), population=target.population or ""
        )
        for target in pack.targets
    }


def ask_overview(workspace: Workspace, pack: Pack, period: str, region: str) -> Overview:
    """总览 of a region, with the month before for comparison."""
    answers = answers_for(workspace, pack, period, region)
    words = _words(pack)
    before = str(Period.parse(period).previous())
    counts: dict[str, int] | None = None
    if Period.parse(before).year >= pack.years[0]:
        counts = {}
        for line in target_lines(answers_for(workspace, pack, before, region), words):
            counts[line.status or "none"] = counts.get(line.status or "none", 0) + 1
    states = [*states_of_pack(workspace, pack, period, None), *states_of_pack(workspace, pack, _quarter(pack, period), None)]
    settings = pack.settings
    cuts = (Fraction(settings.behind_percent), Fraction(settings.behind_points))
    return overview(answers, words, states, period=period, earlier=counts, cut_points=cuts)


def _quarter(pack: Pack, period: str) -> str:
    parsed = Period.parse(period)
    return str(quarter_for_month(parsed, pack.income_year_starts)) if parsed.kind == "month" else period


def ask_employment(workspace: Workspace, pack: Pack, period: str, region: str) -> Employment:
    """就业 of a region with two years of months behind it."""
    answers = answers_for(workspace, pack, period, region)
    history = {period: answers.value(TOTAL)}
    for month in _months_until(period):
        if month not in history:
            results = ask(workspace, period=month, region=region, pack=pack.id)
            history[month] = next((entry.figure.value for entry in results if entry.indicator == TOTAL), None)
    states = [state for state in states_of_pack(workspace, pack, period, None) if state.sheet == "employment"]
    noun, whole = nouns(workspace, region)
    return employment(answers, inside(workspace, states, region), history, period=period, noun=noun, whole=whole)


def inside(workspace: Workspace, states: Sequence[ReportState], region: str) -> list[ReportState]:
    """The states of the reporters inside a region; departments stand outside every region."""
    return [
        state for state in states if workspace.tree.get(state.reporter) and workspace.tree.is_inside(state.reporter, region)
    ]


def _months_until(period: str) -> list[str]:
    """The months of the year up to ``period`` and all of the year before."""
    year, month = int(period[:4]), int(period[5:7])
    before = [f"{year - 1}-{number:02d}" for number in range(1, 13)]
    return before + [f"{year}-{number:02d}" for number in range(1, month + 1)]


def ask_collective(workspace: Workspace, pack: Pack, period: str, region: str) -> Collective:
    """村集体经济 of a region, down to its villages."""
    answers = answers_for(workspace, pack, period, region)
    villages = _villages(workspace, pack, period, answers)
    states = [state for state in states_of_pack(workspace, pack, period, None) if state.sheet == "collective_economy"]
    noun, whole = nouns(workspace, region)
    return collective(answers, villages, inside(workspace, states, region), period=period, noun=noun, whole=whole)


def _villages(workspace: Workspace, pack: Pack, period: str, answers: Answers) -> list[Village]:
    """The villages with a total in the reports that answer for the period, each under its unit of ``answers``."""
    frame = StoredEvidence(workspace, pack, None).snapshot("collective_economy", period).rows
    if "total" not in frame or "region" not in frame:
        return []
    units = answers.children or (answers.region,)
    found: list[Village] = []
    for code, total in zip(frame["region"].tolist(), frame["total"].astype("object").tolist(), strict=True):
        unit = next((unit for unit in units if workspace.tree.is_inside(code, unit)), None)
        if unit is not None and isinstance(total, int):
            found.append(
                Village(
                    code=code, name=forms.village_name(answers.name(code)), unit=unit, unit_name=answers.name(unit), total=Fraction(total, MICRO)
                )
            )  # fmt: skip
    return found


def ask_progress(workspace: Workspace, pack: Pack, period: str, region: str) -> Progress:
    """报送进度 of the pack for one period; ``region`` is the root, whose reporters they are."""
    titles = {sheet: entry.title for sheet, entry in load_sheets().items()}
    noun, _ = nouns(workspace, region)
    return progress(states_of_pack(workspace, pack, period, None), titles, period=period, noun=noun, at=now())
