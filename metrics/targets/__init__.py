"""Targets and their statuses."""
