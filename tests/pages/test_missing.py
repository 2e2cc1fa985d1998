"""What is still missing, as it stands beside a target: work units, every month left, the pace of the last months, last year."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from typing import Any

from metrics.results import Shortfall
from services.views.answers import Answers
from services.views.bullets import bullet_line, bullets_what
from services.views.consumption_months import Months, months_what
from services.views.foreseen import Before, foreseen
from services.views.income_table import relief_words
from services.views.income_tiles import income_tiles
from services.views.judged import tile
from services.views.missing import missing_of, places_words
from services.views.targets import target_lines
from tests.pages.answers import ANLE, GONGHE, NAMES, ROOT, XINQIAO, figure, judgement, result

TOTAL, SHARE, NEW = "employment.transfer_total", "collective.share_total_10", "industry.greenhouse"


def transfer(value: int, period: str, **more: Any) -> Any:
    judged = judgement("behind", value=87500, gap=Fraction(value - 87500), **more)
    return result(figure(value, indicator=TOTAL, period=period), judged)


def test_312_people_in_august_are_78_a_month() -> None:
    said = missing_of(transfer(87188, "2023-08"))
    assert (said.amount, said.monthly, said.outlook) == ("还差312人", "每月需+78人", "")
    assert said.beside_gap == "每月需+78人"  # the gap stands beside already
    assert missing_of(transfer(87188, "2023-08", due=9)).monthly == "每月需+312人"
    assert missing_of(transfer(87188, "2023-12")).monthly == ""


def test_the_pace_of_three_months_says_when_and_two_figures_say_nothing() -> None:
    now = transfer(87188, "2023-08")
    earlier = [figure(value, indicator=TOTAL, period=f"2023-{5 + at:02d}") for at, value in enumerate((86720, 86876, 87032))]
    assert missing_of(now, [*earlier, now.figure]).outlook == "按近三月均速10月可达"
    slow = [replace(entry, value=Fraction(87188 - 9)) for entry in earlier]
    assert missing_of(now, [*slow, now.figure]).outlook == "按近三月均速今年达不到"
    assert missing_of(now, [*earlier[1:], now.figure]).outlook == "按近两月均速10月可达"
    assert missing_of(now, [earlier[-1], now.figure]).outlook == ""


def test_a_share_lacks_villages_and_what_is_met_lacks_nothing() -> None:
    own = replace(figure("49.4", indicator=SHARE), value=Fraction(4400, 89), numerator=Fraction(44), denominator=Fraction(89))
    judged = judgement("not_due", value=50, unit="%", gap=Fraction(4400, 89) - 50)
    said = missing_of(result(own, judged, unit="%", decimals=2))
    assert (said.in_ratio, said.monthly) == ("还差1个村", "每月需+1个村")
    assert missing_of(result(own, replace(judged, status="met"), unit="%")).beside_gap == ""
    assert missing_of(result(own, None, unit="%")).beside_gap == ""


def test_what_has_to_go_away_is_counted_and_has_no_monthly_part() -> None:
    own = figure(3, indicator="industry.projects_without_mechanism")
    said = missing_of(result(own, judgement("far_behind", value=0, op="<=", unit="个", gap=Fraction(3)), unit="个"))
    assert (said.beside_gap, said.monthly) == ("还须减少3个项目", "")


def per_million(status: str, region: str, households: int, **more: Any) -> Any:
    own = figure(9, indicator="industry.households_per_million", region=region)
    own = replace(own, numerator=Fraction(households), denominator=Fraction(1000))
    judged = judgement(status, value=10, unit="户/百万元", scope="every township", **more)
    return result(own, judged, unit="户/百万元", decimals=2)


def test_a_target_of_every_unit_names_who_misses_it_nearest_first() -> None:
    short = tuple(
        Shortfall(region=unit, row_key=None, value=value) for unit, value in ((ANLE, Fraction(7)), (GONGHE, Fraction(9)))
    )
    whole = per_million("far_behind", ROOT, 260, short=short)
    units = [per_million("behind", GONGHE, 90), per_million("far_behind", ANLE, 70), per_million("met", XINQIAO, 100)]
    answers = Answers(results=[whole, *units], region=ROOT, names=NAMES)
    assert places_words(answers, whole) == "共和镇还需10户，安乐乡还需30户"
    many = per_million("far_behind", ROOT, 260, short=short * 2)
    assert places_words(answers, many).startswith("最近的共和镇还需10户")


def test_last_years_share_stands_beside_the_pace_where_last_year_has_reports() -> None:
    def month(value: int, period: str) -> Answers:
        return Answers(results=[result(figure(value, indicator=NEW, period=period))], region=ROOT, names=NAMES)

    judged = judgement(
        "far_behind", value=8000, completion="26.625", unit="亩", kind="progress", pace=Fraction(500, 12), gap=Fraction(-5870)
    )
    answers = Answers(results=[result(figure(2130, indicator=NEW), judged, unit="亩", decimals=2)], region=ROOT, names=NAMES)
    lines = target_lines(answers, {})
    [line] = foreseen(lines, answers, Before(then=month(300, "2022-05"), december=month(1000, "2022-12")))
    shown = bullet_line(line)
    assert shown.under == "每月需+839亩；去年同期进度30.00%"
    assert shown.bullet is not None
    assert shown.bullet.last_year == 0.3
    assert bullets_what("2023-05", [line]).endswith("虚线为序时进度41.67%，灰线为去年同期进度")
    [alone] = foreseen(lines, answers)
    assert bullet_line(alone).under == "每月需+839亩"
    assert "去年" not in bullets_what("2023-05", [alone])


def dropped(region: str, drop: int, households: int, points: str) -> list[Any]:
    share = replace(
        figure(1, indicator="income.operating_drop_share", region=region),
        numerator=Fraction(drop),
        denominator=Fraction(households),
    )
    rule = judgement(None, value="-0.5", op="rule", kind="rule", unit="分/百分点", scope="every township")
    return [
        result(share, unit="%"),
        result(figure(points, indicator="income.operating_drop_points", region=region), rule, unit="分"),
    ]


def test_fewer_households_save_half_a_point() -> None:
    results = [
        *dropped(ROOT, 910, 10000, "0"),
        *dropped(ANLE, 124, 1000, "-1.65"),
        *dropped(GONGHE, 95, 1000, "-0.2"),
        *dropped(XINQIAO, 91, 1000, "0"),
    ]
    answers = Answers(results=results, region=ROOT, names=NAMES)
    assert relief_words(answers, ANLE) == "再减少12户可少扣0.50分"
    assert relief_words(answers, GONGHE) == "再减少5户可不再扣分"
    assert relief_words(answers, XINQIAO) == relief_words(answers, "") == ""


def test_a_units_own_page_says_what_fewer_households_save() -> None:
    own = Answers(results=[*dropped(ANLE, 124, 1000, "-1.65")], region=ANLE, names=NAMES)
    root = dropped(ROOT, 910, 10000, "0")[0].figure
    (shown,) = [
        entry for entry in income_tiles(own, None, None, period="2023Q2", reporters="乡镇", root=root) if entry.unit == "分"
    ]
    assert shown.under == "下降户占比高出3.30个百分点，再减少12户可少扣0.50分"
    clean = Answers(results=[*dropped(XINQIAO, 91, 1000, "0")], region=XINQIAO, names=NAMES)
    (none,) = [
        entry for entry in income_tiles(clean, None, None, period="2023Q2", reporters="乡镇", root=root) if entry.unit == "分"
    ]
    assert none.under == "不扣分"


def test_a_tile_says_what_it_takes_in_work_units_and_by_the_month() -> None:
    people = tile(transfer(84916, "2023-05", completion=Fraction(84916 * 100, 87500)), "转移就业")
    assert people is not None
    assert people.under == "97.05%　差2,584人，每月需+370人"
    own = replace(figure("49.4", indicator=SHARE, period="2023-11"), value=Fraction(4400, 89))
    own = replace(own, numerator=Fraction(44), denominator=Fraction(89))
    share = tile(
        result(own, judgement("not_due", value=50, unit="%", gap=Fraction(4400, 89) - 50), unit="%", decimals=2), "占比"
    )
    assert share is not None
    assert share.under == "差0.56个百分点，还差1个村，每月需+1个村"


def test_the_months_of_sales_name_both_shares() -> None:
    empty = (None,) * 12
    series = Months(
        year=2023, subject="consumption.sales", own=empty, total=empty, last_year=empty, paced=True, last_share=Fraction(30)
    )
    assert months_what(series, "2023-05") == "销售额，万元；虚线为序时进度41.67%，去年同期进度30.00%"
    assert months_what(replace(series, paced=False, last_share=None), "2023-05") == "销售额，万元"
