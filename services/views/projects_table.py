"""项目进度 as tables: the list, what has not moved on top; the same by department and by unit."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from metrics.places import level_of
from services.tables.model import Bullet, Table, TableCell, TableColumn, TableRow
from services.views import forms
from services.views.answers import Answers
from services.views.projects import COUNT, IN_PLACE, PAYMENT, RATES, STAGES, Project, Share

#: rows of the list on the screen; the workbook holds all of them
SHOWN, STILL = 50, 6
LISTED = (
    TableColumn(key="name", heading="项目", width=28, wrap=True),
    TableColumn(key="reporter", heading="填报部门", width=15, wrap=True),
    TableColumn(key="place", heading="实施地点", width=12, wrap=True),
    TableColumn(key="total", heading="总投资", group="资金", align="right", number=True, decimals=2, width=12),
    TableColumn(key="in_place", heading="到位", group="资金", align="right", number=True, decimals=2, width=12),
    TableColumn(key="paid", heading="支出", group="资金", align="right", number=True, decimals=2, width=12),
    TableColumn(key="stage", heading="状态", width=12),
    TableColumn(key="bullet", heading="形象进度", group="进度", width=12),
    TableColumn(key="percent", heading="%", group="进度", align="right", number=True, decimals=2, width=9),
    TableColumn(key="problem", heading="存在问题", width=24, wrap=True),
)
#: on paper: no drawing, codes and what stands below a figure in columns of their own
PAPER = (
    TableColumn(key="number", heading="序号", align="center", number=True, width=6),
    TableColumn(key="code", heading="项目编号", width=16),
    *(column for column in LISTED if column.key not in ("bullet", "percent", "problem")),
    TableColumn(key="percent", heading="形象进度 %", align="right", number=True, decimals=2, width=10),
    TableColumn(key="started", heading="是否开工", width=9, align="center"),
    TableColumn(key="finished", heading="是否完工", width=9, align="center"),
    TableColumn(key="accepted", heading="是否验收", width=9, align="center"),
    TableColumn(key="still", heading="较上月", width=14),
    TableColumn(key="problem", heading="存在问题", width=30, wrap=True),
    TableColumn(key="remark", heading="备注", width=12),
)
NOTES = (
    "“较上月未动”指形象进度、支出资金和开工、完工、验收三项状态与同一部门上一次报表全部相同；已验收的不列，沿用的不比较。",
    "“完工待验”为已完工、未验收，是否验收未填的按未验收列。",
    "“—”无此数；资金为月末时点数。",
)


@dataclass(frozen=True, kw_only=True)
class ProjectFilters:
    """What the list is narrowed to; nothing chosen: everything."""

    reporters: tuple[str, ...] = ()
    stages: tuple[str, ...] = ()
    unmoved: bool = False

    @property
    def words(self) -> str:
        """The filters in words, nothing where there are none."""
        parts = [("填报部门", self.reporters), ("状态", self.stages), ("只看", ("较上月未动",) if self.unmoved else ())]
        return "；".join(f"{name}：{'、'.join(chosen)}" for name, chosen in parts if chosen)

    def holds(self, project: Project) -> bool:
        """Whether a project passes."""
        return (
            (not self.reporters or project.reporter in self.reporters)
            and (not self.stages or project.stage in self.stages)
            and (not self.unmoved or project.unmoved)
        )


EVERYTHING = ProjectFilters()


def project_table(
    projects: Sequence[Project], context: Sequence[str], filters: ProjectFilters = EVERYTHING, *, paper: bool = False
) -> Table:
    """The projects that pass, what has not moved on top; on ``paper`` all of them, on the screen the first ``SHOWN``."""
    passing = sorted((project for project in projects if filters.holds(project)), key=lambda project: project.order)
    shown = passing if paper else passing[:SHOWN]
    notes = NOTES
    if len(shown) < len(passing):
        notes = (f"此处列前{SHOWN}个，全部{len(passing)}个见导出表，或用上面的筛选。", *NOTES)
    return Table(
        title=f"项目清单，共{len(passing)}个", unit="万元、%", columns=PAPER if paper else LISTED, notes=notes,
        rows=tuple(_on_paper(project, number) if paper else _row(project) for number, project in enumerate(shown, start=1)),
        context=" · ".join(part for part in context if part), filters=filters.words,
    )  # fmt: skip


def still_table(projects: Sequence[Project]) -> Table:
    """The projects that have not moved, with most unspent money first."""
    still = [project for project in projects if project.unmoved]
    still.sort(key=lambda project: (-_idle(project), project.code))
    columns = (
        TableColumn(key="name", heading="项目", width=26, wrap=True),
        TableColumn(key="stage", heading="状态", width=12),
        TableColumn(key="bullet", heading="形象进度", width=12),
        TableColumn(key="idle", heading="到位未支出", align="right", number=True, decimals=2, width=12),
    )
    rows = tuple(
        TableRow(
            cells=(
                TableCell(text=project.name, second=project.reporter),
                _stage(project),
                _progress(project),
                _figure(_idle(project)),
            )
        )
        for project in still[:STILL]
    )
    note = (f"此处列到位未支出最多的{STILL}个，其余见下表。",) if len(still) > STILL else ()
    return Table(title="较上月未动的项目", unit="万元", columns=columns, rows=rows, notes=note)


def _idle(project: Project) -> Fraction:
    return (project.in_place or Fraction(0)) - (project.paid or Fraction(0))


def _row(project: Project) -> TableRow:
    return TableRow(
        cells=(
            TableCell(text=project.name, second=project.code),
            TableCell(text=project.reporter, second=project.carried),
            TableCell(text=project.place),
            _figure(project.total),
            _figure(project.in_place),
            _figure(project.paid),
            _stage(project),
            _progress(project),
            _figure(project.percent),
            TableCell(text=project.problem or "—"),
        )
    )


def _on_paper(project: Project, number: int) -> TableRow:
    told = [project.started, project.finished, project.accepted]
    return TableRow(
        cells=(
            TableCell(text=str(number), value=number),
            TableCell(text=project.code),
            TableCell(text=project.name),
            TableCell(text=project.reporter),
            TableCell(text=project.place),
            _figure(project.total),
            _figure(project.in_place),
            _figure(project.paid),
            TableCell(text=project.stage),
            _figure(project.percent),
            *(TableCell(text=word or forms.BLANK) for word in told),
            TableCell(text=_still_words(project)),
            TableCell(text=project.problem or forms.BLANK),
            TableCell(text=project.carried),
        )
    )


def _stage(project: Project) -> TableCell:
    return TableCell(text=project.stage, strong=project.unmoved, second=_still_words(project))


def _still_words(project: Project) -> str:
    return f"较{forms.month_of(project.still_since)}未动" if project.unmoved else ""


def _progress(project: Project) -> TableCell:
    return TableCell(bullet=Bullet(done=float(project.percent) / 100) if project.percent is not None else None)


def _figure(value: Fraction | None, decimals: int = 2) -> TableCell:
    return TableCell(text=forms.number(value, decimals), value=None if value is None else float(value))


def _share_columns(heading: str) -> tuple[TableColumn, ...]:
    return (
        TableColumn(key="name", heading=heading, width=20),
        TableColumn(key=COUNT, heading="项目数", align="right", number=True, width=9),
        *(
            TableColumn(key=f"stage{index}", heading=stage, group="按状态", align="right", number=True, width=10)
            for index, stage in enumerate(STAGES)
        ),
        TableColumn(key="unmoved", heading="较上月\n未动", align="right", number=True, width=9),
        TableColumn(key="total", heading="总投资", group="资金，万元", align="right", number=True, decimals=2, width=13),
        TableColumn(key="in_place", heading="到位", group="资金，万元", align="right", number=True, decimals=2, width=13),
        TableColumn(key="paid", heading="支出", group="资金，万元", align="right", number=True, decimals=2, width=13),
        TableColumn(key=IN_PLACE, heading="到位率 %", group="资金，万元", align="right", number=True, decimals=2, width=11),
        TableColumn(key=PAYMENT, heading="支出率 %", group="资金，万元", align="right", number=True, decimals=2, width=11),
    )


_BLANKS = tuple(TableCell(text=forms.BLANK) for _ in _share_columns("")[1:])


def department_table(
    shares: Sequence[Share], silent: Sequence[str], answers: Answers, whole: Share, context: Sequence[str]
) -> Table:
    """One row a reporter; who has not reported stays in sight with —; 合计 as the services give it."""
    rows = [_share_row(share) for share in shares]
    rows += [TableRow(cells=(TableCell(text=name, tag="○ 未报"), *_BLANKS)) for name in silent]
    return Table(
        title="按填报部门", unit="个、万元、%", columns=_share_columns("填报部门"), rows=(*rows, _total(answers, whole)),
        notes=("资金和个数为报表各行合计；支出率为支出占到位资金；“—”表示还没有报送。",), context=" · ".join(part for part in context if part),
    )  # fmt: skip


def unit_table(shares: Sequence[tuple[str, Share]], answers: Answers, whole: Share, noun: str, context: Sequence[str]) -> Table:
    """One row a unit: counts and rates as the services give them for it; a project of several units stands in the 合计 only.

    Of villages only those with a project."""
    shown = [(unit, share) for unit, share in shares if share.projects or level_of(unit) != "village"]
    rows = [_unit_row(unit, share, answers) for unit, share in shown]
    return Table(
        title=f"按{noun}", unit="个、万元、%", columns=_share_columns(noun), rows=(*rows, _total(answers, whole)),
        notes=(f"跨{noun}的项目只计入合计；“—”表示没有落在该{noun}的项目，或还没有报送。",), context=" · ".join(part for part in context if part),
    )  # fmt: skip


def _share_row(share: Share) -> TableRow:
    return TableRow(
        cells=(
            TableCell(text=share.name, tag=share.carried),
            _count(share.projects),
            *_middle(share),
            _figure(_rate(share.in_place, share.total)),
            _figure(_rate(share.paid, share.in_place)),
        )
    )


def _unit_row(unit: str, share: Share, answers: Answers) -> TableRow:
    if answers.value(COUNT, unit) is None:
        return TableRow(region=unit, cells=(TableCell(text=share.name), *_BLANKS))
    return TableRow(
        region=unit,
        cells=(
            TableCell(text=share.name), _figure(answers.value(COUNT, unit), 0), *_middle(share),
            _figure(answers.value(IN_PLACE, unit)), _figure(answers.value(PAYMENT, unit)),
        ),
    )  # fmt: skip


def _total(answers: Answers, whole: Share) -> TableRow:
    place, paid = answers.figure(IN_PLACE), answers.figure(PAYMENT)
    count = answers.value(COUNT)
    stages = [_count(number) if count is not None else TableCell(text=forms.BLANK) for number in (*whole.counts, whole.unmoved)]
    return TableRow(
        kind="total", region=answers.region,
        cells=(
            TableCell(text="合计"), _figure(count, 0), *stages, _figure(place.denominator if place else None),
            _figure(place.numerator if place else None), _figure(paid.numerator if paid else None),
            _figure(place.value if place else None), _figure(paid.value if paid else None),
        ),
    )  # fmt: skip


def _middle(share: Share) -> tuple[TableCell, ...]:
    return (
        *(_count(number) for number in (*share.counts, share.unmoved)), _figure(share.total), _figure(share.in_place), _figure(share.paid),
    )  # fmt: skip


def _rate(part: Fraction | None, whole: Fraction | None) -> Fraction | None:
    return forms.share(part, whole) if part is not None and whole is not None else None


def _count(number: int) -> TableCell:
    return TableCell(text=forms.number(number), value=number)


__all__ = [
    "EVERYTHING", "RATES", "SHOWN", "ProjectFilters", "department_table", "project_table", "still_table", "unit_table",
]  # fmt: skip
