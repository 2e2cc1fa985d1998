"""A figure from two sheets covers what the worse reported of the two covers."""

from metrics.catalogue import read_catalogue
from metrics.evaluation import evaluate
from tests.metrics.county import COUNTY, TERRITORY, VILLAGES, A, B, Reports, pack

TEXT = """
order = 1
page = "industry"
[[indicators]]
id = "industry.trained_per_pioneer"
title = "示例"
unit = "人次/人"
numerator = { sum = ["employment.trained"] }
denominator = { sum = ["industry_linkage.pioneers"] }
factor = 1
decimals = 2
better = "higher"
missing = "complete_rows"
definition = "示例口径"
"""


def figure(reports: Reports, period: str = "2023-05") -> object:
    (found,) = evaluate(pack(), read_catalogue({"a.toml": TEXT}), reports, TERRITORY, period=period, region=COUNTY)
    return found.figure.value, found.figure.reported, found.figure.expected, found.figure.rows, found.figure.reason


def test_the_lower_share_is_shown() -> None:
    reports = Reports()
    reports.hand_in("employment", "2023-05", A, {"region": VILLAGES[0], "trained": 6})
    reports.hand_in("employment", "2023-05", B, {"region": VILLAGES[2], "trained": 4})
    reports.hand_in("industry_linkage", "2023-05", A, {"region": VILLAGES[0], "pioneers": 2})
    assert figure(reports) == (5, 1, 3, 1, "")


def test_one_sheet_alone_gives_nothing() -> None:
    reports = Reports().hand_in("employment", "2023-05", A, {"region": VILLAGES[0], "trained": 6})
    assert figure(reports) == (None, 0, 3, 0, "not_reported")
