"""Which unit a title, a 填报单位 line or a file name means."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from data_access.regions.place_names import plain
from data_access.regions.places import PlaceFinder
from data_access.regions.tree import RegionTree
from data_access.scheme import ReportingScheme

# What may stand before a department's short name without being part of it: 2023年5月农业农村局.
_PART_OF_NAME = re.compile(r"[\u4e00-\u9fff](?<![年月日度报表])")
_ABOVE = re.compile(r"^[县州市区](?=.{2})")


@dataclass(frozen=True, kw_only=True, slots=True)
class _Named:
    """A unit found in a text, from ``start`` to ``end``."""

    code: str
    start: int
    end: int


class Units:
    """The units that may send or report: departments, regions of the submit level, roots and what lies above them."""

    def __init__(self, schemes: Sequence[ReportingScheme], tree: RegionTree) -> None:
        self._tree = tree
        self.schemes = schemes
        self._names: dict[str, list[str]] = {}
        for scheme in schemes:
            for region in self._regions(scheme):
                self._add(plain(tree.regions[region].name), region)
            for code, name in scheme.departments.items():
                self._add_department(code, plain(name), scheme.root)
        self._longest = max((len(name) for name in self._names), default=0)
        self._finder = PlaceFinder(tree)

    def _regions(self, scheme: ReportingScheme) -> Iterator[str]:
        if self._tree.get(scheme.root) is not None:
            yield scheme.root
            yield from (region.code for region in self._tree.ancestors(scheme.root))
            yield from (region.code for region in self._tree.inside(scheme.root, scheme.submit_level))

    def _add(self, name: str, code: str) -> None:
        codes = self._names.setdefault(name, [])
        if code not in codes:
            codes.append(code)

    def _add_department(self, code: str, name: str, root: str) -> None:
        """县农业农村局, 农业农村局, 牟定县农业农村局."""
        bare = _ABOVE.sub("", name)
        region = self._tree.get(root)
        for written in dict.fromkeys((name, bare, (plain(region.name) if region else "") + bare)):
            self._add(written, code)

    def in_text(self, text: str) -> list[str]:
        """Units whose full names stand in a title or file name, without those that only say where the others lie."""
        return self._most_specific(list(self._scan(plain(text))))

    def in_line(self, text: str) -> list[str]:
        """The unit that a 填报单位 line names, in full or short, with or without 人民政府."""
        name = re.sub(r"[(\[【].*?[)\]】]", "", plain(text))
        found = self.in_text(name)
        places = list(dict.fromkeys(place for scheme in self.schemes if (place := self._place(name, scheme))))
        if found:
            below = [place for place in places if any(self._is_below(place, code) for code in found)]
            return below[:1] if len(found) == 1 and below else found
        own = [place for place in places if any(self._is_below(place, scheme.root) for scheme in self.schemes)]
        return own if len(own) == 1 else places[:1] if len(places) == 1 else []

    def _place(self, name: str, scheme: ReportingScheme) -> str | None:
        """The place of a name; of a town and its village (戌街乡, 戌街村 as 戌街) the one of the level that reports."""
        root, level = scheme.root, scheme.submit_level
        written = re.sub(r"^中共|党(?:工)?委$|(?:党)?委员会$|党政办(?:公室)?$", "", name)
        for form in dict.fromkeys((name, written)):
            code = self._finder.find(form, within=root, level=level).code if form and root in self._tree.regions else None
            if code is not None:
                return code
        return None

    def _scan(self, text: str) -> Iterator[_Named]:
        """Longest names first, from left to right."""
        start, before = 0, None
        while start < len(text):
            found = self._at(text, start, before)
            if found is None:
                start += 1
                continue
            yield found
            before, start = found, found.end

    def _at(self, text: str, start: int, before: _Named | None) -> _Named | None:
        for end in range(min(len(text), start + self._longest), start, -1):
            named = self._names.get(text[start:end], ())
            codes = [code for code in named if code in self._tree.regions or self._is_own_office(code, text, start, before)]
            if codes:
                inside = [code for code in codes if before is not None and self._is_below(code, before.code)]
                return _Named(code=(inside or codes)[0], start=start, end=end) if len(inside or codes) == 1 else None
        return None

    def _is_own_office(self, code: str, text: str, start: int, before: _Named | None) -> bool:
        """Whether a department's name is that of the root's own office, not of the unit named right before it."""
        root = next(scheme.root for scheme in self.schemes if code in scheme.departments)
        region = self._tree.get(root)
        if region is not None and text.startswith(plain(region.name), start):
            return True
        if before is not None and before.end == start:
            return before.code == root
        return start == 0 or not _PART_OF_NAME.match(text[start - 1])

    def _is_below(self, code: str, unit: str) -> bool:
        return code in self._tree.regions and unit in self._tree.regions and self._tree.is_inside(code, unit)

    def _most_specific(self, found: list[_Named]) -> list[str]:
        codes = list(dict.fromkeys(named.code for named in found))
        departments = [code for code in codes if code not in self._tree.regions]
        regions = [code for code in codes if code in self._tree.regions]
        lowest = [code for code in regions if not any(code != other and self._is_below(other, code) for other in regions)]
        around = {scheme.root for scheme in self.schemes if any(code in scheme.departments for code in departments)}
        above = {code for code in lowest for root in around if self._is_below(root, code)}
        return departments + [code for code in lowest if code not in above]

    def name(self, code: str) -> str:
        """What a unit is called."""
        region = self._tree.get(code)
        names = (scheme.departments[code] for scheme in self.schemes if code in scheme.departments)
        return region.name if region is not None else next(names, code)

    def roots_of(self, code: str) -> list[str]:
        """The roots that a unit belongs to: its own, or that of the region it lies in or above."""
        roots = [
            scheme.root
            for scheme in self.schemes
            if code in scheme.departments or self._is_below(code, scheme.root) or self._is_below(scheme.root, code)
        ]
        return list(dict.fromkeys(roots))

    def reporters_of(self, sheet: str) -> frozenset[str]:
        """Codes of all units that some pack lets report the sheet."""
        codes: set[str] = set()
        for scheme in self.schemes:
            entry = scheme.sheets.get(sheet)
            if entry is None:
                continue
            codes.update(entry.departments)
            if not entry.departments and self._tree.get(scheme.root) is not None:
                codes.update(region.code for region in self._tree.inside(scheme.root, scheme.submit_level))
        return frozenset(codes)

    def is_by_regions(self, sheet: str) -> bool:
        """Whether some pack lets regions report the sheet, so that rows can say whose they are."""
        return any(entry is not None and not entry.departments for entry in (s.sheets.get(sheet) for s in self.schemes))

    def may_send(self, code: str) -> bool:
        """Whether a unit that is no reporter may hand in for several: a department, a root or what lies above it."""
        return code not in self._tree.regions or any(self._is_below(scheme.root, code) for scheme in self.schemes)
