"""Rows that break one rule each."""

from __future__ import annotations

from typing import Any

from tests.intake.honest import col, emp, hh
from tests.intake.rows import collective, employment, households, identity, villages
from tests.intake.wrong import Wrong, at, changed, put, rule


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
