"""A pack's judgement of intake, translated into the frozen settings that data_access is told."""

from __future__ import annotations

from fractions import Fraction

from data_access.scheme import ReportingScheme, SheetScheme
from metrics.packs import Pack
from metrics.periods import Period


def scheme_of(pack: Pack) -> ReportingScheme:
    """Who reports what at which level, and the bounds that rules between fields name."""
    return ReportingScheme(
        pack=pack.id,
        title=pack.title,
        root=pack.root,
        years=pack.years,
        submit_level=pack.submit_level,
        departments=pack.departments,
        sheets={
            sheet: SheetScheme(
                departments=entry.reporters,
                row_level=entry.row_level,
                exempt=frozenset(entry.exempt),
            )
            for sheet, entry in pack.sheets.items()
        },
        settings=_bounds(pack),
        places=dict(pack.places),
        total_row_first=pack.settings.total_row == "first",
        period_begins=lambda period: Period.parse(period).begins(pack.income_year_starts),
        previous_period=lambda period: str(Period.parse(period).previous()),
    )


def _bounds(pack: Pack) -> dict[str, Fraction | str | None]:
    """Every scalar of [settings] and [income] by its key."""
    bounds: dict[str, Fraction | str | None] = {}
    for section in (pack.settings, pack.income):
        for key in type(section).model_fields:
            value = getattr(section, key)
            if value is None or isinstance(value, (str, Fraction)):
                bounds[key] = value
    return bounds
