"""Households for tests: rows as dicts in 元 and heads, frames as ``metrics.evidence`` describes them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

import pandas as pd

MICRO = 1_000_000
NUMBERS = (
    "persons",
    "labourers",
    "employed",
    "wage",
    "operating_gross",
    "operating_cost",
    "property",
    "transfer",
    "net",
    "net_per_capita",
    "medical_self_paid",
)
TEXTS = ("household_no", "region", "kind")


def household(household_no: str = "H1", **fields: Any) -> dict[str, Any]:
    """A row; ``net`` and ``net_per_capita`` follow from the parts where they are not given."""
    row: dict[str, Any] = {"household_no": household_no, "region": "532323101201", "kind": "脱贫户"} | dict.fromkeys(NUMBERS)
    row |= {"persons": 4, "labourers": 2, "employed": 1, "operating_cost": 0} | dict.fromkeys(("property", "transfer"), 0)
    row |= {"wage": 0, "operating_gross": 0} | fields
    row |= {name: Decimal(row[name]) for name in NUMBERS if isinstance(row[name], str)}
    parts = [row[name] for name in ("wage", "operating_gross", "property", "transfer", "operating_cost")]
    if "net" not in fields and None not in parts:
        row["net"] = sum(parts[:4]) - parts[4]
    if "net_per_capita" not in fields and row["net"] is not None and row["persons"]:
        row["net_per_capita"] = round(Decimal(row["net"]) / Decimal(row["persons"]), 2)
    return row


def frame(rows: Sequence[Mapping[str, Any]], *, reporter: str = "532323101000", submission: int = 1) -> pd.DataFrame:
    """One reporter's rows of household_income as the store hands them to metrics."""
    columns: dict[str, Any] = {
        "submission": [submission] * len(rows),
        "reporter": pd.Series([reporter] * len(rows), dtype="str"),
        "carried": [False] * len(rows),
        "source_row": list(range(5, 5 + len(rows))),
    }
    for name in TEXTS:
        columns[name] = pd.Series([row[name] for row in rows], dtype="str")
    for name in NUMBERS:
        counts = [None if row[name] is None else int(Decimal(row[name]) * MICRO) for row in rows]
        columns[name] = pd.array(counts, dtype="Int64")
    return pd.DataFrame(columns)
