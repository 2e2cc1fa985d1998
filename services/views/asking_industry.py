"""What the page 产业联农带农 asks: the figures, and the projects and villages that they count, by name."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from metrics.catalogue import load_catalogue
from metrics.evidence import ReportState
from metrics.measuring.measures import matching
from metrics.measuring.rows import SheetRows
from metrics.packs import Pack
from services.status import states_of_pack
from services.views import forms
from services.views.answering import Asker, asker, inside, nouns, page_indicators, reporter_noun
from services.views.answers import Answers, rows_covered
from services.views.foreseen import before_of
from services.views.industry import RETURN, Asked, Industry, industry
from services.views.industry_projects import (
    NameList,
    PlacedRow,
    Project,
    below_return,
    project_table,
    projects,
    without_mechanism,
    without_pioneer,
)
from services.views.targets import target_lines, words_of
from services.workspace import Workspace

PROJECTS, LINKAGE = "industry_projects", "industry_linkage"
LISTS = ("industry.projects_without_mechanism", "industry.projects_below_return", "industry.villages_without_pioneer")


def ask_industry(workspace: Workspace, pack: Pack, period: str, region: str) -> Industry:
    """产业联农带农 of a region, with the lists behind its counts."""
    asking = asker(workspace, pack, region)
    answers = asking.answers(period, page_indicators(("industry",)), sheet=PROJECTS)
    carried = asking.answers(period, (), sheet=LINKAGE, by_child=False).carried
    noun, whole = nouns(workspace, region)
    states = states_of_pack(workspace, pack, period, None)
    asked = Asked(
        period=period, noun=noun, whole=whole, reporters=reporter_noun(pack), root=pack.root, words=words_of(pack),
        project_states=_of(workspace, states, PROJECTS, region), linkage_states=_of(workspace, states, LINKAGE, region),
        linkage_carried=carried, notes=_notes(pack),
        before=before_of(period, target_lines(answers, words_of(pack)), asking.answers),
    )  # fmt: skip
    ledger = projects(counted_rows(asking, answers, "industry.projects", period))
    title = f"产业项目联农带农台账（{forms.period_label(period)}）"
    return industry(answers, _lists(asking, answers, period, ledger), project_table(ledger, title, noun), asked)


def _of(workspace: Workspace, states: Sequence[ReportState], sheet: str, region: str) -> list[ReportState]:
    return inside(workspace, [state for state in states if state.sheet == sheet], region)


def _lists(asking: Asker, answers: Answers, period: str, ledger: Sequence[Project]) -> tuple[NameList, ...]:
    """整改清单, projects that yield too little, villages without a pioneer: as many as the figures say."""
    noun, _ = nouns(asking.workspace, asking.region)
    mechanism, low, pioneer = (counted_rows(asking, answers, key, period) for key in LISTS)
    counts = [_count(answers, key) for key in LISTS]
    bound = asking.pack.settings.return_target
    covered = rows_covered(answers.figure(LISTS[2]), "村")
    return (
        without_mechanism(_of_ledger(ledger, mechanism), counts[0], noun),
        below_return(_of_ledger(ledger, low), counts[1], None if bound is None else bound * 100, noun),
        without_pioneer(pioneer, counts[2], covered, noun),
    )


def _of_ledger(ledger: Sequence[Project], counted: Sequence[PlacedRow]) -> list[Project]:
    """The projects that the rows belong to, each with all of its funds."""
    codes = {row.fields["code"] for row in counted}
    return [project for project in ledger if project.code in codes]


def _count(answers: Answers, indicator: str) -> int | None:
    value = answers.value(indicator)
    return None if value is None else int(value)


def counted_rows(asking: Asker, answers: Answers, indicator: str, period: str) -> tuple[PlacedRow, ...]:
    """The rows of the reports in force that a count of the catalogue counts in the asked region, each with its unit;
    none where the figure has no value. They are picked by the indicator's own conditions."""
    if answers.value(indicator) is None:
        return ()
    declared = load_catalogue().indicators[indicator].numerator
    rows = SheetRows.of(asking.evidence.snapshot(declared.sheets[0], period).rows).inside(asking.region)
    if not len(rows):
        return ()
    frame = rows.where(matching(rows, declared.where, asking.pack.settings)).frame
    carried = asking.answers(period, (), sheet=declared.sheets[0], by_child=False).carried
    found: list[PlacedRow] = []
    for fields in frame.astype("object").to_dict("records"):
        unit, place = _placed(asking, answers, str(fields["region"]))
        month = carried.get(str(fields["reporter"]), "") if fields["carried"] else ""
        tag = f"沿用{forms.month_of(month)}" if month else ""
        found.append(PlacedRow(fields={str(key): value for key, value in fields.items()}, unit_name=unit, place=place, tag=tag))
    return tuple(found)


def _placed(asking: Asker, answers: Answers, code: str) -> tuple[str, str]:
    """The unit that a place is counted under, and the place in it."""
    tree = asking.workspace.tree
    unit = next((child for child in answers.children if tree.is_inside(code, child)), code)
    return answers.name(unit), answers.name(code) if code != unit else ""


def _notes(pack: Pack) -> tuple[str, ...]:
    """How the figures are made, and where the lamps are cut."""
    notes = ["年收益率＝见效项目年收益合计÷财政投资合计；户/百万元为户次，未去重。"]
    settings = pack.settings
    if settings.return_target is not None:
        notes.append(f"偏低为年收益不足财政投资{forms.plain(settings.return_target * 100, 2)}%的见效项目数。")
    around = next((target for target in pack.targets if target.indicator == RETURN and target.op == "about"), None)
    if around is not None and isinstance(around.value, Fraction) and around.tolerance:
        low, line = forms.plain(around.value - around.tolerance, 2), forms.plain(around.value, 2)
        notes.append(f"收益率{line}%左右：{low}%—{line}%为滞后，不足{low}%为严重滞后（方案设定）。")
    percent, points = forms.plain(settings.behind_percent, 2), forms.plain(settings.behind_points, 2)
    notes.append(f"差距在目标{percent}%以内、落后序时{points}个百分点以内为滞后，超过为严重滞后。")
    return tuple(notes)
