"""What every county owes, seen from the prefecture: who misses it by number, never the sum against one county's share."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from metrics.results import Result, Shortfall
from services.views.answers import Answers
from services.views.collective_own import own_clauses, own_results, with_own
from services.views.every import for_the_whole, missed
from services.views.grid import unit_grid
from services.views.income_tiles import income_tiles
from services.views.judged import tile
from services.views.model import Lamp, Tile
from services.views.targets import gap_text
from tests.pages.answers import ANLE, GONGHE, NAMES, ROOT, XINQIAO, figure, judgement, result


def judged(status: str, scope: str, **more: Any) -> Result:
    known: dict[str, Any] = {"gap": Fraction(11), "completion": 1200, "value": 1, "unit": "份", **more}
    return result(figure(12), judgement(status, scope=scope, **known), unit="份")


SHORT = tuple(Shortfall(region=place, row_key=None, value=Fraction(0)) for place in (GONGHE, ANLE))


def test_twelve_papers_are_not_1200_percent_of_one_a_county() -> None:
    (found,) = for_the_whole([judged("behind", "every county", short=SHORT)], ROOT)
    assert found.target is not None
    assert (found.target.gap, found.target.completion, found.target.status) == (None, None, "behind")
    assert missed(found.target) == "2个县市区未达到"
    assert gap_text(found.target, "份", 2) == "2个县市区未达到"
    shown = tile(found, "重点措施")
    assert shown is not None
    assert shown.under.strip() == "2个县市区未达到"


def test_a_county_of_its_own_and_a_target_of_the_whole_keep_their_distance() -> None:
    own, whole = judged("behind", "every county"), judged("behind", "pack root")
    assert for_the_whole([own], "530000000000") == [own]
    assert for_the_whole([whole], ROOT) == [whole]
    rows = judged("behind", "every row", short=SHORT)  # the least of all rows is the whole's own figure
    assert for_the_whole([rows], ROOT) == [rows]
    assert rows.target is not None
    assert missed(rows.target) == "2处未达到"
    assert missed(judgement("met", scope="every county")) == ""


def points(value: str, region: str = ROOT) -> Result:
    rule = judgement(None, value="-0.5", op="rule", kind="rule", unit="分/百分点", scope="every county")
    return result(
        figure(value, indicator="income.operating_drop_points", region=region), rule, unit="分", decimals=2, title="扣分"
    )


def test_who_loses_most_points_and_why() -> None:
    def under(*results: Result) -> str:
        answers = Answers(results=results, region=ROOT, names=NAMES)
        (shown,) = income_tiles(answers, None, None, period="2023Q2", reporters="县市区")
        return shown.under

    assert under(points("0"), points("-1.65", GONGHE), points("-0.45", ANLE), points("0", XINQIAO)) == (
        "2个单位扣分，共和镇最多−1.65分（下降户占比高出3.30个百分点）"
    )
    assert under(points("-1.65")) == "下降户占比高出3.30个百分点"
    assert under(points("0"), points("0", GONGHE)) == "没有扣分的单位"


def test_what_every_county_owes_is_a_column_of_the_grid() -> None:
    def share(status: str | None, value: str, region: str, **more: Any) -> Result:
        goal = judgement(status, value=60, unit="%", scope="every county", **more)
        return result(
            figure(value, indicator="industry.central_share", region=region), goal, unit="%", decimals=2, title="中央资金占比"
        )

    answers = Answers(
        results=[share("behind", "64", ROOT), share("met", "70", GONGHE), share("behind", "58", ANLE), points("-4.26", ANLE)],
        region=ROOT,
        names=NAMES,
    )
    grid = unit_grid(answers, [], month="6月")
    assert grid.columns == ("中央资金占比", "扣分")
    rows = dict(grid.rows)
    assert [(cell.status, cell.figure) for cell in rows["安乐乡"]] == [("behind", "58.00%"), ("not_applicable", "−4.26分")]
    assert rows["安乐乡"][1].word == "按规则计"
    assert rows["共和镇"][0].status == "met"


def test_the_papers_own_step_comes_before_the_ladder() -> None:
    eight = result(
        figure("72.1", indicator="collective.share_total_8"),
        judgement("behind", value=80, unit="%", gap=Fraction("-7.9"), completion="90.13"), unit="%", decimals=2, title="8万元以上村占比",
    )  # fmt: skip
    answers = Answers(results=[eight], region=ROOT, names=NAMES)
    own = own_results(answers, {"collective.share_total_10"})
    assert own == [eight]
    assert own_results(answers, {"collective.share_total_8"}) == []
    assert "".join(clause.text for clause in own_clauses(own)) == "8万元以上村占比72.10%，比目标少7.90个百分点；"
    plain = [Tile(name=str(number), figure="1", unit="%") for number in range(6)]
    lit = Tile(name="lit", figure="1", unit="%", lamp=Lamp(status="met"))
    assert with_own([], plain) == tuple(plain)
    assert [entry.name for entry in with_own(own, [*plain, lit])] == ["8万元以上村", "0", "1", "2", "3", "lit"]
