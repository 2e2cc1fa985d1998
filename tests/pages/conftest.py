"""The sample county for the page tests; what one test opened is not seen by the next."""

from collections.abc import Iterator

import pytest
import streamlit as st

from tests.sample_county import sample_file, sample_url

__all__ = ["sample_file", "sample_url"]


@pytest.fixture(autouse=True)
def fresh_caches() -> Iterator[None]:
    """A workspace of one test is not seen by the next: caches are told apart by the revision, not by the address."""
    yield
    st.cache_resource.clear()
