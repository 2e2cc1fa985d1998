"""A few of the rounds that ``python -m tests.kills`` runs, on both engines."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.kills.rounds import HalfDone, Rounds
from tests.kills.victim import Victims

ROUNDS = 6


def test_a_killed_import_leaves_the_state_as_before_or_as_after(database_url: str, tmp_path: Path) -> None:
    tally = Rounds(database_url, tmp_path, seed=9).run(ROUNDS)
    assert sum(tally.ends.values()) == ROUNDS
    assert tally.ends["killed, as before"] >= 1


def test_half_an_import_would_be_found(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The check itself: a state that is neither is named."""
    rounds = Rounds(f"sqlite:///{tmp_path / 'watch.sqlite'}", tmp_path, seed=1)
    taken = Victims.take

    def takes_two(self: Victims, url: str, file: str, death: object = None) -> object:
        taken(self, url, file)
        return taken(self, url, rounds._report())  # noqa: SLF001  (as if the killed import had done more than one report)

    monkeypatch.setattr(Victims, "take", takes_two)
    with pytest.raises(HalfDone):
        rounds.run(1)
