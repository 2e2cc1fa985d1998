"""One submission of an upload closely: what is wrong and how to mend it, what would change, what it leaves open."""

from __future__ import annotations

import streamlit as st

from pages.kit import place
from pages.kit.context import PageContext
from services.views import uploading
from services.views.reasons import with_reason
from services.views.triage import TriageLine
from services.views.uploading import Detail, Triage

ADDRESS, REASON = "check", "iw-reason"
BY_KIND, BY_PLACE = "按类归并", "逐处列出"


def details(context: PageContext, token: str, triage: Triage) -> None:
    """One submission closely: problems by cell at the left, changes at the right; what it leaves open can be answered."""
    # By its words, not by its place: an answered question brings the files in another order.
    by_label = {triage.lines[index].label: index for index in triage.to_do_first}
    labels = list(by_label)
    chosen = (st.selectbox("查看", labels, key="iw-look-at", placeholder="请选择") if len(labels) > 1 else None) or labels[0]
    line, detail = triage.lines[by_label[chosen]], triage.details[by_label[chosen]]
    left, right = st.columns([1.3, 1], gap="medium")
    with left.container(border=True, height="stretch", key="iw-problems"):
        st.html(place.html.card_title(detail.finding, "单元格地址可在原表中找到"))
        _answers(context, token, line)
        _problems(detail)
        _reasons(detail)
        if detail.rows:
            st.html(place.html.note(f"本工作表{detail.rows}。"))
    with right.container(border=True, height="stretch", key="iw-changes"):
        if detail.changes is None:
            st.html(place.html.card_title("暂无可比较的内容", "识别出报表、单位和期间后才能与现行版本比较"))
            return
        st.html(place.html.card_title(detail.changes.finding, detail.changes.compared))
        if detail.changes.table is not None:
            place.table(detail.changes.table, heading=False)
        st.html(place.html.note(detail.changes.foot))


def _problems(detail: Detail) -> None:
    """By kind with the first five of each, or every one on demand; what was only noted is folded."""
    if detail.hidden:
        chosen = st.segmented_control(
            "列法", [BY_KIND, BY_PLACE], default=BY_KIND, required=True, key="iw-noprint-findings", label_visibility="collapsed"
        )
        if chosen == BY_PLACE:
            _every_place(detail)
            return
    if detail.problems.rows:
        place.table(detail.problems, heading=False)
    if detail.notes.rows:
        with st.expander(f"已自动处理{detail.noted:,}处，无须修改"):
            place.table(detail.notes, heading=False)


def _every_place(detail: Detail) -> None:
    """A page of the list; the pages stand below it."""
    table, turning = st.container(), st.container(key="iw-noprint-finding-pages")
    page = turning.pagination(detail.pages, key="iw-findings-page") if detail.pages > 1 else 1
    with table:
        place.table(detail.listed(page), heading=False)


def _answers(context: PageContext, token: str, line: TriageLine) -> None:
    """What would settle an open question, side by side."""
    if not line.choices:
        return
    with st.container(horizontal=True, gap="small", key="iw-noprint-answers"):
        for kind, value, words in line.choices:
            if st.button(f"按{words}核对", key=f"iw-settle-{kind}-{value}"):
                st.query_params[ADDRESS] = uploading.settle(context.workspace, token, line, kind, value)
                st.rerun()


def _reasons(detail: Detail) -> None:
    """The reasons of the period before, each to be taken over into the reason's field; confirming stays a step of its own."""
    if not detail.reasons:
        return
    with st.container(horizontal=True, gap="small", key="iw-noprint-reasons"):
        for number, entry in enumerate(detail.reasons):
            st.button(
                f"沿用上期原因：{place.html.plain_words(entry.what)}", key=f"iw-reason-before-{number}",
                help=place.html.plain_words(entry.reason), on_click=_take_over, args=(entry.reason,),
            )  # fmt: skip


def _take_over(reason: str) -> None:
    st.session_state[REASON] = with_reason(st.session_state.get(REASON) or "", reason)
