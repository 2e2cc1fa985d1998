"""Which declared field a heading path means: by equality with the heading, the path or an alias, never by substring."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from data_access.recognition.groups import APART, is_another_period, makes_another
from data_access.recognition.headings import HeadingPath
from data_access.recognition.place_words import PLACE_LEVELS
from data_access.recognition.texts import heading_key
from data_access.regions.tree import LEVELS, Level
from data_access.sheets.declaration import Field, SheetDeclaration

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
        if any(makes_another(group, field) for group in groups):
            return False
        nearest, own = groups[-1], heading_key(field.heading)
        if nearest == own:
            return True
        if nearest in self._groups:
            return "".join(rest) == own + heading_key(field.subheading)
        return nearest not in self._exact


def apart_by_period(paths: Sequence[HeadingPath], period: str | None) -> tuple[HeadingPath, ...]:
    """The paths of a report of ``period``, those under another year or month (2022年 beside 2023年) set apart as compared."""
    if period is None:
        return tuple(paths)
    others = [any(is_another_period(group, period) for group in path.keys[:-1]) for path in paths]
    return tuple(replace(path, keys=(APART, *path.keys)) if other else path for path, other in zip(paths, others, strict=True))


_made: dict[int, FieldForms] = {}  # by identity: declarations cannot be hashed, and their forms keep them alive


def field_forms(declaration: SheetDeclaration) -> FieldForms:
    """The forms of one declaration, made once."""
    forms = _made.get(id(declaration))
    if forms is None:
        forms = _made[id(declaration)] = FieldForms(declaration)
    return forms


def match_paths(forms: FieldForms, paths: Sequence[HeadingPath]) -> dict[str, list[HeadingPath]]:
    """Field → every column that claims it, in sheet order: by its whole path, or by the end of it below a group of another name.

    Neither goes before the other: a banner over the columns of this report says no less than no banner.
    """
    matched: dict[str, list[HeadingPath]] = {}
    for path in paths:
        claim = _claim(forms, path)
        if claim is not None:
            matched.setdefault(claim[0].name, []).append(claim[1])
    return matched


def _claim(forms: FieldForms, path: HeadingPath) -> tuple[Field, HeadingPath] | None:
    for form in (path, path.loosened()):
        if form is not None and (field := forms.whole(form) or forms.below_group(form)) is not None:
            return field, form
    return None


def place_level(path: HeadingPath) -> Level | None:
    """The level of the places that a column names by its heading, None where the heading leaves it open."""
    return PLACE_LEVELS.get(path.keys[-1])


def is_numbering(path: HeadingPath) -> bool:
    """Whether a column only numbers the rows (序号)."""
    return path.keys[-1] in _NUMBERING


def depth_of(level: Level | None) -> int:
    """Order of place columns from above down; a column of open level is the lowest."""
    return LEVELS.index(level) if level is not None else len(LEVELS)
