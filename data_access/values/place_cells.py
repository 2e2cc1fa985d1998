"""What the place cells of one row mean together: the lowest is the row's place, those before it contain it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from data_access.reading.grid import Cell
from data_access.recognition.texts import cell_text, clean, has_control, quoted
from data_access.regions.places import PlaceFinder, PlaceMatch
from data_access.regions.tree import LEVELS, Level, RegionTree
from data_access.values.words import nothing

_FOUND = {
    "place_near": "按“{name}”采用",
    "place_old_name": "按名单中的“{name}”采用",
    "place_mapped": "按工作方案归入“{name}”",
    "normalised": "按“{name}”采用",
}
_OLD = "是旧名，按现行名称“{name}”采用"
_AS_LISTED = "已按名单中的名称采用，无须修改。"
_ZONE = re.compile(r"高新|经开|开发区|园区|新区|农场|林场|管委会")
_ZONE_FIX = "开发区、农场等不在行政区划名单中：并入所在乡镇、县（市、区）填报；确需单列的，由方案管理人员在方案的地名对照中写明归入何处。"


@dataclass(frozen=True, kw_only=True)
class Setting:
    """Under what places are read: ``within`` the reporter's region (or the root), ``row_level`` where rows have one."""

    places: PlaceFinder
    tree: RegionTree
    within: str
    row_level: Level | None


@dataclass(frozen=True, kw_only=True, slots=True)
class Said:
    """A finding about one of the place cells of a row: ``place`` counts its columns."""

    code: str
    message: str
    place: int
    text: str
    fix: str | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Decision:
    """One row's place: without a ``code`` it is refused, or where nothing is ``said`` there is no place."""

    code: str | None = None
    is_total: bool = False
    not_applicable: bool = False
    said: tuple[Said, ...] = ()

    @property
    def is_refused(self) -> bool:
        return self.code is None and bool(self.said)


NOTHING = Decision()


def decide(cells: Sequence[Cell], levels: Sequence[Level | None], setting: Setting) -> Decision:
    """What the place cells of a row mean, those of the highest level first.

    Behind the cells stand the names that blank ones of them repeat from above; they count where the place is not clear
    without them.
    """
    own, above = cells[: len(levels)], cells[len(levels) :]
    lowest = max((place for place, cell in enumerate(own) if word(cell)), default=None)
    if lowest is None:
        return replace(NOTHING, not_applicable=any(_is_not_applicable(cell) for cell in own))
    row = _Row(own, levels, setting, lowest)
    decision = row.decision()
    if row.is_unclear and any(word(cell) for cell in above[:lowest]):
        filled = [cell if word(cell) else upper for cell, upper in zip(own, (*above, None), strict=True)]
        repeated = [place for place in range(lowest) if not word(own[place]) and word(filled[place])]
        clear = _Row(filled, levels, setting, lowest, repeated).decision()
        return decision if clear.is_refused else clear
    return decision


class _Row:
    """One row's place cells; ``repeated``: columns whose name stands in a row above."""

    def __init__(
        self,
        cells: Sequence[Cell],
        levels: Sequence[Level | None],
        setting: Setting,
        lowest: int,
        repeated: Sequence[int] = (),
    ) -> None:
        self._texts = [cell_text(cell) if word(cell) else "" for cell in cells]
        self._levels = levels
        self._setting = setting
        self._lowest = lowest
        self._repeated = repeated
        self.is_unclear = False

    def decision(self) -> Decision:
        said: list[Said] = []
        units: tuple[str, ...] = ()
        for place in [place for place in range(self._lowest) if self._texts[place]]:
            match = self._match(place, units, self._levels[place])
            units = (match.code,) if match.code is not None else match.several
            if not units:
                return Decision(said=(self._refusal(match, place),))
            if not any(self._touches(unit) for unit in units):
                return self._refused("place_outside", self._outside(self._texts[place]), place)
            said += [self._taken(match, match.code, place)] if match.problem and match.code else []
        ended = self._judge(self._lowest, units)
        return ended if ended.is_refused else replace(ended, said=(*said, *ended.said))

    def _match(self, place: int, units: Sequence[str], level: Level | None) -> PlaceMatch:
        """The place of one cell inside any of the units; what several of them hold is open."""
        setting, text = self._setting, self._texts[place]
        if not units:
            return setting.places.find(text, within=setting.within, level=level)
        matches = [setting.places.find(text, within=setting.within, parents=(unit,), level=level) for unit in units]
        found = [match for match in matches if match.code is not None]
        if len({match.code for match in found}) > 1 or any(match.several for match in matches):
            codes = dict.fromkeys(code for match in matches for code in (match.several or (match.code,)) if code)
            names = tuple(dict.fromkeys(name for match in matches for name in match.suggestions))
            return PlaceMatch(code=None, problem="place_ambiguous", suggestions=names, several=tuple(codes))
        return (found or matches)[0]

    def _judge(self, place: int, units: Sequence[str]) -> Decision:
        setting, text = self._setting, self._texts[place]
        if has_control(text):
            return self._refused("text_control", "含有不可见的控制字符", place)
        if setting.row_level is None and self._is_whole(text):
            name = setting.tree.regions[setting.within].name
            message = f"{quoted(text)}{_FOUND['place_old_name'].format(name=name)}"
            said = Said(code="place_old_name", message=message, place=place, text=text.strip(), fix=_AS_LISTED)
            return Decision(code=setting.within, said=(said,))
        match = self._match(place, units, self._levels[place] or setting.row_level)
        self.is_unclear = match.problem == "place_ambiguous"
        if match.code is None:
            return Decision(said=(self._refusal(match, place, units),))
        return self._settled(match, match.code, place)

    def _settled(self, match: PlaceMatch, code: str, place: int) -> Decision:
        """A place that is known: whether it may be the row's, and what is said of its name."""
        setting, text = self._setting, self._texts[place]
        region = setting.tree.regions[code]
        is_inside = setting.tree.is_inside(code, setting.within)
        is_total = self._is_above(region.level) and (is_inside or setting.tree.is_inside(setting.within, code))
        if not is_inside and not is_total:
            return self._refused("place_outside", self._outside(text), place)
        if self._is_below(region.level) or (match.is_part and region.level == setting.row_level):
            return self._refused("place_level", f"{quoted(text)}低于本表的填报层级", place)
        said = [self._taken(match, code, place)] if match.problem else []
        return Decision(code=code, is_total=is_total, said=(*self._repetitions(), *said))

    def _repetitions(self) -> list[Said]:
        return [
            Said(
                code="normalised", message=f"为空，沿用上方的{quoted(self._texts[place])}", place=place, text="", fix=_AS_LISTED
            )
            for place in self._repeated
        ]

    def _taken(self, match: PlaceMatch, code: str, place: int) -> Said:
        text, name = self._texts[place], self._name(code)
        wording = _OLD if match.is_old else _FOUND[match.problem or "normalised"]
        is_as_listed = match.problem in {"place_old_name", "normalised"} and not match.is_old
        is_spaced = quoted(text) == quoted(name)
        message = f"{quoted(name)}前后的空格已去除" if is_spaced else f"{quoted(text)}{wording.format(name=name)}"
        return Said(
            code=match.problem or "normalised", message=message, place=place,
            text=text.strip(), fix=_AS_LISTED if is_as_listed else None,
        )  # fmt: skip

    def _refusal(self, match: PlaceMatch, place: int, units: Sequence[str] = ()) -> Said:
        """A name of no place or of several; where all of those lie elsewhere, that is what is wrong with it."""
        setting, text = self._setting, self._texts[place].strip()
        near = "、".join(match.suggestions)
        if match.problem == "place_ambiguous":
            if not any(setting.tree.is_inside(code, setting.within) for code in match.several):
                return Said(code="place_outside", message=self._outside(text), place=place, text=text)
            return Said(code="place_ambiguous", message=f"{quoted(text)}有多处：{near}", place=place, text=text)
        where = f"{'、'.join(self._name(unit) for unit in units)}的" if units else ""
        message = f"{quoted(text)}不在{where}名单中" + (f"，是否“{near}”" if near else "")
        return Said(
            code="place_unknown", message=message, place=place, text=text, fix=_ZONE_FIX if _ZONE.search(text) else None
        )

    def _refused(self, code: str, message: str, place: int) -> Decision:
        return Decision(said=(Said(code=code, message=message, place=place, text=self._texts[place].strip()),))

    def _outside(self, text: str) -> str:
        return f"{quoted(text)}不在{self._name(self._setting.within)}范围内"

    def _touches(self, unit: str) -> bool:
        """Whether a unit lies in the reporter's region or around it."""
        tree, within = self._setting.tree, self._setting.within
        return tree.is_inside(unit, within) or tree.is_inside(within, unit)

    def _name(self, code: str) -> str:
        return self._setting.tree.regions[code].name

    def _is_whole(self, text: str) -> bool:
        """全县 in a county's report, 全镇 in a town's."""
        words = clean(text)
        return len(words) == 2 and words[0] == "全" and self._name(self._setting.within).endswith(words[1])

    def _is_above(self, level: Level) -> bool:
        return self._setting.row_level is not None and LEVELS.index(level) < LEVELS.index(self._setting.row_level)

    def _is_below(self, level: Level) -> bool:
        return self._setting.row_level is not None and LEVELS.index(level) > LEVELS.index(self._setting.row_level)


def word(cell: Cell) -> str:
    """The text of a place cell, empty where it holds a word for nothing."""
    text = cell_text(cell).strip()
    return "" if nothing(text) is not None else text


def _is_not_applicable(cell: Cell) -> bool:
    return isinstance(cell, str) and nothing(cell) == "not_applicable"
