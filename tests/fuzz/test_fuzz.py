"""A handful of the mutants that ``python -m tests.fuzz`` makes, and proof that what it looks at can fail."""

from __future__ import annotations

import tempfile
from pathlib import Path

import pytest

from services.intake import import_files
from tests.fuzz.mutations import Mutant, mutant
from tests.fuzz.oracle import filled_cells, known_cells
from tests.fuzz.seeds import Seed, seeds
from tests.fuzz.trial import Counter
from tests.fuzz.zipworks import packed, unpacked

SEED, COUNT = 64, 60


@pytest.fixture(scope="module")
def counter(tmp_path_factory: pytest.TempPathFactory) -> Counter:
    return Counter(Path(tmp_path_factory.mktemp("fuzz")))


@pytest.fixture(scope="module")
def sources(counter: Counter) -> tuple[Seed, ...]:
    return seeds(counter.desk.workspace)


@pytest.mark.parametrize("number", range(COUNT))
def test_a_mutant_is_answered(counter: Counter, sources: tuple[Seed, ...], number: int) -> None:
    made = mutant(sources, SEED, number)
    assert counter.try_out(made.seed, made.content).faults == [], f"{made.seed.called} {made.how}"


def test_every_seed_is_read_before_it_is_mutated(counter: Counter, sources: tuple[Seed, ...]) -> None:
    for seed in sources[::12] + sources[-6:]:
        outcome = counter.try_out(seed, seed.content)
        assert outcome.faults == [], seed.called
        assert outcome.words in ("valid", "invalid"), seed.called


def test_the_same_numbers_make_the_same_mutant(sources: tuple[Seed, ...]) -> None:
    def made() -> list[Mutant]:
        return [mutant(sources, SEED, number) for number in range(5)]

    assert made() == made()
    assert len({one.content for one in made()}) == 5


def test_a_write_and_a_left_file_are_seen(tmp_path: Path, sources: tuple[Seed, ...], monkeypatch: pytest.MonkeyPatch) -> None:
    own = Counter(tmp_path)
    seed = sources[0]

    def stores(*files: object) -> list[object]:
        from tests.intake.desk import Consent

        return import_files(own.desk.workspace, files, Consent(by="试", accept_warnings=True, reason="试"))  # type: ignore[arg-type, return-value]

    monkeypatch.setattr(own.desk, "check", stores)
    assert "the database was written to" in own.try_out(seed, seed.content).faults
    with tempfile.NamedTemporaryFile(dir=tmp_path, delete=False):
        pass
    monkeypatch.undo()
    assert own.try_out(seed, seed.content).faults == ["the database was written to"]


def test_an_exception_is_a_fault(counter: Counter, sources: tuple[Seed, ...], monkeypatch: pytest.MonkeyPatch) -> None:
    def breaks(*_: object) -> None:
        raise KeyError("x")

    monkeypatch.setattr(counter.desk, "check", breaks)
    assert "KeyError" in counter.try_out(sources[0], sources[0].content).faults[0]


def test_the_separate_look_sees_what_a_reader_would_miss(counter: Counter, sources: tuple[Seed, ...]) -> None:
    from tests.data_access.reading.handmade import read_here

    (worksheet,) = read_here(sources[0].content).worksheets
    assert filled_cells(sources[0].content)[worksheet.name] <= known_cells(worksheet)
    more = [
        (name, part.replace(b"</sheetData>", b'<row r="90"><c r="C90"><v>5</v></c></row></sheetData>'))
        for name, part in unpacked(sources[0].content)
    ]
    assert filled_cells(packed(more))[worksheet.name] - known_cells(worksheet) == {(89, 2)}
