"""The controls of 任务分解: the year, the table to take along, the file handed in, the version in force taken back."""

from __future__ import annotations

from functools import partial

import streamlit as st

from pages.kit import operator, place
from pages.kit.context import PageContext, offer
from pages.kit.waiting import waiting_bar
from services.views.allocation import Allocation
from services.views.asking_allocation import (
    Checked,
    blank,
    candidate,
    check,
    first_year,
    original,
    store,
    take_back,
    years,
)
from services.views.problem_report import grouped_table
from services.workspace import Pack, Workspace

SEEN, CHECKED, TOLD, ROUND = "iw-allocation-seen", "iw-allocation-checked", "iw-allocation-told", "iw-allocation-round"
REASON, ASKED = "iw-allocation-reason", "iw-allocation-asked"
MEGABYTES = 16


def choose_year(workspace: Workspace, pack: Pack) -> None:
    """Asks for a year of the pack, where it has several."""
    known = years(pack)
    if len(known) > 1:
        st.selectbox(
            "年度", known, index=known.index(first_year(workspace, pack)), format_func=lambda year: f"{year}年", key="year",
            bind="query-params", placeholder="请选择", width=140,
        )  # fmt: skip


def chosen_year(context: PageContext) -> int:
    """The year that stands chosen."""
    known = years(context.pack)
    chosen = st.session_state.get("year")
    return int(chosen) if chosen in known else first_year(context.workspace, context.pack)


def hand_in(context: PageContext, year: int) -> None:
    """The table to fill in, the drop zone, and what a file in it turned out to be."""
    told = st.session_state.pop(TOLD, "")
    if told:
        st.html(place.html.say(told))
    with st.container(border=True, key="iw-noprint-allocation"):
        left, right = st.columns([1, 2], vertical_alignment="center", gap="medium")
        with left:
            st.html(
                place.html.card_title(
                    "下载任务分解表，填好后拖到右边的框里", "每次提交整张表，成为新的一版；现行版本的数已在表里"
                )
            )
            name = f"任务分解表_{context.region_name}_{year}.xlsx"
            offer(st.container(width="content"), "下载任务分解表", name, partial(blank, context.workspace, context.pack, year))
        with right:
            _receive(context, year)
    found: Checked | None = st.session_state.get(CHECKED)
    if found is not None and (found.form.pack, found.form.year) == (context.pack.id, year):
        _decide(context, found)


def _receive(context: PageContext, year: int) -> None:
    file = st.file_uploader(
        "选择任务分解表", key=f"iw-allocation-file-{st.session_state.get(ROUND, 0)}", label_visibility="collapsed",
        max_upload_size=MEGABYTES,
    )  # fmt: skip
    if file is None:
        for key in (SEEN, CHECKED):
            st.session_state.pop(key, None)
        return
    seen = (file.file_id, context.pack.id, year)
    if st.session_state.get(SEEN) == seen:
        return
    with waiting_bar("正在读取"):
        st.session_state[CHECKED] = check(context.workspace, context.pack, year, file.name, file.getvalue())
    st.session_state[SEEN] = seen


def _decide(context: PageContext, found: Checked) -> None:
    """What is wrong, what would change, the reason that warnings need, and the one primary button."""
    view = candidate(found)
    with st.container(border=True, key="iw-allocation-found"):
        st.html(place.html.card_title(view.headline[0].text, view.changed or "单元格地址可在原表中找到"))
        if found.problems:
            place.table(grouped_table(found.problems), heading=False)
        if view.changes is not None:
            place.table(view.changes)
        reason = ""
        with st.container(horizontal=True, vertical_alignment="bottom", key="iw-noprint-allocating"):
            if view.needs_reason:
                reason = st.text_input("提醒已核实，原因", key=REASON, placeholder="输入后按回车", max_chars=500)
            by = operator.ask("必填")
            pressed = st.button(
                "提交", type="primary", icon=":material/check:", key="iw-allocation-store", disabled=not view.storable
            )
            st.button("放弃", type="tertiary", key="iw-allocation-drop", on_click=_forget)
        if pressed:
            done, sentence = store(context.workspace, found, by=by, reason=reason)
            if not done:
                st.html(place.html.say(sentence))
                return
            _forget()
            st.session_state[TOLD] = sentence
            st.rerun()


def _forget() -> None:
    """An empty drop zone again."""
    st.session_state[ROUND] = st.session_state.get(ROUND, 0) + 1
    for key in (SEEN, CHECKED):
        st.session_state.pop(key, None)


def versions(context: PageContext, view: Allocation) -> None:
    """The original file of a version, and 撤回 of the one in force, only in the present."""
    with st.container(horizontal=True, vertical_alignment="bottom", key="iw-noprint-allocation-versions"):
        records = {f"第{record.version}版": record for record in view.records}
        chosen = st.selectbox("版本", list(records), key="iw-allocation-version", width=140, placeholder="请选择")
        record = records.get(chosen or "", view.records[0])
        st.download_button(
            "下载原文件", data=partial(original, context.workspace, record), file_name=record.file, on_click="ignore",
            mime="application/octet-stream", icon=":material/download:", key=f"iw-allocation-original-{record.allocation}",
        )  # fmt: skip
        standing = view.standing
        if standing is None or context.workspace.as_of is not None:
            return
        if st.session_state.get(ASKED) != standing.allocation:
            st.button(
                f"撤回第{standing.version}版", icon=":material/undo:", key="iw-allocation-withdraw", on_click=_ask, args=(standing.allocation,)
            )  # fmt: skip
            return
    with st.form("iw-allocation-withdrawal", enter_to_submit=False):
        st.html(place.html.card_title(f"撤回第{standing.version}版", "须写明原因和经办人；上一版恢复，没有上一版的按未分解计"))
        reason = st.text_input("撤回原因", key="iw-allocation-why", placeholder="必填", max_chars=200)
        by = operator.ask("必填")
        with st.container(horizontal=True):
            confirmed = st.form_submit_button("确认撤回", key="iw-allocation-confirm")
            dropped = st.form_submit_button("不撤回", type="tertiary", key="iw-allocation-keep")
    if not (confirmed or dropped):
        return
    done, sentence = take_back(context.workspace, standing, by=by, reason=reason) if confirmed else (True, "")
    if done:
        st.session_state.pop(ASKED, None)
        st.session_state[TOLD] = sentence
        st.rerun()
    st.html(place.html.say(sentence))


def _ask(allocation: int) -> None:
    st.session_state[ASKED] = allocation
