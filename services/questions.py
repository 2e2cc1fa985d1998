"""Answers a question for figures: every indicator of a pack with its targets, for a region and a period."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from fractions import Fraction
from typing import Any

from metrics.catalogue import load_catalogue
from metrics.evaluation import evaluate
from metrics.packs import Pack
from metrics.periods import Period
from metrics.results import Judgement, Result, Shortfall
from metrics.rounding import printed
from services.evidence import StoredEvidence
from services.periods import parsed_period
from services.workspace import Workspace, territory


def ask(
    workspace: Workspace,
    *,
    period: str,
    region: str | None = None,
    pack: str | None = None,
    as_of: datetime | None = None,
    by_child: bool = False,
) -> list[Result]:
    """Every indicator of each pack that answers; ``region`` defaults to the pack's root. CalledWrongly: unknown period, region or pack."""
    asked = parsed_period(period)
    seen = workspace.at(as_of or workspace.as_of)
    results: list[Result] = []
    for answering in seen.packs_for(asked, region=region, pack_id=pack):
        results += ask_pack(seen, answering, period=asked, region=region or answering.root, as_of=as_of, by_child=by_child)
    return results


def ask_pack(
    workspace: Workspace, pack: Pack, *, period: Period, region: str, as_of: datetime | None = None, by_child: bool = False
) -> list[Result]:
    """The same for one pack."""
    return list(
        evaluate(
            pack,
            load_catalogue(),
            StoredEvidence(workspace.at(as_of or workspace.as_of), pack),
            territory(workspace.tree),
            period=str(period),
            region=region,
            by_child=by_child,
            at=as_of or workspace.moment,
        )
    )


def results_json(results: Sequence[Result]) -> list[dict[str, Any]]:
    """The list of ``indicators --json``."""
    return [_result_json(result) for result in results]


def _result_json(result: Result) -> dict[str, Any]:
    figure = result.figure
    return {
        "pack": result.pack,
        "indicator": result.indicator,
        "title": result.title,
        "region": figure.region,
        "period": figure.period,
        "value": printed(figure.value, 6),
        "unit": result.unit,
        "numerator": printed(figure.numerator, 6),
        "denominator": printed(figure.denominator, 6),
        "reported": figure.reported,
        "expected": figure.expected,
        "carried_forward": figure.carried_forward,
        "rows": figure.rows,
        "rows_expected": figure.rows_expected,
        "target": _target_json(result.target) if result.target else None,
    }


def _target_json(target: Judgement) -> dict[str, Any]:
    value = target.value
    return {
        "code": target.code,
        "op": target.op,
        "value": [printed(value[0], 6), printed(value[1], 6)] if isinstance(value, tuple) else printed(value, 6),
        "unit": target.unit,
        "kind": target.kind,
        "year": target.year,
        "stretch": target.stretch,
        "scope": target.scope,
        "clause": target.clause,
        "completion": printed(target.completion, 2),
        "pace": printed(target.pace, 2),
        "gap": printed(target.gap, 6),
        "status": target.status,
        "short": [_short_json(entry) for entry in target.short],
    }


def _short_json(entry: Shortfall) -> dict[str, Any]:
    """A region by its code, or a row that is no place by its key."""
    place = {"region": entry.region} if entry.row_key is None else {"row_key": entry.row_key}
    value: Fraction | None = entry.value
    return {**place, "value": printed(value, 6)}
