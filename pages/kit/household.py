"""One household beside the list: chosen by its place on the page, so that no number and no name enters the address."""

from __future__ import annotations

import streamlit as st

from pages.kit import place
from pages.kit.context import PageContext, drawn
from pages.kit.html import any_lamp, block, escape, field_label, note
from pages.kit.links import kept
from services.figures.households import LEGEND, household_quarters
from services.household_card import ask_household, household_source
from services.views.asking_warnings import WarningListing
from services.views.household import HouseholdCard
from services.views.warnings import Listed


def choose(listing: WarningListing) -> int:
    """The position of the household to look at among those listed; the first until another is chosen."""
    labels = {label: index for index, label in enumerate(listing.labels)}
    with st.container(horizontal=True, vertical_alignment="center", gap="xsmall", key="iw-noprint-look"):
        st.html(field_label("查看"), width="content")
        chosen = st.selectbox("查看", list(labels), key="iw-look", placeholder="请选择", label_visibility="collapsed")
    return labels.get(chosen or "", 0)


def show(context: PageContext, listed: Listed) -> None:
    """The card of the household."""
    card = ask_household(context.workspace, context.pack, context.period, listed.row, listed.people)
    name = f"household {listed.row.submission} {listed.row.source_row}"
    figure = drawn(context, name, lambda: household_quarters(card.bars, card.line))
    with st.container(border=True, key="iw-household-card"):
        st.html(head(card))
        place.card("八个季度收入构成", "本年累计，元/人", figure, key="iw-household-quarters", legend=LEGEND)
        place.table(card.table, heading=False)
        st.html(source(*household_source(context.workspace, listed.row)))


def source(said: str, address: str) -> str:
    """数字来源：…: the row of the report that the figures stand in, leading to its versions and the original."""
    if not said:
        return note("数字来源：该报表已不在库。")
    link = f'<a class="iw-wraps" href="{escape(kept(address))}" target="_self">{escape(said)}</a>'
    return block(f"数字来源：{link}", "iw-note")


def head(card: HouseholdCard) -> str:
    """Who it is, at which level, and the sentence."""
    lines = "".join(f'<div class="iw-card-sub">{escape(line)}</div>' for line in (card.people, card.contact, card.annual))
    title = f'<div class="iw-who"><span class="iw-card-title">{escape(card.title)}</span>{any_lamp(card.lamp)}</div>'
    return block(f'{title}{lines}<div class="iw-why">{escape(card.reason)}</div>')
