"""总览: the sentence, the rows and folded lines, the list on paper, the grid of the units."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from metrics.results import Shortfall
from pages.kit.table import table_html
from services.tables.model import FIGURE, Table, TableColumn
from services.views.answering import asker
from services.views.answers import Answers
from services.views.asking_overview import ask_overview
from services.views.model import sentence
from services.views.overview import overview
from services.views.overview_table import ADDRESSES
from services.views.targets import TargetWords, target_lines
from services.workspace import open_workspace
from tests.menu import ADDRESSES as MENU
from tests.menu import SCRIPTS
from tests.pages.answers import ANLE, GONGHE, NAMES, ROOT, XINQIAO, figure, judgement, result, state
from tests.pages.test_pages import opened, shown, text_of

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
        == "4项目标中2项严重滞后。差距最大的是新建设施大棚：完成2,130亩，占全年26.63%，落后序时15.04个百分点，全年还差5,870亩，缺口主要在安乐乡。"
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
    assert [row.kind for row in made.page.table.rows] == ["folded"]
    assert [row.kind for row in made.listed.rows] == ["group", "body", "body"]


def rate(value: Any, *, region: str = ROOT, numerator: int = 0, denominator: int = 0, judged: Any = None) -> Any:
    own = figure(value, indicator="industry.mechanism_rate", region=region)
    own = replace(own, numerator=Fraction(numerator), denominator=Fraction(denominator))
    return result(own, judged, unit="%", decimals=2, title="利益联结覆盖率")


def test_the_units_that_make_a_gap_are_named_only_where_the_target_is_all_or_none() -> None:
    def said(goal: int) -> str:
        judged = judgement("behind", code="X", value=goal, completion=90, unit="%", gap=Fraction(90 - goal))
        rows = [
            rate(90, numerator=36, denominator=40, judged=judged),
            rate(80, region=ANLE, numerator=12, denominator=15),
            rate(Fraction(1900, 20), region=XINQIAO, numerator=19, denominator=20),
            rate(100, region=GONGHE, numerator=5, denominator=5),
        ]
        return sentence(view(rows).page.headline)

    assert said(100) == "1项目标中1项滞后。差距最大的是利益联结覆盖率：完成90.00%，还差10.00个百分点，缺口主要在安乐乡。"
    assert said(95).endswith("还差5.00个百分点。")


def test_a_count_that_should_be_none_names_who_has_it() -> None:
    judged = judgement("far_behind", code="X", value=0, op="<=", unit="个", gap=Fraction(3))
    rows = [result(figure(3), judged, unit="个", title="无带头人村")]
    rows += [result(figure(count, region=unit), unit="个") for unit, count in ((ANLE, 1), (XINQIAO, 2), (GONGHE, 0))]
    said = sentence(view(rows).page.headline)
    assert said == "1项目标中1项严重滞后。差距最大的是无带头人村：现为3个，超出3个，缺口主要在新桥镇、安乐乡。"


def test_a_sum_that_lacks_a_unit_says_which() -> None:
    judged = judgement("behind", value=100, completion=90, gap=Fraction(-10))
    rows = [
        result(figure(90, expected=2), judged),
        result(figure(None, region=ANLE, reason="not_reported")),
        result(figure(50, region=GONGHE)),
    ]
    assert sentence(view(rows).page.headline).endswith("还差10人，其中安乐乡未报。")


def test_places_that_miss_a_target_of_their_own_are_named() -> None:
    short = (Shortfall(region=XINQIAO, row_key=None, value=Fraction(4)),)
    rows = [result(figure(4), judgement("behind", value=6, scope="every township", unit="次", short=short), unit="次")]
    assert sentence(view(rows).page.headline).endswith("1个乡镇未达到，缺口主要在新桥镇。")


def test_what_is_not_due_is_folded_with_its_figure_and_its_gap() -> None:
    def due(value: Any, goal: int, key: str, unit: str) -> Any:
        judged = judgement(
            "not_due",
            code="X",
            value=goal,
            completion=Fraction(str(value)) * 100 / goal,
            unit=unit,
            gap=Fraction(str(value)) - goal,
        )
        return result(figure(value, indicator=key), judged, unit=unit, decimals=2, title=key)

    rows = view([due("48.31", 50, "x", "%"), due(30, 40, "y", "个")]).page.table.rows
    assert [row.kind for row in rows] == ["folded"]
    assert rows[0].note == "2 项：y 30个（75.00%，差10个）、x 48.31%（差1.69个百分点）"


def test_the_line_of_the_months_is_not_cut_on_a_small_screen() -> None:
    """Eleven columns with the longest lamps are wider than the page unless their gaps are narrow."""
    made = view(lagging()).page.table
    column = TableColumn(key="trend", heading="1—5月", align="center", width=8)
    months = Table(title=made.title, unit="", columns=(*made.columns, column), rows=())
    assert len(months.columns) == 11
    assert 'class="iw iw-scroll iw-many"' in table_html(months)


def test_a_lead_with_rows_has_its_name_over_them_one_without_in_its_line() -> None:
    rows = view(lagging()).page.table.rows
    assert [row.cells[0].text for row in rows if row.kind == "group"] == ["县农业农村局", "其他牵头单位"]
    assert rows[-1].note.startswith("县人社局　1 项：")


def test_a_row_leads_to_the_page_of_its_indicator_with_the_period_kept() -> None:
    rows = view(lagging()).page.table.rows
    assert rows[1].cells[1].href == "/employment?period=2023%E5%B9%B45%E6%9C%88"
    assert "unit=%E5%AE%89%E4%B9%90%E4%B9%A1" in rows[2].cells[1].href


def test_every_page_that_a_row_leads_to_is_in_the_menu() -> None:
    assert set(ADDRESSES.values()) <= set(MENU.values())


def test_a_unit_without_targets_lists_its_figures_unjudged() -> None:
    answers = Answers(
        results=[result(figure(7, indicator="employment.transfer_total", region=ANLE), title="转移就业")],
        region=ANLE,
        names=NAMES,
    )
    made = overview(answers, words(), [], period="2023-05")
    assert made.page.tiles == ()
    assert [[cell.text for cell in row.cells[:3]] for row in made.page.table.rows] == [["转移就业", "7", "人"]]
    assert made.listed == made.page.table


def test_the_reports_of_the_units_close_the_grid() -> None:
    rows = [result(figure(5, indicator="employment.transfer_total", region=unit)) for unit in (ANLE, GONGHE)]
    states = (state(ANLE, "on_time"), state(ANLE, "missing", sheet="workshops"), state(GONGHE, "late"))
    grid = view([result(figure(10, indicator="employment.transfer_total")), *rows], states).grid
    assert grid.columns == ("转移就业", "5月报送")
    cells = dict(grid.rows)
    assert (cells["安乐乡"][1].status, cells["安乐乡"][1].figure) == ("not_reported", "1/2")
    assert (cells["共和镇"][1].word, cells["共和镇"][0].word, cells["共和镇"][0].figure) == ("有迟报", "未分解", "5人")


@pytest.mark.parametrize("query", [{"unit": "凤屯镇"}, {"period": "2022年6月"}, {"unit": "安乐乡"}])
def test_the_page_stands_a_unit_and_a_year_without_targets(
    query: dict[str, str], sample_file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = opened(f"sqlite:///{sample_file}", monkeypatch, SCRIPTS["总览"], **query)
    assert not page.exception
    assert "错误编号" not in text_of(page)
    assert "iw-headline" in shown(page)
    assert "iw-heat" in shown(page)


def test_the_line_at_the_end_of_a_row_is_what_each_month_answers_by_itself(sample_file: Path) -> None:
    workspace = open_workspace(f"sqlite:///{sample_file}")
    pack = workspace.pack("mouding-2023")
    asking = asker(workspace, pack, pack.root)
    months = [asking.answers(f"2023-0{number}") for number in range(1, 6)]
    judged = [line.result for line in target_lines(months[-1], {}) if line.result.indicator]
    expected = {
        tuple(None if value is None else float(value) for value in (month.value(entry.indicator or "", entry.figure.region) for month in months))
        for entry in judged
    }  # fmt: skip
    table = ask_overview(workspace, pack, "2023-05", pack.root).page.table
    drawn = {trend for row in table.rows if (trend := row.cells[-1].trend)}
    assert drawn <= expected
    assert len(drawn) > 10


def test_departments_that_report_are_no_units_that_are_silent() -> None:
    judged = judgement("behind", code="X", value=7, completion=30, unit="个", gap=Fraction(-5))
    rows = [result(figure(2, expected=1, reported=1), judged, unit="个", decimals=2)]
    rows += [result(figure(None, region=unit, reason="not_reported", expected=0, reported=0)) for unit in (ANLE, GONGHE)]
    assert sentence(view(rows).page.headline).endswith("完成2个，完成目标的30.00%，还差5个。")


def test_leads_without_rows_of_their_own_stand_together_at_the_end() -> None:
    rows = view(lagging()).page.table.rows
    assert [(row.kind, row.cells[0].text, row.note) for row in rows[-2:-1]] == [("group", "其他牵头单位", "没有滞后")]


def test_the_finding_of_the_grid_names_the_units_furthest_behind() -> None:
    assert view(lagging()).grid_finding == "安乐乡严重滞后最多：1项（新建设施大棚）"


def test_a_gap_that_no_unit_reports_names_who_answers_for_it() -> None:
    rows = [result(figure(80), judgement("behind", value=100, completion=80, gap=Fraction(-20)))]
    assert sentence(view(rows).page.headline).endswith("还差20人，牵头单位县人社局。")


def test_a_paper_that_names_no_lead_is_not_grouped_by_one() -> None:
    """One group of everything says nothing; a paper that names some keeps its groups."""
    nobody = overview(Answers(results=lagging(), region=ROOT, names=NAMES), {}, (), period="2023-05")
    assert nobody.leads == ()
    assert nobody.page.table.title == "目标清单：滞后在前"
    assert "group" not in {row.kind for row in nobody.page.table.rows}
    somebody = view(lagging())
    assert [lead for lead, _ in somebody.leads] == ["县农业农村局", "县人社局"]
    assert somebody.page.table.title == "目标清单：滞后在前，按牵头单位"


def test_a_target_exactly_at_its_pace_is_said_to_be_level_with_it() -> None:
    level = greenhouse(3000, "on_pace", ROOT, 8000, "37.5")
    judged = replace(level.target, pace=Fraction(75, 2))
    assert sentence(view([replace(level, target=judged)]).page.headline).endswith("新建设施大棚，与序时持平。")


def strived_for(status: str = "far_behind") -> Any:
    one = greenhouse(0, status, ROOT, 2, "0")
    return replace(one, target=replace(one.target, stretch=True))


def test_what_the_paper_only_strives_for_is_counted_apart_and_never_the_worst_while_anything_is_behind() -> None:
    fewer = result(figure(80000, indicator="employment.transfer_total"), judgement("behind", value=87500, gap=Fraction(-7500)))
    made = view([strived_for(), fewer])
    assert (made.counts["stretch"], made.counts.get("far_behind")) == (1, None)
    assert dict(made.strip) == {"behind": 1, "stretch": 1}
    tiles = {tile.lamp.text: tile.lamp.status for tile in made.page.tiles if tile.lamp}
    assert tiles == {"滞后": "behind", "力争目标未达": "stretch"}
    said = made.page.headline
    assert sentence(said).startswith("2项目标中1项滞后、1项力争目标未达。差距最大的是农村劳动力转移就业总量")
    alone = view([strived_for()]).page.headline
    assert {clause.status for clause in alone if clause.status} == {"stretch"}, "never red"
    assert "力争目标未达" not in {tile.name.lstrip("◇ ") for tile in view([fewer]).page.tiles}


def row_of(one: Any) -> dict[str, Any]:
    made = view([one])
    keys = [column.key for column in made.listed.columns]
    return dict(zip(keys, next(row for row in made.listed.rows if row.kind == "body").cells, strict=True))


def test_shares_that_nothing_adds_up_and_households_below_a_line_say_what_they_are() -> None:
    short = (Shortfall(region=ANLE, row_key=None, value=Fraction(85)),)
    share = judgement("far_behind", scope="every county", unit="%", short=short)
    unsummed = row_of(result(figure(None, indicator="task:PUB-Z02"), share, unit="%"))
    assert (unsummed[FIGURE].text, unsummed["gap"].text) == ("／ 不加总", "1个县市区未达到")
    line = judgement(None, value=8000, op="<=", kind="line", unit="元/人")
    households = row_of(result(figure(2, indicator="income.below_line_households"), line, unit="户"))
    assert (households[FIGURE].text, households["status"].lamp_text) == ("2户", "清单")
    silent = judgement("not_reported", scope="every county", unit="%")
    assert row_of(result(figure(None, indicator="x"), silent, unit="%"))[FIGURE].text == "—"


def test_a_score_by_the_papers_rule_names_who_loses_most() -> None:
    points = "income.operating_drop_points"
    rule = judgement(None, value="-0.5", op="rule", kind="rule", unit="分/百分点", scope="every township")
    results = [
        result(figure(value, indicator=points, region=region), rule, unit="分", decimals=2)
        for region, value in ((ROOT, "0"), (GONGHE, "-1.65"), (ANLE, "-0.2"), (XINQIAO, "0"))
    ]
    made = view(results)
    row = next(row for row in made.page.table.rows if row.kind == "body")
    assert row.cells[0].lamp_text == "按规则计"
    assert row.cells[1].second == "2个单位扣分，共和镇最多−1.65分"
