"""Which fields of household_income each quarter is read for: all of them only for the quarter that is judged."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from metrics.income_quarters import Basis, needed_periods, shifted, window

#: every field of household_income that judging households reads, in the order in which they are asked for
FIELDS = (
    "region", "household_no", "kind", "persons", "labourers", "employed", "wage", "operating_gross", "operating_cost",
    "property", "transfer", "net", "net_per_capita", "medical_self_paid",
)  # fmt: skip
_WITNESSED = frozenset({"wage", "operating_gross", "operating_cost", "transfer"})


@dataclass(frozen=True, kw_only=True)
class Purpose:
    """What is read besides number, net income and heads: of the quarter itself, of the same one of last year, and of every
    quarter whose running totals are compared."""

    here: frozenset[str]
    year_ago: frozenset[str] = frozenset()
    compared: frozenset[str] = frozenset()


#: the list with its sentences
LISTED = Purpose(here=frozenset(FIELDS), year_ago=frozenset({"employed", "net_per_capita"}), compared=_WITNESSED | {"property"})
#: the rules alone, and where a household lives
JUDGED = Purpose(here=frozenset({"region", "labourers", "employed", "medical_self_paid"}), compared=_WITNESSED)
#: who is compared at all
SET_APART = Purpose(here=frozenset({"region"}), year_ago=frozenset({"region"}))


def needed_fields(period: str, basis: Basis, purpose: Purpose) -> Mapping[str, tuple[str, ...]]:
    """The quarters of ``needed_periods``, ascending, each with the fields that are read of it, in the order of ``FIELDS``."""
    wanted = {quarter: {"household_no", "net"} for quarter in needed_periods(period, basis)}
    before, year_ago = shifted(period, -1), shifted(period, -4)
    for quarter in (period, before, year_ago, shifted(before, -4)):
        wanted[quarter].add("persons")
    for _, quarter in (*window(period, basis), *window(year_ago, basis)):
        wanted[quarter] |= purpose.compared
    wanted[period] |= purpose.here
    wanted[year_ago] |= purpose.year_ago
    return {quarter: tuple(name for name in FIELDS if name in fields) for quarter, fields in wanted.items()}
