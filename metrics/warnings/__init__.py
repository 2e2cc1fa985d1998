"""Early warning: households whose income fell or lies under a line, each with level, rules and one sentence."""

from metrics.income_rules import LEVELS, RULES, rules_of
from metrics.warnings.derivation import derive

__all__ = ["LEVELS", "RULES", "derive", "rules_of"]
