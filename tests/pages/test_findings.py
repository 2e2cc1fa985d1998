"""Headlines are computed: first what is behind, then by how much, then who; no figure is invented."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from services.views.answers import Answers
from services.views.employment import employment
from services.views.model import sentence
from services.views.movement import Trend, movement
from services.views.overview import overview
from services.views.reporting import progress, state_cell
from services.views.targets import TargetWords, target_text
from tests.pages.answers import ANLE, DUE, GONGHE, NAMES, ROOT, XINQIAO, figure, judgement, result, state

GREENHOUSE = "industry.greenhouse"


def greenhouse(value: Any, status: str, region: str, goal: int, completion: str) -> Any:
    scope = "pack root" if region == ROOT else region
    gap = Fraction(str(value)) - goal
    judged = judgement(
        status, value=goal, completion=completion, scope=scope, code="IND-M07" if region == ROOT else "IND-M08", unit="亩", kind="progress",
        pace=Fraction(500, 12), gap=gap,
    )  # fmt: skip
    return result(figure(value, indicator=GREENHOUSE, region=region), judged, unit="亩", title="新建设施大棚")


def words() -> dict[tuple[str, str], TargetWords]:
    lead = {"lead": "县农业农村局"}
    found = {
        ("IND-M07", "pack root"): TargetWords(title="新建设施大棚", **lead),
        ("EMP-M01", "pack root"): TargetWords(title="农村劳动力转移就业总量", lead="县人社局"),
    }
    return found | {("IND-M08", region): TargetWords(title="新建设施大棚", **lead) for region in (ANLE, XINQIAO)}


def view(results: list[Any], states: tuple[Any, ...] = ()) -> Any:
    return overview(Answers(results=results, region=ROOT, names=NAMES), words(), states, period="2023-05")


def lagging() -> list[Any]:
    return [
        greenhouse(2130, "far_behind", ROOT, 8000, "26.625"),
        greenhouse(250, "far_behind", ANLE, 2000, "12.5"),
        greenhouse(900, "on_pace", XINQIAO, 2000, "45"),
        result(
            figure(87500, indicator="employment.transfer_total"), judgement("met", value=87500, completion=100, gap=Fraction(0))
        ),
    ]


def test_the_overview_says_what_is_behind_by_how_much_and_where() -> None:
    said = sentence(view(lagging()).page.headline)
    assert (
        said
        == "4项目标中2项严重滞后。差距最大的是新建设施大棚：完成2,130亩，占全年26.63%，落后序时15.04个百分点，缺口主要在安乐乡。"
    )


def test_met_targets_are_folded_and_behind_ones_keep_their_rows() -> None:
    rows = view(lagging()).page.table.rows
    kinds = [row.kind for row in rows]
    assert kinds == ["group", "body", "body", "folded", "group", "folded"]
    assert rows[0].cells[0].text == "县农业农村局"
    assert rows[2].cells[1].text == "　其中安乐乡"
    assert rows[3].note == "1 项：新建设施大棚（新桥镇） 45.00%"


def test_a_target_of_a_region_is_not_judged_elsewhere() -> None:
    grid = view(lagging()).grid
    cells = {name: found[0].status for name, found in grid.rows}
    assert cells == {"新桥镇": "on_pace", "安乐乡": "far_behind"}


def test_nothing_reported_is_no_judgement() -> None:
    empty = [result(figure(None, indicator=GREENHOUSE, reported=0), judgement("not_reported", value=8000, code="IND-M07"))]
    assert sentence(view(empty).page.headline) == "1项目标未报送，暂不作判断。"


def test_all_well_names_the_target_nearest_to_falling_behind() -> None:
    said = sentence(view([greenhouse(3400, "on_pace", ROOT, 8000, "42.5")]).page.headline)
    assert said == "1项目标没有滞后，最接近落后的是新建设施大棚，仅超序时0.83个百分点。"


def test_counts_are_compared_with_the_month_before() -> None:
    made = overview(
        Answers(results=lagging(), region=ROOT, names=NAMES), words(), (), period="2023-05", earlier={"far_behind": 3, "met": 1}
    )
    under = {tile.lamp.text: tile.under for tile in made.page.tiles if tile.lamp}
    assert under["严重滞后"] == "较上月 −1"
    assert under["达标、达序时"] == "较上月 +1"


def employed(total: int, status: str, *, reported: int = 7) -> Any:
    gap = Fraction(total - 87500)
    judged = judgement(status, value=87500, completion=Fraction(total * 100, 87500), gap=gap)
    results = [result(figure(total, indicator="employment.transfer_total", reported=reported), judged)]
    answers = Answers(results=results, region=ROOT, names=NAMES)
    states = [state(GONGHE, "on_time"), state(XINQIAO, "missing")]
    return employment(
        answers,
        states,
        {"2023-04": Fraction(84310), "2023-05": Fraction(total)},
        period="2023-05",
        noun="乡镇",
        whole="全县",
        reporters="乡镇",
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
    assert movement(narrowing, "2023-05") == "5月较4月增加606人，增幅连续三个月收窄；按近三月均速，8月可达目标"
    assert movement(trend(80000, 79000, 78000, 77000), "2023-04") == "4月较3月减少1,000人；按近三月均速，年内达不到"
    assert movement(trend(80000, 90000, 90000, 90001, target=None), "2023-04") == "4月较3月增加1人"


def test_report_states_have_words_and_lamps() -> None:
    assert state_cell(state(GONGHE, "on_time")).text == "按时"
    assert state_cell(state(GONGHE, "missing")).status == "not_reported"
    late = state_cell(state(GONGHE, "late"))
    assert (late.status, late.lamp_text) == ("behind", "迟报")


def test_progress_names_who_has_not_reported() -> None:
    states = [state(GONGHE, "on_time"), state(XINQIAO, "late"), state(ANLE, "missing")]
    made = progress(states, {"employment": "农村劳动力转移就业月报表"}, period="2023-05", noun="乡镇", at=DUE)
    assert sentence(made.page.headline) == "2023年5月应报3份，已报2份，1份未报，1份迟报；未报的是安乐乡。"
    assert made.missing == (("安乐乡", ("农村劳动力转移就业月报表",)),)
    total = made.page.table.rows[-1]
    assert total.kind == "total"
    assert [cell.text for cell in total.cells] == ["", "合计", "2/3", "2/3"]


def test_targets_are_written_as_people_say_them() -> None:
    assert target_text(judgement("met", value=7, op="about", unit="户"), 2) == "7左右"
    assert target_text(judgement("met", value=(Fraction(65), Fraction(75)), op="between"), 2) == "65—75"
    assert target_text(judgement("met", value=None), 2) == "—"


def test_a_month_or_a_unit_without_targets_is_not_called_unreported() -> None:
    made = overview(Answers(results=[], region=ANLE, names=NAMES), words(), [], period="2022-06")
    assert sentence(made.page.headline) == "本方案未给安乐乡设2022年目标，只列数，不亮灯。"
    assert made.page.table.rows == ()


def test_the_months_of_a_target_stand_at_the_end_of_its_row_and_not_on_paper() -> None:
    def month(value: object, period: str) -> Answers:
        own = figure(value, period=period)
        return Answers(results=[result(own, judgement("behind", completion=80))], region=ROOT, names=NAMES)

    history = [month(5, "2023-03"), month(None, "2023-04"), month(8, "2023-05")]
    made = overview(history[-1], words(), [], period="2023-05", history=history)
    assert made.page.table.columns[-1].heading == "1—5月"
    row = next(row for row in made.page.table.rows if row.kind == "body")
    assert row.cells[-1].trend == (5.0, None, 8.0)
    assert {column.key for column in made.listed.columns}.isdisjoint({"trend", "bullet"})
    assert all(len(row.cells) == len(made.listed.columns) for row in made.listed.rows if row.kind == "body")
    alone = overview(history[-1], words(), [], period="2023-01", history=history[-1:])
    assert alone.page.table.columns[-1].key == "coverage"


def test_what_is_met_is_folded_on_the_screen_and_a_row_on_paper() -> None:
    results = [result(figure(1, indicator=key), judgement("met", completion=100)) for key in ("x", "y")]
    made = overview(Answers(results=results, region=ROOT, names=NAMES), words(), [], period="2023-05")
    assert [row.kind for row in made.page.table.rows] == ["group", "folded"]
    assert [row.kind for row in made.listed.rows] == ["group", "body", "body"]
