"""A pack with every key that there is, and a faulty one for every kind of fault."""

from datetime import date
from fractions import Fraction
from pathlib import Path

import pytest

from metrics.packs import PackError, UnknownPackError, load_pack

EXAMPLE = (Path(__file__).resolve().parents[3] / "docs" / "pack_example.toml").read_text(encoding="utf-8")


def test_every_key_is_read() -> None:
    pack = load_pack(EXAMPLE)
    assert (pack.id, pack.issued, pack.years, pack.income_year_starts) == ("example-2023", date(2023, 5, 22), (2023, 2023), 1)
    assert pack.calendar.overrides == {"2023-01": date(2023, 1, 28)}
    assert pack.departments == {"dept:jytyj": "县教育体育局"}
    assert pack.sheets["employment"].reporters == ()
    assert pack.sheets["key_tasks"].reporters == ("dept:jytyj",)
    assert pack.settings.return_target == Fraction(7, 100)
    assert pack.settings.bound("behind_points") == 10
    assert pack.income.line == {2024: 8000}
    series = pack.income.reference_series
    assert series["全国脱贫人口人均纯收入"].value("532323000000", 2022) == 14342
    assert series["全国脱贫人口人均纯收入"].value("532323000000", 2023) is None
    assert series["2022年度小额信贷目标"].value("530302000000", 2023) == Fraction(6, 5)
    assert "idle_labour" not in pack.warnings
    assert pack.warnings["net_drop"].bounds["orange_drop_percent"] == 20
    assert (pack.places, pack.tiles) == ({"曲靖经开区": "530302000000"}, {"532323101000": (2, 2)})
    (target,) = pack.targets
    assert (target.value, target.due, target.listed, target.units) == (87500, 12, (), ("县乡村振兴局",))


def test_what_is_left_out_has_its_default() -> None:
    start, end = EXAMPLE.index("[labels]"), EXAMPLE.index("[sheets.employment]")
    pack = load_pack(EXAMPLE[:start] + EXAMPLE[end : EXAMPLE.index("[sheets.key_tasks]")])
    assert pack.labels.monitored_household == "监测对象"
    assert pack.calendar.day == 25
    assert pack.settings.village_income_limit == 2000
    assert pack.settings.return_target is None
    assert pack.income_settings.work_line == 10000
    assert pack.income_settings.rules["idle_labour"].level == "watch"
    assert pack.targets == ()


def test_what_a_paper_leaves_open_is_a_list_of_sentences() -> None:
    assert load_pack(EXAMPLE).open_questions == ()
    asked = EXAMPLE.replace("years = [2023, 2023]", 'years = [2023, 2023]\nopen_questions = ["报送日期方案未写"]', 1)
    assert load_pack(asked).open_questions == ("报送日期方案未写",)


def test_a_work_line_of_0_is_switched_off() -> None:
    assert load_pack(EXAMPLE.replace("work_line = 10000", "work_line = 0")).income_settings.work_line is None


T = "targets[第1个 EMP-M01]"
FAULTS = [
    ('title = "示例县2023年增收工作方案"\n', "", "pack.title", "缺少"),
    ('submit_level = "township"', 'submit_level = "village"', "pack.submit_level", "只能是"),
    ("years = [2023, 2023]", "years = [2023]", "pack.years", "缺少|取值|项"),
    ("years = [2023, 2023]", "years = [2024, 2023]", "pack.years", "首年"),
    ('root = "532323000000"', 'root = "牟定县"', "pack.root", "12位"),
    ("issued = 2023-05-22", 'issued = "2023-05-22"', "pack.issued", "应为日期"),
    ("issued = 2023-05-22", 'issued = 2023-05-22\ncolour = "红"', "pack.colour", "不认识的项"),
    ("[labels] ", "[label] ", "label", "是否应为 labels"),
    ('red = "红"', 'reed = "红"', "labels.reed", "是否应为 red"),
    ("day = 25", "day = 32", "calendar.day", "应不大于31"),
    ('"03-31", "06-30"', '"03-32", "06-30"', "calendar.quarter_dates", "03-32"),
    ('"2023-01" = 2023-01-28', '"2023-1" = 2023-01-28', "calendar.overrides.2023-1", "无法识别"),
    ('code = "dept:jytyj"\n', 'code = "jytyj"\n', "departments[第1个].code", "取值不符合要求"),
    ('row_level = "village"', "", "sheets.employment.row_level", "缺少"),
    ('[sheets.household_income]\n', '[sheets.household_income]\nrow_level = "village"\n', "sheets.household_income.row_level", "只用于"),
    ("[sheets.household_income]", "[sheets.household_incom]", "sheets.household_incom", "是否应为 household_income"),
    ('reporters = ["dept:jytyj"]', 'reporters = ["dept:jytyy"]', "sheets.key_tasks.reporters", "是否应为 dept:jytyj"),
    ('reporters = ["dept:jytyj"]', 'reporters = "all"', "sheets.key_tasks.reporters", "应为 regions"),
    ("exempt = []", 'exempt = ["530000000000"]', "sheets.employment.exempt", "不在方案的行政区域之内"),
    ("return_target = 0.07", "return_targt = 0.07", "settings.return_targt", "是否应为 return_target"),
    ("return_target = 0.07", 'return_target = "7%"', "settings.return_target", "应为数字"),
    ("reserved_share = 0.10", "reserved_share = -0.10", "settings.reserved_share", "应不小于0"),
    ('comparison = "cumulative"', 'comparison = "month"', "income.comparison", "只能是"),
    ("2024 = 8000", '"今年" = 8000', "income.line", "四位年份"),
    ('indicator = "employment.transfer_total"', 'indicator = "employment.transfer_totl"', T + ".indicator", "是否应为 employment.transfer_total"),
    ('indicator = "employment.transfer_total"', "", T + ".indicator", "只有 line、list"),
    ("value = 87500", "", T + ".value", "缺少目标值"),
    ("value = 87500", "value = [1, 2]", T + ".value", "between"),
    ("value = 87500", 'value = { reference = "x" }', T + ".value", "reference 类"),
    ("value = 87500", "value = [2, 1]", T + ".value", "下限"),
    ('op = ">="', 'op = "=>"', T + ".op", "只能是"),
    ('op = ">="', 'op = "rule"', T + ".op", "threshold 只能用"),
    ('op = ">="', 'op = "not below last period"', T + ".op", "threshold 只能用"),
    ('kind = "threshold"', 'kind = "treshold"', T + ".kind", "只能是"),
    ('scope = "pack root"', 'scope = "every townships"', T + ".scope", "是否应为 every township"),
    ('scope = "pack root"', 'scope = "530302000000"', T + ".scope", "不在方案的行政区域之内"),
    ("due = 12", "due = 13", T + ".due", "应不大于12"),
    ("from_year = 2023", "from_year = 2024", T + ".from_year", "不能晚于"),
    ("year = 2023\nfrom_year = 2023", "year = 2025\nfrom_year = 2024", T + ".year", "方案年度"),
    ("list = []", 'list = ["530302000000"]', T + ".list", "名单只用于"),
    ('net_drop = { level = "yellow"', 'net_drop = { level = "purple"', "warnings.net_drop.level", "只能是"),
    ("min_drop_percent = 0", "min_percent = 0", "warnings.net_drop.min_percent", "是否应为 min_drop_percent"),
    ("idle_labour = false", "idle_labor = false", "warnings.idle_labor", "是否应为 idle_labour"),
    ("= [2, 2]", '= "2,2"', "tiles.532323101000", "应为 [行, 列]"),
    ('"曲靖经开区" = "530302000000"', '"曲靖经开区" = "530302"', "places.曲靖经开区", "12位"),
]  # fmt: skip


@pytest.mark.parametrize(("old", "new", "key", "sentence"), FAULTS)
def test_a_fault_is_named(old: str, new: str, key: str, sentence: str) -> None:
    text = "\n".join(line.split("  #")[0].rstrip() for line in EXAMPLE.splitlines()) + "\n"
    text = text if old in text else EXAMPLE
    assert text.count(old) >= 1
    with pytest.raises(PackError) as caught:
        load_pack(text.replace(old, new, 1))
    found = [message for _, at, message in caught.value.faults if at == key or at.startswith(f"{key}.")]
    assert any(part in message for message in found for part in sentence.split("|")), caught.value.faults


def test_every_fault_is_listed_at_once() -> None:
    text = EXAMPLE
    for old, new in [
        ('submit_level = "township"', 'submit_level = "village"'),
        ("return_target = 0.07", "return_targt = 0.07"),
        ('op = ">="', 'op = "rule"'),
        ('indicator = "employment.transfer_total"', 'indicator = "employment.nothing"'),
        ("due = 12", "due = 13"),
        ("idle_labour = false", "idle_labour = 3"),
    ]:
        text = text.replace(old, new, 1)
    with pytest.raises(PackError) as caught:
        load_pack(text)
    assert {key for _, key, _ in caught.value.faults} == {
        "pack.submit_level", "settings.return_targt", T + ".op", T + ".indicator",
        T + ".due", "warnings.idle_labour",
    }  # fmt: skip


def test_the_same_target_stands_once() -> None:
    start, end = EXAMPLE.index("[[targets]]"), EXAMPLE.index("[warnings]")
    with pytest.raises(PackError) as caught:
        load_pack(EXAMPLE[:end] + EXAMPLE[start:end] + EXAMPLE[end:])
    assert [(key, message) for _, key, message in caught.value.faults] == [
        ("targets[第2个 EMP-M01].code", "同一编码、范围、年度的目标已有一个")
    ]


def test_a_file_that_is_no_toml(tmp_path: Path) -> None:
    file = tmp_path / "方案.toml"
    file.write_text("[pack]\nid = \n", encoding="utf-8")
    with pytest.raises(PackError) as caught:
        load_pack(file)
    assert caught.value.faults[0][0] == "方案.toml"
    assert "第2行" in caught.value.faults[0][2]


def test_a_file_in_another_encoding(tmp_path: Path) -> None:
    file = tmp_path / "a.toml"
    file.write_bytes("[pack]\ntitle = '方案'".encode("gb18030"))
    with pytest.raises(PackError, match="UTF-8"):
        load_pack(str(file))


def test_an_unknown_pack_names_those_that_there_are() -> None:
    with pytest.raises(UnknownPackError, match="mouding-2023"):
        load_pack("mouding-2022")
