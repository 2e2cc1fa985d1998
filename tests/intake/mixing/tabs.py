"""Worksheets beside the report, and the template's hidden one."""

from __future__ import annotations

from tests.intake.mixing.plan import Plan
from tests.intake.mixing.truths import Truth
from tests.intake.paper import Paper
from tests.intake.rows import declared

Notes = set[tuple[str, str | None]]


def tabs_around(plan: Plan, truth: Truth, paper: Paper) -> tuple[list[Paper], list[Paper], Notes]:
    """Worksheets in front and behind, and the note that is due for those of text."""
    before, behind = [], []
    if "text in front" in plan.tabs:
        before.append(Paper(name="封面", cells={(2, 2): "各乡镇报送材料", (4, 1): "请于月底前报送"}))
    if "text behind" in plan.tabs:
        behind.append(Paper(name="指标解释", cells={(1, 1): "农村劳动力是指16至60周岁的人员", (2, 1): "转移就业含县内"}))
    if "hidden behind" in plan.tabs:
        behind.append(Paper(name="底稿", cells={(1, 1): "上年数据"}, state="hidden"))
    about: Notes = {("worksheets_left_out", None)} if before or behind else set()
    if "empty behind" in plan.tabs:
        behind += [Paper(name="Sheet2"), Paper(name="Sheet3")]
    if "identity" in plan.tabs or "identity" in (plan.period_in, plan.reporter_in):
        behind.append(_identity(plan, truth, paper))
    return before, behind, about


def _identity(plan: Plan, truth: Truth, paper: Paper) -> Paper:
    head = ("worksheet", "sheet", "period", "reporter", "template_version")
    line = (paper.name, plan.sheet, truth.period, truth.reporters[0] if len(truth.reporters) == 1 else "532323000000", 1)
    cells = {(row, column): value for row, values in enumerate((head, line), 1) for column, value in enumerate(values, 1)}
    assert declared(plan.sheet).template_version == 1
    return Paper(name="_identity", cells=cells, state="veryHidden")
