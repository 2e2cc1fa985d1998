"""The first households that a trial brings onto the list, or takes off it: masked, with the sentence that says why."""

from __future__ import annotations

from fractions import Fraction

from data_access.store import WarningRow
from metrics.evidence import MICRO
from metrics.income_rules import LEVELS
from metrics.packs import Pack
from services.households import Masked, masked_people
from services.tables.model import Table, TableCell, TableColumn, TableRow
from services.trial import Trial
from services.views import forms
from services.views.answering import names_of
from services.views.household import tail
from services.views.paper_rules import level_word
from services.views.places import above_village
from services.views.trial import level_of
from services.views.trial_words import changes
from services.workspace import Workspace

COLUMNS = (
    TableColumn(key="level", heading="级别", width=10),
    TableColumn(key="place", heading="村", width=14),
    TableColumn(key="head", heading="户主", width=12),
    TableColumn(key="net", heading="人均\n纯收入", align="right", number=True, width=10),
    TableColumn(key="percent", heading="同比\n%", align="right", number=True, decimals=2, width=10),
    TableColumn(key="annual", heading="年人均", align="right", number=True, width=10),
    TableColumn(key="reason", heading="预警原因", width=48, wrap=True),
)
_NOBODY = Masked(name=forms.BLANK, identity=forms.BLANK, telephone=forms.BLANK)


def trial_households(workspace: Workspace, pack: Pack, trial: Trial, context: str, *, won: bool) -> Table:
    """Those that come (level and sentence under what is tried) or those that go (under the pack's own bounds)."""
    rows, count = (trial.won_rows, trial.won) if won else (trial.lost_rows, trial.lost)
    people = masked_people(workspace, rows)
    shown = tuple(_row(workspace, pack, row, people.get((row.submission, row.source_row), _NOBODY)) for row in rows)
    words = ("新增", "试算口径") if won else ("移出", "本方案口径")
    first = f"，列出级别最高、降幅最大的{len(rows)}户" if len(rows) < count else ""
    return Table(
        title=f"{words[0]}{count:,}户{first}", unit="元/人、%", columns=COLUMNS, rows=shown,
        notes=(f"级别和预警原因按{words[1]}。",) if rows else (), context=context,
        filters="；".join(changes(trial.own_bounds, trial.tried_bounds)),
    )  # fmt: skip


def _row(workspace: Workspace, pack: Pack, row: WarningRow, people: Masked) -> TableRow:
    level = LEVELS[row.level]
    return TableRow(
        cells=(
            TableCell(level=level_of(level), lamp_text=level_word(pack, level)),
            TableCell(text=names_of(workspace).get(row.region, row.region), second=above_village(workspace, pack, row.region)),
            TableCell(text=people.name, second=tail(row.household_no)),
            _figure(row.net_per_capita),
            _signed(row.change_percent),
            _figure(row.annual_per_capita),
            TableCell(text=row.reason),
        )
    )


def _figure(micro: int | None) -> TableCell:
    value = None if micro is None else Fraction(micro, MICRO)
    return TableCell(text=forms.number(value), value=None if value is None else float(value))


def _signed(micro: int | None) -> TableCell:
    value = None if micro is None else Fraction(micro, MICRO)
    return TableCell(text=forms.change(value, 2), value=None if value is None else float(value))
