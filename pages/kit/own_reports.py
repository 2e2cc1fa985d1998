"""The controls of 我的报送: who is looking, one row a sheet with its empty workbook, the way to the upload."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

import streamlit as st

from pages.kit import place
from pages.kit.context import PageContext, offer
from pages.kit.shell import ROOT
from services.views import forms
from services.views.asking_mine import Standing, own_workbook
from services.views.mine import Mine, Task

UPLOAD = ROOT / "pages/reporting/upload.py"


def choose_reporter(standing: Standing) -> str:
    """The reporter's name, kept in the address; empty until somebody is chosen."""
    chosen = st.selectbox(
        "本单位",
        tuple(standing.reporters),
        index=None,
        key="reporter",
        bind="query-params",
        placeholder="选择本单位",
        width=280,
    )
    return chosen or ""


def tasks(context: PageContext, page: Mine, name: str) -> None:
    """What to do first on top, each with its empty workbook."""
    with st.container(border=True, gap="small", key="iw-own"):
        for task in page.tasks:
            _row(context, task, name)
    _all_at_once(context, page.tasks, name)


def _row(context: PageContext, task: Task, name: str) -> None:
    state, what, get = st.columns([0.7, 5.5, 1.3], vertical_alignment="center", gap="small")
    state.html(place.html.block(place.html.any_lamp(task.lamp) if task.lamp else place.html.escape(task.word)))
    with what:
        st.html(place.html.card_title(task.title, "　".join(part for part in (task.when, task.what) if part)))
    file = f"{name}{forms.period_label(task.period)}{task.title}.xlsx"
    sheets = ((task.sheet, task.period),)
    offer(get, "空白报表", file, partial(own_workbook, context.workspace, context.pack, name, sheets))


def _all_at_once(context: PageContext, found: Sequence[Task], name: str) -> None:
    """One workbook with all of the month's sheets, and the upload with the reporter kept."""
    monthly = tuple((task.sheet, task.period) for task in found if task.period == context.period)
    label = forms.period_label(context.period)
    with st.container(horizontal=True, vertical_alignment="center", key="iw-noprint-own"):
        st.page_link(
            UPLOAD, label="填好了，去上报", icon=":material/upload_file:", query_params={"report": label, "reporter": name}
        )
        if len(monthly) > 1:
            make = partial(own_workbook, context.workspace, context.pack, name, monthly)
            offer(st.container(width="content"), f"一次下载{len(monthly)}张空白报表", f"{name}{label}.xlsx", make, primary=True)
        st.html(place.html.field_label("一个文件含各张报表，填好后整份上报，自动拆分；用本单位原来的表也可"), width="content")
