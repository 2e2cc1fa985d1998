"""What goes to standard output and standard error."""

from __future__ import annotations

import json
import sys
import unicodedata
from collections.abc import Sequence
from typing import Any


def print_json(document: Any) -> None:
    """One JSON document on standard output, nothing else there."""
    sys.stdout.write(json.dumps(document, ensure_ascii=False, indent=1) + "\n")


def print_line(text: str) -> None:
    """A line on standard output."""
    sys.stdout.write(text + "\n")


def say(text: str) -> None:
    """A message or progress line on standard error."""
    sys.stderr.write(text + "\n")
    sys.stderr.flush()


def print_table(headings: Sequence[str], rows: Sequence[Sequence[Any]]) -> None:
    """Columns padded by display width (Chinese characters are two wide)."""
    lines = [[str(cell if cell is not None else "—") for cell in line] for line in (headings, *rows)]
    widths = [max(_width(line[index]) for line in lines) for index in range(len(headings))]
    for line in lines:
        print_line("  ".join(cell + " " * (width - _width(cell)) for cell, width in zip(line, widths, strict=True)).rstrip())


def _width(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(character) in "WF" else 1 for character in text)


class ProgressBar:
    """A bar on standard error, redrawn in place on a terminal and every tenth elsewhere."""

    def __init__(self, label: str) -> None:
        self._label = label
        self._last = -1

    def __call__(self, done: int, total: int) -> None:
        step = done * 40 // max(total, 1)
        if step == self._last:
            return
        terminal = sys.stderr.isatty()
        if terminal or step % 4 == 0:
            bar = "█" * step + "░" * (40 - step)
            sys.stderr.write(f"\r{self._label} {bar} {done}/{total}" if terminal else f"{self._label} {done}/{total}\n")
            sys.stderr.flush()
        self._last = step
        if terminal and done == total:
            sys.stderr.write("\n")
