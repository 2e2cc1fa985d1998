"""The warning list by cause and by helper (帮扶责任人), and an index for every order that its pages are turned in."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0004"
down_revision = "0003"

TEXT = sa.Text().with_variant(postgresql.TEXT(collation="C"), "postgresql")
LIST, REPORTS = "household_warning", "fact_household_income"
# what a stored sentence says of the source that fell most: lists made before the column had the same rule
SOURCES = ("工资性收入", "生产经营净收入", "财产性收入", "转移性收入")
FALL, FILTERED = ["change_order", "household_no"], ["kind", "rules", "change", "driver"]


def upgrade() -> None:
    op.add_column(LIST, sa.Column("driver", sa.SmallInteger, nullable=False, server_default="0"))
    op.add_column(LIST, sa.Column("helper", TEXT, nullable=False, server_default=""))
    _fill_drivers()
    _fill_helpers()
    for name in ("warning_list", "warning_region"):
        op.drop_index(name, LIST)
    op.create_index("warning_list", LIST, ["pack", "period", "level", *FALL, "region", *FILTERED])
    op.create_index("warning_region", LIST, ["pack", "period", "region", *FALL, "level", *FILTERED])
    op.create_index("warning_change", LIST, ["pack", "period", *FALL, "region", "level", *FILTERED])
    op.create_index("warning_helper", LIST, ["pack", "period", "helper", "level", *FALL, "region", *FILTERED])


def _fill_drivers() -> None:
    listed = sa.table(LIST, sa.column("reason", TEXT), sa.column("driver", sa.SmallInteger))
    for number, source in enumerate(SOURCES, start=1):
        named = listed.c.reason.contains(f"主要是{source}减少")
        op.execute(sa.update(listed).where(named).values(driver=number))


def _fill_helpers() -> None:
    """From the reports' own rows; a new database has none, and the column came with the sheet."""
    inspector = sa.inspect(op.get_bind())
    if not inspector.has_table(REPORTS) or "helper" not in {column["name"] for column in inspector.get_columns(REPORTS)}:
        return
    listed, reported = _places(LIST), _places(REPORTS)
    own = sa.and_(reported.c.submission == listed.c.submission, reported.c.source_row == listed.c.source_row)
    name = sa.select(sa.func.trim(reported.c.helper)).where(own).scalar_subquery()
    op.execute(sa.update(listed).values(helper=sa.func.coalesce(name, "")))


def _places(table: str) -> sa.TableClause:
    return sa.table(
        table, sa.column("submission", sa.BigInteger), sa.column("source_row", sa.Integer), sa.column("helper", TEXT)
    )
