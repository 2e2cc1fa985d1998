"""重点工作 names the targets that other sheets judge, with the figures that 总览 has for them."""

from __future__ import annotations

from fractions import Fraction

from services.views.answers import Answers
from services.views.bullets import bullet_lines
from services.views.targets import TargetLine, target_lines, target_text
from services.views.tasks_table import _elsewhere  # pyright: ignore[reportPrivateUsage]
from tests.pages.answers import NAMES, ROOT, figure, judgement, result


def line(value: str, goal: int, unit: str, status: str) -> TargetLine:
    judged = judgement(status, value=goal, completion=Fraction(value) * 100 / goal, unit=unit)
    answers = Answers(results=[result(figure(value, indicator="x"), judged, unit=unit)], region=ROOT, names=NAMES)
    return target_lines(answers, {})[0]


def test_a_ratio_short_of_its_target_is_the_ratio_itself_and_the_rest_their_completion() -> None:
    lines = [line("9.9", 18, "%", "not_due"), line("90", 80, "%", "met"), line("30", 40, "个", "behind")]
    assert _elsewhere(lines)[0].note.endswith("见总览：指标 9.90%、指标 112.50%、指标 75.00%")


def test_what_every_unit_owes_is_not_the_target_of_the_sum_beside_it() -> None:
    owed = judgement("far_behind", value=4, scope="every county", unit="次")
    assert target_text(owed, 0) == "各4"
    answers = Answers(results=[result(figure("17", indicator="x"), owed, unit="次")], region=ROOT, names=NAMES)
    assert bullet_lines(target_lines(answers, {}))[0].figure == "17 / 各4次"
    assert target_text(judgement("behind", value=4, scope="every county", unit="次", gap=Fraction(-1)), 0) == "4"
    assert target_text(judgement("far_behind", value=4, scope="every county", unit="次/县"), 0) == "4"
    assert target_text(judgement("far_behind", value=60, scope="every county", unit="%"), 0) == "60"
