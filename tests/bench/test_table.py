"""The table of measurements and the comparison of two; nothing here measures."""

from __future__ import annotations

import json

import pytest

from tests.bench.table import Line, differences, document, moved, read, table


def line(name: str = "verify", measured: float = 10.0, **more: object) -> Line:
    return Line(**{"name": name, "measured": measured, "unit": "s", **more})  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("made", "met"),
    [
        (line(measured=60, asked=60), "met"),
        (line(measured=60.1, asked=60), "NOT MET"),
        (line(measured=5, asked=5, at_least=True), "met"),
        (line(measured=4.9, asked=5, at_least=True), "NOT MET"),
        (line(), ""),
    ],
)
def test_a_bound_is_met_on_its_own_side(made: Line, met: str) -> None:
    assert made.met == met


def test_a_line_says_what_was_asked_measured_and_how_many_times_its_floor() -> None:
    heading, first, second = table(
        [line("核对", 12.0, asked=60, floor=4.0, floor_name="a bare reading"), line("faster", 3.9, asked=5, at_least=True)]
    )
    assert heading.split() == ["asked", "measured", "floor", "times", "of"]
    assert first.split() == ["核对", "<=", "60.0", "s", "12.0", "s", "4.00", "s", "3.0", "met", "a", "bare", "reading"]
    assert second.split() == ["faster", ">=", "5.00", "s", "3.90", "s", "NOT", "MET"]
    assert first.index("<=") + len("核对") == second.index(">=")  # a Chinese sign takes two places
    assert table([line(floor=0.0)])[1].split() == ["verify", "10.0", "s", "0.00", "s"]


def test_what_is_written_is_read_again() -> None:
    lines = [line("核对", asked=60, floor=4.0, floor_name="x"), line("faster", 3.9, asked=5, at_least=True)]
    written = json.loads(json.dumps(document(lines), ensure_ascii=False))
    assert read(written) == lines
    assert [entry["met"] for entry in written["lines"]] == ["met", "NOT MET"]
    assert written["lines"][0]["ratio"] == 2.5


@pytest.mark.parametrize("wrong", [{}, {"lines": [{"name": "x"}]}, {"lines": [1]}, {"lines": None}])
def test_another_file_is_none_of_ours(wrong: dict[str, object]) -> None:
    with pytest.raises(ValueError, match="no measurements"):
        read(wrong)


def test_only_what_moved_is_new_or_gone_is_a_difference() -> None:
    earlier = [line("same", 10), line("slower", 10), line("quicker", 10), line("gone", 3)]
    later = [line("same", 12), line("slower", 20), line("quicker", 5), line("added", 1)]
    text = differences(earlier, later)
    assert [row.split()[0] for row in text[1:-1]] == ["slower", "quicker", "added", "gone"]
    assert [row.split()[-1] for row in text[1:-1]] == ["x2.00", "x0.50", "new", "gone"]
    assert text[-1].startswith("1 lines as before")
    assert differences(later, later) == ["4 lines as before (within 1.25 times)"]


def test_a_bound_no_longer_met_is_a_difference_however_small() -> None:
    row = differences([line(measured=59, asked=60)], [line(measured=61, asked=60)])[1]
    assert row.endswith("met -> NOT MET")
    assert differences([line()], [line(asked=60)])[1].endswith("not asked -> met")


def test_lines_with_a_floor_are_compared_by_it() -> None:
    old, new = line(measured=10, floor=2), line(measured=20, floor=4)
    assert moved(old, new) == 1.0
    assert moved(old, line(measured=10, floor=4)) == 2.0
    assert moved(old, line(measured=20)) == 2.0
    assert differences([old], [new]) == ["1 lines as before (within 1.25 times)"]
    assert "x0.50 of its floor" in differences([old], [line(measured=10, floor=4)])[1]


def test_nothing_measured_before_is_no_division() -> None:
    assert moved(line(measured=0), line(measured=0)) == 1.0
    assert moved(line(measured=0), line(measured=1)) == float("inf")
    assert "NOT MET" not in differences([line(measured=0)], [line(measured=1)])[1]
