"""任务分解表: the workbook by which targets of a whole are handed down to its units, written and read."""

from data_access.allocations.checking import check_sums
from data_access.allocations.form import AllocationForm, FormLine, ReadAllocation
from data_access.allocations.reading import part_at, read_allocation
from data_access.allocations.writing import write_allocation

__all__ = [
    "AllocationForm",
    "FormLine",
    "ReadAllocation",
    "check_sums",
    "part_at",
    "read_allocation",
    "write_allocation",
]
