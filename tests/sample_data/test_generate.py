"""The sample county: the same every time, and every rule of its sheets kept, checked in plain loops."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping
from io import BytesIO
from typing import Any

import openpyxl
import pytest

from data_access.errors import CalledWrongly
from data_access.sheets.declaration import Rule
from data_access.sheets.loader import load_sheets
from sample_data import accounts, collective, employment, timetable
from sample_data.generate import County, draw_county, iter_files, month_files, quarter_files, sample_files
from sample_data.people import check_character
from sample_data.register import KINDS
from tests.sample_data.schemes import mouding

Row = Mapping[str, Any]
MONTHS = [(year, month) for year in (2022, 2023) for month in range(1, 13) if (year, month) <= (2023, 6)]
QUARTERS = [(2022, 1), (2022, 2), (2022, 3), (2022, 4), (2023, 1), (2023, 2)]


@pytest.fixture(scope="module")
def county() -> County:
    return draw_county(mouding(), 800, 7)


@pytest.fixture(scope="module")
def rows(county: County) -> dict[str, dict[tuple[int, int], list[Row]]]:
    """Sheet → period → all rows of the county."""
    import numpy as np

    found: dict[str, dict[tuple[int, int], list[Row]]] = defaultdict(dict)
    for year, month in MONTHS:
        rng = np.random.default_rng([county.seed, year, month])
        working = employment.month_rows(rng, county.working, county.names, year, month)
        found["employment"][year, month] = list(working.values())
        found["collective_economy"][year, month] = list(
            collective.month_rows(county.earning, county.names, year, month).values()
        )
    for year, quarter in QUARTERS:
        by_village = accounts.quarter_rows(county.households, county.money, county.names, year, quarter)
        found["household_income"][year, quarter] = [row for rows in by_village.values() for row in rows]
    return found


def holds(rule: Rule, row: Row) -> bool:
    """Whether a row keeps a rule, in floats with a hundredth of slack."""
    left = row.get(rule.left)
    if rule.kind == "parts":
        expected = sum(row[part] for part in rule.parts) - sum(row[part] for part in rule.minus)
        return abs(left - expected) <= float(rule.tolerance) + 1e-9
    if rule.kind == "not_above":
        return left <= row[str(rule.right)]
    if rule.kind == "quotient":
        return abs(left - row[rule.right[0]] / row[rule.right[1]]) <= float(rule.tolerance)
    if rule.kind == "forbidden":
        return not (row["wage"] > 0 and row["employed"] == 0)
    if rule.kind == "identity":
        return check_character(left[:17]) == left[17]
    if rule.kind == "bound" and rule.value is not None:
        return left >= float(rule.value)
    return True


@pytest.mark.parametrize("sheet", ["employment", "collective_economy", "household_income"])
def test_every_rule_between_fields_is_kept(rows: dict[str, dict[tuple[int, int], list[Row]]], sheet: str) -> None:
    declaration = load_sheets()[sheet]
    broken = Counter(
        rule.name for period in rows[sheet].values() for row in period for rule in declaration.rules if not holds(rule, row)
    )
    assert broken == {}


@pytest.mark.parametrize("sheet", ["employment", "collective_economy", "household_income"])
def test_cumulative_figures_never_fall_and_nothing_required_is_blank(
    rows: dict[str, dict[tuple[int, int], list[Row]]], sheet: str
) -> None:
    declaration = load_sheets()[sheet]
    key = declaration.keys[0].name
    rising = [field.name for field in declaration.fields if field.accumulation == "ytd" and not field.may_be_negative]
    required = [field.name for field in declaration.fields if field.required]
    before: dict[str, Row] = {}
    year = 0
    for period, reported in rows[sheet].items():
        before = before if period[0] == year else {}
        year = period[0]
        for row in reported:
            assert all(row[field] is not None for field in required)
            assert all(value >= 0 for field, value in row.items() if field in rising)
            earlier = before.get(row[key], {})
            assert [field for field in rising if row[field] < earlier.get(field, 0)] == []
        before = {row[key]: row for row in reported}


def test_orders_of_magnitude() -> None:
    """What domain papers say of 牟定县: 87 500 in work, a quarter of them out of the province, some targets missed."""
    import numpy as np

    full = draw_county(mouding(), 4000, 532323)
    working = employment.month_rows(np.random.default_rng(1), full.working, full.names, 2023, 5)
    total = employment.total_of(list(working.values()))
    assert len(working) == 89
    assert 84_000 < total["transfer_total"] < 87_500
    assert 0.22 < total["transfer_out_province"] / total["transfer_total"] < 0.27
    assert 5_500 < total["lifted_transfer_total"] < 5_900
    incomes = [row["total"] for row in collective.month_rows(full.earning, full.names, 2023, 6).values()]
    shares = [sum(income >= tier for income in incomes) / 89 for tier in (10, 15, 20)]
    assert 0.6 < shares[0] < 1
    assert shares[0] > shares[1] > shares[2] > 0
    by_village = accounts.quarter_rows(full.households, full.money, full.names, 2022, 4)
    last = [row for rows in by_village.values() for row in rows]
    assert 3_900 < len(last) < 4_100
    assert 13_000 < sum(row["net"] for row in last) / sum(row["persons"] for row in last) < 15_000
    assert 50 < sum(row["net_per_capita"] < 10_000 for row in last) < 400


def test_households_that_drop_join_leave_and_change(rows: dict[str, dict[tuple[int, int], list[Row]]]) -> None:
    then = {row["household_no"]: row for row in rows["household_income"][2022, 2]}
    now = {row["household_no"]: row for row in rows["household_income"][2023, 2]}
    both = [(then[number], row) for number, row in now.items() if number in then]
    assert now.keys() - then.keys()
    assert then.keys() - now.keys()
    assert any(before["persons"] != after["persons"] for before, after in both)
    assert any(after["employed"] < before["employed"] and after["wage"] < before["wage"] for before, after in both)
    drops = [after["net"] / after["persons"] < before["net"] / before["persons"] for before, after in both]
    assert 0.04 < sum(drops) / len(drops) < 0.25
    assert any(row["operating_gross"] < row["operating_cost"] for row in now.values())


def test_people_are_invented(rows: dict[str, dict[tuple[int, int], list[Row]]]) -> None:
    households = rows["household_income"][2023, 2]
    assert {row["head_id"][14:17] for row in households} == {"000"}
    assert {row["head_id"][:6] for row in households} == {"532323"}
    assert {row["phone"][:7] for row in households} == {"1300000"}
    assert len({row["head_id"] for row in households}) == len(households)
    assert {row["kind"] for row in households} == set(KINDS)
    assert all(row["household_no"].isdigit() and 12 <= len(row["household_no"]) <= 16 for row in households)


@pytest.mark.parametrize(("first17", "last"), [("11010519491231002", "X"), ("44052418800101001", "4")])
def test_check_character_after_the_standards_examples(first17: str, last: str) -> None:
    assert check_character(first17) == last


def test_who_reports_when(county: County) -> None:
    small = draw_county(mouding(), 20, 7)
    files = list(iter_files(small))
    left_out = len(timetable.MISSING) + len(timetable.DEPARTMENTS_MISSING)
    twice = len(timetable.CORRECTED) + len(timetable.DEPARTMENTS_CORRECTED)
    assert len(files) == 18 * (7 + 13) + 6 * 7 - left_out + twice
    assert len({file.name for file in files}) == len(files)
    by_month = Counter((file.period, file.name[0] == "县") for file in files)
    assert [by_month[period, False] for period in ("2023-06", "2022-11", "2023-04", "2023Q2")] == [6, 6, 8, 7]
    assert [by_month[period, True] for period in ("2023-06", "2022-08", "2023-05", "2023-04", "2023Q2")] == [12, 12, 14, 13, 0]
    late = {
        file.name
        for file in files
        if "-" in file.period and (file.received_at.month, file.received_at.day) > (int(file.period[-2:]), 25)
    }
    assert late == {
        "安乐乡2022年3月.xlsx", "戌街乡2022年7月.xlsx", "蟠猫乡2022年10月.xlsx", "凤屯镇2022年12月.xlsx",
        "安乐乡2023年3月.xlsx", "戌街乡2023年5月.xlsx", "蟠猫乡2023年6月.xlsx", "县工业信息化商务科技局2022年9月.xlsx",
        "县人居办2023年2月.xlsx", "县水务局2023年6月.xlsx",
    }  # fmt: skip
    assert {file.received_at.utcoffset().total_seconds() for file in files} == {8 * 3600}  # type: ignore[union-attr]


def test_one_township_leaves_out_employment_in_may(county: County) -> None:
    tabs = {
        file.name: openpyxl.load_workbook(BytesIO(file.content), read_only=True).sheetnames[:5]
        for file in month_files(county, 2023, 5)
        if file.name[:3] in ("蟠猫乡", "共和镇")
    }
    others = ["帮扶车间", "产业项目", "产业帮扶", "村集体经济"]
    assert tabs == {"共和镇2023年5月.xlsx": ["就业", *others], "蟠猫乡2023年5月.xlsx": [*others, "填报说明"]}


def test_the_correction_changes_one_row_and_keeps_its_rules(county: County) -> None:
    first, second = (file for file in month_files(county, 2023, 4) if file.name.startswith("江坡镇"))
    assert second.received_at > first.received_at
    before, after = (
        list(openpyxl.load_workbook(BytesIO(file.content))["就业"].iter_rows(min_row=5, values_only=True))
        for file in (first, second)
    )
    changed = [number for number, (old, new) in enumerate(zip(before, after, strict=True)) if old != new]
    assert changed == [0, 13]  # the first village and 合计
    assert after[0][3] == sum(after[0][4:7])


def test_the_workbook_holds_the_rows_and_their_total(county: County, rows: dict[str, dict[tuple[int, int], list[Row]]]) -> None:
    file = next(file for file in month_files(county, 2023, 6) if file.name.startswith("共和镇"))
    tab = openpyxl.load_workbook(BytesIO(file.content))["就业"]
    body = [[cell.value for cell in row] for row in tab.iter_rows(min_row=5, max_row=28)]
    expected = rows["employment"][2023, 6][:24]
    fields = [field.name for field in load_sheets()["employment"].fields]
    assert [dict(zip(fields, line[1:], strict=True)) for line in body] == [
        {field: row.get(field) for field in fields} for row in expected
    ]
    assert [tab["B29"].value, tab["D29"].value] == ["合计", sum(row["transfer_total"] for row in expected)]
    assert tab["R29"].value is None  # the lowest pay is no sum


def test_the_same_seed_gives_the_same_bytes_and_another_seed_does_not() -> None:
    first, again, other = (list(quarter_files(draw_county(mouding(), 60, seed), 2023, 1)) for seed in (3, 3, 4))
    assert first == again
    assert [file.content for file in first] != [file.content for file in other]


@pytest.mark.parametrize("options", [{"scale": "prefecture"}, {"households": 0}])
def test_what_has_no_sample_is_refused_with_a_sentence(options: dict[str, Any]) -> None:
    with pytest.raises(CalledWrongly):
        sample_files("mouding-2023", **options)
