"""One household beside the list: chosen by its place on the page, so that no number and no name enters the address."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from pages.kit import place
from pages.kit.context import PageContext, drawn, file_name, offer
from pages.kit.html import any_lamp, block, escape, field_label
from pages.kit.links import kept
from pages.kit.table import table_html
from services.figures.households import LEGEND, household_quarters
from services.household_card import ask_household
from services.taking import take_card
from services.views.asking_warnings import WarningListing
from services.views.household import HouseholdCard, Origin
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
        st.html(block(table_html(card.heads, heading=False), "iw-close"))
        place.table(card.table, heading=False)
        st.html(sources(card.origins))
        asked = (context.workspace, context.pack, context.period, listed.row, context.region)
        file = f"{file_name(context, f'一户一策卡_{listed.village}{listed.row.household_no[-4:]}')}.xlsx"
        offer(st.container(key="iw-noprint-card"), "一户一策卡", file, lambda: take_card(*asked))


def sources(origins: Sequence[Origin]) -> str:
    """数字来源：…: the rows of the reports that the figures stand in, leading to their versions and the originals."""
    lines = "<br>".join(f"{escape(origin.when)}：{_where(origin)}" for origin in origins)
    return block(f"数字来源<br>{lines}", "iw-note")


def _where(origin: Origin) -> str:
    if not origin.address:
        return escape(origin.said)
    return f'<a class="iw-wraps" href="{escape(kept(origin.address))}" target="_self">{escape(origin.said)}</a>'


def head(card: HouseholdCard) -> str:
    """Who it is, at which level and since when, the sentence, and what each rule compared."""
    shown = [line for line in (card.people, card.contact, card.annual, card.churn) if line]
    lines = "".join(f'<div class="iw-card-sub">{escape(line)}</div>' for line in shown)
    title = f'<div class="iw-who"><span class="iw-card-title">{escape(card.title)}</span>{any_lamp(card.lamp)}</div>'
    rules = "".join(f'<div class="iw-card-sub">{escape(f"{rule.word}：{rule.said}")}</div>' for rule in card.rules)
    return block(f'{title}{lines}<div class="iw-why">{escape(card.reason)}</div>{rules}')
