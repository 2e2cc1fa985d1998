"""Which habits one file has; all that is not chosen here is decided by its ``seed``, each habit by itself."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from hypothesis import strategies as st

from tests.intake.mixing.truths import MAKERS, OFFICES

CELLS = (
    "text", "full width", "separators", "blanks", "signs", "words", "units", "formats", "factors", "percents", "numbers",
    "codes", "place blanks", "place numbers", "parents", "short places", "merged texts", "formulas",
)  # fmt: skip
HEADINGS = ("aliases", "joined", "breaks", "half width", "marks", "units", "conversions", "group units")
LAYOUT = (
    "moved", "shuffled", "extra columns", "empty columns", "column numbers", "empty rows", "no numbering", "notes below", "nothing below",
    "title of several lines", "line of units", "lean", "numbered otherwise",
)  # fmt: skip
TABS = ("empty behind", "text in front", "text behind", "hidden behind", "identity")
BODIES = ("", "below", "above", "both")
WORDS = ("合计", "总计", "合　计", "共计", "合计：", "总计（万元、人）")
TOWNSHIPS = ("", "merged", "filled", "first")
WRITERS = ("openpyxl", "xlsxwriter", "xls", "A1", "A1 shared", "no references")
SAID_IN = ("line", "title", "file", "identity")


@dataclass(frozen=True, kw_only=True)
class Plan:
    """``mess``: the share of cells that are not written plainly; ``depth`` 1 to 3, 4 is two rows and one of units."""

    sheet: str
    seed: int
    units: int
    size: int
    cells: frozenset[str]
    headings: frozenset[str]
    layout: frozenset[str]
    tabs: frozenset[str]
    mess: float = 0.3
    depth: int = 2
    merged: str = "merged"
    total: str = ""
    word: str = "合计"
    subtotals: str = ""
    township: str = ""
    writer: str = "openpyxl"
    period_in: str = "title"
    reporter_in: str = "line"
    date: int = 0

    @property
    def is_office(self) -> bool:
        return self.sheet in OFFICES


def some(names: tuple[str, ...]) -> st.SearchStrategy[frozenset[str]]:
    """Any of the habits, shrinking to none."""
    return st.frozensets(st.sampled_from(names), max_size=len(names))


@st.composite
def plans(draw: st.DrawFn, sheets: tuple[str, ...] = tuple(MAKERS)) -> Plan:
    """A file with any mix of habits."""
    sheet = draw(st.sampled_from(sheets))
    is_office = sheet in OFFICES
    units = 1 if is_office else draw(st.sampled_from((1, 1, 1, 2, 3)))
    options: dict[str, Any] = {
        "subtotals": "" if is_office else draw(st.sampled_from(("", "", "below", "above"))),
        "township": "" if is_office else draw(st.sampled_from(("", "", *TOWNSHIPS))),
        "reporter_in": "rows" if units > 1 else draw(st.sampled_from(SAID_IN if is_office else (*SAID_IN, "rows"))),
    }
    return Plan(
        sheet=sheet, seed=draw(st.integers(0, 2**40)), units=units, size=draw(st.integers(1, 9)), cells=draw(some(CELLS)),
        headings=draw(some(HEADINGS)), layout=draw(some(LAYOUT)), tabs=draw(some(TABS)), mess=draw(st.sampled_from((0.3, 0.05, 0.1, 0.7, 1.0))),
        depth=draw(st.sampled_from((2, 1, 3, 4))), merged=draw(st.sampled_from(("merged", "not merged", "repeated"))),
        total=draw(st.sampled_from(BODIES)), word=draw(st.sampled_from(WORDS)), writer=draw(st.sampled_from(WRITERS)),
        period_in=draw(st.sampled_from(SAID_IN)), date=draw(st.integers(0, 6)), **options,
    )  # fmt: skip
