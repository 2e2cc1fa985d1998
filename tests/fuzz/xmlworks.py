"""Mutations of the markup inside: attributes, numbers, references, types, nesting, merges, tags lost or doubled."""

from __future__ import annotations

import re
from collections.abc import Callable
from random import Random

from tests.fuzz.zipworks import packed, unpacked

Change = Callable[[Random, str], str]
_TAG = re.compile(r"<[^!?][^>]*>")
_ELEMENT = re.compile(r"<(row|c|f|v|mergeCell|xf|si|sheet|Relationship|col|is|t)\b[^>]*?(?:/>|>.*?</\1>)", re.DOTALL)
_ATTRIBUTE = re.compile(r'([\w:]+)="([^"]*)"')
_NUMBER = re.compile(r"(?<=>)-?\d[\d.]*(?=<)")
_REFERENCE = re.compile(r'\b(r|ref|min|max)="([^"]*)"')
VALUES = (
    "", "0", "-1", "1", "99999999999", "1048576", "1048577", "16385", "NaN", "INF", "1e308", "1e999", "true", "s", "e", "str", "n",
    "b", "d", "inlineStr", "zz", "A0", "A1", "XFD1048576", "XFE1", "ZZZZ9", "A1:XFD1048576", "B2:A1", "7", "A-1", "村", "&lt;",
    "_x0000_", "_x000D_", "&#9;", "=1+1", "2023-05-25T00:00:00", "hidden", "veryHidden", "&#x202E;x", "1.5.3", "٣", "１２",
)  # fmt: skip
LEFT_OVERS = (
    '<row r="3"/>', '<row r="9"><c r="A9"><v>1</v></c></row>', '<c r="A1"><v>1</v></c>', '<mergeCell ref="A1:Z99"/>', "<f>SUM(A1)</f>",
    '<c t="e"><v>#REF!</v></c>', "<v>12</v>", "<!-- x -->", "<![CDATA[5]]>", "<?x y?>", "&#65;", "&unknown;", "\x00", "文字",
    '<mc:AlternateContent><mc:Choice/></mc:AlternateContent>', "</row>", "<row>", '<extLst><ext uri="x"/></extLst>',
)  # fmt: skip


def value_of_attribute(rng: Random, text: str) -> str:
    return _one(rng, _ATTRIBUTE, text, lambda found: f'{found[1]}="{rng.choice(VALUES)}"')


def attribute_lost(rng: Random, text: str) -> str:
    return _one(rng, _ATTRIBUTE, text, lambda _: "")


def number(rng: Random, text: str) -> str:
    return _one(rng, _NUMBER, text, lambda found: rng.choice((*VALUES, found[0] + "0" * rng.randrange(20), "-" + found[0])))


def reference(rng: Random, text: str) -> str:
    """A row, cell or range that stands elsewhere."""
    near = f"{rng.choice('ABCDEFGHIJ')}{rng.randrange(1, 40)}"
    value = rng.choice((*VALUES, near, f"A1:{near}", str(rng.randrange(1, 40))))
    return _one(rng, _REFERENCE, text, lambda found: f'{found[1]}="{value}"')


def kind(rng: Random, text: str) -> str:
    """A cell of another type."""
    return _one(rng, re.compile(r'(<c r="[^"]*")([^>]*)>'), text, lambda found: f'{found[1]} t="{rng.choice(VALUES)}">')


def tag_lost(rng: Random, text: str) -> str:
    return _one(rng, _TAG, text, lambda _: "")


def tag_twice(rng: Random, text: str) -> str:
    return _one(rng, _TAG, text, lambda found: found[0] * 2)


def element_lost(rng: Random, text: str) -> str:
    return _one(rng, _ELEMENT, text, lambda _: "")


def element_twice(rng: Random, text: str) -> str:
    return _one(rng, _ELEMENT, text, lambda found: found[0] * rng.choice((2, 2, 3, 200)))


def elements_swapped(rng: Random, text: str) -> str:
    found = list(_ELEMENT.finditer(text))
    if len(found) < 2:
        return text
    one, other = sorted(rng.sample(found, 2), key=lambda match: match.start())
    if one.end() > other.start():
        return text
    return text[: one.start()] + other[0] + text[one.end() : other.start()] + one[0] + text[other.end() :]


def put_between(rng: Random, text: str) -> str:
    return _one(rng, _TAG, text, lambda found: found[0] + rng.choice(LEFT_OVERS))


def nested(rng: Random, text: str) -> str:
    depth = rng.choice((2, 50, 5_000))
    return _one(rng, _ELEMENT, text, lambda found: "<x>" * depth + found[0] + "</x>" * depth)


def other_quotes(rng: Random, text: str) -> str:
    """Markup that says the same in another style."""
    if rng.random() < 0.5:
        return _ATTRIBUTE.sub(lambda found: f"{found[1]}='{found[2]}'" if "'" not in found[2] else found[0], text)
    return re.sub(r"<(/?)(row|c|v|f|is|t|sheetData|mergeCell|mergeCells)\b", r"<\1x:\2", text).replace(
        "<worksheet ", '<worksheet xmlns:x="http://schemas.openxmlformats.org/spreadsheetml/2006/main" ', 1
    )


def cut_in_two(rng: Random, text: str) -> str:
    return text[: rng.randrange(len(text) + 1)]


def _one(rng: Random, pattern: re.Pattern[str], text: str, by: Callable[[re.Match[str]], str]) -> str:
    """One of the places that the pattern finds, replaced."""
    found = list(pattern.finditer(text))
    if not found:
        return text
    match = rng.choice(found)
    return text[: match.start()] + by(match) + text[match.end() :]


CHANGES: tuple[Change, ...] = (
    value_of_attribute, value_of_attribute, attribute_lost, attribute_lost, number, number, number, reference, reference, reference,
    kind, kind, kind, element_lost, element_lost, element_lost, element_twice, element_twice, elements_swapped, elements_swapped,
    put_between, put_between, nested, other_quotes, other_quotes, tag_lost, tag_twice, cut_in_two,
)  # fmt: skip


def markup(rng: Random, content: bytes) -> bytes:
    """One to three changes in the markup of one part, a worksheet three times of four."""
    members = unpacked(content)
    sheets = [at for at, (name, _) in enumerate(members) if "worksheets/sheet" in name and name.endswith(".xml")]
    at = rng.choice(sheets) if sheets and rng.random() < 0.75 else rng.randrange(len(members))
    name, part = members[at]
    text = part.decode("utf-8", "surrogateescape")
    for _ in range(rng.choice((1, 1, 2, 3))):
        text = rng.choice(CHANGES)(rng, text)
    members[at] = (name, text.encode("utf-8", "surrogateescape"))
    return packed(members)
