"""Mutated workbooks through the real path of an upload: ``python -m tests.fuzz [--count N] [--seed S]``."""
