"""Derives what a change makes of the derived tables, then carries both out in one short transaction."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from sqlalchemy import Connection

from data_access.store.database import Database
from data_access.store.derived import Derive, Derived
from data_access.store.scope import Scope
from data_access.store.state import StoredState, Switch
from data_access.store.validity import bump_revision, revision_of
from data_access.store.warning_rows import write_warnings

Outcome = TypeVar("Outcome")
# so often a derivation may be overtaken by another commit before it is made under the lock
_TRIES = 3


def carry_out(
    database: Database, root: str, switch: Switch | None, derive: Derive | None, act: Callable[[Connection], Outcome]
) -> Outcome:
    """Runs ``act`` in the exclusive transaction, together with the derived rows of exactly the state that it makes.

    The derivation is made before the lock; where another commit of the root came in between it is made again.
    """
    for _ in range(_TRIES if derive else 0):
        seen, derived = _derived(database, root, switch, derive)
        with database.exclusive() as connection:
            if revision_of(connection, root) == seen:
                return _finish(database, connection, root, derived, act)
    with database.exclusive() as connection:
        _, derived = _derived(database, root, switch, derive)
        return _finish(database, connection, root, derived, act)


def _derived(database: Database, root: str, switch: Switch | None, derive: Derive | None) -> tuple[int, Derived | None]:
    if derive is None:
        return 0, None
    with database.reading() as connection:
        seen = revision_of(connection, root)
    return seen, derive(StoredState(database, Scope.everything(), root, switch=switch))


def _finish(
    database: Database, connection: Connection, root: str, derived: Derived | None, act: Callable[[Connection], Outcome]
) -> Outcome:
    outcome = act(connection)
    bump_revision(connection, root)
    for change in derived.warnings if derived else ():
        write_warnings(database, connection, change)
    return outcome
