"""Reports with one defect each: what must be said, at which cell, and nothing beside it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from tests.intake.forms import PANMAO, Extra, Form, collective, employment, employment_row, households, identity, name, villages
from tests.intake.honest import col, emp, hh
from tests.intake.paper import Paper, a1

Where = Callable[[Form], str | None]


@dataclass
class Wrong:
    """``said``: code and where (a function of the drawn form)."""

    form: Form
    said: list[tuple[str, Where]]
    touch: Callable[[Paper, Form], None] | None = None
    file: str = "报表.xlsx"
    more: list[Paper] = field(default_factory=list)


def at(field_name: str, index: int) -> Where:
    return lambda form: form.at(field_name, index)


def head(field_name: str, level: int = -1) -> Where:
    return lambda form: form.head(field_name, level)


def total(field_name: str, which: int = 0) -> Where:
    return lambda form: a1(form.total_rows[which], form.column_of[field_name])


def nowhere(form: Form) -> None:
    return None


def cell(address: str) -> Where:
    return lambda form: address


def put(field_name: str, index: int, value: Any) -> Callable[[Paper, Form], None]:
    def touch(paper: Paper, form: Form) -> None:
        where = (form.row_of[index], form.column_of[field_name])
        paper.cells.pop(where, None)
        paper.put(*where, value)

    return touch


def put_total(field_name: str, value: Any, which: int = 0) -> Callable[[Paper, Form], None]:
    def touch(paper: Paper, form: Form) -> None:
        paper.cells[form.total_rows[which], form.column_of[field_name]] = value

    return touch


def changed(rows: list[Any], index: int, **values: Any) -> list[Any]:
    rows[index] = {**rows[index], **values}
    return rows


def rule(form: Form, *codes: tuple[str, str, int]) -> Wrong:
    return Wrong(form, [(code, at(field_name, index)) for code, field_name, index in codes])


def employment_rules() -> dict[str, Wrong]:
    """Row 3 (index 2): out 203, in 156, county 256, total 615, lifted 63 53 73 = 189 of 303, labour 921."""

    def one(*codes: tuple[str, str], **values: Any) -> Wrong:
        return rule(emp(changed(employment(), 2, **values)), *((code, field_name, 2) for code, field_name in codes))

    return {
        "parts of transfer": one(("parts_of_transfer", "transfer_total"), transfer_total=614),
        "parts of lifted": one(("parts_of_lifted", "lifted_transfer_total"), lifted_transfer_total=190),
        "transfer above labour": one(("transfer_within_labour", "transfer_total"), labour_force=614),
        "lifted above lifted labour": one(("lifted_within_labour", "lifted_transfer_total"), lifted_labour=188),
        "lifted above transfer": one(
            ("lifted_out_within_out", "lifted_out_province"), ("lifted_within_transfer", "lifted_transfer_total"),
            lifted_out_province=500, lifted_transfer_total=626, lifted_labour=700,
        ),
        "lifted out": one(("lifted_out_within_out", "lifted_out_province"), lifted_out_province=204, lifted_transfer_total=330, lifted_labour=330),
        "lifted in": one(("lifted_in_within_in", "lifted_in_province"), lifted_in_province=157, lifted_transfer_total=293),
        "lifted county": one(("lifted_county_within_county", "lifted_in_county"), lifted_in_county=257, lifted_transfer_total=373, lifted_labour=400),
        "willing above trained": one(("trained_willing_within_trained", "trained_willing"), trained_willing=48),
        "relocated above transfer": one(("relocated_within_transfer", "relocated_transfer"), relocated_transfer=616),
        "employed above willing": one(("employed_within_willing", "employed_households"), employed_households=114),
        "certified above trained": one(("certified_within_trained", "trained_certified"), trained_certified=48),
        "trained employed above willing": one(("trained_employed_within_willing", "trained_employed"), trained_employed=37),
        "paid above due": one(("travel_paid_within_due", "travel_paid"), travel_paid=44),
        "negative": one(("negative", "returned"), returned=-1),
        "negative text": Wrong(emp(), [("negative", at("rangers", 1))], put("rangers", 1, "－3")),
        "blank part": one(("required_blank", "transfer_in_province"), transfer_in_province=None),
        "blank total": one(("required_blank", "transfer_total"), transfer_total=None),
        "exactly equal is no finding": Wrong(emp(changed(employment(), 2, labour_force=615, trained_willing=47, lifted_labour=189)), []),
        "two rules in one row": one(("parts_of_transfer", "transfer_total"), ("travel_paid_within_due", "travel_paid"), transfer_total=600, travel_paid=99),
    }  # fmt: skip


def money_rules() -> dict[str, Wrong]:
    """Village 3 (index 2): 6.15 + 4.25 + 0.5 = 10.9; + 2.2 + 0.3 = 13.4; distributed 2.05, 1.55, 0.75."""

    def one(*codes: tuple[str, str], **values: Any) -> Wrong:
        return rule(col(changed(collective(), 2, **values)), *((code, field_name, 2) for code, field_name in codes))

    return {
        "operating parts": one(("operating_parts", "operating_total"), operating_total="10.88", total="13.38"),
        "operating parts within a cent": one(operating_total="10.91", total="13.41"),
        "total parts": one(("total_parts", "total"), total="13.42"),
        "total parts with blank optional": one(("total_parts", "total"), other=None),
        "dividends": one(("dividends_within_distributed", "dividends"), dividends="2.06"),
        "lifted dividends": one(("lifted_within_dividends", "lifted_dividends"), lifted_dividends="1.56"),
        "yuan as wanyuan": one(("yuan_as_wanyuan", "total"), subsidy="1989", total="2000.2"),
        "exactly the limit": one(subsidy="1988.8", total="2000"),
        "negative operating": one(("negative", "operating"), operating="-1", operating_total="3.75", total="6.25"),
        "negative other": one(("negative", "other"), other="-0.3", total="12.8"),
        "negative investment": one(investment="-20", operating_total="-9.6", total="-7.1"),
        "one village in yuan": one(
            ("number_magnitude", "operating"), ("number_magnitude", "contracting"), ("number_magnitude", "investment"),
            ("number_magnitude", "operating_total"), ("yuan_as_wanyuan", "total"), ("number_magnitude", "total"),
            operating="61500", contracting="42500", investment="5000", operating_total="109000", total="109002.5",
        ),
    }  # fmt: skip


def household_rules() -> dict[str, Wrong]:
    """Household 3 (index 2): wage 6300, gross 2503, cost 1200.5, 300, 450.25; net 8352.75, per head 2784.25."""

    def one(*codes: tuple[str, str], **values: Any) -> Wrong:
        return rule(hh(changed(households(), 2, **values)), *((code, field_name, 2) for code, field_name in codes))

    number = identity(3)
    bad = number[:17] + ("1" if number[17] != "1" else "2")
    return {
        "net parts": one(("net_parts", "net"), net="8354"),
        "net parts within 1 yuan": one(net="8353.75", net_per_capita="2784.58"),
        "per capita": one(("per_capita", "net_per_capita"), net_per_capita="2785.26"),
        "per capita within 1 yuan": one(net_per_capita="2785.25"),
        "nobody": one(("persons_positive", "persons"), persons=0, labourers=0, employed=0, wage="0", net="2052.75", net_per_capita="0"),
        "employed above labour": one(("employed_within_labour", "employed"), employed=3),
        "labour above persons": one(("labour_within_persons", "labourers"), labourers=4),
        "wage without job": one(("wage_without_job", "wage"), employed=0),
        "identity check": one(("id_check", "head_id"), head_id=bad),
        "identity of 17": one(("id_check", "head_id"), head_id=number[:17]),
        "identity of 15": one(("id_check", "head_id"), head_id="532323600101000"),
        "identity with letters": one(("id_check", "head_id"), head_id="53232319600101000A"),
        "identity in exponents": one(("id_lost_digits", "head_id"), head_id="5.32323E+17"),
        "identity as a number": Wrong(hh(), [("id_lost_digits", at("head_id", 2))], put("head_id", 2, 532323196001010000)),
        "household number too long a number": Wrong(hh(), [("id_lost_digits", at("household_no", 2))], put("household_no", 2, 5323232012010001000)),
        "disability card": one(("id_disability", "head_id"), head_id=number + "43"),
        "placeholder": one(("id_placeholder", "head_id"), head_id="9" * 18),
        "born in the future": one(("id_contradicts", "head_id"), head_id=_with_check("53232320300101000")),
        "born too early": one(("id_contradicts", "head_id"), head_id=_with_check("53232318500101000")),
        "phone of 10": one(("phone_odd", "phone"), phone="1380000123"),
        "phone of 12": one(("phone_odd", "phone"), phone="138000012345"),
        "garbled name": one(("text_garbled", "head_name"), head_name="王?"),
        "private-use name": one(("text_garbled", "head_name"), head_name="王\ue000"),
        "kind unknown": one(("choice_invalid", "kind"), kind="一般户"),
        "kind near": one(("choice_invalid", "kind"), kind="边缘户"),
        "kind blank": one(("required_blank", "kind"), kind=None),
        "kind a number": Wrong(hh(), [("choice_invalid", at("kind", 2))], put("kind", 2, 1)),
        "number blank": one(("required_blank", "household_no"), household_no=None),
        "two of one number": one(("duplicate_key", "household_no"), household_no=households()[0]["household_no"]),
        "two of one number otherwise written": Wrong(
            hh(), [("duplicate_key", at("household_no", 2))], put("household_no", 2, f" {households()[0]['household_no']} ")
        ),
        "negative wage": one(("negative", "wage"), wage="-1", net="2051.75", net_per_capita="683.92"),
        "negative cost": one(("negative", "operating_cost"), operating_cost="-1200.5", net="10753.75", net_per_capita="3584.58"),
        "bidi in a name": one(("text_control", "head_name"), head_name="李\u202e甲"),
        "bidi in a number": Wrong(hh(), [("text_control", at("wage", 2))], put("wage", 2, "\u202e0036")),
        "bidi in a kind": Wrong(hh(), [("text_control", at("kind", 2))], put("kind", 2, "脱\u202e贫户")),
        "bidi in a household number": Wrong(hh(), [("text_control", at("household_no", 2))], put("household_no", 2, "0532\u202d3220")),
        "zero-width blanks in a number": Wrong(hh(), [], put("wage", 2, "\u200b6300\ufeff")),
        "long remark": one(("text_too_long", "remark"), remark="长" * 501),
        "half a person": one(("number_fraction", "persons"), persons="2.5"),
        "outside": one(("place_outside", "region"), region=villages("532323102000")[1]),
    }  # fmt: skip


def _with_check(body: str) -> str:
    weights = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
    return body + "10X98765432"[sum(int(a) * b for a, b in zip(body, weights, strict=True)) % 11]


def cells() -> dict[str, Wrong]:
    """What stands in one cell of a column of numbers."""
    texts: Mapping[str, str] = {
        "约300": "number_invalid", "300余": "number_invalid", "200-300": "number_invalid", "12.5.3": "number_invalid",
        "3O0": "number_invalid", "l2": "number_invalid", "300①": "number_invalid", "三百": "number_invalid", "12。": "number_invalid",
        "1,23": "number_invalid", "12,34,567": "number_invalid", "3、5": "number_invalid", "nan": "number_invalid", "inf": "number_invalid",
        "1e400": "number_invalid", "0x1F": "number_invalid", "6.3(6.1)": "number_invalid", "见附件": "number_invalid", "+-3": "number_invalid",
        "12.5": "number_fraction", "0.5": "number_fraction", "12.0000001": "", "5%": "number_unit_conflict",
        "3户": "number_unit_conflict", "3万元": "number_unit_conflict", "1.2亩": "number_unit_conflict", "9" * 30: "number_invalid",
        "9" * 15: "number_invalid", "9" * 12: "number_magnitude", "一": "number_invalid", "1/2": "number_invalid", "2023-05-25": "number_invalid", "5月25日": "number_invalid",
        "⑤": "number_invalid", "Ⅴ": "number_invalid", "٣": "number_invalid", "1 2 3": "",
    }  # fmt: skip
    cases = {
        f"text {text[:12]}": Wrong(emp(), [(code, at("rangers", 3))] if code else [], put("rangers", 3, text))
        for text, code in texts.items()
    }
    values: dict[str, tuple[Any, str]] = {
        "a date": (date(2023, 5, 25), "number_invalid"), "a boolean": (True, "number_invalid"), "a fraction": (12.5, "number_fraction"),
        "1e308": (1e308, "number_invalid"), "1e18": (1e18, "number_invalid"), "#DIV/0!": ("#DIV/0!", "error_value"),
        "#REF!": ("#REF!", "error_value"), "#N/A": ("#N/A", "error_value"), "a formula without a value": ("=C5+1", "formula_no_value"),
    }  # fmt: skip
    for label, (value, code) in values.items():
        cases[label] = Wrong(emp(), [(code, at("rangers", 3))], put("rangers", 3, value))
    amounts = {"3万元": "number_unit_conflict", "约2万": "number_invalid", "31000元/人": "number_unit_conflict"}
    for text, code in amounts.items():
        cases[f"amount {text}"] = Wrong(emp(), [(code, at("travel_amount", 3))], put("travel_amount", 3, text))
    cases |= {
        "yuan typed in wanyuan": Wrong(col(), [("number_unit_conflict", at("other", 2))], put("other", 2, "3000元")),
        "people typed as households": Wrong(emp(), [("number_unit_conflict", at("willing_households", 2))], put("willing_households", 2, "113人")),
        "percent format": Wrong(emp(), [("number_unit_conflict", at("rangers", 2))], _percent),
        "a blank required": Wrong(emp(), [("required_blank", at("labour_force", 0))], put("labour_force", 0, None)),
        "未报 in a required": Wrong(emp(), [("required_blank", at("labour_force", 0))], put("labour_force", 0, "未报")),
        "a dash in a required": Wrong(emp(), [("required_blank", at("trained", 0))], put("trained", 0, "—")),
        "无 in required money": Wrong(col(), [("required_blank", at("operating", 3))], put("operating", 3, "无")),
        "a place that is none": Wrong(emp(), [("place_unknown", at("region", 1))], put("region", 1, "东方红村")),
        "a place with a wrong letter": Wrong(emp(), [("place_unknown", at("region", 1))], put("region", 1, "龙全村")),
        "a place elsewhere": Wrong(emp(), [("place_outside", at("region", 1))], put("region", 1, "官河村民委员会")),
        "a place with a wrong parent": Wrong(emp(), [("place_unknown", at("region", 1))], put("region", 1, "共和镇龙泉村")),
        "a place not applicable": Wrong(emp(), [("required_blank", at("region", 1))], put("region", 1, "／")),
        "a number not applicable": Wrong(hh(), [("required_blank", at("household_no", 1))], put("household_no", 1, "/")),
        "a place blank": Wrong(emp(), [("required_blank", at("region", 1))], put("region", 1, None)),
        "a place of digits": Wrong(emp(), [("place_unknown", at("region", 1))], put("region", 1, 532323201999)),
        "a place twice otherwise written": Wrong(
            emp(), [("duplicate_key", at("region", 6)), ("rows_missing", nowhere)], put("region", 6, "古岩村委会")
        ),
        "a village missing": Wrong(emp(employment()[:-1]), [("rows_missing", nowhere)]),
        "two villages missing": Wrong(col(collective()[2:]), [("rows_missing", nowhere), ("rows_missing", nowhere)]),
        "a village without figures": Wrong(
            emp([*employment()[:-1], {"region": villages(PANMAO)[-1]}]),
            [("required_blank", at(entry, 6)) for entry in _REQUIRED],
        ),
    }  # fmt: skip
    return cases


_REQUIRED = (
    "labour_force", "transfer_total", "transfer_out_province", "transfer_in_province", "transfer_in_county", "lifted_labour",
    "lifted_transfer_total", "lifted_out_province", "lifted_in_province", "lifted_in_county", "willing_households",
    "employed_households", "public_posts", "trained",
)  # fmt: skip


def _percent(paper: Paper, form: Form) -> None:
    where = (form.row_of[2], form.column_of["rangers"])
    paper.cells[where], paper.formats[where] = 0.07, "0%"


def totals() -> dict[str, Wrong]:
    """合计 and 小计 that do not add up."""
    two = [*employment(), *employment("532323202000")]
    county = {"title": ("2023年5月农村劳动力转移就业月报表",), "above": ()}
    return {
        "total off by one": Wrong(emp(total="below"), [("total_row", total("trained"))], put_total("trained", 337)),
        "total above off": Wrong(emp(total="above"), [("total_row", total("returned"))], put_total("returned", 1)),
        "total as text off": Wrong(emp(total="above"), [("total_row", total("returned"))], put_total("returned", "48人")),
        "total in money off by 0.02": Wrong(col(total="below"), [("total_row", total("subsidy"))], put_total("subsidy", 15.42)),
        "total in money off by 0.01": Wrong(col(total="below"), [], put_total("subsidy", 15.41)),
        "total of zero": Wrong(emp(total="below"), [("total_row", total("trained"))], put_total("trained", 0)),
        "total not a number": Wrong(emp(total="below"), [("number_invalid", total("trained"))], put_total("trained", "约300")),
        "total an error": Wrong(emp(total="below"), [("error_value", total("trained"))], put_total("trained", "#REF!")),
        "total a formula without a value": Wrong(emp(total="below"), [("formula_no_value", total("trained"))], put_total("trained", "=SUM(T5:T11)")),
        "total with a dash": Wrong(emp(total="below"), [], put_total("trained", "—")),
        "rate of a total is not added": Wrong(emp(total="below"), [], put_total("public_post_pay", 800)),
        "per head of a total is not added": Wrong(hh(total="below"), [], put_total("net_per_capita", 2800)),
        "total in yuan column": Wrong(
            col(total="below", units={"total": ("（元）", "0.0001")}), [("total_row", total("total"))], put_total("total", 1)
        ),
        "subtotal of the second": Wrong(
            emp(two, subtotals="below", total="below", **county), [("total_row", total("trained", 1))], put_total("trained", 1, 1)
        ),
        "subtotal above of the second": Wrong(
            emp(two, subtotals="above", total="above", **county), [("total_row", total("trained", 2))], put_total("trained", 1, 2)
        ),
        "the total over two townships": Wrong(
            emp(two, subtotals="below", total="below", **county),
            [("total_row", total("trained", 2)), ("total_row", total("trained", 2))], put_total("trained", 1, 2),
        ),
        "a place unknown under a subtotal": Wrong(
            emp(two, subtotals="below", total="below", **county), [("place_unknown", at("region", 9))] * 2, put("region", 9, "东方红村"),
        ),
        "a place outside under a subtotal": Wrong(
            emp(two, subtotals="below", total="below", **county), [("place_outside", at("region", 9))] * 2, put("region", 9, "砚山县平远镇"),
        ),
        "a place unknown under a total": Wrong(emp(total="below"), [("place_unknown", at("region", 2))], put("region", 2, "东方红村")),
        "the total above two townships, subtotals below": Wrong(
            emp(two, subtotals="below", total="above", **county),
            [("total_row", total("trained", 0)), ("total_row", total("trained", 0))], put_total("trained", 1, 0),
        ),
    }  # fmt: skip


def headings() -> dict[str, Wrong]:
    """Columns that are missing, doubled or in odd units."""
    names = [entry for entry in emp().rows[0]]

    def without(entry: str) -> list[str]:
        return [one for one in names if one != entry]

    return {
        "a required column missing": Wrong(emp(fields=without("public_posts")), [("field_missing", nowhere)]),
        "a required column misspelt": Wrong(emp(headings={"willing_households": ("有就业意愿户",)}), [("field_missing", nowhere)]),
        "the place column missing": Wrong(emp(fields=without("region")), [("field_missing", nowhere)]),
        "a part column missing": Wrong(emp(fields=without("transfer_in_county")), [("field_missing", nowhere)]),
        "an optional column missing": Wrong(emp(fields=without("rangers")), []),
        "a column twice": Wrong(emp(extras=[Extra(heading=("公益岗人数",), values=(1, 2, 3))]), [("field_twice", head("公益岗人数", 0))]),
        "a column twice in front": Wrong(
            emp(extras=[Extra(heading=("公益岗人数",), before="labour_force", values=range(20, 27))]), [("field_twice", head("public_posts"))]
        ),
        "a unit of length": Wrong(emp(units={"rangers": ("（公里）", "1")}), [("unit_unknown", head("rangers", 0))]),
        "a unit of money for people": Wrong(emp(units={"rangers": ("（万元）", "1")}), [("unit_unknown", head("rangers", 0))]),
        "households for people": Wrong(emp(units={"rangers": ("（户）", "1")}), [("unit_unknown", head("rangers", 0))]),
        "dollars": Wrong(col(units={"subsidy": ("（万美元）", "1")}), [("unit_unknown", head("subsidy", 0))]),
        "percent for money": Wrong(col(units={"subsidy": ("（%）", "1")}), [("unit_unknown", head("subsidy", 0))]),
        "all in yuan and no word of it": Wrong(
            col(units={"distributed": ("", "0.0001"), "dividends": ("", "0.0001"), "lifted_dividends": ("", "0.0001")}),
            [("unit_assumed", head("distributed")), ("unit_assumed", head("dividends"))],
        ),
        "ten thousands of people and no word of it": Wrong(
            emp(units={"public_posts": ("", "10000")}),
            [("unit_assumed", head("public_posts")), *(("number_fraction", at("public_posts", index)) for index in range(7))],
        ),
    }  # fmt: skip


def _hidden_row(paper: Paper, form: Form) -> None:
    paper.hidden_rows.append(form.row_of[2])


def _hidden_column(paper: Paper, form: Form) -> None:
    paper.hidden_columns.append(form.column_of["trained"])


def _merged_numbers(paper: Paper, form: Form) -> None:
    column = form.column_of["rangers"]
    paper.merge(form.row_of[2], column, form.row_of[3], column)
    paper.cells.pop((form.row_of[3], column))


def _second_table(paper: Paper, form: Form) -> None:
    """The same heading and a row once more, below."""
    top, _ = form.heading_rows
    start = paper.last_row + 2
    for (row, column), value in list(paper.cells.items()):
        if top <= row <= form.row_of[0]:
            paper.put(start + row - top, column, value)
    paper.merges += [(t + start - top, left, b + start - top, right) for t, left, b, right in list(paper.merges) if t >= top]
    form.column_of["second"] = start


def worksheets() -> dict[str, Wrong]:
    """What concerns a worksheet as a whole."""
    plain = ({1: "填报单位：蟠猫乡"},)
    return {
        "a hidden row": Wrong(emp(), [("hidden_rows", at("region", 2))], _hidden_row),
        "a hidden column": Wrong(emp(), [("hidden_rows", at("trained", 0))], _hidden_column),
        "merged numbers": Wrong(emp(), [("merged_numbers", at("rangers", 2))], _merged_numbers),
        "a second table": Wrong(emp(foot=()), [("tables_several", nowhere)], _second_table),
        "a report date of last year": Wrong(emp(above=({1: "填报单位：蟠猫乡", 9: "填报日期：2022年5月25日"},)), [("report_date_odd", cell("I2"))]),
        "no such report date": Wrong(emp(above=({1: "填报单位：蟠猫乡", 9: "填报日期：2023年2月30日"},)), [("report_date_odd", cell("I2"))]),
        "no period": Wrong(emp(title=("蟠猫乡农村劳动力转移就业月报表",), above=({1: "填报单位：蟠猫乡", 9: "填报日期：2023年5月25日"},)), [("period_missing", nowhere)]),
        "a period to come": Wrong(emp(title=("蟠猫乡2035年5月农村劳动力转移就业月报表",), above=plain), [("period_out_of_range", nowhere)]),
        "a period long ago": Wrong(emp(title=("蟠猫乡2019年12月农村劳动力转移就业月报表",), above=plain), [("period_out_of_range", nowhere)]),
        "no heading of ours": Wrong(Form(sheet="employment", rows=employment(), fields=("labour_force", "rangers"), title=("劳动力",), above=(), foot=()), [("sheet_unrecognised", nowhere)]),
        "quarter instead of a month": Wrong(emp(title=("蟠猫乡2023年第一季度农村劳动力转移就业月报表",), above=plain), [("period_missing", nowhere)]),
        "month instead of a quarter": Wrong(hh(title=("蟠猫乡2023年4月脱贫人口和监测对象家庭收入监测表",), above=plain), [("period_missing", nowhere)]),
    }  # fmt: skip


def all_wrong() -> dict[str, Wrong]:
    return {
        **employment_rules(), **money_rules(), **household_rules(), **cells(), **totals(), **headings(), **worksheets(),
    }  # fmt: skip


