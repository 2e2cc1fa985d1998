"""Samples by rule: the places and the size of each paper, invented people, figures that add up and never fall."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from data_access.errors import CalledWrongly
from data_access.sheets.loader import load_sheets
from sample_data.generate import sample_files
from sample_data.regional.generate import month_files, month_rows
from sample_data.regional.profile import profile_of
from sample_data.regional.realm import Realm, draw_realm
from services.task_targets import task_targets
from services.templates import shipped_scheme
from tests.sample_data.schemes import DEPARTMENTS, mouding
from tests.sample_data.test_generate import holds

Row = Mapping[str, Any]
INVENTED = str(Path(__file__).with_name("example_pack.toml"))
PACKS = ("wenshan-2022-2024", "qujing-2023", "wuzhou-2024", "xinhua-2021", INVENTED)


def drawn(pack: str, seed: int | None = None) -> Realm:
    return draw_realm(shipped_scheme(pack), task_targets(pack), 120, seed)


@pytest.fixture(scope="module", params=PACKS)
def realm(request: pytest.FixtureRequest) -> Realm:
    return drawn(request.param)


@pytest.fixture(scope="module")
def wenshan() -> Realm:
    return drawn("wenshan-2022-2024")


def reported(realm: Realm, year: int, month: int) -> dict[str, list[Row]]:
    """Sheet → rows of all reporters, without what is missing by the timetable."""
    found: dict[str, list[Row]] = defaultdict(list)
    for sheets in month_rows(realm, year, month).values():
        for sheet, rows in sheets.items():
            found[sheet] += rows
    return found


def test_a_prefecture_has_every_county_township_and_village(wenshan: Realm) -> None:
    rows = reported(wenshan, 2024, 5)
    assert [sender.name for sender in wenshan.senders] == [
        "文山市", "砚山县", "西畴县", "麻栗坡县", "马关县", "丘北县", "广南县", "富宁县",
    ]  # fmt: skip
    townships = [row["region"] for row in rows["employment"]]
    assert len(townships) == len(rows["industry_linkage"]) == 106
    assert {"文山高新技术产业开发区", "健康农场"} <= set(townships)
    assert len(rows["collective_economy"]) == 1_003


@pytest.mark.parametrize(
    ("year", "month", "everyone", "lifted"), [(2022, 12, 1_200_000, 288_000), (2024, 6, 1_200_000, 288_000)]
)
def test_as_many_in_work_as_the_paper_speaks_of(wenshan: Realm, year: int, month: int, everyone: int, lifted: int) -> None:
    rows = reported(wenshan, year, month)["employment"]
    assert sum(row["transfer_total"] for row in rows) == pytest.approx(everyone, rel=0.04)
    assert sum(row["lifted_transfer_total"] for row in rows) == pytest.approx(lifted, rel=0.04)


def test_people_are_invented_and_of_their_county(realm: Realm) -> None:
    homes = realm.households
    assert len(set(homes.number)) == len(homes)
    assert len(set(homes.identity)) == len(homes)
    for place, number, identity, phone in zip(homes.village, homes.number, homes.identity, homes.phone, strict=True):
        county = homes.villages[int(place)][:6]
        assert (identity[:6], identity[14:17], number[:6], phone[:7]) == (county, "000", county, "1300000")


@pytest.mark.parametrize("sheet", ["employment", "industry_linkage", "collective_economy", "household_income"])
def test_every_rule_between_fields_is_kept(realm: Realm, sheet: str) -> None:
    declaration = load_sheets()[sheet]
    rows = [row for moment in realm.profile.months[-6:] for row in reported(realm, *moment)[sheet]]
    assert bool(rows) == (sheet in realm.scheme.sheets)
    assert Counter(rule.name for row in rows for rule in declaration.rules if not holds(rule, row)) == {}


def test_cumulative_figures_never_fall_within_a_year(realm: Realm) -> None:
    sheets_of = load_sheets()
    keys = {name: [field.name for field in sheet.keys] for name, sheet in sheets_of.items()}
    rising = {
        name: [field.name for field in sheet.fields if field.accumulation == "ytd" and not field.may_be_negative]
        for name, sheet in sheets_of.items()
    }
    last: dict[tuple[Any, ...], float] = {}
    compared = 0
    for year, month in realm.profile.months:
        for reporter, kind, row in (
            (code, sheet, row)
            for code, sheets in month_rows(realm, year, month).items()
            for sheet in sheets
            for row in sheets[sheet]
        ):
            key = (reporter, year, kind, *(row[name] for name in keys[kind]))
            for field in rising[kind]:
                assert (row[field] or 0) >= last.get((*key, field), 0), (key, field)
                compared += (*key, field) in last
                last[*key, field] = row[field] or 0
    assert compared > 100


def test_parts_of_a_task_add_up_to_what_its_course_says() -> None:
    realm = drawn(INVENTED)
    rows = reported(realm, 2023, 6)["key_tasks"]
    done = Counter[str]()
    for row in rows:
        done[row["code"]] += row["cumulative"]
    # pace 50 %: on pace, met, behind by 6 points, on pace, far behind by 20; of two years 75 % of the time is over
    before = sum(row["cumulative"] for row in reported(realm, 2022, 12)["key_tasks"] if row["code"] == "A-01")
    assert 0.75 * 90 <= before + done["A-01"] < 0.80 * 90
    assert done["A-02"] >= 70
    assert 0.40 * 70 < done["A-03"] < 0.5 * 70
    assert 0.5 * 700 <= done["A-04"] < 0.55 * 700
    assert done["A-05"] == 0.3 * 700
    assert done["A-07"] == 7
    goals = Counter[str]()
    for row in rows:
        goals[row["code"]] += row["annual_target"]
    assert (goals["A-04"], goals["A-05"]) == (700, 700)


def test_no_report_is_the_same_as_the_one_before(realm: Realm) -> None:
    asked = {"project_progress", "key_tasks", "canteen_quota", "workshops", "industry_projects"} & set(realm.scheme.sheets)
    before: dict[tuple[str, str], list[Row]] = {}
    for year, month in realm.profile.months:
        for reporter, sheets in month_rows(realm, year, month).items():
            for sheet in asked & {name for name, rows in sheets.items() if rows}:
                assert sheets[sheet] != before.get((reporter, sheet)), (reporter, sheet, year, month)
                before[reporter, sheet] = list(sheets[sheet])
    assert {sheet for _, sheet in before} == asked


def test_one_county_is_late_one_missing_one_corrects(wenshan: Realm) -> None:
    june, may = list(month_files(wenshan, 2024, 6)), list(month_files(wenshan, 2024, 5))
    tabs = {file.name: openpyxl.load_workbook(BytesIO(file.content), read_only=True).sheetnames for file in june}
    assert tabs["广南县2024年6月.xlsx"][0] == "家庭收入"
    assert "就业" not in tabs["广南县2024年6月.xlsx"]
    assert {"就业", "村集体经济", "家庭收入"} <= set(tabs["砚山县2024年6月.xlsx"])
    assert "家庭收入" not in openpyxl.load_workbook(BytesIO(may[0].content), read_only=True).sheetnames
    assert [file.name for file in june if file.received_at.day > 25] == ["富宁县2024年6月.xlsx"]
    assert [file.name for file in may if "更正" in file.name] == ["文山市2024年5月（更正）.xlsx"]
    assert may[1].received_at > may[0].received_at


def test_the_same_seed_gives_the_same_bytes_and_another_seed_does_not() -> None:
    first, again, other = (list(month_files(drawn("xinhua-2021", seed), 2025, 6)) for seed in (3, 3, 4))
    assert first == again
    assert [file.content for file in first] != [file.content for file in other]


def test_departments_hand_in_what_an_unknown_pack_asks_of_them() -> None:
    scheme = replace(mouding(), pack="own-2023")
    realm = draw_realm(scheme, task_targets("mouding-2023"), 50)
    rows = month_rows(realm, 2023, 6)
    assert set(rows["dept:czj"]) == {"key_tasks", "project_progress", "canteen_quota"}
    assert rows["dept:gxsj"]["consumption"]
    assert {row["region"] for row in rows["dept:rjb"]["key_tasks"]} == {"牟定县"}
    assert set(rows) == {*DEPARTMENTS, *(sender.code for sender in realm.senders)}
    assert "key_tasks" not in rows["532323101000"]


def test_an_unknown_pack_is_sized_by_its_villages() -> None:
    profile = profile_of(replace(mouding(), pack="own-2023"), 89)
    assert 80_000 < profile.size.in_work < 130_000
    assert profile.months[0] == (2022, 3)
    assert profile.months[-1] == (2023, 6)


def test_a_prefecture_is_sixty_thousand_households(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[int | None] = []
    monkeypatch.setattr("sample_data.generate.draw_realm", lambda *given: asked.append(given[2]) or drawn("xinhua-2021"))
    sample_files("qujing-2023", scale="prefecture")
    sample_files("qujing-2023", scale="prefecture", households=200_000)
    sample_files("qujing-2023")
    assert asked == [60_000, 200_000, None]
    with pytest.raises(CalledWrongly):
        sample_files("xinhua-2021", scale="prefecture")
