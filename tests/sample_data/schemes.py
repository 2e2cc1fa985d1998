"""The reporting scheme that the sample county is drawn for, without its pack."""

from __future__ import annotations

from datetime import date

from data_access.scheme import ReportingScheme, SheetScheme

DEPARTMENTS = {
    "dept:nyncj": "县农业农村局",
    "dept:xczxj": "县乡村振兴局",
    "dept:rsj": "县人力资源和社会保障局",
    "dept:rjb": "县人居办",
    "dept:fgj": "县发展改革局",
    "dept:jytyj": "县教育体育局",
    "dept:wsjkj": "县卫生健康局",
    "dept:ybj": "县医保局",
    "dept:zjj": "县住建局",
    "dept:swj": "县水务局",
    "dept:zzb": "县委组织部",
    "dept:gxsj": "县工业信息化商务科技局",
    "dept:czj": "县财政局",
}


def mouding() -> ReportingScheme:
    """牟定县: townships report, rows are villages; some sheets come from departments."""
    return ReportingScheme(
        pack="mouding-2023",
        title="牟定县2023年方案",
        root="532323000000",
        years=(2023, 2023),
        submit_level="township",
        departments=DEPARTMENTS,
        sheets={
            "employment": SheetScheme(row_level="village"),
            "workshops": SheetScheme(),
            "industry_projects": SheetScheme(),
            "industry_linkage": SheetScheme(row_level="village"),
            "collective_economy": SheetScheme(row_level="village"),
            "household_income": SheetScheme(),
            "key_tasks": SheetScheme(departments=tuple(DEPARTMENTS)),
            "project_progress": SheetScheme(departments=tuple(DEPARTMENTS)),
            "consumption": SheetScheme(departments=("dept:nyncj", "dept:gxsj")),
            "canteen_quota": SheetScheme(departments=("dept:czj",)),
        },
        settings={},
        places={},
        total_row_first=False,
        period_begins=lambda period: date(int(period[:4]), 1, 1),
        previous_period=lambda period: period,
    )
