"""The words of listed households, each place, level and set of rules put into words once, however many households have it."""

from __future__ import annotations

from collections.abc import Mapping

from data_access.store import WarningRow
from data_access.typed_rows import MICRO
from metrics.income_rules import LEVELS, rules_of
from services.exports.cells import written
from services.households import NOBODY, Person
from services.views.words import LEVEL_MARKS, RULE_WORDS
from services.warning_list import WarningPage
from services.workspace import Workspace

_HALF = 2


def money(micro: int | None, places: int = 2) -> float | str:
    """A count of 1e-6 rounded half up to ``places`` decimals, — where there is none."""
    if micro is None:
        return "—"
    step = MICRO // 10**places
    whole = (abs(micro) * _HALF + step) // (_HALF * step)
    return (-whole if micro < 0 else whole) / 10**places


class Listed:
    """``levels`` by rank: ■ 红; ``several_counties``: whether the list is of more than one, so that each is named."""

    def __init__(self, workspace: Workspace, page: WarningPage) -> None:
        labels = workspace.pack(page.pack).labels
        self.levels = [f"{LEVEL_MARKS[level]} {getattr(labels, level)}" for level in LEVELS]
        self.several_counties = workspace.region(page.region).level in ("province", "prefecture")
        self._tree = workspace.tree
        self._places: dict[str, tuple[tuple[str, ...], str, str]] = {}
        self._rules: dict[int, str] = {}

    def places(self, code: str) -> tuple[tuple[str, ...], str, str]:
        """County (empty where there is only one), township, village."""
        if code not in self._places:
            county = (self._name(code, "county"),) if self.several_counties else ()
            village = self._tree.get(code)
            self._places[code] = (county, self._name(code, "township"), village.name if village else code)
        return self._places[code]

    def _name(self, code: str, level: str) -> str:
        found = self._tree.ancestor(code, level)  # type: ignore[arg-type]
        return found.name if found else "—"

    def rules(self, mask: int) -> str:
        """低于监测线、人均纯收入下降."""
        if mask not in self._rules:
            self._rules[mask] = "、".join(RULE_WORDS[rule] for rule in rules_of(mask))
        return self._rules[mask]

    def number(self, row: WarningRow) -> str:
        """The household's number as a cell can hold it."""
        return written(row.household_no)

    def person(self, people: Mapping[tuple[int, int], Person], row: WarningRow) -> Person:
        """Whose household it is, as cells can hold it; — where its report is gone meanwhile."""
        found = people.get((row.submission, row.source_row), NOBODY)
        return Person(
            name=written(found.name), identity=written(found.identity), telephone=written(found.telephone),
            helper=written(found.helper),
        )  # fmt: skip
