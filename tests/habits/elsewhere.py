"""Reports of other roots: a prefecture whose counties report, with places of one name in several of them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from services.initialising import initialise_database
from services.intake import Taken
from services.workspace import open_workspace
from tests.intake.desk import Desk
from tests.intake.other_rows import project_row
from tests.intake.paper import Paper, a1, workbook
from tests.intake.rows import Row, collective_row, declared, employment_row

QUJING, WENSHAN, WUZHOU = "530300000000", "532600000000", "450400000000"
NAMES = {QUJING: "曲靖市", WENSHAN: "文山壮族苗族自治州", WUZHOU: "梧州市"}
ROWS: dict[str, Callable[[str, int], Row]] = {
    "employment": employment_row, "collective_economy": collective_row, "industry_projects": project_row,
}  # fmt: skip
PACK = """
[pack]
id = "elsewhere"
title = "示例方案"
document = "示例方案"
issued = 2023-01-01
root = "{root}"
years = [2022, 2024]
submit_level = "county"
[sheets.employment]
reporters = "regions"
row_level = "township"
[sheets.collective_economy]
reporters = "regions"
row_level = "village"
[sheets.industry_projects]
reporters = "regions"
[places]
{places}
"""
MAPPED = {QUJING: '"曲靖经开区" = "530302000000"', WENSHAN: '"文山高新区" = "532601403000"', WUZHOU: ""}


@dataclass
class Prefecture(Desk):
    """A database of one prefecture."""

    root: str = QUJING

    def __post_init__(self) -> None:
        pack = Path(self.path).with_suffix(".toml")
        pack.write_text(PACK.format(root=self.root, places=MAPPED[self.root]), encoding="utf-8")
        initialise_database(f"sqlite:///{self.path}", [str(pack)])
        self.workspace = open_workspace(f"sqlite:///{self.path}")

    def look(
        self, sheet: str, unit: str, headings: Sequence[str], *places: Sequence[Any], merges: Sequence[int] = ()
    ) -> list[Taken]:
        """What is said of a report with these place columns; nothing is stored."""
        return self.check(workbook("报表.xlsx", draw(sheet, unit, headings, *places, merges=merges)))


def draw(sheet: str, unit: str, headings: Sequence[str], *places: Sequence[Any], merges: Sequence[int] = ()) -> Paper:
    """Title, two rows of headings, one row a tuple of place words; ``merges``: columns merged over all rows."""
    paper = Paper(name="表一")
    when = "2023年第一季度" if declared(sheet).period == "quarter" else "2023年5月"
    paper.put(1, 1, f"{unit}{when}{declared(sheet).title}")
    for column, heading in enumerate(headings, 1):
        paper.put(2, column, heading)
        paper.merge(2, column, 3, column)
    fields = [field for field in declared(sheet).fields if field.type != "region"]
    for column, field in enumerate(fields, len(headings) + 1):
        paper.put(2, column, field.heading)
        paper.put(3, column, field.subheading or None)
    for number, words in enumerate(places, 1):
        for column, word in enumerate(words, 1):
            paper.put(3 + number, column, word)
        row = ROWS[sheet]("530326000000", number)
        for column, field in enumerate(fields, len(headings) + 1):
            value = row.get(field.name)
            paper.put(3 + number, column, float(value) if field.is_numeric and value is not None else value)
    for column in merges:
        paper.merge(4, column, 3 + len(places), column)
    return paper


def cell(row: int, column: int) -> str:
    """The place cell of a row counted from 1."""
    return a1(3 + row, column)
