"""Report sheets in the anatomy of the contract: what a clerk may vary is an option, what it means is ``expected``."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from data_access.sheets.declaration import Field
from tests.intake.paper import Paper, Position, a1
from tests.intake.rows import (
    TREE,
    Row,
    declared,
    name,
)


@dataclass
class Extra:
    """A column that no field has; ``before``: the field in front of which it stands (empty: at the end)."""

    heading: Sequence[str]
    before: str = ""
    values: Sequence[Any] = ()


@dataclass
class Form:
    """How one report is drawn. ``rows`` hold the values in the declared units, ``region`` a code."""

    sheet: str = "employment"
    rows: list[Row] = field(default_factory=list)
    tab: str = "表一"
    title: Sequence[str] = ("牟定县蟠猫乡2023年5月农村劳动力转移就业月报表",)
    above: Sequence[Mapping[int, Any]] = ({1: "填报单位（盖章）：蟠猫乡人民政府", 9: "填报日期：2023年5月25日"},)
    fields: Sequence[str] | None = None  # columns and their order
    headings: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    depth: int = 2
    merged: bool = True
    units: Mapping[str, tuple[str, str]] = field(default_factory=dict)  # field → unit as written, factor into the declared one
    numbering: bool = True
    numbers_row: bool = False
    total: str = ""  # above, below, both or nothing
    total_word: str = "合计"
    foot: Sequence[Mapping[int, Any]] = (
        {1: "注：本表每月25日前报送。"},
        {1: "单位负责人：", 5: "审核人：王五", 9: "填表人：李四", 12: "联系电话：08785211234"},
    )
    extras: Sequence[Extra] = ()
    place: Any = name  # code → what stands in the place column
    township_column: str = ""  # merged, filled or nothing
    subtotals: str = ""  # 小计 rows per township: above or below
    blank_after: Sequence[int] = ()
    as_text: bool = False
    offset: Position = (0, 0)
    # made by draw
    column_of: dict[str, int] = field(default_factory=dict)
    row_of: list[int] = field(default_factory=list)
    heading_rows: tuple[int, int] = (0, 0)
    total_rows: list[int] = field(default_factory=list)

    def at(self, name: str, index: int) -> str:
        """Where a field of a row stands."""
        return a1(self.row_of[index], self.column_of[name])

    def head(self, name: str, level: int = -1) -> str:
        top, bottom = self.heading_rows
        row = bottom if level == -1 else top + level
        return a1(row, self.column_of[name])

    def draw(self) -> Paper:
        """The worksheet, the same every time; afterwards ``at`` and ``head`` know the cells."""
        self.column_of, self.row_of, self.heading_rows, self.total_rows = {}, [], (0, 0), []
        return _Drawing(self).paper()


def written(value: Any, kind: Field, factor: str) -> Any:
    """A value as it stands in a cell of a column of another unit."""
    if value is None or value == "":
        return None
    if not kind.is_numeric:
        return value
    number = Decimal(str(value)) / Decimal(factor)
    return int(number) if number == number.to_integral_value() else float(number)


class _Drawing:
    def __init__(self, form: Form) -> None:
        self.form = form
        self.sheet = declared(form.sheet)
        self.page = Paper(name=form.tab)
        self.row = 1

    def paper(self) -> Paper:
        form, page = self.form, self.page
        self._columns()
        for line in form.title:
            page.put(self.row, 1, line)
            page.merge(self.row, 1, self.row, self.width)
            self.row += 1
        self._lines(form.above)
        self._headings()
        if form.numbers_row:
            self._numbers_row()
        self._body()
        self._lines(form.foot)
        down, right = form.offset
        if form.offset != (0, 0):
            page.shift(down, right)
            form.column_of = {key: column + right for key, column in form.column_of.items()}
            form.row_of = [row + down for row in form.row_of]
            form.total_rows = [row + down for row in form.total_rows]
            form.heading_rows = (form.heading_rows[0] + down, form.heading_rows[1] + down)
        return page

    def _lines(self, lines: Sequence[Mapping[int, Any]]) -> None:
        for line in lines:
            for column, value in line.items():
                self.page.put(self.row, column, value)
            self.row += 1

    def _columns(self) -> None:
        """Every column: a field name, an extra, 序号 or the township."""
        form = self.form
        listed: list[Any] = list(form.fields if form.fields is not None else [entry.name for entry in self.sheet.fields])
        for extra in form.extras:
            listed.insert(listed.index(extra.before) if extra.before else len(listed), extra)
        if form.township_column:
            listed.insert(listed.index("region"), Extra(heading=("乡镇",)))
            self.township = listed[listed.index("region") - 1]
        if form.numbering:
            listed.insert(0, Extra(heading=("序号",)))
        self.listed = listed
        self.width = len(listed)
        form.column_of = {entry: place for place, entry in enumerate(listed, 1) if isinstance(entry, str)}
        for place, entry in enumerate(listed, 1):
            if isinstance(entry, Extra):
                form.column_of["/".join(entry.heading)] = place

    def _texts(self, entry: Any) -> tuple[str, ...]:
        """Heading cells of a column from above down."""
        form = self.form
        if isinstance(entry, Extra):
            return tuple(entry.heading)
        kind = self.sheet.field(entry)
        texts = form.headings.get(entry) or ((kind.heading, kind.subheading) if kind.subheading else (kind.heading,))
        if form.depth == 1 and len(texts) > 1:
            texts = ("".join(texts),)
        unit = form.units.get(entry)
        return (*texts[:-1], f"{texts[-1]}{unit[0]}") if unit else tuple(texts)

    def _headings(self) -> None:
        form, page, top = self.form, self.page, self.row
        texts = [self._texts(entry) for entry in self.listed]
        bottom = top + form.depth - 1
        form.heading_rows = (top, bottom)
        for level in range(form.depth):
            start = 1
            while start <= self.width:
                cells = texts[start - 1]
                if level >= len(cells):
                    start += 1
                    continue
                end = start
                if level + 1 < len(cells):
                    while end < self.width and len(texts[end]) > level + 1 and texts[end][: level + 1] == cells[: level + 1]:
                        end += 1
                page.put(top + level, start, cells[level])
                last = top + level if level + 1 < len(cells) else bottom
                if form.merged:
                    page.merge(top + level, start, last, end)
                start = end + 1
        self.row = bottom + 1

    def _numbers_row(self) -> None:
        words = "甲乙丙丁"
        for place in range(1, self.width + 1):
            self.page.put(self.row, place, words[place - 1] if place <= 2 else place - 2)
        self.row += 1

    def _body(self) -> None:
        form = self.form
        if form.total in ("above", "both"):
            self._total(form.rows, form.total_word)
        number = 0
        groups = self._groups()
        for code, rows in groups:
            if form.subtotals == "above":
                self._total(rows, "小计", code)
            first = self.row
            for row in rows:
                number += 1
                self._one(row, number, code)
                if number in form.blank_after:
                    self.row += 1
            if form.township_column == "merged" and rows:
                column = form.column_of["乡镇"]
                self.page.put(first, column, name(code))
                self.page.merge(first, column, self.row - 1, column)
            if form.subtotals == "below":
                self._total(rows, "小计", code)
        if form.total in ("below", "both"):
            self._total(form.rows, form.total_word)

    def _groups(self) -> list[tuple[str, list[Row]]]:
        """The rows by township, in their order."""
        groups: list[tuple[str, list[Row]]] = []
        for row in self.form.rows:
            unit = TREE.ancestor(row["region"], "township") if row["region"] in TREE.regions else None
            code = unit.code if unit else ""
            if not groups or groups[-1][0] != code:
                groups.append((code, []))
            groups[-1][1].append(row)
        return groups

    def _one(self, row: Row, number: int, township: str) -> None:
        form, page = self.form, self.page
        for place, entry in enumerate(self.listed, 1):
            if isinstance(entry, Extra):
                if entry.heading == ("序号",):
                    page.put(self.row, place, number)
                elif entry.heading == ("乡镇",) and form.township_column == "filled":
                    page.put(self.row, place, name(township))
                elif number <= len(entry.values):
                    page.put(self.row, place, entry.values[number - 1])
            else:
                page.put(self.row, place, self._cell(row, entry))
        form.row_of.append(self.row)
        self.row += 1

    def _cell(self, row: Row, entry: str) -> Any:
        kind = self.sheet.field(entry)
        value = row.get(entry)
        if kind.type == "region" and value in TREE.regions:
            return self.form.place(value)
        cell = written(value, kind, self.form.units.get(entry, ("", "1"))[1])
        return str(cell) if self.form.as_text and cell is not None else cell

    def _total(self, rows: Sequence[Row], word: str, township: str = "") -> None:
        form, page = self.form, self.page
        label = form.column_of.get("乡镇" if township and form.township_column else "region", 1)
        if township and form.township_column:
            page.put(self.row, label, name(township))
            page.put(self.row, form.column_of["region"], word)
        elif township:
            page.put(self.row, label, f"{name(township)}{word}")
        else:
            page.put(self.row, label, word)
        for entry in self.listed:
            if not isinstance(entry, str) or not self.sheet.field(entry).is_numeric:
                continue
            kind = self.sheet.field(entry)
            if "/" in kind.unit or kind.type == "ratio" or entry == "net_per_capita":
                continue
            amounts = [Decimal(str(row[entry])) for row in rows if row.get(entry) not in (None, "")]
            if amounts:
                page.put(self.row, form.column_of[entry], written(sum(amounts), kind, form.units.get(entry, ("", "1"))[1]))
        form.total_rows.append(self.row)
        self.row += 1


def expected(form: Form) -> dict[tuple[str, ...], dict[str, Any]]:
    """What must stand in the fact table: key → field → int of 1e-6 or text."""
    sheet = declared(form.sheet)
    shown = set(form.fields if form.fields is not None else [entry.name for entry in sheet.fields])
    facts: dict[tuple[str, ...], dict[str, Any]] = {}
    for row in form.rows:
        values: dict[str, Any] = {}
        for kind in sheet.fields:
            value = row.get(kind.name) if kind.name in shown else None
            if value is None or value == "":
                values[kind.name] = None
            elif kind.is_numeric:
                values[kind.name] = int(Decimal(str(value)) * 1_000_000)
            else:
                values[kind.name] = str(value)
        facts[tuple(str(values[kind.name]) for kind in sheet.keys)] = values
    return facts
