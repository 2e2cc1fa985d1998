"""A bar that moves while files are read and stored."""

from __future__ import annotations

from collections.abc import Generator
from contextlib import contextmanager
from dataclasses import dataclass, field

import streamlit as st
from streamlit.delta_generator import DeltaGenerator
from streamlit.runtime.scriptrunner_utils.exceptions import ScriptControlException

from services.steps import Tell


@dataclass
class _Bar:
    """``unbroken``: work that a click elsewhere must not cut in two; what the click wants waits in ``asked`` until it is done."""

    place: DeltaGenerator
    unbroken: bool
    asked: list[ScriptControlException] = field(default_factory=list)
    shown: tuple[int, str] = (-1, "")

    def __call__(self, share: float, words: str) -> None:
        now = (round(share * 100), words)
        if now == self.shown or self.asked:
            return
        self.shown = now
        try:
            self.place.progress(now[0], text=words)
        except ScriptControlException as control:
            if not self.unbroken:
                raise
            self.asked.append(control)


@contextmanager
def waiting_bar(words: str, *, unbroken: bool = False) -> Generator[Tell]:
    """What the work inside calls with the share done and what it is doing. Streamlit stops a page at its next drawing once
    somebody clicks elsewhere: reading may end there, storing may not."""
    bar = _Bar(place=st.empty(), unbroken=unbroken)
    bar(0.0, words)
    yield bar
    for control in bar.asked:
        raise control
    bar.place.empty()
