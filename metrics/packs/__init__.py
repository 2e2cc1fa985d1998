"""Policy packs: what a paper asks of whom, by when, and how it is judged."""

from metrics.packs.handed_down import HandedDown, Share, with_shares
from metrics.packs.keyed import keyed_of, with_keyed
from metrics.packs.loading import PackError, UnknownPackError, load_pack, read_pack, shipped_packs
from metrics.packs.model import Keyed, KeyedKind, Pack, Series, SheetPlan
from metrics.packs.target import EVERY_HOUSEHOLD, EVERY_PLACE, ROOT_SCOPE, Reference, Target

__all__ = [
    "EVERY_HOUSEHOLD",
    "EVERY_PLACE",
    "ROOT_SCOPE",
    "HandedDown",
    "Keyed",
    "KeyedKind",
    "Pack",
    "PackError",
    "Reference",
    "Series",
    "Share",
    "SheetPlan",
    "Target",
    "UnknownPackError",
    "keyed_of",
    "load_pack",
    "read_pack",
    "shipped_packs",
    "with_keyed",
    "with_shares",
]
