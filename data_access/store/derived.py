"""What a commit derives from the rows of a sheet: the types between the store and who does the arithmetic.

The store calls ``Derive`` with the state as it will be once the submission is in force, and swaps the answer in
together with the submission. It judges nothing itself.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    import pandas as pd

HOUSEHOLD_SHEET = "household_income"

#: columns of ``WarningChange.rows``, all but the last six required to be filled: ``level`` 0 (red) to 3 (watch),
#: ``rules`` and ``flags`` bit masks, ``driver`` the source that fell most (0 none, 1 wage, 2 operating, 3 property,
#: 4 transfer), money, persons and percent as nullable counts of 1e-6
WARNING_COLUMNS = (
    "household_no", "submission", "source_row", "region", "kind", "level", "rules", "reason", "flags", "driver",
    "persons", "net_per_capita", "net_per_capita_before", "change", "change_percent", "annual_per_capita",
)  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class WarningChange:
    """The list of one pack and quarter from now on: the rows of ``households`` go (None: all), then ``rows`` come.

    ``rows`` has the columns of ``WARNING_COLUMNS``, one row a household on the list.
    """

    pack: str
    period: str
    households: frozenset[str] | None
    rows: pd.DataFrame


@dataclass(frozen=True, kw_only=True)
class Derived:
    """Everything that one commit or withdrawal derives, over packs and quarters."""

    warnings: Sequence[WarningChange] = ()


class PreviewedState(Protocol):
    """The rows of one root as they will be in force; ``root``, and what is about to change there.

    ``sheet`` and ``period`` are empty where nothing changes (a rebuild, a look at an earlier moment).
    """

    @property
    def root(self) -> str: ...

    @property
    def sheet(self) -> str: ...

    @property
    def period(self) -> str: ...

    def periods(self, sheet: str) -> Sequence[str]:
        """Periods in which a submission of the sheet will be in force, ascending."""
        ...

    def touched(self) -> frozenset[str]:
        """Household numbers of the submission that comes and of the one that goes; empty for other sheets."""
        ...

    def frame(self, sheet: str, *, periods: Sequence[str], columns: Sequence[str], touched_only: bool = False) -> pd.DataFrame:
        """Rows of all reporters: ``submission``, ``reporter``, ``period``, ``source_row``, then ``columns`` as in ``facts``.

        ``touched_only`` leaves the households of ``touched()`` only.
        """
        ...


Derive = Callable[[PreviewedState], Derived | None]
