"""Slow, independent calculations in plain loops over exact fractions, written from the specification of every figure.

Nothing here imports the program. Reports are ``{(sheet, period, reporter): [row, …]}`` of the submissions in force: a row is
a dict of fields in their units (int, Decimal or Fraction for numbers, text for the rest, None for blank); no rows is a nil
return. ``pack`` is the pack's TOML as ``tomllib`` reads it.
"""
