"""Which pack judges a worksheet, and whether it may be handed in at all."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from data_access.period_names import period_name
from data_access.problems import Problem, problem
from data_access.regions.tree import RegionTree
from data_access.rules.wording import place_name
from data_access.scheme import ReportingScheme
from data_access.sheets.declaration import SheetDeclaration

#: How far before a root's first year a report may lie: older ones are no base of comparison for anything.
YEARS_BEFORE = 3


def year_of(period: str) -> int:
    """The year that names a period."""
    return int(period[:4])


def of_root(schemes: Sequence[ReportingScheme], root: str, period: str | None) -> ReportingScheme | None:
    """The pack of a root whose years contain the period, else the one whose years lie nearest; without a period the latest."""
    ours = [scheme for scheme in schemes if scheme.root == root]
    if not ours:
        return None
    if period is None:
        return max(ours, key=lambda scheme: scheme.years)
    year = year_of(period)
    return min(ours, key=lambda scheme: max(scheme.years[0] - year, year - scheme.years[1], 0))


def roots_for(schemes: Sequence[ReportingScheme], reporter: str | None, tree: RegionTree) -> list[str]:
    """Roots that a reporter can belong to, those first at whose submit level it stands; every root where it is not known."""
    distinct = list(dict.fromkeys(scheme.root for scheme in schemes))
    if reporter is None:
        return distinct
    region = tree.get(reporter)
    if region is None:
        return [root for root in distinct if any(s.root == root and reporter in s.departments for s in schemes)]
    inside = [root for root in distinct if tree.get(root) and tree.is_inside(reporter, root)]
    at_level = {scheme.root for scheme in schemes if scheme.submit_level == region.level}
    return sorted(inside, key=lambda root: root not in at_level)


def check_period(
    period: str, scheme: ReportingScheme, schemes: Sequence[ReportingScheme], received_at: datetime
) -> list[Problem]:
    """``period_out_of_range``: not begun when received, or too old for every pack of the root."""
    begins = scheme.period_begins(period)
    first = min(other.years[0] for other in schemes if other.root == scheme.root)
    if begins > received_at.date():
        message = f"{period_name(period)}尚未开始，不能报送"
    elif year_of(period) < first - YEARS_BEFORE:
        message = f"{period_name(period)}早于方案起始年（{first}年）{YEARS_BEFORE}年以上"
    else:
        return []
    return [problem("period_out_of_range", message, fix="请核对表中的报告期。")]


def check_reporter_due(
    declaration: SheetDeclaration, reporter: str, scheme: ReportingScheme, tree: RegionTree
) -> list[Problem]:
    """``sheet_not_in_pack`` and ``reporter_not_due``: the pack does not know the sheet, or not from this unit."""
    sheet = scheme.sheets.get(declaration.id)
    if sheet is None:
        message = f"“{scheme.title}”没有列入《{declaration.title}》"
        return [problem("sheet_not_in_pack", message, fix="该表不需报送，请从文件中删去。")]
    region = tree.get(reporter)
    if sheet.departments:
        due = reporter in sheet.departments
    else:
        due = region is not None and region.level == scheme.submit_level and tree.is_inside(reporter, scheme.root)
    if due:
        return []
    name = scheme.departments.get(reporter) or place_name(reporter)
    return [problem("reporter_not_due", f"{name}不报送《{declaration.title}》", fix="请由方案规定的报送单位报送。")]
