"""Samples of packs whose regions (and perhaps departments) report, at any size, drawn by rule from ``profiles.toml``."""
