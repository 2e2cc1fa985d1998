"""重点工作 names the targets that other sheets judge, with the figures that 总览 has for them."""

from __future__ import annotations

from fractions import Fraction

from services.views.answers import Answers
from services.views.targets import TargetLine, target_lines
from services.views.tasks_table import _elsewhere  # pyright: ignore[reportPrivateUsage]
from tests.pages.answers import NAMES, ROOT, figure, judgement, result


def line(value: str, goal: int, unit: str, status: str) -> TargetLine:
    judged = judgement(status, value=goal, completion=Fraction(value) * 100 / goal, unit=unit)
    answers = Answers(results=[result(figure(value, indicator="x"), judged, unit=unit)], region=ROOT, names=NAMES)
    return target_lines(answers, {})[0]


def test_a_ratio_short_of_its_target_is_the_ratio_itself_and_the_rest_their_completion() -> None:
    lines = [line("9.9", 18, "%", "not_due"), line("90", 80, "%", "met"), line("30", 40, "个", "behind")]
    assert _elsewhere(lines)[0].note.endswith("见总览：指标 9.90%、指标 112.50%、指标 75.00%")
