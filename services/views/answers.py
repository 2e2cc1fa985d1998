"""One period's results, findable by indicator and region, with what all pages say of them: coverage and as-of."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from fractions import Fraction
from functools import cached_property

from metrics.evidence import ReportState
from metrics.places import is_code, is_inside
from metrics.results import Figure, Judgement, Result
from services.views import forms
from services.views.words import LEVEL_NOUNS


@dataclass(frozen=True)
class Answers:
    """``results`` of one question with ``by_child``; ``region`` the asked one; ``names`` of every region by code;
    ``carried``: reporter → the month whose report stands in for its own; ``row_noun``: what a row of the sheet is called."""

    results: Sequence[Result]
    region: str
    names: Mapping[str, str]
    carried: Mapping[str, str] = field(default_factory=dict[str, str])
    row_noun: str = "村"

    def carried_tag(self, region: str, figure: Figure | None) -> str:
        """``沿用5月`` where a unit's figure was taken over from an earlier month, else nothing."""
        if figure is None or not figure.carried_forward:
            return ""
        month = self.carried.get(self.reporter_of(region))
        return f"沿用{forms.month_of(month)}" if month else "沿用上期"

    def reporter_of(self, region: str) -> str:
        """Whose older report stands in for a place: a village's township; the place itself where nobody's does."""
        return next((code for code in self.carried if is_code(code) and is_inside(region, code)), region)

    @cached_property
    def _by_key(self) -> dict[tuple[str, str], list[Result]]:
        found: dict[tuple[str, str], list[Result]] = {}
        for result in self.results:
            if result.indicator is not None:
                found.setdefault((result.indicator, result.figure.region), []).append(result)
        return found

    @cached_property
    def children(self) -> tuple[str, ...]:
        """The child regions that the question answered for, in code order."""
        return tuple(sorted({result.figure.region for result in self.results} - {self.region}))

    def all(self, indicator: str, region: str | None = None) -> list[Result]:
        """Every result of an indicator in one region: one a target."""
        return self._by_key.get((indicator, region or self.region), [])

    def one(self, indicator: str, region: str | None = None) -> Result | None:
        """The first result of an indicator, None where the pack does not print it."""
        found = self.all(indicator, region)
        return found[0] if found else None

    def figure(self, indicator: str, region: str | None = None) -> Figure | None:
        """The figure of an indicator."""
        found = self.one(indicator, region)
        return found.figure if found else None

    def value(self, indicator: str, region: str | None = None) -> Fraction | None:
        """The exact value, None where there is none."""
        found = self.figure(indicator, region)
        return found.value if found else None

    def target(self, indicator: str, region: str | None = None) -> Judgement | None:
        """The first judgement of an indicator."""
        return next((result.target for result in self.all(indicator, region) if result.target), None)

    def name(self, region: str) -> str:
        """A region's name, the code itself where it has none."""
        return self.names.get(region, region)

    def sum(self, indicator: str, regions: Iterable[str]) -> Fraction:
        """The sum of an additive indicator over regions; blanks count nothing."""
        return sum((self.value(indicator, region) or Fraction(0) for region in regions), Fraction(0))


def coverage(
    figure: Figure | None, noun: str, states: Sequence[ReportState] = (), carried: Mapping[str, str] | None = None
) -> str:
    """``含6/7个乡镇，蟠猫乡沿用4月``: who is in the figure, and who is missing by name; ``carried``: reporter → month taken over."""
    if figure is None:
        return f"含0个{noun}"
    text = f"含{figure.reported}/{figure.expected}个{noun}"
    missing = [state for state in states if state.submission is None and state.state != "exempt"]
    taken_over: dict[str, list[str]] = {}
    for state in missing:
        taken_over.setdefault((carried or {}).get(state.reporter, ""), []).append(state.name)
    for month, names in taken_over.items():
        text += f"，{forms.names(names, noun)}{f'沿用{forms.month_of(month)}' if month else '未报'}"
    return text


def rows_covered(figure: Figure | None, noun: str) -> str:
    """``88/89个村`` where the sheet's rows are places, else nothing."""
    if figure is None or figure.rows is None or figure.rows_expected is None:
        return ""
    return f"{figure.rows:,}/{figure.rows_expected:,}个{noun}"


def data_as_of(states: Iterable[ReportState], as_of: datetime | None = None) -> str:
    """``数据截至2023年5月26日 17:20``: the moment asked for, else the latest report received."""
    if as_of is not None:
        return f"数据截至{forms.minute(as_of)}"
    received = [state.received_at for state in states if state.received_at is not None]
    return f"数据截至{forms.minute(max(received))}" if received else "本期尚无报送"


def too_little(figure: Figure | None) -> bool:
    """Fewer than half of the reporters due are in, carried ones included: no judgement of the whole."""
    return figure is None or (figure.reported + figure.carried_forward) * 2 < figure.expected


def child_noun(level: str) -> str:
    """What the units one level below are called: a county's are 乡镇."""
    order = ("province", "prefecture", "county", "township", "village")
    below = order[min(order.index(level) + 1, 4)] if level in order else "township"
    return LEVEL_NOUNS[below]
