"""Mutations of the container: members dropped, doubled, renamed, swapped, re-packed; fields of the directory that lie."""

from __future__ import annotations

import lzma
import struct
import warnings
import zipfile
import zlib
from io import BytesIO
from random import Random

#: What opening a broken package raises.
BROKEN = (
    zipfile.BadZipFile, NotImplementedError, RuntimeError, ValueError, IndexError, KeyError, OSError, EOFError, struct.error,
    zlib.error, lzma.LZMAError,
)  # fmt: skip
Members = list[tuple[str, bytes]]
NAMES = (
    "xl/workbook.xml", "xl/styles.xml", "xl/sharedStrings.xml", "xl/worksheets/sheet1.xml", "../../evil.xml", "/etc/passwd",
    "xl\\workbook.xml", "C:/x.xml", "XL/WORKBOOK.XML", "xl/a\x01b.xml", "\u202egnp.xml", "x" * 300 + ".xml", "xl/vbaProject.bin",
    "xl/workbook.bin", "mimetype", "word/document.xml", "xl/worksheets/sheet2.xml", "xl/externalLinks/externalLink1.xml", "xl/",
)  # fmt: skip
FILLINGS = (b"", b"<a/>", b"\0" * 5_000, b"<worksheet/>", b'<?xml version="1.0"?><!DOCTYPE a []><a/>', "无".encode("utf-16"))


def unpacked(content: bytes) -> Members:
    with zipfile.ZipFile(BytesIO(content)) as source:
        return [(name, source.read(name)) for name in source.namelist()]


def packed(members: Members, method: int = zipfile.ZIP_DEFLATED) -> bytes:
    target = BytesIO()
    with warnings.catch_warnings(), zipfile.ZipFile(target, "w", method) as out:
        warnings.simplefilter("ignore")
        for name, part in members:
            out.writestr(name, part)
    return target.getvalue()


def drop(rng: Random, content: bytes) -> bytes:
    members = unpacked(content)
    members.pop(rng.randrange(len(members)))
    return packed(members)


def twice(rng: Random, content: bytes) -> bytes:
    """A member a second time, by the same name or another case of it, whole or emptied."""
    members = unpacked(content)
    name, part = rng.choice(members)
    other = rng.choice((name, name.upper(), name.replace("/", "\\")))
    members.insert(rng.randrange(len(members) + 1), (other, rng.choice((part, *FILLINGS))))
    return packed(members)


def rename(rng: Random, content: bytes) -> bytes:
    members = unpacked(content)
    at = rng.randrange(len(members))
    members[at] = (rng.choice(NAMES), members[at][1])
    return packed(members)


def add(rng: Random, content: bytes) -> bytes:
    return packed([*unpacked(content), (rng.choice(NAMES), rng.choice(FILLINGS))])


def swap(rng: Random, content: bytes) -> bytes:
    """Two members with each other's contents."""
    members = unpacked(content)
    one, other = rng.randrange(len(members)), rng.randrange(len(members))
    (a, b), (c, d) = members[one], members[other]
    members[one], members[other] = (a, d), (c, b)
    return packed(members)


def empty(rng: Random, content: bytes) -> bytes:
    members = unpacked(content)
    at = rng.randrange(len(members))
    members[at] = (members[at][0], rng.choice(FILLINGS))
    return packed(members)


def repack(rng: Random, content: bytes) -> bytes:
    """Members in another order and by another method."""
    members = unpacked(content)
    rng.shuffle(members)
    return packed(members, rng.choice((zipfile.ZIP_STORED, zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA, zipfile.ZIP_DEFLATED)))


def lie(rng: Random, content: bytes) -> bytes:
    """One field of the directory, of a member's own header or of the end record says something else."""
    out = bytearray(content)
    mark, fields = rng.choice(
        ((b"PK\x01\x02", (6, 8, 10, 12, 16, 20, 24, 28, 30, 32, 38, 42)), (b"PK\x03\x04", (4, 6, 8, 14, 18, 22, 26, 28)),
         (b"PK\x05\x06", (4, 6, 8, 10, 12, 16, 20)))
    )  # fmt: skip
    places = [at for at in range(len(out)) if out.startswith(mark, at)]
    at = rng.choice(places) + rng.choice(fields)
    value = rng.choice((0, 1, 8, 0xFF, 0xFFFF, 0x800, rng.randrange(1 << 16)))
    wide = rng.random() < 0.4
    new = struct.pack("<L", rng.choice((value, 0xFFFFFFFF, 0x7FFFFFFF))) if wide else struct.pack("<H", value)
    out[at : at + len(new)] = new
    return bytes(out[: len(content)])


ZIPS = (drop, twice, rename, add, swap, empty, repack, lie, lie)
