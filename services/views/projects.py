"""项目进度: how far the projects are, what money is there and spent, and what has not moved since the report before."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from services.views import forms
from services.views.answers import Answers
from services.views.judged import nothing_yet, tile
from services.views.model import Clause, Headline, Tile

COUNT = "projects.count"
#: the filter's words, in the order of a project's way
STAGES = ("未开工", "在建", "完工待验", "已验收")
#: rates by their tile's name; the count beside each is its numerator
RATES: Mapping[str, str] = {
    "projects.started_rate": "已开工", "projects.finished_rate": "已完工", "projects.accepted_rate": "已验收",
}  # fmt: skip
IN_PLACE, PAYMENT = "projects.in_place_rate", "projects.payment_rate"


@dataclass(frozen=True, kw_only=True)
class Project:
    """One project of the reports that answer; money in 万元, ``percent`` 形象进度.

    ``unit``: the unit of the page in which it lies, empty where it lies in none of them; ``carried``: 沿用4月;
    ``still_since``: the month of the same reporter's report before this one, where nothing has moved since then."""

    code: str
    name: str
    reporter: str
    place: str
    unit: str
    total: Fraction | None
    in_place: Fraction | None
    paid: Fraction | None
    started: str | None
    finished: str | None
    accepted: str | None
    percent: Fraction | None
    problem: str
    carried: str = ""
    still_since: str = ""

    @property
    def stage(self) -> str:
        """未开工, 在建, 完工待验 or 已验收; a blank 是否验收 is not accepted."""
        if self.accepted == "是":
            return STAGES[3]
        if self.finished == "是":
            return STAGES[2]
        return STAGES[1] if self.started == "是" else STAGES[0]

    @property
    def unmoved(self) -> bool:
        """Nothing moved since the report before; an accepted project need not move."""
        return bool(self.still_since) and self.accepted != "是"

    @property
    def order(self) -> tuple[bool, int, Fraction, str]:
        """What has not moved first, the least advanced first, the larger first."""
        return not self.unmoved, STAGES.index(self.stage), -(self.total or Fraction(0)), self.code


@dataclass(frozen=True, kw_only=True)
class Share:
    """The projects of one reporter or one unit; ``counts`` in the order of ``STAGES``."""

    name: str
    counts: tuple[int, ...]
    unmoved: int
    total: Fraction | None
    in_place: Fraction | None
    paid: Fraction | None
    carried: str = ""

    @property
    def projects(self) -> int:
        return sum(self.counts)


def share_of(name: str, projects: Sequence[Project], carried: str = "") -> Share:
    """What the projects of one reporter come to: counts of codes, sums of the rows."""
    stages = Counter(project.stage for project in projects)
    return Share(
        name=name, counts=tuple(stages[stage] for stage in STAGES), unmoved=sum(project.unmoved for project in projects),
        total=_sum([project.total for project in projects]), in_place=_sum([project.in_place for project in projects]),
        paid=_sum([project.paid for project in projects]), carried=carried,
    )  # fmt: skip


def _sum(values: Sequence[Fraction | None]) -> Fraction | None:
    """The sum of what is filled; of a report without projects 0, None where nothing is filled."""
    filled = [value for value in values if value is not None]
    return sum(filled, Fraction(0)) if filled or not values else None


def project_headline(answers: Answers, projects: Sequence[Project], period: str, reporters: str, whole: str) -> Headline:
    """104个项目中23个较上月没有进展，县水务局最多（6个）；资金到位率72.10%，支出占到位资金的55.20%."""
    figure = answers.figure(COUNT)
    if figure is not None and not projects and (figure.reported or figure.carried_forward):
        return (Clause(text=f"已报的{reporters}没有在{answers.name(answers.region)}的项目。"),)
    nothing = nothing_yet(figure, period, reporters, whole)
    if nothing is not None:
        return nothing
    return (Clause(text=f"{_moved(projects, answers.value(COUNT))}；"), *_funds(answers), Clause(text="。"))


def _moved(projects: Sequence[Project], count: Fraction | None) -> str:
    still = [project for project in projects if project.unmoved]
    start = f"{forms.number(count)}个项目中"
    if not still:
        compared = any(project.still_since for project in projects)
        return start + ("没有较上月停滞的" if compared else _stages(projects))
    by_reporter = Counter(project.reporter for project in still)
    most = max(by_reporter.values())
    names = [name for name, number in by_reporter.items() if number == most]
    said, each = forms.names(names, "部门"), f"{most}个" if len(names) == 1 else f"各{most}个"
    if len(by_reporter) == 1:
        who = f"{'都' if len(still) > 1 else ''}在{said}"
    else:
        who = f"{said}{each}" if len(names) == len(by_reporter) else f"{said}最多（{each}）"
    return f"{start}{len(still)}个较上月没有进展，{who}"


def _stages(projects: Sequence[Project]) -> str:
    counts = Counter(project.stage for project in projects)
    return "、".join(f"{counts[stage]}个{stage}" for stage in STAGES if counts[stage])


def _funds(answers: Answers) -> Headline:
    place, paid = answers.value(IN_PLACE), answers.value(PAYMENT)
    return (
        Clause(text=f"资金到位率{forms.percent(place)}", indicator=IN_PLACE if place is not None else ""),
        Clause(text="，"),
        Clause(text=f"支出占到位资金的{forms.percent(paid)}", indicator=PAYMENT if paid is not None else ""),
    )


def project_tiles(answers: Answers) -> tuple[Tile, ...]:
    """Projects, what share is started, finished and accepted, what is in place and paid; no lamp without a target."""
    tiles: list[Tile] = []
    count = tile(answers.one(COUNT), "项目")
    if count is not None:
        tiles.append(count)
    for key, name in RATES.items():
        found, figure = tile(answers.one(key), name), answers.figure(key)
        if found is not None and figure is not None:
            of = (
                f"{forms.number(figure.numerator)}/{forms.number(figure.denominator)}个" if figure.numerator is not None else ""
            )
            tiles.append(replace(found, under="　".join(part for part in (of, found.under) if part)))
    funds = [tile(answers.one(key), name) for key, name in ((IN_PLACE, "资金到位率"), (PAYMENT, "支出占到位资金"))]
    return (*tiles, *(found for found in funds if found is not None))


def stages_finding(shares: Sequence[Share]) -> str:
    """104个项目中9个未开工，县水务局最多（4个）；完工待验12个."""
    waiting = sum(share.counts[2] for share in shares)
    tail = f"；完工待验{waiting}个" if waiting else ""
    total, idle = sum(share.projects for share in shares), sum(share.counts[0] for share in shares)
    if not idle:
        return f"{total}个项目全部开工{tail}"
    most = max(share.counts[0] for share in shares)
    names = [share.name for share in shares if share.counts[0] == most]
    who = f"{names[0]}最多（{most}个）" if len(names) == 1 else f"{forms.names(names, '部门')}各{most}个"
    return f"{total}个项目中{idle}个未开工，{who}{tail}"


def funds_steps(answers: Answers) -> tuple[tuple[str, Fraction, str], ...]:
    """总投资, 到位资金, 支出资金 as the services' figures hold them, each with its rate."""
    place, paid = answers.figure(IN_PLACE), answers.figure(PAYMENT)
    if place is None or place.denominator is None or place.numerator is None:
        return ()
    steps = [("总投资", place.denominator, ""), ("到位资金", place.numerator, f"到位率 {forms.percent(place.value)}")]
    if paid is not None and paid.numerator is not None:
        steps.append(("支出资金", paid.numerator, f"占到位 {forms.percent(paid.value)}"))
    return tuple(steps)


def funds_finding(steps: Sequence[tuple[str, Fraction, str]]) -> str:
    """还有3,120.00万元没有到位，到位资金中2,871.50万元没有支出."""
    if len(steps) < 3:
        return "还没有资金数"
    total, placed, paid = (amount for _, amount, _ in steps)
    missing = f"还有{forms.quantity(total - placed, '万元', 2)}没有到位" if total > placed else "总投资全部到位"
    idle = f"到位资金中{forms.quantity(placed - paid, '万元', 2)}没有支出" if placed > paid else "到位资金全部支出"
    return f"{missing}，{idle}"


def still_finding(projects: Sequence[Project]) -> str:
    """23个项目没有进展，占用到位未支出资金812.00万元."""
    still = [project for project in projects if project.unmoved]
    if not still:
        return "没有较上月停滞的项目" if any(project.still_since for project in projects) else "没有可与上月比较的停滞项目"
    placed, paid = _sum([project.in_place for project in still]), _sum([project.paid for project in still])
    if placed is None or paid is None or placed <= paid:
        return f"{len(still)}个项目较上月没有进展"
    return f"{len(still)}个项目较上月没有进展，到位未支出资金{forms.quantity(placed - paid, '万元', 2)}"
