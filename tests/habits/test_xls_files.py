"""The habits of layout in xls, as WPS et and old Excel write it: the same reports, stored to the same figure, named at the same cell."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from data_access.reading.grid import WorkbookFile
from services.intake import Taken
from tests.habits import layouts
from tests.habits.xls_paper import with_xls
from tests.intake.counter import Checked, Stored
from tests.intake.desk import Desk
from tests.intake.honest import Honest, as_dates, col, hh
from tests.intake.wrong import Wrong

_NAMES = ("报表.xls", "报表.et", "报表.xlsx", "报表")  # the content counts, not the name
HONEST: dict[str, Honest] = {
    **{case: honest for case, honest in layouts.HONEST.items() if "veryHidden" not in case},
    "61 a date in its own cell": Honest(col(), touch=as_dates),
    "61 households": Honest(hh(total="below", numbers_row=True)),
}
WRONG: dict[str, Wrong] = layouts.WRONG


def _content(case: Honest | Wrong) -> bytes:
    paper = case.form.draw()
    if case.touch:
        case.touch(paper, case.form)
    before = case.before if isinstance(case, Honest) else []
    return with_xls([*before, paper, *case.more])


def _sorted_out(taken: list[Taken], names: Mapping[str, str]) -> dict[str, list[Taken]]:
    """The answers by the case whose content they are about."""
    found: dict[str, list[Taken]] = {case: [] for case in names}
    for number, case in enumerate(names):
        found[case] = [one for one in taken if one.examined.file.startswith(f"{number}_")]
    return found


def _files(cases: Mapping[str, Any]) -> tuple[list[WorkbookFile], dict[str, str]]:
    names: dict[str, str] = {}
    files: list[WorkbookFile] = []
    for number, (case, drawn) in enumerate(cases.items()):
        stem = "蟠猫乡2023年5月" if "file name" in case else ""
        names[case] = f"{number}_{stem}{_NAMES[number % len(_NAMES)]}"
        files.append(WorkbookFile(name=names[case], content=_content(drawn)))
    return files, names


@pytest.fixture(scope="module")
def stored(tmp_path_factory: pytest.TempPathFactory) -> Stored:
    desk = Desk(Path(tmp_path_factory.mktemp("xls")) / "county.sqlite")
    files, names = _files(HONEST)
    taken = desk.take_in(*files, reason="属实")
    return Stored(desk, HONEST, _sorted_out(taken, names))


@pytest.fixture(scope="module")
def checked(tmp_path_factory: pytest.TempPathFactory) -> Checked:
    desk = Desk(Path(tmp_path_factory.mktemp("xls")) / "county.sqlite")
    files, names = _files(WRONG)
    return Checked(WRONG, _sorted_out(desk.check(*files), names))


@pytest.mark.parametrize("case", HONEST)
def test_xls_is_taken_to_the_exact_figure(stored: Stored, case: str) -> None:
    stored.assert_exact(case)


@pytest.mark.parametrize("case", WRONG)
def test_xls_is_named_at_its_cell(checked: Checked, case: str) -> None:
    checked.assert_named(case)
