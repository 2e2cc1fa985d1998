"""The table of outside figures: a version is one number of one figure and year; the latest never withdrawn is in force."""

from __future__ import annotations

from sqlalchemy import BigInteger, CheckConstraint, Column, Integer, Table, UniqueConstraint

from data_access.store.moments import Moment
from data_access.store.schema import METADATA, NUMBER, TEXT

outside_value = Table(
    "outside_value",
    METADATA,
    Column("id", NUMBER, primary_key=True),
    *(Column(name, TEXT, nullable=False) for name in ("pack", "root", "kind", "name", "region")),
    Column("year", Integer, nullable=False),
    Column("version", Integer, nullable=False),
    Column("value", BigInteger, nullable=False),
    *(Column(name, TEXT, nullable=False) for name in ("unit", "source", "by")),
    Column("accepted_at", Moment, nullable=False),
    Column("withdrawn_at", Moment),
    Column("withdrawn_by", TEXT),
    Column("withdrawn_reason", TEXT),
    UniqueConstraint("pack", "kind", "name", "region", "year", "version", name="outside_value_version"),
    CheckConstraint("withdrawn_at IS NULL OR accepted_at <= withdrawn_at", name="outside_value_order"),
)
