"""Outside figures (lines, cut-offs, series): what can be keyed in, what a new one changes, and how it is stored and taken back."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from data_access.errors import CalledWrongly
from data_access.store import (
    Derive,
    Derived,
    OutsideKey,
    OutsideKind,
    OutsideProposal,
    OutsideRecord,
    PreviewedState,
    outside_in_force,
    outside_records,
    store_outside,
    withdraw_outside,
)
from metrics.evidence import MICRO
from metrics.packs import Pack, Reference
from metrics.periods import Period
from services.derivation import rebuild_some
from services.list_changes import ListChange, foreseen_changes, list_change, quarters_of, touched
from services.workspace import Workspace, keyed_packs

LINES: Mapping[OutsideKind, str] = {
    "line": "监测线", "low_income_cutoff": "低收入组分组线", "reference_income": "参照收入（上年）",
}  # fmt: skip
#: what a figure may be keyed in as, and how many of the kept unit one of it is
FACTORS: Mapping[str, Mapping[str, int]] = {"元": {"元": 1, "万元": 10_000}, "万元": {"万元": 1, "亿元": 10_000}}
BACK, GREATEST, PLACES = 3, 10**9, 6
_NUMBER = re.compile(r"[+-]?\d+(\.\d+)?")


@dataclass(frozen=True, kw_only=True)
class Item:
    """One figure that can be keyed in by year. ``unit`` empty: not known, so that it has to be said; ``places``: of a series
    with a value a place."""

    kind: OutsideKind
    name: str
    title: str
    unit: str
    places: tuple[str, ...] = ()

    @property
    def units(self) -> tuple[str, ...]:
        """What it may be keyed in as; the kept unit first."""
        return tuple(FACTORS.get(self.unit, {self.unit: 1})) if self.unit else ("元", "万元", "亿元", "%")

    @property
    def signed(self) -> bool:
        """Whether it is a rate, which may fall below zero."""
        return self.unit in ("%", "") or "百分点" in self.unit


@dataclass(frozen=True, kw_only=True)
class Typed:
    """What somebody typed into the form, as it stands there."""

    region: str
    year: str
    value: str
    unit: str
    source: str
    by: str


def items_of(pack: Pack) -> tuple[Item, ...]:
    """The three lines, then every series that the pack lists or a target names."""
    lines = [Item(kind=kind, name="", title=title, unit="元") for kind, title in LINES.items()]
    named = {t.value.reference: t.unit for t in pack.targets if isinstance(t.value, Reference)}
    names = dict.fromkeys([*pack.income.reference_series, *named])
    series = [_series(pack, name, named.get(name)) for name in names]
    return (*lines, *series)


def _series(pack: Pack, name: str, unit: str | None) -> Item:
    listed = pack.income.reference_series.get(name)
    rate = any(word in name for word in ("增速", "增长", "增幅"))
    known = unit if unit is not None else "%" if rate else "元" if "收入" in name else ""
    kept = "元" if known == "元/人" else known
    return Item(kind="series", name=name, title=name, unit=kept, places=tuple(listed.by_region) if listed else ())


def faults_of(pack: Pack, item: Item, typed: Typed) -> list[str]:
    """Everything that is wrong with what was typed, a sentence each; empty: it can be stored."""
    faults: list[str] = []
    first, last = pack.years[0] - BACK, pack.years[1]
    if not (typed.year.strip().isdecimal() and first <= int(typed.year) <= last):
        faults.append(f"年度应为{first}—{last}之间的四位年份。")
    number = _number(typed.value)
    if number is None:
        faults.append("数值应为数字，例如 8000 或 14342.5，不写单位和文字。")
    elif typed.unit in item.units:
        faults += _size_faults(item, number * _factor(item, typed.unit))
    if typed.unit not in item.units:
        faults.append("须选择单位。")
    if item.places and typed.region not in item.places:
        faults.append("须选择地区。")
    if len(typed.source.strip()) < 2:
        faults.append("须写明来源，例如发布单位和日期、文号。")
    if not typed.by.strip():
        faults.append("须写明经办人。")
    return faults


def _size_faults(item: Item, amount: Fraction) -> list[str]:
    if amount <= 0 and not item.signed:
        return ["数值应大于0。"]
    if abs(amount) >= GREATEST:
        return ["数值过大，请核对单位。"]
    return ["数值最多6位小数。"] if (amount * MICRO).denominator != 1 else []


def _number(text: str) -> Fraction | None:
    plain = (
        text.strip()
        .replace(",", "")
        .replace("，", "")
        .replace("−", "-")
        .translate(str.maketrans("０１２３４５６７８９．", "0123456789."))
    )
    return Fraction(Decimal(plain)) if _NUMBER.fullmatch(plain) and len(plain) < 30 else None


def _factor(item: Item, unit: str) -> int:
    return FACTORS.get(item.unit, {}).get(unit, 1)


def proposal_of(workspace: Workspace, pack: Pack, item: Item, typed: Typed) -> OutsideProposal:
    """What would be stored (CalledWrongly: every fault of it)."""
    faults = faults_of(pack, item, typed)
    number = _number(typed.value)
    if faults or number is None:
        raise CalledWrongly("".join(faults))
    key = OutsideKey(
        pack=pack.id, kind=item.kind, name=item.name, region=typed.region if item.places else "", year=int(typed.year)
    )
    standing = standing_of(workspace, key)
    return OutsideProposal(
        key=key, root=pack.root, micro=int(number * _factor(item, typed.unit) * MICRO), unit=item.unit or typed.unit,
        source=typed.source.strip(), by=typed.by.strip(), expected=standing.version if standing else None,
    )  # fmt: skip


def standing_of(workspace: Workspace, key: OutsideKey) -> OutsideRecord | None:
    """The version of a figure in force now."""
    return next((one for one in outside_in_force(workspace.database, pack=key.pack) if one.key == key), None)


def records_of(workspace: Workspace, pack: Pack) -> list[OutsideRecord]:
    """Every version that was keyed in for a pack by the workspace's moment."""
    return outside_records(workspace.database, pack=pack.id, as_of=workspace.as_of)


def list_changes(workspace: Workspace, pack: Pack, after: Pack, year: int) -> tuple[ListChange, ...]:
    """How the warning lists change once ``after`` judges instead of ``pack``: the quarters of the year and of the next one.

    A list that the figure cannot touch is not worked out; no sentence is written for a list that nobody has stored yet."""
    database = workspace.database
    quarters = [period for period in quarters_of(database, pack.root) if _touches(period, year)]
    foreseen = {one.period: one for one in foreseen_changes(database, pack, after, touched(pack, after, quarters))}
    return tuple(foreseen.get(period) or list_change(period, {}, {}) for period in quarters)


def _touches(period: str, year: int) -> bool:
    return Period.parse(period).year in (year, year + 1)


def with_proposal(workspace: Workspace, pack: Pack, proposal: OutsideProposal) -> Pack:
    """The pack as it judges once the proposal is stored."""
    key = proposal.key
    record = OutsideRecord(
        identity=0, key=key, root=proposal.root, version=0, state="in_force", micro=proposal.micro, unit=proposal.unit,
        source=proposal.source, by=proposal.by, accepted_at=workspace.moment, withdrawn_at=None, withdrawn_by=None,
        withdrawn_reason=None,
    )  # fmt: skip
    kept = [one for one in outside_in_force(workspace.database, pack=pack.id) if one.key != key]
    return _judging(workspace, pack, [*kept, record])


def without(workspace: Workspace, pack: Pack, record: OutsideRecord) -> Pack:
    """The pack as it judges once a version in force is taken back: with the one before it, else as its file says."""
    standing = [one for one in outside_records(workspace.database, pack=pack.id) if one.state != "withdrawn" and one != record]
    newest = {one.key: one for one in standing}
    return _judging(workspace, pack, list(newest.values()))


def _judging(workspace: Workspace, pack: Pack, records: Sequence[OutsideRecord]) -> Pack:
    filed = next(one for one in workspace.filed if one.id == pack.id)
    return next(iter(keyed_packs([filed], records)))


def store(workspace: Workspace, pack: Pack, proposal: OutsideProposal) -> int:
    """Stores a figure, with the warning lists that it changes, in one transaction; returns its version (CalledWrongly: stale)."""
    derive = _derive(workspace, pack, lambda: with_proposal(workspace, pack, proposal), proposal.key)
    return store_outside(workspace.database, proposal, derive)


def take_back(workspace: Workspace, pack: Pack, record: OutsideRecord, *, by: str, reason: str) -> int | None:
    """Takes a figure back, with the warning lists that it changes (CalledWrongly: without reason or name, or stale)."""
    if not (by.strip() and reason.strip()):
        raise CalledWrongly("须写明撤回原因和经办人。")
    derive = _derive(workspace, pack, lambda: without(workspace, pack, record), record.key)
    return withdraw_outside(workspace.database, record, derive, by=by.strip(), reason=reason.strip())


def _derive(workspace: Workspace, pack: Pack, after: Callable[[], Pack], key: OutsideKey) -> Derive:
    """Only the lists that the figure touches; a series touches none. The other figures are those in force when the lists are
    made, not when somebody looked."""

    def derive(state: PreviewedState) -> Derived | None:
        if key.kind == "series":
            return None
        before = _judging(workspace, pack, outside_in_force(workspace.database, pack=pack.id))
        will_be = after()
        return rebuild_some(will_be, lambda period: bool(touched(before, will_be, [period])))(state)

    return derive
