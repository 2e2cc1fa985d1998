"""Results made by hand, for views that take nothing else."""

from __future__ import annotations

from datetime import datetime, timedelta
from fractions import Fraction
from typing import Any
from zoneinfo import ZoneInfo

from metrics.evidence import ReportState
from metrics.results import Figure, Judgement, Result

ROOT = "532323000000"
GONGHE, XINQIAO, ANLE = "532323101000", "532323102000", "532323203000"
NAMES = {ROOT: "牟定县", GONGHE: "共和镇", XINQIAO: "新桥镇", ANLE: "安乐乡"}
DUE = datetime(2023, 5, 26, tzinfo=ZoneInfo("Asia/Shanghai"))


def figure(value: Any, *, indicator: str = "x", region: str = ROOT, period: str = "2023-05", **more: Any) -> Figure:
    """A figure in which all seven townships are."""
    exact = None if value is None else Fraction(str(value))
    known: dict[str, Any] = {
        "numerator": exact, "denominator": None, "reported": 7, "expected": 7, "carried_forward": 0, "rows": None, "rows_expected": None,
    }  # fmt: skip
    return Figure(indicator=indicator, region=region, period=period, value=exact, **{**known, **more})


def judgement(status: str | None, *, value: Any = 100, completion: Any = None, **more: Any) -> Judgement:
    """A threshold of the county unless said otherwise."""
    known: dict[str, Any] = {
        "code": "EMP-M01", "op": ">=", "unit": "人", "kind": "threshold", "year": 2023, "stretch": False, "scope": "pack root",
        "clause": "二(六)", "pace": None, "gap": None, "short": (),
    }  # fmt: skip
    target = Fraction(str(value)) if value is not None and not isinstance(value, tuple) else value
    done = None if completion is None else Fraction(str(completion))
    return Judgement(status=status, value=target, completion=done, **{**known, **more})  # type: ignore[arg-type]


def result(
    figured: Figure, judged: Judgement | None = None, *, unit: str = "人", decimals: int = 0, title: str = "指标"
) -> Result:
    """One object of ``indicators``."""
    return Result(
        pack="mouding-2023", indicator=figured.indicator, title=title, unit=unit, page="employment", decimals=decimals,
        better="higher", figure=figured, target=judged,
    )  # fmt: skip


def state(reporter: str, kind: str, *, sheet: str = "employment", version: int | None = 1) -> ReportState:
    """A line of status; handed in a day before or after it was due."""
    handed_in = kind in ("on_time", "late")
    at = DUE + timedelta(days=1 if kind == "late" else -1)
    return ReportState(
        sheet=sheet, reporter=reporter, name=NAMES.get(reporter, reporter), due_at=DUE, state=kind,  # type: ignore[arg-type]
        submission=1 if handed_in else None, version=version if handed_in else None, received_at=at if handed_in else None,
        first_valid_at=at if handed_in else None, first_pass=handed_in or None,
    )  # fmt: skip
