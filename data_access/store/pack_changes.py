"""Puts other packs into force together with the lists that they judge otherwise, and notes it in the audit."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from sqlalchemy import Connection, insert

from data_access.store.database import Database
from data_access.store.derived import Derive
from data_access.store.moments import now
from data_access.store.packs import PackEntry, set_packs
from data_access.store.schema import audit
from data_access.store.switching import carry_out

ACTION = "set_pack"
Subject = Mapping[str, object]


def change_packs(
    database: Database,
    packs: Sequence[PackEntry],
    root: str,
    derive: Derive,
    *,
    by: str,
    subjects: Callable[[], Sequence[Subject]],
) -> None:
    """Makes ``packs`` the packs of the database, with what ``derive`` makes of a root, in one transaction.

    ``subjects``: what is noted, one row each, asked for after ``derive``; whatever is raised, the database answers as before.
    """

    def act(connection: Connection) -> None:
        set_packs(connection, packs)
        for subject in subjects():
            connection.execute(insert(audit).values(at=now(), by=by, action=ACTION, subject=dict(subject)))

    carry_out(database, root, None, derive, act)
