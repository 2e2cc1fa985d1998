"""What clerks put around a place's name: a number before it, a mark or a bracket behind it, a group of the village."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

from data_access.regions.place_names import plain, without_office

_NUMERAL = r"(?:\d{1,3}|[一二三四五六七八九十]{1,3})"
_NUMBERING = re.compile(rf"(?:[(\[【]{_NUMERAL}[)\]】][.、,:]?|{_NUMERAL}[.、,:)]|\d{{1,3}}(?=\D))\s*")
_MARKS = "*※#★☆△▲◆◇●○■□√+!^.。·•・:;,、"
_BRACKET = re.compile(r"[(\[【〔<《]([^()\[\]【】〔〕<>《》]*)[)\]】〕>》]$")
_QUOTES = re.compile(r"[\"'“”‘’「」『』]")
_INSIDE = re.compile(r"[.。·•・:_\\~]+")  # between the names of units: 共和镇·茅阳社区
_PART = re.compile(
    r"(?P<whole>.{2,}?)(?:第?(?:\d{1,3}|[一二三四五六七八九十]{1,3})(?:村民小组|居民小组|村小组|小组|组|队|社)"
    r"|[\u4e00-\u9fff]{1,6}(?:自然村|村民小组|居民小组|村小组))"
)
_FORMER = re.compile(r"原|旧|曾用")
_OF_SOME = re.compile(r"其中|部分|不含|除|扣|组|户|人")


@dataclass(frozen=True, kw_only=True, slots=True)
class Reading:
    """A name that a text may mean: ``parent`` what stands in brackets behind it, ``is_part``: the text names a group of that village."""

    name: str
    parent: str = ""
    is_part: bool = False


def bare(text: str) -> str:
    """A name without blanks, separators, quotes, dots and full-width forms."""
    return _INSIDE.sub("", _QUOTES.sub("", plain(text)))


def readings(text: str) -> Iterator[Reading]:
    """The names that a text may mean, from what is written to what is left of it without its trimmings."""
    seen: set[Reading] = set()
    for reading in _readings(unicodedata.normalize("NFKC", text).strip()):
        if reading.name and reading not in seen:
            seen.add(reading)
            yield reading


def _readings(text: str) -> Iterator[Reading]:
    yield Reading(name=bare(text))
    yield Reading(name=without_office(bare(text)))
    inner = _QUOTES.sub("", text).strip(_MARKS).strip()
    inner = _NUMBERING.sub("", inner, count=1) if _NUMBERING.match(inner) else inner
    bracket = _BRACKET.search(inner)
    parent = ""
    if bracket is not None and not _OF_SOME.search(bracket.group(1)):
        inner, parent = inner[: bracket.start()], bare(bracket.group(1))
        parent = "" if _FORMER.match(parent) else parent
    yield Reading(name=bare(inner), parent=parent)
    yield Reading(name=without_office(bare(inner)), parent=parent)
    part = _PART.fullmatch(bare(inner))
    if part is not None:
        yield Reading(name=part.group("whole"), parent=parent, is_part=True)
