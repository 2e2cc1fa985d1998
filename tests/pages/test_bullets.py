"""The list of bullets: worst first, figures against targets as people write them, no bar where there is no share."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from pages.kit.bullets import bullet_list
from services.views.bullets import BulletLine, bullet_lines, bullets_finding, bullets_what, unjudged_line
from services.views.targets import TargetLine
from tests.pages.answers import figure, judgement, result


def line(title: str, status: str | None, value: Any, target: Any, **more: Any) -> TargetLine:
    unit, decimals, unit_name = more.pop("unit", "户"), more.pop("decimals", 0), more.pop("unit_name", "")
    judged = judgement(status, value=target, unit=unit, **more)
    return TargetLine(
        result=result(figure(value), judged, unit=unit, decimals=decimals), judgement=judged, title=title, lead="县农业农村局",
        unit_name=unit_name, population="",
    )  # fmt: skip


GREENHOUSE = line(
    "新建设施大棚", "far_behind", 2130, 8000, unit="亩", decimals=2, completion="26.625", pace=Fraction(500, 12), gap=Fraction(-5870)
)  # fmt: skip
ENTITIES = line("农业市场主体总数", "behind", 1062, 1157, completion="91.79", gap=Fraction(-95))
RETURN = line("年收益率", "behind", "6.42", 7, unit="%", decimals=2, completion="91.714", gap=Fraction(-58, 100), op="about")
VILLAGES = line("没有致富带头人的村", "far_behind", 3, 0, unit="个", gap=Fraction(3), op="<=")
PIONEERS = line("致富带头人", "on_pace", 46, 100, unit="人", completion=46, pace=Fraction(500, 12), gap=Fraction(-54))


def test_lines_say_figure_target_and_gap_worst_first() -> None:
    lines = bullet_lines([PIONEERS, RETURN, VILLAGES, ENTITIES, GREENHOUSE])
    assert [(entry.name, entry.figure, entry.completion, entry.gap) for entry in lines] == [
        ("新建设施大棚", "2,130 / 8,000亩", "26.63%", "差5,870亩"),
        ("没有致富带头人的村", "3 / 0个", "—", "超3个"),
        ("年收益率", "6.42 / 7%左右", "91.71%", "差0.58个百分点"),
        ("农业市场主体总数", "1,062 / 1,157户", "91.79%", "差95户"),
        ("致富带头人", "46 / 100人", "46.00%", "差54人"),
    ]


def test_a_limit_has_no_bar_and_a_progress_target_a_pace() -> None:
    greenhouse, villages = bullet_lines([VILLAGES, GREENHOUSE])
    assert villages.bullet is None
    assert greenhouse.bullet is not None
    assert round(greenhouse.bullet.pace or 0, 4) == 0.4167
    html = bullet_list([greenhouse, villages, unjudged_line("双绑覆盖率", "93.20%")])
    assert html.count('class="iw-bullet"') == 1
    assert html.count('class="iw-pace"') == 1
    assert html.count("iw-lamp") == 2
    assert "本方案未设目标" in html


def test_a_missed_stretch_target_is_never_red() -> None:
    (stretch,) = bullet_lines([line("力争", "far_behind", 1, 10, completion=10, stretch=True)])
    assert stretch.lamp is not None
    assert stretch.lamp.status == "stretch"


def test_the_finding_counts_what_is_behind_and_names_the_little_that_is_not() -> None:
    lines = [PIONEERS, RETURN, VILLAGES, ENTITIES, GREENHOUSE]
    assert bullets_finding(lines, "产业") == "5项产业目标4项滞后，其中2项严重滞后，致富带头人已达序时"
    assert bullets_finding([PIONEERS], "产业") == "1项产业目标没有滞后"
    assert bullets_finding([line("甲", "not_reported", None, 1)], "产业") == "1项产业目标均未报送"
    assert bullets_finding([GREENHOUSE], "产业") == "新建设施大棚严重滞后"
    assert bullets_finding([GREENHOUSE, PIONEERS], "产业") == "2项产业目标1项严重滞后，致富带头人已达序时"
    assert bullets_what("2023-05", lines) == "2023年5月，完成率；黑线为目标，虚线为序时进度41.67%"
    assert bullets_what("2023-05", [RETURN]) == "2023年5月，完成率；黑线为目标"


def test_names_are_never_html() -> None:
    assert "<b>" not in bullet_list([BulletLine(name="<b>甲</b>", figure="1")])
