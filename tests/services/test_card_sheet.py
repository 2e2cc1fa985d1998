"""一户一策 fits its one page: what is typical at full size, the worst still readable; no row is lower than its text."""

from __future__ import annotations

from fractions import Fraction
from io import BytesIO
from typing import Any

import openpyxl
import pytest
import xlsxwriter

from metrics.income_rules import RULES
from services.exports.card_sheet import CardSheet
from services.exports.cells import TEXT_STAYS, Formats
from services.exports.warning_words import BLANKS
from services.household_card import shown_quarters
from services.rule_evidence import RuleEvidence
from services.views.household import HouseholdFacts, Origin, QuarterFacts
from services.views.model import Lamp
from services.views.words import RULE_WORDS

QUARTER = "2024Q2"
#: points of A4 upright, and of the margins
PAGE_HEIGHT, PAGE_WIDTH, POINTS = 841.9, 595.3, 72
FOOT = ("数据截至2024年6月21日 10:31，本季已报7个单位。",
        "口径：家庭收入为年度累计数；同比为与上年同季累计数比较，按家庭纯收入÷家庭人口数逐户计算；年度人均在第四季度为当年人均纯收入，"
        "此前为〔本季累计＋上年第四季度累计－上年同季累计〕÷人口数。2024年监测线8,000元，工作线10,000元。" + BLANKS)  # fmt: skip
REASON = "年人均6,199元，低于监测线8,000元1,801元；同比下降47.86%，连续两个季度下降，家庭人口1人→2人，家庭纯收入增长4.28%。"


def facts(*, rules: int, long: int = 1) -> HouseholdFacts:
    quarter = QuarterFacts(
        persons=Fraction(4), labourers=Fraction(2), employed=Fraction(1), parts=(Fraction(123456, 7),) * 4,
        total=Fraction(1234567, 9), amounts=(Fraction(1234567),) * 4, net=Fraction(-1234567),
    )  # fmt: skip
    evidence = tuple(
        RuleEvidence(rule=rule, word=RULE_WORDS[rule], holds=True,
                     said="本季累计人均2,864元 < 上年同季累计5,492元，减少2,629元（下降47.86%），达到橙色界限20%" * (long if long > 1 else 1))
        for rule in RULES[:rules]
    )  # fmt: skip
    source = "龙圩区2024年第二季度脱贫人口和监测对象家庭收入监测表第1版，龙圩区2024年6月.xlsx，工作表“家庭收入”第75行" * long
    return HouseholdFacts(
        household_no="45040600010515", village="古凤村委会" * long, township="龙圩镇", county="龙圩区", kind="边缘易致贫户",
        lamp=Lamp(level="red", text="红"), head="张**", identity="4504**********0007", telephone="130****3865", helper="段**",
        reason=REASON * long, annual=Fraction(6199), line=Fraction(8000), rules=evidence, listed=frozenset({"2024Q1"}),
        quarters={period: quarter for period in shown_quarters(QUARTER)},
        origins=tuple(Origin(when=when, said=source) for when in ("本季", "上年同季", "上年第四季度")),
    )  # fmt: skip


def drawn(known: HouseholdFacts) -> Any:
    target = BytesIO()
    book = xlsxwriter.Workbook(target, {"in_memory": True, **TEXT_STAYS})
    sheet = CardSheet(book.add_worksheet("卡"), Formats(book), known, QUARTER, shown_quarters(QUARTER))
    sheet.write("梧州市2024年第二季度收入下降预警户“一户一策”帮扶卡", FOOT, "打印时间 2024-06-30 10:00")
    book.add_worksheet("选项")
    book.close()
    return openpyxl.load_workbook(BytesIO(target.getvalue())).worksheets[0]


def printed(sheet: Any) -> tuple[float, float]:
    """Height and width of the card in points, at full size."""
    height = sum(height_of(sheet, row) for row in range(1, sheet.max_row + 1))
    # a column of so many digits is seven pixels each and five more, at 96 pixels an inch; the writer has added the five
    digits = [sheet.column_dimensions[name] for name in sorted(sheet.column_dimensions)]
    width = sum(entry.width * 7 * (entry.max - entry.min + 1) for entry in digits) * POINTS / 96
    return height, width


def height_of(sheet: Any, row: int) -> float:
    """As given; a row of the usual height is not written."""
    return float(sheet.row_dimensions[row].height or 15)


def room(sheet: Any) -> tuple[float, float]:
    margins = sheet.page_margins
    return (
        PAGE_HEIGHT - (margins.top + margins.bottom) * POINTS,
        PAGE_WIDTH - (margins.left + margins.right) * POINTS,
    )


def one_page(sheet: Any) -> bool:
    """Fitted to one page: one is what is not written."""
    setup = sheet.page_setup
    return bool(sheet.sheet_properties.pageSetUpPr.fitToPage) and {setup.fitToWidth, setup.fitToHeight} <= {None, 1}


@pytest.mark.parametrize("rules", range(7))
def test_what_is_typical_fits_at_full_size_and_uses_the_page(rules: int) -> None:
    sheet = drawn(facts(rules=rules))
    (height, width), (most_height, most_width) = printed(sheet), room(sheet)
    assert 0.9 * most_height < height <= most_height
    assert 0.9 * most_width < width <= most_width
    assert (sheet.page_setup.orientation, sheet.page_setup.paperSize) == ("portrait", 9)
    assert one_page(sheet)


@pytest.mark.parametrize(("rules", "long"), [(11, 1), (11, 2)])
def test_the_worst_is_made_smaller_but_stays_readable(rules: int, long: int) -> None:
    sheet = drawn(facts(rules=rules, long=long))
    (height, _), (most, _) = printed(sheet), room(sheet)
    assert most / height > 0.7, "below seven tenths ten points become less than seven"
    assert one_page(sheet)


@pytest.mark.parametrize(("rules", "long"), [(0, 1), (5, 1), (11, 2)])
def test_no_row_is_lower_than_its_text(rules: int, long: int) -> None:
    sheet = drawn(facts(rules=rules, long=long))
    merged = {(area.min_row, area.min_col): area.max_col for area in sheet.merged_cells.ranges}
    widths = {1: 14.5} | dict.fromkeys(range(2, 10), 9.6)
    for row in sheet.iter_rows():
        for cell in row:
            if not isinstance(cell.value, str) or not cell.alignment.wrap_text:
                continue
            last = merged.get((cell.row, cell.column), cell.column)
            size = cell.font.sz
            digits = sum(widths[place] for place in range(cell.column, last + 1)) * 11 / size
            lines = sum(-(-len(line.encode("gbk", "replace")) // int(digits)) or 1 for line in cell.value.split("\n"))
            assert height_of(sheet, cell.row) >= lines * size * 1.2, (cell.coordinate, cell.value)
