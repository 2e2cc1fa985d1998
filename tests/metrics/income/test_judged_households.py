"""The frame that the income indicators count."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import pandas as pd
import pytest

from metrics.income import IncomeSettings, gone_households, judged_households
from tests.metrics.income.households import frame, household

SETTINGS = IncomeSettings(line={2024: Fraction(8000)})


def _judged(
    quarters: dict[str, list[dict[str, Any]]], settings: IncomeSettings = SETTINGS, period: str = "2024Q4"
) -> pd.DataFrame:
    frames = {quarter: frame(rows) for quarter, rows in quarters.items()}
    frames.setdefault(period, frame([]))
    return judged_households(settings, period=period, frames=frames).set_index("household_no")


def _nullable(value: Any) -> bool | None:
    return None if pd.isna(value) else bool(value)


def test_every_household_has_a_row_and_unknown_is_neither_yes_nor_no() -> None:
    now = [
        household("fell", net=30000, operating_gross=10),
        household("rose", net=50000, operating_gross=30),
        household("new", net=30000),
        household("blank", net=None, labourers=None),
    ]
    then = [household(name, net=40000, operating_gross=20) for name in ("fell", "rose", "blank", "gone")]
    judged = _judged({"2024Q4": now, "2023Q4": then})
    assert list(judged.index) == ["fell", "rose", "new", "blank"]
    assert judged["comparable"].tolist() == [True, True, False, True]
    assert [_nullable(value) for value in judged["net_fell"]] == [True, False, None, None]
    assert [_nullable(value) for value in judged["operating_fell"]] == [True, False, None, True]
    assert [_nullable(value) for value in judged["below_line"]] == [True, False, True, None]
    assert [_nullable(value) for value in judged["below_work_line"]] == [True, False, True, None]
    assert judged["line_unknown"].tolist() == [False, False, False, True]
    assert [_nullable(value) for value in judged["idle"]] == [False, False, False, None]
    assert [_nullable(value) for value in judged["persons_changed"]] == [False, False, None, False]


@pytest.mark.parametrize(
    ("column", "settings"), [("below_line", IncomeSettings()), ("below_work_line", IncomeSettings(work_line=None))]
)
def test_without_a_line_nobody_is_known_to_lie_below_it(column: str, settings: IncomeSettings) -> None:
    assert _judged({"2024Q4": [household(net=1)]}, settings)[column].isna().all()


def test_a_household_that_moved_to_another_reporter_keeps_its_past() -> None:
    now = frame([household("moved", net=1, region="532323102201")], reporter="532323102000")
    then = pd.concat([frame([household("other")]), frame([household("moved", net=2)], reporter="532323103000")])
    judged = judged_households(SETTINGS, period="2024Q4", frames={"2024Q4": now, "2023Q4": then})
    assert judged["net_fell"].tolist() == [True]


def test_a_quarter_nobody_reported_has_columns_and_no_rows() -> None:
    judged = _judged({"2023Q4": [household()]})
    assert len(judged) == 0
    assert judged["net_fell"].dtype == "boolean"
    assert judged["annual_per_capita"].dtype == "Int64"


def test_amounts_beyond_int64_are_still_compared_exactly() -> None:
    """9 trillion 元 in micro units is near the end of int64; two such cross-multiplied are far beyond."""
    huge = 9_000_000_000_000
    now = [household("H1", net=huge - 1, persons=7), household("H2", net=huge, persons=7)]
    then = [household("H1", net=huge, persons=7), household("H2", net=huge, persons=7)]
    judged = _judged({"2024Q4": now, "2023Q4": then})
    assert judged["net_fell"].tolist() == [True, False]
    assert judged["change"].tolist() == [-142_857, 0]
    assert judged["annual_per_capita"].tolist() == [1_285_714_285_714_142_857, 1_285_714_285_714_285_714]


def test_a_percent_beyond_every_column_is_cut_and_not_wrapped_round() -> None:
    judged = _judged({"2024Q4": [household(net=-(10**12), persons=1)], "2023Q4": [household(net="0.000001", persons=1)]})
    assert judged["change_percent"].tolist() == [-(2**63 - 1)]


def test_a_household_twice_in_a_quarter_counts_once_and_always_the_same() -> None:
    twice = pd.concat([frame([household(net=5)], reporter="532323102000"), frame([household(net=9)])])
    for frames in (twice, twice.iloc[::-1]):
        judged = judged_households(SETTINGS, period="2024Q4", frames={"2024Q4": frames})
        assert judged["reporter"].tolist() == ["532323101000"]


def test_changes_of_sources_are_the_whole_households_in_micro_yuan() -> None:
    now = [household(wage=1000, operating_gross=500, operating_cost=100, property=7, transfer=None)]
    then = [household(wage=3000, operating_gross=100, operating_cost=0, property=0, transfer=1)]
    judged = _judged({"2024Q4": now, "2023Q4": then})
    changes = [judged[f"{name}_change"].iloc[0] for name in ("wage", "operating", "property")]
    assert changes == [-2_000_000_000, 300_000_000, 7_000_000]
    assert judged["transfer_change"].isna().all()
    gross = _judged({"2024Q4": now, "2023Q4": then}, IncomeSettings(operating_basis="gross"))
    assert gross["operating_change"].tolist() == [400_000_000]


def test_gone_are_those_of_last_year_whose_reporter_has_reported_without_them() -> None:
    then = pd.concat(
        [
            frame([household("stays"), household("gone"), household("moved")]),
            frame([household("unreported")], reporter="532323102000"),
        ]
    )
    now = pd.concat([frame([household("stays")]), frame([household("moved")], reporter="532323103000")])
    gone = gone_households("2024Q4", {"2024Q4": now, "2023Q4": then}, {"532323101000", "532323103000"})
    assert gone["household_no"].tolist() == ["gone"]
