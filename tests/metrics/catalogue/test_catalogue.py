"""The shipped indicators against the contract's list, and every kind of fault in a declaration."""

import csv
from fractions import Fraction
from pathlib import Path

import pytest

from metrics.catalogue import TASK_TEMPLATE, CatalogueError, load_catalogue, read_catalogue

with (Path(__file__).parent / "indicators.csv").open(encoding="utf-8", newline="") as file:
    CONTRACT = list(csv.DictReader(file))


def test_all_indicators_in_the_order_of_the_contract() -> None:
    assert list(load_catalogue().indicators) == [row["id"] for row in CONTRACT]


@pytest.mark.parametrize("row", [row for row in CONTRACT if row["id"] != TASK_TEMPLATE], ids=lambda row: row["id"])
def test_an_indicator_is_declared_as_the_contract_has_it(row: dict[str, str]) -> None:
    indicator = load_catalogue().indicators[row["id"]]
    assert (indicator.page, indicator.title, indicator.unit, indicator.better) == (
        row["page"], row["title"], row["unit"], row["better"],
    )  # fmt: skip
    assert indicator.decimals == int(row["decimals"])
    assert (indicator.denominator is not None) == bool(row["denominator"])
    if indicator.id != "income.operating_drop_points":  # there the contract writes -0.5 into the formula
        assert indicator.factor == int(row["factor"])
    for sheet_field in [word for word in row["numerator"].replace("(", " ").replace(")", " ").split() if "." in word]:
        if sheet_field.count(".") == 1 and not sheet_field.startswith(("pack.", "income.", "0", "-")):
            assert tuple(sheet_field.split(".")) in load_catalogue().fields_of(indicator)


def test_what_a_figure_rests_on_includes_what_it_refers_to() -> None:
    catalogue = load_catalogue()
    rate = catalogue.indicators["employment.workshop_reward_paid_rate"]
    assert set(catalogue.fields_of(rate)) == {
        ("workshops", name) for name in ("reward_paid", "wages", "lifted_workers", "months")
    }
    assert catalogue.settings_of(rate) == ("workshop_min_workers", "workshop_min_months", "workshop_reward_rate")
    assert catalogue.sheets_of(catalogue.indicators["income.net_growth"]) == ("household_income",)
    assert catalogue.get("task:PUB-M11") is catalogue.indicators[TASK_TEMPLATE]
    assert catalogue.get("employment.nothing") is None


GOOD = """
order = 1
page = "industry"
[[indicators]]
id = "industry.example"
title = "示例"
unit = "个"
numerator = { sum = ["industry_projects.paid"] }
factor = 0.1
decimals = 0
better = "higher"
missing = "filled_rows"
definition = "示例口径"
"""


def test_a_sound_file_is_read_exactly() -> None:
    assert read_catalogue({"a.toml": GOOD}).indicators["industry.example"].factor == Fraction(1, 10)


FAULTS = [
    ('unit = "个"', 'unit = "个"\ncolour = 1', "industry.example.colour", "不认识的项"),
    ('title = "示例"\n', "", "industry.example.title", "缺少"),
    ('better = "higher"', 'better = "up"', "industry.example.better", "只能是"),
    ("factor = 0.1", 'factor = "1"', "industry.example.factor", "应为数字"),
    ('{ sum = ["industry_projects.paid"] }', '{ sum = ["paid"] }', "industry.example.numerator.sum.第1项", "取值不符合要求"),
    ('{ sum = ["industry_projects.paid"] }', '{ count = "workshops", min = "workshops.months" }', "industry.example.numerator", "现有2种"),
    ('{ sum = ["industry_projects.paid"] }', '{ sum = ["workshops.wages", "consumption.amount_ytd"] }', "industry.example.numerator", "一张表"),
    ('{ sum = ["industry_projects.paid"] }', '{ indicator = "industry.exmple" }', "industry.example.numerator", "是否应为 industry.example"),
    ("industry_projects.paid\"] }", "workshops.wages\"], times = \"workshop_reward_rat\" }", "industry.example.numerator", "workshop_reward_rate"),
    ("industry_projects.paid\"] }", "workshops.wages\"], where = [{ field = \"months\", op = \"<\" }] }", "industry.example.numerator", "之一"),
    ('missing = "filled_rows"', 'missing = "matching_rows"', "industry.example.missing", "不符"),
    ("order = 1", "order = 1\nordre = 2", "ordre", "是否应为 order"),
    ("order = 1", "order = = 1", "", "TOML"),
]  # fmt: skip


@pytest.mark.parametrize(("old", "new", "key", "sentence"), FAULTS)
def test_a_fault_is_named(old: str, new: str, key: str, sentence: str) -> None:
    assert old in GOOD
    with pytest.raises(CatalogueError) as caught:
        read_catalogue({"a.toml": GOOD.replace(old, new)})
    assert [(file, found) for file, found, message in caught.value.faults if sentence in message] == [("a.toml", key)]


def test_all_faults_of_all_files_are_listed_at_once() -> None:
    with pytest.raises(CatalogueError) as caught:
        read_catalogue(
            {"a.toml": GOOD.replace('better = "higher"', 'better = "up"').replace("factor = 0.1\n", ""), "b.toml": "x = 1"}
        )
    assert {(file, key) for file, key, _ in caught.value.faults} == {
        ("a.toml", "industry.example.better"), ("a.toml", "industry.example.factor"), ("b.toml", "x"),
    }  # fmt: skip


def test_an_id_stands_once() -> None:
    with pytest.raises(CatalogueError) as caught:
        read_catalogue({"a.toml": GOOD, "b.toml": GOOD})
    assert caught.value.faults == [("b.toml", "industry.example", "编码重复")]


def test_indicators_must_not_rest_on_each_other_in_a_circle() -> None:
    one = GOOD.replace('{ sum = ["industry_projects.paid"] }', '{ indicator = "industry.other" }').replace(
        "filled_rows", "complete_rows"
    )
    other = one.replace("industry.other", "industry.example").replace('id = "industry.example"', 'id = "industry.other"')
    with pytest.raises(CatalogueError) as caught:
        read_catalogue({"a.toml": one, "b.toml": other})
    assert {(key, message) for _, key, message in caught.value.faults} == {
        ("industry.example", "指标之间循环引用"), ("industry.other", "指标之间循环引用"),
    }  # fmt: skip
