"""Which place each row is about: the lowest of its place columns, the higher ones being its parents."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from data_access.reading.grid import Cell
from data_access.recognition.result import Recognised
from data_access.recognition.texts import cell_text, clean, has_control, quoted
from data_access.regions.places import PlaceFinder, PlaceMatch
from data_access.regions.tree import LEVELS, Level, RegionTree
from data_access.sheets.declaration import Field
from data_access.typed_rows import Column, Mask
from data_access.values.cells import CellReader, ColumnCells
from data_access.values.findings import Findings
from data_access.values.words import nothing

_FOUND = {
    "place_near": "按“{name}”采用",
    "place_old_name": "按现行名称“{name}”采用",
    "place_mapped": "按工作方案归入“{name}”",
}


@dataclass(frozen=True, kw_only=True)
class Setting:
    """Under what places are read: ``within`` the reporter's region (or the root), ``row_level`` where rows have one."""

    places: PlaceFinder
    tree: RegionTree
    within: str
    row_level: Level | None


@dataclass(frozen=True, kw_only=True)
class Placed:
    """``column``: codes a row; ``is_total``: rows above the row level, which are totals of their place."""

    column: Column
    is_total: Mask


@dataclass(frozen=True, kw_only=True, slots=True)
class _Decision:
    """One row's place: ``code`` None with a ``problem`` is refused, without one there is no place; ``lowest``: the cell read."""

    code: str | None = None
    is_total: bool = False
    not_applicable: bool = False
    lowest: int = 0
    text: str = ""
    problem: str = ""
    message: str = ""

    @property
    def is_refused(self) -> bool:
        return self.code is None and bool(self.problem)


_NOTHING = _Decision()


class PlaceColumns:
    """The place columns of one worksheet over given rows."""

    def __init__(self, recognised: Recognised, field: Field, reader: CellReader, findings: Findings, setting: Setting) -> None:
        self._field = field
        self._findings = findings
        self._setting = setting
        self._reader = reader
        self._columns = recognised.place_columns
        self._decisions: dict[tuple[Cell, ...], _Decision] = {}

    def placed(self, rows: Sequence[int]) -> Placed:
        """The place of every row; blanks stay without one."""
        columns = [self._reader.column(self._field, place.column, rows) for place in self._columns]
        texts = list(zip(*(cells.cells for cells in columns), strict=True))
        broken = frozenset[int]().union(*(cells.broken for cells in columns))
        decisions = [_NOTHING, *map(self._decision, dict.fromkeys(texts))]
        number = {text: which for which, text in enumerate(dict.fromkeys(texts), start=1)}
        which = np.array([number[text] for text in texts], dtype=np.int64)
        which[list(broken)] = 0
        for index in np.flatnonzero(_of(decisions, which, lambda decision: bool(decision.problem))).tolist():
            decision = decisions[which[index]]
            at = columns[decision.lowest].at(index)
            self._findings.add(decision.problem, decision.message, at=at, field=self._field, value=decision.text)
        codes = np.array([decision.code for decision in decisions], dtype=object)[which]
        invalid = _of(decisions, which, lambda decision: decision.is_refused)
        invalid[list(broken)] = True
        column = Column(
            values=codes,
            missing=_of(decisions, which, lambda decision: decision.code is None),
            not_applicable=_of(decisions, which, lambda decision: decision.not_applicable),
            invalid=invalid,
        )
        return Placed(column=column, is_total=_of(decisions, which, lambda decision: decision.is_total))

    def place_of_total(self, row: int, label: str) -> str | None:
        """The place that a total row is about: named in front of its words, or standing in its place columns."""
        texts = [label.removesuffix("小计").removesuffix("合计"), *(cells.cells[0] for cells in self._all(row))]
        for text in reversed([text for text in texts if isinstance(text, str) and _is_name(text)]):
            code = self._setting.places.find(text, within=self._setting.within).code
            if code is not None and self._setting.tree.is_inside(code, self._setting.within):
                return code
        return None

    def _all(self, row: int) -> list[ColumnCells]:
        return [self._reader.column(self._field, place.column, [row]) for place in self._columns]

    def _decision(self, cells: tuple[Cell, ...]) -> _Decision:
        """What the place cells of a row mean; equal cells are looked at once."""
        decision = self._decisions.get(cells)
        if decision is None:
            decision = self._decisions[cells] = self._decide(cells)
        return decision

    def _decide(self, cells: tuple[Cell, ...]) -> _Decision:
        words = [_word(cell) for cell in cells]
        lowest = max((place for place, word in enumerate(words) if word), default=None)
        if lowest is None:
            return replace(_NOTHING, not_applicable=any(_is_not_applicable(cell) for cell in cells))
        parents = tuple(word for word in words[:lowest] if word)
        return replace(self._judge(words[lowest], parents, self._columns[lowest].level), lowest=lowest, text=words[lowest])

    def _judge(self, text: str, parents: tuple[str, ...], level: Level | None) -> _Decision:
        setting = self._setting
        if has_control(text):
            return _Decision(problem="text_control", message="含有不可见的控制字符")
        if setting.row_level is None and self._is_whole(text):
            name = setting.tree.regions[setting.within].name
            message = f"{quoted(text)}{_FOUND['place_old_name'].format(name=name)}"
            return _Decision(code=setting.within, problem="place_old_name", message=message)
        match = setting.places.find(text, within=setting.within, parents=parents, level=level or setting.row_level)
        if match.code is None:
            return _unknown(match, text)
        region = setting.tree.regions[match.code]
        is_inside = setting.tree.is_inside(match.code, setting.within)
        is_total = self._is_above(region.level) and (is_inside or setting.tree.is_inside(setting.within, match.code))
        if not is_inside and not is_total:
            within = setting.tree.regions[setting.within].name
            return _Decision(problem="place_outside", message=f"{quoted(text)}不在{within}范围内")
        if self._is_below(region.level):
            return _Decision(problem="place_level", message=f"{quoted(text)}低于本表的填报层级")
        if match.problem is None:
            return _Decision(code=match.code, is_total=is_total)
        message = f"{quoted(text)}{_FOUND[match.problem].format(name=region.name)}"
        return _Decision(code=match.code, is_total=is_total, problem=match.problem, message=message)

    def _is_whole(self, text: str) -> bool:
        """全县 in a county's report, 全镇 in a town's."""
        words = clean(text)
        return len(words) == 2 and words[0] == "全" and self._setting.tree.regions[self._setting.within].name.endswith(words[1])

    def _is_above(self, level: Level) -> bool:
        return self._setting.row_level is not None and LEVELS.index(level) < LEVELS.index(self._setting.row_level)

    def _is_below(self, level: Level) -> bool:
        return self._setting.row_level is not None and LEVELS.index(level) > LEVELS.index(self._setting.row_level)


def _of(decisions: Sequence[_Decision], which: npt.NDArray[np.int64], asked: Callable[[_Decision], bool]) -> Mask:
    """The answer for every row; asked of each distinct decision once."""
    return np.array([asked(decision) for decision in decisions], dtype=np.bool_)[which]


def _unknown(match: PlaceMatch, text: str) -> _Decision:
    near = "、".join(match.suggestions)
    if match.problem == "place_ambiguous":
        return _Decision(problem="place_ambiguous", message=f"{quoted(text)}有多处：{near}")
    return _Decision(problem="place_unknown", message=f"{quoted(text)}不在名单中" + (f"，是否“{near}”" if near else ""))


def _word(cell: Cell) -> str:
    """The text of a place cell, empty where it holds a word for nothing."""
    text = cell_text(cell).strip()
    return "" if nothing(text) is not None else text


def _is_not_applicable(cell: Cell) -> bool:
    return isinstance(cell, str) and nothing(cell) == "not_applicable"


def _is_name(text: str) -> bool:
    return bool(_word(text)) and not text.rstrip().endswith("计")
