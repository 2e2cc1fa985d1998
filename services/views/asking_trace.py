"""What 数字来源 asks: the cells of one figure, and those of one page of them."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

import numpy as np

from data_access.errors import CalledWrongly
from data_access.sheets import load_sheets
from data_access.store import SubmissionRecord
from metrics.catalogue import TASK_TEMPLATE, load_catalogue
from metrics.tracing import Part
from services.periods import parsed_period
from services.tables.model import Table
from services.traced_cells import cells_at
from services.tracing import FigureTrace, trace_figure
from services.versions import original_file
from services.views import forms
from services.views.answering import reporter_noun
from services.views.glossary_formula import Wording
from services.views.model import Clause, Headline, Tile
from services.views.tracing import PAGE, Sources, cell_table, newest_first, part_word, parts_of, report_table, whole_table
from services.views.uploading import names_for
from services.workspace import Pack, Workspace

NOTHING = {
    "not_reported": "还没有单位报送，没有单元格可列。", "not_comparable": "没有可比的基期，或本方案、本级没有这项数，没有单元格可列。",
    "": "没有行符合条件，没有单元格可列。",
}  # fmt: skip


@dataclass(frozen=True, kw_only=True, eq=False)
class Tracing:
    """The page before its list: finding, tiles, formula in words, reports with their subtotals; ``parts``: how many cells each."""

    headline: Headline
    context: tuple[str, ...]
    tiles: tuple[Tile, ...]
    formula: str
    sources: Sources
    reports: Table
    parts: tuple[tuple[Part, int], ...]
    nothing: str = ""

    @property
    def sides(self) -> dict[str, Part]:
        """The parts by their names."""
        return {part_word(self.sources.trace, part): part for part, _ in self.parts}

    @property
    def of_reports(self) -> bool:
        """Whether whole reports were counted: there are no single cells to list."""
        return any(field.name is None for field in self.sources.trace.fields)

    @property
    def files(self) -> dict[str, SubmissionRecord]:
        """The reports by name, the latest period first."""
        return {self.sources.report_name(record): record for record in newest_first(self.sources.trace.records)}


def ask_trace(workspace: Workspace, pack: Pack, indicator: str, region: str, period: str) -> Tracing:
    """Where a figure came from; ``region`` empty: the pack's root (CalledWrongly: no such indicator, period or place)."""
    found = trace_figure(workspace, indicator, period=parsed_period(period), region=region or pack.root, pack=pack.id)
    title = pack.title if len(workspace.packs) > 1 else ""
    sources = Sources(trace=found, subtotals=tuple(found.subtotals()), names=names_for(workspace), pack=title)
    place, context = workspace.region(found.figure.region).name, _context(found, pack)
    return Tracing(
        headline=_headline(found, place),
        context=context,
        tiles=_tiles(found),
        formula=f"算法：{Wording(load_catalogue(), load_sheets(), pack.settings).formula(found.indicator)}",
        sources=sources,
        reports=report_table(sources, " · ".join((f"{found.title}，{place}", *context))),
        parts=tuple((part, len(found.of_part(part))) for part in parts_of(found)),
        nothing="" if len(found) else NOTHING[found.figure.reason],
    )


def _decimals(found: FigureTrace) -> int:
    """Whole counts of a task without decimals, money and shares with theirs."""
    value = found.figure.value
    whole = value is not None and value.denominator == 1
    return 0 if whole and found.unit not in forms.FRACTIONAL else found.indicator.decimals


def _quantity(found: FigureTrace) -> str:
    return forms.quantity(found.figure.value, found.unit, _decimals(found))


def _headline(found: FigureTrace, place: str) -> Headline:
    """农村劳动力转移就业人数，牟定县2023年6月：86,398人，由7份报表的89个单元格得来."""
    figure, reports = found.figure, len(found.records)
    text = f"{found.title}，{place}{forms.period_label(figure.period)}：{_quantity(found)}"
    if not len(found):
        return (Clause(text=f"{text}。"),)
    made = f"由{reports:,}份报表" if found.fields[0].name is None else f"由{reports:,}份报表的{len(found):,}个单元格"
    return (Clause(text=f"{text}，{made}得来。"),)


def _context(found: FigureTrace, pack: Pack) -> tuple[str, ...]:
    figure = found.figure
    departments = all(record.reporter.startswith("dept:") for record in found.records) and bool(found.records)
    noun = "部门" if departments else "份报表" if found.fields and found.fields[0].name is None else reporter_noun(pack)
    counted = "" if noun == "份报表" else "个"
    carried = f"，沿用{figure.carried_forward}{counted}{noun}" if figure.carried_forward else ""
    judged = figure.rows is not None and figure.rows_expected is None and found.indicator.id != TASK_TEMPLATE
    rows = f"{figure.rows:,}行齐全" if judged else ""
    if figure.rows is not None and figure.rows_expected is not None:
        rows = f"{figure.rows}/{figure.rows_expected}行齐全"
    return (
        forms.period_range(figure.period),
        f"含{figure.reported}/{figure.expected}{counted}{noun}{carried}",
        rows,
    )


def _tiles(found: FigureTrace) -> tuple[Tile, ...]:
    """The figure, its two sides as they are divided, and what they rest on."""
    figure = found.figure
    shown, unit = forms.parts(figure.value, found.unit, _decimals(found))
    tiles = [Tile(name=found.title, figure=shown, unit=unit)]
    growth = found.indicator.numerator.growth
    names = ("本期减上年同期", "上年同期") if growth else ("分子", "分母")
    if found.indicator.denominator is not None:
        sides = zip(names, (figure.numerator, figure.denominator), strict=True)
        tiles += [Tile(name=name, figure=_side(side)) for name, side in sides]
    carried = int(found.carried.sum())
    if found.fields and found.fields[0].name is None:
        return (*tiles, Tile(name="报表", figure=f"{len(found.records):,}", unit="份"))
    return (
        *tiles,
        Tile(name="单元格", figure=f"{len(found):,}", unit="个", under=f"其中沿用上期{carried:,}个" if carried else ""),
        Tile(name="报表", figure=f"{len(found.records):,}", unit="份"),
    )


def _side(value: Fraction | None) -> str:
    return forms.plain(value, 2)


def list_cells(workspace: Workspace, tracing: Tracing, part: Part, page: int) -> tuple[Table, int, int]:
    """One page of a part's cells, which page that is, and how many there are; a page that is too far is the last."""
    found = tracing.sources.trace
    positions = found.of_part(part)
    pages = max(-(-len(positions) // PAGE), 1)
    page = min(page, pages)
    first = (page - 1) * PAGE
    cells = cells_at(workspace, found, positions[first : first + PAGE])
    span = f"第{first + 1:,}—{first + len(cells):,}个，共{len(positions):,}个" if pages > 1 else f"共{len(positions):,}个"
    if found.fields[0].name is None:
        span = span.replace("个", "份")
    return cell_table(tracing.sources, cells, part, place=f"：{span}"), page, pages


def export_trace(workspace: Workspace, tracing: Tracing) -> tuple[Table, Table]:
    """The reports with their subtotals, and every cell."""
    found = tracing.sources.trace
    cells = cells_at(workspace, found, np.arange(len(found), dtype=np.int64))
    return tracing.reports, whole_table(tracing.sources, cells, tracing.reports.context)


def original(workspace: Workspace, record: SubmissionRecord) -> bytes:
    """The file as it was handed in (CalledWrongly: it also holds what the caller may not see)."""
    content = original_file(workspace, record)
    if content is None:
        raise CalledWrongly("原文件还含有其他单位的报表，不能下载。")
    return content
