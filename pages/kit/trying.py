"""The controls of 口径试算: each bound as a slider with its number beside it, rules on and off, what is assumed of visits."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

import streamlit as st

from pages.kit import place
from services.views.trial import Visits
from services.views.trial_words import BASE_WORDS, BASES, KNOBS, RULE_NAMES, Knob, Tried, chosen_bounds, placeholder

#: what the controls are called in the address, beside the bounds' own names; an empty one leaves the pack's own choice
BASE, OFF, ON, A_DAY, PEOPLE, DRAWN = "base", "off", "on", "visits", "people", "drawn"
AUTOMATIC = "最近改动的界限"


@dataclass(frozen=True, kw_only=True)
class Chosen:
    """What the controls say; ``drawn``: the bound to draw the list's length over, empty: the one that was changed."""

    tried: Tried
    visits: Visits
    drawn: str


def choose(own: Tried) -> Chosen:
    """Draws the controls and reads them. What is left empty is the pack's own, whatever pack or year is looked at."""
    st.button("恢复本方案口径", key="iw-trial-reset", on_click=_reset, icon=":material/undo:", width="stretch")
    values = {knob.key: _slide(knob, own) for knob in KNOBS if not knob.aside}
    with st.expander("其他界限", key="iw-trial-aside"):
        values |= {knob.key: _slide(knob, own) for knob in KNOBS if knob.aside}
    with st.expander("规则和同比口径", key="iw-trial-rules"):
        rules, base = _rules(own), _base(own)
    with st.container(horizontal=True, vertical_alignment="bottom", gap="small"):
        a_day = st.number_input("每组每天走访（户）", 1, 100, 8, 1, key=A_DAY, bind="query-params")
        people = st.number_input("每组人数", 1, 20, 2, 1, key=PEOPLE, bind="query-params")
    names = {knob.name: knob.key for knob in KNOBS if knob.drawn}
    drawn = st.selectbox("曲线画哪个界限", [AUTOMATIC, *names], key=DRAWN, bind="query-params", placeholder="请选择")
    return Chosen(
        tried=chosen_bounds(own, values, rules=rules, base=base),
        visits=Visits(a_day=int(a_day or 8), people=int(people or 2)), drawn=names.get(drawn or "", ""),
    )  # fmt: skip


def _slide(knob: Knob, own: Tried) -> Fraction | None:
    """What is tried of a bound, None: nothing. The number counts and stands in the address; the slider follows and sets it."""
    slider_key, given = f"iw-slide-{knob.key}", own.value(knob.key) or Fraction(0)
    with st.container(horizontal=True, vertical_alignment="bottom", gap="small"):
        slider, number = st.container(), st.container(width=104)
    with number:
        typed = st.number_input(
            knob.label, 0, knob.most, None, knob.step, key=knob.key, bind="query-params", label_visibility="collapsed",
            placeholder=placeholder(own, knob.key),
        )  # fmt: skip
    st.session_state[slider_key] = min(int(given if typed is None else typed), knob.high)
    with slider:
        st.slider(
            knob.label, 0, knob.high, step=knob.step, format="localized", key=slider_key, help=knob.hint, on_change=_take,
            args=(slider_key, knob.key, given),
        )  # fmt: skip
    return None if typed is None else Fraction(int(typed))


def _take(slider: str, number: str, own: Fraction) -> None:
    """The slid value goes where a typed one would stand; the pack's own is none."""
    slid = int(st.session_state[slider])
    st.session_state[number] = None if slid == own else slid


def _rules(own: Tried) -> frozenset[str]:
    """The rules that are asked."""
    held = [word for word, rule in RULE_NAMES.items() if rule in own.rules]
    free = [word for word in RULE_NAMES if word not in held]
    off = st.multiselect("停用", held, key=OFF, bind="query-params", placeholder="不停用", select_all=False)
    on = st.multiselect("启用", free, key=ON, bind="query-params", placeholder="不启用", select_all=False) if free else []
    return (own.rules - {RULE_NAMES[word] for word in off}) | {RULE_NAMES[word] for word in on}


def _base(own: Tried) -> str:
    """Which income is laid beside last year's; empty: the pack's own."""
    others = [word for word in BASES if word != BASE_WORDS[own.comparison]]
    usual = f"本方案：{BASE_WORDS[own.comparison]}"
    chosen = st.selectbox("同比口径", others, None, key=BASE, bind="query-params", placeholder=usual)
    return chosen or ""


def _reset() -> None:
    for key in (*(knob.key for knob in KNOBS), BASE):
        st.session_state[key] = None
    for key in (OFF, ON):
        st.session_state[key] = []


def make_it_so(lines: str, steps: tuple[str, ...]) -> None:
    """What to write into the pack file; nothing where nothing was changed."""
    with st.container(border=True, key="iw-trial-lines"):
        if not lines:
            st.html(place.html.card_title("试算口径与本方案相同", "改动界限后，这里给出写进方案文件的内容"))
            return
        st.html(place.html.card_title("采用试算口径：把下面的内容写进方案文件", "放在同名的表下，同名的行替换，其余不动"))
        st.html(place.html.file_lines(lines))
        st.html("".join(place.html.note(f"{number}. {step}") for number, step in enumerate(steps, start=1)))
