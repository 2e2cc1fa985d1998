"""Headlines are computed: first what is behind, then by how much, then who; no figure is invented."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from services.views.answers import Answers
from services.views.employment import Second, employment
from services.views.model import sentence
from services.views.movement import Trend, movement, outlook
from services.views.public_posts import PayRule
from services.views.reporting import Reminder, progress, state_cell
from services.views.targets import target_text
from services.views.workshops import RewardRule, workshop_part
from tests.pages.answers import ANLE, DUE, GONGHE, NAMES, ROOT, XINQIAO, figure, judgement, result, state


def employed(total: int, status: str, *, reported: int = 7) -> Any:
    gap = Fraction(total - 87500)
    judged = judgement(status, value=87500, completion=Fraction(total * 100, 87500), gap=gap)
    results = [result(figure(total, indicator="employment.transfer_total", reported=reported), judged)]
    answers = Answers(results=results, region=ROOT, names=NAMES)
    states = [state(GONGHE, "on_time"), state(XINQIAO, "missing")]
    reward = RewardRule(workers=None, months=None, rate=None)
    workshops = workshop_part(answers, (), reward, period="2023-05", covered="")
    return employment(
        answers,
        states,
        {"2023-04": figure(84310, period="2023-04"), "2023-05": figure(total)},
        period="2023-05",
        noun="乡镇",
        whole="全县",
        reporters="乡镇",
        second=Second(workshops=workshops, amounts={}, reward=reward, pay=PayRule(), allowance=None),
    ).page


def test_a_threshold_says_what_is_left_or_over() -> None:
    assert sentence(employed(84916, "behind").headline) == "转移就业84,916人，完成全年目标的97.05%，还差2,584人。"
    assert sentence(employed(87744, "met").headline) == "转移就业87,744人，完成全年目标的100.28%，超额244人。"


def test_too_few_reports_give_no_judgement_of_the_whole() -> None:
    assert sentence(employed(30000, "far_behind", reported=2).headline) == "5月已报2/7个乡镇，暂不作全县判断。"


def test_the_context_line_says_period_coverage_and_as_of() -> None:
    context = employed(84916, "behind", reported=6).context
    assert context[:2] == ("2023年5月（时点）", "含6/7个乡镇，新桥镇未报")
    assert "数据截至2023年5月25日 00:00" in context


def trend(*values: int, target: int | None = 87500) -> Trend:
    padded = (*map(Fraction, values), *([None] * (12 - len(values))))
    return Trend(year=2023, this_year=padded, last_year=(None,) * 12, target=None if target is None else Fraction(target))


def test_the_movement_names_its_comparison_and_its_outlook() -> None:
    narrowing = trend(79000, 81500, 83500, 84400, 85006)
    assert movement(narrowing, "2023-05") == "5月较4月增加606人，增幅连续三个月收窄"
    assert movement(narrowing, "2023-05", foretold="已达目标") == "5月较4月增加606人，增幅连续三个月收窄；已达目标"
    assert movement(trend(80000, 90000, 90000, 90001, target=None), "2023-04") == "4月较3月增加1人"


def foretold(*values: int, status: str = "behind", judged: bool = True) -> str:
    months = {f"2023-{at:02d}": figure(value, period=f"2023-{at:02d}") for at, value in enumerate(values, 1)}
    period = f"2023-{len(values):02d}"
    target = judgement(status, value=87500, gap=Fraction(values[-1] - 87500)) if judged else None
    return outlook(result(months[period], target), months, period)


def test_when_the_target_is_reached_is_foretold_by_the_rule_of_all_pages() -> None:
    assert foretold(79000, 81500, 83500, 84400, 85006) == "按近三月均速8月可达"
    assert foretold(80000, 79000, 78000, 77000) == "按近三月均速今年达不到"
    assert foretold(80000, 88000, status="met") == "已达目标"
    assert foretold(80000, 81000) == foretold(80000, 81000, 82000, 83000, judged=False) == ""


def test_a_village_says_which_month_of_its_township_stands_in() -> None:
    village = "532323203201"
    answers = Answers(results=(), region=ANLE, names=NAMES, carried={"D-RSJ": "2023-03", ANLE: "2023-04", GONGHE: "2023-02"})
    taken = figure(3, region=village, carried_forward=1, reported=0)
    assert answers.carried_tag(village, taken) == answers.carried_tag(ANLE, taken) == "沿用4月"
    assert answers.carried_tag(XINQIAO, taken) == "沿用上期"
    assert answers.carried_tag(village, figure(3, region=village)) == ""


def test_figures_taken_over_have_not_moved() -> None:
    stood = trend(8000, 8100, 8100, target=None)
    assert movement(stood, "2023-03", taken_over="沿用2月") == "3月未报，沿用2月的数，不作比较"


def test_report_states_have_words_and_lamps() -> None:
    assert state_cell(state(GONGHE, "on_time")).text == "按时"
    assert state_cell(state(GONGHE, "missing")).status == "not_reported"
    late = state_cell(state(GONGHE, "late"))
    assert (late.status, late.lamp_text) == ("behind", "迟报")


def test_progress_names_who_has_not_reported() -> None:
    states = [state(GONGHE, "on_time"), state(XINQIAO, "late"), state(ANLE, "missing")]
    made = progress(states, {"employment": "农村劳动力转移就业月报表"}, period="2023-05", noun="乡镇", at=DUE)
    assert sentence(made.page.headline) == "2023年5月应报3份，已报2份，1份未报，1份迟报；未报的是安乐乡。"
    assert made.reminders == (Reminder(group="乡镇", missing=(("安乐乡", ("农村劳动力转移就业月报表",)),)),)
    assert made.more == ()
    total = made.page.table.rows[-1]
    assert total.kind == "total"
    assert [cell.text for cell in total.cells] == ["", "合计", "2/3", "2/3"]


def test_targets_are_written_as_people_say_them() -> None:
    assert target_text(judgement("met", value=7, op="about", unit="户"), 2) == "7左右"
    assert target_text(judgement("met", value=(Fraction(65), Fraction(75)), op="between"), 2) == "65—75"
    assert target_text(judgement("met", value=None), 2) == "—"
