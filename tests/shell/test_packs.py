"""pack check and pack new: every fault of a nasty pack file with its key, nothing that breaks off, and a file to start from."""

from __future__ import annotations

import codecs
import json
import tomllib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from metrics.income_rules import DEFAULT_RULES
from metrics.packs import load_pack, shipped_packs
from metrics.packs.model import CalendarTable, Department, Head, IncomeTable, Labels, Series, SheetPlan
from metrics.packs.target import Target
from metrics.settings import Settings
from services.shell.main import main
from tests.shell.conftest import Answer
from tests.shell.packs import PLAN, ROOT, target

A = "targets[第1个 A]"


def _no_samples(pack: str, **options: Any) -> Iterator[Any]:
    raise AssertionError("nobody asked for samples")


@dataclass(frozen=True, kw_only=True)
class Desk:
    """The shell without a database, and a pack file of a test."""

    folder: Path
    capsys: pytest.CaptureFixture[str]

    def run(self, *arguments: object) -> Answer:
        self.capsys.readouterr()
        status = main([str(argument) for argument in arguments], _no_samples)
        captured = self.capsys.readouterr()
        return Answer(status=status, out=captured.out, err=captured.err)

    def check(self, content: str | bytes) -> tuple[int, list[tuple[str, str]]]:
        """Exit status and (key, message) of every error of a file with this content."""
        file = self.folder / "方案.toml"
        file.write_bytes(content.encode() if isinstance(content, str) else content)
        answer = self.run("pack", "check", file, "--json")
        found = json.loads(answer.out)
        assert {fault["file"] for fault in found} <= {"方案.toml"}
        return answer.status, [(fault["key"], fault["message"]) for fault in found if fault["severity"] == "error"]


@pytest.fixture
def desk(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Desk:
    return Desk(folder=tmp_path, capsys=capsys)


def plan(old: str = "", new: str = "", *, more: str = "") -> str:
    assert old in PLAN
    return PLAN.replace(old, new, 1) + more


A_TARGET = target("A", "employment.transfer_total", ">=", 10)


@pytest.mark.parametrize("pack", shipped_packs())
def test_every_shipped_pack_passes(pack: str, desk: Desk) -> None:
    content = (Path(load_pack.__code__.co_filename).parent / f"{pack}.toml").read_text(encoding="utf-8")
    assert desk.check(content) == (0, [])


NASTY: list[tuple[str, str, str, str]] = [
    ("an unknown key", plan("[sheets.", 'colour = "红"\n[sheets.'), "pack.colour", "不认识的项，请删去"),
    ("an unknown table", plan(more="\n[target]\n"), "target", "是否应为 targets"),
    ("a root that is no place", plan(ROOT, "532399000000"), "pack.root", "没有行政区划代码 532399000000"),
    ("a root of letters", plan(ROOT, "屏边县"), "pack.root", "应为12位行政区划代码"),
    ("years the wrong way round", plan("[2023, 2023]", "[2024, 2023]"), "pack.years", "首年不能晚于末年"),
    ("years as text", plan("[2023, 2023]", '["2023", "2023"]'), "pack.years.第1项", "应为整数"),
    ("years with a point", plan("[2023, 2023]", "[2023.0, 2023]"), "pack.years.第1项", "应为整数"),
    ("years of another age", plan("[2023, 2023]", "[202, 2023]"), "pack.years", "2000年至2100年"),
    ("a date as text", plan("2023-02-01", '"2023-02-01"'), "pack.issued", "应为日期，如 2023-05-22，不加引号"),
    ("a time for a date", plan("2023-02-01", "2023-02-01T10:00:00"), "pack.issued", "应为日期"),
    ("counties in a township", plan(f'"{ROOT}"', '"532523101000"').replace("township", "county", 1), "pack.submit_level",
     "是乡镇，填报单位不能是县"),
    ("rows above the reporters", plan('row_level = "village"', 'row_level = "county"'), "sheets.employment.row_level",
     "填报单位是乡镇，行不能是县"),
    ("a list for a code", plan(more=A_TARGET.replace('code = "A"', "code = [1]")), "targets[第1个].code", "应为文字"),
    ("an indicator nearly right", plan(more=A_TARGET.replace("transfer_total", "transfer_totl")), f"{A}.indicator",
     "是否应为 employment.transfer_total"),
    ("an indicator of nobody", plan(more=A_TARGET.replace("employment.transfer_total", "x.y")), f"{A}.indicator", "指标说明"),
    ("a code twice", plan(more=A_TARGET * 2), "targets[第2个 A].code", "同一编码、范围、年度的目标已有一个"),
    ("a target of the prefecture", plan(more=A_TARGET.replace("pack root", "532500000000")), f"{A}.scope", "不在方案的行政区域之内"),
    ("a target above the root", plan(f'"{ROOT}"', '"532523101000"', more=A_TARGET.replace("pack root", "every county")),
     f"{A}.scope", "是乡镇，里面没有县"),
    ("a target of a place of nobody", plan(more=A_TARGET.replace("pack root", "532523999000")), f"{A}.scope", "没有行政区划代码"),
    ("a list of places of nobody", plan(more=A_TARGET.replace('"pack root"', '"every township"\nlist = ["532523999000"]')),
     f"{A}.list", "没有行政区划代码 532523999000"),
    ("a target as a share in text", plan(more=A_TARGET.replace("value = 10", 'value = "10%"')), f"{A}.value", "不加引号、单位和百分号"),
    ("a target that never ends", plan(more=A_TARGET.replace("value = 10", "value = 1e999999999")), f"{A}.value", "数字过大"),
    ("a target of nothing at all", plan(more=A_TARGET.replace("value = 10", "value = nan")), f"{A}.value", "应为数字"),
    ("a bound of nothing at all", plan(more="\n[warnings]\nnet_drop = { min_drop = nan }\n"), "warnings.net_drop.min_drop", "不小于0"),
    ("a bound without end", plan(more="\n[warnings]\nnet_drop = { min_drop = inf }\n"), "warnings.net_drop.min_drop", "不小于0"),
    ("a series of a place of nobody", plan(more='\n[income.reference_series]\n"甲" = { by_region = { "532523999000" = { 2023 = 1 } } }'),
     "income.reference_series.甲.by_region.532523999000", "没有行政区划代码"),
    ("a place of nobody", plan(more='\n[places]\n"开发区" = "532523999000"\n'), "places.开发区", "没有行政区划代码"),
    ("a tile of nobody", plan(more='\n[tiles]\n"532523999000" = [1, 1]\n'), "tiles.532523999000", "没有行政区划代码"),
    ("an exempt place of nobody", plan("exempt = []", 'exempt = ["532523999000"]'), "sheets.employment.exempt", "没有行政区划代码"),
    ("targets as one table", plan(more="\n[targets]\n"), "targets", "应为若干 [[targets]]"),
    ("a table as a number", plan(more="\n[labels]\n").replace("[labels]", "labels = 1", 1), "sheets.household_income.labels", "不认识的项"),
    ("the same table twice", plan(more="\n[pack]\n"), "", "同一项写了两次"),
    ("not TOML", "这是一份方案", "", "第1行第1列不符合 TOML 写法"),
    ("nothing at all", "", "pack.root", "缺少这一项"),
    ("brackets without end", "a = " + "[" * 100_000, "", "括号套得太深"),
    ("a number of many pages", f"a = {'9' * 5000}", "", "数字太长"),
]  # fmt: skip


@pytest.mark.parametrize(("content", "key", "sentence"), [case[1:] for case in NASTY], ids=[case[0] for case in NASTY])
def test_a_fault_is_named_with_its_key(content: str, key: str, sentence: str, desk: Desk) -> None:
    status, found = desk.check(content)
    assert status == 1
    assert [message for at, message in found if at == key and sentence in message], found


def test_every_fault_is_listed_at_once_places_too(desk: Desk) -> None:
    content = plan(ROOT, "532399000000", more=A_TARGET.replace('">="', '"rule"') + '\n[tiles]\n"532523999000" = [1]\n')
    status, found = desk.check(content.replace('"village"', '"hamlet"', 1))
    assert status == 1
    assert {key for key, _ in found} >= {"pack.root", "sheets.employment.row_level", f"{A}.op", "tiles.532523999000"}


@pytest.mark.parametrize("encoding", ["gbk", "utf-16"])
def test_another_encoding_says_how_to_save(encoding: str, desk: Desk) -> None:
    status, found = desk.check(PLAN.encode(encoding))
    assert (status, len(found)) == (1, 1)
    assert "另存为时编码选 UTF-8" in found[0][1]


def test_the_mark_that_editors_put_first_and_their_line_ends_are_no_fault(desk: Desk) -> None:
    assert desk.check(codecs.BOM_UTF8 + PLAN.replace("\n", "\r\n").encode()) == (0, [])


def test_a_workbook_is_no_pack(desk: Desk) -> None:
    status, found = desk.check(b"PK\x03\x04\xff\xfe\x00")
    assert (status, [key for key, _ in found]) == (1, [""])


def test_ten_thousand_targets_are_read_and_each_faulty_one_is_named(desk: Desk) -> None:
    many = "".join(target(f"A{number}", "employment.transfer_total", ">=", number) for number in range(10_000))
    assert desk.check(PLAN + many) == (0, [])
    status, found = desk.check(PLAN + many.replace("employment.transfer_total", "employment.transfer_totl"))
    assert (status, len(found)) == (1, 10_000)


def test_a_tenth_is_a_tenth(desk: Desk) -> None:
    file = desk.folder / "tenth.toml"
    file.write_text(
        PLAN + A_TARGET.replace("value = 10", "value = 0.1") + "\n[settings]\nreserved_share = 0.1\n", encoding="utf-8"
    )
    pack = load_pack(file)
    (one,) = pack.targets
    assert (one.value, pack.settings.reserved_share) == (pack.settings.reserved_share, one.value)
    assert str(one.value) == "1/10"


def test_what_nobody_will_see_is_a_reminder_and_no_fault(desk: Desk) -> None:
    file = desk.folder / "p.toml"
    unseen = target("A", "consumption.sales", ">=", 10) + target(
        "B", "task:B", ">", {"reference": "全省增速"}, kind="reference"
    )
    file.write_text(PLAN + unseen, encoding="utf-8")
    answer = desk.run("pack", "check", file)
    assert answer.status == 0
    assert answer.out.splitlines() == [
        "p.toml：targets[第1个 A].indicator：提醒：方案没有 [sheets.consumption]，这个目标不会有数，也不显示",
        "p.toml：targets[第2个 B].indicator：提醒：方案没有 [sheets.key_tasks]，这个目标不会有数，也不显示",
        "p.toml：targets[第2个 B].value：提醒：[income.reference_series] 里没有“全省增速”，填入前不作比较",
    ]
    assert answer.err == "方案可以使用。\n"


def test_for_people_a_line_a_fault(desk: Desk) -> None:
    file = desk.folder / "p.toml"
    file.write_text(plan("[2023, 2023]", "[2024, 2023]"), encoding="utf-8")
    answer = desk.run("pack", "check", file)
    assert (answer.status, answer.out) == (1, "p.toml：pack.years：首年不能晚于末年\n")
    assert answer.err == "共1处有误，改好后再核对一次。\n"


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (("pack", "check", "没有.toml"), "没有文件：没有.toml。"),
        (("pack", "check", "/"), "没有文件：/。"),
        (("pack", "check", "长" * 5000), "没有文件"),
        (("pack", "new", "-o", "/没有/a.toml"), "没有目录：/没有。"),
        (("pack",), "缺少"),
        (("pack", "new"), "缺少 -o/--output"),
    ],
)
def test_a_wrong_call_is_one_sentence(arguments: tuple[str, ...], sentence: str, desk: Desk) -> None:
    answer = desk.run(*arguments)
    assert (answer.status, answer.out) == (2, "")
    assert sentence in answer.err
    assert answer.err.count("\n") == 1


def test_a_new_pack_lacks_only_its_root(desk: Desk) -> None:
    file = desk.folder / "new.toml"
    assert desk.run("pack", "new", "-o", file).status == 0
    start = file.read_text(encoding="utf-8")
    assert desk.check(start) == (1, [("pack.root", "应为12位行政区划代码")])
    assert desk.check(start.replace('root = ""', f'root = "{ROOT}"')) == (0, [])
    assert set(load_pack(start.replace('root = ""', f'root = "{ROOT}"')).sheets) == set(load_pack("mouding-2023").sheets)


def test_every_key_stands_in_the_new_pack_and_every_commented_line_may_be_used(desk: Desk) -> None:
    file = desk.folder / "new.toml"
    desk.run("pack", "new", "-o", file)
    lines = file.read_text(encoding="utf-8").replace('root = ""', f'root = "{ROOT}"').splitlines()
    used = "\n".join(
        line.removeprefix("# ") if line.startswith(("# ", '# "')) and " = " in line or "[[" in line else line for line in lines
    )
    used = used.replace("532323101000", "532523101000")
    assert desk.check(used) == (0, [])
    content = tomllib.loads(used)
    models = {"pack": Head, "labels": Labels, "calendar": CalendarTable, "settings": Settings, "income": IncomeTable}
    for name, model in models.items():
        assert set(content[name]) == set(model.model_fields), name
    assert set(content["sheets"]["employment"]) == set(SheetPlan.model_fields)
    assert set(content["departments"][0]) == set(Department.model_fields)
    assert set(content["targets"][0]) == {field.alias or name for name, field in Target.model_fields.items()}
    assert {key for series in content["income"]["reference_series"].values() for key in series} == set(Series.model_fields)
    assert {name: set(rule) - {"level"} for name, rule in content["warnings"].items()} == {
        name: set(rule.bounds) for name, rule in DEFAULT_RULES.items()
    }
    assert content["tiles"]
    assert content["lists"]
    assert content["places"]


def test_a_file_that_somebody_wrote_is_not_overwritten(desk: Desk) -> None:
    file = desk.folder / "mine.toml"
    file.write_text("我写的", encoding="utf-8")
    answer = desk.run("pack", "new", "-o", file)
    assert (answer.status, file.read_text(encoding="utf-8")) == (2, "我写的")
    file.write_text("", encoding="utf-8")
    assert desk.run("pack", "new", "-o", file).status == 0


def test_init_says_the_first_faults_and_where_to_see_all(county: Callable[..., Any], desk: Desk) -> None:
    file = desk.folder / "p.toml"
    file.write_text(PLAN + "".join(target(f"A{number}", "x.y", ">=", 1) for number in range(9)), encoding="utf-8")
    answer = desk.run("init", "--pack", file, "--database", f"sqlite:///{desk.folder / 'new.sqlite'}")
    assert answer.status == 2
    assert answer.err.startswith("方案文件有误：p.toml：targets[第1个 A0].indicator：没有指标 x.y")
    assert answer.err.endswith(f"；共9处，用 python manage.py pack check {file} 看全部。\n")
    assert not (desk.folder / "new.sqlite").exists()
