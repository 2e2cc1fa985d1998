"""Projects of every reporter by rule: a few each year, one of them standing still, one not begun, one short of funds."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from sample_data.project_progress import Project
from sample_data.regional.senders import Sender

_KINDS = (
    ("高标准农田建设项目", 900, 2600), ("衔接资金产业配套道路", 180, 520), ("农村生活污水治理", 400, 1400), ("设施蔬菜育苗中心", 260, 720),
    ("农产品冷链集配中心", 380, 960), ("农村饮水安全巩固提升", 160, 460), ("乡村振兴示范村配套设施", 240, 640), ("以工代赈农村公路", 220, 680),
    ("易地搬迁安置区配套设施", 300, 900), ("畜禽粪污资源化利用", 150, 420), ("村级活动场所提升改造", 80, 240), ("灌区续建配套", 600, 2400),
)  # fmt: skip
#: Steps that stay below a jump where only the months that end a quarter are reported.
_IN_PLACE = (0.7, 0.8, 0.9, 1.0)
_PAID = (0.45, 0.5, 0.55, 0.62, 0.7, 0.78, 0.86, 0.92, 0.95)
#: The first of each year goes on until the next, so that no report is the same as the one before.
_WHOLE_YEAR = 16
_STALLED, _NEVER, _SHORT = 3, 5, 1  # positions within the newest year


def draw(
    rng: np.random.Generator, sender: Sender, position: int, years: Sequence[int], count: int, newest_month: int
) -> tuple[Project, ...]:
    """About ``count`` projects in the newest year, half as many in each year before; ``newest_month``: of the newest report."""
    found: list[Project] = []
    places = list(sender.below)
    for year in years:
        newest = year == years[-1]
        for number in range(count if newest else (count + 1) // 2):
            name, least, most = _KINDS[(number + position * 5 + year) % len(_KINDS)]
            special = _story(number, year, newest_month) if newest else {}
            lasts = int(rng.integers(6, 12))
            found.append(
                Project(
                    code=f"{sender.region[:6]}{year}9{position:02d}{number + 1:02d}",
                    department=sender.code,
                    name=name if number < len(_KINDS) else f"{name}（二期）",
                    total=float(rng.integers(least, most)),
                    listed=f"{year}-{int(rng.integers(1, 4)):02d}",
                    place=places[int(rng.integers(len(places)))] if number % 4 else "",
                    lasts=_WHOLE_YEAR if number == 0 else lasts,
                    in_place=_IN_PLACE,
                    paid=_PAID,
                    troubled=year,
                    **special,
                )
            )
    return tuple(found)


def _story(number: int, year: int, newest_month: int) -> dict[str, Any]:
    """What is the matter with a project of the newest year."""
    begun = max(newest_month - 2, 1)
    if number == _STALLED:
        return {"stalled": f"{year}-{newest_month:02d}", "problem": {str(newest_month): "进入雨季，土建工程暂停施工。"}}
    if number == _NEVER:
        return {"never": True, "problem": {str(begun): "选址调整，环评手续重新办理，尚未开工。"}}
    return {"funds": 0.72, "problem": {str(begun): "配套资金未全部到位。"}} if number == _SHORT else {}
