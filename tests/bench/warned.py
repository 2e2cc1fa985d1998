"""The warning list of a prefecture: pages, counts, its page beside 20 users, a county's commit; 2.4 million rows of reports."""

from __future__ import annotations

import time
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import psutil
from sqlalchemy import func, select, text

from data_access.regions.tree import region_tree
from data_access.store import (
    HOUSEHOLD_SHEET,
    Database,
    Proposal,
    Scope,
    WarningFilters,
    WarningOrder,
    annual_histogram,
    cause_counts,
    churn_counts,
    commit,
    open_database,
    warning_counts,
    warning_rows,
)
from data_access.store.bulk import insert_rows
from data_access.store.row_form import column_names, stored_rows
from data_access.store.schema import household_warning
from metrics.income_rules import RULES
from services.derivation import derivation
from services.workspace import open_workspace
from tests.bench.pages import crowd_of, server, warm_of
from tests.bench.prefecture import BEFORE, HOUSEHOLDS, LAST, PACK, QUARTERS, build, helper_of, households, last_report
from tests.bench.table import Line
from tests.postgres import Unavailable, start_own

TIMES = 5
PAGE_MS, OTHER_MS, TOWNS_MS, TOWNS_SERVER_MS, WARM_MS = 30.0, 150.0, 50.0, 150.0, 200.0
COMMIT_TIMES, PANDAS_TIMES, MEMORY_MB, USERS = 3.0, 20.0, 250.0, 20
INDEXED: tuple[WarningOrder, ...] = ("level", "change_percent", "region", "household_no")
OTHERS: tuple[WarningOrder, ...] = ("change", "net_per_capita", "annual_per_capita")
EVERYTHING, MICRO = Scope.everything(), 1_000_000


def filters() -> dict[str, WarningFilters]:
    """One of every filter, common and rare, and some together."""
    tree = region_tree()
    county = households().counties[3]
    town = tree.children(county)[2].code
    return {
        "none": WarningFilters(),
        "county": WarningFilters(regions=(county,)),
        "township": WarningFilters(regions=(town,)),
        "village": WarningFilters(regions=(tree.children(town)[1].code,)),
        "red": WarningFilters(levels=(0,)),
        "yellow": WarningFilters(levels=(2,)),
        **{rule: WarningFilters(rules=1 << bit) for bit, rule in enumerate(RULES)},
        "rules together": WarningFilters(together=(3,)),
        "kind": WarningFilters(kinds=("突发严重困难户",)),
        "fall in yuan": WarningFilters(min_drop=9_000 * MICRO),
        "fall in percent": WarningFilters(min_drop_percent=45 * MICRO),
        "number": WarningFilters(household_no="00077"),
        "no such number": WarningFilters(household_no="zz"),
        "helper": WarningFilters(helper=helper_of(HOUSEHOLDS - 1)),
        "new": WarningFilters(churn="new", before=BEFORE),
        "staying": WarningFilters(churn="staying", before=BEFORE),
        "together": WarningFilters(
            regions=(county,), levels=(0, 1), rules=3, kinds=("脱贫户",), min_drop_percent=10 * MICRO
        ),
    }  # fmt: skip


def warned(folder: Path) -> list[Line]:
    """On SQLite, then counts and pages on PostgreSQL where a server can be started."""
    url = f"sqlite:///{folder}/prefecture.sqlite"
    build(url, folder)
    lines = [_committed(url)]
    database = open_database(url)
    try:
        lines += [*_size(database), *_asked(database, "", TOWNS_MS), _beside_pandas(database)]
    finally:
        database.close()
    lines += _page(url)
    return [*lines, *_on_server(folder)]


def _best(work: Callable[[], Any], clock: Callable[[], float] = time.thread_time) -> float:
    """Milliseconds of the quickest of several runs: a figure of the program, not of its neighbours.

    SQLite works in the thread that asks: its CPU is what is measured. PostgreSQL is waited for.
    """
    found: list[float] = []
    for _ in range(TIMES):
        start = clock()
        work()
        found.append(clock() - start)
    return min(found) * 1000


def _size(database: Database) -> list[Line]:
    with database.reading() as connection:
        facts = connection.execute(select(func.count()).select_from(database.facts[HOUSEHOLD_SHEET])).scalar_one()
        of_last = household_warning.c.period == LAST
        listed = connection.execute(select(func.count()).where(of_last)).scalar_one()
    return [
        Line(name="rows of household_income", measured=facts, unit="rows", asked=HOUSEHOLDS * len(QUARTERS), at_least=True),
        Line(name="households on the list", measured=listed, unit="households"),
    ]


def _asked(database: Database, where: str, towns_ms: float) -> list[Line]:
    """Pages for the worst of all filters, in every order; counts."""
    lines: list[Line] = []
    clock = time.thread_time if database.engine.dialect.name == "sqlite" else time.perf_counter
    for order in (*INDEXED, *OTHERS):
        found = {
            name: _best(lambda narrowed=narrowed, order=order: _first(database, narrowed, order), clock)
            for name, narrowed in filters().items()
        }
        worst = max(found, key=lambda name: found[name])
        lines.append(
            Line(name=f"first 50 by {order}{where}, worst filter ({worst})", measured=found[worst], unit="ms",
                 asked=PAGE_MS if order in INDEXED else OTHER_MS)
        )  # fmt: skip
    counts = {name: _best(lambda narrowed=narrowed: _counts(database, narrowed), clock) for name, narrowed in filters().items()}
    worst = max(counts, key=lambda name: counts[name])
    given = {"pack": PACK, "period": LAST}
    return [
        *lines,
        Line(name=f"counts{where}, worst filter ({worst})", measured=counts[worst], unit="ms", asked=OTHER_MS),
        Line(name=f"counts by township{where}, no filter", measured=counts["none"], unit="ms", asked=towns_ms),
        Line(name=f"new, staying, gone by township{where}", unit="ms", asked=OTHER_MS,
             measured=_best(lambda: churn_counts(database, EVERYTHING, before=BEFORE, **given), clock)),
        Line(name=f"causes by township{where}", unit="ms", asked=OTHER_MS,
             measured=_best(lambda: cause_counts(database, EVERYTHING, **given), clock)),
        Line(name=f"incomes in steps{where}", unit="ms", asked=OTHER_MS,
             measured=_best(lambda: annual_histogram(database, EVERYTHING, width=500 * MICRO, **given), clock)),
    ]  # fmt: skip


def _first(database: Database, narrowed: WarningFilters, order: WarningOrder) -> Any:
    return warning_rows(database, EVERYTHING, pack=PACK, period=LAST, filters=narrowed, order=order, limit=50)


def _counts(database: Database, narrowed: WarningFilters) -> Any:
    return warning_counts(database, EVERYTHING, pack=PACK, period=LAST, filters=narrowed)


def _beside_pandas(database: Database) -> Line:
    """The first page of the prefecture's list against the lists of all quarters held in a frame: filter, sort, head."""
    import pandas as pd

    narrowed = WarningFilters()
    wanted = _first(database, narrowed, "level")
    with database.reading() as connection:
        every = connection.execute(select(*household_warning.columns).where(household_warning.c.pack == PACK))
        frame = pd.DataFrame(every.all(), columns=list(every.keys()))

    def usual() -> Any:
        kept = frame[frame["period"] == LAST]
        return kept.sort_values(["level", "change_order", "household_no"]).head(50)

    if usual()["household_no"].tolist() != [row.household_no for row in wanted]:
        raise RuntimeError("the frame answers otherwise")
    ours = _best(lambda: _first(database, narrowed, "level"))
    return Line(name="the first page, times faster than pandas", measured=_best(usual) / ours, unit="times",
                asked=PANDAS_TIMES, at_least=True)  # fmt: skip


def _committed(url: str) -> Line:
    """CPU of the commit of a county's report with its warnings, beside the bare insert of the same rows into the same tables."""
    import metrics.warnings  # noqa: F401 (the program itself is loaded before the clock starts)

    proposal, workspace = last_report(), open_workspace(url)
    try:
        start = time.process_time()
        stored = commit(workspace.database, proposal, derive=derivation(lambda: workspace.packs))
        ours = time.process_time() - start
        bare = _bare(workspace.database, proposal, stored.submission)
    finally:
        workspace.database.close()
    return Line(name=f"commit of {len(proposal.rows):,} households with warnings, CPU", measured=ours, unit="s",
                asked=COMMIT_TIMES * bare, floor=bare, floor_name="the bare insert of the same rows")  # fmt: skip


def _bare(database: Database, proposal: Proposal, submission: int) -> float:
    """CPU of inserting what the commit inserted, far behind it, taken back at the end."""
    names, table = column_names(proposal.rows.declaration), household_warning
    rows = [
        (row[0], row[1] + 1_000_000, *row[2:])
        for part in stored_rows(proposal.rows, submission, len(proposal.rows))
        for row in part
    ]
    with closing(database.engine.connect()) as connection:
        found = connection.execute(select(*table.columns).where(table.c.submission == submission)).all()
        period = list(table.columns.keys()).index("period")
        listed = [(*row[:period], "2099Q4", *row[period + 1 :]) for row in found]
        start = time.process_time()
        insert_rows(connection, database.facts[HOUSEHOLD_SHEET], names, rows)
        insert_rows(connection, table, list(table.columns.keys()), listed)
        spent = time.process_time() - start
        connection.rollback()
    return spent


def _page(url: str) -> list[Line]:
    """The page's warm rerun, and what the server holds with 20 users on it."""
    with server(url) as port:
        first, warm = warm_of(port, "income_drop", "")
        crowd_of(port, ["income_drop"] * USERS, rounds=3)
        held = max(process.memory_info().rss for process in psutil.process_iter(["cmdline"]) if str(port) in
                   (process.info["cmdline"] or [])) / 2**20  # fmt: skip
    return [
        Line(name="first visit income_drop, 200,000 households", measured=first, unit="ms"),
        Line(name="warm rerun income_drop, 200,000 households", measured=warm, unit="ms", asked=WARM_MS),
        Line(name=f"memory of the server with {USERS} users on the page", measured=held, unit="MB", asked=MEMORY_MB),
    ]


def _on_server(folder: Path) -> list[Line]:
    """The same questions on PostgreSQL; none where no server can be started."""
    try:
        cluster = start_own()
    except Unavailable:
        return []
    try:
        address = cluster.create_database()
        build(address, folder)
        workspace = open_workspace(address)
        try:
            commit(workspace.database, last_report(), derive=derivation(lambda: workspace.packs))
            with workspace.database.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
                connection.execute(text("VACUUM ANALYZE household_warning"))  # what a server does by itself after a while
            return _asked(workspace.database, " (PostgreSQL)", TOWNS_SERVER_MS)
        finally:
            workspace.database.close()
    finally:
        cluster.stop()
