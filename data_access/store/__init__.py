"""The database: submissions with their versions, what is in force when, and what is derived from it.

These are the doors; every read takes the caller's scope.
"""

from data_access.store.allocations import (
    AllocationProposal,
    AllocationRecord,
    Part,
    allocation_file,
    allocation_parts,
    allocations,
    allocations_in_force,
    store_allocation,
    withdraw_allocation,
)
from data_access.store.committing import Committed, Proposal, commit
from data_access.store.database import Database
from data_access.store.derived import HOUSEHOLD_SHEET, WARNING_COLUMNS, Derive, Derived, PreviewedState, WarningChange
from data_access.store.disclosures import Disclosure, disclosures, record_disclosure
from data_access.store.earlier import StoredEarlierReports
from data_access.store.fact_cells import fact_cells
from data_access.store.fact_frames import facts
from data_access.store.household_history import HouseholdQuarter, household_history
from data_access.store.listed_quarters import listed_quarters
from data_access.store.opening import open_database
from data_access.store.outside import (
    OutsideKey,
    OutsideKind,
    OutsideProposal,
    OutsideRecord,
    outside_in_force,
    outside_records,
    store_outside,
    withdraw_outside,
)
from data_access.store.packs import PackEntry, has_packs, pack_entries
from data_access.store.previews import Preview, drop_preview, load_preview, save_preview
from data_access.store.rebuilding import MakeList, drop_warnings, rebuild, rebuild_list, replace_warnings
from data_access.store.receipts import Attempt, FirstVersion, attempts, file_content, first_versions, record_attempt
from data_access.store.scope import Scope
from data_access.store.setting_up import initialise
from data_access.store.state import StoredState
from data_access.store.switches import first_replaced, switch_days, switched_between
from data_access.store.verifying import stored_lists
from data_access.store.versions import (
    AcceptedWarning,
    SubmissionRecord,
    Warned,
    in_force,
    in_force_before,
    last_change,
    revision,
    submission_record,
    submissions,
)
from data_access.store.warning_counts import (
    ChurnCounts,
    WarningCounts,
    annual_histogram,
    cause_counts,
    churn_counts,
    warning_counts,
)
from data_access.store.warning_filters import WarningFilters
from data_access.store.warning_list import WarningOrder, WarningRow, gone_rows, warning_rows
from data_access.store.withdrawing import comes_back, withdraw

__all__ = [
    "HOUSEHOLD_SHEET",
    "WARNING_COLUMNS",
    "AcceptedWarning",
    "AllocationProposal",
    "AllocationRecord",
    "Attempt",
    "ChurnCounts",
    "Committed",
    "Database",
    "Derive",
    "Derived",
    "Disclosure",
    "FirstVersion",
    "HouseholdQuarter",
    "MakeList",
    "OutsideKey",
    "OutsideKind",
    "OutsideProposal",
    "OutsideRecord",
    "PackEntry",
    "Part",
    "Preview",
    "PreviewedState",
    "Proposal",
    "Scope",
    "StoredEarlierReports",
    "StoredState",
    "SubmissionRecord",
    "Warned",
    "WarningChange",
    "WarningCounts",
    "WarningFilters",
    "WarningOrder",
    "WarningRow",
    "allocation_file",
    "allocation_parts",
    "allocations",
    "allocations_in_force",
    "annual_histogram",
    "attempts",
    "cause_counts",
    "churn_counts",
    "comes_back",
    "commit",
    "disclosures",
    "drop_preview",
    "drop_warnings",
    "fact_cells",
    "facts",
    "file_content",
    "first_replaced",
    "first_versions",
    "gone_rows",
    "has_packs",
    "household_history",
    "in_force",
    "in_force_before",
    "initialise",
    "last_change",
    "listed_quarters",
    "load_preview",
    "open_database",
    "outside_in_force",
    "outside_records",
    "pack_entries",
    "rebuild",
    "rebuild_list",
    "record_attempt",
    "record_disclosure",
    "replace_warnings",
    "revision",
    "save_preview",
    "store_allocation",
    "store_outside",
    "stored_lists",
    "submission_record",
    "submissions",
    "switch_days",
    "switched_between",
    "warning_counts",
    "warning_rows",
    "withdraw",
    "withdraw_allocation",
    "withdraw_outside",
]
