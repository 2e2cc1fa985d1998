"""The declarations against the contract's own lists (``fields.csv``, ``rules.csv``, ``problems.csv``)."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from data_access.problems import problem_kinds
from data_access.sheets.declaration import Field, Rule
from data_access.sheets.loader import load_sheets

HERE = Path(__file__).parent
NEGATIVE = {"market_entities_new", "net", "net_per_capita", "investment", "operating_total", "total", "annual_return"}
FOUND_WHILE_READING = {"id_lost_digits"}


def listed(name: str) -> list[dict[str, str]]:
    with (HERE / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def shape(field: Field) -> dict[str, str]:
    return {
        "field": field.name,
        "heading": field.heading,
        "subheading": field.subheading,
        "unit": field.unit,
        "type": field.type,
        "accumulation": field.accumulation,
        "required": "yes" if field.required else "no",
        "choices": "|".join(field.choices),
        "aliases": "|".join(field.aliases),
    }


@pytest.mark.parametrize("sheet", ["employment", "collective_economy", "household_income"])
def test_fields_are_those_of_the_contract_in_its_order(sheet: str) -> None:
    expected = [row for row in listed("fields.csv") if row["sheet"] == sheet]
    declared = load_sheets()[sheet].fields
    assert [shape(field) for field in declared] == [{key: row[key] for key in shape(declared[0])} for row in expected]
    assert {field.name for field in declared if field.personal} == {
        row["field"] for row in expected if row["note"].startswith("personal")
    }
    assert {field.name for field in declared if field.may_be_negative} == {row["field"] for row in expected} & NEGATIVE


@pytest.mark.parametrize("sheet", ["employment", "collective_economy", "household_income"])
def test_rules_are_those_of_the_contract_in_its_order(sheet: str) -> None:
    expected = [(row["rule"], row["severity"]) for row in listed("rules.csv") if row["sheet"] == sheet]
    expected = [pair for pair in expected if pair[0] not in FOUND_WHILE_READING]
    assert [(rule.name, rule.severity) for rule in load_sheets()[sheet].rules] == expected


def written(rule: Rule) -> str:
    """The rule as the contract writes it."""
    bound = f"pack.{rule.setting}" if rule.setting else rule.value
    if rule.kind == "parts":
        return " - ".join([f"{rule.left} = {rule.parts[0]}", *rule.minus]) + "".join(f" + {part}" for part in rule.parts[1:])
    if rule.kind == "quotient":
        return f"{rule.left} = {rule.right[0]} / {rule.right[1]}"
    return {
        "not_above": f"{rule.left} <= {rule.right}",
        "product": f"{rule.left} = {rule.right} * {bound}",
        "bound": f"{rule.left} {rule.op} {bound}",
        "forbidden": " and ".join(f"{one.field} {one.op} {one.value}" for one in rule.conditions),
    }.get(rule.kind, "")


def test_rules_mean_what_the_contract_writes() -> None:
    """net_parts orders its terms otherwise, yuan_as_wanyuan is written as what is wrong, id_check in words."""
    meant = {row["rule"]: row["meaning"] for row in listed("rules.csv")}
    meant["net_parts"] = "net = wage - operating_cost + operating_gross + property + transfer"
    meant["yuan_as_wanyuan"] = "total <= pack.village_income_limit"
    rules = [rule for sheet in load_sheets().values() for rule in sheet.rules if rule.kind != "identity"]
    assert [written(rule) for rule in rules] == [meant[rule.name] for rule in rules]


def test_tolerances() -> None:
    declared = {rule.name: str(rule.tolerance) for sheet in load_sheets().values() for rule in sheet.rules if rule.tolerance}
    assert declared == {"operating_parts": "0.01", "total_parts": "0.01", "net_parts": "1", "per_capita": "1", "ytd_adds_up": "0.01"}


def test_titles_and_periods() -> None:
    assert {sheet.id: (sheet.title, sheet.period, sheet.places) for sheet in load_sheets().values()} == {
        "employment": ("农村劳动力转移就业月报表", "month", True),
        "collective_economy": ("村级集体经济收入统计表", "month", True),
        "household_income": ("脱贫人口和监测对象家庭收入监测表", "quarter", False),
    }


def test_problem_catalogue_has_the_codes_and_severities_of_the_contract() -> None:
    kinds = problem_kinds()
    codes = {row["code"]: (row["level"], row["severity"]) for row in listed("problems.csv")}
    everywhere = {row["rule"]: row["severity"] for row in listed("rules.csv") if row["sheet"] == "*"}
    assert {code: (kind.level, kind.severity) for code, kind in kinds.items() if code in codes} == codes
    assert {code: kind.severity for code, kind in kinds.items() if code not in codes} == everywhere


def test_every_problem_says_what_it_is_and_what_to_do() -> None:
    texts = [(kind.title, kind.fix) for kind in problem_kinds().values()]
    texts += [(rule.title, rule.fix) for sheet in load_sheets().values() for rule in sheet.rules]
    assert all(title and not title.endswith("。") and fix.endswith("。") for title, fix in texts)
    assert not any(mark in title + fix for title, fix in texts for mark in ("您", "请", "！", "!", "嗯"))
