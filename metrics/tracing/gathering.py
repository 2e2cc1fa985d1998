"""Gathers the cells of a figure while it is walked; a cell that takes part twice in the same way is kept once."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from types import MappingProxyType

import numpy as np

from metrics.measuring.rows import SheetRows
from metrics.tracing.model import PARTS, Part, Positions, TracedColumn

_Key = tuple[Part, Part, str, str, int]
AS_THEY_ARE: Mapping[Part, Part] = MappingProxyType({part: part for part in PARTS})
#: both sides of the figure that is compared
COMPARED: Mapping[Part, Part] = MappingProxyType({**AS_THEY_ARE, "denominator": "numerator"})
#: everything of the figure that it is compared with
COMPARED_WITH: Mapping[Part, Part] = MappingProxyType(dict.fromkeys(PARTS, "base"))


@dataclass(frozen=True)
class Cells:
    """Some rows of a sheet; ``at``: positions in ``rows``."""

    sheet: str
    rows: SheetRows
    at: Positions


@dataclass(frozen=True)
class Gathered:
    """``parts``: what a cell is to the figure asked for, by what it is to the figure that is being walked."""

    parts: Mapping[Part, Part] = field(default_factory=lambda: AS_THEY_ARE)
    _found: dict[_Key, Cells] = field(default_factory=dict[_Key, Cells])

    def add(self, role: Part, cells: Cells, fields: Iterable[str]) -> None:
        """The cells of some fields. Numerator and denominator may share conditions and bases: each is listed once."""
        for name in fields:
            key = (self.parts[role], role, cells.sheet, name, id(cells.rows))
            before = self._found.get(key)
            self._found[key] = cells if before is None else replace(cells, at=np.union1d(before.at, cells.at))

    def as_parts(self, parts: Mapping[Part, Part]) -> Gathered:
        """The same gathering for a figure that this one rests on."""
        return Gathered(parts, self._found)

    @property
    def columns(self) -> tuple[TracedColumn, ...]:
        """Everything found, part by part."""
        ordered = sorted(self._found.items(), key=lambda entry: (PARTS.index(entry[0][0]), PARTS.index(entry[0][1])))
        return tuple(
            TracedColumn(part=part, role=role, sheet=sheet, field=name, rows=cells.rows.pick(cells.at))
            for (part, role, sheet, name, _), cells in ordered
            if len(cells.at)
        )
