"""Hostile files: a sentence each, nothing written, whoever else is in the batch served all the same."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from services.intake import Taken
from tests.intake.desk import Desk, said, told
from tests.intake.hostile import harmless, refused

REFUSED = refused()
HARMLESS = harmless()
NO_SENTENCE = re.compile(r"Traceback|Error\b|Exception|None\b|<class|[a-z]+_[a-z]+\(")


def by_case(desk: Desk, files: dict[str, object]) -> dict[str, list[Taken]]:
    found: dict[str, list[Taken]] = {case: [] for case in files}
    by_hash: dict[str, str] = {}
    import hashlib

    for case, file in files.items():
        by_hash.setdefault(hashlib.sha256(file.content).hexdigest() + file.name, case)  # type: ignore[attr-defined]
    names = iter(files)
    current, last = "", ""
    for taken in desk.take_in(*files.values()):  # type: ignore[arg-type]
        key = taken.examined.sha256 + taken.examined.file
        if key != last:
            current, last = next(names), key
        found[current].append(taken)
    return found


@pytest.fixture(scope="module")
def refusals(tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[Taken]]:
    desk = Desk(Path(tmp_path_factory.mktemp("hostile")) / "county.sqlite")
    before = desk.counts()
    found = by_case(desk, REFUSED)
    assert desk.counts() == before
    return found


@pytest.mark.parametrize("case", REFUSED)
def test_it_is_refused_with_a_sentence(refusals: dict[str, list[Taken]], case: str) -> None:
    taken = refusals[case]
    assert taken
    for one in taken:
        assert one.outcome in ("rejected", "unrecognised"), told(one)
        assert said(one, "error"), told(one)
        for entry in one.problems:
            words = entry.message + entry.fix
            assert re.search("[\u4e00-\u9fff]", entry.message), told(one)
            assert not NO_SENTENCE.search(words), words
            assert len(words) < 400, words
            assert not re.search("[\x00-\x08\x0b-\x1f\u202a-\u202e]", words), ascii(words)


@pytest.fixture(scope="module")
def taken_in(tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[Taken]]:
    desk = Desk(Path(tmp_path_factory.mktemp("harmless")) / "county.sqlite")
    return by_case(desk, HARMLESS)


@pytest.mark.parametrize("case", HARMLESS)
def test_an_odd_package_around_an_honest_report_is_taken(taken_in: dict[str, list[Taken]], case: str) -> None:
    [one] = taken_in[case]
    assert one.outcome in ("accepted", "unchanged"), told(one)
    assert len(one.examined.rows or ()) == 7
    assert "/" not in one.examined.file
    assert "\\" not in one.examined.file
