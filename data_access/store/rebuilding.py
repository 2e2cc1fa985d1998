"""Makes derived tables anew."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from sqlalchemy import Connection, delete

from data_access.store.database import Database
from data_access.store.derived import Derive, Derived, PreviewedState, WarningChange
from data_access.store.schema import household_warning
from data_access.store.switching import carry_out
from data_access.store.validity import bump_revision
from data_access.store.warning_rows import write_warnings

if TYPE_CHECKING:
    import pandas as pd

#: works one list out from the rows in force, with the columns of ``derived.WARNING_COLUMNS``
MakeList = Callable[[PreviewedState], "pd.DataFrame"]


def rebuild(database: Database, root: str, derive: Derive) -> None:
    """Derives everything of a root from the rows in force now.

    Only what ``derive`` answers is replaced; lists of packs or quarters that it does not name stay
    (``drop_warnings`` takes those of a pack away).
    """

    carry_out(database, root, None, derive, _nothing_else)


def rebuild_list(database: Database, root: str, pack: str, period: str, make: MakeList) -> None:
    """Puts one pack's list of one quarter, worked out anew, in place of the stored one, in a transaction of its own."""

    def derive(state: PreviewedState) -> Derived:
        return Derived(warnings=[WarningChange(pack=pack, period=period, households=None, rows=make(state))])

    carry_out(database, root, None, derive, _nothing_else)


def _nothing_else(_connection: Connection) -> None:
    return None


def replace_warnings(database: Database, root: str, pack: str, period: str, frame: pd.DataFrame) -> None:
    """Puts a whole list in place of one pack's list of one quarter; the columns of ``derived.WARNING_COLUMNS``."""
    with database.exclusive() as connection:
        write_warnings(database, connection, WarningChange(pack=pack, period=period, households=None, rows=frame))
        bump_revision(connection, root)


def drop_warnings(database: Database, root: str, pack: str) -> None:
    """Empties every list of a pack."""
    with database.exclusive() as connection:
        connection.execute(delete(household_warning).where(household_warning.c.pack == pack))
        bump_revision(connection, root)
