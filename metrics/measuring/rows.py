"""The rows of a sheet laid out for measuring: sorted by place, so that a unit's rows are one slice."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from fractions import Fraction

import numpy as np
import numpy.typing as npt
import pandas as pd

from metrics.places import level_of, subtree

Mask = npt.NDArray[np.bool_]
Whole = npt.NDArray[np.int64]
Texts = npt.NDArray[np.object_]
_SAFE = 2**62


def exact_sum(values: Whole) -> int:
    """The sum without overflow, whatever the size of the numbers."""
    if len(values) and max(abs(int(values.max())), abs(int(values.min()))) * len(values) >= _SAFE:
        return sum(values.tolist())
    return int(values.sum())


def _codes(regions: pd.Series) -> Whole:
    """Places as numbers, 0 for none; there are far fewer of them than rows."""
    which, places = pd.factorize(regions.fillna("0"))
    return places.to_numpy(dtype=object).astype(np.int64)[which]


class _Columns:
    """A frame of ``metrics.evidence`` sorted by place; columns are taken out once and shared by every slice."""

    def __init__(self, frame: pd.DataFrame) -> None:
        codes = _codes(frame["region"]) if len(frame) else np.zeros(0, np.int64)
        order = np.argsort(codes, kind="stable")
        self.frame = frame.iloc[order] if len(frame) else frame
        self.codes: Whole = codes[order]
        self._numbers: dict[str, Whole] = {}
        self._texts: dict[str, Texts] = {}
        self._known: dict[str, Mask] = {}

    def known(self, name: str) -> Mask:
        if name not in self._known:
            self._known[name] = self.frame[name].notna().to_numpy(dtype=bool) if len(self.codes) else np.zeros(0, bool)
        return self._known[name]

    def number(self, name: str) -> Whole:
        if name not in self._numbers:
            column = self.frame[name] if len(self.codes) else pd.Series([], dtype="Int64")
            self._numbers[name] = column.to_numpy(dtype=np.int64, na_value=0)
        return self._numbers[name]

    def text(self, name: str) -> Texts:
        if name not in self._texts:
            column = self.frame[name] if len(self.codes) else pd.Series([], dtype=object)
            self._texts[name] = column.to_numpy(dtype=object)
        return self._texts[name]


class SheetRows:
    """Rows of one sheet: all of them, those of a unit, or some picked out. Numbers are counts of 1e-6 of the unit."""

    def __init__(self, columns: _Columns, picked: slice | npt.NDArray[np.intp]) -> None:
        self._columns = columns
        self._picked = picked
        self.codes: Whole = columns.codes[picked]

    @classmethod
    def of(cls, frame: pd.DataFrame) -> SheetRows:
        """The rows of a frame (columns of ``metrics.evidence``)."""
        columns = _Columns(frame)
        return cls(columns, slice(0, len(columns.codes)))

    @classmethod
    def joined(cls, parts: Sequence[SheetRows]) -> SheetRows:
        """The rows of several months under each other."""
        if len(parts) == 1:
            return parts[0]
        filled = [part.frame for part in parts if len(part)]
        return cls.of(pd.concat(filled, ignore_index=True) if filled else pd.DataFrame())

    @property
    def frame(self) -> pd.DataFrame:
        """The rows as the frame that they came from."""
        return self._columns.frame.iloc[self._picked]

    def __len__(self) -> int:
        return len(self.codes)

    def known(self, name: str) -> Mask:
        """Where a field has a value."""
        return self._columns.known(name)[self._picked]

    def number(self, name: str) -> Whole:
        """A number field; 0 where it has no value."""
        return self._columns.number(name)[self._picked]

    def text(self, name: str) -> Texts:
        """A text field, as it is."""
        return self._columns.text(name)[self._picked]

    def flag(self, name: str) -> Mask:
        """Where a yes-or-no column is true; missing is not."""
        column = self._columns.frame[name] if len(self._columns.codes) else pd.Series([], dtype="boolean")
        return column.astype("boolean").to_numpy(dtype=bool, na_value=False)[self._picked]

    def inside(self, unit: str) -> SheetRows:
        """The rows of a unit and of the places in it."""
        first, last = subtree(unit)
        start, stop = (int(place) for place in np.searchsorted(self.codes, [int(first), int(last) + 1]))
        if isinstance(self._picked, slice):
            offset = self._picked.start or 0
            return SheetRows(self._columns, slice(offset + start, offset + stop))
        return SheetRows(self._columns, self._picked[start:stop])

    def pick(self, positions: npt.NDArray[np.intp]) -> SheetRows:
        """Some of these rows, by position."""
        if isinstance(self._picked, slice):
            return SheetRows(self._columns, positions + (self._picked.start or 0))
        return SheetRows(self._columns, self._picked[positions])

    def where(self, mask: Mask) -> SheetRows:
        """Those of these rows that the mask marks."""
        return self.pick(np.flatnonzero(mask))

    def by_text(self, name: str) -> dict[str, SheetRows]:
        """These rows by the value of a text field, blanks left out."""
        found: dict[str, list[int]] = {}
        for position, value in enumerate(self.text(name)):
            if isinstance(value, str):
                found.setdefault(value, []).append(position)
        return {value: self.pick(np.array(positions, dtype=np.intp)) for value, positions in found.items()}

    def of_reporters(self, reporters: Collection[str]) -> SheetRows:
        """The rows that these reporters handed in."""
        return self.where(np.array([code in reporters for code in self.text("reporter")], dtype=bool))

    def has_coarser(self, unit: str) -> bool:
        """Whether some row stands for a larger unit that contains ``unit``."""
        larger = [f"{code:012d}" for code in np.unique(self.codes) if code]
        return any(subtree(code)[0] <= unit <= subtree(code)[1] and code != subtree(unit)[0] for code in larger)

    @property
    def places(self) -> list[str]:
        """The code of each row's place."""
        return [f"{code:012d}" for code in self.codes.tolist()]


def finer(unit: str, level: str) -> bool:
    """Whether a unit lies below a level."""
    order = ("province", "prefecture", "county", "township", "village")
    return order.index(level_of(unit)) > order.index(level)


def micro(count: int, scale: int = 1_000_000) -> Fraction:
    """A stored count in the field's unit."""
    return Fraction(count, scale)
