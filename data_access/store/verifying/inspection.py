"""One state of the database, being checked."""

from __future__ import annotations

from collections.abc import Generator
from contextlib import contextmanager
from functools import cached_property

from sqlalchemy import Connection

from data_access.store.database import Database
from data_access.store.verifying.allocations import check_allocations
from data_access.store.verifying.counting import check_counts
from data_access.store.verifying.fact_rows import Rows, stored_rows_of
from data_access.store.verifying.files import check_content, file_content_of, file_fingerprints
from data_access.store.verifying.findings import Findings
from data_access.store.verifying.intervals import check_intervals
from data_access.store.verifying.orphans import check_orphans, count_leftovers
from data_access.store.verifying.outside import check_outside
from data_access.store.verifying.pages import check_pages
from data_access.store.verifying.records import check_records
from data_access.store.verifying.stored import StoredSubmission, stored_submissions


class Inspection:
    """What is asked of one state; whatever does not hold goes to ``findings``."""

    def __init__(self, database: Database, connection: Connection) -> None:
        self._database = database
        self._connection = connection
        self.findings = Findings()

    def is_readable(self) -> bool:
        """Whether anything else can be asked: the pages of the file are sound, and so are the records that lead to the rest."""
        return check_pages(self._connection, self.findings) and check_records(self._database, self._connection, self.findings)

    @cached_property
    def submissions(self) -> list[StoredSubmission]:
        """Every committed version, in the order in which they were stored."""
        return stored_submissions(self._connection)

    def check_tables(self) -> int:
        """Orphans, counts and validity in time; returns how many rows of reports there are."""
        check_orphans(self._database, self._connection, self.findings)
        check_allocations(self._connection, self.findings)
        check_outside(self._connection, self.findings)
        check_intervals(self._connection, self.submissions, self.findings)
        return check_counts(self._database, self._connection, self.submissions, self.findings)

    def leftovers(self) -> int:
        """How many submissions killed writers left behind, unseen by every read until the next writer clears them."""
        return count_leftovers(self._connection)

    def files(self) -> list[str]:
        """The fingerprints of the original files."""
        return file_fingerprints(self._connection)

    def content(self, sha256: str) -> bytes | None:
        """The original file, None where it is not the one that was handed in."""
        content, size = file_content_of(self._connection, sha256)
        return content if check_content(sha256, content, size, self.findings) else None

    def stored_rows(self, stored: StoredSubmission) -> Rows:
        """The rows of one version as the fact table holds them."""
        return stored_rows_of(self._database, self._connection, stored.sheet, stored.id)


@contextmanager
def inspection(database: Database) -> Generator[Inspection]:
    """Opens one state of the database for checking; writers are not kept from going on."""
    with database.snapshot() as connection:
        yield Inspection(database, connection)
