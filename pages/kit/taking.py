"""The list of warnings taken along: as shown by one click, and what the round needs; persons plainly only where it is allowed."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from pages.kit import operator
from pages.kit.context import PageContext, file_name, offer
from pages.kit.html import note
from services.sight import Asked
from services.taking import FORMS, Form, take_filtered, too_many
from services.warning_list import ListFilter

SHOW, PURPOSE = "iw-unmasked", "iw-purpose"
PLAINLY = "显示姓名、证件号码和联系电话"
_ASKED_FIRST = "写明用途和经办人后可以导出；每次导出都有登记。"


def offer_list(context: PageContext, filters: ListFilter, *, order: str, total: int, at: DeltaGenerator) -> None:
    """The list as shown, masked, at ``at``; in the head what else can be made of it, in the same filters and order."""
    take = _Taking(context, filters, order)
    offer(at, f"导出{total:,}户", take.name("list", None), take("list", None), primary=True)
    if not total:
        return
    with context.export_at.popover("入户用表", key="iw-noprint-taking"):
        asked, ready = _ask(context)
        forms: tuple[Form, ...] = ("visit", "cards") if asked is None else ("list", "visit", "cards")
        for form in forms:
            said = too_many(total) if form == "cards" else ""
            if said:
                st.html(note(said))
            offer(st.container(), FORMS[form], take.name(form, asked), take(form, asked), ready=ready and not said)


class _Taking:
    """The filtered list of the page, made when it is asked for."""

    def __init__(self, context: PageContext, filters: ListFilter, order: str) -> None:
        self._context, self._filters, self._order = context, filters, order

    def __call__(self, form: Form, asked: Asked | None) -> Callable[[], bytes]:
        context = self._context
        about = (context.workspace, context.pack, context.period, context.region, self._filters)
        return lambda: take_filtered(*about, order=self._order, form=form, asked=asked)

    def name(self, form: Form, asked: Asked | None) -> str:
        what = self._context.title if form == "list" else FORMS[form]
        return f"{file_name(self._context, what)}{'_含姓名' if asked else ''}.xlsx"


def _ask(context: PageContext) -> tuple[Asked | None, bool]:
    """Whether persons are asked for, with purpose and name, and whether both are there; never where it is not allowed."""
    if not context.workspace.sight.may_unmask:
        st.html(note("与名单同一筛选；姓名、证件号码和联系电话已脱敏。"))
        return None, True
    if not st.checkbox(PLAINLY, key=SHOW):
        return None, True
    purpose = st.text_input("用途", key=PURPOSE, placeholder="如：9月入户核实", max_chars=100).strip()
    by = operator.ask("姓名")
    st.html(note(_ASKED_FIRST))
    return Asked(by=by, purpose=purpose), bool(purpose and by)
