"""Cells that hold something else, and totals that do not add up."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from tests.intake.forms import Form
from tests.intake.honest import col, emp, hh
from tests.intake.paper import Paper
from tests.intake.rows import PANMAO, collective, employment, villages
from tests.intake.wrong import Wrong, at, nowhere, put, put_total, total


def cells() -> dict[str, Wrong]:
    """What stands in one cell of a column of numbers."""
    texts: Mapping[str, str] = {
        "约300": "number_invalid", "300余": "number_invalid", "200-300": "number_invalid", "12.5.3": "number_invalid",
        "3O0": "number_invalid", "l2": "number_invalid", "300①": "number_invalid", "三百": "number_invalid", "12。": "number_invalid",
        "1,23": "number_invalid", "12,34,567": "number_invalid", "3、5": "number_invalid", "nan": "number_invalid", "inf": "number_invalid",
        "1e400": "number_invalid", "0x1F": "number_invalid", "6.3(6.1)": "number_invalid", "见附件": "number_invalid", "+-3": "number_invalid",
        "12.5": "number_fraction", "0.5": "number_fraction", "12.0000001": "", "5%": "number_unit_conflict",
        "3户": "number_unit_conflict", "3万元": "number_unit_conflict", "1.2亩": "number_unit_conflict", "9" * 30: "number_invalid",
        "9" * 15: "number_invalid", "9" * 12: "number_magnitude", "一": "number_invalid",
            "1/2": "number_invalid", "2023-05-25": "number_invalid", "5月25日": "number_invalid",
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
        "合计 where a figure belongs": Wrong(emp(), [("number_invalid", at("labour_force", 1))], put("labour_force", 1, "合计")),
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
