"""Periods as people write them."""

from __future__ import annotations


def period_name(period: str) -> str:
    """``2023-05`` → 2023年5月, ``2023Q2`` → 2023年第二季度, ``2023`` → 2023年."""
    if "Q" in period:
        year, quarter = period.split("Q")
        return f"{year}年第{'一二三四'[int(quarter) - 1]}季度"
    year, _, month = period.partition("-")
    return f"{year}年{int(month)}月" if month else f"{year}年"
