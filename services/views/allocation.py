"""任务分解: what each unit was given of the targets of the whole, where it stands, and the versions of the table."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from data_access.allocations import FormLine
from data_access.store import AllocationRecord, Part
from data_access.typed_rows import MICRO
from services.allocating import AllocationForm, Checked
from services.tables.model import Table, TableCell, TableColumn, TableRow
from services.views import forms
from services.views.answers import Answers
from services.views.history import STATES
from services.views.model import Clause, Headline, Page, Tile

NOT_GIVEN = "／ 未分解"
#: differences to the version in force that the page lists; the counts are of all
CHANGES_SHOWN = 40


@dataclass(frozen=True, kw_only=True)
class Allocation:
    """The page; ``versions`` newest first; ``standing``: the version in force (None: nothing is handed down)."""

    page: Page
    progress: Table | None
    versions: Table | None
    records: tuple[AllocationRecord, ...]
    standing: AllocationRecord | None


@dataclass(frozen=True, kw_only=True)
class Candidate:
    """A checked file in words. ``storable``: whether 提交 may be pressed; ``needs_reason``: only with a reason."""

    headline: Headline
    changes: Table | None
    changed: str
    storable: bool
    needs_reason: bool


def allocation(
    form: AllocationForm, records: Sequence[AllocationRecord], answers: Answers | None, period: str
) -> Allocation:  # fmt: skip
    """The page of one pack and year; ``answers``: the figures of ``period`` with the targets of the units, None without reports."""
    standing = next((record for record in records if record.state == "in_force"), None)
    given = [line for line in form.lines if line.given]
    shown = [line for line in form.lines if line.given or line.paper]
    version = f"第{standing.version}版，{standing.by}提交，自{forms.minute(standing.from_at)}起生效" if standing else "尚无版本"
    context = (
        f"{form.year}年度",
        version,
        f"可分解的{form.whole_word}目标{len(form.lines)}项",
        f"{len(form.units)}个{form.unit_noun}",
    )
    page = Page(
        headline=_headline(form, given, standing), context=context, tiles=_tiles(form, given),
        table=_shares(form, shown, standing, " · ".join(context)),
    )  # fmt: skip
    return Allocation(
        page=page, progress=_progress(form, shown, answers, period, standing) if answers else None,
        versions=_versions(records) if records else None, records=tuple(reversed(records)), standing=standing,
    )  # fmt: skip


def _headline(form: AllocationForm, given: Sequence[FormLine], standing: AllocationRecord | None) -> Headline:
    if standing is None or not given:
        text = f"{form.year}年{len(form.lines)}项{form.whole_word}目标尚未分解到{form.unit_noun}：文件未明确的只列数，不亮灯。"
        return (Clause(text=text),)
    short, over = _off(given)
    found = [f"{len(short)}项低于{form.whole_word}目标" if short else "", f"{len(over)}项加码" if over else ""]
    said = "，".join(text for text in found if text) or f"合计都与{form.whole_word}目标相符"
    return (
        Clause(
            text=f"{form.year}年{len(given)}项{form.whole_word}目标已分解到{form.unit_noun}（第{standing.version}版）：{said}。"
        ),
    )


def _off(given: Sequence[FormLine]) -> tuple[list[FormLine], list[FormLine]]:
    """The lines of which too little, and those of which more than the whole is handed down."""
    short: list[FormLine] = []
    over: list[FormLine] = []
    for line in given:
        gaps = [total_of(line) - line.whole] if line.adds_up else [value - line.whole for value in line.given.values()]
        sides = [-gap if line.at_most else gap for gap in gaps]
        if any(side < 0 for side in sides):
            short.append(line)
        if any(side > 0 for side in sides):
            over.append(line)
    return short, over


def total_of(line: FormLine) -> Fraction:
    """What is handed down of a figure that adds up, with what the paper gives to units itself."""
    return sum(line.paper.values(), Fraction(0)) + sum(line.given.values(), Fraction(0))


def _tiles(form: AllocationForm, given: Sequence[FormLine]) -> tuple[Tile, ...]:
    short, over = _off(given)
    units = {code for line in given for code in line.given}
    paper = sum(bool(line.paper) for line in form.lines)
    return (
        Tile(name="已分解", figure=str(len(given)), unit="项", under=f"可分解{len(form.lines)}项"),
        Tile(name=f"有任务的{form.unit_noun}", figure=f"{len(units)}/{len(form.units)}", unit="个", under=f"文件已明确到{form.unit_noun}{paper}项"),
        Tile(name="低于总目标", figure=str(len(short)), unit="项", under=_titles(short)),
        Tile(name="层层加码", figure=str(len(over)), unit="项", under=_titles(over)),
    )  # fmt: skip


def _titles(lines: Sequence[FormLine]) -> str:
    return f"{lines[0].title}{'等' if len(lines) > 1 else ''}" if lines else ""


def _shares(form: AllocationForm, shown: Sequence[FormLine], standing: AllocationRecord | None, context: str) -> Table:
    """Targets down, units across; what is not handed down is one line."""
    columns = (
        TableColumn(key="code", heading="代码", width=9),
        TableColumn(key="title", heading="目标", width=24),
        TableColumn(key="unit", heading="单位", width=6),
        *(TableColumn(key=key, heading=heading, align="right", number=True, decimals=2, width=11)
          for key, heading in (("whole", form.whole_word), ("total", "分解合计"), ("difference", "差额"))),
        *(TableColumn(key=code, heading=name, align="right", number=True, decimals=2, width=11) for code, name in form.units.items()),
    )  # fmt: skip
    rows = [TableRow(cells=(*_heads(line), *(_share(line, code) for code in form.units))) for line in shown]
    left = len(form.lines) - len(shown)
    if left and rows:
        rows.append(
            TableRow(kind="folded", cells=(TableCell(text=f"其余{left}项"),), note=f"未分解：{form.unit_noun}只列数，不亮灯")
        )
    if not rows:
        rows.append(TableRow(cells=(TableCell(text="尚未分解"), *(TableCell(text="—", muted=True) for _ in columns[1:]))))
    version = f"（第{standing.version}版）" if standing else ""
    notes = (
        "灰字为文件已明确到单位的任务，以文件为准；／ 为未分解，该单位此项不亮灯。",
        "能加总的目标比合计；比率不加总，逐个与总目标比。",
    )
    return Table(
        title=f"{form.year}年任务分解{version}", unit="见各行", columns=columns, rows=tuple(rows), notes=notes, context=context
    )


def _heads(line: FormLine) -> tuple[TableCell, ...]:
    total = total_of(line) if line.adds_up else None
    over = total - line.whole if total is not None else None
    return (
        TableCell(text=line.code, code=True), TableCell(text=line.title), TableCell(text=line.unit, muted=True),
        _number(line.whole, prefix="≤ " if line.at_most else ""),
        _number(total) if total is not None else TableCell(text="／", muted=True),
        TableCell(text=forms.plain(over, 2), value=float(over)) if over is not None else TableCell(text="／", muted=True),
    )  # fmt: skip


def _share(line: FormLine, code: str) -> TableCell:
    if code in line.paper:
        return TableCell(text=forms.plain(line.paper[code], 2), value=float(line.paper[code]), muted=True)
    return _number(line.given[code]) if code in line.given else TableCell(text="／", muted=True)


def _number(value: Fraction, prefix: str = "") -> TableCell:
    return TableCell(text=prefix + forms.plain(value, 2), value=float(value))


def _progress(
    form: AllocationForm, shown: Sequence[FormLine], answers: Answers, period: str, standing: AllocationRecord | None
) -> Table | None:
    """Where every unit stands against its own target; what it was not given is not judged."""
    rows: list[TableRow] = []
    for line in shown:
        cells = [_standing_cell(line, answers, code) for code in form.units]
        rows.append(TableRow(cells=(TableCell(text=f"{line.title}，{line.unit}"), *cells)))
    if not rows:
        return None
    columns = (
        TableColumn(key="title", heading="目标", width=24),
        *(TableColumn(key=code, heading=name, width=14) for code, name in form.units.items()),
    )  # fmt: skip
    source = f"任务分解第{standing.version}版" if standing else "方案"
    notes = (
        f"任务来自{source}，文件已明确的以文件为准；每格为完成数和与任务的差距，灯按本方案的档位和序时判定，全年目标未到月份的为未到期。",
    )
    title = f"各{form.unit_noun}完成情况（{forms.period_label(period)}）"
    return Table(
        title=title, unit="见各行", columns=columns, rows=tuple(rows), notes=notes, context=f"{form.root_name}{source}"
    )


def _standing_cell(line: FormLine, answers: Answers, code: str) -> TableCell:
    indicator = next((key for key, found in _named(answers).items() if line.code in found), "")
    result = next((one for one in answers.all(indicator, code) if one.target and _is_of(line, one.target.code, code)), None)
    if result is None or result.target is None:
        return (
            TableCell(text=NOT_GIVEN, muted=True) if code not in line.paper and code not in line.given else TableCell(text="—")
        )
    gap = forms.gap(result.target.gap, "", 2 if (result.target.gap or Fraction(0)).denominator != 1 else 0)
    figure = forms.figure(result.figure.value, result.unit, result.decimals)
    told = f"{figure}，{gap}" if result.figure.value is not None and result.target.gap is not None else figure
    return TableCell(status=result.target.status, second=told)


def _named(answers: Answers) -> Mapping[str, set[str]]:
    found: dict[str, set[str]] = {}
    for result in answers.results:
        if result.indicator is not None and result.target is not None:
            found.setdefault(result.indicator, set()).add(result.target.code)
    return found


def _is_of(line: FormLine, code: str, region: str) -> bool:
    """The unit's own target: the part of this line; of a unit that the paper names, the paper's, whatever its code."""
    return code == line.code or region in line.paper


def _versions(records: Sequence[AllocationRecord]) -> Table:
    columns = (
        TableColumn(key="state", heading="状态", width=12), TableColumn(key="version", heading="版本", align="center", width=8),
        TableColumn(key="parts", heading="任务数", align="right", number=True, width=8), TableColumn(key="by", heading="提交人", width=10),
        TableColumn(key="from", heading="生效", width=18), TableColumn(key="to", heading="失效", width=18),
        TableColumn(key="reason", heading="提醒的原因", width=28, wrap=True), TableColumn(key="gone", heading="撤回", width=24, wrap=True),
        TableColumn(key="file", heading="文件", width=24, wrap=True),
    )  # fmt: skip
    rows = [
        TableRow(
            cells=tuple(
                TableCell(text=text)
                for text in (
                    STATES[one.state], f"第{one.version}版", str(one.parts), one.by, forms.minute(one.from_at),
                    forms.minute(one.to_at) if one.to_at else "—", one.reason or "—",
                    f"{one.withdrawn_by}：{one.withdrawn_reason}" if one.withdrawn_by else "—", one.file,
                )
            )
        )
        for one in reversed(records)
    ]  # fmt: skip
    return Table(title="历次版本", columns=columns, rows=tuple(rows))


def candidate(checked: Checked) -> Candidate:
    """What a checked file is: what is wrong with it, what it changes, whether it can be stored."""
    errors, warnings = (sum(one.severity == kind for one in checked.problems) for kind in ("error", "warning"))
    standing = f"第{checked.standing.version}版" if checked.standing else ""
    said = {
        "invalid": f"“{checked.file}”有{errors}处错误，改正后重新选择文件。",
        "nothing": f"“{checked.file}”没有分解任何目标；不再分解的，请撤回现行版本。",
        "unchanged": f"“{checked.file}”与现行{standing}相同，不必提交。",
        "needs_reason": f"“{checked.file}”有{warnings}处提醒：核实无误的写明原因后提交。",
        "valid": f"“{checked.file}”核对无误，可以提交。",
    }[checked.outcome]
    table, changed = _changes(checked)
    return Candidate(
        headline=(Clause(text=said),), changes=table, changed=changed, storable=checked.outcome in ("valid", "needs_reason"),
        needs_reason=checked.outcome == "needs_reason",
    )  # fmt: skip


def _changes(checked: Checked) -> tuple[Table | None, str]:
    """Every task that is new, other or gone, against the version in force."""
    lines = {line.code: line for line in checked.form.lines}
    new, old = (_by_place(parts) for parts in (checked.parts, checked.before))
    differing = [key for key in sorted({*new, *old}) if new.get(key) != old.get(key)]
    came, gone = (sum(key not in side for key in differing) for side in (old, new))
    words = (("新增", came), ("改动", len(differing) - came - gone), ("取消", gone))
    text = "，".join(f"{word}{count}个" for word, count in words if count)
    said = (
        f"任务{text}（对照现行第{checked.standing.version}版）" if checked.standing and text else f"任务{text}" if text else ""
    )
    if not checked.standing or not differing or checked.outcome == "invalid":
        return None, said
    columns = tuple(
        TableColumn(key=key, heading=heading, width=width, align="right" if key in ("old", "new") else "left")
        for key, heading, width in (
            ("title", "目标", 24),
            ("unit", checked.form.unit_noun, 12),
            ("old", "现行", 12),
            ("new", "本次", 12),
        )
    )
    rows = [
        TableRow(cells=(
            TableCell(text=lines[code].title if code in lines else code), TableCell(text=checked.form.units.get(region, region)),
            TableCell(text=_told(old.get((code, region)))), TableCell(text=_told(new.get((code, region))), strong=True),
        ))
        for code, region in differing[:CHANGES_SHOWN]
    ]  # fmt: skip
    return Table(title="与现行版本比", columns=columns, rows=tuple(rows)), said


def _by_place(parts: Sequence[Part]) -> dict[tuple[str, str], int]:
    return {(part.target, part.region): part.micro for part in parts}


def _told(micro: int | None) -> str:
    return "未分解" if micro is None else forms.plain(Fraction(micro, MICRO), 6)
