"""一户一策: one household on one upright A4 page, with room for what the visit finds and what is done.

Heights are given for every row, since Excel and WPS make no merged row higher by themselves; what is left of the page
goes to the two fields that are written in by hand.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import Any

from xlsxwriter.worksheet import Worksheet

from services.exports.cells import HEAD, Formats, text_width, written
from services.exports.visit_form import CAUSE, DUE, OUTCOME, choice_rule, due_rule
from services.views import forms
from services.views.household import SOURCE_TITLES, HouseholdFacts, QuarterFacts, churn_words
from services.views.words import LEVEL_MARKS

#: columns in digits: the label and eight more
LABEL, OTHER, COLUMNS = 14.5, 9.6, 9
SIZE, LABELLED, SMALL = 10, 9, 8
#: points of an A4 page between the margins, less what a printer may need
MARGINS = {"left": 0.4, "right": 0.4, "top": 0.4, "bottom": 0.5}
ROOM = 11.69 * 72 - (0.4 + 0.5) * 72 - 12
LEAST, MOST = 34.0, 120.0
_LINE = 1.32  # of a font's size, that a line of it takes
_SPAN = tuple[int, int]
_THIRDS: tuple[tuple[_SPAN, _SPAN], ...] = (((0, 0), (1, 2)), ((3, 3), (4, 5)), ((6, 6), (7, 8)))


class CardSheet:
    """Writes one card; ``heights`` are the rows' in points, from the top."""

    def __init__(self, sheet: Worksheet, formats: Formats, facts: HouseholdFacts, period: str, quarters: Sequence[str]) -> None:
        self._sheet, self._formats, self._facts = sheet, formats, facts
        self._period, self._quarters = period, quarters
        self.heights: list[float] = []

    def write(self, title: str, foot: Sequence[str], printed: str) -> None:
        """The whole card: ``title`` above, ``foot`` (口径) below, ``printed`` on the edge of the page."""
        self._sheet.set_column(0, 0, LABEL)
        self._sheet.set_column(1, COLUMNS - 1, OTHER)
        self._line(title, size=16, bold=True, align="center", least=30)
        self._who()
        self._why()
        self._changes()
        self._eight_quarters()
        self._form(foot)
        self._sheet.set_portrait()
        self._sheet.set_paper(9)
        self._sheet.set_margins(**MARGINS)
        self._sheet.center_horizontally()
        self._sheet.fit_to_pages(1, 1)
        self._sheet.print_area(0, 0, len(self.heights) - 1, COLUMNS - 1)
        self._sheet.set_footer(f"&L{printed.replace('&', '&&')}&R涉及个人信息，注意保管")

    def _row(self, height: float) -> int:
        self._sheet.set_row(len(self.heights), height)
        self.heights.append(height)
        return len(self.heights) - 1

    def _cell(self, row: int, span: _SPAN, value: str | float | None, **look: Any) -> None:
        """A cell over the columns of ``span``; text stays text."""
        style = self._formats(**{"font_size": SIZE, "border": 1, "text_wrap": True, **look})
        first, last = span
        if last > first:
            self._sheet.merge_range(row, first, row, last, "", style)
        if isinstance(value, str):
            self._sheet.write_string(row, first, written(value), style)
        elif value is not None:
            self._sheet.write_number(row, first, value, style)
        elif last == first:
            self._sheet.write_blank(row, first, None, style)

    def _label(self, row: int, span: _SPAN, text: str) -> None:
        self._cell(row, span, text, bold=True, align="center", bg_color=HEAD, font_size=LABELLED)

    def _line(self, text: str, *, size: int = SIZE, least: float = 0, **look: Any) -> None:
        row = self._row(max(lines_of(text, (0, COLUMNS - 1), size) * size * _LINE + 3, least))
        self._cell(row, (0, COLUMNS - 1), text, border=0, font_size=size, **look)

    def _thirds(self, entries: Sequence[tuple[str, str]]) -> None:
        """Three labels with their values in one row."""
        most = max(lines_of(value, span, SIZE) for (_, span), (_, value) in zip(_THIRDS, entries, strict=True))
        row = self._row(most * SIZE * _LINE + 5)
        for (label, span), (name, value) in zip(_THIRDS, entries, strict=True):
            self._label(row, label, name)
            self._cell(row, span, value, num_format="@")

    def _who(self) -> None:
        facts, now = self._facts, self._facts.quarters.get(self._period)
        counts = (now.persons, now.labourers, now.employed) if now else (None, None, None)
        heads = "、".join(
            f"{word}{forms.number(count)}人"
            for word, count in zip(("共", "劳动力", "务工"), counts, strict=True)
            if count is not None
        )
        level = facts.lamp.level or ""
        line = (
            f"{self._period[:4]}年未设定" if facts.line is None else f"{forms.plain(facts.line, 2)}元（{self._period[:4]}年）"
        )
        annual = "无法判断" if facts.annual is None else f"{forms.number(facts.annual, 2)}元"
        self._thirds((("户主", facts.head), ("户编号", facts.household_no), ("户类型", facts.kind)))
        self._thirds((("证件号码", facts.identity), ("联系电话", facts.telephone), ("家庭人口", heads or forms.BLANK)))
        place = f"{facts.county}{facts.township}{facts.village}"
        self._thirds(
            (("所在村", place), ("帮扶责任人", facts.helper), ("预警级别", f"{LEVEL_MARKS.get(level, '')} {facts.lamp.text}"))
        )
        since = churn_words(facts, self._period) or forms.BLANK
        self._thirds((("年度人均", annual), ("监测线", line), ("预警情况", since)))

    def _why(self) -> None:
        self._wide("预警原因", self._facts.reason)
        for rule in self._facts.rules:
            self._wide(rule.word, rule.said, size=LABELLED)

    def _wide(self, label: str, text: str, *, size: int = SIZE) -> None:
        """A label and a text over all the rest of the width."""
        lines = max(lines_of(text, (1, COLUMNS - 1), size), lines_of(label, (0, 0), LABELLED))
        row = self._row(lines * size * _LINE + 4)
        self._label(row, (0, 0), label)
        self._cell(row, (1, COLUMNS - 1), text, font_size=size)

    def _changes(self) -> None:
        """Income by source since the year began, this year and last: the whole household's, and a head."""
        head = self._row(17)
        self._label(head, (0, 0), "收入来源")
        self._label(head, (1, 4), "全户（元）")
        self._label(head, (5, 8), "人均（元）")
        row = self._row(17)
        for place, text in enumerate(("本年累计", *("上年同季", "本季", "增减", "增减%") * 2)):
            self._label(row, (place, place), text)
        now, before = (self._facts.quarters.get(quarter) for quarter in (self._period, self._quarters[-5]))
        for index, title in enumerate(SOURCE_TITLES):
            self._compared(
                title, *((entry.amounts[index], entry.parts[index]) if entry else (None, None) for entry in (before, now))
            )
        self._compared("家庭纯收入", *((entry.net, entry.total) if entry else (None, None) for entry in (before, now)))

    def _compared(
        self, title: str, before: tuple[Fraction | None, Fraction | None], now: tuple[Fraction | None, Fraction | None]
    ) -> None:
        row = self._row(16)
        self._label(row, (0, 0), title)
        for place, (old, new) in enumerate(zip(before, now, strict=True)):
            change = None if old is None or new is None else new - old
            percent = change * 100 / old if change is not None and old is not None and old > 0 else None
            for offset, value in enumerate((old, new, change, percent)):
                self._number(row, 1 + 4 * place + offset, value, 2)

    def _number(self, row: int, place: int, value: Fraction | None, places: int) -> None:
        shown = forms.BLANK if value is None else float(forms.half_up(value, places))
        look = "#,##0" + ("." + "0" * places if places else "")
        self._cell(row, (place, place), shown, align="right", num_format=look, font_size=9, text_wrap=False, shrink=True)

    def _eight_quarters(self) -> None:
        head = self._row(28)
        self._label(head, (0, 0), "八个季度\n人均（元）")
        for place, quarter in enumerate(self._quarters, start=1):
            self._label(head, (place, place), f"{quarter[:4]}年\n{forms.NUMERALS[int(quarter[-1])]}季度")
        shown = [self._facts.quarters.get(quarter) for quarter in self._quarters]
        for index, title in enumerate(SOURCE_TITLES):
            self._quarter_row(title, [entry.parts[index] if entry else None for entry in shown], 2)
        self._quarter_row("人均纯收入", [entry.total if entry else None for entry in shown], 2)
        for title, name in (("人口", "persons"), ("劳动力", "labourers"), ("务工", "employed")):
            self._quarter_row(f"{title}（人）", [_count(entry, name) for entry in shown], 0)

    def _quarter_row(self, title: str, values: Sequence[Fraction | None], places: int) -> None:
        row = self._row(15)
        self._label(row, (0, 0), title)
        for place, value in enumerate(values, start=1):
            self._number(row, place, value, places)

    def _form(self, foot: Sequence[str]) -> None:
        """What is filled in, the signatures, and the lines below; the two large fields take what is left of the page."""
        below = [*(f"数字来源（{origin.when}）：{origin.said}" for origin in self._facts.origins), *foot]
        size = sum(lines_of(text, (0, COLUMNS - 1), SMALL) * SMALL * _LINE + 3 for text in below)
        left = ROOM - sum(self.heights) - size - 2 * 24 - 30
        large = min(max(left / 2, LEAST), MOST)
        self._to_fill("核实情况", large)
        row = self._row(24)
        for (label, span), name in zip(_THIRDS, (OUTCOME, CAUSE, DUE), strict=True):
            self._label(row, label, name)
            self._cell(row, span, None, num_format="yyyy-mm-dd" if name == DUE else "@", locked=False)
            rule = due_rule() if name == DUE else choice_rule(name)
            self._sheet.data_validation(row, span[0], row, span[0], rule)
        self._to_fill("帮扶措施", large)
        row = self._row(24)
        self._label(row, (0, 0), "责任人")
        self._cell(row, (1, COLUMNS - 1), self._facts.helper, num_format="@", locked=False)
        row = self._row(30)
        for span, text in (((0, 2), "核实人（签字）："), ((3, 5), "户主（签字）："), ((6, 8), "村负责人（签字）：")):
            self._cell(row, span, text)
        for text in below:
            self._line(text, size=SMALL)

    def _to_fill(self, label: str, height: float) -> None:
        row = self._row(height)
        self._label(row, (0, 0), label)
        self._cell(row, (1, COLUMNS - 1), None, num_format="@", locked=False, valign="top")


def lines_of(text: str, span: _SPAN, size: int) -> int:
    """How many lines a text of a font size takes over some columns; explicit breaks count."""
    digits = sum(LABEL if place == 0 else OTHER for place in range(span[0], span[1] + 1)) - 1
    room = max(int(digits * 11 / size), 2)
    return sum(max(-(-text_width(line) // room), 1) for line in text.split("\n"))


def _count(entry: QuarterFacts | None, name: str) -> Fraction | None:
    return getattr(entry, name) if entry else None
