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
ORDER = (
    "employment", "workshops", "industry_projects", "industry_linkage", "consumption", "canteen_quota", "collective_economy",
    "household_income", "key_tasks", "project_progress",
)  # fmt: skip


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


@pytest.mark.parametrize("sheet", ORDER)
def test_fields_are_those_of_the_contract_in_its_order(sheet: str) -> None:
    expected = [row for row in listed("fields.csv") if row["sheet"] == sheet]
    declared = load_sheets()[sheet].fields
    assert [shape(field) for field in declared] == [{key: row[key] for key in shape(declared[0])} for row in expected]
    assert {field.name for field in declared if field.personal} == {
        row["field"] for row in expected if row["note"].startswith("personal")
    }
    assert {field.name for field in declared if field.may_be_negative} == {row["field"] for row in expected} & NEGATIVE
    assert {field.name for field in declared if field.several} == {
        row["field"] for row in expected if row["note"].startswith("several")
    }
    assert {field.name for field in declared if field.required_in_villages} == {
        row["field"] for row in expected if row["note"] == "required where rows are villages"
    }


@pytest.mark.parametrize("sheet", ORDER)
def test_rules_are_those_of_the_contract_in_its_order(sheet: str) -> None:
    expected = [(row["rule"], row["severity"]) for row in listed("rules.csv") if row["sheet"] == sheet]
    expected = [pair for pair in expected if pair[0] not in FOUND_WHILE_READING]
    assert list(dict.fromkeys((rule.name, rule.severity) for rule in load_sheets()[sheet].rules)) == expected


def written(rule: Rule) -> str:
    """The rule as the contract writes it."""
    bound = f"pack.{rule.setting}" if rule.setting else rule.value
    left = " + ".join(rule.parts) if rule.kind == "not_above" and rule.parts else rule.left
    if rule.kind == "parts":
        return " - ".join([f"{rule.left} = {rule.parts[0]}", *rule.minus]) + "".join(f" + {part}" for part in rule.parts[1:])
    if rule.kind == "quotient":
        return f"{rule.left} = {rule.right[0]} / {rule.right[1]}"
    return {
        "not_above": f"{left} <= {rule.right}",
        "product": f"{rule.left} = {rule.right} * {bound}",
        "bound": f"{rule.left} {rule.op} {bound}",
        "range": f"{rule.value} <= {rule.left} <= {rule.upper}",
        "adds_up": f"{rule.left} = {rule.left} of the period before + {rule.right}",
        "implies": f"{rule.left} implies {rule.right}",
        "forbidden": " and ".join(
            f"{one.field} {'blank' if one.blank else f'{one.op} {one.value}'}" for one in rule.conditions
        ),
    }.get(rule.kind, "")


#: Rules that the contract puts otherwise: in another order of terms, as what is wrong, or in words that name the kind.
OTHERWISE = {
    "net_parts": "net = wage - operating_cost + operating_gross + property + transfer",
    "yuan_as_wanyuan": "total <= pack.village_income_limit",
    "return_needed": "progress = 见效 and annual_return blank",
    "no_canteen_no_quota": "has_canteen = 否 and canteen_total > 0",
}
#: Kinds with a meaning of their own, tested in tests/data_access/rules.
BY_NAME = {"identity": "id_check", "workshop_reward": "reward_within_rule", "yield_share": "return_exactly_target"}


def test_rules_mean_what_the_contract_writes() -> None:
    meant = {(row["sheet"], row["rule"]): row["meaning"] for row in listed("rules.csv")}
    found: dict[tuple[str, str], list[str]] = {}
    for sheet in load_sheets().values():
        for rule in sheet.rules:
            if rule.kind in BY_NAME:
                assert rule.name == BY_NAME[rule.kind]
            else:
                found.setdefault((sheet.id, rule.name), []).append(written(rule))
    assert {rule: "; ".join(clauses) for rule, clauses in found.items()} == {
        rule: OTHERWISE.get(rule[1], meant[rule]) for rule in found
    }


def test_rules_without_a_formula_name_their_fields_and_settings() -> None:
    rules = {rule.kind: rule for sheet in load_sheets().values() for rule in sheet.rules}
    reward, share = rules["workshop_reward"], rules["yield_share"]
    assert (reward.left, reward.right) == ("reward_paid", ("wages", "lifted_workers", "months"))
    assert (share.left, share.right, share.setting) == ("annual_return", "fiscal_investment", "return_target")
    assert [(one.field, one.value) for one in share.conditions] == [("progress", "见效")]


def test_a_row_rule_is_marked_at_the_first_field_that_the_contract_writes() -> None:
    """Conditions are written behind the figure that they condition."""
    marks = {rule.name: rule.left for sheet in load_sheets().values() for rule in sheet.rules if rule.kind == "forbidden"}
    assert marks == {"wage_without_job": "wage", "return_needed": "progress", "no_canteen_no_quota": "canteen_total"}


def test_tolerances() -> None:
    declared = {rule.name: str(rule.tolerance) for sheet in load_sheets().values() for rule in sheet.rules if rule.tolerance}
    assert declared == {
        "operating_parts": "0.01",
        "total_parts": "0.01",
        "net_parts": "1",
        "per_capita": "1",
        "ytd_adds_up": "0.01",
    }


def test_titles_and_periods_in_the_order_of_the_contract() -> None:
    assert [(sheet.id, sheet.title, sheet.period, sheet.places) for sheet in load_sheets().values()] == [
        ("employment", "农村劳动力转移就业月报表", "month", True),
        ("workshops", "就业帮扶车间台账", "month", False),
        ("industry_projects", "产业项目联农带农台账", "month", False),
        ("industry_linkage", "产业帮扶与市场主体月报表", "month", True),
        ("consumption", "消费帮扶月报表", "month", False),
        ("canteen_quota", "预算单位食堂采购预留份额表", "month", False),
        ("collective_economy", "村级集体经济收入统计表", "month", True),
        ("household_income", "脱贫人口和监测对象家庭收入监测表", "quarter", False),
        ("key_tasks", "重点工作数据表", "month", False),
        ("project_progress", "项目进度月报表", "month", False),
    ]


def test_what_belongs_to_one_reporter() -> None:
    assert {sheet.id: sheet.unique_in_root for sheet in load_sheets().values() if sheet.unique_in_root} == {
        "household_income": ("household_no",),
        "industry_projects": ("code",),
        "project_progress": ("code",),
        "workshops": ("name", "region"),
        "consumption": ("buyer", "region", "product", "channel"),
        "canteen_quota": ("unit", "region"),
    }


def test_texts_for_reporters_are_whole_sentences_without_flourish() -> None:
    for sheet in load_sheets().values():
        texts = [sheet.help, *(field.note for field in sheet.fields if field.note), *(rule.fix for rule in sheet.rules)]
        assert all(text.endswith("。") for text in texts)
        assert not any(mark in text for text in texts for mark in ("您", "请", "！", "!", "嗯", "我们"))
        assert not any(rule.message.endswith("。") for rule in sheet.rules)


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
