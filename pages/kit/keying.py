"""Keying an outside figure in: the form, what it would change, confirmed or dropped; and taking one back."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from pages.kit import operator, place
from pages.kit.context import PageContext
from services.outside import Item, Typed, faults_of
from services.views.outside import Outside
from services.views.outside_deeds import key_in, key_in_outlook, take_back, take_back_outlook

#: what was typed and waits to be confirmed, and what this session was told last
TYPED, TOLD = "iw-outside-typed", "iw-outside-told"
#: what was foreseen last: of what, at which revision
FORESEEN = "iw-outside-foreseen"


def offer(context: PageContext, view: Outside) -> None:
    """The form and the withdrawal; only in the present."""
    if st.session_state.get(TOLD):
        st.html(place.html.say(st.session_state[TOLD]))
    if context.workspace.as_of is not None:
        return
    with st.container(border=True, key="iw-noprint-outside"):
        _form(context, view)
    if view.standing:
        with st.expander("撤回一个数"):
            _withdrawal(context, view)


def _form(context: PageContext, view: Outside) -> None:
    title = st.selectbox("外部数据", list(view.items), key="iw-outside-item", placeholder="请选择", width=360)
    item = view.items[title or next(iter(view.items))]
    names = {context.workspace.region(code).name: code for code in item.places}
    with st.form("iw-outside", border=False, enter_to_submit=False):
        with st.container(horizontal=True, vertical_alignment="bottom"):
            region = (
                st.selectbox("地区", list(names), key="iw-outside-region", placeholder="请选择", width=180) if names else ""
            )
            year = st.text_input("年度", key="iw-outside-year", placeholder=str(context.pack.years[1]), max_chars=4, width=100)
            value = st.text_input("数值", key="iw-outside-value", placeholder="只写数字", max_chars=20, width=160)
            unit = st.selectbox("单位", list(item.units), key=f"iw-outside-unit-{item.title}", placeholder="请选择", width=110)
            by = operator.ask("必填")
        source = st.text_input("来源", key="iw-outside-source", placeholder="发布单位、日期、文号，必填", max_chars=200)
        asked = st.form_submit_button("核对")
    if asked:
        st.session_state.pop(TOLD, None)
        typed = Typed(region=names.get(region or "", ""), year=year, value=value, unit=unit or "", source=source, by=by)
        faults = faults_of(context.pack, item, typed)
        st.session_state.pop(TYPED, None)
        if faults:
            st.html("".join(place.html.note(fault) for fault in faults))
        else:
            st.session_state[TYPED] = (context.pack.id, item, typed)
    waiting = st.session_state.get(TYPED)
    if waiting is not None and waiting[:2] == (context.pack.id, item):
        _confirm(context, item, waiting[2])


def _confirm(context: PageContext, item: Item, typed: Typed) -> None:
    """How the lists would change; confirmed or dropped."""
    told = _once(context, (item, typed), lambda: key_in_outlook(context.workspace, context.pack, item, typed))
    st.html("".join(place.html.note(line) for line in told))
    with st.container(horizontal=True):
        confirmed = st.button("确认录入", key="iw-outside-confirm", type="primary")
        dropped = st.button("不录入", key="iw-outside-drop", type="tertiary")
    if confirmed:
        st.session_state[TOLD] = key_in(context.workspace, context.pack, item, typed)
    if confirmed or dropped:
        st.session_state.pop(TYPED, None)
        st.rerun()


def _once(context: PageContext, about: object, tell: Callable[[], tuple[str, ...]]) -> tuple[str, ...]:
    """What would change, worked out once for what is asked about: every further field of the form draws the page anew."""
    key = (context.pack.id, context.revision, about)
    kept = st.session_state.get(FORESEEN)
    if kept is None or kept[0] != key:
        with st.spinner("正在核对预警名单"):
            kept = st.session_state[FORESEEN] = (key, tell())
    return kept[1]


def _withdrawal(context: PageContext, view: Outside) -> None:
    chosen = st.selectbox("撤回哪个数", list(view.standing), index=None, key="iw-outside-gone", placeholder="请选择", width=360)
    if chosen is None or chosen not in view.standing:
        return
    record = view.standing[chosen]
    told = _once(context, record, lambda: take_back_outlook(context.workspace, context.pack, record))
    st.html("".join(place.html.note(line) for line in told))
    with st.form("iw-outside-withdrawal", border=False, enter_to_submit=False):
        reason = st.text_input("撤回原因", key="iw-outside-reason", placeholder="必填", max_chars=200)
        by = st.text_input("撤回经办人", key="iw-outside-by", placeholder="必填", max_chars=20, width=160)
        confirmed = st.form_submit_button("确认撤回")
    if confirmed:
        st.session_state[TOLD] = take_back(context.workspace, context.pack, record, by=by, reason=reason)
        st.rerun()
