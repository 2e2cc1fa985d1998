"""A small writer of xls: BIFF8 records in an OLE container, enough for the reader to have all it looks at."""

from __future__ import annotations

import struct
from dataclasses import dataclass, field

SECTOR = 512
FREE, END, FAT = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD


def record(code: int, body: bytes = b"") -> bytes:
    return struct.pack("<HH", code, len(body)) + body


def _text(value: str, count: str = "<H") -> bytes:
    return struct.pack(count, len(value)) + b"\x01" + value.encode("utf-16-le")


def number(row: int, column: int, value: float, style: int = 15) -> bytes:
    return record(0x0203, struct.pack("<HHHd", row, column, style, value))


def label(row: int, column: int, value: str) -> bytes:
    return record(0x0204, struct.pack("<HHH", row, column, 15) + _text(value))


def error(row: int, column: int, code: int) -> bytes:
    return record(0x0205, struct.pack("<HHHBB", row, column, 15, code, 1))


def boolean(row: int, column: int, value: bool) -> bytes:
    return record(0x0205, struct.pack("<HHHBB", row, column, 15, int(value), 0))


def hidden_row(row: int) -> bytes:
    return record(0x0208, struct.pack("<HHHHHHL", row, 0, 5, 255, 0, 0, 0x0120))


def hidden_column(column: int) -> bytes:
    return record(0x007D, struct.pack("<HHHHHH", column, column, 2048, 15, 1, 0))


def merge(first_row: int, last_row: int, first_column: int, last_column: int) -> bytes:
    return record(0x00E5, struct.pack("<HHHHH", 1, first_row, last_row, first_column, last_column))


@dataclass(kw_only=True)
class XlsSheet:
    name: str
    records: list[bytes]
    visibility: int = 0


@dataclass(kw_only=True)
class XlsBook:
    """``formats``: number formats of the cell styles 16, 17, …; style 15 is General."""

    sheets: list[XlsSheet]
    formats: list[str] = field(default_factory=list[str])
    encrypted: bool = False

    def stream(self) -> bytes:
        bodies = [_substream(0x0010, b"".join(sheet.records)) for sheet in self.sheets]
        before = self._globals([0] * len(bodies))
        offsets: list[int] = []
        at = len(before)
        for body in bodies:
            offsets.append(at)
            at += len(body)
        return self._globals(offsets) + b"".join(bodies)

    def _globals(self, offsets: list[int]) -> bytes:
        inside = record(0x0042, struct.pack("<H", 1200))
        if self.encrypted:
            inside = record(0x002F, struct.pack("<HHHHH", 0, 1, 2, 3, 4)) + inside
        font = record(
            0x0031, struct.pack("<HHHHHBBBB", 220, 0, 0x7FFF, 400, 0, 0, 0, 0, 0) + b"\x05\x01" + "Arial".encode("utf-16-le")
        )
        inside += font * 5
        for at, code in enumerate(self.formats):
            inside += record(0x041E, struct.pack("<H", 170 + at) + _text(code))
        inside += _style(0, is_style=True) * 15 + _style(0)
        inside += b"".join(_style(170 + at) for at in range(len(self.formats)))
        for sheet, offset in zip(self.sheets, offsets, strict=True):
            inside += record(0x0085, struct.pack("<LBB", offset, sheet.visibility, 0) + _text(sheet.name, "<B"))
        return _substream(0x0005, inside)

    def content(self) -> bytes:
        return ole({"Workbook": self.stream()})


def _style(number_format: int, *, is_style: bool = False) -> bytes:
    protection = 0xFFF5 if is_style else 0x0001
    return record(0x00E0, struct.pack("<HHHBBBBLLH", 0, number_format, protection, 0x20, 0, 0, 0, 0, 0, 0x20C0))


def _substream(kind: int, inside: bytes) -> bytes:
    return record(0x0809, struct.pack("<HHHHLL", 0x0600, kind, 0x0DBB, 0x07CC, 0, 6)) + inside + record(0x000A)


def ole(streams: dict[str, bytes]) -> bytes:
    """An OLE container; every stream is padded to the size from which it stands in ordinary sectors."""
    bodies = [body.ljust(4096, b"\0") for body in streams.values()]
    padded = [body + b"\0" * (-len(body) % SECTOR) for body in bodies]
    chain: list[int] = []
    starts: list[int] = []
    for body in padded:
        starts.append(len(chain))
        sectors = len(body) // SECTOR
        chain += [*range(len(chain) + 1, len(chain) + sectors), END]
    directory_at = len(chain)
    entries = [_entry("Root Entry", 5, END, 0, child=1)]
    entries += [
        _entry(name, 2, start, len(body), right=at + 2 if at + 1 < len(streams) else FREE)
        for at, (name, start, body) in enumerate(zip(streams, starts, bodies, strict=True))
    ]
    directory = b"".join(entries)
    directory += b"\0" * (-len(directory) % SECTOR)
    sectors = len(directory) // SECTOR
    chain += [*range(directory_at + 1, directory_at + sectors), END]
    fat_sectors = 1
    while (len(chain) + fat_sectors) * 4 > fat_sectors * SECTOR:
        fat_sectors += 1
    fat_at = list(range(len(chain), len(chain) + fat_sectors))
    chain += [FAT] * fat_sectors
    fat = struct.pack(f"<{len(chain)}L", *chain).ljust(fat_sectors * SECTOR, b"\xff")
    header = bytes.fromhex("d0cf11e0a1b11ae1") + b"\0" * 16 + struct.pack("<HHHHH", 0x3E, 3, 0xFFFE, 9, 6) + b"\0" * 10
    header += struct.pack("<LLLLLLLL", fat_sectors, directory_at, 0, 4096, END, 0, END, 0)
    header += struct.pack("<109L", *(fat_at + [FREE] * (109 - len(fat_at))))
    return header + b"".join(padded) + directory + fat


def _entry(name: str, kind: int, start: int, size: int, *, child: int = FREE, right: int = FREE) -> bytes:
    encoded = (name + "\0").encode("utf-16-le")
    return (
        encoded.ljust(64, b"\0")
        + struct.pack("<HBBLLL", len(encoded), kind, 1, FREE, right, child)
        + b"\0" * 36
        + struct.pack("<LLL", start, size, 0)
    )
