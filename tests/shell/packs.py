"""Pack files of 屏边县, written from the example of every key."""

from __future__ import annotations

from typing import Any

ROOT = "532523000000"
YUPING, XINXIAN = "532523101000", "532523102000"
PLAN = f"""
[pack]
id = "pingbian-2023"
title = "屏边县2023年增收工作方案"
document = "屏边县2023年增收工作实施方案"
issued = 2023-02-01
root = "{ROOT}"
years = [2023, 2023]
income_year_starts = 1
submit_level = "township"

[sheets.employment]
reporters = "regions"
row_level = "village"
exempt = []
[sheets.collective_economy]
reporters = "regions"
row_level = "village"
[sheets.household_income]
reporters = "regions"
"""


def target(code: str, indicator: str, op: str, value: Any = None, **others: Any) -> str:
    """One ``[[targets]]`` table; what is left out is what most targets have."""
    entry: dict[str, Any] = {
        "code": code, "title": code, "indicator": indicator, "op": op, "unit": "人", "kind": "threshold",
        "scope": "pack root", "year": 2023, "clause": "一", "lead": ["县农业农村局"],
    }  # fmt: skip
    entry |= {} if value is None else {"value": value}
    return "\n[[targets]]\n" + "".join(f"{key} = {_toml(item)}\n" for key, item in (entry | others).items() if item is not None)


def _toml(value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        return f'"{value}"'
    if isinstance(value, dict):
        return "{ " + ", ".join(f"{key} = {_toml(item)}" for key, item in value.items()) + " }"
    if isinstance(value, (list, tuple)):
        return "[" + ", ".join(_toml(item) for item in value) + "]"
    return str(value)
