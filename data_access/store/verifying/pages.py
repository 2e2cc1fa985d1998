"""What the engine itself knows to be damaged."""

from __future__ import annotations

from sqlalchemy import Connection
from sqlalchemy.exc import DatabaseError

from data_access.store.verifying.findings import Findings


def check_pages(connection: Connection, findings: Findings) -> bool:
    """Whether an embedded file is sound in its pages and indexes; nothing else can be asked of one that is not."""
    if connection.dialect.name != "sqlite":
        return True  # PostgreSQL checks its own pages as it reads them
    try:
        said = connection.exec_driver_sql("PRAGMA integrity_check(1)").scalars().all()
    except DatabaseError:
        said = ["malformed"]
    sound = said == ["ok"]
    if not sound:
        findings.add("database_damaged", subject="数据库文件")
    return sound
