"""A mutated workbook from a seed and a number: the same two give the same bytes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from random import Random

from tests.fuzz.byteworks import BYTES
from tests.fuzz.seeds import Seed
from tests.fuzz.xlsworks import XLS
from tests.fuzz.xmlworks import markup
from tests.fuzz.zipworks import BROKEN, ZIPS, packed, unpacked


@dataclass(frozen=True, kw_only=True)
class Mutant:
    """``how``: the mutations' names, one after another."""

    seed: Seed
    how: str
    content: bytes


def inside(rng: Random, content: bytes) -> bytes:
    """Bytes of one member changed, the package around it sound."""
    members = unpacked(content)
    at = rng.randrange(len(members))
    members[at] = (members[at][0], rng.choice(BYTES)(rng, members[at][1]))
    return packed(members)


def mutant(seeds: Sequence[Seed], seed: int, number: int) -> Mutant:
    """The mutant of that number in the run of that seed, whatever others were made."""
    rng = Random(f"{seed}/{number}")  # a number of the generator's, no secret
    is_xls = rng.random() < 0.2
    chosen = rng.choice([one for one in seeds if one.is_xls == is_xls])
    content, how = chosen.content, []
    for _ in range(rng.choice((1, 1, 1, 2))):
        kinds = (
            (*XLS, *XLS, rng.choice(BYTES))
            if chosen.is_xls
            else (markup, markup, markup, inside, rng.choice(ZIPS), rng.choice(BYTES))
        )
        act = rng.choice(kinds)
        try:
            content = act(rng, content)
        except BROKEN:
            break  # the first mutation left nothing that the second could open
        how.append(act.__name__)
    return Mutant(seed=chosen, how="+".join(how), content=content)
