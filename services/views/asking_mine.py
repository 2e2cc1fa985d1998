"""What the page 我的报送 asks: everybody's states of a year at once, then one reporter's page and empty workbooks out of them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from urllib.parse import urlencode

from data_access.sheets import load_sheets
from data_access.store import Attempt, in_force
from metrics.calendar import due_at
from metrics.evidence import ReportState
from metrics.packs import Pack
from metrics.periods import Period, quarter_for_month
from services.clock import now
from services.scheme import scheme_of
from services.status import reporters_of, states_of_pack
from services.tables.model import Table, TableCell, TableColumn, TableRow
from services.templates import sheet_to_write, write_report
from services.versions import refused_attempts
from services.views import forms
from services.views.answering import nouns
from services.views.history import warning_title
from services.views.mine import HANDED_IN, Mine, OwnReport, mine
from services.views.model import Clause, Headline, Page
from services.workspace import Workspace


@dataclass(frozen=True, kw_only=True)
class Standing:
    """Everybody's reports of the year up to a month: ``year`` period → states, oldest first, a quarter behind its last
    month; ``months``: (sheet, reporter) → earlier months of the year with a report in force."""

    reporters: Mapping[str, str]
    year: Mapping[str, Sequence[ReportState]]
    asked: tuple[str, ...]
    months: Mapping[tuple[str, str], tuple[str, ...]]
    refused: tuple[Attempt, ...]
    titles: Mapping[str, str]
    everybody: Page
    as_of: datetime | None = None


def current_period(workspace: Workspace, pack: Pack) -> str | None:
    """The month to work on now: the first that has begun and is not due yet, else the latest that has begun; None outside
    the pack's years."""
    today = workspace.moment
    if not pack.judges(today.year):
        return None
    begun = [Period("month", today.year, number) for number in range(1, today.month + 1)]
    waiting = [
        month for month in begun if due_at(pack.calendar, "month", month, income_year_starts=pack.income_year_starts).at > today
    ]
    return str((waiting or begun[-1:])[0])


def ask_mine(workspace: Workspace, pack: Pack, period: str, _region: str) -> Standing:
    """Everybody's states; what one of them sees is ``own_page``."""
    periods = _year_so_far(pack, period)
    year = {held: tuple(states_of_pack(workspace, pack, held, None)) for held in periods}
    asked = tuple(held for held in periods[-2:] if held == period or _ends_in(pack, held) == period)
    titles = {sheet: declaration.title for sheet, declaration in load_sheets().items()}
    reporters, whole = _reporters(workspace, pack), nouns(workspace, pack.root)[1]
    return Standing(
        reporters=reporters, year=year, asked=asked, months=_months(workspace, pack, period),
        refused=(), titles=titles, everybody=_everybody(reporters, year, asked, period, whole),
        as_of=workspace.as_of,
    )  # fmt: skip


def with_refused(workspace: Workspace, pack: Pack, standing: Standing) -> Standing:
    """With the refused reports as they are now: they change no figure, so no cache hears of them."""
    return replace(standing, refused=tuple(refused_attempts(workspace, pack.root)))


def _year_so_far(pack: Pack, period: str) -> list[str]:
    """The months of the year up to the asked one, each quarter behind its last month; of an asked quarter the quarters."""
    asked = Period.parse(period)
    if asked.kind != "month":
        return [str(Period("quarter", asked.year, number)) for number in range(1, asked.number + 1)]
    found: list[str] = []
    for number in range(1, asked.number + 1):
        month = Period("month", asked.year, number)
        found.append(str(month))
        quarter = quarter_for_month(month, pack.income_year_starts)
        if _ends_in(pack, str(quarter)) == str(month):
            found.append(str(quarter))
    return found


def _ends_in(pack: Pack, period: str) -> str:
    """The last month of a quarter."""
    return str(Period.parse(period).months(pack.income_year_starts)[-1])


def _reporters(workspace: Workspace, pack: Pack) -> dict[str, str]:
    """Name → code of everybody who hands in anything, regions first."""
    found = {
        code: name for sheet in load_sheets() if sheet in pack.sheets for code, name in reporters_of(workspace, pack, sheet)
    }
    ordered = sorted(found.items(), key=lambda entry: (entry[0].startswith("dept:"), entry[0]))
    regions = {name: code for code, name in ordered if not code.startswith("dept:")}
    # departments in the order of the pack, as its paper names them
    return regions | {name: code for code, name in pack.departments.items() if code in found}


def _months(workspace: Workspace, pack: Pack, period: str) -> dict[tuple[str, str], tuple[str, ...]]:
    found: dict[tuple[str, str], list[str]] = {}
    for sheet in pack.sheets:
        declaration = load_sheets().get(sheet)
        if declaration is None or declaration.period != "month":
            continue
        for record in in_force(workspace.database, workspace.scope, root=pack.root, sheet=sheet, as_of=workspace.as_of):
            if record.period[:4] == period[:4] and record.period < period:
                found.setdefault((sheet, record.reporter), []).append(record.period)
    return {key: tuple(sorted(months)) for key, months in found.items()}


def own_page(standing: Standing, period: str, name: str) -> Mine:
    """The page of one reporter (KeyError: no such name)."""
    code = standing.reporters[name]
    own = [
        OwnReport(
            state=state, period=held, title=standing.titles[state.sheet], short=load_sheets()[state.sheet].tab,
            carries=(standing.months.get((state.sheet, code)) or ("",))[-1], refused=_refused(standing.refused, state, held),
        )
        for held in standing.asked
        for state in standing.year[held]
        if state.reporter == code
    ]  # fmt: skip
    year = {held: [state for state in states if state.reporter == code] for held, states in standing.year.items()}
    return mine(own, year, standing.titles, period=period, name=name, at=standing.as_of or now())


def _refused(attempts: Sequence[Attempt], state: ReportState, period: str) -> str:
    """What the newest refused attempt of that very report was about."""
    for entry in attempts:
        if (entry.reporter, entry.sheet, entry.period) == (state.reporter, state.sheet, period):
            said = (f"{warning_title(state.sheet, code)}{count}处" for code, count in entry.counts.items())
            return f"{entry.at:%Y-%m-%d %H:%M}，{'、'.join(said)}"
    return ""


def own_workbook(workspace: Workspace, pack: Pack, name: str, sheets: Sequence[tuple[str, str]]) -> bytes:
    """The empty workbooks of a reporter as tabs of one: (sheet, period) each."""
    scheme = scheme_of(pack)
    code = _reporters(workspace, pack)[name]
    return write_report([sheet_to_write(scheme, sheet, code, period) for sheet, period in sheets])


def _everybody(
    reporters: Mapping[str, str], year: Mapping[str, Sequence[ReportState]], asked: Sequence[str], period: str, whole: str
) -> Page:
    """The page before a reporter is chosen: each with a link to its own."""
    states = [state for held in asked for state in year[held] if state.state != "exempt"]
    due: Counter[str] = Counter()
    done: Counter[str] = Counter()
    for state in states:
        due[state.reporter] += 1
        done[state.reporter] += state.state in HANDED_IN
    columns = (
        TableColumn(key="reporter", heading="单位", width=24),
        TableColumn(key="due", heading="应报", align="right", number=True, width=10),
        TableColumn(key="done", heading="已报", align="right", number=True, width=10),
        TableColumn(key="left", heading="还差", align="right", number=True, width=10),
    )
    rows = tuple(
        TableRow(
            cells=(
                TableCell(text=name, href=f"/mine?{urlencode({'report': forms.period_label(period), 'reporter': name})}"),
                *(TableCell(text=str(count), value=count) for count in (due[code], done[code], due[code] - done[code])),
            )
        )
        for name, code in reporters.items()
        if due[code]
    )  # fmt: skip
    left = sum(due[code] > done[code] for code in due)
    return Page(
        headline=_everybody_headline(f"{forms.month_of(period)}{whole}", sum(due.values()), sum(done.values()), left), tiles=(),
        context=(forms.period_label(period), f"共{len(due)}个报送单位", "选定单位后，把本页地址收藏，下次打开就是本单位"),
        table=Table(title="各单位本期报送", unit="张", columns=columns, rows=rows),
    )  # fmt: skip


def _everybody_headline(when: str, due: int, done: int, left: int) -> Headline:
    rest = f"，{left}个单位还有未报" if left else ""
    return (Clause(text=f"请先选择本单位。{when}应报{due}张，已报{done}张{rest}。"),)
