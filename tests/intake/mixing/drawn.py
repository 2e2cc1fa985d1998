"""One file with its mix of habits, and what must come of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from random import Random
from statistics import median
from typing import Any

from data_access.sheets.declaration import Field
from tests.intake.forms import Extra, Form
from tests.intake.mixing.cells import Place, Written, figure_forms, inapplicable_forms, nothing_forms, text_forms
from tests.intake.mixing.files import Formula, written_by
from tests.intake.mixing.headings import Headings, headings
from tests.intake.mixing.places import place_forms
from tests.intake.mixing.plan import Plan
from tests.intake.mixing.tabs import tabs_around
from tests.intake.mixing.truths import Truth, truth_of
from tests.intake.mixing.wordings import stated
from tests.intake.paper import Paper, a1
from tests.intake.rows import ROOT, Row, declared

UNIT_LINES = {
    "employment": ("人、户、元",), "workshops": ("元", "人、元"), "industry_projects": ("万元", "元", "万元、户"),
    "industry_linkage": ("万元、户、人", "元"), "consumption": ("万元", "元"), "canteen_quota": ("万元", "元"),
    "collective_economy": ("万元", "元"), "household_income": ("人、元", "元"), "project_progress": ("万元", "元"), "key_tasks": ("",),
}  # fmt: skip
EXTRAS = (
    Extra(heading=("上年同期",), values=(1.5, 2, 3)), Extra(heading=("增长（%）",), values=(5, 6, 7)),
    Extra(heading=("是否达标",), values=("是", "否", "是")), Extra(heading=("核对人",), values=("张三",)),
    Extra(heading=("2022年", "年末数"), values=(12, 13)),
)  # fmt: skip
NOTES_BELOW = (
    {1: "注：本表每月25日前报送。"}, {1: "填报说明：指标平衡关系见方案。"}, {2: "★数据口径以部门系统为准。"},
    {1: "单位负责人：", 4: "审核人：王五", 6: "填表人：李四", 8: "联系电话：08785211234"}, {3: "牟定县乡村振兴局（盖章）"}, {3: "2023年5月25日"},
)  # fmt: skip


@dataclass(kw_only=True)
class Drawn:
    """``notes`` and ``warnings``: what must be said, and at which cell (None: at none)."""

    plan: Plan
    truth: Truth
    form: Form
    paper: Paper
    file: str
    before: list[Paper] = field(default_factory=list)
    behind: list[Paper] = field(default_factory=list)
    notes: set[tuple[str, str | None]] = field(default_factory=set)
    warnings: Counter[tuple[str, str | None]] = field(default_factory=Counter)
    places: dict[str, Place] = field(default_factory=dict)
    spoilt: tuple[str, int] = ("", 0)  # field and row of the one defect

    def content(self) -> bytes:
        return written_by(self.plan.writer, [*self.before, self.paper, *self.behind])

    @property
    def name(self) -> str:
        return self.file.replace(".xlsx", ".xls") if self.plan.writer == "xls" else self.file

    def at(self, index: int, name: str) -> tuple[int, int]:
        return self.form.row_of[index], self.form.column_of[name]


def drawn(plan: Plan, *, is_calm: bool = False, truth: Truth | None = None) -> Drawn:
    """The file of a plan; ``truth``: what it says instead of what the plan's seed decides."""
    truth = truth or truth_of(plan.sheet, plan.seed, units=plan.units, size=plan.size, is_calm=is_calm)
    chance = Random(f"{plan.seed}:layout")
    unit_line = chance.choice(UNIT_LINES[plan.sheet]) if "line of units" in plan.layout else ""
    words = stated(plan, truth, unit_line)
    heads = headings(plan, unit_line)
    form = _form(plan, truth, heads, chance)
    form.title, form.above = words.title, words.above
    made = Drawn(plan=plan, truth=truth, form=form, paper=form.draw(), file=words.file, places=heads.places)
    made.before, made.behind, about = tabs_around(plan, truth, made.paper)
    down, right = form.offset
    made.notes |= {("normalised", a1(row + down, column + right)) for row, column in words.noted} | about
    _unmerge(made)
    _fill(made)
    _number(made)
    made.notes |= {("column_unknown", where) for where in _unknown(made)}
    made.warnings += _extremes(made)
    made.notes -= {("normalised", where) for _, where in made.warnings}
    return made


def _form(plan: Plan, truth: Truth, heads: Headings, chance: Random) -> Form:
    sheet = declared(plan.sheet)
    names = [one.name for one in sheet.fields]
    if "lean" in plan.layout:
        required = {one.name for one in sheet.fields if one.required or one.is_required("village")}
        names = [
            one for one in names if one in required or any(_is_said(truth, index, one) for index in range(len(truth.rows)))
        ]
    if "shuffled" in plan.layout:
        chance.shuffle(names)
    extras = [
        Extra(heading=one.heading, before=chance.choice(("", *names)), values=one.values)
        for one in EXTRAS
        if chance.random() < 0.4
    ]
    extras = [one for one in extras if len(one.heading) < 2 or any(kind.subheading for kind in sheet.fields)]
    extras = extras if "extra columns" in plan.layout else []
    if "empty columns" in plan.layout:
        extras += [Extra(heading=(), before=chance.choice(names)) for _ in range(chance.randint(1, 2))]
    blank = [number for number in range(1, len(truth.rows)) if chance.random() < 0.2] if "empty rows" in plan.layout else []
    foot = [line for line in NOTES_BELOW if chance.random() < 0.5] if "notes below" in plan.layout else list(Form().foot)
    return Form(
        sheet=plan.sheet, rows=[_of_cells(row) for row in truth.rows], fields=names, headings=heads.texts, depth=heads.depth,
        merged=plan.merged != "not merged", units={name: ("", str(place.factor)) for name, place in heads.places.items()},
        numbering="no numbering" not in plan.layout, numbers_row="column numbers" in plan.layout, total=plan.total, total_word=plan.word,
        subtotals=plan.subtotals, township_column="filled" if plan.township == "first" else plan.township, blank_after=blank,
        extras=extras, foot=() if "nothing below" in plan.layout else foot,
        offset=(chance.randint(0, 4), chance.randint(0, 3)) if "moved" in plan.layout else (0, 0), tab=chance.choice(("表一", "Sheet1", "5月")),
    )  # fmt: skip


def _of_cells(row: Row) -> Row:
    return {name: str(value) if isinstance(value, Decimal) else value for name, value in row.items()}


def _is_said(truth: Truth, index: int, name: str) -> bool:
    return truth.rows[index].get(name) is not None or (index, name) in truth.not_applicable


def _unmerge(made: Drawn) -> None:
    """Groups repeated over each of their columns; 乡镇 written once, blank below."""
    paper, (top, bottom) = made.paper, made.form.heading_rows
    if made.plan.merged == "repeated":
        for block in [one for one in paper.merges if top <= one[0] <= bottom]:
            paper.merges.remove(block)
            for column in range(block[1], block[3] + 1):
                paper.cells[block[0], column] = paper.cells[block[0], block[1]]
    if made.plan.township == "first":
        column, last = made.form.column_of["乡镇"], None
        for row in sorted(row for row, at in paper.cells if at == column and row > bottom):
            text = paper.cells[row, column]
            if text == last and row in made.form.row_of:
                paper.cells.pop((row, column))
            last = text


def _fill(made: Drawn) -> None:
    for kind in declared(made.plan.sheet).fields:
        if kind.name not in made.form.column_of:
            continue
        chance = Random(f"{made.plan.seed}:{kind.name}:cells")
        merged = set(_merge_texts(made, kind, chance))
        for index in range(len(made.truth.rows)):
            form = _chosen(made, kind, index, chance, is_plain=index in merged)
            _write(made, index, kind, form)


def _write(made: Drawn, index: int, kind: Field, form: Written) -> None:
    where = made.at(index, kind.name)
    inside = [one for one in made.paper.merges if one[1] == one[3] == where[1] and one[0] < where[0] <= one[2]]
    made.paper.cells.pop(where, None)
    made.paper.formats.pop(where, None)
    if inside:
        return
    made.paper.put(*where, form.value)
    if form.shown and form.value is not None:
        made.paper.formats[where] = form.shown
    if form.note:
        made.notes.add((form.note, a1(*where)))


def _chosen(made: Drawn, kind: Field, index: int, chance: Random, *, is_plain: bool) -> Written:
    forms: dict[str, list[Written]] = {}
    for family, form in _forms(made, kind, index):
        forms.setdefault(family, []).append(form)
    asked = sorted(family for family in forms if family in made.plan.cells)
    plain = forms["plain"][0]
    is_altered = chance.random() < made.plan.mess
    picked = chance.choice(chance.choice([forms[family] for family in asked])) if asked else plain
    if is_altered and not is_plain:
        return picked
    is_formula = (
        chance.random() < 0.2
        and "formulas" in made.plan.cells
        and made.plan.writer in ("xlsxwriter", "A1 shared")
        and not is_plain
    )
    return (
        Written(value=Formula(plain.value), note=plain.note, shown=plain.shown)
        if is_formula and plain.value is not None
        else plain
    )


def _forms(made: Drawn, kind: Field, index: int) -> Iterator[tuple[str, Written]]:
    row = made.truth.rows[index]
    value = row.get(kind.name)
    if (index, kind.name) in made.truth.not_applicable:
        return inapplicable_forms()
    if value is None:
        return nothing_forms(kind)
    if kind.type == "region":
        within = made.truth.reporters[0] if made.plan.reporter_in != "rows" and not made.plan.is_office else ROOT
        return place_forms(value, within=within, is_lonely=not made.plan.township, is_below=made.plan.township == "first")
    if kind.is_numeric:
        place = Place(unit=row["unit"]) if kind.unit_field else made.places[kind.name]
        return figure_forms(kind, Decimal(str(value)) / place.factor, place)
    return text_forms(kind, value)


def _merge_texts(made: Drawn, kind: Field, chance: Random) -> Iterator[int]:
    """Blocks of equal texts in rows that follow one another, merged; the rows of which every one is written plainly."""
    if "merged texts" not in made.plan.cells or kind.type not in ("text", "choice", "yes_no") or chance.random() < 0.4:
        return
    for first, last in _runs([row.get(kind.name) for row in made.truth.rows], made.form.row_of):
        made.paper.merge(
            made.form.row_of[first], made.form.column_of[kind.name], made.form.row_of[last], made.form.column_of[kind.name]
        )
        yield from range(first, last + 1)


def _runs(values: Sequence[Any], rows: Sequence[int]) -> Iterator[tuple[int, int]]:
    first = 0
    for index in range(1, len(values) + 1):
        if index < len(values) and values[index] == values[first] is not None and rows[index] == rows[index - 1] + 1:
            continue
        if index - first > 1 and values[first] is not None:
            yield first, index - 1
        first = index


def _number(made: Drawn) -> None:
    if "numbered otherwise" in made.plan.layout and "序号" in made.form.column_of:
        made.paper.cells[made.form.heading_rows[0], made.form.column_of["序号"]] = Random(made.plan.seed).choice(
            ("编号", "No.", "行次", "序 号")
        )


def _unknown(made: Drawn) -> Iterator[str]:
    for extra in made.form.extras:
        if extra.heading:
            yield a1(
                made.form.heading_rows[0] + min(len(extra.heading), made.form.depth) - 1,
                made.form.column_of["/".join(extra.heading)],
            )


def _extremes(made: Drawn) -> Counter[tuple[str, str | None]]:
    """Figures more than a thousand times as large as the middle one of their column."""
    found: Counter[tuple[str, str | None]] = Counter()
    for kind in declared(made.plan.sheet).fields:
        if not kind.is_numeric or kind.unit_field or kind.name not in made.form.column_of:
            continue
        figures = {index: abs(Decimal(str(row[kind.name]))) for index, row in enumerate(made.truth.rows) if row.get(kind.name)}
        middle = median(figures.values()) if len(figures) > 2 else None
        found += Counter(
            ("number_magnitude", a1(*made.at(index, kind.name)))
            for index, figure in figures.items()
            if middle is not None and figure > 1000 * middle
        )
    return found
