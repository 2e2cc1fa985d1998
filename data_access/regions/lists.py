"""The lists of places beside this file: the shipped one, and one for each county that a bureau adds.

An added list needs two columns, 代码 and 名称 (or code and name): level and parent follow from the 12 digits. Excel on a
Chinese computer writes GBK, so both encodings are read.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Literal

from data_access.errors import DeclarationError

FOLDER = Path(__file__).parent
SHIPPED = "regions.csv"
#: how many digits name a place of each level, the finest first
_DIGITS: tuple[tuple[Literal["village", "township", "county", "prefecture", "province"], int], ...] = (
    ("village", 12), ("township", 9), ("county", 6), ("prefecture", 4), ("province", 2),
)  # fmt: skip
_WANTED = "应为12位数字（国家统计局统计用区划代码）；Excel 会把它改成 5.3E+11，请先把该列设为文本"

Place = tuple[str, str, str, str]
Fault = tuple[str, str, str]


def shipped_places() -> Iterator[Place]:
    """(code, name, level, parent) of the list that comes with the program."""
    with (FOLDER / SHIPPED).open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            yield row["code"], row["name"], row["level"], row["parent_code"]


def added_places(known: Mapping[str, str], folder: Path = FOLDER) -> list[Place]:
    """The places of every other ``.csv`` there (DeclarationError: every faulty line of every file).

    ``known``: name by code of the shipped list, which an added one may repeat but not change."""
    names, faults = dict(known), list[Fault]()
    for file in sorted(folder.glob("*.csv")):
        if file.name != SHIPPED:
            faults.extend(_read(file, names))
    added = {code: name for code, name in names.items() if code not in known}
    faults.extend(_orphans(added, names))
    if faults:
        raise DeclarationError(faults)
    return [(code, name, *_level_and_parent(code)) for code, name in added.items()]


def _read(file: Path, names: dict[str, str]) -> Iterator[Fault]:
    """Adds what a file names; gives its faulty lines."""
    content = file.read_bytes()
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = content.decode("gb18030", errors="replace")
    for number, cells in enumerate(csv.reader(text.splitlines()), start=1):
        code, name = ([*(cell.strip() for cell in cells), "", ""])[:2]
        if not (code or name) or (number == 1 and not code[:1].isdigit()):
            continue
        where = f"第{number}行"
        if not re.fullmatch(r"[1-9]\d{11}", code):
            yield file.name, where, f"“{code}”{_WANTED}"
        elif not name:
            yield file.name, where, f"{code} 缺少名称"
        elif names.setdefault(code, name) != name:
            yield file.name, where, f"{code} 已是“{names[code]}”，这里写的是“{name}”"


def _orphans(added: Mapping[str, str], names: Mapping[str, str]) -> Iterator[Fault]:
    for code, name in added.items():
        parent = _level_and_parent(code)[1]
        if parent and parent not in names:
            yield "区划名单", name, f"{code} 的上级 {parent} 没有列出，请把省、州（市）、县各级都写上"


def _level_and_parent(code: str) -> tuple[str, str]:
    """The coarsest level whose digits already spell the code, and the code of the unit above."""
    for position in range(len(_DIGITS) - 1, -1, -1):
        level, digits = _DIGITS[position]
        if code == code[:digits].ljust(12, "0"):
            above = _DIGITS[position + 1][1] if position + 1 < len(_DIGITS) else 0
            return level, code[:above].ljust(12, "0") if above else ""
    raise ValueError(code)  # no code of twelve digits comes here
