"""Departments at the shell: templates, check, import, status, submissions, withdraw; and a database from before their sheets."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from data_access.sheets.loader import load_sheets
from data_access.store import PackEntry, initialise
from tests.intake.forms import Form
from tests.intake.other_rows import consumption, linkage
from tests.intake.paper import workbook
from tests.intake.rows import GONGHE, PANMAO
from tests.intake.sheets import GXSJ, JYTYJ, NYNCJ, cons, link, task
from tests.shell.conftest import County

ORDER = [
    "employment", "workshops", "industry_projects", "industry_linkage", "consumption", "canteen_quota", "collective_economy",
    "key_tasks", "project_progress",
]  # fmt: skip


@pytest.fixture
def mouding(county: Callable[..., County]) -> County:
    made = county(name="mouding")
    assert made.run("init", "--pack", "mouding-2023").status == 0
    return made


def saved(folder: Path, form: Form, name: str = "报表.xlsx") -> Path:
    form.row_of, form.total_rows = [], []
    (folder / name).write_bytes(workbook(name, form.draw()).content)
    return folder / name


def outline(document: list[dict[str, Any]]) -> list[tuple[str, str, str]]:
    return [(entry["sheet"], entry["reporter"], entry["outcome"]) for entry in document]


def of(document: dict[str, Any], sheet: str) -> dict[str, dict[str, Any]]:
    return {row["reporter"]: row for row in document["rows"] if row["sheet"] == sheet}


def test_status_lists_every_sheet_of_the_month_in_the_order_of_the_contract(mouding: County) -> None:
    document = mouding.ask("status", "--period", "2023-05")
    assert list(dict.fromkeys(row["sheet"] for row in document["rows"])) == ORDER
    assert {sheet: len(of(document, sheet)) for sheet in ("workshops", "consumption", "canteen_quota", "key_tasks")} == {
        "workshops": 7, "consumption": 2, "canteen_quota": 1, "key_tasks": 13,
    }  # fmt: skip
    assert of(document, "key_tasks")[JYTYJ]["name"] == "县教育体育局"
    assert document["counts"]["expected"] == 5 * 7 + 2 + 1 + 13 + 13
    quarter = mouding.ask("status", "--period", "2023Q1")
    assert {row["sheet"] for row in quarter["rows"]} == {"household_income"}


def test_a_departments_report_from_import_to_withdrawal(mouding: County) -> None:
    report = saved(mouding.folder, cons())
    checked = mouding.ask("check", report)
    assert outline(checked) == [("consumption", NYNCJ, "valid")]
    [stored] = mouding.ask("import", report, "--received-at", "2023-05-20T09:00")
    assert (stored["outcome"], stored["version"], stored["rows"]) == ("accepted", 1, len(consumption()))
    row = of(mouding.ask("status", "--period", "2023-05"), "consumption")[NYNCJ]
    assert (row["state"], row["submission"], row["name"]) == ("on_time", stored["submission"], "县农业农村局")
    [entry] = mouding.ask("submissions", "--sheet", "consumption")
    assert (entry["reporter"], entry["state"], entry["rows"]) == (NYNCJ, "in_force", len(consumption()))
    assert mouding.run("withdraw", stored["submission"], "--reason", "误报").status == 0
    assert of(mouding.ask("status", "--period", "2023-05"), "consumption")[NYNCJ]["state"] == "missing"
    assert mouding.ask("submissions", "--period", "2023-05")[0]["state"] == "withdrawn"


def test_the_caller_names_the_office(mouding: County) -> None:
    report = saved(mouding.folder, cons(title=("2023年5月消费帮扶月报表",), above=()))
    nameless = mouding.run("check", report, "--json")
    assert (nameless.status, [entry["code"] for entry in nameless.document[0]["problems"] if entry["severity"] == "error"]) == (
        1, ["reporter_missing"],
    )  # fmt: skip
    assert outline(mouding.ask("import", report, "--reporter", GXSJ)) == [("consumption", GXSJ, "accepted")]
    wrong = mouding.run("check", report, "--reporter", JYTYJ, "--json")
    assert [entry["code"] for entry in wrong.document[0]["problems"] if entry["severity"] == "error"] == ["reporter_not_due"]
    unknown = mouding.run("check", report, "--reporter", "dept:none")
    assert (unknown.status, "没有单位" in unknown.err) == (2, True)


def test_a_departments_file_of_several_townships(mouding: County) -> None:
    title = ("2023年5月产业帮扶与市场主体月报表",)
    report = saved(mouding.folder, link([*linkage(), *linkage(GONGHE)], title=title, above=({1: "填报单位：县农业农村局"},)))
    assert outline(mouding.ask("import", report)) == [
        ("industry_linkage", GONGHE, "accepted"), ("industry_linkage", PANMAO, "accepted"),
    ]  # fmt: skip
    states = of(mouding.ask("status", "--period", "2023-05"), "industry_linkage")
    assert sum(row["submission"] is not None for row in states.values()) == 2


@pytest.mark.parametrize("sheet", ORDER)
def test_a_template_of_every_monthly_sheet_and_kind_of_reporter(mouding: County, sheet: str) -> None:
    for reporter in {row["reporter"] for row in mouding.ask("status", "--period", "2023-05")["rows"] if row["sheet"] == sheet}:
        file = mouding.folder / "模板.xlsx"
        assert mouding.run("template", sheet, "--reporter", reporter, "--period", "2023-05", "-o", file).status == 0
        [entry] = mouding.run("check", file, "--json").document
        assert (entry["sheet"], entry["reporter"], entry["period"]) == (sheet, reporter, "2023-05")


def test_a_template_for_somebody_who_does_not_report(mouding: County) -> None:
    target = mouding.folder / "模板.xlsx"
    refused = mouding.run("template", "consumption", "--reporter", GONGHE, "--period", "2023-05", "-o", target)
    assert (refused.status, "县农业农村局" in refused.err, target.exists()) == (2, True, False)
    refused = mouding.run("template", "workshops", "--reporter", NYNCJ, "--period", "2023-05", "-o", target)
    assert (refused.status, target.exists()) == (2, False)


def test_a_database_from_before_these_sheets_is_brought_up_to_date(county: Callable[..., County]) -> None:
    declared = dict(load_sheets())
    old = county(name="old")
    Path(old.url.removeprefix("sqlite:///")).unlink()
    initialise(
        old.url, [PackEntry(id="mouding-2023")], {sheet: declared[sheet] for sheet in ("employment", "household_income")}
    )
    asked = old.run("status", "--period", "2023-05")
    assert (asked.status, asked.out, "manage.py init" in asked.err, len(asked.err.splitlines())) == (2, "", True, 1)
    assert old.run("init", "--if-needed").status == 0
    assert outline(old.ask("import", saved(old.folder, task()))) == [("key_tasks", JYTYJ, "accepted")]
    assert old.run("init", "--if-needed").err == ""
