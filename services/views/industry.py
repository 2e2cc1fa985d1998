"""产业联农带农: what funds bring to farmers, who is bound to whom, and which projects and villages are still without."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from metrics.evidence import ReportState
from metrics.results import Figure, Result
from services.tables.model import Table
from services.views import forms
from services.views.answers import Answers, coverage, data_as_of, rows_covered
from services.views.bullets import BulletLine, bullet_lines, bullets_finding, bullets_what, unjudged_line
from services.views.every import missed
from services.views.foreseen import NOT_ASKED, Before, foreseen
from services.views.industry_headline import industry_headline
from services.views.industry_projects import NameList
from services.views.industry_tables import LINKAGE, PROJECTS, linkage_summary, project_summary
from services.views.judged import NO_TARGET, target_number
from services.views.missing import missing_of
from services.views.model import Lamp, Page, Tile
from services.views.own_targets import AgainstOwn, against_own
from services.views.targets import TargetLine, TargetWords, target_lines

FUNDS = (("industry.central_share", "中央衔接资金"), ("industry.provincial_share", "省级衔接资金"))
MECHANISM, RETURN = "industry.mechanism_rate", "industry.return_rate"
#: (indicator, name on the tile, what the denominator counts: empty where the two sides say nothing)
TILES = (
    (MECHANISM, "机制覆盖率", "个项目"),
    (RETURN, "年收益率", "万元"),
    ("industry.households_per_million", "每百万元带动户数", ""),
    ("industry.binding_rate", "双绑覆盖率", "户"),
    ("industry.dividend_paid_rate", "分红兑付率", "万元"),
    ("industry.microcredit_new", "小额信贷新增", ""),
)
UNJUDGED = (
    "industry.market_entities", "industry.market_entities_new", "industry.leading_enterprises", "industry.pioneers",
    "industry.pioneers_new", "industry.greenhouse",
)  # fmt: skip
BASIS = "口径：财政投资含各类资金，带动户数为户次"


@dataclass(frozen=True, kw_only=True)
class FundShare:
    """One bar of 100 %: 万元 used for industry of 万元 in all; ``target`` in percent only where the paper sets one here."""

    name: str
    used: Fraction
    whole: Fraction
    percent: Fraction
    target: Fraction | None = None


@dataclass(frozen=True, kw_only=True)
class Asked:
    """What the page is asked: ``noun`` of the units, ``whole`` 全县, ``reporters`` 乡镇, ``carried`` by sheet: reporter → month."""

    period: str
    noun: str
    whole: str
    reporters: str
    root: str
    words: Mapping[tuple[str, str], TargetWords]
    project_states: Sequence[ReportState] = ()
    linkage_states: Sequence[ReportState] = ()
    linkage_carried: Mapping[str, str] | None = None
    notes: tuple[str, ...] = ()
    before: Before = NOT_ASKED


@dataclass(frozen=True, kw_only=True)
class Industry:
    """The page and its four cards; ``tables`` go into the workbook after the page's own. ``missing``: why there is nothing."""

    page: Page
    bullets: tuple[BulletLine, ...]
    bullets_finding: str
    bullets_what: str
    funds: tuple[FundShare, ...]
    funds_finding: str
    funds_note: str
    greenhouse: AgainstOwn | None
    entities: AgainstOwn | None
    lists: tuple[NameList, ...]
    summary: Table
    tables: tuple[Table, ...]


def industry(answers: Answers, lists: Sequence[NameList], ledger: Table, asked: Asked) -> Industry:
    """``lists``: projects and villages by name; ``ledger``: every project."""
    linkage = replace(answers, carried=asked.linkage_carried or {})
    lines = foreseen(target_lines(answers, asked.words), answers, asked.before)
    own = [line for line in lines if not line.unit_name]
    context = _context(answers, linkage, asked)
    projects = project_summary(answers, asked.project_states, context, asked.noun, asked.notes)
    summary = linkage_summary(linkage, asked.linkage_states, context, asked.noun)
    first, *others = [table for table in (projects, summary) if table.columns] or [projects]
    page = Page(
        headline=industry_headline(answers, lines, lists, (asked.period, asked.reporters, asked.whole), asked.noun),
        context=context,
        tiles=tuple(found for key, name, unit in TILES if (found := _tile(answers, key, name, unit)) is not None),
        table=first,
    )
    funds = _funds(answers, asked.root)
    listed = tuple(entry for entry in lists if entry.count is not None)
    return Industry(
        page=page, bullets=bullet_lines(own) if own else _unjudged(answers),
        bullets_finding=bullets_finding(own, "产业") if own else f"{answers.name(answers.region)}：产业指标{NO_TARGET}，不亮灯",
        bullets_what=bullets_what(asked.period, own) if own else forms.period_label(asked.period), funds=funds, funds_finding=_funds_finding(funds),
        funds_note=_funds_note(answers, asked.root), greenhouse=against_own(linkage, "industry.greenhouse", "新建设施大棚", asked.noun),
        entities=_entities(linkage, lines, asked.noun), lists=listed, summary=others[0] if others else Table(title="", columns=(), rows=()),
        tables=_exported(tuple(others), listed, ledger, context),
    )  # fmt: skip


def _exported(others: tuple[Table, ...], lists: Sequence[NameList], ledger: Table, context: Sequence[str]) -> tuple[Table, ...]:
    """The other table by unit, each list with its finding, the ledger; every sheet says what it covers."""
    covered = " · ".join(part for part in context if part)
    found = [replace(entry.all_rows, context=f"{entry.finding}。{covered}") for entry in lists]
    return (*others, *found, *((replace(ledger, context=covered),) if ledger.rows else ()))


def _context(answers: Answers, linkage: Answers, asked: Asked) -> tuple[str, ...]:
    """Period, coverage of each of the two sheets (once where they are alike), as-of, 口径."""
    main, other = answers.figure(PROJECTS), answers.figure(LINKAGE)
    period = next((figure.period for figure in (main, other) if figure is not None), asked.period)
    parts = {
        "项目台账": coverage(main, asked.reporters, asked.project_states, answers.carried) if main else "",
        "月报表": coverage(other, asked.reporters, asked.linkage_states, linkage.carried) if other else "",
    }
    said = [f"{sheet}{text}" for sheet, text in parts.items() if text]
    if len(said) == 2 and len(set(parts.values())) == 1:
        said = [parts["月报表"]]
    return (
        f"{forms.period_label(period)}（项目为时点，净增、新建为本年累计）", *said, rows_covered(other, linkage.row_noun),
        data_as_of([*asked.project_states, *asked.linkage_states]), BASIS,
    )  # fmt: skip


def _tile(answers: Answers, key: str, name: str, unit: str) -> Tile | None:
    """Lamp, figure, both sides of the ratio, what is missing to the target."""
    result = answers.one(key)
    if result is None:
        return None
    figure, shown = forms.parts(result.figure.value, result.unit, result.decimals)
    judgement = result.target
    lamp = Lamp(status=judgement.status) if judgement is not None and judgement.status else None
    return Tile(
        name=name, figure=figure, unit=shown, lamp=lamp, indicator=key,
        under="，".join(part for part in (_sides(answers, key, result.figure, unit), _missing(answers, key, result)) if part),
    )  # fmt: skip


def _sides(answers: Answers, key: str, figure: Figure, unit: str) -> str:
    if key == "industry.microcredit_new":
        return f"余额{forms.quantity(answers.value('industry.microcredit_balance'), '万元', 2)}"
    if not unit or figure.numerator is None or figure.denominator is None:
        return ""
    decimals = 2 if unit == "万元" else 0
    return f"{forms.number(figure.numerator, decimals)}/{forms.number(figure.denominator, decimals)}{unit}"


def _missing(answers: Answers, key: str, result: Result) -> str:
    """差5个 where the ratio counts projects, else the gap to the target; nothing to say where the paper sets none."""
    judgement = result.target
    if judgement is None:
        return NO_TARGET
    if judgement.gap is None:
        return missed(judgement)
    without = answers.value("industry.projects_without_mechanism")
    if key == MECHANISM and judgement.gap < 0 and without:
        return f"差{forms.quantity(without, '个')}"
    said = missing_of(result)
    gap = forms.gap(judgement.gap, judgement.unit, result.decimals)
    return "，".join(part for part in (gap, said.in_ratio, said.monthly) if part)


def _unjudged(answers: Answers) -> tuple[BulletLine, ...]:
    """Where the paper sets nothing here: the figures that it judges elsewhere, without lamps."""
    found = [result for key in UNJUDGED if (result := answers.one(key)) is not None and result.figure.value is not None]
    return tuple(
        unjudged_line(result.title, forms.quantity(result.figure.value, result.unit, result.decimals), result.indicator or "")
        for result in found
    )


def _funds(answers: Answers, root: str) -> tuple[FundShare, ...]:
    """The funds that paid for something; a target of every county is none of the prefecture's own."""
    found: list[FundShare] = []
    for key, name in FUNDS:
        result = answers.one(key)
        figure = result.figure if result else None
        if figure is None or figure.value is None or figure.numerator is None or figure.denominator is None:
            continue
        judged = result.target if result else None
        of_children = judged is not None and judged.scope.startswith("every") and answers.region == root
        target = None if of_children else target_number(result)
        found.append(FundShare(name=name, used=figure.numerator, whole=figure.denominator, percent=figure.value, target=target))
    used, whole = answers.value("industry.industry_investment"), answers.value("industry.fiscal_investment")
    share = forms.share(used, whole) if used is not None and whole else None
    if used is not None and whole is not None and share is not None:
        found.append(FundShare(name="各类资金合计", used=used, whole=whole, percent=share))
    return tuple(found)


def _funds_finding(funds: Sequence[FundShare]) -> str:
    """衔接资金用于产业：中央63.18%，省级51.46%."""
    named = [f"{fund.name[:2]}{forms.percent(fund.percent)}" for fund in funds if fund.name in dict(FUNDS).values()]
    if named:
        return f"衔接资金用于产业：{'，'.join(named)}"
    return f"资金用于产业{forms.percent(funds[0].percent)}" if funds else ""


def _funds_note(answers: Answers, root: str) -> str:
    """Which shares nothing judges, and, of the whole, which every county owes for itself."""
    shown = [
        (name, result) for key, name in FUNDS if (result := answers.one(key)) is not None and result.figure.value is not None
    ]
    without = [name for name, result in shown if result.target is None]
    each = [
        f"{name}{forms.plain(goal, 2)}%（{missed(result.target) or '没有未达到的'}）"
        for name, result in shown
        if result.target and result.target.scope.startswith("every") and (goal := target_number(result)) is not None
    ]
    each = each if answers.region == root else []
    notes = [f"{'、'.join(without)}用于产业的比重{NO_TARGET}，不亮灯。"] if without else []
    return "".join([*notes, f"按单位下达的比重目标：{'、'.join(each)}。"] if each else notes)


def _entities(answers: Answers, lines: Sequence[TargetLine], noun: str) -> AgainstOwn | None:
    """Market entities by unit, only where the paper breaks the figure down."""
    keys = {"industry.market_entities_new": "农业市场主体净增", LINKAGE: "农业市场主体总数"}
    broken_down = {line.result.indicator for line in lines if line.unit_name}
    return next((against_own(answers, key, name, noun) for key, name in keys.items() if key in broken_down), None)
