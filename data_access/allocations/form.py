"""What a 任务分解表 is about: the targets of a whole, and the units that get a part of each."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Literal

from data_access.problems import Problem, Severity
from data_access.recognition.other_tables import ALLOCATION, ALLOCATION_CODE, ALLOCATION_TOTAL
from data_access.store.allocations import Part

WORKSHEET = "任务分解表"
KIND = ALLOCATION  # stands on the hidden worksheet where a report names its sheet
VERSION = 1
CODE, TITLE, DEMAND, UNIT, TOTAL, DIFFERENCE = ALLOCATION_CODE, "目标", "要求", "单位", ALLOCATION_TOTAL, "差额"
Code = Literal[
    "allocation_unrecognised", "allocation_other", "allocation_unit_unknown", "allocation_unit_twice", "allocation_unit_missing",
    "allocation_target_unknown", "allocation_target_twice", "allocation_target_left", "allocation_whole_changed", "allocation_number",
    "allocation_fraction", "allocation_negative", "allocation_percent", "allocation_paper", "allocation_short",
    "allocation_more", "allocation_weaker", "allocation_stricter", "allocation_left", "allocation_taken", "allocation_hidden",
]  # fmt: skip
_KINDS: Mapping[Code, tuple[Severity, str]] = {
    "allocation_unrecognised": ("error", "不是任务分解表"),
    "allocation_other": ("error", "不是本方案本年度的任务分解表"),
    "allocation_unit_unknown": ("error", "单位认不出"),
    "allocation_unit_twice": ("error", "单位重复"),
    "allocation_unit_missing": ("error", "缺少单位"),
    "allocation_target_unknown": ("error", "目标代码认不出"),
    "allocation_target_twice": ("error", "目标重复"),
    "allocation_target_left": ("note", "未列的目标"),
    "allocation_whole_changed": ("error", "总目标与方案不同"),
    "allocation_number": ("error", "不是数字"),
    "allocation_fraction": ("error", "应为整数"),
    "allocation_negative": ("error", "负数"),
    "allocation_percent": ("error", "百分数不明"),
    "allocation_paper": ("error", "与文件明确的任务不同"),
    "allocation_short": ("warning", "分解合计不足"),
    "allocation_more": ("note", "层层加码"),
    "allocation_weaker": ("warning", "低于总目标"),
    "allocation_stricter": ("note", "层层加码"),
    "allocation_left": ("note", "未分解的单位"),
    "allocation_taken": ("note", "按此采用"),
    "allocation_hidden": ("warning", "隐藏的行列"),
}


@dataclass(frozen=True, kw_only=True)
class FormLine:
    """One target. ``whole``: its number for the whole; ``adds_up``: its parts are parts of a sum; ``counts``: only whole
    numbers; ``paper``: units for which the paper itself sets a number; ``given``: what is in force, to begin with."""

    code: str
    title: str
    unit: str
    op: str
    clause: str
    whole: Fraction
    adds_up: bool
    counts: bool
    paper: Mapping[str, Fraction] = field(default_factory=dict[str, Fraction])
    given: Mapping[str, Fraction] = field(default_factory=dict[str, Fraction])

    @property
    def at_most(self) -> bool:
        """Whether the target is an upper bound."""
        return self.op in ("<", "<=")


@dataclass(frozen=True, kw_only=True)
class AllocationForm:
    """The table of one pack and year. ``units``: name by code, in code order; ``whole_word``: 全县; ``unit_noun``: 乡镇."""

    pack: str
    pack_title: str
    root: str
    root_name: str
    whole_word: str
    unit_noun: str
    year: int
    units: Mapping[str, str]
    lines: tuple[FormLine, ...]

    @property
    def title(self) -> str:
        return f"{self.root_name}{self.year}年目标任务分解表"


@dataclass(frozen=True, kw_only=True)
class ReadAllocation:
    """What a workbook says: the parts of the cells that could be read, the address of each target's sum, the problems."""

    worksheet: str = ""
    parts: tuple[Part, ...] = ()
    rows: Mapping[str, str] = field(default_factory=dict[str, str])
    problems: tuple[Problem, ...] = ()


def found(
    code: Code, message: str, fix: str, *, worksheet: str | None = None, cell: str | None = None, value: str | None = None,
    row: int | None = None,
) -> Problem:  # fmt: skip
    """A finding of this kind of table; reports have a catalogue of their own."""
    severity, title = _KINDS[code]
    return Problem(
        code=code,
        severity=severity,
        title=title,
        message=message,
        fix=fix,
        worksheet=worksheet,
        cell=cell,
        value=value,
        row=row,
    )


def amount(value: Fraction) -> str:
    """A number as a message says it: 87,500, 96.5; at most 6 decimals."""
    rounded = round(value, 6)
    text = f"{rounded.numerator / rounded.denominator:,.6f}" if rounded.denominator != 1 else f"{rounded.numerator:,}"
    return text.rstrip("0").rstrip(".") if "." in text else text
