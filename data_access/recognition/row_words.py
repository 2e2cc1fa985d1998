"""The words that make a row below a heading no row of the report: totals, notes, signatures, dates, numbers of columns."""

from __future__ import annotations

import re
from collections.abc import Sequence

from data_access.reading.grid import Cell
from data_access.recognition.texts import cell_text, clean, is_filled

TOTAL = re.compile(
    r"^(?:其中)?:?(?:.{0,12}(?:(?:小[计計]|合[计計]|[总總][计計]|共[计計])数?|汇总|总数|总和)|全[省州市县区乡镇村])(?:\(.*\)|\d+[个户人].*)?:?$"
)
# 平均, 上月数, 同比增减（%）: what the rows are set beside, no row of the report; 累计 may be one.
_WHOSE = r"(?:(?:全|本)[省州市县区乡镇村])?"
_BEFORE = r"(?:上年|去年|上月|上季度?|上期|20\d\d年)(?:同期|同月|末)?"
BESIDE = re.compile(
    rf"^{_WHOSE}(?:[村户人]?均值?|平均(?:数|值|水平)?|{_BEFORE}(?:数|累计数?|完成数?|合计)?|同期数?|"
    rf"(?:同比|环比|[比较]{_BEFORE}|与{_BEFORE}相?比)?(?:增减|增长|增幅|变化)(?:数|额|量|率|幅度)?|(?:同比|环比)|"
    r"(?:年度|全年)?(?:目标|计划)(?:任务)?数?|完成率|占比)(?:\(.*\))?:?$"
)
WHOLE = re.compile(r"全[省州市县区乡镇村]")
DASHES = re.compile(r"[-—–…/]*")
_NOTE = re.compile(
    r"^[(\[【]?(?:备?注|说明|填报说明|填表说明|填报要求|指标解释|指标说明|审核关系|平衡关系|逻辑关系|附注?|数据来源|口径)\d?[:.、\])】]"
    r"|^[(\[【]?(?:填报|填表)说明"
)
# 1.本表由各乡镇填报 · *本表为快报数 · 本表为快报数。: stands alone, and is no name of a place or person.
_REMARK = re.compile(r"[(\[]?\d{1,2}[.、)\]](?=\D).{4,}|[*★※#△▲].{3,}|[^\d]{6,}[。;]|本表.{2,}")
_PLACE_END = ("村", "社区", "委会", "委员会", "镇", "乡", "街道", "县", "组")
_WHO = (
    r"单位负责人|主要负责人|分管负责人|分管领导|主要领导|领导|负责人|审核人|复核人|审批人|校核人|填表人|填报人|制表人|经办人|报送人|统计人|联系人|"
    r"联系人及电话|联系方式|联系电话|电话|手机|书记|党委书记|主任|乡长|镇长|县长|局长|所长|站长|副乡长|副镇长|分管副乡长|分管副镇长|"
    r"报出日期|填报日期|填表日期|报送日期|上报日期|制表日期|报出时间|填报时间|填表时间|报送时间|上报时间|制表时间|日期|时间|"
    r"填报单位|填表单位|制表单位|报送单位|审核单位|单位盖章|盖章|签字|签章"
)
_SIGNS = re.compile(
    rf"^\(?(?:{_WHO})(?:签字|签名|签章|姓名|盖章)?(?:\(.*?\))?(?::|$|\d)|^(?:审核|复核|审批|校核|制表|填表|填报|经办|签发|单位)(?:\((?:公章|盖章|签字|签章)\))?:"
    r"|^.{0,8}\((?:签字|签名|签章|盖章|公章)\):?|^\(?(?:盖章|公章|签章)\)?$"
)
_ALONE = frozenset({"书记", "主任", "领导", "日期", "时间", "手机", "签字"})  # too short to end a table without a colon
_NOTE_WORDS = frozenset({"注", "备注", "说明", "填报说明", "填表说明"})
# What stands alone below a table: the office that signs, the day, a number of the page.
OFFICE = re.compile(r"(?:政府|局|办公室|中心)(?:\(.*\))?$|\((?:盖章|公章|签章)\)$")
DAY = re.compile(
    r"[\d零〇○一二三四五六七八九]{2,4}[年./-][\d一二三四五六七八九十]{1,3}[月./-](?:[\d一二三四五六七八九十]{1,3}日?)?"
)
PAGE = re.compile(r"[-—–]\d{1,3}[-—–]|第\d+页.*")
_NIL = frozenset(
    {"无", "本月无", "本季无", "本季度无", "本期无", "无数据", "本月无数据", "本季度无数据", "零报告", "本月零报告"}
)
_COLUMN_LETTERS = re.compile(r"[甲乙丙丁戊己庚辛壬癸]|[A-Za-z]|栏次|栏号|列次|行次|序号|序|[-—–]+")
_COLUMN_NUMBER = re.compile(r"(?:栏|第)?\(?(\d{1,3})\)?(?:栏|列)?(?:=.*)?|([一二三四五六七八九十]{1,3})")


def no_report(words: str) -> str:
    """注, 签章 or nothing: why a row that begins with these cleaned words is no row of the report."""
    if _NOTE.match(words) or words in _NOTE_WORDS:
        return "注"
    return "签章" if is_signature(words) else ""


def is_signature(words: str) -> bool:
    """Whether cleaned words name who signs, when, or how to reach them."""
    return words not in _ALONE and _SIGNS.match(words) is not None


def is_remark(words: str) -> bool:
    """Whether words that stand alone in their row are a sentence rather than a name."""
    return _REMARK.fullmatch(words) is not None and not words.endswith(_PLACE_END)


def is_nil(row: Sequence[Cell], *, numbered: bool = False) -> bool:
    """Whether a row says 无 or 本月无 and nothing else (``numbered``: but a number of the row)."""
    words = [clean(cell_text(cell)) for cell in row if is_filled(cell)]
    words = words[1:] if numbered and words and words[0].isdigit() else words
    return bool(words) and all(word in _NIL for word in words)


def is_numbers_row(row: Sequence[Cell], columns: int) -> bool:
    """Whether a row numbers the ``columns`` columns of the table: 甲 乙 1 2 3, (1) (2), 栏次 1 2=3+4 3 4.

    The numbers rise, or letters stand beside them (columns were moved); and it fills half of the table at least, so that a
    row of a few small figures whose place was forgotten is none.
    """
    words = [clean(cell_text(cell)) for cell in row if is_filled(cell)]
    letters = [word for word in words if _COLUMN_LETTERS.fullmatch(word)]
    found = [_COLUMN_NUMBER.fullmatch(word) for word in words if not _COLUMN_LETTERS.fullmatch(word)]
    numbers = [match[1] for match in found if match is not None and match[1]]
    if len(words) < 3 or 2 * len(words) < columns or not all(found):
        return False
    counted = [int(number) for number in numbers]
    return len(set(counted)) == len(counted) and (bool(letters) or counted == sorted(counted))
