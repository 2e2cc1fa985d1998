"""The early-warning rules as a pack may set them: their order, levels and default bounds.

Source: warning_rules.csv of the contract. The position of a rule in ``RULES`` is its bit in a household's rule mask, the
position of a level in ``LEVELS`` its rank (red is 0, the worst).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from types import MappingProxyType

RULES = (
    "below_line",
    "crossed_line",
    "below_work_line",
    "two_quarter_fall",
    "net_drop",
    "operating_drop",
    "component_drop",
    "expense_surge",
    "low_income",
    "idle_labour",
    "near_line",
)
LEVELS = ("red", "orange", "yellow", "watch")


@dataclass(frozen=True, kw_only=True)
class RuleSetting:
    """Level and bounds of one rule; amounts in 元, shares in percent."""

    level: str
    bounds: Mapping[str, Fraction] = field(default_factory=dict[str, Fraction])


def _declared(level: str, **bounds: int) -> RuleSetting:
    return RuleSetting(level=level, bounds={name: Fraction(bound) for name, bound in bounds.items()})


DEFAULT_RULES: Mapping[str, RuleSetting] = MappingProxyType(
    {
        "below_line": _declared("red"),
        "crossed_line": _declared("red"),
        "below_work_line": _declared("orange"),
        "two_quarter_fall": _declared("orange"),
        "net_drop": _declared("yellow", min_drop=0, min_drop_percent=0, orange_drop_percent=20),
        "operating_drop": _declared("yellow", min_drop=0),
        "component_drop": _declared("yellow", component_drop=2000, component_drop_percent=30),
        "expense_surge": _declared("orange", medical_share=50),
        "low_income": _declared("yellow"),
        "idle_labour": _declared("watch"),
        "near_line": _declared("watch", near_line_percent=10),
    }
)


def bit_of(rule: str) -> int:
    """A rule's bit in the mask."""
    return 1 << RULES.index(rule)


def rules_of(mask: int) -> tuple[str, ...]:
    """The rules of a mask, in the order of ``RULES``."""
    return tuple(rule for bit, rule in enumerate(RULES) if mask >> bit & 1)
