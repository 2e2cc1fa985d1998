"""Policy packs: what a paper asks of whom, by when, and how it is judged."""

from metrics.packs.handed_down import HandedDown, Share, with_shares
from metrics.packs.loading import PackError, UnknownPackError, load_pack, read_pack, shipped_packs
from metrics.packs.model import Pack, Series, SheetPlan
from metrics.packs.target import EVERY_HOUSEHOLD, EVERY_PLACE, ROOT_SCOPE, Reference, Target

__all__ = [
    "EVERY_HOUSEHOLD",
    "EVERY_PLACE",
    "ROOT_SCOPE",
    "HandedDown",
    "Pack",
    "PackError",
    "Reference",
    "Series",
    "Share",
    "SheetPlan",
    "Target",
    "UnknownPackError",
    "load_pack",
    "read_pack",
    "shipped_packs",
    "with_shares",
]
