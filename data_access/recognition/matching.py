"""Which declared field a heading path means: by equality with the heading, the path or an alias, never by substring."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import lru_cache

from data_access.recognition.headings import HeadingPath
from data_access.recognition.texts import heading_key
from data_access.regions.tree import LEVELS, Level
from data_access.sheets.declaration import Field, SheetDeclaration

_PLACES: dict[Level, str] = {
    "province": "省 省份 省（区、市） 省（自治区）",
    "prefecture": "州 市州 州市 州（市） 市（州） 地州市 州、市 所在州市",
    "county": "县 县市 县区 区县 县（市） 县（区） 县（市、区） 县（市、区、旗） 县市区 所在县 市县区",
    "township": "乡 镇 乡镇 乡（镇） 镇（街道） 乡镇（街道） 乡（镇、街道） 街道 所在乡镇 所属乡镇 乡镇名称 实施乡镇",
    "village": "村 行政村 村名 村（社区） 村（居） 社区 村委会 村居 所在村 所在村（社区） 所属村 村（社区）名称 行政村名称 村（居）委会",
}
PLACE_LEVELS: Mapping[str, Level] = {heading_key(word): level for level, words in _PLACES.items() for word in words.split()}
# A group that sets its columns beside this period's figures: last year's, the plan's, the change.
_COMPARED = re.compile(r"同期|上年|去年|上月|上期|上季|目标|计划|任务|预计|增减|增幅|增长|占比|完成率")
_APART = "同期"
_PERIOD_WORD = 10  # characters of 2023年1-12月, 2023年上半年
_COMPARED_GROUP = re.compile(
    r"(?:上年|去年)(?:同期)?(?:数|完成数|累计)?|同期数?|上月数?|上期数?|上季度?数?|(?:年度|全年)?(?:目标|计划)(?:任务)?数?|(?:同比|环比)?(?:增减|增幅|增长)(?:额|率)?"
)
_STATED = re.compile(r"(20\d\d)(?:$|年度?(?:(\d{1,2})月)?)")
_OF_THE_MONTH = frozenset({"本月", "本月数", "当月", "当月数", "本月发生", "本月发生数"})
_OF_THE_YEAR = frozenset({"累计", "累计数", "本年累计", "本年累计数", "年初至今", "年累计"})
_NUMBERING = frozenset(heading_key(word) for word in ("序号", "序", "编号", "No", "№", "行号", "行次"))


class FieldForms:
    """Every way in which the headings of one declaration are written."""

    def __init__(self, declaration: SheetDeclaration) -> None:
        self.declaration = declaration
        self._exact: dict[str, Field] = {}
        self._groups: set[str] = set()
        for field in declaration.fields:
            own = heading_key(field.heading)
            if field.subheading:
                self._groups.add(own)
            for text in (own + heading_key(field.subheading), *(heading_key(alias) for alias in field.aliases)):
                self._exact.setdefault(text, field)

    @property
    def words(self) -> frozenset[str]:
        """Every text that can stand in a heading row of this sheet."""
        subheadings = {heading_key(field.subheading) for field in self.declaration.fields if field.subheading}
        return frozenset(self._exact) | self._groups | subheadings

    def whole(self, path: HeadingPath) -> Field | None:
        """The field whose heading, path or alias is the whole path."""
        return self._exact.get("".join(path.keys))

    def below_group(self, path: HeadingPath) -> Field | None:
        """The field that the end of the path names, below a group that does not turn it into something else (last year's)."""
        for start in range(1, len(path.keys)):
            field = self._exact.get("".join(path.keys[start:]))
            if field is not None:
                groups = path.keys[:start]
                return field if self._may_stand_below(field, groups, path.keys[start:]) else None
        return None

    def _may_stand_below(self, field: Field, groups: tuple[str, ...], rest: tuple[str, ...]) -> bool:
        if any(_COMPARED.search(group) or _is_counted_otherwise(group, field) for group in groups):
            return False
        nearest, own = groups[-1], heading_key(field.heading)
        if nearest == own:
            return True
        if nearest in self._groups:
            return "".join(rest) == own + heading_key(field.subheading)
        return nearest not in self._exact


def is_compared_group(key: str) -> bool:
    """Whether a key is the name of such a group and nothing else: 上年同期, 上月, 年度目标 (a title may hold 任务)."""
    return _COMPARED_GROUP.fullmatch(key) is not None


@lru_cache(maxsize=1024)
def states_period(group: str) -> bool:
    """Whether a group's key is a year or a month (2022, 2022年, 2023年1-5月), not a title that begins with one."""
    return len(group) <= _PERIOD_WORD and _STATED.match(group) is not None


def _is_counted_otherwise(group: str, field: Field) -> bool:
    """本月 over what counts from January on, 累计 over what counts the month."""
    return group in (_OF_THE_MONTH if field.accumulation == "ytd" else _OF_THE_YEAR if field.accumulation == "flow" else ())


def apart_by_period(paths: Sequence[HeadingPath], period: str | None) -> tuple[HeadingPath, ...]:
    """The paths of a report of ``period``, those under another year or month (2022年 beside 2023年) set apart as compared."""
    if period is None:
        return tuple(paths)
    others = [any(_is_another_period(group, period) for group in path.keys[:-1]) for path in paths]
    return tuple(replace(path, keys=(_APART, *path.keys)) if other else path for path, other in zip(paths, others, strict=True))


def _is_another_period(group: str, period: str) -> bool:
    stated = _STATED.match(group)
    if stated is None:
        return False
    month = stated[2] if "-" in period and stated[2] and 1 <= int(stated[2]) <= 12 else None
    return stated[1] != period[:4] or (month is not None and int(month) != int(period[5:]))


_made: dict[int, FieldForms] = {}  # by identity: declarations cannot be hashed, and their forms keep them alive


def field_forms(declaration: SheetDeclaration) -> FieldForms:
    """The forms of one declaration, made once."""
    forms = _made.get(id(declaration))
    if forms is None:
        forms = _made[id(declaration)] = FieldForms(declaration)
    return forms


def match_paths(forms: FieldForms, paths: Sequence[HeadingPath]) -> dict[str, list[HeadingPath]]:
    """Field → the columns that mean it, in sheet order; what a whole path names goes before what its end names."""
    whole, below = _matches(forms, paths)
    return {**below, **whole}


def claiming_paths(forms: FieldForms, paths: Sequence[HeadingPath]) -> dict[str, list[HeadingPath]]:
    """Field → every column that means it by its whole path or by the end of it."""
    whole, below = _matches(forms, paths)
    return {name: [*whole.get(name, []), *below.get(name, [])] for name in {**below, **whole}}


def _matches(
    forms: FieldForms, paths: Sequence[HeadingPath]
) -> tuple[dict[str, list[HeadingPath]], dict[str, list[HeadingPath]]]:
    whole: dict[str, list[HeadingPath]] = {}
    below: dict[str, list[HeadingPath]] = {}
    for path in paths:
        for form in (path, path.loosened()):
            if form is None:
                continue
            if (field := forms.whole(form)) is not None:
                whole.setdefault(field.name, []).append(form)
                break
            if (field := forms.below_group(form)) is not None:
                below.setdefault(field.name, []).append(form)
                break
    return whole, below


def place_level(path: HeadingPath) -> Level | None:
    """The level of the places that a column names by its heading, None where the heading leaves it open."""
    return PLACE_LEVELS.get(path.keys[-1])


def is_numbering(path: HeadingPath) -> bool:
    """Whether a column only numbers the rows (序号)."""
    return path.keys[-1] in _NUMBERING


def depth_of(level: Level | None) -> int:
    """Order of place columns from above down; a column of open level is the lowest."""
    return LEVELS.index(level) if level is not None else len(LEVELS)
