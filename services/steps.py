"""How far a long piece of work has come, told to whoever waits for it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import TypeVar

#: called with the share done, 0 to 1, which never falls, and what is being done, in words
Tell = Callable[[float, str], None]
Share = Callable[[float], None]
Item = TypeVar("Item")


@dataclass(frozen=True, kw_only=True)
class Steps:
    """A stretch of the work, from share ``begin`` to ``end`` of the whole; ``tell`` None: nobody waits."""

    tell: Tell | None = None
    begin: float = 0.0
    end: float = 1.0

    def part(self, begin: float, end: float) -> Steps:
        """The stretch between two shares of this one."""
        width = self.end - self.begin
        return Steps(tell=self.tell, begin=self.begin + width * begin, end=self.begin + width * end)

    def each(self, items: Sequence[Item]) -> Iterator[tuple[Item, Steps]]:
        """The items, each with its stretch, all of one length."""
        for index, item in enumerate(items):
            yield item, self.part(index / len(items), (index + 1) / len(items))

    def say(self, share: float, words: str) -> None:
        """Tells how much of this stretch is done."""
        if self.tell is not None:
            self.tell(min(self.begin + (self.end - self.begin) * share, 1.0), words)

    def said(self, words: str) -> Share | None:
        """For work that tells nothing but its share."""
        return (lambda share: self.say(share, words)) if self.tell is not None else None


SILENT = Steps()
