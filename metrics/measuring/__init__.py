"""Measuring: from the rows in force to the figures of a region, exact."""
