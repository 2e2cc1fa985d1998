"""Rules inside one row, at, just below and just above their bounds."""

from __future__ import annotations

from fractions import Fraction

import pytest

from data_access.rules import check_within
from data_access.sheets.declaration import Condition, Field, Rule, SheetDeclaration
from tests.data_access.rules.build import INVALID, collective, employment, household, scheme, sheet, typed, village


def codes(name: str, row: dict[str, object], **settings: Fraction | None) -> list[tuple[str, str | None]]:
    """(code, field) of every finding about one row."""
    found = check_within(typed(sheet(name), [row]), scheme=scheme(settings))
    return [(problem.code, problem.field) for problem in found]


@pytest.mark.parametrize(("name", "row"), [("employment", employment()), ("household_income", household()), ("collective_economy", collective())])  # fmt: skip
def test_a_sound_row_has_no_problem(name: str, row: dict[str, object]) -> None:
    assert codes(name, row) == []


PARTS_OF_TRANSFER = [
    # total, out, in, county → broken
    (600, 100, 200, 300, False),
    (601, 100, 200, 300, True),
    (599, 100, 200, 300, True),
    (600, None, 200, 300, False),  # a required part left blank is its own problem
    (600, "/", 200, 300, True),  # does not apply: counts 0
    (500, "/", 200, 300, False),
    (None, 100, 200, 300, False),
    (601, INVALID, 200, 300, False),
    (INVALID, 100, 200, 300, False),
]


@pytest.mark.parametrize(("whole", "out", "inside", "county", "broken"), PARTS_OF_TRANSFER)
def test_parts_of_required_fields(whole: object, out: object, inside: object, county: object, broken: bool) -> None:
    row = employment(
        transfer_total=whole, transfer_out_province=out, transfer_in_province=inside, transfer_in_county=county,
        lifted_transfer_total=None, lifted_out_province=None, lifted_in_province=None, lifted_in_county=None,
    )  # fmt: skip
    assert (("parts_of_transfer", "transfer_total") in codes("employment", row)) is broken


OPERATING_PARTS = [
    # total, operating, contracting, investment → broken; tolerance 0.01
    ("6.00", 3, 2, 1, False),
    ("6.01", 3, 2, 1, False),
    ("6.010001", 3, 2, 1, True),
    ("5.99", 3, 2, 1, False),
    ("5.989999", 3, 2, 1, True),
    ("3", 3, None, None, False),  # optional parts left blank count 0
    ("4", 3, None, None, True),
    ("6", None, 2, 1, False),  # the required part is blank: silent
    ("6", 3, INVALID, 1, False),
]


@pytest.mark.parametrize(("total", "operating", "contracting", "investment", "broken"), OPERATING_PARTS)
def test_parts_with_tolerance(total: str, operating: object, contracting: object, investment: object, broken: bool) -> None:
    row = collective(
        operating=operating, contracting=contracting, investment=investment, operating_total=total, subsidy=None, total=None
    )
    assert (("operating_parts", "operating_total") in codes("collective_economy", row)) is broken


def test_a_sum_of_blank_optional_parts_is_skipped() -> None:
    declaration = small(Rule(kind="parts", left="a", parts=("b", "c"), **ABOUT))
    assert not check_within(typed(declaration, [{"key": "x", "a": 5}]), scheme=scheme())
    assert check_within(typed(declaration, [{"key": "x", "a": 5, "b": 0}]), scheme=scheme())


NET = [("40001", False), ("40001.000001", True), ("39999", False), ("39998.999999", True)]


@pytest.mark.parametrize(("net", "broken"), NET)
def test_net_parts_subtract_the_cost(net: str, broken: bool) -> None:
    assert (("net_parts", "net") in codes("household_income", household(net=net))) is broken


PER_CAPITA = [
    # net, persons, per capita → broken; 10000 / 3 = 3333.333…
    ("10000", 3, "3334.333333", False),
    ("10000", 3, "3334.333334", True),
    ("10000", 3, "3332.333334", False),
    ("10000", 3, "3332.333333", True),
    ("-10000", 4, "-2501", False),
    ("-10000", 4, "-2501.000001", True),
    ("10000", 0, "3333", False),  # persons_positive says it
    ("10000", None, "3333", False),
    (None, 4, "3333", False),
    ("900000000000", 1, "900000000001", False),
    ("900000000000", 7, "900000000001", True),  # far beyond 64 bits when multiplied out
]


@pytest.mark.parametrize(("net", "persons", "per_capita", "broken"), PER_CAPITA)
def test_net_per_capita_is_compared_exactly(net: object, persons: object, per_capita: str, broken: bool) -> None:
    row = household(net=net, persons=persons, net_per_capita=per_capita)
    assert (("per_capita", "net_per_capita") in codes("household_income", row)) is broken


NOT_ABOVE = [
    ("employment", "transfer_within_labour", "transfer_total", {"labour_force": 599}, {"labour_force": 600}),
    ("employment", "lifted_within_labour", "lifted_transfer_total", {"lifted_labour": 119}, {"lifted_labour": 120}),
    ("employment", "lifted_within_transfer", "lifted_transfer_total", {"transfer_total": 119}, {"transfer_total": 120}),
    ("employment", "lifted_out_within_out", "lifted_out_province", {"transfer_out_province": 19}, {"transfer_out_province": 20}),
    ("employment", "lifted_in_within_in", "lifted_in_province", {"transfer_in_province": 39}, {"transfer_in_province": 40}),
    ("employment", "lifted_county_within_county", "lifted_in_county", {"transfer_in_county": 59}, {"transfer_in_county": 60}),
    ("employment", "trained_willing_within_trained", "trained_willing", {"trained_willing": 31}, {"trained_willing": 30}),
    ("employment", "relocated_within_transfer", "relocated_transfer", {"relocated_transfer": 601}, {"relocated_transfer": 600}),
    ("employment", "employed_within_willing", "employed_households", {"employed_households": 151}, {"employed_households": 150}),
    ("employment", "certified_within_trained", "trained_certified", {"trained_certified": 31}, {"trained_certified": 30}),
    ("employment", "trained_employed_within_willing", "trained_employed",
     {"trained_willing": 5, "trained_employed": 6}, {"trained_willing": 5, "trained_employed": 5}),
    ("employment", "travel_paid_within_due", "travel_paid", {"travel_due": 5, "travel_paid": 6}, {"travel_due": 5, "travel_paid": 5}),
    ("collective_economy", "dividends_within_distributed", "dividends", {"distributed": 1, "dividends": "1.000001"}, {"distributed": 1, "dividends": 1}),
    ("collective_economy", "lifted_within_dividends", "lifted_dividends",
     {"dividends": 1, "lifted_dividends": "1.000001"}, {"dividends": 1, "lifted_dividends": 1}),
    ("household_income", "employed_within_labour", "employed", {"employed": 3}, {"employed": 2}),
    ("household_income", "labour_within_persons", "labourers", {"labourers": 5}, {"labourers": 4}),
    ("household_income", "persons_positive", "persons", {"persons": 0}, {"persons": 1}),
    ("household_income", "wage_without_job", "wage", {"wage": "0.000001", "employed": 0}, {"wage": 0, "employed": 0}),
    ("household_income", "wage_without_job", "wage", {"employed": 0}, {"employed": None}),
]  # fmt: skip


@pytest.mark.parametrize(("name", "code", "field", "beyond", "at"), NOT_ABOVE)
def test_bounds_at_and_beyond(name: str, code: str, field: str, beyond: dict[str, object], at: dict[str, object]) -> None:
    sound = {"employment": employment, "collective_economy": collective, "household_income": household}[name]
    assert (code, field) in codes(name, sound(**beyond))
    assert code not in [found for found, _ in codes(name, sound(**at))]


def test_a_comparison_with_a_blank_side_is_skipped() -> None:
    row = employment(trained_certified=5, trained=None, travel_paid=3, relocated_transfer=None)
    assert codes("employment", row) == []


TRAVEL = [("5000", True), ("6000", False), ("6000.000001", True), (None, False)]


@pytest.mark.parametrize(("amount", "broken"), TRAVEL)
def test_travel_amount_is_persons_times_the_standard(amount: object, broken: bool) -> None:
    row = employment(travel_due=6, travel_paid=6, travel_amount=amount)
    assert (("travel_amount_standard", "travel_amount") in codes("employment", row, travel_allowance=Fraction(1000))) is broken
    assert codes("employment", row, travel_allowance=None) == []
    assert codes("employment", row) == []


def test_bounds_of_the_pack_and_rules_that_it_leaves_off() -> None:
    assert codes("employment", employment(public_post_pay="799.99"), public_post_floor=Fraction(800)) == [
        ("public_post_floor", "public_post_pay")
    ]
    assert codes("employment", employment(public_post_pay=800), public_post_floor=Fraction(800)) == []
    assert codes("employment", employment(public_post_pay=1)) == []
    rich = collective(operating=2000, contracting=None, investment=None, operating_total=2000, subsidy=None, total=2000)
    assert codes("collective_economy", rich, village_income_limit=Fraction(2000)) == []
    richer = rich | {"operating": "2000.01", "operating_total": "2000.01", "total": "2000.01"}
    assert codes("collective_economy", richer, village_income_limit=Fraction(2000)) == [("yuan_as_wanyuan", "total")]


NEGATIVE = [
    ("household_income", household(wage=-1, net=9999, net_per_capita="2499.75"), [("negative", "wage")]),
    ("household_income", household(wage=0, employed=0, operating_gross=0, operating_cost=50000, net=-48000, net_per_capita=-12000), []),
    ("collective_economy", collective(investment=-5, operating_total=0, total=4), []),
    ("collective_economy", collective(operating=-3, operating_total=0, total=4), [("negative", "operating")]),
]  # fmt: skip


@pytest.mark.parametrize(("name", "row", "expected"), NEGATIVE)
def test_negative_values(name: str, row: dict[str, object], expected: list[tuple[str, str]]) -> None:
    assert codes(name, row) == expected


def test_every_negative_cell_of_a_row_is_named() -> None:
    found = check_within(typed(sheet("employment"), [employment(returned=-1, rangers=-2)]), scheme=scheme())
    assert [(p.code, p.cell) for p in found] == [("negative", "O6"), ("negative", "R6")]


def test_a_finding_says_place_figures_and_remedy() -> None:
    rows = typed(
        sheet("employment"), [employment(), employment(region=village(2), lifted_transfer_total=812, lifted_out_province=712)]
    )
    found = {problem.code: problem for problem in check_within(rows, scheme=scheme())}
    broken = found["lifted_within_labour"]
    assert (broken.cell, broken.row, broken.value, broken.severity) == ("H7", 7, "812", "error")
    assert "812人" in broken.message
    assert "200人" in broken.message
    assert broken.message.startswith(rows_name(2))
    assert broken.fix
    assert broken.title


def rows_name(number: int) -> str:
    from data_access.regions.tree import region_tree

    region = region_tree().get(village(number))
    assert region is not None
    return region.name


def test_personal_values_are_masked_and_stay_out_of_sentences() -> None:
    number = "532323198001010000"
    found = check_within(typed(sheet("household_income"), [household(head_id=number)]), scheme=scheme())
    assert [problem.code for problem in found] == ["id_check"]
    assert found[0].cell == "C6"
    assert number not in found[0].message
    assert found[0].value is not None
    assert number not in found[0].value
    assert "*" in found[0].value


ABOUT = {"name": "the_rule", "severity": "warning", "title": "甲", "message": "乙", "fix": "丙。"}
_FIELDS = (
    Field(name="key", heading="名", type="text", accumulation="key", required=True),
    Field(name="state", heading="进度", type="choice", choices=("在建", "见效")),
    Field(name="started", heading="开工", type="yes_no"),
    Field(name="finished", heading="完工", type="yes_no"),
    *(Field(name=name, heading=name, unit="元", type="decimal", accumulation="stock") for name in "abcd"),
)


def small(rule: Rule) -> SheetDeclaration:
    return SheetDeclaration(id="small", title="小表", tab="小表", period="month", row="一行", fields=_FIELDS, rules=(rule,))


IMPLIES = [("是", "否", True), ("是", "是", False), ("否", "否", False), ("是", None, False), (None, "否", False)]


@pytest.mark.parametrize(("finished", "started", "broken"), IMPLIES)
def test_implies(finished: str | None, started: str | None, broken: bool) -> None:
    declaration = small(Rule(kind="implies", left="finished", right="started", **ABOUT))
    found = check_within(typed(declaration, [{"key": "x", "finished": finished, "started": started}]), scheme=scheme())
    assert [problem.field for problem in found] == (["finished"] if broken else [])


NEEDED = [("见效", None, True), ("见效", "/", False), ("见效", 1, False), ("在建", None, False), ("见效", INVALID, False)]


@pytest.mark.parametrize(("state", "amount", "broken"), NEEDED)
def test_forbidden_blank(state: str, amount: object, broken: bool) -> None:
    conditions = (Condition(field="state", value="见效"), Condition(field="a", blank=True))
    declaration = small(Rule(kind="forbidden", conditions=conditions, **ABOUT))
    found = check_within(typed(declaration, [{"key": "x", "state": state, "a": amount}]), scheme=scheme())
    assert [problem.field for problem in found] == (["state"] if broken else [])


def test_the_sum_of_parts_may_be_bounded() -> None:
    declaration = small(Rule(kind="not_above", parts=("a", "b"), right="c", **ABOUT))
    table = [{"key": "x", "a": 2, "b": 3, "c": 5}, {"key": "y", "a": 2, "b": "3.000001", "c": 5}, {"key": "z", "a": 6, "c": 5}]
    found = check_within(typed(declaration, table), scheme=scheme())
    assert [(problem.row, problem.field) for problem in found] == [(7, "a"), (8, "a")]


REWARD = [
    # reward, wages, workers, months → broken; 15 %, 5 persons, 1 month
    (150, 1000, 5, 1, False),
    ("150.000001", 1000, 5, 1, True),
    (1, 1000, 4, 1, True),
    (1, 1000, 5, 0, True),
    (0, 1000, 4, 0, False),
    (None, 1000, 4, 0, False),
    (151, None, 5, 1, False),
]


@pytest.mark.parametrize(("reward", "wages", "workers", "months", "broken"), REWARD)
def test_workshop_reward(reward: object, wages: object, workers: object, months: object, broken: bool) -> None:
    declaration = small(Rule(kind="workshop_reward", left="a", right=("b", "c", "d"), **ABOUT))
    rows = typed(declaration, [{"key": "x", "a": reward, "b": wages, "c": workers, "d": months}])
    settings = {
        "workshop_reward_rate": Fraction(15, 100), "workshop_min_workers": Fraction(5), "workshop_min_months": Fraction(1),
    }  # fmt: skip
    assert bool(check_within(rows, scheme=scheme(settings))) is broken
    assert check_within(rows, scheme=scheme()) == []


IDENTITY = [
    ("an invented person, sequence 000", "532323198001010001", None),
    ("the example of GB 11643-1999", "11010519491231002X", None),
    ("one check character off", "110105194912310021", "id_check"),
    ("17 digits", "11010519491231002", "id_check"),
    ("15 digits", "110105491231002", "id_check"),
    ("invented, a warning of its own", "999999198001010000", None),
    ("blank", None, None),
    ("already at fault", INVALID, None),
]


@pytest.mark.parametrize(("case", "number", "expected"), IDENTITY)
def test_identity_numbers(case: str, number: object, expected: str | None) -> None:
    found = codes("household_income", household(head_id=number))
    assert found == ([] if expected is None else [(expected, "head_id")]), case
