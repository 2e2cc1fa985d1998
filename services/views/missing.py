"""What is still missing of a target, as people in the bureaus say it: 还差3个村, 每月需+78人, 按近三月均速10月可达."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from metrics.periods import Period
from metrics.results import Figure, Judgement, Result
from metrics.targets.reach import a_month, month_after, months_left, months_needed, pace_of_months
from metrics.targets.remaining import Remaining, compared, places_missing, remaining
from services.views import forms
from services.views.answers import Answers
from services.views.work_units import WorkUnit, numerator_unit, own_unit

NAMED = 3


@dataclass(frozen=True, kw_only=True)
class Missing:
    """What to say of one target; each part empty where nothing can be said.

    ``amount``: 还需63户; ``is_gap``: it is the gap itself, which stands beside already; ``monthly``: what every month left
    has to bring; ``outlook``: when the pace of the last months gets there."""

    amount: str = ""
    is_gap: bool = False
    monthly: str = ""
    outlook: str = ""

    @property
    def beside_gap(self) -> str:
        """All but the gap over again: 还需63户，每月需+9户；按近三月均速10月可达."""
        need = "，".join(part for part in ("" if self.is_gap else self.amount, self.monthly) if part)
        return "；".join(part for part in (need, self.outlook) if part)

    @property
    def in_ratio(self) -> str:
        """Only what the numerator lacks."""
        return "" if self.is_gap else self.amount


NOTHING = Missing()


def missing_of(result: Result, months: Sequence[Figure | None] = ()) -> Missing:
    """What one place lacks; ``months``: the same figure by the year's months, the one in hand last."""
    judgement, figure = result.target, result.figure
    if judgement is None:
        return NOTHING
    unit = numerator_unit(result) or own_unit(result)
    ratio = unit.factor is not None
    found = remaining(judgement, figure, step=unit.step, factor=unit.factor, ratio_step=unit.step if ratio else None)
    if found is None:
        return NOTHING
    return Missing(
        amount=_amount(found, unit), is_gap=not ratio and not found.less,
        monthly=_monthly(judgement, figure, found, unit), outlook=_outlook(judgement, figure, months),
    )  # fmt: skip


def _amount(found: Remaining, unit: WorkUnit) -> str:
    verb = "还须减少" if found.less else "还需" if found.of_ratio and not unit.counts else "还差"
    return f"{verb}{unit.written(found.amount)}"


def _monthly(judgement: Judgement, figure: Figure, found: Remaining, unit: WorkUnit) -> str:
    """Only of what is added up by work: a floor, an outside series or a share alone is not reached in equal parts."""
    plain = judgement.kind in ("threshold", "progress") and unit.name != "%" and not found.less
    need = a_month(found.amount, months_left(Period.parse(figure.period), judgement.year, judgement.due), unit.step)
    return f"每月需+{unit.written(need)}" if plain and need is not None else ""


def _outlook(judgement: Judgement, figure: Figure, months: Sequence[Figure | None]) -> str:
    ends, period = compared(judgement, figure), Period.parse(figure.period)
    pace = pace_of_months(months, cumulative=judgement.kind == "progress")
    if ends is None or pace is None or judgement.kind not in ("threshold", "progress") or period.kind != "month":
        return ""
    needed = months_needed(*ends, pace.speed)
    words = f"按近{forms.NUMERALS[pace.months].replace('二', '两')}月均速"
    if needed is None or needed > months_left(period, judgement.year):
        return f"{words}{'今年' if judgement.year == period.year else f'{judgement.year}年底前'}达不到"
    year, month = month_after(period, needed)
    return f"{words}{'' if year == period.year else f'{year}年'}{month}月可达"


def places_words(answers: Answers, result: Result) -> str:
    """Of a target set for each place or row: 元谋县还需12户，大姚县还需30户; of more than three the nearest: 最近的元谋县…."""
    judgement = result.target
    if judgement is None or not judgement.scope.startswith("every "):
        return ""
    if judgement.kind == "rule":
        return _points_words(answers, result)
    unit = own_unit(result)
    found = places_missing(judgement, unit.step)
    if not found:
        return ""
    said: list[str] = []
    for entry in found[:NAMED]:
        name = answers.name(entry.place.region) if entry.place.region else (entry.place.row_key or "").split("|")[0]
        far = _of_place(answers, result, entry.place.region)
        if not far and entry.amount:
            far = f"{'高' if entry.less else '差'}{unit.written(entry.amount)}"
        said.append(f"{name}{far}")
    return ("最近的" if len(found) > NAMED else "") + "，".join(said)


def _points_words(answers: Answers, result: Result) -> str:
    """4个单位扣分，富源县最多−4.14分: a rule's score is its result; nothing is missing of it."""
    scores = ((answers.value(result.indicator or "", unit), unit) for unit in answers.children)
    lost = sorted((value, unit) for value, unit in scores if value is not None and value < 0)
    if not lost or result.figure.region != answers.region:
        return ""
    value, unit = lost[0]
    return f"{len(lost)}个单位扣分，{answers.name(unit)}最多{forms.number(value, 2)}分"


def _of_place(answers: Answers, result: Result, region: str | None) -> str:
    """What a unit of the answers lacks in the numerator of the ratio."""
    judged = result.target
    of_unit = next(
        (
            found
            for found in (answers.all(result.indicator or "", region) if region else [])
            if judged and found.target and found.target.code == judged.code
        ),
        None,
    )
    return missing_of(of_unit).in_ratio if of_unit is not None and region != answers.region else ""


def with_places(said: Missing, places: str) -> Missing:
    """The places in the stead of an amount, where the target is set for each."""
    return replace(said, amount=places, is_gap=False) if places else said
