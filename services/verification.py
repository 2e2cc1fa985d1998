"""``verify``: the database against itself, against its original files and against a rebuild. Changes nothing."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from data_access.examination.rereading import Record, find_again, identity_differs, readings
from data_access.reading import Reader, Refused
from data_access.reading.grid import Workbook, WorkbookFile
from data_access.scheme import ReportingScheme
from data_access.sheets import load_sheets
from data_access.store import Database, open_database, outside_in_force, pack_entries
from data_access.store.verifying import Findings, Inspection, StoredSubmission, check_list, inspection, reread_faults
from data_access.undisturbed import undisturbed
from metrics.packs import Pack, PackError
from services.allocating import reread_allocations
from services.initialising import fingerprint
from services.scheme import scheme_of
from services.warning_lists import warning_lists
from services.workspace import database_url, keyed_packs, pack_of

Progress = Callable[[int, int], None]


@dataclass(frozen=True, kw_only=True)
class Verification:
    """What was checked, and what does not hold.

    ``unread``: versions whose root has no pack here any more, so that their files cannot be read again as they were.
    ``leftovers``: what killed writers left in staging, no fault. ``submissions``: every version by its number, to name places.
    """

    files: int = 0
    rows: int = 0
    lists: int = 0
    unread: int = 0
    leftovers: int = 0
    submissions: Mapping[int, StoredSubmission]
    findings: Findings

    @property
    def holds(self) -> bool:
        return not self.findings.counts


@undisturbed()
def verify(url: str | None, progress: Progress) -> Verification:
    """Everything that does not hold (DatabaseNotReady, DatabaseTooNew); ``progress`` counts files and warning lists."""
    database = open_database(database_url(url))
    with inspection(database) as state:
        if not state.is_readable():
            return Verification(submissions={}, findings=state.findings)
        rows = state.check_tables()
        packs, unreadable = _packs(database, state.findings)
        judging = keyed_packs(packs, outside_in_force(database))
        files, lists = state.files(), [one for one in warning_lists(database, judging) if one.pack not in unreadable]
        steps = len(files) + len(lists)
        unread = _reread(state, [scheme_of(pack) for pack in packs], lambda done: progress(done, steps))
        leftovers = state.leftovers()
    reread_allocations(database, packs, state.findings)
    for done, one in enumerate(lists, start=len(files) + 1):
        check_list(database, one.root, one.pack, one.period, one.make, state.findings)
        progress(done, steps)
    return Verification(
        files=len(files), rows=rows, lists=len(lists), unread=unread, leftovers=leftovers,
        submissions={stored.id: stored for stored in state.submissions}, findings=state.findings,
    )  # fmt: skip


def _packs(database: Database, findings: Findings) -> tuple[list[Pack], set[str]]:
    """The packs that can be read, and the ids of those that cannot."""
    packs: list[Pack] = []
    unreadable: set[str] = set()
    for entry in pack_entries(database):
        try:
            pack = pack_of(entry)
        except PackError:
            findings.add("pack_unreadable", subject=entry.id)
            unreadable.add(entry.id)
            continue
        packs.append(pack)
        if fingerprint(pack) != entry.fingerprint or pack.id != entry.id:
            findings.add("pack_changed", subject=entry.id)
    return packs, unreadable


def _reread(state: Inspection, schemes: Sequence[ReportingScheme], progress: Callable[[int], None]) -> int:
    """Reads every original file again, one child process for all; returns how many versions have no pack to be read under."""
    roots = {scheme.root for scheme in schemes}
    of_file: defaultdict[str, list[StoredSubmission]] = defaultdict(list)
    for stored in state.submissions:
        of_file[stored.sha256].append(stored)
    with Reader() as reader:
        for done, sha256 in enumerate(state.files(), start=1):
            content = state.content(sha256)
            versions = [stored for stored in of_file[sha256] if stored.root in roots]
            if content is not None and versions:
                _reread_file(state, content, versions, schemes, reader)
            progress(done)
    return sum(stored.root not in roots for stored in state.submissions)


def _reread_file(
    state: Inspection,
    content: bytes,
    versions: Sequence[StoredSubmission],
    schemes: Sequence[ReportingScheme],
    reader: Reader,
) -> None:
    """The same bytes may have come under several names, and a name may say the period."""
    opened: dict[str, Workbook | Refused] = {}
    for stored in versions:
        if stored.file not in opened:
            opened[stored.file] = reader.read([WorkbookFile(name=stored.file, content=content)])[0]
        _compare(state, stored, opened[stored.file], schemes)


def _compare(state: Inspection, stored: StoredSubmission, file: Workbook | Refused, schemes: Sequence[ReportingScheme]) -> None:
    """Of the ways in which the rows may have been read the one nearest to what is stored."""
    record = _record(stored)
    recognised = None if isinstance(file, Refused) else find_again(file, record, schemes)
    if recognised is None:
        state.findings.add("reread_impossible", submission=stored.id)
        return
    if identity_differs(recognised, record):
        state.findings.add("reread_identity", submission=stored.id)
    kept, declaration = state.stored_rows(stored), load_sheets()[stored.sheet]
    nearest = None
    for rows in readings(recognised, record, schemes):
        faults = reread_faults(declaration, kept, rows, stored.column_map)
        if nearest is None or len(faults) < len(nearest):
            nearest = faults
        if not nearest:
            return
    for code, cell in nearest or ():
        state.findings.add(code, submission=stored.id, cell=cell)


def _record(stored: StoredSubmission) -> Record:
    return Record(
        root=stored.root, sheet=stored.sheet, reporter=stored.reporter, period=stored.period,
        worksheet=stored.worksheet, column_map=stored.column_map,
    )  # fmt: skip
