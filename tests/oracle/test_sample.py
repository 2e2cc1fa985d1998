"""What the shell prints of the sample county is what plain loops over its rows find: figures, judgements, warnings."""

from __future__ import annotations

import json
import tomllib
from collections.abc import Callable, Iterator
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

import metrics.packs
from data_access.regions.tree import region_tree
from services.shell.main import main
from tests.oracle.reports import Reports
from tests.oracle.stored import stored_reports, stumbled
from tests.oracle.targets import ExpectedObject, oracle_objects
from tests.oracle.warnings import ExpectedWarning, histories, oracle_warnings

ROOT = "532323000000"
VILLAGES = ("532323101001", "532323203201")
PACK = tomllib.loads(
    (Path(metrics.packs.__file__).parent / "mouding-2023.toml").read_text(encoding="utf-8"), parse_float=Decimal
)
PLACES = [ROOT, *(place.code for level in ("township", "village") for place in region_tree().inside(ROOT, level))]
TOWNSHIPS = [code for code in PLACES if code.endswith("000") and code != ROOT]
PERIODS = ("2022-01", "2022-12", "2023-04", "2023-06", "2022Q4", "2023Q1", "2023Q2", "2022", "2023")
QUARTERS = ("2022Q1", "2022Q2", "2022Q3", "2022Q4", "2023Q1", "2023Q2")
FIGURE = ("period", "value", "numerator", "denominator", "reported", "expected", "carried_forward", "rows", "rows_expected")
Shell = Callable[..., Any]


def _no_samples(pack: str, **options: Any) -> Iterator[Any]:
    raise AssertionError("nobody asked for samples")


@pytest.fixture
def shell(sample_file: Path, capsys: pytest.CaptureFixture[str]) -> Shell:
    """Asks the shell about the sample county; numbers as decimals, as printed."""

    def ask(*arguments: str) -> Any:
        capsys.readouterr()
        status = main([*arguments, "--json", "--database", f"sqlite:///{sample_file}"], _no_samples)
        printed = capsys.readouterr()
        assert (status, printed.err) == (0, "")
        return json.loads(printed.out, parse_float=Decimal, parse_int=Decimal)

    return ask


@pytest.fixture(scope="module")
def reports(sample_file: Path) -> Reports:
    return stored_reports(sample_file)


def _rounded(value: Fraction | None, places: int = 6) -> Decimal | None:
    """As printed: half up to so many decimals."""
    if value is None:
        return None
    unit = 10**places
    whole = int(abs(value) * unit * 2 + 1) // 2
    return Decimal(whole if value >= 0 else -whole) / unit


def _expected(one: ExpectedObject) -> dict[str, Any]:
    """The object as it is to be printed: figures to 6 decimals, percentages of a target to 2."""
    parts = {part: getattr(one.figure, part) for part in FIGURE}
    figure = {name: _rounded(part) if isinstance(part, Fraction) else part for name, part in parts.items()}
    return figure | {"title": one.title, "unit": one.unit, "target": _printed(one.target)}


def _printed(target: dict[str, Any] | None) -> dict[str, Any] | None:
    if target is None:
        return None
    rounded = {name: _rounded(target[name], 2) for name in ("completion", "pace")}
    rounded |= {name: _rounded(target[name]) for name in ("value", "gap")}
    return target | rounded | {"short": [{"region": place, "value": _rounded(value)} for place, value in target["short"]]}


def _key(indicator: str, target: dict[str, Any] | None) -> tuple[str, str]:
    return indicator, target["code"] if target else ""


def _states(shell: Shell, sample_file: Path, period: str) -> list[dict[str, Any]]:
    if len(period) == len("2023"):
        return []
    clumsy = stumbled(sample_file)
    rows = shell("status", "--period", period)["rows"]
    return [row | {"first_pass": (row["sheet"], period, row["reporter"]) not in clumsy} for row in rows]


@pytest.mark.parametrize("period", PERIODS)
def test_every_object_printed_is_that_of_the_plain_loops(
    period: str, shell: Shell, reports: Reports, sample_file: Path
) -> None:
    states = _states(shell, sample_file, period)
    printed = shell("indicators", "--period", period, "--by-child")
    for village in VILLAGES:
        printed += shell("indicators", "--period", period, "--region", village)
    for region in (ROOT, *TOWNSHIPS, *VILLAGES):
        found = {_key(row["indicator"], row["target"]): row for row in printed if row["region"] == region}
        objects = oracle_objects(reports, period=period, region=region, pack=PACK, places=PLACES, states=states)
        expected = {_key(one.figure.indicator, one.target): _expected(one) for one in objects}
        rates = {key for key in found if key[0].startswith("reporting.") and not states}  # nobody is asked for a year's
        assert set(found) - rates == set(expected)
        assert len(expected) > 100
        for key, one in expected.items():
            assert {part: found[key][part] for part in one} == one, (region, key)


@pytest.mark.parametrize("quarter", QUARTERS)
def test_every_warning_printed_is_that_of_the_plain_loops(quarter: str, shell: Shell, reports: Reports) -> None:
    listed = {number: one for number, one in oracle_warnings(reports, period=quarter, pack=PACK).items() if one.rules}
    page = shell("warnings", "--period", quarter)
    assert page["total"] == len(listed) == len(page["rows"])
    assert sum(page["by_level"].values()) == len(listed)
    for rule, count in page["by_rule"].items():
        assert count == sum(rule in one.rules for one in listed.values()), rule
    pasts = histories(reports, PACK)
    for row in page["rows"]:
        number = row["household_no"]
        now = pasts[number].row(quarter)
        assert now is not None
        assert {name: row[name] for name in ("region", "kind")} == {name: now[name] for name in ("region", "kind")}
        assert {name: row[name] for name in _figures(listed[number])} == _figures(listed[number]), number
    assert [row["household_no"] for row in page["rows"]] == sorted(listed, key=lambda number: _rank(listed[number]))


def _figures(one: ExpectedWarning) -> dict[str, Any]:
    return {
        "level": one.level,
        "rules": list(one.rules),
        "change": _rounded(one.change),
        "change_percent": _rounded(one.change_percent),
        "annual_per_capita": _rounded(one.annual_per_capita),
    }


def _rank(one: ExpectedWarning) -> tuple[int, bool, Fraction, str]:
    """Red first, the steepest fall first, what has no percent last, then by number."""
    level = ("red", "orange", "yellow", "watch").index(one.level or "")
    return level, one.change_percent is None, one.change_percent or Fraction(0), one.household_no
