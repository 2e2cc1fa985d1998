"""Outside figures keyed in by year: their versions."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0003"
down_revision = "0002"

TEXT = sa.Text().with_variant(postgresql.TEXT(collation="C"), "postgresql")
NUMBER = sa.BigInteger().with_variant(sa.Integer, "sqlite")


def upgrade() -> None:
    op.create_table(
        "outside_value",
        sa.Column("id", NUMBER, primary_key=True),
        *(sa.Column(name, TEXT, nullable=False) for name in ("pack", "root", "kind", "name", "region")),
        *(sa.Column(name, sa.Integer, nullable=False) for name in ("year", "version")),
        sa.Column("value", sa.BigInteger, nullable=False),
        *(sa.Column(name, TEXT, nullable=False) for name in ("unit", "source", "by", "accepted_at")),
        *(sa.Column(name, TEXT, nullable=True) for name in ("withdrawn_at", "withdrawn_by", "withdrawn_reason")),
        sa.UniqueConstraint("pack", "kind", "name", "region", "year", "version", name="outside_value_version"),
        sa.CheckConstraint("withdrawn_at IS NULL OR accepted_at <= withdrawn_at", name="outside_value_order"),
    )
