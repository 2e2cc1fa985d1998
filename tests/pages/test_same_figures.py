"""Every page shows the figures that the command line prints: tiles and unit tables against ``indicators --json --by-child``."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from fractions import Fraction
from typing import Any

import pytest

from metrics.catalogue import load_catalogue
from metrics.rounding import half_up
from services.tables.model import FIGURE, Table, TableCell
from services.views import forms
from services.views.answering import ask_collective
from services.views.asking_consumption import ask_consumption
from services.views.asking_employment import ask_employment
from services.views.asking_income import ask_income
from services.views.asking_industry import ask_industry
from services.views.asking_overview import ask_overview
from services.views.asking_projects import ask_projects
from services.views.asking_tasks import ask_tasks
from services.views.model import Tile
from services.workspace import open_workspace
from tests.sample_county import manage

COUNTY, TOWNSHIP = "532323000000", "532323101000"
#: page → how many figures at least are held against the command line for the county
PAGES = {
    ask_overview: ("2023-06", 1), ask_employment: ("2023-06", 100), ask_industry: ("2023-06", 100),
    ask_consumption: ("2023-06", 40), ask_collective: ("2023-06", 40), ask_income: ("2023Q2", 100),
    ask_tasks: ("2023-06", 1), ask_projects: ("2023-06", 20),
}  # fmt: skip
_printed: dict[tuple[str, str, str], dict[tuple[str, str], dict[str, Any]]] = {}


def printed(url: str, period: str, region: str) -> dict[tuple[str, str], dict[str, Any]]:
    """(indicator, region) → the first object that the command line prints of it."""
    if (url, period, region) not in _printed:
        done = manage("indicators", "--period", period, "--region", region, "--by-child", "--json", database=url)
        assert done.returncode == 0, done.stderr
        found: dict[tuple[str, str], dict[str, Any]] = {}
        for entry in json.loads(done.stdout):
            found.setdefault((entry["indicator"], entry["region"]), entry)
        _printed[url, period, region] = found
    return _printed[url, period, region]


def parts(view: object, kind: type) -> Iterator[Any]:
    """Every table (or tile) anywhere in a view."""
    if isinstance(view, kind):
        yield view
    if isinstance(view, (tuple, list)):
        for entry in view:
            yield from parts(entry, kind)
    elif is_dataclass(view):
        for field in fields(view):
            yield from parts(getattr(view, field.name), kind)


def cells(table: Table) -> Iterator[tuple[str, str, int, TableCell]]:
    """(indicator, region, decimals, cell) of every figure that a table shows of a place."""
    known = load_catalogue().indicators
    for row in table.rows:
        for column, cell in zip(table.columns, row.cells, strict=False):
            indicator = row.indicator if column.key == FIGURE else column.key
            if row.region and (indicator in known or indicator.startswith("task:")):
                yield indicator, row.region, column.decimals, cell


def shown(value: float | None, decimals: int) -> float | None:
    return None if value is None else float(half_up(Fraction(str(value)), decimals))


def as_precise(value: float | None, tile: Tile) -> str:
    """The printed value as a tile writes it, with as many decimals as it shows: incomes stand in whole 元."""
    if value is None:
        return forms.BLANK
    exact = Fraction(str(value)) / (10_000 if tile.unit.startswith("亿") else 1)
    decimals = len(tile.figure.partition(".")[2])
    return f"{half_up(exact, decimals):,}".replace("-", "−")


@pytest.mark.parametrize("region", [COUNTY, TOWNSHIP])
@pytest.mark.parametrize("ask", PAGES, ids=lambda ask: ask.__name__)
def test_a_page_shows_what_the_command_line_prints(ask: Any, region: str, sample_file: Any) -> None:
    url = f"sqlite:///{sample_file}"
    workspace = open_workspace(url)
    period, least = PAGES[ask]
    view = ask(workspace, workspace.packs[0], period, region)
    answers = printed(url, period, region)
    held = 0
    for table in {id(found): found for found in parts(view, Table)}.values():
        for indicator, place, decimals, cell in cells(table):
            if region == COUNTY and not place.endswith("000"):
                continue  # a village: one level further down than the command line prints
            value = answers[indicator, place]["value"]
            assert shown(cell.value, decimals) == shown(value, decimals), (table.title, indicator, place)
            assert (cell.text == forms.BLANK) == (value is None), (table.title, indicator, place, cell)
            held += 1
    for tile in parts(view, Tile):
        if tile.indicator:
            entry = answers[tile.indicator, region]
            assert tile.figure.lstrip("+") == as_precise(entry["value"], tile), tile
            held += 1
    assert held >= (least if region == COUNTY else 1), held
