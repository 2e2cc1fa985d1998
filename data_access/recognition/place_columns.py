"""The columns that name places: the region field's own, and those headed 乡镇, 村 … beside it or in its stead."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from data_access.recognition.headings import HeadingPath
from data_access.recognition.matching import depth_of, place_level
from data_access.recognition.place_words import are_of_the_row
from data_access.sheets.declaration import SheetDeclaration


def region_name(declaration: SheetDeclaration) -> str | None:
    """The field that names the row's place."""
    return next((field.name for field in declaration.fields if field.type == "region"), None)


def place_paths(paths: Sequence[HeadingPath], matched: Mapping[str, Sequence[HeadingPath]], region: str) -> list[HeadingPath]:
    """Columns naming places: the region field's own and those headed 乡镇, 村 …; one a level, highest level first."""
    taken = {path.column for name, found in matched.items() if name != region for path in found}
    found = {path.column: path for path in matched.get(region, [])}
    for path in paths:
        if path.column not in taken and place_level(path) is not None and are_of_the_row(path.keys[:-1]):
            found.setdefault(path.column, path)
    by_level: dict[int, HeadingPath] = {}
    for path in found.values():
        by_level.setdefault(depth_of(place_level(path)), path)
    return [by_level[depth] for depth in sorted(by_level)]
