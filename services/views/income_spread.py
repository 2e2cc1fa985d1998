"""How many households live on how much a year: counts by band of annual per-head income, those that cannot be judged apart."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

import numpy as np
import pandas as pd

from metrics.evidence import MICRO
from metrics.income import compare, needed_periods
from metrics.income_exact import Quantity, against
from metrics.income_quarters import year_of
from metrics.packs import Pack
from metrics.places import subtree
from services.tables.model import Table, TableCell, TableColumn, TableRow
from services.views import forms

#: bands of 1,000 元 where nine in ten households lie below the last one, else of 2,000 元
NARROW, NARROW_TOP = 1_000, 12_000
WIDE, WIDE_TOP = 2_000, 24_000


@dataclass(frozen=True, kw_only=True)
class Band:
    """Households with ``lower`` <= 元 a head and year < ``upper``; None: open at that end."""

    lower: int | None
    upper: int | None
    households: int

    @property
    def label(self) -> str:
        """不足2,000, 8,000—10,000, 24,000以上."""
        if self.lower is None:
            return f"不足{self.upper:,}"
        return f"{self.lower:,}以上" if self.upper is None else f"{self.lower:,}—{self.upper:,}"


@dataclass(frozen=True, kw_only=True)
class Spread:
    """``bands`` from the poorest up; ``unknown``: households without an annual income; ``lines``: the pack's, (name, 元)."""

    bands: tuple[Band, ...]
    known: int
    unknown: int
    width: int
    lines: tuple[tuple[str, Fraction], ...]


def lines_of(pack: Pack, period: str) -> tuple[tuple[str, Fraction], ...]:
    """The lines that judge a quarter: 监测线 where one is keyed in for its year, the work line where it is on."""
    found: list[tuple[str, Fraction]] = []
    line = pack.income.line.get(year_of(period))
    if line is not None:
        found.append(("监测线", line))
    work = pack.income_settings.work_line
    if work is not None:
        found.append(("工作线", work))
    return tuple(found)


def annual_incomes(pack: Pack, period: str, frames: Mapping[str, pd.DataFrame], region: str) -> Quantity | None:
    """Annual per-head income (1e-6 元) of each household of a region; ``frames``: all reporters' rows of ``needed_quarters``."""
    if not len(frames[period]):
        return None
    comparison = compare(pack.income_settings, period=period, frames=frames)
    first, last = subtree(region)
    places = comparison.rows["region"].fillna("")
    inside = ((places >= first) & (places <= last)).to_numpy(dtype=bool)
    return comparison.annual.at(np.flatnonzero(inside))


def needed_quarters(pack: Pack, period: str) -> list[str]:
    """The quarters whose rows tell annual incomes."""
    return needed_periods(period, pack.income_settings.comparison)


def spread_of(annual: Quantity, lines: Sequence[tuple[str, Fraction]]) -> Spread:
    """The households by band, compared exactly: 9,999.99 元 is not 10,000 元."""
    known = int(annual.known.sum())
    narrow = known > 0 and _under(annual, NARROW_TOP) * 10 >= known * 9
    width, top = (NARROW, NARROW_TOP) if narrow else (WIDE, WIDE_TOP)
    edges = list(range(width, top + 1, width))
    under = [_under(annual, edge) for edge in edges]
    bands = [Band(lower=None, upper=edges[0], households=under[0])]
    bands += [
        Band(lower=edge, upper=edge + width, households=later - earlier)
        for edge, earlier, later in zip(edges, under, under[1:], strict=False)
    ]
    bands.append(Band(lower=top, upper=None, households=known - under[-1]))
    return Spread(bands=tuple(bands), known=known, unknown=len(annual.known) - known, width=width, lines=tuple(lines))


def _under(annual: Quantity, bound: int) -> int:
    return int((annual.known & (against(annual, Fraction(bound) * MICRO) < 0)).sum())


def spread_finding(spread: Spread, below_work: Fraction | None, work_line: Fraction | None) -> str:
    """年人均10,000元以下214户，占35.67%；8,000—10,000元最多，103户."""
    if not spread.known:
        return "缺上年数据，还不能折算年人均纯收入"
    most = max(spread.bands, key=lambda band: band.households)
    said = f"{most.label}元的最多，{most.households:,}户"
    if below_work is None or work_line is None:
        return f"年人均纯收入{said}"
    line, share = f"年人均{forms.plain(work_line, 2)}元以下", forms.percent(forms.share(below_work, spread.known))
    return f"{line}{forms.number(below_work)}户，占{share}；{said}" if below_work else f"没有{line}的户；{said}"


def spread_table(spread: Spread, context: str) -> Table:
    """The bands as a table to take along."""
    columns = (
        TableColumn(key="band", heading="年人均纯收入（元）", width=22),
        TableColumn(key="households", heading="户数", align="right", number=True, width=10),
        TableColumn(key="share", heading="占比 %", align="right", number=True, decimals=2, width=10),
    )
    rows = [_row(band.label, band.households, forms.share(band.households, spread.known)) for band in spread.bands]
    rows.append(_row("无法判断", spread.unknown, None))
    notes = ("占比＝该档户数÷可折算年人均纯收入的户数。", "各档含下限、不含上限；无法判断的户缺上年同季或上年第四季度数据。")
    return Table(title="年人均纯收入分布", unit="户、%", columns=columns, rows=tuple(rows), notes=notes, context=context)


def _row(label: str, households: int, share: Fraction | None) -> TableRow:
    shown = TableCell(text=forms.number(share, 2), value=None if share is None else float(share))
    return TableRow(cells=(TableCell(text=label), TableCell(text=f"{households:,}", value=households), shown))
