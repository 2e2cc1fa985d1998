"""Targets handed down to units (任务分解): their versions and parts."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0002"
down_revision = "0001"

TEXT = sa.Text().with_variant(postgresql.TEXT(collation="C"), "postgresql")
NUMBER = sa.BigInteger().with_variant(sa.Integer, "sqlite")


def _text(name: str, *, null: bool = False, key: bool = False) -> sa.Column[str]:
    return sa.Column(name, TEXT, nullable=null, primary_key=key)


def upgrade() -> None:
    op.create_table(
        "allocation",
        sa.Column("id", NUMBER, primary_key=True),
        _text("pack"),
        _text("root"),
        *(sa.Column(name, sa.Integer, nullable=False) for name in ("year", "version", "parts")),
        _text("file"),
        _text("worksheet"),
        sa.Column("sha256", TEXT, sa.ForeignKey("upload_file.sha256"), nullable=False),
        _text("by"),
        _text("reason"),
        _text("accepted_at"),
        *(_text(name, null=True) for name in ("withdrawn_at", "withdrawn_by", "withdrawn_reason")),
        sa.UniqueConstraint("pack", "year", "version", name="allocation_version"),
        sa.CheckConstraint("withdrawn_at IS NULL OR accepted_at <= withdrawn_at", name="allocation_order"),
    )
    op.create_index("allocation_file", "allocation", ["sha256"])
    op.create_table(
        "allocation_part",
        sa.Column("allocation", NUMBER, sa.ForeignKey("allocation.id"), primary_key=True, autoincrement=False, nullable=False),
        _text("target", key=True),
        _text("region", key=True),
        sa.Column("value", sa.BigInteger, nullable=False),
        _text("cell"),
    )
