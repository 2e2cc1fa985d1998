"""The parts that pages are built of; a page only places them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from services.tables.model import Table

Mark = Literal[
    "met", "on_pace", "behind", "far_behind", "not_reported", "not_due", "not_comparable", "not_applicable", "stretch"
]
Level = Literal["red", "orange", "yellow", "watch"]


@dataclass(frozen=True, kw_only=True)
class Clause:
    """A piece of a headline; one with ``status`` (or ``level``) takes its colour and begins with its mark.

    ``indicator``: whose figure it tells, in ``region`` (empty: the page's own place); it leads to its cells."""

    text: str
    status: Mark | None = None
    level: Level | None = None
    indicator: str = ""
    region: str = ""


Headline = tuple[Clause, ...]


@dataclass(frozen=True, kw_only=True)
class Lamp:
    """A state beside a figure; ``text`` replaces the state's own word."""

    status: Mark | None = None
    level: Level | None = None
    text: str = ""


@dataclass(frozen=True, kw_only=True)
class Tile:
    """One figure of the frame under the headline: ``beside`` stands behind the unit, ``under`` below (完成率　差…).

    ``indicator``: whose figure it is, empty where it is none of the catalogue's."""

    name: str
    figure: str
    unit: str = ""
    lamp: Lamp | None = None
    beside: str = ""
    under: str = ""
    indicator: str = ""


@dataclass(frozen=True, kw_only=True)
class HeatCell:
    """One unit against one target: mark and word from ``status`` (or ``word``), and the figure; whose figure it is;
    ``mark``: what it was or will be (重述)."""

    status: Mark
    word: str = ""
    figure: str = ""
    indicator: str = ""
    region: str = ""
    mark: str = ""


@dataclass(frozen=True, kw_only=True)
class HeatGrid:
    """Units down, targets across."""

    columns: tuple[str, ...]
    rows: tuple[tuple[str, tuple[HeatCell, ...]], ...]


@dataclass(frozen=True, kw_only=True)
class Page:
    """What every page has: one computed sentence, the context line, tiles, and the table that its xlsx holds."""

    headline: Headline
    context: tuple[str, ...]
    tiles: tuple[Tile, ...]
    table: Table


def sentence(headline: Headline) -> str:
    """The headline as plain text."""
    return "".join(clause.text for clause in headline)
