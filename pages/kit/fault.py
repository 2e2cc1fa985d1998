"""The net under every page: a fault gets a number and one Chinese sentence, the log gets where it happened and no value."""

from __future__ import annotations

import logging
import secrets
import traceback
from collections.abc import Callable

import streamlit as st

from pages.kit.html import say
from services.sentences import sentence_of

logger = logging.getLogger("income_watch.incident")


def run_guarded(run: Callable[[], None], title: str) -> None:
    """Runs a page. What a person can mend is said in one sentence; a fault of ours gets an incident number.

    Streamlit's own control flow (stop, rerun) is no ``Exception`` and passes through."""
    try:
        run()
    except Exception as error:  # noqa: BLE001  the one place where every fault of a page ends
        known = sentence_of(error)
        st.html(say(known) if known else say(fault_sentence(report(error, title))))


def report(error: BaseException, title: str) -> str:
    """Logs an incident and returns its number. The message of an exception may hold cell values, so only its type and
    the places in the code are written."""
    number = secrets.token_hex(2).upper()
    places = " < ".join(
        f"{frame.filename.rsplit('/', 1)[-1]}:{frame.lineno} {frame.name}"
        for frame in reversed(traceback.extract_tb(error.__traceback__)[-8:])
    )
    logger.error("incident %s page=%s type=%s at %s", number, title, type(error).__name__, places)
    return number


def fault_sentence(number: str) -> str:
    """What the person in front of the screen reads."""
    return f"出错了，数据没有改动。错误编号 {number}，请把编号告诉管理员。"


def last_net(error: Exception) -> bool:
    """For faults outside a page's run (a button's callback): the same number and sentence in place of Streamlit's box."""
    known = sentence_of(error)
    st.html(say(known or fault_sentence(report(error, "callback"))))
    return True
