"""The original files against their fingerprints."""

from __future__ import annotations

import hashlib

from sqlalchemy import Connection, select

from data_access.store.schema import upload_file
from data_access.store.verifying.findings import Findings


def file_fingerprints(connection: Connection) -> list[str]:
    """The SHA-256 under which each original file is kept."""
    return list(connection.execute(select(upload_file.c.sha256).order_by(upload_file.c.sha256)).scalars())


def file_content_of(connection: Connection, sha256: str) -> tuple[bytes, int]:
    """The bytes kept under a fingerprint, and how many they are said to be."""
    query = select(upload_file.c.content, upload_file.c.size).where(upload_file.c.sha256 == sha256)
    content, size = connection.execute(query).one()
    return bytes(content), size


def check_content(sha256: str, content: bytes, size: int, findings: Findings) -> bool:
    """Whether the bytes are those that were handed in."""
    sound = hashlib.sha256(content).hexdigest() == sha256
    if not sound:
        findings.add("file_changed", subject=sha256)
    elif len(content) != size:
        findings.add("file_size", subject=sha256)
    return sound
