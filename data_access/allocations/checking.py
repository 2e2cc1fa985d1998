"""The parts of each target against its whole: too little needs a reason, too much is said."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction

from data_access.allocations.form import AllocationForm, FormLine, ReadAllocation, amount, found
from data_access.problems import Problem
from data_access.store.allocations import Part
from data_access.typed_rows import MICRO


def check_sums(form: AllocationForm, read: ReadAllocation) -> list[Problem]:
    """Of figures that add up the sum against the whole, of all others each part against it; targets of which nothing is handed
    down are left alone."""
    problems: list[Problem] = []
    for line in form.lines:
        parts = [part for part in read.parts if part.target == line.code]
        if parts:
            problems += _sum(form, line, parts, read) if line.adds_up else _each(form, line, parts, read)
    return problems


def sum_of(line: FormLine, parts: Sequence[Part]) -> Fraction:
    """What is handed down of a figure that adds up, the units' own targets of the paper included."""
    return sum((Fraction(part.micro, MICRO) for part in parts), Fraction(0)) + sum(line.paper.values(), Fraction(0))


def _sum(form: AllocationForm, line: FormLine, parts: Sequence[Part], read: ReadAllocation) -> Iterator[Problem]:
    total = sum_of(line, parts)
    over = total - line.whole
    if over == 0:
        return
    cell = read.rows.get(line.code)
    said = f"{line.title}分解合计 {amount(total)}{line.unit}，{_whole(form, line)}"
    if (over < 0) != line.at_most:
        gap = f"{'少' if over < 0 else '多'} {amount(abs(over))}{line.unit}"
        fix = "请调整到合计达到总目标；确需如此的写明原因。"
        yield found("allocation_short", f"{said}，{gap}", fix, worksheet=read.worksheet, cell=cell)
        return
    share = f"（{amount(round(abs(over) / line.whole * 100, 2))}%）" if line.whole else ""
    said = f"{said}，{'加严' if line.at_most else '加码'} {amount(abs(over))}{line.unit}{share}"
    fix = "严禁层层加码；确需留有余量的不需处理。"
    yield found("allocation_more", said, fix, worksheet=read.worksheet, cell=cell)


def _each(form: AllocationForm, line: FormLine, parts: Sequence[Part], read: ReadAllocation) -> Iterator[Problem]:
    for part in parts:
        over = Fraction(part.micro, MICRO) - line.whole
        if over == 0:
            continue
        given = amount(Fraction(part.micro, MICRO))
        said = f"{form.units[part.region]}的{line.title}为 {given}{line.unit}，{_whole(form, line)}"
        if (over < 0) != line.at_most:
            said, fix = f"{said}，{'低于' if over < 0 else '高于'}总目标", "不得低于总目标的要求；确需如此的写明原因。"
            yield found("allocation_weaker", said, fix, worksheet=read.worksheet, cell=part.cell, value=given)
        else:
            said, fix = f"{said}，比总目标更严", "严禁层层加码；确需如此的不需处理。"
            yield found("allocation_stricter", said, fix, worksheet=read.worksheet, cell=part.cell, value=given)


def _whole(form: AllocationForm, line: FormLine) -> str:
    return f"{form.whole_word}目标{'不超过' if line.at_most else ''} {amount(line.whole)}{line.unit}"
