"""The reporting scheme that the sample county is drawn for, without its pack."""

from __future__ import annotations

from datetime import date

from data_access.scheme import ReportingScheme, SheetScheme


def mouding() -> ReportingScheme:
    """牟定县: townships report, rows are villages."""
    return ReportingScheme(
        pack="mouding-2023",
        title="牟定县2023年方案",
        root="532323000000",
        years=(2023, 2023),
        submit_level="township",
        departments={},
        sheets={
            "employment": SheetScheme(row_level="village"),
            "workshops": SheetScheme(),
            "industry_projects": SheetScheme(),
            "industry_linkage": SheetScheme(row_level="village"),
            "collective_economy": SheetScheme(row_level="village"),
            "household_income": SheetScheme(),
        },
        settings={},
        places={},
        total_row_first=False,
        period_begins=lambda period: date(int(period[:4]), 1, 1),
        previous_period=lambda period: period,
    )
