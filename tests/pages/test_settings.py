"""Settings of the server that no page shows, yet that every page is slower without."""

from __future__ import annotations

from streamlit import config


def test_no_full_search_for_cycles_follows_a_rerun() -> None:
    """A hidden option: it must still exist in the Streamlit that is installed (``get_option`` raises where it does not)."""
    assert config.get_option("runner.postScriptGC") is False
