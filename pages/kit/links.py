"""Links inside the app keep the moment that the page is seen at."""

from __future__ import annotations

from contextvars import ContextVar
from html import escape
from urllib.parse import urlencode

AS_OF = "as_of"
#: pages that are always of now: what is handed in is handed in today, definitions are today's
OF_NOW = ("/upload", "/glossary", "/paper")

_seen: ContextVar[str] = ContextVar("iw_as_of", default="")


def links_keep(text: str) -> None:
    """Says at which moment, as it stands in the address, the page being drawn is seen; empty: now."""
    _seen.set(text)


def seen_in_the_past() -> bool:
    """Whether the page being drawn is seen at an earlier moment."""
    return bool(_seen.get())


def kept(address: str) -> str:
    """An address inside the app with that moment; others as they are."""
    text = _seen.get()
    if not text or not address.startswith(("/", "?")) or address.startswith(OF_NOW):
        return address
    joint = "" if address.endswith("?") else "&" if "?" in address else "?"
    return f"{address}{joint}{urlencode({AS_OF: text})}"


def quarter_link(words: str, page: str, quarter: str, unit: str = "") -> str:
    """A link to another page of the same quarter (``2023年第二季度``) and unit, empty for the whole; left out of print."""
    asked = {"quarter": quarter} | ({"unit": unit} if unit else {})
    return f'<a class="iw-noprint" href="{escape(kept(f"/{page}?{urlencode(asked)}"))}" target="_self">{escape(words)}</a>'
