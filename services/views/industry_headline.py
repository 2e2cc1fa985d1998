"""The finding of the page 产业联农带农: the worst target first, with what is missing and who is short."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from services.views import forms
from services.views.answers import Answers, too_little
from services.views.bullets import in_order
from services.views.every import missed
from services.views.industry_projects import NameList
from services.views.judged import nothing_yet
from services.views.model import Clause, Headline, Mark, sentence
from services.views.targets import BEHIND, FOLDED, TargetLine

PROJECTS, LINKAGE = "industry.projects", "industry.market_entities"
MECHANISM, RETURN = "industry.mechanism_rate", "industry.return_rate"
WITHOUT, PIONEER = "industry.projects_without_mechanism", "industry.villages_without_pioneer"
#: two lines of a headline in a window of 1366, in full-width characters, less what is lost at the line's end
LONGEST = 94
SHORT_TITLES = {RETURN: "见效项目年收益率", "industry.leading_enterprises": "重点龙头企业"}


def industry_headline(
    answers: Answers, lines: Sequence[TargetLine], lists: Sequence[NameList], said: tuple[str, str, str], noun: str
) -> Headline:
    """``said``: the period, what reporters are called (乡镇), the region as a whole (全县); ``noun``: what its units are called."""
    nothing = _nothing(answers, said)
    if nothing is not None:
        return nothing
    judged = [line for line in in_order(lines) if not line.unit_name and not too_little(line.result.figure)]
    late = [line for line in judged if line.status in BEHIND]
    if not late:
        return _no_delay(answers, lines, judged, said[0][:4])
    worst, *others = late
    # What this page is for comes before other targets that are behind too.
    others.sort(key=lambda line: line.result.indicator not in (MECHANISM, RETURN))
    found = _clause(answers, worst, lines, lists, noun)
    for line in others[:2]:
        more = (*found, Clause(text="；"), *_clause(answers, line, lines, lists, noun, brief=True))
        if _width(sentence(more)) <= LONGEST:
            found = more
    return (*found, Clause(text="。"))


def _width(text: str) -> float:
    """In full-width characters: digits and Latin letters take about half of one."""
    return sum(1.0 if ord(character) > 255 else 0.56 for character in text)


def _nothing(answers: Answers, said: tuple[str, str, str]) -> Headline | None:
    """Neither sheet listed, or neither handed in, or both by too few."""
    figures = [figure for key in (PROJECTS, LINKAGE) if (figure := answers.figure(key)) is not None]
    if not figures:
        return (Clause(text="本方案不收产业项目联农带农台账和产业帮扶与市场主体月报表。"),)
    reasons = [nothing_yet(figure, *said) for figure in figures]
    if any(reason is None for reason in reasons):
        return None
    fullest = max(range(len(figures)), key=lambda place: (figures[place].value is not None, figures[place].reported))
    return reasons[fullest]


def _no_delay(answers: Answers, lines: Sequence[TargetLine], judged: Sequence[TargetLine], year: str) -> Headline:
    """What there is, in one line, where nothing is behind or nothing is judged."""
    covered = Clause(text=_covered(answers), indicator=MECHANISM if answers.value(MECHANISM) is not None else "")
    well = [line for line in judged if line.status in FOLDED]
    if not lines:
        return (covered, Clause(text=f"；本方案未给{answers.name(answers.region)}设{year}年产业目标，只列数，不亮灯。"))
    if not well:
        return (covered, Clause(text="；产业目标均未报送或未到期，暂不作判断。"))
    return (covered, Clause(text="；"), Clause(text=f"{len(well)}项产业目标没有滞后", status="met"), Clause(text="。"))


def _covered(answers: Answers) -> str:
    figure = answers.figure(MECHANISM)
    if figure is None or figure.numerator is None or figure.denominator is None or figure.value is None:
        bound = answers.value("industry.binding_rate")
        return f"双绑覆盖率{forms.percent(bound)}" if bound is not None else "项目台账没有项目"
    if figure.numerator == figure.denominator:
        return f"{forms.number(figure.denominator)}个经营性项目全部建立联农带农机制"
    return (
        f"{forms.number(figure.denominator)}个经营性项目中{forms.number(figure.numerator)}个建立联农带农机制，"
        f"覆盖率{forms.percent(figure.value)}"
    )


def _clause(
    answers: Answers,
    line: TargetLine,
    lines: Sequence[TargetLine],
    lists: Sequence[NameList],
    noun: str,
    *,
    brief: bool = False,
) -> Headline:
    """One target that is behind; ``brief``: not the first one, so without who."""
    if line.result.indicator == MECHANISM:
        without = forms.number(answers.value(WITHOUT))
        text = f"还有{without}个{'项目未建机制' if brief else '待整改'}"
        covered = () if brief else (Clause(text=f"{_covered(answers)}，", indicator=MECHANISM, region=answers.region),)
        late = Clause(text=text, status=_mark(line), indicator=WITHOUT, region=answers.region)
        return (*covered, late, *_who(lists, "mechanism"))
    if line.result.indicator == PIONEER:
        text = f"{forms.number(line.result.figure.value)}个村没有致富带头人"
        return (
            Clause(text=text, status=_mark(line), indicator=PIONEER, region=line.result.figure.region),
            *_who(lists, "pioneer"),
        )
    return _measured(line, lines, lists, noun, brief=brief)


def _measured(line: TargetLine, lines: Sequence[TargetLine], lists: Sequence[NameList], noun: str, *, brief: bool) -> Headline:
    """新建设施大棚完成2,130亩，占全年26.63%，■ 差5,870亩、落后序时15.04个百分点，缺口主要在安乐乡."""
    judgement, result = line.judgement, line.result
    title = SHORT_TITLES.get(result.indicator or "", line.title)
    value = forms.figure(result.figure.value, judgement.unit, result.decimals) + judgement.unit
    places = 0 if judgement.gap is not None and judgement.gap.denominator == 1 and judgement.unit != "%" else result.decimals
    gap = forms.gap(judgement.gap, judgement.unit, places)
    told = Clause(text=f"{title}{value}，", indicator=result.indicator or "", region=result.figure.region)
    if judgement.gap is None and (short := missed(judgement)):
        return told, Clause(text=short, status=_mark(line))
    if judgement.pace is not None:
        share = "" if brief else f"，占全年{forms.percent(judgement.completion)}"
        behind = f"落后序时{forms.quantity(line.shortfall, '个百分点', 2)}"
        text = f"{gap}、{behind}"
        return (
            replace(told, text=f"{title}{value}{share}，"),
            Clause(text=text, status=_mark(line)),
            *_units(line, lines, noun),
        )
    who = () if brief or result.indicator != RETURN else _who(lists, "return")
    return (told, Clause(text=gap.replace("差", "还差", 1), status=_mark(line)), *who)


def _mark(line: TargetLine) -> Mark:
    """A missed stretch target is never red."""
    return "stretch" if line.judgement.stretch else (line.judgement.status or "behind")


def _who(lists: Sequence[NameList], key: str) -> Headline:
    """The units of a list as its own finding names them: 其中蟠猫乡2个."""
    found = next((entry.where for entry in lists if entry.key == key and entry.where), "")
    return (Clause(text=found),) if found else ()


def _units(line: TargetLine, lines: Sequence[TargetLine], noun: str) -> Headline:
    """The units with a target of their own that are furthest behind, the widest gap first."""
    own = [other for other in lines if other.unit_name and other.result.indicator == line.result.indicator]
    far = [other for other in own if other.status == "far_behind"]
    late = sorted(far or [other for other in own if other.status == "behind"], key=lambda other: other.judgement.gap or 0)
    return (Clause(text=f"，缺口主要在{forms.names([other.unit_name for other in late], noun)}"),) if late else ()
