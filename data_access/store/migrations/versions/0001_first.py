"""The first schema: places, packs, files, submissions with their validity in time, warnings, previews.

Fact tables are not here: ``initialise`` makes them follow the sheet declarations.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0001"
down_revision = None

TEXT = sa.Text().with_variant(postgresql.TEXT(collation="C"), "postgresql")
NUMBER = sa.BigInteger().with_variant(sa.Integer, "sqlite")


def _text(name: str, *, null: bool = False, key: bool = False) -> sa.Column[str]:
    return sa.Column(name, TEXT, nullable=null, primary_key=key)


def _reference(name: str, *, key: bool = False) -> sa.Column[int]:
    return sa.Column(name, NUMBER, sa.ForeignKey("submission.id"), primary_key=key, nullable=False)


def upgrade() -> None:
    _settings()
    _submissions()
    _validity()
    _warnings()


def _settings() -> None:
    op.create_table("region", _text("code", key=True), _text("name"), _text("level"), _text("parent"))
    op.create_table(
        "pack_state",
        _text("id", key=True),
        sa.Column("position", sa.Integer, nullable=False),
        _text("text", null=True),
        _text("fingerprint"),
        _text("set_at"),
    )
    op.create_table(
        "preview",
        _text("token", key=True),
        _text("created_at"),
        _text("by"),
        sa.Column("content", sa.LargeBinary, nullable=False),
    )
    op.create_table(
        "audit",
        sa.Column("id", NUMBER, primary_key=True),
        _text("at"),
        _text("by"),
        _text("action"),
        sa.Column("subject", sa.JSON, nullable=False),
    )


def _submissions() -> None:
    op.create_table(
        "upload_file",
        _text("sha256", key=True),
        sa.Column("content", sa.LargeBinary, nullable=False),
        sa.Column("size", sa.BigInteger, nullable=False),
    )
    op.create_table(
        "attempt",
        sa.Column("id", NUMBER, primary_key=True),
        *(_text(name, null=True) for name in ("root", "sheet", "reporter", "period")),
        *(_text(name) for name in ("by", "at", "recorded_at", "outcome")),
        sa.Column("counts", sa.JSON, nullable=False),
    )
    op.create_index("attempt_key", "attempt", ["root", "sheet", "period", "reporter"])
    op.create_table(
        "submission",
        sa.Column("id", NUMBER, primary_key=True),
        *(_text(name) for name in ("root", "sheet", "reporter", "period")),
        sa.Column("version", sa.Integer),
        sa.Column("rows", sa.Integer, nullable=False),
        _text("worksheet"),
        _text("file"),
        sa.Column("sha256", TEXT, sa.ForeignKey("upload_file.sha256"), nullable=False),
        _text("by"),
        _text("reason"),
        _text("accepted_at", null=True),
        _text("received_at", null=True),
        sa.Column("column_map", sa.JSON, nullable=False),
        sa.Column("warnings", sa.JSON, nullable=False),
        _text("state"),
        _text("owner"),
        _text("staged_at"),
        sa.UniqueConstraint("root", "sheet", "reporter", "period", "version", name="submission_version"),
        sa.CheckConstraint(
            "state = 'staging' OR (state = 'committed' AND version IS NOT NULL"
            " AND accepted_at IS NOT NULL AND received_at IS NOT NULL)",
            name="submission_state",
        ),
    )
    op.create_index("submission_period", "submission", ["root", "sheet", "period"])
    op.create_index("submission_file", "submission", ["sha256"])


def _validity() -> None:
    op.create_table(
        "in_force",
        _reference("submission", key=True),
        _text("from_at", key=True),
        _text("to_at", null=True),
        sa.CheckConstraint("to_at IS NULL OR from_at <= to_at", name="in_force_order"),
    )
    still_open = sa.text("to_at IS NULL")
    op.create_index(
        "in_force_open", "in_force", ["submission"], unique=True, sqlite_where=still_open, postgresql_where=still_open
    )
    op.create_table("withdrawal", _reference("submission", key=True), _text("at"), _text("by"), _text("reason"))
    op.create_table("state_revision", _text("root", key=True), sa.Column("revision", sa.BigInteger, nullable=False))


def _warnings() -> None:
    def micro(name: str) -> sa.Column[int]:
        return sa.Column(name, sa.BigInteger)

    op.create_table(
        "household_warning",
        *(_text(name, key=True) for name in ("pack", "period", "household_no")),
        sa.Column("submission", NUMBER, nullable=False),
        sa.Column("source_row", sa.Integer, nullable=False),
        _text("region"),
        _text("kind"),
        *(micro(name) for name in ("persons", "net_per_capita", "net_per_capita_before", "change", "change_percent")),
        sa.Column("change_order", sa.BigInteger, nullable=False),
        micro("annual_per_capita"),
        sa.Column("level", sa.SmallInteger, nullable=False),
        sa.Column("rules", sa.BigInteger, nullable=False),
        _text("reason"),
        sa.Column("flags", sa.BigInteger, nullable=False),
        sqlite_with_rowid=False,
    )
    listed = ["household_no", "kind", "rules", "change"]
    in_order = ["pack", "period", "level", "change_order", "household_no", "region", "kind", "rules", "change"]
    op.create_index("warning_list", "household_warning", in_order)
    op.create_index("warning_region", "household_warning", ["pack", "period", "region", "level", "change_order", *listed])
