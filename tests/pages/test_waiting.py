"""A bar that moves while files are read and stored; what a click elsewhere does to the work."""

from __future__ import annotations

import pytest
from streamlit.runtime.scriptrunner import StopException

from pages.kit import waiting


class Place:
    """Draws nothing; stops the page at a given drawing, as Streamlit does after a click elsewhere."""

    def __init__(self, stops_at: int | None = None) -> None:
        self.drawn: list[tuple[int, str]] = []
        self.stops_at = stops_at

    def progress(self, value: int, text: str) -> None:
        self.drawn.append((value, text))
        if value == self.stops_at:
            raise StopException

    def empty(self) -> None:
        self.drawn.append((-1, ""))


def shown(monkeypatch: pytest.MonkeyPatch, place: Place) -> Place:
    monkeypatch.setattr(waiting.st, "empty", lambda: place)
    return place


def test_a_step_is_drawn_once_a_percent_or_word(monkeypatch: pytest.MonkeyPatch) -> None:
    place = shown(monkeypatch, Place())
    with waiting.waiting_bar("读") as tell:
        for share, words in ((0.0, "读"), (0.104, "读"), (0.1049, "读"), (0.1049, "核"), (1.0, "核")):
            tell(share, words)
    assert place.drawn == [(0, "读"), (10, "读"), (10, "核"), (100, "核"), (-1, "")]


@pytest.mark.parametrize("unbroken", [True, False])
def test_a_click_elsewhere_ends_reading_at_once_and_storing_only_when_it_is_done(
    monkeypatch: pytest.MonkeyPatch, unbroken: bool
) -> None:
    shown(monkeypatch, Place(stops_at=50))
    done: list[float] = []

    def work() -> None:
        with waiting.waiting_bar("存", unbroken=unbroken) as tell:
            for step in (0.2, 0.5, 0.8):
                tell(step, "存")
                done.append(step)

    with pytest.raises(StopException):
        work()
    assert done == ([0.2, 0.5, 0.8] if unbroken else [0.2])
