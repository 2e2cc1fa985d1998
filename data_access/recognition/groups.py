"""Groups of columns under a heading: what stands below one is this report's, unless the group makes it something else."""

from __future__ import annotations

import re
from functools import lru_cache

from data_access.recognition.texts import heading_key
from data_access.sheets.declaration import Field

# Last year's, the plan's, the change: what this period's figures are set beside.
_COMPARED = re.compile(r"同期|上年|去年|上月|上期|上季|目标|计划|任务|预计|增减|增幅|增长|占比|完成率")
APART = "同期"
_PERIOD_WORD = 10  # characters of 2023年1-12月, 2023年上半年
_COMPARED_GROUP = re.compile(
    r"(?:上年|去年)(?:同期)?(?:数|完成数|累计)?|同期数?|上月数?|上期数?|上季度?数?|(?:年度|全年)?(?:目标|计划)(?:任务)?数?|(?:同比|环比)?(?:增减|增幅|增长)(?:额|率)?"
)
_STATED = re.compile(r"(20\d\d)(?:$|年度?(?:(\d{1,2})月)?)")
_OF_THE_MONTH = frozenset({"本月", "本月数", "当月", "当月数", "本月发生", "本月发生数"})
_OF_THE_YEAR = frozenset({"累计", "累计数", "本年累计", "本年累计数", "年初至今", "年累计"})
_PART = re.compile(r"其中(.+)")
# Somebody's name and telephone number that are not the household's, a place that is not the row's.
_SOMEBODY = re.compile(
    r"(?!.*户主).*(?:干部|责任人|联系人|负责人|帮扶人|领导|队员|队长|书记|网格员|成员|(?:帮扶|结对|挂[钩联]|包保)(?:单位|企业|部门))"
)
_ELSEWHERE = re.compile(
    r".{0,6}(?:(?:迁[入出]|务工|就业|流[入出动]|输[入出]|户籍|居住)(?:地|地点|地区|地址)|去向|流向|(?:帮扶|结对|挂[钩联])(?:单位|企业|部门|地区|关系)?)"
)


def makes_another(group: str, field: Field) -> bool:
    """Whether a group (its key) makes something else of a field's heading below it: last year's, a part, somebody else's."""
    return (
        _COMPARED.search(group) is not None
        or _is_counted_otherwise(group, field)
        or _is_part(group, field)
        or (field.personal and _SOMEBODY.fullmatch(group) is not None)
        or (field.type == "region" and _ELSEWHERE.fullmatch(group) is not None)
    )


def _is_counted_otherwise(group: str, field: Field) -> bool:
    """本月 over what counts from January on, 累计 over what counts the month."""
    return group in (_OF_THE_MONTH if field.accumulation == "ytd" else _OF_THE_YEAR if field.accumulation == "flow" else ())


def _is_part(group: str, field: Field) -> bool:
    """其中：省级资金 over 支出资金; not 其中 alone, nor 其中：脱贫劳动力 over a field of 脱贫劳动力."""
    part = _PART.match(group)
    return part is not None and part[1] not in heading_key(field.heading + field.subheading)


def is_compared_group(key: str) -> bool:
    """Whether a key is the name of a group that compares and nothing else: 上年同期, 上月, 年度目标 (a title may hold 任务)."""
    return _COMPARED_GROUP.fullmatch(key) is not None


@lru_cache(maxsize=1024)
def states_period(group: str) -> bool:
    """Whether a group's key is a year or a month (2022, 2022年, 2023年1-5月), not a title that begins with one."""
    return len(group) <= _PERIOD_WORD and _STATED.match(group) is not None


def is_another_period(group: str, period: str) -> bool:
    """Whether a group states another year than that of ``period`` or, in a report of months, another month."""
    stated = _STATED.match(group)
    if stated is None:
        return False
    month = stated[2] if "-" in period and stated[2] and 1 <= int(stated[2]) <= 12 else None
    return stated[1] != period[:4] or (month is not None and int(month) != int(period[5:]))
