"""Report workbooks for those who fill them in: empty templates of a reporter and period, and filled ones."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import date
from io import BytesIO

from data_access.errors import CalledWrongly
from data_access.recognition.matching import PLACE_LEVELS
from data_access.recognition.texts import heading_key
from data_access.regions.tree import LEVELS, Level, Region, region_tree
from data_access.scheme import ReportingScheme, SheetScheme
from data_access.sheets.declaration import SheetDeclaration
from data_access.sheets.loader import load_sheets
from data_access.templates.layout import Row, SheetToWrite
from data_access.templates.workbook import write_workbook
from metrics.packs import Pack, PackError, load_pack
from metrics.periods import Period
from services.periods import parsed_period
from services.scheme import scheme_of
from services.workspace import Workspace

__all__ = [
    "CalledWrongly",
    "Region",
    "ReportingScheme",
    "SheetToWrite",
    "empty_report",
    "place_names",
    "region_of",
    "reporting_regions",
    "sheet_to_write",
    "shipped_scheme",
    "write_report",
]


def empty_report(workspace: Workspace, *, sheet: str, reporter: str, period: str, pack: str | None = None) -> bytes:
    """The empty workbook of one sheet, reporter and period, one prepared row a place where rows are places.

    CalledWrongly: no such sheet, reporter or period, or the pack does not ask it of that reporter.
    """
    asked = parsed_period(period)
    scheme = scheme_of(_pack_of(workspace, reporter, asked, pack))
    return write_report([sheet_to_write(scheme, sheet, reporter, period)])


def _pack_of(workspace: Workspace, reporter: str, period: Period, pack: str | None) -> Pack:
    """The pack that asks a reporter: of a place its root's, of a department the only one that knows it."""
    if not reporter.startswith("dept:"):
        return workspace.one_pack_for(period, region=reporter, pack_id=pack)
    knowing = [known for known in workspace.packs_for(period, pack_id=pack) if reporter in known.departments]
    return knowing[0] if len(knowing) == 1 else workspace.one_pack_for(period, pack_id=pack)


def write_report(sheets: Sequence[SheetToWrite]) -> bytes:
    """One workbook with a worksheet for each of ``sheets``."""
    target = BytesIO()
    write_workbook(target, sheets)
    return target.getvalue()


def sheet_to_write(
    scheme: ReportingScheme,
    sheet: str,
    reporter: str,
    period: str,
    *,
    rows: Sequence[Row] | None = None,
    total: Row | None = None,
    reported_on: date | None = None,
) -> SheetToWrite:
    """One worksheet of a reporter; without ``rows`` an empty one (CalledWrongly: the pack does not ask for it)."""
    declaration, judged = _declared(scheme, sheet)
    if parsed_period(period).kind != declaration.period:
        kind = {"month": "月（如2023-05）", "quarter": "季（如2023Q2）"}[declaration.period]
        raise CalledWrongly(f"{declaration.title}按{kind}填报，期间“{period}”不适用。")
    unit = _unit(scheme, judged, declaration, reporter)
    level: Level = judged.row_level or "village"
    prepared: tuple[Row, ...] = ()
    if declaration.places:
        prepared = tuple({declaration.keys[0].name: name} for name in place_names(unit, level).values())
    return SheetToWrite(
        declaration=declaration,
        place=_place_in_title(scheme.root, unit),
        reporter=reporter,
        reporter_name=scheme.departments[reporter] if reporter in scheme.departments else region_tree().regions[unit].name,
        period=period,
        places=_choices(declaration, unit, level),
        rows=prepared if rows is None else rows,
        total=total,
        reported_on=reported_on,
    )


def shipped_scheme(pack: str) -> ReportingScheme:
    """What a shipped pack or pack file decides about intake (CalledWrongly: no such pack, or a faulty file)."""
    try:
        return scheme_of(load_pack(pack))
    except PackError as fault:
        raise CalledWrongly(f"{fault.sentence}。") from None


def region_of(code: str) -> Region:
    """The place of a code (KeyError: none)."""
    return region_tree().regions[code]


def reporting_regions(scheme: ReportingScheme) -> list[Region]:
    """The regions of the submit level, in code order."""
    return region_tree().inside(scheme.root, scheme.submit_level)


def place_names(unit: str, level: Level) -> dict[str, str]:
    """Code → name of the places of one level in a unit; a name that stands twice carries its parent (者海镇小街社区居民委员会)."""
    tree = region_tree()
    regions = tree.inside(unit, level)
    counts = Counter(region.name for region in regions)
    return {
        region.code: region.name if counts[region.name] == 1 else tree.regions[region.parent].name + region.name
        for region in regions
    }


def _choices(declaration: SheetDeclaration, unit: str, level: Level) -> tuple[str, ...]:
    """The places that a row may name: those of the row level or of the column's own words (村（社区）), else every one in the unit."""
    heading = next((field.heading for field in declaration.fields if field.type == "region"), "")
    own = level if declaration.places else PLACE_LEVELS.get(heading_key(heading))
    levels = LEVELS[LEVELS.index(region_tree().regions[unit].level) :] if own is None else (own,)
    return tuple(name for one in levels for name in place_names(unit, one).values())


def _declared(scheme: ReportingScheme, sheet: str) -> tuple[SheetDeclaration, SheetScheme]:
    if sheet not in load_sheets():
        raise CalledWrongly(f"没有报表“{sheet}”，现有：{'、'.join(load_sheets())}。")
    if sheet not in scheme.sheets:
        raise CalledWrongly(f"方案“{scheme.title}”不收{load_sheets()[sheet].title}。")
    return load_sheets()[sheet], scheme.sheets[sheet]


def _unit(scheme: ReportingScheme, judged: SheetScheme, declaration: SheetDeclaration, reporter: str) -> str:
    """The region whose places a reporter's rows name: itself, for a department the root."""
    if judged.departments:
        if reporter not in judged.departments:
            raise CalledWrongly(f"{declaration.title}由{_names(scheme, judged)}报送，“{reporter}”不报此表。")
        return scheme.root
    region = region_tree().get(reporter)
    if region is None:
        raise CalledWrongly(f"没有填报单位“{reporter}”，应为12位行政区划代码。")
    if region not in reporting_regions(scheme):
        raise CalledWrongly(f"{region.name}不是方案“{scheme.title}”的填报单位。")
    return reporter


def _names(scheme: ReportingScheme, judged: SheetScheme) -> str:
    return "、".join(f"{scheme.departments.get(code, code)}（{code}）" for code in judged.departments)


def _place_in_title(root: str, unit: str) -> str:
    """The names from the root down to the unit: 牟定县共和镇."""
    tree = region_tree()
    chain = [*tree.ancestors(unit), tree.regions[unit]]
    return "".join(region.name for region in chain if tree.is_inside(region.code, root))
