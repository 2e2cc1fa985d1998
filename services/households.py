"""Who lives in a household: masked before it leaves the server; plainly by a permit alone."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from data_access.sheets import load_sheets
from data_access.sheets.declaration import Field
from data_access.store import HOUSEHOLD_SHEET, WarningRow, fact_cells
from data_access.values.masking import masked
from services.sight import Permit
from services.workspace import Workspace

#: submission and source row
Place = tuple[int, int]
_FIELDS = ("head_name", "head_id", "phone", "helper")
_BLANK = "—"


@dataclass(frozen=True, kw_only=True)
class Person:
    """Head of the household, identity number, telephone, 帮扶责任人; — where nothing was reported."""

    name: str
    identity: str
    telephone: str
    helper: str = _BLANK


class Masked(Person):
    """张**, 5323**********1234, 138****5678, 李**."""


NOBODY = Masked(name=_BLANK, identity=_BLANK, telephone=_BLANK)


def masked_people(workspace: Workspace, rows: Iterable[WarningRow], *, contacts: bool = True) -> Mapping[Place, Masked]:
    """By submission and source row of each listed household; without ``contacts`` neither identity number nor telephone."""
    return {
        place: Masked(
            name=_shown("head_name", name), identity=_shown("head_id", identity) if contacts else _BLANK,
            telephone=_shown("phone", phone) if contacts else _BLANK, helper=_shown("helper", helper),
        )
        for place, (name, identity, phone, helper) in _stored(workspace, rows).items()
    }  # fmt: skip


def plain_people(workspace: Workspace, rows: Iterable[WarningRow], permit: Permit) -> Mapping[Place, Person]:
    """As reported, for who holds a permit."""
    del permit  # held, not read: without one there is nothing to call this with
    return {
        place: Person(name=_plain(name), identity=_plain(identity), telephone=_plain(phone), helper=_plain(helper))
        for place, (name, identity, phone, helper) in _stored(workspace, rows).items()
    }


def people_for(
    workspace: Workspace, rows: Iterable[WarningRow], permit: Permit | None, *, contacts: bool = True
) -> Mapping[Place, Person]:
    """Masked, without ``contacts`` if so wished, unless there is a permit."""
    if permit is None:
        return masked_people(workspace, rows, contacts=contacts)
    return plain_people(workspace, rows, permit)


def _stored(workspace: Workspace, rows: Iterable[WarningRow]) -> Mapping[Place, tuple[Any, ...]]:
    places = [(row.submission, row.source_row) for row in rows]
    return fact_cells(workspace.database, workspace.scope, sheet=HOUSEHOLD_SHEET, rows=places, columns=_FIELDS)


def masked_helper(name: str) -> str:
    """A 帮扶责任人 as filters in words may name them."""
    return _shown("helper", name)


def _shown(field: str, text: str | None) -> str:
    """What may be shown of a personal field, — where nothing was reported."""
    return masked(_declared()[field], text) if text and text.strip() else _BLANK


@lru_cache(maxsize=1)
def _declared() -> Mapping[str, Field]:
    sheet = load_sheets()[HOUSEHOLD_SHEET]
    return {name: sheet.field(name) for name in _FIELDS}


def _plain(text: str | None) -> str:
    return text.strip() if text and text.strip() else _BLANK
