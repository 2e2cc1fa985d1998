"""The net under every page: a fault gets a number and one Chinese sentence, the log gets where it happened and no value."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from pages.kit.html import say
from services.incidents import report, trouble_sentence
from services.sentences import sentence_of


def run_guarded(run: Callable[[], None], title: str) -> None:
    """Runs a page. What a person can mend is said in one sentence; a fault of ours gets an incident number.

    Streamlit's own control flow (stop, rerun) is no ``Exception`` and passes through."""
    try:
        run()
    except Exception as error:  # noqa: BLE001  the one place where every fault of a page ends
        st.html(say(told(error, title)))


def told(error: BaseException, where: str) -> str:
    """What the person in front of the screen reads. A database out of reach comes first: it also hides behind errors
    that have a sentence for the shell."""
    return trouble_sentence(error, where) or sentence_of(error) or fault_sentence(report(error, where))


def fault_sentence(number: str) -> str:
    """The sentence of a fault of ours."""
    return f"出错了，数据没有改动。错误编号 {number}，请把编号告诉管理员。"


def last_net(error: Exception) -> bool:
    """For faults outside a page's run (a button's callback): the same number and sentence in place of Streamlit's box."""
    st.html(say(told(error, "callback")))
    return True
