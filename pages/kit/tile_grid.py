"""Units as tiles in HTML, where names and figures stay text: one colour in steps, not reported hatched."""

from __future__ import annotations

from pages.kit.html import block, escape
from services.views.tile_grid import Tile, TileGrid


def tile_grid(grid: TileGrid) -> str:
    """The tiles at their places, and below what the steps mean."""
    tiles = "".join(_tile(tile) for tile in grid.tiles)
    body = f'<div class="iw-tilegrid" style="grid-template-columns:repeat({grid.columns},minmax(0,1fr))">{tiles}</div>'
    return block(body + _legend(grid))


def _tile(tile: Tile) -> str:
    css = "iw-hatched" if tile.missing else "iw-unshaded" if tile.step is None else f"iw-step{tile.step}"
    count = f"<span>{escape(tile.count)}</span>" if tile.count else ""
    place = f"grid-row:{tile.row};grid-column:{tile.column}"
    return f'<div class="{css}" style="{place}"><b>{escape(tile.name)}</b><span>{escape(tile.share)}</span>{count}</div>'


def _legend(grid: TileGrid) -> str:
    steps = [(f"iw-step{step}", words) for step, words in enumerate(grid.legend)]
    if any(tile.step is None and not tile.missing for tile in grid.tiles):
        steps.append(("iw-unshaded", "少于3户或不列"))
    if any(tile.missing for tile in grid.tiles):
        steps.append(("iw-hatched", "○ 未报"))
    keys = "".join(f'<span><i class="{css}"></i>{escape(words)}</span>' for css, words in steps)
    where = "方位由方案给出，为示意。" if grid.placed else "按代码顺序排列，不表示方位。"
    return f'<div class="iw-legend iw-tilekeys">{keys}</div><div class="iw-note">{where}</div>'
