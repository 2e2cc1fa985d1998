"""Hands a pack's targets down to its units: the table to fill in, its check, and the version that comes of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Literal

from data_access.allocations import AllocationForm, FormLine, check_sums, part_at, read_allocation, write_allocation
from data_access.errors import CalledWrongly
from data_access.problems import Problem
from data_access.reading import Refused, read_workbooks
from data_access.reading.grid import WorkbookFile
from data_access.reading.worker import Reader, plain_name
from data_access.store import (
    AllocationProposal,
    AllocationRecord,
    Database,
    Part,
    Scope,
    allocation_file,
    allocation_parts,
    allocations,
    allocations_in_force,
    store_allocation,
    withdraw_allocation,
)
from data_access.store.verifying import Findings
from data_access.store.verifying.allocations import allocation_name
from data_access.typed_rows import MICRO
from metrics.catalogue import Catalogue, Indicator, load_catalogue
from metrics.measuring.tasks import ADDITIVE
from metrics.packs import Pack, Target
from metrics.packs.handed_down import handed_down_targets, own_target
from services.views.answering import nouns
from services.workspace import Workspace

#: what is counted in ones; 亩, 元 and shares may have decimals
COUNTED = frozenset(["人", "人次", "户", "个", "家", "份", "次", "起", "村", "所", "处", "期"])
Outcome = Literal["valid", "needs_reason", "invalid", "unchanged", "nothing"]


@dataclass(frozen=True, kw_only=True)
class Checked:
    """What a file turned out to be; nothing is stored yet. ``standing``: the version in force that it was compared with.

    ``outcome``: ``nothing`` where no cell of it hands anything down; ``needs_reason`` where warnings have to be explained."""

    form: AllocationForm
    file: str
    content: bytes
    worksheet: str
    parts: tuple[Part, ...]
    problems: tuple[Problem, ...]
    standing: AllocationRecord | None
    before: tuple[Part, ...]

    @property
    def outcome(self) -> Outcome:
        severities = {problem.severity for problem in self.problems}
        if "error" in severities:
            return "invalid"
        if not self.parts:
            return "nothing"
        if {part.said for part in self.parts} == {part.said for part in self.before}:
            return "unchanged"
        return "needs_reason" if "warning" in severities else "valid"


def form_of(workspace: Workspace, pack: Pack, year: int) -> AllocationForm:
    """The table of a pack and year with what is in force at the workspace's moment (CalledWrongly: not a year of the pack)."""
    if not pack.judges(year):
        raise CalledWrongly(f"方案“{pack.title}”没有{year}年的目标。")
    noun, whole = nouns(workspace, pack.root)
    units = {region.code: region.name for region in workspace.tree.children(pack.root)}
    found = allocations_in_force(workspace.database, workspace.scope, pack=pack.id, as_of=workspace.as_of)
    parts = found[year][1] if year in found else ()
    lines = [_line(pack, target, year, tuple(units), parts) for target in handed_down_targets(pack, year)]
    return AllocationForm(
        pack=pack.id, pack_title=pack.title, root=pack.root, root_name=workspace.region(pack.root).name, whole_word=whole,
        unit_noun=noun, year=year, units=units, lines=tuple(line for line in lines if line is not None),
    )  # fmt: skip


def _line(pack: Pack, target: Target, year: int, units: Sequence[str], parts: Sequence[Part]) -> FormLine | None:
    """None where no unit can have a figure of its own: what compares with the whole, and what counts its reports."""
    catalogue = load_catalogue()
    indicator = catalogue.get(target.indicator or "")
    if indicator is None or indicator.numerator.excess_over_root or not isinstance(target.value, Fraction):
        return None
    if any(sheet not in pack.sheets for sheet in catalogue.sheets_of(indicator)):
        return None
    own = {unit: value for unit in units if (value := own_target(pack, target.indicator, unit, year)) is not None}
    given = {part.region: Fraction(part.micro, MICRO) for part in parts if part.target == target.code}
    return FormLine(
        code=target.code, title=target.title, unit=target.unit, op=target.op, clause=target.clause, whole=target.value,
        adds_up=_adds_up(catalogue, indicator, target), counts=target.unit in COUNTED, paper=own, given=given,
    )  # fmt: skip


def _adds_up(catalogue: Catalogue, indicator: Indicator, target: Target) -> bool:
    """Whether the figures of the units add up to that of the whole: sums and counts do; ratios, least values and medians do not."""
    if target.unit not in ADDITIVE or indicator.denominator is not None:
        return False
    measures = catalogue.measures_of(indicator)
    return all(measure.sum or measure.count or measure.households or measure.task for measure in measures)


def empty_allocation(workspace: Workspace, pack: Pack, year: int) -> bytes:
    """The workbook to fill in, with what is in force (CalledWrongly: not a year of the pack)."""
    return write_allocation(form_of(workspace, pack, year))


def check_allocation(workspace: Workspace, pack: Pack, year: int, name: str, content: bytes) -> Checked:
    """Reads a file in the reading child and compares it with the whole and with the version in force; writes nothing."""
    present = workspace.at(None)
    form = form_of(present, pack, year)
    standing, before = allocations_in_force(present.database, present.scope, pack=pack.id).get(year, (None, ()))
    file = read_workbooks([WorkbookFile(name=plain_name(name), content=content)])[0]
    checked = Checked(
        form=form, file=plain_name(name), content=content, worksheet="", parts=(), problems=(), standing=standing, before=before
    )
    if isinstance(file, Refused):
        return replace(checked, problems=(file.problem,))
    read = read_allocation(file, form)
    problems = (*read.problems, *check_sums(form, read))
    return replace(checked, worksheet=read.worksheet, parts=read.parts, problems=problems)


def commit_allocation(workspace: Workspace, checked: Checked, *, by: str, reason: str = "") -> int:
    """Stores what was checked; returns the version's number.

    Raises CalledWrongly: nobody named, something in the way, a reason missing, another version in force than was compared with.
    """
    if not by.strip():
        raise CalledWrongly("请写明经办人，再提交。")
    if checked.outcome == "needs_reason" and not reason.strip():
        raise CalledWrongly("有提醒的须写明原因，再提交。")
    if checked.outcome not in ("valid", "needs_reason"):
        raise CalledWrongly("这张任务分解表没有可以提交的内容。")
    kept = reason.strip() if checked.outcome == "needs_reason" else ""
    return store_allocation(
        workspace.database,
        AllocationProposal(
            pack=checked.form.pack, root=checked.form.root, year=checked.form.year, file=checked.file,
            worksheet=checked.worksheet, content=checked.content, by=by.strip(), reason=kept, parts=checked.parts,
            expected=checked.standing.version if checked.standing else None,
        ),
    )  # fmt: skip


def list_allocations(workspace: Workspace, pack: Pack, year: int) -> list[AllocationRecord]:
    """Every version of a year stored by the workspace's moment, oldest first."""
    return allocations(workspace.database, workspace.scope, pack=pack.id, year=year, as_of=workspace.as_of)


def original_allocation(workspace: Workspace, record: AllocationRecord) -> bytes | None:
    """The workbook as it was handed in."""
    return allocation_file(workspace.database, workspace.scope, record.allocation)


def take_back_allocation(workspace: Workspace, record: AllocationRecord, *, by: str, reason: str) -> int | None:
    """Withdraws the version in force; the number of the one that is in force again, None for none (CalledWrongly)."""
    if not reason.strip() or not by.strip():
        raise CalledWrongly("撤回须写明经办人和原因。")
    return withdraw_allocation(workspace.database, record.allocation, by=by.strip(), reason=reason.strip())


def reread_allocations(database: Database, packs: Sequence[Pack], findings: Findings) -> None:
    """Names versions of which a part is not what its cell in the original file says; the pack gives the units of the targets."""
    scope = Scope.everything()
    with Reader() as reader:
        for pack in packs:
            units = {target.code: target.unit for target in pack.targets}
            for record in allocations(database, scope, pack=pack.id):
                content = allocation_file(database, scope, record.allocation)
                file = reader.read([WorkbookFile(name=record.file, content=content)])[0] if content is not None else None
                if file is None:
                    continue  # that it is missing has been said
                differing = [
                    part.cell
                    for part in allocation_parts(database, scope, record.allocation)
                    if isinstance(file, Refused)
                    or part_at(file, record.worksheet, part.cell, units.get(part.target, "")) != part.micro
                ]
                for cell in differing:
                    subject = allocation_name(record.pack, record.year, record.version)
                    findings.add("allocation_reread", cell=cell, subject=subject)
