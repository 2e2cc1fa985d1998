"""The pages of the menu, for the tests that visit every page: one list, the menu's own."""

from __future__ import annotations

from pages.kit.shell import MENU

_ENTRIES = [entry for entries in MENU.values() for entry in entries]
#: title → script
SCRIPTS = {title: script for script, title, _, _ in _ENTRIES}
#: title → address; the first page answers at / only
ADDRESSES = {title: "/" if address == "overview" else f"/{address}" for _, title, _, address in _ENTRIES}
