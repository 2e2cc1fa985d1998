"""Which place a text names: nearest units first, never a guess between two."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from typing import Literal

from data_access.regions.dressing import Reading, bare, readings
from data_access.regions.place_names import ABOLISHED, Form, forms, name_index, plain, stem
from data_access.regions.tree import Level, Region, RegionTree

PlaceProblem = Literal["normalised", "place_near", "place_unknown", "place_ambiguous", "place_old_name", "place_mapped"]
_CODE = re.compile(r"\d{6}|\d{9}|\d{12}")
_PROBLEMS: dict[Form, PlaceProblem | None] = {
    Form.OFFICIAL: None,
    Form.VARIANT: "place_old_name",
    Form.SHORT: "place_old_name",
    Form.OLD: "place_old_name",
    Form.OTHER_SUFFIX: "place_old_name",
    Form.NEAR: "place_near",
}
_SUGGESTIONS = 3
_ALIKE = 0.6  # share of equal characters from which a name is worth suggesting
_SUGGESTED_TEXTS = 200  # unknown texts that get suggestions; a column of other things must not cost a search a cell


@dataclass(frozen=True, kw_only=True, slots=True)
class PlaceMatch:
    """``code``: the place, None where none or several fit (``several``). ``problem``: what to report about it.

    ``suggestions``: names with their parent (新桥镇官河村民委员会), for an unknown or ambiguous text. ``is_old``: a former
    name. ``is_part``: the text names a group of the place.
    """

    code: str | None
    problem: PlaceProblem | None = None
    suggestions: tuple[str, ...] = ()
    several: tuple[str, ...] = ()
    is_old: bool = False
    is_part: bool = False


class PlaceFinder:
    """Finds places of one tree. ``mapped``: names that the pack lets stand for a place, by 12-digit code."""

    def __init__(self, tree: RegionTree, mapped: Mapping[str, str] | None = None) -> None:
        self._tree = tree
        self._index = name_index(tree)
        self._mapped = {plain(name): code for name, code in (mapped or {}).items()}
        self._answers: dict[tuple[str, str, tuple[str, ...], Level | None], PlaceMatch] = {}
        self._unknown = 0

    def find(self, text: str, *, within: str, parents: Sequence[str] = (), level: Level | None = None) -> PlaceMatch:
        """The place that ``text`` names.

        ``within``: the unit searched first; then the units around it, nearest first (the answer may lie outside).
        ``parents``: codes or texts of units that contain the place. ``level``: preferred where a name fits several levels.
        """
        key = (text, within, tuple(parents), level)
        if key not in self._answers:
            self._answers[key] = self._noted(self._find(text, within, key[2], level), text)
        return self._answers[key]

    def _noted(self, match: PlaceMatch, text: str) -> PlaceMatch:
        """Another writing of the official name is taken and said, too."""
        region = self._tree.get(match.code or "")
        if region is None or match.problem is not None or text in {region.name, region.code}:
            return match
        return replace(match, problem="normalised")

    def _find(self, text: str, within: str, parents: tuple[str, ...], level: Level | None) -> PlaceMatch:
        name = bare(text)
        if _CODE.fullmatch(name):
            code = name.ljust(12, "0")
            return PlaceMatch(code=code) if self._tree.get(code) else PlaceMatch(code=None, problem="place_unknown")
        mapped = self._mapped_code(name)
        if mapped is not None:
            return PlaceMatch(code=mapped, problem="place_mapped")
        units = [code for code in (self._unit(parent, within) for parent in parents) if code]
        for reading in readings(text):
            match = self._read(reading, within, units, level)
            if match is not None:
                return match
        return PlaceMatch(code=None, problem="place_unknown", suggestions=self._alike(name, within, units, level))

    def _read(self, reading: Reading, within: str, units: Sequence[str], level: Level | None) -> PlaceMatch | None:
        """The place of one reading; what stands in brackets counts where it is a place: 小街社区（者海镇）."""
        named = self._unit(reading.parent, within) if reading.parent else None
        match = self._nearest(reading.name, within, [*units, named] if named else units, level)
        if match is None or not reading.is_part:
            return match
        region = self._tree.get(match.code or "")
        return replace(match, is_part=True) if region is not None and region.level == "village" else None

    def _mapped_code(self, name: str) -> str | None:
        """The place that the pack lets a name stand for, alone or behind the units around it."""
        if name in self._mapped:
            return self._mapped[name]
        found = ((name[: -len(key)], code) for key, code in self._mapped.items() if key and name.endswith(key))
        return next((code for before, code in found if self._leads_to(before, code) is not None), None)

    def _unit(self, parent: str, within: str) -> str | None:
        return parent if self._tree.get(parent) else self.find(parent, within=within).code

    def _nearest(self, name: str, within: str, parents: Sequence[str], level: Level | None) -> PlaceMatch | None:
        candidates = list(self._candidates(name))
        for unit in self._scopes(within):
            inside = [(code, form) for code, form in candidates if unit is None or self._tree.is_inside(code, unit)]
            inside = [(code, form) for code, form in inside if all(self._tree.is_inside(code, parent) for parent in parents)]
            if inside:
                return self._choose(inside, unit, parents, level)
        return None

    def _scopes(self, within: str) -> Iterator[str | None]:
        yield within
        yield from (region.code for region in reversed(self._tree.ancestors(within)))
        yield None

    def _candidates(self, name: str) -> Iterator[tuple[str, Form]]:
        """Places of that name, alone or behind the names of units that contain them."""
        for start in range(len(name)):
            found = [(code, form, self._leads_to(name[:start], code)) for code, form in self._index.codes(name[start:]).items()]
            fitting = [(code, max(form, before)) for code, form, before in found if before is not None]
            if fitting:
                yield from fitting
                return

    def _leads_to(self, prefix: str, code: str) -> Form | None:
        """NEAR or OFFICIAL where ``prefix`` is nothing but names of units above the place, from above down: with 乡 for 镇 or without."""
        rests = {prefix: Form.OFFICIAL}
        for unit in self._tree.ancestors(code):
            for rest, worst in list(rests.items()):
                for name, form in self._names(unit):
                    if name and rest.startswith(name):
                        now = Form.NEAR if Form.NEAR in (form, worst) else Form.OFFICIAL
                        rests[rest[len(name) :]] = min(now, rests.get(rest[len(name) :], now))
        return rests.get("")

    def _names(self, unit: Region) -> Iterator[tuple[str, Form]]:
        yield from forms(unit)
        if unit.level == "county":
            yield stem(unit) + "县", Form.OLD  # what is a 市 or a 区 today was a 县

    def _choose(
        self, inside: list[tuple[str, Form]], unit: str | None, parents: Sequence[str], level: Level | None
    ) -> PlaceMatch:
        """The one place of the nearest form; ``level`` and lying strictly inside the unit decide between equals."""
        best = min(form for _, form in inside)
        codes = [code for code, form in inside if form == best]
        codes = self._preferred(codes, lambda code: self._tree.regions[code].level == level)
        codes = self._preferred(codes, lambda code: code != unit and code not in parents)
        if len(codes) == 1:
            return PlaceMatch(code=codes[0], problem=_PROBLEMS[best], is_old=best == Form.OLD)
        # Two places that are called so want their parent; 东山乡 is the name of neither 东山镇.
        problem: PlaceProblem = "place_unknown" if best == Form.NEAR else "place_ambiguous"
        return PlaceMatch(
            code=None, problem=problem, suggestions=tuple(self._path(code) for code in codes), several=tuple(codes)
        )

    def _preferred(self, codes: list[str], wanted: Callable[[str], bool]) -> list[str]:
        return [code for code in codes if wanted(code)] or codes

    def _path(self, code: str) -> str:
        region = self._tree.regions[code]
        parent = self._tree.get(region.parent)
        return f"{parent.name if parent else ''}{region.name}"

    def _alike(self, name: str, within: str, parents: Sequence[str], level: Level | None) -> tuple[str, ...]:
        """Up to three places for an unknown text: that name under another parent, else names that look like it."""
        self._unknown += 1
        if self._unknown > _SUGGESTED_TEXTS:
            return ()
        around = self._tree.regions[within].parent or within
        successor = next((code for old, code in ABOLISHED.items() if name.endswith(old)), None)
        if successor is not None and self._tree.is_inside(successor, around):
            return (self._path(successor),)
        elsewhere = [code for code in self._behind_any_prefix(name) if self._tree.is_inside(code, around)]
        if elsewhere:
            return tuple(self._path(code) for code in elsewhere[:_SUGGESTIONS])
        for unit in dict.fromkeys((*parents[-1:], within, around)):
            ranked = sorted(self._likeness(name, unit, level), key=lambda found: (-found[0], found[1]))
            if ranked:
                return tuple(self._path(code) for _, code in ranked[:_SUGGESTIONS])
        return ()

    def _behind_any_prefix(self, name: str) -> list[str]:
        """Places whose nearest form ends the text, whatever stands before it (共和镇官河村: there is one in 新桥镇)."""
        for start in range(len(name) - 1):
            found = [code for code, form in self._index.codes(name[start:]).items() if form <= Form.SHORT]
            if found:
                return found
        return []

    def _likeness(self, name: str, unit: str, level: Level | None) -> Iterator[tuple[float, str]]:
        first, last = self._tree.subtree(unit)
        letters = set(name)
        for region in self._tree.regions.values():
            if not first <= region.code <= last or (level is not None and region.level != level):
                continue
            short = stem(region)
            if letters & set(short):
                written = {short, plain(region.name), short + _everyday(region)}
                ratio = max(SequenceMatcher(a=name, b=one, autojunk=False).ratio() for one in written)
                if ratio >= _ALIKE:
                    yield ratio, region.code


def _everyday(region: Region) -> str:
    """What people say behind the name of a village or a community."""
    return "" if region.level != "village" else "社区" if "社区" in region.name or "居" in region.name else "村"
