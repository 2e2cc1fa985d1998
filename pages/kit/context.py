"""Opening a page: its guard, its head, the period and unit bound to the address, and the caches that pages answer from."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Any, Literal, TypeVar
from urllib.parse import urlencode

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from pages.kit import restated
from pages.kit.chosen import bring_along, remember
from pages.kit.html import block, breadcrumb, escape, say
from pages.kit.links import links_keep
from pages.kit.moment import asked_moment, choose_moment, nothing_in, say_moment
from pages.kit.origin import figures_lead_from
from pages.kit.shell import inside_shell
from services.clock import now
from services.exports.table_workbook import table_workbook
from services.seeing import Seen
from services.tables.model import Table
from services.views import forms
from services.views.answering import due_periods, known_periods, nouns
from services.views.asking_restated import ask_restatements, moments_offered
from services.views.model import Page
from services.views.outside import keyed_notes
from services.views.restatements import Restatements, marked
from services.workspace import Pack, Workspace, database_url, open_workspace

Kind = Literal["month", "quarter", "both"]
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
#: small frozen view models: shared read-only between sessions, so that a warm rerun copies nothing
KEPT = 256
Answer = TypeVar("Answer")
Start = Callable[[Workspace, Pack], str | None]


@dataclass(frozen=True, kw_only=True)
class PageContext:
    """What a page asks with: the workspace, the pack, the period and the unit that the address names.

    ``revision`` changes whenever any figure may have changed; ``export_at`` is the place of the export button."""

    title: str
    workspace: Workspace
    pack: Pack
    period: str
    region: str
    region_name: str
    noun: str
    whole: str
    revision: str
    export_at: DeltaGenerator

    @property
    def restated(self) -> Restatements:
        """What is other than it was, among the figures of this page."""
        asked = (self.workspace, self.pack, self.period, self.region, self.title)
        key = (self.title, self.pack.id, self.period, self.region, _today())
        found: Restatements = _kept(lambda: ask_restatements(*asked), "restated", self.revision, key)
        return found


@st.cache_resource(show_spinner=False, max_entries=4)
def _opened(url: str) -> Workspace:
    return open_workspace(url)


def workspace() -> Workspace:
    """The one workspace of this server."""
    return _opened(database_url())


@st.cache_resource(show_spinner=False, max_entries=KEPT)
def _kept(_ask: Callable[[], Any], name: str, revision: str, key: tuple[str, ...]) -> Any:
    return _ask()


def answered(context: PageContext, ask: Callable[..., Answer], *more: str) -> Answer:
    """The view of this page's pack, period and unit (and ``more``): worked out once for each revision of the database and day:
    what is not due becomes 未报 at midnight without any change in the database."""
    key = (context.pack.id, context.period, context.region, _today(), *more)
    answer: Answer = _kept(
        lambda: ask(context.workspace, context.pack, context.period, context.region, *more), ask.__name__, context.revision, key
    )
    if not context.restated.marks:
        return answer
    shown: Answer = _kept(
        lambda: marked(answer, context.restated.marks, context.region), f"{context.title} {ask.__name__}", context.revision, key
    )
    return shown


def drawn(context: PageContext, name: str, draw: Callable[[], Any]) -> Any:
    """A drawing of this page's view: building one takes longer than all else of a warm rerun, sending it does not.

    ``name`` is the page's own: two pages may each have one called funds."""
    return _kept(draw, f"{context.title} {name}", context.revision, (context.pack.id, context.period, context.region, _today()))


def open_page(
    title: str,
    *,
    kind: Kind = "month",
    unit: bool = True,
    period: bool = True,
    start: Start | None = None,
    past: bool = True,
    control: Callable[[Workspace, Pack], None] | None = None,
) -> PageContext:
    """Guards the page, draws breadcrumb, title and the controls, and says what was chosen.

    ``period`` False: a page over all periods, none is asked for. ``start``: the period that stands chosen at first, by
    default the newest with a report. ``past`` False: the page is always of now. ``control``: draws what else the page asks
    for beside period and unit.
    Stops with a sentence where the page was not reached through ``app.py`` or nothing has been reported yet."""
    if not inside_shell():
        st.html(say("请从首页进入。", ("回到首页", "/")))
        st.stop()
    moment = asked_moment() if past else Seen()
    links_keep(moment.text)
    found = workspace().renewed().at(moment.moment)
    revision = found.revision()
    with st.container(horizontal=True, vertical_alignment="bottom", gap="small", key="iw-head"):
        head = st.container()
        controls = st.container(horizontal=True, vertical_alignment="bottom", gap="small", width="content", key="iw-controls")
    with controls:
        pack = _choose_pack(found, by_period=period)
        region = pack.root
        chosen = _choose_period(found, pack, kind, revision, start) if period else ""
        pack = found.judging(pack, int(chosen[:4])) if chosen else pack
        if chosen and unit:
            region = _choose_unit(found, pack)
        if control is not None:
            control(found, pack)
        if past:
            choose_moment(moment, _moments(found, pack, pack.id, chosen, revision, _today()))
        export_at = st.container(width="content")
    if period and not chosen:
        head.html(block(f'<div class="iw-title">{escape(title)}</div>'))
        say_moment(moment)
        st.html(nothing_in("还没有单位报送。" if moment.moment else "还没有单位报送，入库后这里才有数。"))
        st.stop()
    with head:
        st.html(_head(title, found, pack, region, chosen, kind))
    say_moment(moment)
    figures_lead_from(chosen, region, pack=pack.title if len(found.packs) > 1 else "")
    noun, whole = nouns(found, region)
    return PageContext(
        title=title, workspace=found, pack=pack, period=chosen, region=region, region_name=found.region(region).name,
        noun=noun, whole=whole, revision=revision, export_at=export_at,
    )  # fmt: skip


def offer_table(context: PageContext, page: Page, *more: Table) -> None:
    """The export button of the head: the page's table (and ``more``) as one workbook, made when it is asked for."""
    offer_tables(context, context.title, page.table, *more)


def offer_tables(context: PageContext, name: str, *tables: Table) -> None:
    """The export button of the head over other tables than the page's own; before it, at the page's end, what was restated."""
    restated.show(context.restated)
    subject = _subject(context) if name == context.title else ()
    keyed = keyed_notes(context.pack, context.period, context.title)
    tables = tuple(replace(table, notes=(*table.notes, *keyed)) for table in tables)
    taken = seen_tables(context, (*tables, context.restated.table) if context.restated.table is not None else tables)
    offer(context.export_at, "导出", f"{file_name(context, name)}.xlsx", lambda: workbook_of(taken, subject))


def file_name(context: PageContext, name: str) -> str:
    """``就业_牟定县_2023-05``, with the moment that it is seen at."""
    moment = context.workspace.as_of
    at = f"截至{forms.end_of(moment)}".replace(" ", "").replace(":", "") if moment is not None else ""
    return "_".join(part for part in (name, context.region_name, context.period, at) if part)


def seen_tables(context: PageContext, tables: Sequence[Table]) -> tuple[Table, ...]:
    """The tables as they leave: each says the moment that it is seen at."""
    moment = context.workspace.as_of
    if moment is None:
        return tuple(tables)
    return tuple(
        replace(table, context="。".join(part for part in (forms.seen_at(moment), table.context) if part)) for table in tables
    )


def offer(
    place: DeltaGenerator, label: str, name: str, make: Callable[[], bytes], *, primary: bool = False, ready: bool = True
) -> None:
    """A download that is made on the click and reruns nothing; not ``ready``: it cannot be clicked yet."""
    place.download_button(
        label, data=make, file_name=name, mime=XLSX, icon=":material/download:", on_click="ignore",
        type="primary" if primary else "secondary", key=f"iw-export-{name}-{primary}", disabled=not ready,
    )  # fmt: skip


def _subject(context: PageContext) -> tuple[str, ...]:
    """Whose figures a printed table holds: 牟定县, 2023年6月, 就业."""
    return context.region_name, forms.period_label(context.period) if context.period else "", context.title


def workbook_of(tables: Sequence[Table], subject: Sequence[str] = ()) -> bytes:
    """The tables as one workbook, one worksheet each; ``subject``: whose figures they hold, before every title."""
    return table_workbook(tables, printed=printed_now(), subject=subject)


def _today() -> str:
    return now().date().isoformat()


def printed_now() -> str:
    """The moment of printing, in words."""
    return forms.minute(now())


def _choose_pack(found: Workspace, *, by_period: bool) -> Pack:
    """The pack asked for; of packs that follow each other the newest, where the period then says which one judges."""
    if not found.packs:
        st.html(say("本库还没有方案，请先运行 python manage.py init。"))
        st.stop()
    if len(found.packs) == 1:
        return found.packs[0]
    if by_period and found.follow_each_other:
        return max(found.packs, key=lambda pack: pack.years)
    titles = {pack.title: pack for pack in found.packs}
    bring_along("pack", list(titles))
    chosen = st.selectbox("方案", list(titles), key="pack", bind="query-params", placeholder="请选择", width=260)
    remember("pack", chosen or "", found.packs[0].title)
    return titles[chosen or found.packs[0].title]


@st.cache_resource(show_spinner=False, max_entries=KEPT)
def _periods(
    _found: Workspace, _pack: Pack, pack_id: str, kind: Kind, revision: str, today: str
) -> tuple[tuple[str, ...], str | None]:
    """The periods to choose from, newest first, and the newest with a report."""
    kinds = ("month", "quarter") if kind == "both" else (kind,)
    known = known_periods(_found, _pack, kinds)
    if kind == "both":
        months = [period for period in known if "-" in period]
        return due_periods(_found, _pack), months[0] if months else None
    return known, known[0] if known else None


@st.cache_resource(show_spinner=False, max_entries=KEPT)
def _moments(_found: Workspace, _pack: Pack, pack_id: str, period: str, revision: str, today: str) -> dict[str, str]:
    """What 截至 offers."""
    return moments_offered(_found, _pack, period)


def _choose_period(found: Workspace, pack: Pack, kind: Kind, revision: str, start: Start | None) -> str:
    periods, newest = _periods(found, pack, pack.id, kind, revision, _today())
    if not periods:
        return ""
    labels = {forms.period_label(period): period for period in periods}
    wanted = (start(found, pack) if start else None) or newest
    first = periods.index(wanted) if wanted in periods else 0
    key = _period_key(kind)
    bring_along(key, list(labels))
    chosen = st.selectbox("期间", list(labels), index=first, key=key, bind="query-params", placeholder="请选择", width=168)
    remember(key, chosen or "", list(labels)[first])
    return labels.get(chosen or "", periods[first])


def _period_key(kind: Kind) -> str:
    """Months and quarters have addresses of their own, so that each survives a look at the other's pages."""
    return {"month": "period", "quarter": "quarter", "both": "report"}[kind]


def _choose_unit(found: Workspace, pack: Pack) -> str:
    noun, whole = nouns(found, pack.root)
    units = {whole: pack.root} | {region.name: region.code for region in found.tree.children(pack.root)}
    bring_along("unit", list(units))
    chosen = st.selectbox("单位", list(units), key="unit", bind="query-params", placeholder="请选择", width=132)
    remember("unit", chosen or "", whole)
    return units.get(chosen or whole, pack.root)


def _head(title: str, found: Workspace, pack: Pack, region: str, period: str, kind: Kind) -> str:
    above = found.tree.ancestors(region)
    again = f"?{urlencode({_period_key(kind): forms.period_label(period)})}" if period else "?"
    steps = [(entry.name, again if found.tree.is_inside(entry.code, pack.root) else "") for entry in above]
    crumbs = breadcrumb(steps, found.region(region).name, f"政策依据：{pack.title}")
    printed = f'<div class="iw-printonly iw-context">{escape(forms.period_label(period))}</div>' if period else ""
    return block(f'{crumbs}<div class="iw-title">{escape(title)}</div>{printed}')
