"""Report sheets in the anatomy of the contract: what a clerk may vary is an option, what it means is ``expected``."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from data_access.regions.tree import region_tree
from data_access.sheets.declaration import Field, SheetDeclaration
from data_access.sheets.loader import load_sheets
from tests.intake.paper import Paper, Position, a1

TREE = region_tree()
ROOT = "532323000000"
PANMAO, XUJIE, GONGHE, XINQIAO = "532323201000", "532323202000", "532323101000", "532323102000"
Row = dict[str, Any]


def declared(sheet: str) -> SheetDeclaration:
    return load_sheets()[sheet]


def villages(township: str) -> list[str]:
    return [place.code for place in TREE.inside(township, "village")]


def name(code: str) -> str:
    return TREE.regions[code].name


def employment_row(code: str, number: int) -> Row:
    """Figures that differ from column to column and from row to row, all rules kept."""
    n = number
    return {
        "region": code, "labour_force": 900 + 7 * n, "transfer_total": 600 + 5 * n, "transfer_out_province": 200 + n,
        "transfer_in_province": 150 + 2 * n, "transfer_in_county": 250 + 2 * n, "lifted_labour": 300 + n,
        "lifted_transfer_total": 180 + 3 * n, "lifted_out_province": 60 + n, "lifted_in_province": 50 + n,
        "lifted_in_county": 70 + n, "relocated_transfer": 21 + n, "willing_households": 110 + n,
        "employed_households": 101 + n, "returned": 3 + n, "public_posts": 12 + n, "public_post_pay": "800.5",
        "rangers": 4 + n, "trained": 44 + n, "trained_certified": 22 + n, "trained_willing": 33 + n,
        "trained_employed": 11 + n, "travel_due": 40 + n, "travel_paid": 30 + n, "travel_amount": 30000 + 1000 * n,
        "remark": f"第{n}村",
    }  # fmt: skip


def collective_row(code: str, number: int) -> Row:
    """万元 with two decimals."""
    n = number
    parts = [Decimal("3.15") + n, Decimal("1.25") + n, Decimal("0.5") - n if n == 1 else Decimal("0.5")]
    operating_total = sum(parts)
    total = operating_total + Decimal("2.2") + Decimal("0.3")
    return {
        "region": code, "operating": str(parts[0]), "contracting": str(parts[1]), "investment": str(parts[2]),
        "operating_total": str(operating_total), "subsidy": "2.2", "other": "0.3", "total": str(total),
        "distributed": "2.05", "dividends": "1.55", "lifted_dividends": "0.75", "remark": f"村{n}",
    }  # fmt: skip


def identity(number: int) -> str:
    """An invented number with sequence 000, its check character right."""
    body = f"532323{1950 + number % 50}0{1 + number % 9}{10 + number % 18}000"
    weights = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
    return body + "10X98765432"[sum(int(a) * b for a, b in zip(body, weights, strict=True)) % 11]


def household_row(code: str, number: int) -> Row:
    """One household of three with cents."""
    n = number
    wage, gross, cost, prop, transfer = (
        Decimal(6000 + 100 * n),
        Decimal(2500 + n),
        Decimal("1200.5"),
        Decimal(300),
        Decimal("450.25"),
    )
    net = wage + gross - cost + prop + transfer
    return {
        "household_no": f"0532{code[6:]}{n:04d}", "head_name": f"李{'甲乙丙丁戊己庚辛'[n % 8]}", "head_id": identity(n),
        "region": code, "kind": ("脱贫户", "脱贫不稳定户", "边缘易致贫户", "突发严重困难户")[n % 4], "persons": 3, "labourers": 2,
        "employed": 1, "wage": str(wage), "operating_gross": str(gross), "operating_cost": str(cost), "property": str(prop),
        "transfer": str(transfer), "net": str(net), "net_per_capita": str((net / 3).quantize(Decimal("0.01"))),
        "medical_self_paid": str(120 + n), "phone": f"1380000{1000 + n}", "helper": "张三", "remark": "",
    }  # fmt: skip


def employment(township: str = PANMAO) -> list[Row]:
    return [employment_row(code, number) for number, code in enumerate(villages(township), 1)]


def collective(township: str = PANMAO) -> list[Row]:
    return [collective_row(code, number) for number, code in enumerate(villages(township), 1)]


def households(township: str = PANMAO, count: int = 5) -> list[Row]:
    places = villages(township)
    return [household_row(places[number % len(places)], number) for number in range(1, count + 1)]


ROWS = {"employment": employment, "collective_economy": collective, "household_income": households}


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
        """The worksheet; afterwards ``at`` and ``head`` know the cells."""
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
        township = ""
        number = 0
        groups: list[tuple[str, list[Row]]] = []
        for row in form.rows:
            unit = TREE.ancestor(row["region"], "township") if row["region"] in TREE.regions else None
            code = unit.code if unit else ""
            if code != township:
                groups.append((code, []))
                township = code
            groups[-1][1].append(row)
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
