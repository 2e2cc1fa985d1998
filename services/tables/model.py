"""A report table as the services give it: the page draws it, the exports write it, nobody adds it up anew."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

#: the column that holds the figure of a row's indicator
FIGURE = "value"
Status = Literal["met", "on_pace", "behind", "far_behind", "not_reported", "not_comparable", "not_due", "not_applicable"]


@dataclass(frozen=True, kw_only=True)
class TableColumn:
    """``group``: first-level heading over neighbours of the same group. ``number``: right-aligned, exported as a number with ``decimals``."""

    key: str
    heading: str
    group: str = ""
    align: Literal["left", "right", "center"] = "left"
    number: bool = False
    decimals: int = 0
    width: int = 12
    wrap: bool = False


@dataclass(frozen=True, kw_only=True)
class Bullet:
    """A bar towards a target: shares of the target, 1 = target; ``pace`` and ``last_year`` (去年同期进度) None where there is none."""

    done: float
    pace: float | None = None
    last_year: float | None = None


@dataclass(frozen=True, kw_only=True)
class TableCell:
    """``text`` is what is shown (— and ／ included), ``value`` the number that an xlsx gets (None: the text).

    ``status`` draws a lamp before the text (or alone; ``lamp_text`` and ``lamp_mark`` replace its word and mark), ``tag`` a small note behind it (沿用4月),
    ``second`` a muted second line, ``level`` a warning level mark, ``code`` a grey monospace chip, ``struck`` old value, ``href`` a link inside the app.
    """

    text: str = ""
    value: float | int | None = None
    status: Status | None = None
    lamp_text: str = ""
    lamp_mark: str = ""
    stretch: bool = False
    level: Literal["red", "orange", "yellow", "watch", ""] = ""
    tag: str = ""
    second: str = ""
    strong: bool = False
    muted: bool = False
    struck: bool = False
    code: bool = False
    href: str = ""
    bullet: Bullet | None = None
    trend: tuple[float | None, ...] = ()


@dataclass(frozen=True, kw_only=True)
class TableRow:
    """``kind``: body, group (a name over the rows that follow, ``note`` muted behind it), folded (one line for rows that are met), total.

    ``region``: the place whose figures the row shows, in columns whose key is an indicator; ``indicator``: whose figure
    stands in the column ``FIGURE`` of a row that is one indicator's."""

    cells: tuple[TableCell, ...] = ()
    kind: Literal["body", "group", "folded", "total"] = "body"
    note: str = ""
    selected: bool = False
    region: str = ""
    indicator: str = ""


@dataclass(frozen=True, kw_only=True)
class Table:
    """``unit`` stands once above at the right; ``notes`` below; ``context`` and ``filters`` head the exported sheet."""

    title: str
    unit: str = ""
    columns: tuple[TableColumn, ...]
    rows: tuple[TableRow, ...]
    notes: tuple[str, ...] = ()
    context: str = ""
    filters: str = ""
