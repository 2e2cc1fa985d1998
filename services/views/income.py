"""收入: income a head by source, what each source adds to its growth, how households spread over it, unit by unit."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from metrics.evidence import ReportState
from metrics.results import Figure
from services.tables.model import Table
from services.views import forms
from services.views.answers import Answers, coverage, data_as_of
from services.views.handed_down import broken_down
from services.views.income_reference import Reference, growth_words, reference_words
from services.views.income_sources import SOURCES, SourceGrowth
from services.views.income_spread import Spread, spread_finding, spread_table
from services.views.income_table import GROWTH, NET, household_table, income_table
from services.views.income_tiles import income_tiles
from services.views.judged import NO_TARGET, nothing_yet
from services.views.model import Clause, Headline, Page
from services.views.own_targets import AgainstOwn, against_own

BEHIND = ("far_behind", "behind")
BELOW_LINE, BELOW_WORK = "income.below_line_households", "income.below_work_line_households"


@dataclass(frozen=True, kw_only=True)
class IncomeFacts:
    """What the page is made of beside the answers: sources, spread (None: nobody has reported), outside series, lines."""

    sources: SourceGrowth
    spread: Spread | None
    references: tuple[Reference, ...]
    line: Fraction | None
    work_line: Fraction | None
    year_starts: int = 1
    root_drops: Figure | None = None  # the whole's share of falling households, where only a unit was asked


@dataclass(frozen=True, kw_only=True)
class UnitIncome:
    """One bar: income a head and its growth in percent."""

    name: str
    value: Fraction | None
    growth: Fraction | None


@dataclass(frozen=True, kw_only=True)
class Income:
    """The page and its drawings, each with the finding that heads it; ``basis`` says whom two years are compared over."""

    page: Page
    period: str
    sources: SourceGrowth
    sources_finding: str
    points_finding: str
    basis: str
    spread: Spread | None
    spread_finding: str
    units: tuple[UnitIncome, ...]
    whole: UnitIncome
    units_finding: str
    references: tuple[Reference, ...]
    reference_words: str
    own: tuple[AgainstOwn, ...]
    households: Table
    spread_table: Table | None


def income(
    answers: Answers, states: Sequence[ReportState], facts: IncomeFacts, *, period: str, noun: str, whole: str, reporters: str
) -> Income:
    """``noun``: what the units are called; ``whole``: 全县; ``reporters``: 乡镇."""
    main = answers.figure(NET)
    answered = main.period if main is not None else period
    context = (
        _range(answered, facts.year_starts), coverage(main, reporters, states), data_as_of(states), "口径：脱贫户和监测对象，按人口加权",
    )  # fmt: skip
    said = " · ".join(part for part in context if part)
    notes = _notes(answers, facts, answered)
    page = Page(
        headline=_headline(answers, facts, answered, (reporters, whole)),
        context=context,
        tiles=income_tiles(answers, facts.line, facts.work_line, period=answered, reporters=reporters, root=facts.root_drops),
        table=income_table(answers, states, said, noun, notes),
    )
    units = [_unit(answers, unit) for unit in answers.children]
    known = facts.spread
    return Income(
        page=page, period=answered, sources=facts.sources, sources_finding=_composition(facts.sources),
        points_finding=points_finding(facts.sources), basis=_basis(answers, facts.sources, reporters), spread=known,
        spread_finding=spread_finding(known, answers.value(BELOW_WORK), facts.work_line) if known else "",
        units=tuple(sorted(units, key=lambda bar: (bar.value is None, -(bar.value or 0)))),
        whole=UnitIncome(name=whole, value=answers.value(NET), growth=answers.value(GROWTH)),
        units_finding=_units_finding(units, noun), references=facts.references,
        reference_words=reference_words(facts.references, int(answered[:4])),
        own=own_bars(answers, noun), households=household_table(answers, said, noun, _household_notes(facts, answered)),
        spread_table=spread_table(known, said) if known else None,
    )  # fmt: skip


def own_bars(answers: Answers, noun: str) -> tuple[AgainstOwn, ...]:
    """The units against what each of them was given, a drawing an indicator; none where nothing was handed down."""
    keys = broken_down(answers, [result.indicator for result in answers.results if result.indicator])
    found = (against_own(answers, key, one.title, noun) for key in keys if (one := answers.one(key)) is not None)
    return tuple(view for view in found if view is not None)


def _range(period: str, year_starts: int) -> str:
    return forms.period_range(period) if year_starts == 1 else f"{forms.period_label(period)}（收入年度累计）"


def _unit(answers: Answers, region: str) -> UnitIncome:
    return UnitIncome(name=answers.name(region), value=answers.value(NET, region), growth=answers.value(GROWTH, region))


def _headline(answers: Answers, facts: IncomeFacts, period: str, words: tuple[str, str]) -> Headline:
    main = answers.one(NET)
    if main is None:
        return (Clause(text="本方案不收脱贫人口和监测对象家庭收入监测表。"),)
    nothing = nothing_yet(main.figure, period, *words)
    if nothing is not None:
        return nothing
    clauses = [*_behind(answers)]
    clauses += [
        Clause(text=f"人均纯收入{forms.number(main.figure.value)}元", indicator=NET),
        Clause(text="，"),
        Clause(text=_grown(answers.value(GROWTH)), indicator=GROWTH if answers.value(GROWTH) is not None else ""),
    ]
    clauses.append(Clause(text=_moved_by(facts.sources)))
    clauses.append(Clause(text=f"{_below(answers, facts)}。"))
    return tuple(clauses)


def _behind(answers: Answers) -> Headline:
    """人均生产经营净收入同比增长12.00%，▲ 差8.00个百分点；: the first figure that misses a target of the pack."""
    for result in answers.results:
        judged = result.target
        if result.figure.region == answers.region and judged and judged.status in BEHIND and judged.gap:
            figure = forms.quantity(result.figure.value, result.unit, result.decimals)
            gap = forms.gap(judged.gap, judged.unit, result.decimals)
            told = Clause(text=f"{result.title}{figure}，", indicator=result.indicator or "")
            return told, Clause(text=gap, status=judged.status), Clause(text="；")
    return ()


def _grown(growth: Fraction | None) -> str:
    return "同比不可比" if growth is None else f"同比{growth_words(growth)}"


def _moved_by(sources: SourceGrowth) -> str:
    """；工资性收入拉动最多，3.10个百分点，生产经营净收入下拉0.80个百分点; what falls first where the whole fell."""
    if sources.points is None:
        return ""
    points = dict(zip(SOURCES, sources.points, strict=True))
    up, down = max(points, key=lambda name: points[name]), min(points, key=lambda name: points[name])
    fell = sources.growth is not None and sources.growth < 0
    said = [f"{full_name(up)}拉动{'' if fell else '最多，'}{forms.number(points[up], 2)}个百分点"] if points[up] > 0 else []
    if points[down] < 0:
        pulled = f"{full_name(down)}下拉{'最多，' if fell else ''}{forms.number(-points[down], 2)}个百分点"
        said = [pulled, *said] if fell else [*said, pulled]
    return f"；{'，'.join(said)}" if said else ""


def full_name(source: str) -> str:
    """工资性收入: a source as sentences call it."""
    return source if source.endswith("收入") else f"{source}收入"


def _below(answers: Answers, facts: IncomeFacts) -> str:
    """；23户低于监测线8,000元; without a line the households below the work line."""
    under, work = answers.value(BELOW_LINE), answers.value(BELOW_WORK)
    if facts.line is not None and under is not None:
        line = f"低于监测线{forms.plain(facts.line, 2)}元"
        return f"；{forms.number(under)}户{line}" if under else f"；没有{line}的户"
    if facts.work_line is not None and work is not None:
        line = f"年人均{forms.plain(facts.work_line, 2)}元以下"
        return f"；{line}{forms.number(work)}户" if work else f"；没有{line}的户"
    return ""


def _composition(sources: SourceGrowth) -> str:
    """工资性4,477元，占67.13%；转移性变动最大，同比增加94元: the largest source, and the one that moved most."""
    if sources.now is None:
        return "还没有收入数"
    parts = dict(zip(SOURCES, sources.now.parts, strict=True))
    largest = max(parts, key=lambda name: parts[name])
    share = forms.share(parts[largest], sources.now.net) if sources.now.net > 0 else None
    text = (
        f"{full_name(largest)}{forms.number(parts[largest])}元，占{forms.percent(share)}"
        if share is not None
        else "人均纯收入分来源"
    )
    if sources.before is None:
        return text
    steps = {name: now - then for name, now, then in zip(SOURCES, sources.now.parts, sources.before.parts, strict=True)}
    moved = max(steps, key=lambda name: abs(steps[name]))
    if moved == largest:
        return f"{text}，同比{forms.moved(steps[moved], '元', 0)}"
    return f"{text}；{full_name(moved)}变动最大，同比{forms.moved(steps[moved], '元', 0)}"


def points_finding(sources: SourceGrowth) -> str:
    """工资性收入拉动4.94个百分点，占增量的66.19%; where a source pulls down, that one too."""
    if sources.points is None or sources.growth is None:
        return "上年同季没有可比的数，不可比"
    points = dict(zip(SOURCES, sources.points, strict=True))
    up, down = max(points, key=lambda name: points[name]), min(points, key=lambda name: points[name])
    said: list[str] = []
    if points[up] > 0:
        said.append(f"{full_name(up)}拉动{forms.number(points[up], 2)}个百分点")
        if sources.growth > 0 and points[down] >= 0:
            said.append(f"占增量的{forms.percent(forms.share(points[up], sources.growth))}")
    if points[down] < 0:
        said.append(f"{full_name(down)}下拉{forms.number(-points[down], 2)}个百分点")
    return "，".join(said) or "四项来源同比持平"


def _basis(answers: Answers, sources: SourceGrowth, reporters: str) -> str:
    """Whom the two years are compared over."""
    main = answers.figure(NET)
    if sources.before is None or main is None:
        return "上年同季未报，只列本季"
    return f"两年均已报送的{sources.reporters}/{main.expected}个{reporters}"


def _units_finding(units: Sequence[UnitIncome], noun: str) -> str:
    """共和镇最高8,120元，蟠猫乡最低6,030元；2个乡镇同比下降."""
    known = [bar for bar in units if bar.value is not None]
    if len(known) < 2:
        return f"分{noun}人均纯收入"
    best, worst = max(known, key=lambda bar: bar.value or 0), min(known, key=lambda bar: bar.value or 0)
    text = f"{best.name}最高，{forms.number(best.value)}元；{worst.name}最低，{forms.number(worst.value)}元"
    fallen = [bar.name for bar in units if bar.growth is not None and bar.growth < 0]
    return f"{text}；{forms.names(fallen, noun)}同比下降" if fallen else text


def _notes(answers: Answers, facts: IncomeFacts, period: str) -> tuple[str, ...]:
    notes = [
        f"人均＝收入合计÷人口合计，不取各户平均；同比为{period[:4]}年本季累计与上年同季累计比，只含两年均已报送的单位。",
        "生产经营净收入＝生产经营性收入减生产经营性支出；“—”表示没有报送或不可比。",
    ]
    if facts.sources.points is not None and facts.sources.rest:
        notes.append(f"填报的纯收入与四项来源有尾差，影响增幅{forms.change(facts.sources.rest, 6)}个百分点。")
    if not any(result.target for result in answers.results):
        notes.append(f"收入各项{NO_TARGET}，不亮灯。")
    return tuple(notes)


def _household_notes(facts: IncomeFacts, period: str) -> tuple[str, ...]:
    year = period[:4]
    line = f"{year}年监测线{forms.plain(facts.line, 2)}元/人" if facts.line is not None else f"{year}年监测线未设定"
    work = f"工作线{forms.plain(facts.work_line, 2)}元/人" if facts.work_line is not None else "工作线未启用"
    return (
        f"{line}，{work}；年人均＝本季累计＋上年全年－上年同季累计，第四季度即本年累计。",
        "无法判断的户缺上年数据，另计；没有可比基期的户不算下降。",
    )
