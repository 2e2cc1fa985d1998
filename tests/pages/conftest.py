"""The sample county for the page tests."""

from tests.sample_county import sample_file, sample_url

__all__ = ["sample_file", "sample_url"]
