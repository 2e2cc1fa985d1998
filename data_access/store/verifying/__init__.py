"""Holds the database against itself and against what is derived or read anew; changes nothing.

Places are named, never what stands in a cell.
"""

from data_access.store.verifying.fact_rows import reread_faults
from data_access.store.verifying.findings import FaultCode, Findings, Place
from data_access.store.verifying.inspection import Inspection, inspection
from data_access.store.verifying.stored import StoredSubmission
from data_access.store.verifying.warnings import check_list, stored_lists

__all__ = [
    "FaultCode",
    "Findings",
    "Inspection",
    "Place",
    "StoredSubmission",
    "check_list",
    "inspection",
    "reread_faults",
    "stored_lists",
]
