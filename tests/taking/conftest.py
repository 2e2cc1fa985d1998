"""The marked county for these tests."""

from tests.pages.conftest import fresh_caches
from tests.taking.county import workspace

__all__ = ["fresh_caches", "workspace"]
