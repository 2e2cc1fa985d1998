"""A 任务分解表 as somebody filled it in: every cell that cannot be taken is named, all at once."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from data_access.allocations.amounts import Taken, take
from data_access.allocations.form import (
    CODE,
    DEMAND,
    DIFFERENCE,
    KIND,
    TITLE,
    TOTAL,
    UNIT,
    AllocationForm,
    Code,
    FormLine,
    ReadAllocation,
    amount,
    found,
)
from data_access.problems import Problem
from data_access.reading.grid import Cell, Workbook, Worksheet, address
from data_access.recognition.texts import cell_at, cell_text, clean, is_filled, quoted
from data_access.regions.places import PlaceFinder
from data_access.regions.tree import region_tree
from data_access.store.allocations import Part
from data_access.templates.identity import OWN_TABS, read_identity
from data_access.typed_rows import MICRO

_HEADING_ROWS = 20
_OWN = {clean(text) for text in ("序号", TITLE, DEMAND, UNIT, TOTAL, DIFFERENCE, "条款", "备注")}
USE_FORM = "请在“任务分解”页下载空表填写，不要改动表头和目标代码。"


def read_allocation(workbook: Workbook, form: AllocationForm) -> ReadAllocation:
    """The parts that the workbook hands down, with everything that is wrong by cell; sums are not looked at here."""
    other = _other_form(workbook, form)
    if other is not None:
        return ReadAllocation(problems=(other,))
    for worksheet in workbook.worksheets:
        heading = None if worksheet.name in OWN_TABS else _heading_row(worksheet)
        if heading is not None:
            return _Reading(worksheet=worksheet, form=form, heading=heading).read()
    said = "没有“目标代码”一列，认不出是任务分解表"
    return ReadAllocation(problems=(found("allocation_unrecognised", said, USE_FORM),))


def part_at(workbook: Workbook, worksheet: str, cell: str, unit: str) -> int | None:
    """What stands at an address, in counts of 1e-6 of ``unit``; None where nothing there can be taken."""
    for sheet in workbook.worksheets:
        if sheet.name == worksheet:
            for row, cells in enumerate(sheet.rows):
                for column in range(len(cells)):
                    if address(row, column) == cell:
                        taken = take(sheet, row, column, unit, counts=False)
                        return None if taken.value is None else int(taken.value * MICRO)
    return None


def _other_form(workbook: Workbook, form: AllocationForm) -> Problem | None:
    """A table that was made for something else, by its hidden worksheet; one without it is read by its headings."""
    for identity in read_identity(workbook).values():
        if identity.sheet != KIND:
            said = "这是报表，不是任务分解表"
            return found("allocation_unrecognised", said, "报表请在“数据上报”页提交；任务分解表在本页下载。")
        if (identity.period, identity.reporter) != (str(form.year), form.root):
            region = region_tree().get(identity.reporter)
            said = f"这是{region.name if region else identity.reporter}{identity.period}年的任务分解表，本页是{form.root_name}{form.year}年"
            return found("allocation_other", said, "核对年度和方案，换用对应的表。")
    return None


def _heading_row(worksheet: Worksheet) -> int | None:
    rows = list(worksheet.rows[:_HEADING_ROWS])
    return next((row for row, cells in enumerate(rows) if any(clean(cell_text(cell)) == CODE for cell in cells)), None)


@dataclass
class _Reading:
    """One worksheet being read; findings gather in ``problems``."""

    worksheet: Worksheet
    form: AllocationForm
    heading: int
    problems: list[Problem] = field(default_factory=list[Problem])

    def read(self) -> ReadAllocation:
        columns = self._unit_columns()
        rows = dict(self._target_rows(columns))
        self._look_for_hidden(rows, columns)
        lines = {line.code: line for line in self.form.lines}
        parts = [part for code, row in rows.items() for part in self._parts(lines[code], row, columns)]
        left = [line for line in self.form.lines if line.code not in rows]
        if left:
            said = f"表中没有{len(left)}项目标：{'、'.join(line.title for line in left[:3])}{'等' if len(left) > 3 else ''}"
            self._add("allocation_target_left", f"{said}，按未分解处理", "不分解的不需处理；要分解的请补上该行。")
        return ReadAllocation(
            worksheet=self.worksheet.name, parts=tuple(parts), rows=self._sums(rows), problems=tuple(self.problems)
        )

    def _unit_columns(self) -> dict[str, int]:
        """Code → column of every unit; what else stands in the heading names no unit."""
        finder = PlaceFinder(region_tree())
        columns: dict[str, int] = {}
        own = {*_OWN, CODE, clean(self.form.whole_word)}
        for column, cell in enumerate(self._cells(self.heading)):
            text = cell_text(cell).strip()
            if not clean(text) or clean(text) in own:
                continue
            code = finder.find(text, within=self.form.root).code
            if code is None or code not in self.form.units:
                where = "不是" if code is None else "不属于"
                said = f"{quoted(text)}{where}{self.form.root_name}的{self.form.unit_noun}"
                self._add("allocation_unit_unknown", said, "改为单位全称；不是单位的列请删除。", at=(self.heading, column))
            elif code in columns:
                said = f"{self.form.units[code]}有两列，另一列在 {address(self.heading, columns[code])}"
                self._add("allocation_unit_twice", said, "只保留一列。", at=(self.heading, column))
            else:
                columns[code] = column
        missing = [name for code, name in self.form.units.items() if code not in columns]
        if missing:
            said = f"缺少{'、'.join(missing)}一列" if len(missing) == 1 else f"缺少{len(missing)}个单位：{'、'.join(missing)}"
            self._add("allocation_unit_missing", said, "补上该列；没有任务的留空。")
        return columns

    def _target_rows(self, units: Mapping[str, int]) -> Iterator[tuple[str, int]]:
        """Code of a target → the row it stands in."""
        at = self._column(CODE) or 0
        known = {line.code: line for line in self.form.lines}
        taken: dict[str, int] = {}
        for row in range(self.heading + 1, len(self.worksheet.rows)):
            code = clean(cell_text(cell_at(self.worksheet, row, at)))
            if not code:
                self._without_code(row, at, units)
            elif code not in known:
                said = f"{quoted(code)}不是{self.form.year}年可以分解的目标"
                self._add("allocation_target_unknown", said, USE_FORM, at=(row, at))
            elif code in taken:
                said = f"{code} 有两行，另一行在第{taken[code] + 1}行"
                self._add("allocation_target_twice", said, "只保留一行。", at=(row, at))
            else:
                taken[code] = row
                self._check_whole(known[code], row)
                yield code, row

    def _without_code(self, row: int, at: int, units: Mapping[str, int]) -> None:
        filled = [column for column in units.values() if isinstance(cell_at(self.worksheet, row, column), int | float)]
        if filled:
            said = f"第{row + 1}行有数字，没有目标代码"
            self._add("allocation_target_unknown", said, "补上目标代码；不是目标的行请删除。", at=(row, at))

    def _check_whole(self, line: FormLine, row: int) -> None:
        """The number of the whole is the paper's: whoever changes it in the table has another target in mind."""
        column = next(
            (at for at, cell in enumerate(self._cells(self.heading)) if clean(cell_text(cell)) == clean(self.form.whole_word)),
            None,
        )
        if column is None or not is_filled(cell_at(self.worksheet, row, column)):
            return
        stated = take(self.worksheet, row, column, line.unit, counts=False).value
        if stated != line.whole:
            shown = quoted(cell_text(cell_at(self.worksheet, row, column)))
            said = f"{line.title}{self.form.whole_word}为{shown}，方案为 {amount(line.whole)}{line.unit}"
            self._add("allocation_whole_changed", said, "总目标以方案为准，请改回；目标有调整的先改方案。", at=(row, column))

    def _parts(self, line: FormLine, row: int, columns: Mapping[str, int]) -> Iterator[Part]:
        empty: list[str] = []
        for code, column in columns.items():
            cell = cell_at(self.worksheet, row, column)
            broken = (row, column) in self.worksheet.errors or (row, column) in self.worksheet.formulas_without_value
            if not is_filled(cell) and not broken:
                if code not in line.paper:
                    empty.append(self.form.units[code])
                continue
            taken = take(self.worksheet, row, column, line.unit, counts=line.counts, whole=line.whole)
            self._say(taken, row, column)
            if taken.value is None:
                if taken.blank and code not in line.paper:
                    empty.append(self.form.units[code])
            elif code in line.paper:
                self._check_paper(line, code, taken, row, column)
            else:
                yield Part(target=line.code, region=code, micro=int(taken.value * MICRO), cell=address(row, column))
        if empty and len(empty) + len(line.paper) < len(columns):
            said = f"{line.title}未分解给{'、'.join(empty)}"
            self._add("allocation_left", said, "没有任务的不需处理。", at=(row, self._column(CODE) or 0))

    def _check_paper(self, line: FormLine, code: str, taken: Taken, row: int, column: int) -> None:
        set_by_paper = line.paper[code]
        if taken.value != set_by_paper:
            said = f"{self.form.units[code]}的{line.title}文件已明确为 {amount(set_by_paper)}{line.unit}，表中为 {amount(taken.value or set_by_paper)}"
            self._add("allocation_paper", said, f"改回 {amount(set_by_paper)}，以文件为准。", at=(row, column))

    def _say(self, taken: Taken, row: int, column: int) -> None:
        if taken.code is not None:
            self._add(taken.code, taken.message, taken.fix, at=(row, column))

    def _look_for_hidden(self, rows: Mapping[str, int], columns: Mapping[str, int]) -> None:
        """Figures that nobody saw when the table was settled are taken, and said."""
        sheet = self.worksheet
        lines = [str(row + 1) for row in rows.values() if row in sheet.hidden_rows]
        units = [self.form.units[code] for code, column in columns.items() if column in sheet.hidden_columns]
        if lines or units:
            said = "、".join([*(f"第{line}行" for line in lines), *(f"{unit}一列" for unit in units)])
            self._add("allocation_hidden", f"{said}是隐藏的，其中的数照样采用", "取消隐藏，核对后再提交；或写明原因。")

    def _sums(self, rows: Mapping[str, int]) -> Mapping[str, str]:
        column = self._column(TOTAL)
        at = self._column(CODE) or 0 if column is None else column
        return {code: address(row, at) for code, row in rows.items()}

    def _column(self, heading: str) -> int | None:
        cells = enumerate(self._cells(self.heading))
        return next((column for column, cell in cells if clean(cell_text(cell)) == clean(heading)), None)

    def _cells(self, row: int) -> list[Cell]:
        return list(self.worksheet.rows[row])

    def _add(self, code: Code, message: str, fix: str, *, at: tuple[int, int] | None = None) -> None:
        cell = address(*at) if at is not None else None
        text = cell_text(cell_at(self.worksheet, *at)) if at is not None else None
        self.problems.append(
            found(
                code, message, fix, worksheet=self.worksheet.name, cell=cell, value=text or None, row=at[0] + 1 if at is not None else None,
            )
        )  # fmt: skip
