"""What the page 项目进度 asks: the projects of the reports that answer, beside each reporter's report before."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from metrics.evidence import MICRO
from metrics.packs import Pack
from services.evidence import StoredEvidence
from services.status import reporters_of, states_of_pack
from services.tables.model import Table
from services.views import forms
from services.views.answering import asker, inside, nouns, reporter_noun
from services.views.answers import Answers, data_as_of
from services.views.model import Clause, Page
from services.views.projects import (
    COUNT,
    IN_PLACE,
    PAYMENT,
    RATES,
    STAGES,
    Project,
    Share,
    funds_finding,
    funds_steps,
    project_headline,
    project_tiles,
    share_of,
    stages_finding,
    still_finding,
)
from services.views.projects_table import (
    EVERYTHING,
    ProjectFilters,
    department_table,
    project_table,
    still_table,
    unit_table,
)
from services.views.tasks import reported_words
from services.workspace import Workspace

SHEET = "project_progress"
NOT_LISTED = "本方案不收项目进度月报表。"
_MOVING = ("progress_percent", "paid", "started", "finished", "accepted")
_NUMBERS = ("total_investment", "funds_in_place", "paid", "progress_percent")
_TEXTS = ("code", "name", "reporter", "region", "started", "finished", "accepted", "problem")
_Row = Mapping[str, object]


@dataclass(frozen=True, kw_only=True)
class Projects:
    """The page with its cards; ``projects`` empty: nobody has reported any for this region."""

    page: Page
    projects: tuple[Project, ...]
    reporters: tuple[str, ...]
    bars: tuple[Share, ...]
    bars_finding: str
    funds: tuple[tuple[str, Fraction, str], ...]
    funds_finding: str
    still: Table
    still_finding: str
    departments: Table
    units: Table

    def table(self, filters: ProjectFilters = EVERYTHING, *, paper: bool = False) -> Table:
        """The projects that pass; on ``paper`` all of them with every field."""
        return project_table(self.projects, self.page.context, filters, paper=paper)

    @property
    def stages(self) -> tuple[str, ...]:
        """The stages that some project is at."""
        return tuple(stage for stage in STAGES if any(project.stage == stage for project in self.projects))


def ask_projects(workspace: Workspace, pack: Pack, period: str, region: str) -> Projects:
    """项目进度 of a region for a month."""
    if SHEET not in pack.sheets:
        return _nothing(pack)
    asking = asker(workspace, pack, region)
    answers = asking.answers(period, (COUNT, *RATES, IN_PLACE, PAYMENT), sheet=SHEET)
    names = dict(reporters_of(workspace, pack, SHEET))
    reading = _Reading(workspace=workspace, evidence=asking.evidence, answers=answers, names=names, period=period)
    projects = reading.projects()
    states = [state for state in states_of_pack(workspace, pack, period, None) if state.sheet == SHEET]
    departments = bool(pack.sheets[SHEET].reporters)
    mine = states if departments else inside(workspace, states, region)
    word = "部门" if departments else reporter_noun(pack)
    context = (
        f"{forms.period_label(period)}（月末时点）", reported_words(mine, word, answers.carried), data_as_of(mine), "口径：项目进度月报表",
    )  # fmt: skip
    silent = [
        state.name
        for state in mine
        if state.submission is None and state.reporter not in answers.carried and state.state != "exempt"
    ]
    noun, whole = nouns(workspace, region)
    without = [state.name for state in mine if state.submission is not None] if region == pack.root else []
    return _page(answers, projects, context, (noun, word, whole), (silent, without))


def _page(
    answers: Answers, projects: Sequence[Project], context: tuple[str, ...], words: tuple[str, str, str],
    others: tuple[Sequence[str], Sequence[str]],
) -> Projects:  # fmt: skip
    """``others``: reporters without a report, and those that have reported, with projects or without."""
    noun, reporter, whole = words
    shares = _by_reporter(projects)
    silent, reported = others
    empty = [share_of(name, ()) for name in reported if name not in {share.name for share in shares}]
    total = share_of(whole, projects)
    units = [
        (unit, share_of(answers.name(unit), [project for project in projects if project.unit == unit]))
        for unit in answers.children
    ]
    period = next((result.figure.period for result in answers.results), "")
    steps = funds_steps(answers)
    bars = tuple(sorted(shares, key=lambda share: (-share.projects, share.name)))
    page = Page(
        headline=project_headline(answers, projects, period, reporter, whole), context=context, tiles=project_tiles(answers),
        table=project_table(projects, context),
    )  # fmt: skip
    return Projects(
        page=page, projects=tuple(projects), reporters=tuple(share.name for share in shares), bars=bars, bars_finding=stages_finding(shares),
        funds=steps, funds_finding=funds_finding(steps), still=still_table(projects), still_finding=still_finding(projects),
        departments=department_table((*shares, *empty), silent, answers, total, context), units=unit_table(units, answers, total, noun, context),
    )  # fmt: skip


def _by_reporter(projects: Sequence[Project]) -> tuple[Share, ...]:
    """Reporters with their projects, those with most that has not moved first."""
    found: dict[str, list[Project]] = {}
    for project in projects:
        found.setdefault(project.reporter, []).append(project)
    shares = [share_of(name, own, own[0].carried) for name, own in found.items()]
    return tuple(sorted(shares, key=lambda share: (-share.unmoved, -share.projects, share.name)))


@dataclass(frozen=True, kw_only=True)
class _Reading:
    """Reads the rows that answer for a region, and each reporter's rows of the month before."""

    workspace: Workspace
    evidence: StoredEvidence
    answers: Answers
    names: Mapping[str, str]
    period: str

    def projects(self) -> list[Project]:
        """The projects inside the region; of a code that two reports name (one of them carried) the reported one."""
        snapshot = self.evidence.snapshot(SHEET, self.period)
        before = self._before(snapshot.reported)
        tree = self.workspace.tree
        found: dict[str, Project] = {}
        for row in sorted(_rows(self.evidence, self.period, carry=True), key=lambda row: not row["carried"]):
            if tree.is_inside(str(row["region"]), self.answers.region):
                found[str(row["code"])] = self._project(row, before)
        return list(found.values())

    def _before(self, reporters: frozenset[str]) -> Mapping[str, tuple[str, Mapping[str, _Row]]]:
        """Reporter → its latest earlier month in force, and that month's rows by code."""
        found: dict[str, tuple[str, Mapping[str, _Row]]] = {}
        for month in sorted(self.evidence.periods(SHEET), reverse=True):
            waiting = reporters - set(found)
            if month >= self.period or not waiting:
                continue
            rows = _rows(self.evidence, month, carry=False)
            for reporter in waiting & self.evidence.snapshot(SHEET, month, carry=False).reported:
                found[reporter] = (month, {str(row["code"]): row for row in rows if row["reporter"] == reporter})
        return found

    def _project(self, row: _Row, before: Mapping[str, tuple[str, Mapping[str, _Row]]]) -> Project:
        reporter, region = str(row["reporter"]), str(row["region"])
        numbers = [_amount(row[name]) for name in _NUMBERS]
        month = self.answers.carried.get(reporter, "")
        units = self.answers.children
        return Project(
            code=str(row["code"]), name=_text(row["name"]), reporter=self.names.get(reporter, reporter), place=self.answers.name(region),
            unit=next((unit for unit in units if self.workspace.tree.is_inside(region, unit)), ""),
            total=numbers[0], in_place=numbers[1], paid=numbers[2], percent=numbers[3],
            started=_word(row["started"]), finished=_word(row["finished"]), accepted=_word(row["accepted"]), problem=_text(row["problem"]),
            carried=(f"沿用{forms.month_of(month)}" if month else "沿用上期") if row["carried"] else "",
            still_since=_still_since(row, before.get(reporter)),
        )  # fmt: skip


def _still_since(row: _Row, before: tuple[str, Mapping[str, _Row]] | None) -> str:
    """The month of the report before, where the project stood in it and nothing that moves has moved."""
    if before is None or row["carried"]:
        return ""
    month, rows = before
    then = rows.get(str(row["code"]))
    return month if then is not None and all(row[name] == then[name] for name in _MOVING) else ""


def _rows(evidence: StoredEvidence, month: str, *, carry: bool) -> list[_Row]:
    """The rows of a month by field; what is missing is None."""
    frame = evidence.snapshot(SHEET, month, carry=carry).rows
    if not len(frame):
        return []
    columns: dict[str, list[object]] = {name: _known(frame[name].astype(object).tolist()) for name in (*_TEXTS, *_NUMBERS)}
    columns["carried"] = [bool(entry) for entry in frame["carried"].tolist()]
    return [dict(zip(columns, values, strict=True)) for values in zip(*columns.values(), strict=True)]


def _known(values: Sequence[object]) -> list[object]:
    return [value if isinstance(value, int | str) else None for value in values]


def _amount(value: object) -> Fraction | None:
    return Fraction(value, MICRO) if isinstance(value, int) else None


def _text(value: object) -> str:
    return value.strip() if isinstance(value, str) else ""


def _word(value: object) -> str | None:
    return value if isinstance(value, str) else None


def _nothing(pack: Pack) -> Projects:
    """A pack that does not ask for the sheet."""
    nobody = Answers(results=(), region=pack.root, names={})
    empty = share_of("", ())
    page = Page(headline=(Clause(text=NOT_LISTED),), context=(pack.title,), tiles=(), table=project_table((), ()))
    return Projects(
        page=page, projects=(), reporters=(), bars=(), bars_finding="", funds=(), funds_finding="", still=still_table(()), still_finding="",
        departments=department_table((), (), nobody, empty, ()), units=unit_table((), nobody, empty, "单位", ()),
    )  # fmt: skip
