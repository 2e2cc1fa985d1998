"""Which declared sheet a worksheet is, and where its heading stands."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from data_access.reading.grid import Worksheet
from data_access.recognition.groups import is_compared_group, states_period
from data_access.recognition.headings import DEEPEST, HeadingBlock, HeadingPath, heading_rows
from data_access.recognition.matching import field_forms, match_paths, place_level
from data_access.recognition.place_columns import place_paths, region_name
from data_access.recognition.texts import cell_text, heading_key, is_filled
from data_access.recognition.units import parse_unit
from data_access.sheets.declaration import Field, SheetDeclaration

_ENOUGH = 3  # fields that make a row a heading
_HINTED = 2  # fields that are enough where title or hidden sheet name the sheet
_SHARE = 0.5  # of the required fields, where nothing names the sheet
_BRACKETS = " ()（）[]［］【】"
_HINT = 0.25  # what a title is worth against a share of required fields


@dataclass(frozen=True, kw_only=True)
class Heading:
    """A heading read as that of one declaration: rows ``top`` to ``bottom`` (0-based, inclusive), ``depth`` of them read."""

    declaration: SheetDeclaration
    top: int
    bottom: int
    depth: int
    paths: tuple[HeadingPath, ...]
    fields: frozenset[str]
    repeated: int

    @property
    def columns(self) -> int:
        """How many columns claim a field."""
        return len(self.fields) + self.repeated

    @property
    def share(self) -> float:
        """Which part of the required fields has a column."""
        required = [field.name for field in self.declaration.fields if field.required]
        return len(self.fields & set(required)) / max(1, len(required))


@dataclass(frozen=True, kw_only=True)
class Choice:
    """``heading`` None: no declared sheet. ``second``: a further heading on the same worksheet."""

    heading: Heading | None
    second: Heading | None = None


def choose_sheet(worksheet: Worksheet, declarations: Mapping[str, SheetDeclaration], hints: Iterable[str]) -> Choice:
    """The declaration whose required fields fit best; ``hints``: sheet ids that hidden sheet or caller name."""
    hinted = {*hints, *_titles(worksheet, declarations.values())}
    known = frozenset[str]().union(*(field_forms(declaration).words for declaration in declarations.values()))
    blocks = [block for row in heading_rows(worksheet, known) for block in _blocks(worksheet, row)]
    found = [heading for block, paths in blocks for heading in _headings(block, paths, declarations.values())]
    fitting = _with_all_their_columns([heading for heading in found if _is_enough(heading, hinted)])
    fitting = _with_their_groups(worksheet, fitting)
    if not fitting:
        return Choice(heading=None)
    best = max(fitting, key=lambda heading: _rank(heading, hinted))
    others = [other for other in fitting if other.top > best.bottom or other.bottom < best.top]
    others = [other for other in others if len(other.fields) >= _ENOUGH]
    return Choice(heading=best, second=max(others, key=lambda heading: _rank(heading, hinted), default=None))


def _with_all_their_columns(headings: list[Heading]) -> list[Heading]:
    """Without those that leave out a row above or below which names one column more: read or not, it is said."""
    return [one for one in headings if not any(_names_more(other, one) for other in headings)]


def _names_more(other: Heading, one: Heading) -> bool:
    holds = other.top <= one.top and one.top + one.depth <= other.top + other.depth
    return holds and other.declaration is one.declaration and other.fields >= one.fields and other.columns > one.columns


def _with_their_groups(worksheet: Worksheet, headings: list[Heading]) -> list[Heading]:
    """Without those that leave out the row of groups right above them (上年同期, 2022年 beside 2023年) or a row of units, unless none is left."""
    whole = [heading for heading in headings if not any(_has_groups(worksheet, heading.top - up) for up in range(1, DEEPEST))]
    with_units = [heading for heading in whole or headings if not _cuts_units_off(worksheet, heading)]
    return with_units or whole or headings


def _cuts_units_off(worksheet: Worksheet, heading: Heading) -> bool:
    """Whether units stand in rows that the heading spans without reading them, or in the row right below, where no row of the report begins."""
    spanned = range(heading.top + heading.depth, heading.bottom + 1)
    return any(_holds_units(worksheet, row, heading) for row in spanned) or (
        _holds_units(worksheet, heading.bottom + 1, heading, alone=True)
    )


def _holds_units(worksheet: Worksheet, row: int, heading: Heading, *, alone: bool = False) -> bool:
    """Whether a row has units below headings of figures (``alone``: and no figure, nor anything below one of texts)."""
    cells = worksheet.table[row] if row < len(worksheet.table) else ()
    filled = {column: cell for column, cell in enumerate(cells) if is_filled(cell)}
    units = {
        column for column, cell in filled.items() if isinstance(cell, str) and parse_unit(cell.strip(_BRACKETS)) is not None
    }
    if not units:
        return False
    of_figures, of_texts = _columns(heading)
    is_heading = all(isinstance(cell, str) for cell in filled.values()) and not of_texts & filled.keys()
    return bool(units & of_figures) and (is_heading and of_figures & filled.keys() <= units if alone else True)


def _columns(heading: Heading) -> tuple[set[int], set[int]]:
    """The columns of figures and those of texts."""
    declaration = heading.declaration
    columns: tuple[set[int], set[int]] = (set(), set())
    for name, found in match_paths(field_forms(declaration), heading.paths).items():
        columns[0 if declaration.field(name).is_numeric else 1].update(path.column for path in found)
    return columns


def _has_groups(worksheet: Worksheet, row: int) -> bool:
    """Whether a row holds the name of a group that sets its columns apart from this period's, or several periods."""
    if row < 0 or row >= len(worksheet.rows):
        return False
    keys = {heading_key(cell_text(cell)) for cell in worksheet.rows[row] if cell is not None}
    return any(is_compared_group(key) for key in keys) or sum(states_period(key) for key in keys) > 1


def _titles(worksheet: Worksheet, declarations: Iterable[SheetDeclaration]) -> list[str]:
    """Sheets whose title stands in the first rows, or whose name the worksheet's tab bears."""
    first = "\n".join(heading_key(cell_text(cell)) for row in worksheet.rows[:6] for cell in row if isinstance(cell, str))
    tab = heading_key(worksheet.name)
    return [d.id for d in declarations if heading_key(d.title) in first or tab in {heading_key(d.tab), heading_key(d.title)}]


def _blocks(worksheet: Worksheet, top: int) -> list[tuple[HeadingBlock, list[HeadingPath]]]:
    blocks = [HeadingBlock(worksheet, top, depth) for depth in range(1, DEEPEST + 1)]
    return [(block, block.paths()) for block in blocks]


def _headings(block: HeadingBlock, paths: Sequence[HeadingPath], declarations: Iterable[SheetDeclaration]) -> list[Heading]:
    headings: list[Heading] = []
    for declaration in declarations:
        matched = match_paths(field_forms(declaration), paths)
        if len(matched) >= _HINTED:
            headings.append(
                Heading(
                    declaration=declaration,
                    top=block.top,
                    bottom=block.bottom,
                    depth=block.depth,
                    paths=tuple(paths),
                    fields=frozenset(matched) | _placed(declaration, paths, matched),
                    repeated=sum(_repeated(declaration.field(name), found) for name, found in matched.items()),
                )  # fmt: skip
            )
    return headings


def _placed(
    declaration: SheetDeclaration, paths: Sequence[HeadingPath], matched: Mapping[str, Sequence[HeadingPath]]
) -> frozenset[str]:
    """The region field where columns headed 乡镇, 村 stand in its stead."""
    region = region_name(declaration)
    return frozenset({region}) if region is not None and place_paths(paths, matched, region) else frozenset()


def _repeated(field: Field, found: Sequence[HeadingPath]) -> int:
    """Columns of a field beyond its first; places of several levels (乡镇 beside 村) are one place, not twice."""
    if field.type == "region":
        return len(found) - len({place_level(path) for path in found})
    return len(found) - 1


def _is_enough(heading: Heading, hinted: set[str]) -> bool:
    if heading.declaration.id in hinted and len(heading.fields) >= _HINTED:
        return True
    return len(heading.fields) >= _ENOUGH and heading.share >= _SHARE


def _rank(heading: Heading, hinted: set[str]) -> tuple[float, int, int, int, int]:
    """Best first: share of required fields with the title's weight, columns, no column twice, few rows, high up."""
    worth = heading.share + (_HINT if heading.declaration.id in hinted else 0)
    return worth, len(heading.fields), -heading.repeated, -(heading.bottom - heading.top), -heading.top
