"""What pages say of targets that units were given by a 任务分解: its version, so that nobody takes them for the paper's."""

from __future__ import annotations

from collections.abc import Iterable
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


def own_judgement(answers: Answers, indicator: str, region: str) -> Judgement | None:
    """What a unit itself owes of an indicator: the paper's own word for it, or its part; None where nobody set it any."""
    judged = (one.target for one in answers.all(indicator, region))
    return next((target for target in judged if target is not None and target.scope == region), None)


def own_number(answers: Answers, indicator: str, region: str) -> Fraction | None:
    """The one number that a unit itself has to reach; None where nobody set it one."""
    judged = own_judgement(answers, indicator, region)
    return judged.value if judged is not None and isinstance(judged.value, Fraction) else None


def broken_down(answers: Answers, indicators: Iterable[str]) -> tuple[str, ...]:
    """Those of some indicators of which units of the asked region have a number of their own."""
    return tuple(
        key for key in dict.fromkeys(indicators) if any(own_number(answers, key, unit) is not None for unit in answers.children)
    )


def own_columns(answers: Answers, indicator: str, name: str = "") -> tuple[TableColumn, ...]:
    """任务, 差距 and 状态 of one indicator by unit, under the version that set them; none where nothing is handed down.

    ``name``: the indicator, where a table holds several."""
    words = handed_down_words(answers, indicator)
    if not words:
        return ()
    group, key = f"{name}：{words}" if name else words, f"own-{indicator}"
    return (
        TableColumn(key=f"{key}-target", heading="任务", group=group, align="right", number=True, decimals=2, width=10),
        TableColumn(key=f"{key}-gap", heading="差距", group=group, align="right", width=12),
        TableColumn(key=f"{key}-state", heading="状态", group=group, width=12),
    )


def own_cells(answers: Answers, indicator: str, region: str) -> tuple[TableCell, ...]:
    """The cells of those columns; the whole's are its own target of the paper."""
    whole = region == answers.region
    judged = answers.target(indicator, region) if whole else own_judgement(answers, indicator, region)
    if judged is None or not isinstance(judged.value, Fraction):
        return TableCell(text="／ 未分解", muted=True), TableCell(text="—"), TableCell(text="—")
    value = judged.value
    state = TableCell(status=judged.status) if judged.status else TableCell(text="—")
    return (
        TableCell(text=forms.plain(value, 2), value=float(value)),
        TableCell(text=forms.gap(judged.gap, judged.unit, _places(judged))),
        state,
    )


def _places(judged: Judgement) -> int:
    return 0 if judged.gap is not None and judged.gap.denominator == 1 else 2
