"""Who hands in which sheets, and which places their rows may name."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from services.templates import Region, ReportingScheme, place_names, reporting_regions

#: Sheets that name any place in the sender's region; departments may have them, too.
WIDE = ("key_tasks", "project_progress", "consumption", "canteen_quota")
_NOUNS = ("市", "区", "县", "旗", "乡", "镇")


@dataclass(frozen=True, kw_only=True)
class Sender:
    """One reporter: a region, or a department of the root. ``below``: code → name one level down; ``villages`` likewise."""

    code: str
    name: str
    region: str
    region_name: str
    sheets: tuple[str, ...]
    below: Mapping[str, str]
    villages: Mapping[str, str]

    @property
    def is_department(self) -> bool:
        return self.code != self.region

    @property
    def lists_townships(self) -> bool:
        """Whether the places one level down are townships."""
        return all(len(code.rstrip("0")) in (7, 8, 9) for code in self.below)

    @property
    def noun(self) -> str:
        """县 of 砚山县."""
        return self.region_name[-1] if self.region_name.endswith(_NOUNS) else ""


def senders(scheme: ReportingScheme, root: Region) -> tuple[Sender, ...]:
    """The regions of the submit level in code order, then the departments."""
    found = [_of_region(scheme, region) for region in reporting_regions(scheme)]
    for code, name in scheme.departments.items():
        sheets = tuple(
            sheet for sheet, asked in scheme.sheets.items() if code in asked.departments and code not in asked.exempt
        )
        found.append(_sender(code, name, root, sheets))
    return tuple(sender for sender in found if sender.sheets)


def _of_region(scheme: ReportingScheme, region: Region) -> Sender:
    sheets = [sheet for sheet, asked in scheme.sheets.items() if not asked.departments and region.code not in asked.exempt]
    return _sender(region.code, region.name, region, tuple(sheets))


def _sender(code: str, name: str, region: Region, sheets: tuple[str, ...]) -> Sender:
    villages = place_names(region.code, "village")
    below = {"prefecture": "county", "county": "township"}.get(region.level)
    return Sender(
        code=code,
        name=name,
        region=region.code,
        region_name=region.name,
        sheets=sheets,
        below=villages if below is None else place_names(region.code, "county" if below == "county" else "township"),
        villages=villages,
    )
