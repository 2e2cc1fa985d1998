"""A small prefecture under a shipped pack: three counties with a township of two villages each."""

from __future__ import annotations

from typing import Any

from metrics.catalogue import load_catalogue
from metrics.evaluation import evaluate
from metrics.evidence import Territory
from metrics.packs import Pack, load_pack
from metrics.places import is_inside, level_of
from metrics.results import Judgement, Result
from tests.metrics.county import Reports

LEVELS = ("prefecture", "county", "township", "village")
QUJING, WENSHAN = "530300000000", "532600000000"
QILIN, ZHANYI, MALONG = "530302000000", "530303000000", "530304000000"
CITY, YANSHAN, XICHOU = "532601000000", "532622000000", "532623000000"
PACKS = {QUJING: "qujing-2023", WENSHAN: "wenshan-2022-2024"}
COUNTIES = {QUJING: (QILIN, ZHANYI, MALONG), WENSHAN: (CITY, YANSHAN, XICHOU)}


def township(county: str) -> str:
    return f"{county[:6]}001000"


def villages(county: str) -> tuple[str, str]:
    return f"{county[:6]}001001", f"{county[:6]}001002"


def _territory(root: str) -> Territory:
    places = [root, *(place for county in COUNTIES[root] for place in (county, township(county), *villages(county)))]
    rank = {code: LEVELS.index(level_of(code)) for code in places}
    return Territory(
        level={code: level_of(code) for code in places},
        name={code: code for code in places},
        children=lambda unit: [code for code in places if is_inside(code, unit) and rank[code] == rank[unit] + 1],
        inside=is_inside,
        places=lambda unit, level: [code for code in places if level_of(code) == level and is_inside(code, unit)],
    )


def asked(
    root: str, reports: Reports, period: str, region: str | None = None, pack: Pack | None = None, **more: Any
) -> list[Result]:
    """The objects of a prefecture's own pack, or of one changed for the question."""
    pack = pack or load_pack(PACKS[root])
    return evaluate(pack, load_catalogue(), reports, _territory(root), period=period, region=region or root, **more)


def judged(
    root: str, code: str, reports: Reports, period: str, region: str | None = None, pack: Pack | None = None
) -> tuple[Result, Judgement]:
    """The one object of a target, with its judgement."""
    pack = pack or load_pack(PACKS[root])
    (indicator,) = {target.indicator for target in pack.targets if target.code == code}
    found = asked(root, reports, period, region, pack, indicators={indicator})
    ((result, judgement),) = [(entry, entry.target) for entry in found if entry.target and entry.target.code == code]
    return result, judgement


def short(judgement: Judgement) -> list[tuple[str | None, Any]]:
    return [(entry.region or entry.row_key, entry.value) for entry in judgement.short]


def task(code: str, region: str, cumulative: float | str | None, unit: str = "家") -> dict[str, Any]:
    return {"code": code, "region": region, "name": "任务", "unit": unit, "cumulative": cumulative}


def household(number: str, county: str, **more: Any) -> dict[str, Any]:
    """A household of one person without income but what is given."""
    plain = {
        "persons": 1,
        "operating_gross": 0,
        "operating_cost": 0,
        "wage": 0,
        "property": 0,
        "transfer": 0,
        "net": 0,
        "net_per_capita": 0,
    }
    return {"household_no": number, "region": villages(county)[0], **plain, **more}
