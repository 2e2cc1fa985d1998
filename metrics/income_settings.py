"""What a pack decides about household income: lines, base of comparison, rules."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Literal

from metrics.income_quarters import Basis
from metrics.income_rules import DEFAULT_RULES, RuleSetting

OperatingBasis = Literal["net", "gross"]


@dataclass(frozen=True, kw_only=True)
class IncomeSettings:
    """Lines in 元 a head and year, by the year of the period that they judge; a year that is missing has no line.

    ``work_line`` None: switched off. ``comparison``: which income is laid beside that of the year before.
    ``rules``: the rules that are on; a rule that is not in it is off.
    """

    line: Mapping[int, Fraction] = field(default_factory=dict[int, Fraction])
    work_line: Fraction | None = Fraction(10000)
    low_income_cutoff: Mapping[int, Fraction] = field(default_factory=dict[int, Fraction])
    reference_income: Mapping[int, Fraction] = field(default_factory=dict[int, Fraction])
    comparison: Basis = "cumulative"
    operating_basis: OperatingBasis = "net"
    rules: Mapping[str, RuleSetting] = field(default_factory=lambda: DEFAULT_RULES)

    @property
    def gross(self) -> bool:
        """Whether operating income is compared before cost."""
        return self.operating_basis == "gross"
