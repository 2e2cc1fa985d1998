"""The tables. Those of this module are made by migrations; the fact tables come from the sheet declarations.

Numbers of facts and warnings are BIGINT counts of 1e-6 of the field's unit. Text compares by code point on both engines.
"""

from __future__ import annotations

from collections.abc import Mapping

from sqlalchemy import (
    JSON,
    BigInteger,
    CheckConstraint,
    Column,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    SmallInteger,
    Table,
    Text,
    UniqueConstraint,
    text,
)
from sqlalchemy.dialects import postgresql

from data_access.sheets.declaration import SheetDeclaration
from data_access.store.moments import Moment

# every migration that this version of the program knows, oldest first
REVISIONS = ("0001", "0002", "0003", "0004")
FACT_PREFIX = "fact_"
TEXT = Text().with_variant(postgresql.TEXT(collation="C"), "postgresql")
# SQLite counts rows in INTEGER PRIMARY KEY only
NUMBER = BigInteger().with_variant(Integer, "sqlite")

METADATA = MetaData()

region = Table(
    "region",
    METADATA,
    Column("code", TEXT, primary_key=True),
    Column("name", TEXT, nullable=False),
    Column("level", TEXT, nullable=False),
    Column("parent", TEXT, nullable=False),
)

pack_state = Table(
    "pack_state",
    METADATA,
    Column("id", TEXT, primary_key=True),
    Column("position", Integer, nullable=False),
    Column("text", TEXT),
    Column("fingerprint", TEXT, nullable=False),
    Column("set_at", Moment, nullable=False),
)

upload_file = Table(
    "upload_file",
    METADATA,
    Column("sha256", TEXT, primary_key=True),
    Column("content", LargeBinary, nullable=False),
    Column("size", BigInteger, nullable=False),
)

attempt = Table(
    "attempt",
    METADATA,
    Column("id", NUMBER, primary_key=True),
    Column("root", TEXT),
    Column("sheet", TEXT),
    Column("reporter", TEXT),
    Column("period", TEXT),
    Column("by", TEXT, nullable=False),
    Column("at", Moment, nullable=False),
    Column("recorded_at", Moment, nullable=False),
    Column("outcome", TEXT, nullable=False),
    Column("counts", JSON, nullable=False),
    Index("attempt_key", "root", "sheet", "period", "reporter"),
)

submission = Table(
    "submission",
    METADATA,
    Column("id", NUMBER, primary_key=True),
    Column("root", TEXT, nullable=False),
    Column("sheet", TEXT, nullable=False),
    Column("reporter", TEXT, nullable=False),
    Column("period", TEXT, nullable=False),
    Column("version", Integer),
    Column("rows", Integer, nullable=False),
    Column("worksheet", TEXT, nullable=False),
    Column("file", TEXT, nullable=False),
    Column("sha256", TEXT, ForeignKey("upload_file.sha256"), nullable=False),
    Column("by", TEXT, nullable=False),
    Column("reason", TEXT, nullable=False),
    Column("accepted_at", Moment),
    Column("received_at", Moment),
    Column("column_map", JSON, nullable=False),
    Column("warnings", JSON, nullable=False),
    Column("state", TEXT, nullable=False),
    Column("owner", TEXT, nullable=False),
    Column("staged_at", Moment, nullable=False),
    UniqueConstraint("root", "sheet", "reporter", "period", "version", name="submission_version"),
    CheckConstraint(
        "state = 'staging' OR (state = 'committed' AND version IS NOT NULL"
        " AND accepted_at IS NOT NULL AND received_at IS NOT NULL)",
        name="submission_state",
    ),
    Index("submission_period", "root", "sheet", "period"),
    Index("submission_file", "sha256"),
)

in_force = Table(
    "in_force",
    METADATA,
    Column("submission", NUMBER, ForeignKey("submission.id"), primary_key=True),
    Column("from_at", Moment, primary_key=True),
    Column("to_at", Moment),
    CheckConstraint("to_at IS NULL OR from_at <= to_at", name="in_force_order"),
    Index(
        "in_force_open",
        "submission",
        unique=True,
        sqlite_where=text("to_at IS NULL"),
        postgresql_where=text("to_at IS NULL"),
    ),
)

withdrawal = Table(
    "withdrawal",
    METADATA,
    Column("submission", NUMBER, ForeignKey("submission.id"), primary_key=True),
    Column("at", Moment, nullable=False),
    Column("by", TEXT, nullable=False),
    Column("reason", TEXT, nullable=False),
)

state_revision = Table(
    "state_revision",
    METADATA,
    Column("root", TEXT, primary_key=True),
    Column("revision", BigInteger, nullable=False),
)

preview = Table(
    "preview",
    METADATA,
    Column("token", TEXT, primary_key=True),
    Column("created_at", Moment, nullable=False),
    Column("by", TEXT, nullable=False),
    Column("content", LargeBinary, nullable=False),
)

audit = Table(
    "audit",
    METADATA,
    Column("id", NUMBER, primary_key=True),
    Column("at", Moment, nullable=False),
    Column("by", TEXT, nullable=False),
    Column("action", TEXT, nullable=False),
    Column("subject", JSON, nullable=False),
)

# Targets handed down to units (任务分解): a version is a whole table of one pack and year. It is in force from its own moment
# until a later one comes or it is withdrawn; the latest that was never withdrawn holds, so no interval has to be kept.
allocation = Table(
    "allocation",
    METADATA,
    Column("id", NUMBER, primary_key=True),
    Column("pack", TEXT, nullable=False),
    Column("root", TEXT, nullable=False),
    Column("year", Integer, nullable=False),
    Column("version", Integer, nullable=False),
    Column("parts", Integer, nullable=False),
    Column("file", TEXT, nullable=False),
    Column("worksheet", TEXT, nullable=False),
    Column("sha256", TEXT, ForeignKey("upload_file.sha256"), nullable=False),
    Column("by", TEXT, nullable=False),
    Column("reason", TEXT, nullable=False),
    Column("accepted_at", Moment, nullable=False),
    Column("withdrawn_at", Moment),
    Column("withdrawn_by", TEXT),
    Column("withdrawn_reason", TEXT),
    UniqueConstraint("pack", "year", "version", name="allocation_version"),
    CheckConstraint("withdrawn_at IS NULL OR accepted_at <= withdrawn_at", name="allocation_order"),
    Index("allocation_file", "sha256"),
)

allocation_part = Table(
    "allocation_part",
    METADATA,
    Column("allocation", NUMBER, ForeignKey("allocation.id"), primary_key=True, autoincrement=False),
    Column("target", TEXT, primary_key=True),
    Column("region", TEXT, primary_key=True),
    Column("value", BigInteger, nullable=False),
    Column("cell", TEXT, nullable=False),
)

# The list reads its keys from indexes that carry everything it filters by (the rule mask too), then joins the page's rows:
# one index an order that pages are turned in, and one for the households of a helper (帮扶责任人).
# ``change_order`` is change_percent with NO_PERCENT for none: null comes last without an expression in the index.
NO_PERCENT = 2**63 - 1
_FALL = ("change_order", "household_no")
_FILTERED = ("kind", "rules", "change", "driver")

household_warning = Table(
    "household_warning",
    METADATA,
    Column("pack", TEXT, primary_key=True),
    Column("period", TEXT, primary_key=True),
    Column("household_no", TEXT, primary_key=True),
    Column("submission", NUMBER, nullable=False),
    Column("source_row", Integer, nullable=False),
    Column("region", TEXT, nullable=False),
    Column("kind", TEXT, nullable=False),
    Column("persons", BigInteger),
    Column("net_per_capita", BigInteger),
    Column("net_per_capita_before", BigInteger),
    Column("change", BigInteger),
    Column("change_percent", BigInteger),
    Column("change_order", BigInteger, nullable=False),
    Column("annual_per_capita", BigInteger),
    Column("level", SmallInteger, nullable=False),
    Column("rules", BigInteger, nullable=False),
    Column("reason", TEXT, nullable=False),
    Column("flags", BigInteger, nullable=False),
    Column("driver", SmallInteger, nullable=False),
    Column("helper", TEXT, nullable=False),
    Index("warning_list", "pack", "period", "level", *_FALL, "region", *_FILTERED),
    Index("warning_region", "pack", "period", "region", *_FALL, "level", *_FILTERED),
    Index("warning_change", "pack", "period", *_FALL, "region", "level", *_FILTERED),
    Index("warning_helper", "pack", "period", "helper", "level", *_FALL, "region", *_FILTERED),
    sqlite_with_rowid=False,
)


def fact_table(declaration: SheetDeclaration, metadata: MetaData) -> Table:
    """The table of one sheet's rows: submission, source_row, the fields that held ／, one column a field."""
    fields = [Column(field.name, BigInteger() if field.is_numeric else TEXT) for field in declaration.fields]
    names = {field.name for field in declaration.fields}
    # households are followed from quarter to quarter by their number
    followed = [Index(f"{FACT_PREFIX}{declaration.id}_household", "household_no")] if "household_no" in names else []
    return Table(
        f"{FACT_PREFIX}{declaration.id}",
        metadata,
        Column("submission", NUMBER, ForeignKey(submission.c.id), primary_key=True, autoincrement=False),
        Column("source_row", Integer, primary_key=True, autoincrement=False),
        Column("not_applicable", TEXT),
        *fields,
        *followed,
        sqlite_with_rowid=False,
    )


def fact_tables(sheets: Mapping[str, SheetDeclaration]) -> dict[str, Table]:
    """One table a declared sheet, by sheet id."""
    metadata = MetaData()
    return {sheet: fact_table(declaration, metadata) for sheet, declaration in sheets.items()}
