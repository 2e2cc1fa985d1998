"""The loader is strict and says everything at once."""

from __future__ import annotations

from pathlib import Path

import pytest

from data_access.errors import DeclarationError
from data_access.sheets.loader import read_declarations

SOUND = """
id = "boats"
title = "渔船月报表"
tab = "渔船"
period = "month"
row = "一个村"
places = true
fields = [
  { name = "region", heading = "村", type = "region", accumulation = "key", required = true },
  { name = "boats", heading = "渔船数", unit = "艘", type = "int", accumulation = "stock", required = true },
  { name = "large", heading = "其中：大船", unit = "艘", type = "int", accumulation = "stock" },
]
[[rules]]
name = "large_within_boats"
severity = "error"
kind = "not_above"
left = "large"
right = "boats"
title = "大船超过总数"
message = "大船不应大于渔船数"
fix = "核对两个数。"
"""
SECOND = """
[[rules]]
name = "large_within_boats"
severity = "error"
kind = "{kind}"
left = "boats"
right = "large"
title = "又一条"
message = "又一条"
fix = "核对。"
"""


def faults_of(folder: Path, *contents: str) -> set[tuple[str, str]]:
    """(file, key) of every fault."""
    files = []
    for number, content in enumerate(contents):
        files.append(folder / f"{number}.toml")
        files[-1].write_text(content, encoding="utf-8")
    with pytest.raises(DeclarationError) as caught:
        read_declarations(files)
    assert all(message for _, _, message in caught.value.faults)
    return {(file, key) for file, key, _ in caught.value.faults}


def test_a_sound_file_is_a_sheet(tmp_path: Path) -> None:
    (tmp_path / "boats.toml").write_text(SOUND, encoding="utf-8")
    sheet = read_declarations([tmp_path / "boats.toml"])["boats"]
    assert [field.name for field in sheet.fields] == ["region", "boats", "large"]
    assert sheet.rules[0].right == "boats"


@pytest.mark.parametrize(
    ("replaced", "by", "key"),
    [
        (
            'unit = "艘", type = "int", accumulation = "stock" },',
            'unit = "艘", type = "int", color = "red" },',
            "fields.2.color",
        ),
        ('right = "boats"', 'right = "ships"', "rules.large_within_boats.right"),
        ('right = "boats"', "", "rules.large_within_boats.right"),
        ('right = "boats"', 'right = "region"', "rules.large_within_boats.right"),
        ('name = "large"', 'name = "boats"', "fields"),
        ('heading = "其中：大船"', 'heading = "渔船 数"', "fields.large.heading"),
        ('heading = "其中：大船"', 'heading = "大船", aliases = ["渔船数"]', "fields.large.heading"),
        ('title = "渔船月报表"\n', "", "title"),
        ('period = "month"', 'period = "week"', "period"),
        ('accumulation = "key", required = true', "required = true", "fields"),
        ('heading = "村", type = "region"', 'heading = "村", type = "choice"', "fields.region.choices"),
        ('name = "large_within_boats"', 'name = "large_within_boats"\ncolour = 1', "rules.0.colour"),
        ('kind = "not_above"', 'kind = "bound"\nvalue = 1\nsetting = "x"', "rules.large_within_boats.value"),
        ("places = true", 'unique_in_root = ["code"]', "unique_in_root"),
        ('tab = "渔船"', 'tab = "渔/船"', "tab"),
        ("places = true", "places = yes", ""),
        (
            'unit = "艘", type = "int", accumulation = "stock" },',
            'unit = "艘", unit_field = "region", type = "int" },',
            "fields.large.unit_field",
        ),
        ('kind = "not_above"', 'kind = "range"', "rules.large_within_boats.upper"),
        ('kind = "not_above"', 'kind = "range"\nupper = 5', "rules.large_within_boats.value"),
        ('right = "boats"', 'right = "boats"\nparts = ["large"]', "rules.large_within_boats.left"),
        ('kind = "not_above"\nleft = "large"', 'kind = "adds_up"', "rules.large_within_boats.left"),
    ],
)
def test_each_fault_is_named_with_its_key(tmp_path: Path, replaced: str, by: str, key: str) -> None:
    assert replaced in SOUND
    assert ("0.toml", key) in faults_of(tmp_path, SOUND.replace(replaced, by))


def test_all_faults_of_all_files_come_at_once(tmp_path: Path) -> None:
    first = SOUND.replace('type = "int"', 'type = "float"').replace('severity = "error"', 'severity = "bad"')
    second = SOUND.replace('right = "boats"', 'right = "ships"')
    assert faults_of(tmp_path, first, second, SOUND) == {
        ("0.toml", "fields.1.type"),
        ("0.toml", "fields.2.type"),
        ("0.toml", "rules.0.severity"),
        ("1.toml", "rules.large_within_boats.right"),
        ("2.toml", "id"),
        ("2.toml", "tab"),
    }


def test_clauses_of_one_name_are_one_rule_and_other_rules_are_not(tmp_path: Path) -> None:
    (tmp_path / "sound.toml").write_text(SOUND + SECOND.format(kind="not_above"), encoding="utf-8")
    assert len(read_declarations([tmp_path / "sound.toml"])["boats"].rules) == 2
    assert ("0.toml", "rules") in faults_of(tmp_path, SOUND + SECOND.format(kind="implies"))


def test_sheets_come_in_their_declared_order_and_those_without_one_last(tmp_path: Path) -> None:
    files = []
    for number, (name, order) in enumerate((("c", ""), ("b", "order = 20"), ("a", ""), ("d", "order = 10"))):
        text = SOUND.replace('id = "boats"', f'id = "{name}"\n{order}').replace('tab = "渔船"', f'tab = "渔船{name}"')
        files.append(tmp_path / f"{number}.toml")
        files[-1].write_text(text, encoding="utf-8")
    assert list(read_declarations(files)) == ["d", "b", "a", "c"]
