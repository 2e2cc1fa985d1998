"""Workbooks that leave the house."""

from services.exports.table_workbook import table_workbook

__all__ = ["table_workbook"]
