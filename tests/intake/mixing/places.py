"""How a place is written in its cell."""

from __future__ import annotations

from collections.abc import Iterator

from tests.intake.mixing.cells import NORMALISED, Written
from tests.intake.rows import ROOT, TREE, name

OLD = "place_old_name"
_STEMS = {region.name[:-1] for region in TREE.inside(ROOT, "township")}
VILLAGE, COMMUNITY = ("村民委员会", "村委会", "村"), ("社区居民委员会", "社区居委会", "社区")


def place_forms(code: str, *, within: str, is_lonely: bool, is_below: bool = False) -> Iterator[tuple[str, Written]]:
    """(family, form); ``within``: the reporter's region; ``is_lonely``: nothing else says in which township the place lies.

    ``is_below``: its township stands in a row above, which is noted where the name alone could be the township's, too."""
    region = TREE.regions[code]
    full = region.name
    yield "plain", Written(value=full)
    yield "codes", Written(value=code)
    yield "codes", Written(value=int(code))
    if region.level == "township":
        yield from (("codes", Written(value=one, note=NORMALISED)) for one in (code[:9], int(code[:9])))
    yield "place blanks", Written(value=f" {full}　", note=NORMALISED)
    yield "place blanks", Written(value=f"{full[:2]}　{full[2:]}", note=NORMALISED)
    yield "place numbers", Written(value=f"1.{full}", note=NORMALISED)
    yield from _behind_parents(code)
    if region.level == "village" and not (is_lonely and within == ROOT):
        shorts = [one for one in _short_villages(full) if not (is_below and one in _STEMS)]
        yield from (("short places", Written(value=one, note=OLD)) for one in shorts if one != full)
    elif code == ROOT:
        yield from (("short places", Written(value=one, note=OLD)) for one in ("全县", "牟定"))
    elif region.level == "township":
        yield "short places", Written(value=f"{full}人民政府", note=NORMALISED)


def _behind_parents(code: str) -> Iterator[tuple[str, Written]]:
    above = [one.name for one in TREE.ancestors(code)]
    for count in range(1, len(above) + 1):
        before = "".join(above[-count:])
        yield "parents", Written(value=before + name(code), note=NORMALISED)
    if TREE.regions[code].level == "village":
        yield "parents", Written(value=f"{name(code)}（{above[-1]}）", note=NORMALISED)
        yield "parents", Written(value=f"{above[-1]} {_short_villages(name(code))[1]}", note=OLD)


def _short_villages(full: str) -> list[str]:
    """古岩村民委员会: 古岩村委会, 古岩村, 古岩 and what people say of a community."""
    own, other = (VILLAGE, COMMUNITY) if full.endswith(VILLAGE) else (COMMUNITY, VILLAGE)
    stem = next(full.removesuffix(one) for one in own if full.endswith(one))
    return [stem + own[0], stem + own[1], stem + own[2], stem, stem + other[2]]
