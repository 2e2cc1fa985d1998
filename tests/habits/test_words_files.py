"""Habits 17 to 35 in xls, where numbers, days and formats are stored otherwise; and what no finding may hold."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from data_access.reading.grid import WorkbookFile
from services.intake import Taken, taken_json
from tests.habits.people import OWN
from tests.habits.xls_paper import with_xls
from tests.intake.desk import Desk, said, told
from tests.intake.forms import Form
from tests.intake.honest import emp, hh
from tests.intake.paper import Paper, with_xlsxwriter
from tests.intake.wrong import put

WRITERS: dict[str, Callable[[list[Paper]], bytes]] = {"xls": with_xls, "xlsx": with_xlsxwriter}


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Desk:
    return Desk(tmp_path_factory.mktemp("words") / "county.sqlite")


def handed_in(desk: Desk, form: Form, suffix: str, *touches: Callable[[Paper, Form], None]) -> Taken:
    paper = form.draw()
    for touch in touches:
        touch(paper, form)
    [taken] = desk.check(WorkbookFile(name=f"报表.{suffix}", content=WRITERS[suffix]([paper])))
    return taken


def shown_as(field_name: str, code: str) -> Callable[[Paper, Form], None]:
    return lambda paper, form: paper.formats.update({(form.row_of[2], form.column_of[field_name]): code})


@pytest.mark.parametrize("suffix", WRITERS)
@pytest.mark.parametrize(
    ("field_name", "value", "code", "shown"),
    [
        ("head_id", 532323196001010000, "id_lost_digits", ""),
        ("head_id", 532323600101000, "id_check", ""),
        ("household_no", 5323232010000031, "id_lost_digits", ""),
        ("household_no", date(2023, 5, 1), "id_lost_digits", ""),
        ("phone", 8785211234, "phone_odd", ""),
        ("phone", 8785211234, "", "00000000000"),
        ("phone", 13800001003.0, "", ""),
        ("household_no", 53232010003, "", "000000000000"),
        ("head_name", "王\ue815", "text_garbled", ""),
        ("head_name", "阿依·买买", "", ""),
    ],
)
def test_25_32_numbers_of_people_are_told_apart_alike(
    desk: Desk, suffix: str, field_name: str, value: Any, code: str, shown: str
) -> None:
    form = hh()
    touches = [put(field_name, 2, value), *([shown_as(field_name, shown)] if shown else [])]
    taken = handed_in(desk, form, suffix, *touches)
    assert said(taken) == ([(code, form.at(field_name, 2))] if code else []), told(taken)
    if shown:
        assert taken.examined.rows is not None
        assert taken.examined.rows.columns[field_name].values[2] == str(value).zfill(len(shown))


@pytest.mark.parametrize("suffix", WRITERS)
@pytest.mark.parametrize(
    ("value", "shown", "period"),
    [
        (date(2023, 5, 1), 'yyyy"年"m"月"', "2023-05"),
        (date(2023, 5, 1), "mmm-yy", "2023-05"),
        (date(2023, 5, 25), "yyyy/m/d", None),
    ],
)
def test_20_a_month_that_was_typed_and_became_a_day(
    desk: Desk, suffix: str, value: date, shown: str, period: str | None
) -> None:
    form = emp(title=("蟠猫乡农村劳动力转移就业月报表",), above=({1: "填报单位：蟠猫乡", 9: "空"},))
    serial = (value - date(1899, 12, 30)).days
    written: Any = serial if suffix == "xls" else value

    def touch(paper: Paper, form: Form) -> None:
        paper.cells[2, 9], paper.formats[2, 9] = written, shown

    taken = handed_in(desk, form, suffix, touch)
    assert (taken.examined.period, [code for code, _ in said(taken)]) == (period, [] if period else ["period_missing"]), told(
        taken
    )


@pytest.mark.parametrize(
    "written", [OWN, f"{OWN[:6]} {OWN[6:14]} {OWN[14:]}", f"李丙{OWN}", OWN + "43"], ids=["plain", "groups", "name", "card"]
)
@pytest.mark.parametrize(
    "field_name", ["household_no", "head_name", "head_id", "region", "kind", "persons", "wage", "net", "phone", "helper"]
)
def test_26_no_finding_holds_an_identity_number_in_whatever_column_it_stands(desk: Desk, field_name: str, written: str) -> None:
    form = hh()
    taken = handed_in(desk, form, "xlsx", *(put(field_name, index, written) for index in range(len(form.rows))))
    answer = json.dumps(taken_json(taken), ensure_ascii=False)
    assert taken.problems
    assert OWN not in answer.replace(" ", ""), answer
    assert OWN[6:14] not in answer.replace(" ", ""), answer
