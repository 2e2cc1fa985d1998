"""撤回本版 on the card of a version: asked for, told what would happen, confirmed with a reason, told what stands now."""

from __future__ import annotations

import streamlit as st

from pages.kit import operator, place
from pages.kit.context import PageContext
from services.views.history import VersionLine
from services.views.withdrawing import outlook, take_back

#: which version somebody is about to take back, and what was said of which after it
ASKED, TOLD, REASON = "iw-withdrawal-asked", "iw-withdrawal-told", "iw-withdrawal-reason"


def told(number: int) -> None:
    """What this session did to this version last."""
    version, sentence = st.session_state.get(TOLD, (0, ""))
    if version == number:
        st.html(place.html.say(sentence))


def offer_withdrawal(context: PageContext, line: VersionLine) -> None:
    """Only the version in force can be taken back, and only in the present."""
    number = line.record.submission
    if line.record.state != "in_force" or context.workspace.as_of is not None:
        return
    if st.session_state.get(ASKED) != number:
        st.button("撤回本版", key=f"iw-withdraw-{number}", icon=":material/undo:", on_click=_ask, args=(number,))
        return
    with st.container(border=True, key="iw-noprint-withdrawal"):
        _confirm(context, line)


def _confirm(context: PageContext, line: VersionLine) -> None:
    """What would happen, the reason and who; confirmed or dropped."""
    number = line.record.submission
    before = outlook(context.workspace, number)
    st.html(place.html.card_title(f"撤回第{line.record.version}版", "须写明原因和经办人"))
    st.html("".join(place.html.note(sentence) for sentence in before.told))
    with st.form("iw-withdrawal", border=False, enter_to_submit=False):
        reason = st.text_input("撤回原因", key=REASON, placeholder="必填", max_chars=200)
        by = operator.ask("必填")
        with st.container(horizontal=True):
            confirmed = st.form_submit_button("确认撤回", key="iw-withdrawal-confirm", disabled=not before.possible)
            dropped = st.form_submit_button("不撤回", type="tertiary", key="iw-withdrawal-drop")
    if dropped:
        _leave()
    if confirmed:
        done = take_back(context.workspace, line.record, by=by, reason=reason)
        if done.possible:
            st.session_state[TOLD] = (number, done.told[0])
            _leave()
        st.html(place.html.say(done.told[0]))


def _ask(number: int) -> None:
    st.session_state[ASKED] = number
    st.session_state.pop(TOLD, None)


def _leave() -> None:
    st.session_state.pop(ASKED, None)
    st.rerun()
