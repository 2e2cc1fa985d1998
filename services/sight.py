"""What a caller may see of persons. Names, identity numbers and telephones leave masked; plainly only by a ``Permit``."""

from __future__ import annotations

import os
from dataclasses import dataclass

#: set to 1 by who runs the program; there are no accounts yet that could have a role
UNMASKED_VARIABLE = "DASHBOARD_UNMASKED"


@dataclass(frozen=True, kw_only=True)
class Sight:
    """``may_unmask``: may ask for names, identity numbers and telephones in an export."""

    may_unmask: bool = False


MASKED = Sight()


def sight_here() -> Sight:
    """What who runs this program allows its users."""
    return Sight(may_unmask=os.environ.get(UNMASKED_VARIABLE, "").strip() == "1")


@dataclass(frozen=True, kw_only=True)
class Asked:
    """Somebody asks to see persons plainly: ``by`` whom, ``purpose`` what for."""

    by: str
    purpose: str


@dataclass(frozen=True, kw_only=True)
class Permit:
    """Persons may be shown plainly in one export: made by ``services.disclosure.disclose`` alone, which writes down who, when
    and what for first. ``number`` is that of the record."""

    asked: Asked
    number: int
