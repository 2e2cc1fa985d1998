"""Parts against the whole: A 100人 (sum), B 8,000亩 of which the paper gives 共和镇 2,000, C 95%, D at most 6户, E below 3%."""

from __future__ import annotations

from typing import Any

import pytest

from tests.data_access.allocations.workbooks import read, said

SUMS = ("short", "more", "weaker", "stricter")


@pytest.mark.parametrize(
    ("cells", "expected"),
    [
        # figures that add up: equal is silent, less needs a reason, more is said
        ({"I4": 40, "J4": 35, "K4": 25}, []),
        ({"I4": 40, "J4": 35, "K4": 24}, [("warning", "short", "G4")]),
        ({"I4": 40, "J4": 35, "K4": 26}, [("note", "more", "G4")]),
        ({"I4": 100}, []),
        ({"I4": 0}, [("warning", "short", "G4")]),
        # what the paper gives a unit counts, in the table or not
        ({"I5": 2000, "J5": 3000, "K5": 3000}, []),
        ({"I5": None, "J5": 3000, "K5": 3000}, []),
        ({"J5": 3000, "K5": 2999.5}, [("warning", "short", "G5")]),
        ({"I5": 2000}, []),  # nothing is handed down but by the paper
        # a share is compared unit by unit, with those that have one
        ({"I6": 95, "J6": 95}, []),
        ({"I6": 94.99}, [("warning", "weaker", "I6")]),
        ({"I6": 94, "J6": 96}, [("warning", "weaker", "I6"), ("note", "stricter", "J6")]),
        # an upper bound the other way round
        ({"I7": 2, "J7": 4}, []),
        ({"I7": 2, "J7": 5}, [("warning", "short", "G7")]),
        ({"I7": 2, "J7": 3}, [("note", "more", "G7")]),
        ({"I8": 3}, []),
        ({"I8": 3.5, "J8": 2.5}, [("warning", "weaker", "I8"), ("note", "stricter", "J8")]),
    ],
)
def test_the_parts_are_checked_against_the_whole(cells: dict[str, Any], expected: list[tuple[str, str, str]]) -> None:
    assert [entry for entry in said(read(cells).problems) if entry[1] in SUMS] == expected


@pytest.mark.parametrize(
    ("cells", "message"),
    [
        ({"I4": 40, "J4": 35, "K4": 24}, "目标A分解合计 99人，全县目标 100人，少 1人"),
        ({"I4": 70, "J4": 35}, "目标A分解合计 105人，全县目标 100人，加码 5人（5%）"),
        ({"I7": 2, "J7": 5}, "目标D分解合计 7户，全县目标不超过 6户，多 1户"),
        ({"I7": 2, "J7": 1}, "目标D分解合计 3户，全县目标不超过 6户，加严 3户（50%）"),
        ({"I6": 90}, "共和镇的目标C为 90%，全县目标 95%，低于总目标"),
    ],
)
def test_the_difference_is_said_in_the_unit_of_the_target(cells: dict[str, Any], message: str) -> None:
    assert message in [one.message for one in read(cells).problems]
