"""What pages say of targets that units were given by a 任务分解: its version, so that nobody takes them for the paper's."""

from __future__ import annotations

from fractions import Fraction

from metrics.results import Judgement
from services.tables.model import TableCell, TableColumn
from services.views import forms
from services.views.answers import Answers


def handed_down_words(answers: Answers, indicator: str = "") -> str:
    """``任务分解第2版`` where units of the asked region have targets of it (of one indicator, or any); empty for none."""
    results = [one for unit in answers.children for one in answers.all(indicator, unit)] if indicator else answers.results
    judged = [one.target for one in results if one.target is not None and one.figure.region != answers.region]
    return "、".join(sorted({target.clause for target in judged if target.handed_down is not None}))


def source_words(judgement: Judgement | None) -> str:
    """``任务分解第2版`` of a target that was handed down; empty for one of the paper."""
    return judgement.clause if judgement is not None and judgement.handed_down is not None else ""


def own_number(answers: Answers, indicator: str, region: str) -> Fraction | None:
    """The one number that a unit itself has to reach; None where nobody set it one."""
    judged = answers.target(indicator, region)
    own = judged is not None and judged.scope == region
    return judged.value if own and judged is not None and isinstance(judged.value, Fraction) else None


def own_columns(answers: Answers, indicator: str) -> tuple[TableColumn, ...]:
    """任务, 差距 and 状态 of one indicator by unit, under the version that set them; none where nothing is handed down."""
    words = handed_down_words(answers, indicator)
    if not words:
        return ()
    return (
        TableColumn(key="own-target", heading="任务", group=words, align="right", number=True, width=10),
        TableColumn(key="own-gap", heading="差距", group=words, align="right", width=12),
        TableColumn(key="own-state", heading="状态", group=words, width=12),
    )


def own_cells(answers: Answers, indicator: str, region: str) -> tuple[TableCell, ...]:
    """The cells of those columns; the whole's are its own target of the paper."""
    judged = answers.target(indicator, region)
    if judged is None or not isinstance(judged.value, Fraction):
        return TableCell(text="／ 未分解", muted=True), TableCell(text="—"), TableCell(text="—")
    value = judged.value
    state = TableCell(status=judged.status) if judged.status else TableCell(text="—")
    return (
        TableCell(text=forms.plain(value, 2), value=float(value)),
        TableCell(text=forms.gap(judged.gap, judged.unit, 0)),
        state,
    )
