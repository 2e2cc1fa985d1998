"""Every figure leads to its cells: the address of 数字来源 for the page that is being drawn."""

from __future__ import annotations

from collections.abc import Sequence
from contextvars import ContextVar
from urllib.parse import urlencode

from pages.kit.links import kept
from services.views.forms import BLANK

ADDRESS = "/trace"
#: what every figure of the page is asked with (period, pack …), and the page's own place; none: its figures lead nowhere
_page: ContextVar[tuple[dict[str, str], str] | None] = ContextVar("iw_origin", default=None)


def figures_lead_from(period: str, region: str, **more: str) -> None:
    """Says what the figures drawn from now on are figures of; ``period`` empty: of no one period, so that none is linked.

    ``more``: what else the address has to say (pack, moment); what is empty is left out."""
    asked = {"at": period} | {key: value for key, value in more.items() if value}
    _page.set((asked, region) if period else None)


def origin_of(indicator: str, region: str = "", **other: str) -> str:
    """The address of a figure's cells; ``region`` empty: the page's own place. Empty where it leads nowhere.

    ``other``: what is asked otherwise than by the rest of the page (``at``: another period)."""
    page = _page.get()
    if page is None or not is_indicator(indicator):
        return ""
    asked, here = page
    return kept(f"{ADDRESS}?{urlencode({'indicator': indicator, 'region': region or here, **asked, **other})}")


def is_indicator(key: str) -> bool:
    """Whether the key of a column names an indicator: ``employment.trained``, ``task:PUB-M06``."""
    return key.startswith("task:") or ("." in key and ":" not in key)


def linked(body: str, indicator: str, region: str = "", *, text: str = "") -> str:
    """The HTML of a figure as a link to its cells; as it is where it has none, or where ``text`` says that there is no figure."""
    address = origin_of(indicator, region) if text != BLANK else ""
    if not address:
        return body
    return f'<a class="iw-from" href="{address.replace("&", "&amp;")}" target="_self" title="数字来源">{body}</a>'


def months_lead(label: str, indicator: str, years: Sequence[tuple[int, Sequence[object | None]]]) -> str:
    """The figures of a drawing by month as links to their cells, (year, its months' figures) each; empty where they lead nowhere."""
    said: list[str] = []
    for year, figures in years:
        months = [number for number, figure in enumerate(figures, start=1) if figure is not None]
        addresses = [(number, origin_of(indicator, at=f"{year}-{number:02d}")) for number in months]
        links = [
            f'<a href="{address.replace("&", "&amp;")}" target="_self" title="数字来源">{number}月</a>'
            for number, address in addresses
            if address
        ]
        said += [f"{year}年 {' '.join(links)}"] if links else []
    return f"{label}数字来源：{'；'.join(said)}" if said else ""
