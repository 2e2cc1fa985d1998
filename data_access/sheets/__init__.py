"""Report sheets as declarations."""

from data_access.sheets.loader import load_sheets

__all__ = ["load_sheets"]
