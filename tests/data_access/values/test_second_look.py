"""Texts that are taken as they stand are those that their judge would take so, and no others."""

from __future__ import annotations

import random
from datetime import date

import pytest

from data_access.reading.grid import Cell
from data_access.sheets.declaration import Field
from data_access.values import second_look
from data_access.values.identifiers import identifier, identity_number, telephone
from data_access.values.second_look import SecondLook
from data_access.values.texts import Judge, free_text

TODAY = date(2023, 6, 30)
PERSON = Field(name="person", heading="姓名", type="text", personal=True)
LOOKS: dict[str, tuple[SecondLook, Judge]] = {
    "text": (second_look.free_text, free_text(PERSON)),
    "identifier": (second_look.identifier, identifier),
    "telephone": (second_look.telephone, telephone),
    "identity": (second_look.identity_number(TODAY), identity_number(TODAY)),
}


def texts(count: int) -> list[str]:
    draw = random.Random(11643)
    letters = "0123456789XABE-—.()（）无空零未报张三？? \n\t\u3000ａ１\u200b计"
    numbers = [
        f"{draw.choice('123456789')}{draw.randrange(10**5):05d}{draw.randrange(1850, 2060)}{draw.randrange(14):02d}"
        f"{draw.randrange(34):02d}{draw.randrange(1000):03d}{draw.choice('0123456789Xx')}"
        for _ in range(count)
    ]
    numbers += [f"{draw.randrange(9, 30)}{draw.randrange(10**9):09d}" for _ in range(count)]
    return numbers + ["".join(draw.choices(letters, k=draw.randrange(8))) for _ in range(count)]


@pytest.mark.parametrize("kind", LOOKS)
def test_what_gets_no_second_look_is_judged_as_it_stands(kind: str) -> None:
    look, judge = LOOKS[kind]
    drawn = texts(3000)
    taken = [text for text in drawn if not look([text])]
    assert taken
    for text in taken:
        judged = judge(text)
        assert (judged.value, judged.code, judged.invalid, judged.not_applicable) == (text, "", False, False), text


@pytest.mark.parametrize("kind", LOOKS)
def test_a_column_is_looked_at_cell_by_cell(kind: str) -> None:
    look, _ = LOOKS[kind]
    drawn: list[Cell] = [*texts(300), None, 5.0, True, "甲\n乙"]
    lines = [cell for cell in drawn if not (isinstance(cell, str) and "\n" in cell)]
    for column in (drawn, lines):
        assert look(column) == [index for index, cell in enumerate(column) if look([cell])]


@pytest.mark.parametrize("born", ["19040101", "20221231", "20040229", "19000228", "20230101", "20211131"])
def test_the_day_of_birth_decides(born: str) -> None:
    assert second_look.identity_number(TODAY)([f"532323{born}0001"]) == ([] if born in ("19040101", "20221231") else [0])


def test_options_are_compared_letter_by_letter() -> None:
    look = second_look.unlisted(("是", "否"))
    assert look(["是", None, "否"]) == []
    assert look(["是", "是 ", None, True, 1.0]) == [1, 3, 4]
