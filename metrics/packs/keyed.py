"""Outside figures that a bureau keyed in, over what the pack file says."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from fractions import Fraction

from metrics.packs.model import IncomeTable, Keyed, KeyedKind, Pack, Series


def with_keyed(pack: Pack, keyed: Iterable[Keyed]) -> Pack:
    """The pack with each figure in the place of the file's; ``keyed`` of the pack names them. A region that a series knows by
    itself keeps its own values."""
    entries = tuple(keyed)
    if not entries:
        return pack
    income = pack.income
    changed: dict[str, object] = {
        kind: _over(getattr(income, kind), [entry for entry in entries if entry.kind == kind])
        for kind in ("line", "low_income_cutoff", "reference_income")
    }
    changed["reference_series"] = _series(income, [entry for entry in entries if entry.kind == "series"])
    return replace(pack, income=income.model_copy(update=changed), keyed=entries)


def _over(values: Mapping[int, Fraction], entries: Iterable[Keyed]) -> dict[int, Fraction]:
    return {**values, **{entry.year: entry.value for entry in entries}}


def _series(income: IncomeTable, entries: Iterable[Keyed]) -> dict[str, Series]:
    found = dict(income.reference_series)
    for entry in entries:
        series = found.get(entry.name, Series())
        if entry.region:
            own = _over(series.by_region.get(entry.region, {}), [entry])
            found[entry.name] = series.model_copy(update={"by_region": {**series.by_region, entry.region: own}})
        else:
            found[entry.name] = series.model_copy(update={"values": _over(series.values, [entry])})
    return found


def keyed_of(pack: Pack, kind: KeyedKind, year: int, name: str = "", region: str = "") -> Keyed | None:
    """The keyed figure that answers for a year; of a series, that of the place, else the one for all; None: the file's does."""
    own = [entry for entry in pack.keyed if (entry.kind, entry.year, entry.name) == (kind, year, name)]
    of_place = [entry for entry in own if entry.region == region]
    series = pack.income.reference_series.get(name)
    apart = region != "" and series is not None and region in series.by_region
    return next(iter(of_place), None if apart else next((entry for entry in own if not entry.region), None))
