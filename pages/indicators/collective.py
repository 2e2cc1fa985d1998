"""村集体经济: which step of the ladder the villages stand on, and who is nearest to the next."""

import streamlit as st

from pages.kit import place
from pages.kit.context import answered, drawn, offer_table, open_page
from services.figures.bars import tier_ladder
from services.figures.shares import own_target_bars
from services.figures.template import TIER_COLOURS
from services.views.answering import ask_collective
from services.views.collective_nearest import first_shown
from services.views.ladder import TIERS

context = open_page("村集体经济")
view = answered(context, ask_collective)

place.findings(view.page, context)
# One bar alone needs no card as tall as the list beside it.
left, right = st.columns([1.3, 1], gap="medium") if len(view.ladder) > 1 else (st.container(), st.container())
with left.container(border=True, height="stretch", key="iw-ladder"):
    if view.ladder:
        legend = tuple(zip(reversed(TIERS), reversed(TIER_COLOURS), strict=True))
        figure = drawn(context, "ladder", lambda: tier_ladder(view.ladder, view.targets))
        carried = "　※ 沿用上期" if any(row.carried for row in view.ladder) else ""
        given = f"；{view.given}" if view.given else ""
        what = f"按总收入分档的村占比，%（条内为村数）{given}{carried}"
        place.card(view.ladder_finding, what, figure, key="iw-tiers", legend=legend)
    else:
        st.html(place.nothing_in(f"{view.page.context[0]}还没有单位报送。"))
with right.container(border=True, height="stretch", key="iw-nearest"):
    steps = {entry.step.key: entry for entry in view.nearest}
    first = first_shown(view.nearest)
    shown = steps.get(st.session_state.get("step") or first) or steps[first]
    st.html(place.html.card_title(shown.finding, "离下一档最近的村，万元"))
    st.segmented_control(
        "到哪一档", list(steps), default=first, required=True, format_func=lambda key: f"到{steps[key].step.name}", key="step",
        bind="query-params", label_visibility="collapsed",
    )  # fmt: skip
    place.table(shown.table, heading=False)
    st.html(place.html.note(shown.note))
# Across the page: in one of the columns they would leave the other one empty at its foot.
for index, own in enumerate(view.own):
    with st.container(border=True, key=f"iw-own-{index}"):
        figure = drawn(context, f"own{index}", lambda own=own: own_target_bars(own))
        place.card(own.finding, own.what, figure, key=f"iw-own-bars-{index}")
place.table(view.page.table)
offer_table(context, view.page, *(entry.all_rows for entry in view.nearest))
