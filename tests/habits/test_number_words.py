"""What is said of figures, word by word: notes at their cell with what was made of it, errors with what to write instead."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import pytest

from data_access.problems import Problem
from tests.habits.drawing import filled, formatted, headed
from tests.habits.magnitudes import CREDIT, line, villages_of
from tests.intake.counter import Checked, check
from tests.intake.forms import Form
from tests.intake.honest import col, emp
from tests.intake.other_rows import linkage
from tests.intake.sheets import link, prog, task
from tests.intake.wrong import Where, Wrong, at, put


@dataclass
class Said:
    """``code`` at ``where`` with these words in message and remedy."""

    wrong: Wrong
    code: str
    where: Where
    message: str
    fix: str = ""


def person(written: Any, code: str, message: str, fix: str = "") -> Said:
    return Said(Wrong(emp(), [], put("rangers", 3, written)), code, at("rangers", 3), message, fix)


def amount(written: Any, code: str, message: str, fix: str = "", shown: str = "") -> Said:
    touch = filled(CREDIT, {2: written}, {2: shown} if shown else None)
    return Said(Wrong(link(), [], touch), code, at(CREDIT, 2), message, fix)


def balances(*amounts: Any, unit: tuple[str, str] | None = None) -> Form:
    return link(villages_of(CREDIT, *amounts), units={CREDIT: unit} if unit else {})


def column(form: Form, code: str, where: Where, message: str, fix: str) -> Said:
    return Said(Wrong(form, []), code, where, message, fix)


CASES = {
    "01 text": person("0012", "normalised", "数字以文本保存，按 12 采用"),
    "01 apostrophe": person("'12", "normalised", "前面有引号，按 12 采用"),
    "01 minus nothing": person("-0", "normalised", "按 0 采用"),
    "02 full width": person("１２", "normalised", "全角字符，按 12 采用"),
    "03 thousands": amount("1,234.50", "normalised", "含千分位逗号，按 1234.5 采用"),
    "04 around": person(" 12", "normalised", "前后有空格，按 12 采用"),
    "04 inside": person("1 2", "normalised", "数字中间有空格，按 12 采用"),
    "04 unseen": person("1\u200b2", "normalised", "含不可见字符，按 12 采用"),
    "05 own unit": amount("12.50万元", "normalised", "写了单位“万元”，按 12.5 采用"),
    "05 yuan": amount("125000元", "number_unit_conflict", "“125000元”写了单位“元”，本列单位是万元", "换算为万元填 12.5，"),
    "05 亿": amount("1.25亿", "number_unit_conflict", "写了单位“亿”", "换算为万元填 12500，"),
    "05 people": person("0.03万人", "number_unit_conflict", "写了单位“万人”，本列单位是人", "换算为人填 300，"),
    "05 households": person("300户", "number_unit_conflict", "写了单位“户”，本列单位是人", "核对是否填错列"),
    "05 shown in yuan": amount(125000, "number_unit_conflict", "125000 显示为 125000元，本列单位是万元", "按万元填 12.5。", '0"元"'),
    "05 percent": amount(0.85, "number_unit_conflict", "0.85 以百分数显示为 85%，本列单位是万元", "格式改为常规", "0%"),
    "06 one cell": column(
        balances("12.5", "13.1", "12", "14", "13", "15", "128000"), "number_magnitude", at(CREDIT, 6),
        "128000 超过本列中位数 13.1 的1000倍，本列单位万元，疑似按元填写", "请改为 12.8；",
    ),
    "06 one cell that is no yuan": column(
        balances("12.5", "13.1", "12", "14", "13", "15", "99000000000"), "number_magnitude", at(CREDIT, 6), "疑似单位或位数填错", "确属实情的说明理由",
    ),
    "06 whole column, no unit": column(
        balances(*range(125, 132), unit=("", "0.0001")), "unit_assumed", headed(CREDIT),
        "未注明单位，按万元采用，本列中位数为 1280000，疑似整列按元填写", "按元填写的在表头注明“（元）”，按万元填写的注明“（万元）”。",
    ),
    "06 whole column under 万元": column(
        balances(*range(125, 132), unit=("（万元）", "0.0001")), "unit_assumed", headed(CREDIT),
        "表头注明万元，本列中位数为 1280000，疑似整列按元填写", "按元填写的把表头单位改为“元”",
    ),
    "06 shown as 万": Said(
        Wrong(link(units={CREDIT: ("（万元）", "1")}), [], filled(CREDIT, {2: 128000}, {2: "0!.0,"})), "normalised", at(CREDIT, 2),
        "格内为 128000，按显示的 12.8万元 采用",
    ),
    "06 shown as 万, no unit": Said(
        Wrong(col(), [], formatted("subsidy", "0!.0,", 10_000)), "unit_assumed", headed("subsidy"), "如 22000 显示为 2.2，按 2.2 采用",
    ),
    "07 people in one cell of 万人": Said(
        Wrong(emp(units={"labour_force": ("（万人）", "10000")}), [], put("labour_force", 3, 928)), "number_magnitude", at("labour_force", 3),
        "本列单位万人，疑似按人填写", "请改为 0.0928；",
    ),
    "07 万人 in one cell of people": Said(
        Wrong(emp(), [], put("labour_force", 3, 0.0928)), "number_fraction", at("labour_force", 3), "“0.0928”应为整数", "按万人填写的改为 928，",
    ),
    "07 万人 throughout": column(
        emp(units={"rangers": ("", "10000")}), "unit_assumed", headed("rangers"), "多数为小数，疑似整列按万人填写", "在表头注明“（万人）”",
    ),
    "08 万元 in one cell of 亿元": Said(
        Wrong(balances(*range(5000, 5007), unit=("（亿元）", "10000")), [], put(CREDIT, 2, 5000)), "number_magnitude", at(CREDIT, 2),
        "本列单位亿元，疑似按万元填写", "请改为 0.5；",
    ),
    "08 亿元 above": column(
        link(villages_of(CREDIT, "0.5", "0.4", "0.3", "0.2", "0.1", "0.6", "0.7"), above=line("亿元"),
             fields=[entry for entry in linkage()[0] if entry != "microcredit_new"]),
        "unit_assumed", headed(CREDIT), "表格上方注明“单位：亿元”，本列表头未注明，按万元采用", "按亿元填写的在表头注明“（亿元）”",
    ),
    "09 one": Said(
        Wrong(prog(), [], put("progress_percent", 1, 1)), "percent_ambiguous", at("progress_percent", 1), "1 无法判断是 1% 还是 100%", "填 1% 或 100%",
    ),
    "12 a fraction of 万人": Said(
        Wrong(emp(units={"labour_force": ("（万人）", "10000")}), [], put("labour_force", 3, 0.09285)), "number_fraction", at("labour_force", 3),
        "“0.09285”折合928.5人，应为整数",
    ),
    "13 more decimals than are kept": amount(100 / 3, "normalised", "小数超过6位，四舍五入为 33.333333万元 采用"),
    "14 a dash": amount("—", "normalised", "“—”按空白采用", "没有发生的填0"),
    "14 无 of money": amount("无", "normalised", "“无”按空白采用"),
    "14 无 of people": person("无", "normalised", "“无”按 0 采用"),
    "14 暂无": person("暂无", "number_invalid", "“暂无”是文字，应为数字", "不适用的填 /"),
    "14 一": person("一", "number_invalid", "可能是数字1，也可能是横线"),
    "00 about": person("约300", "number_invalid", "“约300”是约数", "核实后填写准确的数字"),
    "00 a range": person("200-300", "number_invalid", "是一个范围"),
    "00 a footnote": person("300①", "number_invalid", "带有注号", "只填 300，"),
    "00 letters": person("1O0", "number_invalid", "数字中混有字母", "如为 100，"),
    "00 、 for the point": amount("3、5", "number_invalid", "小数点或分隔符不明", "如为 3.5，"),
    "00 a full stop": person("12。", "number_invalid", "后面多出标点", "改填 12；"),
    "00 in brackets": person("(300)", "number_invalid", "加了括号", "改填 300；"),
    "00 in words": person("三百", "number_invalid", "以汉字填写", "阿拉伯数字"),
    "00 a sum": person("12+3", "number_invalid", "是算式或分数", "填写计算结果"),
    "00 a day": person("2023.5.25", "number_invalid", "是日期，应为数字"),
    "00 a comma": amount("12,34", "number_invalid", "的逗号不是千分位"),
    "00 a task's unit": Said(
        Wrong(task(), [], put("cumulative", 1, "5万个")), "number_unit_conflict", at("cumulative", 1), "本列单位是个", "换算为个填 50000，",
    ),
}  # fmt: skip


@pytest.fixture(scope="module")
def checked(tmp_path_factory: pytest.TempPathFactory) -> Checked:
    return check(tmp_path_factory.mktemp("words"), {case: said.wrong for case, said in CASES.items()})


@pytest.mark.parametrize("case", CASES)
def test_it_is_said_at_its_cell_and_how_to_mend_it(checked: Checked, case: str) -> None:
    said = CASES[case]
    found = _found(checked, case, said.code)
    assert [problem.cell for problem in found] == [said.where(said.wrong.form)]
    assert said.message in found[0].message
    assert said.fix in found[0].fix


def _found(checked: Checked, case: str, code: str) -> list[Problem]:
    return [problem for taken in checked.taken[case] for problem in taken.problems if problem.code == code]


def test_a_column_of_thirds_is_told_once(tmp_path_factory: pytest.TempPathFactory) -> None:
    wrong = Wrong(link(), [], filled(CREDIT, dict.fromkeys(range(7), 100 / 3)))
    found = _found(check(tmp_path_factory.mktemp("thirds"), {"thirds": wrong}), "thirds", "normalised")
    assert [problem.cell for problem in found] == [at(CREDIT, 0)(wrong.form)]
    assert found[0].message.endswith("四舍五入为 33.333333万元 采用，本列共7格")
