"""The indicators: what is measured, from which fields, in which unit, and what it means (口径)."""

from metrics.catalogue.loading import CatalogueError, load_catalogue, read_catalogue
from metrics.catalogue.model import TASK_TEMPLATE, Catalogue, Condition, Indicator, Measure

__all__ = [
    "TASK_TEMPLATE",
    "Catalogue",
    "CatalogueError",
    "Condition",
    "Indicator",
    "Measure",
    "load_catalogue",
    "read_catalogue",
]
