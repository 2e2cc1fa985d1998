"""合计 and 小计 against the rows that they cover."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np
import pytest

from data_access.rules.totals import check_total, summable
from data_access.typed_rows import MICRO
from tests.data_access.rules.build import INVALID, collective, employment, sheet, typed, village


@dataclass(frozen=True)
class Row:
    values: Mapping[str, int | None]
    covers: np.ndarray = field(default_factory=lambda: np.array([0, 1]))
    row: int = 20
    label: str = "合计"

    @property
    def cells(self) -> Mapping[str, str]:
        return dict.fromkeys(self.values, "Z20")


def test_what_cannot_be_added_up_is_not_checked() -> None:
    names = {field.name for field in summable(sheet("employment"))}
    assert "public_post_pay" not in names
    assert {"transfer_total", "travel_amount"} <= names
    household = {field.name for field in summable(sheet("household_income"))}
    assert "net" in household
    assert "net_per_capita" not in household


WHOLE = [(1200, False), (1201, True), (1199, True), (None, False)]


@pytest.mark.parametrize(("stated", "wrong"), WHOLE)
def test_counts_add_up_exactly(stated: int | None, wrong: bool) -> None:
    rows = typed(sheet("employment"), [employment(), employment(region=village(2)), employment(region=village(3))])
    found = check_total(rows, Row({"transfer_total": None if stated is None else stated * MICRO}))
    assert [(p.code, p.cell, p.row) for p in found] == ([("total_row", "Z20", 20)] if wrong else [])


AMOUNTS = [(20_010_000, False), (20_010_001, True), (19_990_000, False), (19_989_999, True)]


@pytest.mark.parametrize(("stated", "wrong"), AMOUNTS)
def test_amounts_add_up_to_a_hundredth(stated: int, wrong: bool) -> None:
    rows = typed(sheet("collective_economy"), [collective(), collective(region=village(2))])
    assert bool(check_total(rows, Row({"total": stated}))) is wrong


def test_blanks_count_nothing_and_a_faulty_cell_keeps_silent() -> None:
    stated = Row({"subsidy": 4 * MICRO})
    assert not check_total(typed(sheet("collective_economy"), [collective(), collective(subsidy=None)]), stated)
    assert not check_total(typed(sheet("collective_economy"), [collective(subsidy=9), collective(subsidy=INVALID)]), stated)


def test_a_total_over_nothing_is_zero() -> None:
    rows = typed(sheet("employment"), [])
    nothing = np.array([], dtype=np.int64)
    assert not check_total(rows, Row({"transfer_total": 0}, nothing))
    assert check_total(rows, Row({"transfer_total": MICRO}, nothing))


def test_the_sentence_names_both_sums() -> None:
    rows = typed(sheet("employment"), [employment(), employment(region=village(2))])
    found = check_total(rows, Row({"transfer_total": 812 * MICRO}, label="小计"))
    assert found[0].message == "小计行转移就业人数（合计）为812人，各行相加为1,200人，相差388人"
    assert found[0].value == "812"
