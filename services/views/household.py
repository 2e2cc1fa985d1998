"""The household's card: who it is (masked), why it is listed by which rule, eight quarters by source with heads and work, what
changed against last year, and the cells it all stands in."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from metrics.periods import Period
from services.rule_evidence import RuleEvidence
from services.tables.model import Table, TableCell, TableColumn, TableRow
from services.views import forms
from services.views.model import Lamp

SOURCE_TITLES = ("工资性收入", "生产经营净收入", "财产性收入", "转移性收入")
COLUMNS = (
    TableColumn(key="source", heading="元/人", width=18),
    TableColumn(key="before", heading="上年同季", align="right", number=True, width=12),
    TableColumn(key="now", heading="本季", align="right", number=True, width=12),
    TableColumn(key="step", heading="增减", align="right", number=True, width=12),
)
QUARTERS = 8
_NOTHING: tuple[Fraction | None, ...] = (None,) * len(SOURCE_TITLES)


@dataclass(frozen=True, kw_only=True)
class Origin:
    """Where a quarter's row of the household stands: ``when`` 本季 or 上年同季, ``said`` the place in words, ``address`` the
    versions of its report; ``said`` says so where there is none."""

    when: str
    said: str
    address: str = ""


@dataclass(frozen=True, kw_only=True)
class QuarterBar:
    """One quarter of the chart: 元 a head by source in the order of ``SOURCE_TITLES``, total; None where the household was not reported."""

    period: str
    parts: tuple[Fraction | None, ...]
    total: Fraction | None


@dataclass(frozen=True, kw_only=True)
class QuarterFacts:
    """One quarter of a household: persons, 元 a head since the year began by source (wage, operating net, property,
    transfer) and together; ``amounts`` and ``net`` are the whole household's. None where the report has no value."""

    persons: Fraction | None
    labourers: Fraction | None
    employed: Fraction | None
    parts: tuple[Fraction | None, ...]
    total: Fraction | None
    amounts: tuple[Fraction | None, ...] = _NOTHING
    net: Fraction | None = None


@dataclass(frozen=True, kw_only=True)
class HouseholdFacts:
    """A listed household: ``quarters`` by period, absent where it was not reported; ``annual`` 元 a head, None where it cannot
    be judged; ``line`` the year's, None where the pack sets none; ``head``, ``identity``, ``telephone`` and ``helper`` as they
    may be shown. ``county``: in a list of several. ``listed``: the quarters on whose lists it stands, None where that is not
    known."""

    household_no: str
    village: str
    township: str
    kind: str
    lamp: Lamp
    head: str
    identity: str
    telephone: str
    reason: str
    annual: Fraction | None
    line: Fraction | None
    quarters: Mapping[str, QuarterFacts]
    county: str = ""
    helper: str = forms.BLANK
    rules: tuple[RuleEvidence, ...] = ()
    listed: frozenset[str] | None = None
    origins: tuple[Origin, ...] = ()


@dataclass(frozen=True, kw_only=True)
class HouseholdCard:
    """What the card shows, from top to bottom; ``churn`` since when it is on the list, ``heads`` persons and work by quarter."""

    title: str
    lamp: Lamp
    churn: str
    people: str
    contact: str
    annual: str
    reason: str
    rules: tuple[RuleEvidence, ...]
    bars: tuple[QuarterBar, ...]
    heads: Table
    line: Fraction | None
    table: Table
    origins: tuple[Origin, ...]


def tail(household_no: str) -> str:
    """尾号0417: enough to tell households of one village apart, too little to look one up."""
    return f"尾号{household_no[-4:]}"


def household_card(facts: HouseholdFacts, period: str, quarters: Sequence[str]) -> HouseholdCard:
    """The card of a household for ``period``; ``quarters``: the eight shown, oldest first, ``period`` the last of them."""
    now, before = facts.quarters.get(period), facts.quarters.get(quarters[-5])
    return HouseholdCard(
        title=f"{facts.county}{facts.township}{facts.village}　{facts.head}　{tail(facts.household_no)}",
        lamp=facts.lamp,
        churn=churn_words(facts, period),
        people=_people(facts.kind, now),
        contact=f"身份证 {facts.identity}　电话 {facts.telephone}　帮扶责任人 {facts.helper}",
        annual=_annual(facts, period),
        reason=facts.reason,
        rules=facts.rules,
        bars=tuple(_bar(quarter, facts.quarters.get(quarter)) for quarter in quarters),
        heads=_heads(facts.quarters, quarters),
        line=facts.line,
        table=_changes(now, before, _notes(facts, period, quarters)),
        origins=facts.origins,
    )


def churn_words(facts: HouseholdFacts, period: str) -> str:
    """连续第3季预警; 本季新增, with when it was on the list before; empty where earlier lists are not known."""
    if facts.listed is None:
        return ""
    run, quarter = 1, str(Period.parse(period).previous())
    before = quarter
    while quarter in facts.listed:
        run, quarter = run + 1, str(Period.parse(quarter).previous())
    if run > 1:
        return f"连续第{run}季预警"
    earlier = max((listed for listed in facts.listed if listed < before), default="")
    once = [f"{forms.period_label(earlier)}曾预警"] if earlier else []
    unknown = [] if before in facts.quarters else ["上季度无该户数据"]
    return "本季新增" + (f"（{'，'.join([*unknown, *once])}）" if unknown or once else "")


def _heads(facts: Mapping[str, QuarterFacts], quarters: Sequence[str]) -> Table:
    """Persons, labourers and those in work, quarter by quarter."""
    columns = (
        TableColumn(key="who", heading="人", width=8),
        *(TableColumn(key=quarter, heading=_short(quarter), align="right", number=True, width=6) for quarter in quarters),
    )
    counts = (("人口", "persons"), ("劳动力", "labourers"), ("务工", "employed"))
    rows = tuple(
        TableRow(cells=(TableCell(text=word), *(_count(facts.get(quarter), name) for quarter in quarters)))
        for word, name in counts
    )
    return Table(title="家庭人口和务工", unit="人", columns=columns, rows=rows)


def _short(quarter: str) -> str:
    return f"{quarter[2:4]}年\n{forms.NUMERALS[int(quarter[-1])]}季"


def _count(facts: QuarterFacts | None, name: str) -> TableCell:
    count: Fraction | None = getattr(facts, name) if facts else None
    return TableCell(text=forms.number(count), value=_float(count))


def _people(kind: str, now: QuarterFacts | None) -> str:
    if now is None:
        return kind
    words = (("", now.persons), ("劳动力", now.labourers), ("务工", now.employed))
    return f"{kind}　" + "，".join(
        f"{word}{forms.number(count)}人" if count is not None else f"{word}未填" for word, count in words
    )


def _annual(facts: HouseholdFacts, period: str) -> str:
    """The income that the lines judge, which is not the running total of the list."""
    said = "无法判断" if facts.annual is None else f"{forms.number(facts.annual)}元"
    line = f"{period[:4]}年监测线未设定" if facts.line is None else f"监测线{forms.plain(facts.line, 2)}元"
    return f"年度人均{said}　{line}"


def _bar(quarter: str, facts: QuarterFacts | None) -> QuarterBar:
    if facts is None:
        return QuarterBar(period=quarter, parts=(None,) * len(SOURCE_TITLES), total=None)
    return QuarterBar(period=quarter, parts=facts.parts, total=facts.total)


def _changes(now: QuarterFacts | None, before: QuarterFacts | None, notes: tuple[str, ...]) -> Table:
    older, newer = (before.parts if before else _NOTHING), (now.parts if now else _NOTHING)
    steps = [_difference(new, old) for new, old in zip(newer, older, strict=True)]
    deepest = min((step for step in steps if step is not None and step < 0), default=None)
    rows = [
        _line(title, old, new, strong=step is not None and step == deepest)
        for title, old, new, step in zip(SOURCE_TITLES, older, newer, steps, strict=True)
    ]
    total = _line("合计", before.total if before else None, now.total if now else None, kind_total=True)
    return Table(title="比上年同季增减", unit="元/人", columns=COLUMNS, rows=(*rows, total), notes=notes)


def _line(
    title: str, old: Fraction | None, new: Fraction | None, *, strong: bool = False, kind_total: bool = False
) -> TableRow:
    step = _difference(new, old)
    cells = (
        TableCell(text=title),
        TableCell(text=forms.number(old), value=_float(old)),
        TableCell(text=forms.number(new), value=_float(new)),
        TableCell(text=forms.change(step), value=_float(step), strong=strong),
    )
    return TableRow(cells=cells, kind="total" if kind_total else "body")


def _difference(new: Fraction | None, old: Fraction | None) -> Fraction | None:
    return None if new is None or old is None else new - old


def _float(value: Fraction | None) -> float | None:
    return None if value is None else float(value)


def _notes(facts: HouseholdFacts, period: str, quarters: Sequence[str]) -> tuple[str, ...]:
    """What is not known, and why: never drawn as if it were zero."""
    last_year = quarters[-5]
    notes: list[str] = []
    if last_year not in facts.quarters:
        notes.append(f"{forms.period_label(last_year)}无该户数据，无可比基期。")
    fourth = f"{int(period[:4]) - 1}Q4"
    if facts.annual is None:
        why = f"缺{forms.period_label(fourth)}数据，" if last_year in facts.quarters and fourth not in facts.quarters else ""
        notes.append(f"{why}年度人均无法判断。")
    silent = [quarter for quarter in quarters if quarter not in facts.quarters and quarter != last_year]
    if silent:
        notes.append(f"图中“—”为无该户数据：{_spans(silent)}。")
    return tuple(notes)


def _spans(quarters: Sequence[str]) -> str:
    """2021年第三、四季度；2022年第一季度."""
    years: dict[str, list[str]] = {}
    for quarter in quarters:
        years.setdefault(quarter[:4], []).append(forms.NUMERALS[int(quarter[-1])])
    return "；".join(f"{year}年第{'、'.join(numbers)}季度" for year, numbers in years.items())
