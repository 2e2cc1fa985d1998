"""The ladder of collective income: steps belong to the tier above, shares of villages are whole villages."""

from __future__ import annotations

from fractions import Fraction

import pytest

from services.views.answers import Answers
from services.views.collective import ladder_finding
from services.views.ladder import Village, distance, needed, short_of, tier_counts, tier_of, where
from tests.pages.answers import ANLE, GONGHE, NAMES, ROOT, figure, result


def village(total: str, number: int = 1, unit: str = "安乐乡") -> Village:
    return Village(code=f"5323232030{number:02d}", name=f"村{number}", unit=unit, unit_name=unit, total=Fraction(total))


@pytest.mark.parametrize(
    ("total", "tier"),
    [("-1", 0), ("4.999999", 0), ("5", 1), ("9.998", 1), ("10", 2), ("14.999999", 2), ("15", 3), ("19.999999", 3), ("20", 4)],
)
def test_a_step_itself_belongs_to_the_tier_above(total: str, tier: int) -> None:
    assert tier_of(Fraction(total)) == tier


def test_counts_by_tier() -> None:
    assert tier_counts([village("4"), village("5"), village("9.99"), village("20"), village("31")]) == (1, 2, 0, 0, 2)


@pytest.mark.parametrize(
    ("villages", "reached", "share", "left"),
    [(89, 43, "50", 2), (89, 44, "50", 1), (89, 45, "50", 0), (89, 26, "30", 1), (10, 5, "50", 0)],
)
def test_a_share_takes_whole_villages(villages: int, reached: int, share: str, left: int) -> None:
    assert needed(villages, reached, Fraction(share)) == left


def test_the_nearest_stands_first_and_who_has_passed_is_gone() -> None:
    assert [entry.total for entry in short_of([village("14"), village("15"), village("14.9")], 15)] == [Fraction("14.9"), 14]


def test_small_distances_are_said_in_yuan() -> None:
    assert distance(village("14.92"), 15) == "800元"
    assert distance(village("14.99999999"), 15) == "1元"
    assert distance(village("13.86"), 15) == "1.14万元"


def test_equal_numbers_of_villages_are_said_together() -> None:
    found = [village("1", 1), village("1", 2), village("1", 3), village("1", 4, "江坡镇"), village("1", 5, "蟠猫乡")]
    assert where(found) == "安乐乡（3个）、江坡镇、蟠猫乡（各1个）"


def test_a_tie_is_named_whole_or_left_out() -> None:
    def villages(**counts: int) -> list[Village]:
        return [
            Village(code=f"{unit}{number}", name="村", unit=unit, unit_name=unit, total=Fraction(1))
            for unit, count in counts.items()
            for number in range(count)
        ]

    assert where(villages(甲乡=3, 乙乡=2, 丙乡=2)) == "甲乡（3个）、乙乡、丙乡（各2个）"
    assert where(villages(甲乡=7, 乙乡=5, 丙乡=3, 丁乡=3, 戊乡=3)) == "甲乡（7个）、乙乡（5个）"
    assert where(villages(甲乡=2, 乙乡=2, 丙乡=2, 丁乡=2)) == "甲乡、乙乡、丙乡等4个单位（各2个）"


def test_where_no_village_or_every_village_passes_the_finding_says_so() -> None:
    def told(anle: str, gonghe: str) -> str:
        results = [result(figure(1, region=region)) for region in (ROOT, GONGHE, ANLE)]
        found = [village(total, number, ANLE) for number, total in enumerate(anle.split(), 1)]
        found += [village(total, number, GONGHE) for number, total in enumerate(gonghe.split(), 7)]
        return ladder_finding(Answers(results=results, region=ROOT, names=NAMES), found)

    assert told("3 4", "14") == "3个村都不足15万元"
    assert told("15 16", "21") == "3个村都过15万元"
    assert told("3 4", "14 15") == "共和镇2个村中1个过15万元；安乐乡2个村都不足15万元"
    assert told("3 15", "14 15 21") == "共和镇3个村中2个过15万元；安乐乡2个村中1个不足15万元"
