"""屏边县 with listed households whose people are marked, so that a name, number or telephone that gets out is found."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from services.initialising import initialise_database
from services.workspace import Workspace, open_workspace
from tests.household_reports import Row, hand_in
from tests.shell.packs import PLAN, ROOT, XINXIAN, YUPING

QUARTER = "2023Q1"
PLAN_WITH_LINES = (
    PLAN
    + """
[income.line]
2022 = 7000
2023 = 8000
"""
)
#: name, number, telephone, 帮扶责任人: marked beyond the part that may be shown; some as hostile as cells come
PEOPLE = (
    ("甄密甲", "532523199001010001", "13987652001", "帮密一"),
    ("=cmd|' /C calc'!A0", "532523199001010002", "13987652002", "@SUM(密1)"),
    ("+86密丙", "532523900101003", "0873-8765003", "-密二"),
    ("阿依密丁·买买提", "53252319900101000X", "8765004", "\t=密三"),
    ("John Mimiwu", "532523199001010005", "+8613987652005", "'密四"),
    ("<img src=密己>", "５３２５２３１９９００１０１０００６", "139 8765 2006", "密五"),
)
VILLAGES = ("532523101001", "532523101002", "532523102202")
QUARTERS = ("2022Q1", "2022Q2", "2022Q3", "2022Q4", QUARTER)


def household(number: int, quarter: str) -> Row:
    """Half of last year's income, from wages; 3,000 元 a head a year, so that several rules hold."""
    name, identity, phone, helper = PEOPLE[number]
    wage = {"2022Q1": 4000, "2022Q2": 8000, "2022Q3": 9000, "2022Q4": 12000 + 100 * number, QUARTER: 1000}[quarter]
    place = VILLAGES[number % 2] if number < 5 else VILLAGES[2]
    return {
        "household_no": f"H{9 - number}", "head_name": name, "head_id": identity, "phone": phone, "helper": helper,
        "region": place, "kind": "脱贫户", "persons": 4, "labourers": 2, "employed": 2 if quarter != QUARTER else 0, "wage": wage,
        "operating_gross": 0, "operating_cost": 0, "property": 0, "transfer": 0, "net": wage, "net_per_capita": wage // 4,
        "remark": "无",
    }  # fmt: skip


def marked(folder: Path) -> Workspace:
    """Two townships with five quarters each; everybody is on the list of the last."""
    plan, url = folder / "county.toml", f"sqlite:///{folder / 'county.sqlite'}"
    plan.write_text(PLAN_WITH_LINES, encoding="utf-8")
    initialise_database(url, [str(plan)])
    workspace = open_workspace(url)
    for quarter in QUARTERS:
        hand_in(workspace, ROOT, YUPING, quarter, [household(number, quarter) for number in range(5)])
        hand_in(workspace, ROOT, XINXIAN, quarter, [household(5, quarter)])
    return workspace


@pytest.fixture
def workspace(tmp_path: Path) -> Iterator[Workspace]:
    made = marked(tmp_path)
    yield made
    made.database.close()


def secrets() -> list[str]:
    """What may never be seen: more of a person than the mask leaves."""
    found: list[str] = []
    for name, identity, phone, helper in PEOPLE:
        hidden = name.strip("=+<'\t@-")[1:4]
        found += [name, hidden, identity, identity[4:-4], phone, helper]
        found += [phone[3:-4]] if len(phone) >= 11 else [phone[1:]]
    return [*found, "密一", "密二", "密三", "密四", "密五"]


def leaks(text: str) -> list[str]:
    """The secrets that a text holds."""
    return [secret for secret in secrets() if secret in text]


def words(content: bytes) -> str:
    """Everything that a workbook holds, every part of its package."""
    with zipfile.ZipFile(BytesIO(content)) as package:
        return "\n".join(package.read(name).decode("utf-8") for name in package.namelist())


def cells(content: bytes, sheet: int = 0) -> list[tuple[Any, ...]]:
    """The rows of a worksheet."""
    return list(openpyxl.load_workbook(BytesIO(content)).worksheets[sheet].iter_rows(values_only=True))
