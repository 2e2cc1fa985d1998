"""预警分析: the warning list for the meeting: where, since when, why, and who is close to the line."""

import streamlit as st

from pages.kit import place
from pages.kit.context import answered, drawn, offer_tables, open_page
from pages.kit.links import quarter_link
from pages.kit.tile_grid import tile_grid
from services.figures.warnings import around_bars, cause_bars, level_bars, level_legend, turnover_bars
from services.views import forms
from services.views.asking_warning_analysis import ask_warning_analysis

#: up to so many units the drawing of the units leaves room for another below it
BESIDE = 12

context = open_page("预警分析", kind="quarter")
view = answered(context, ask_warning_analysis)

st.html(place.html.headline(view.headline) + place.html.context_line(view.context))
if not view.reported:
    st.html(place.nothing_in(f"{forms.period_label(context.period)}还没有单位报送家庭收入。"))
    st.stop()
st.html(place.html.tiles(view.tiles))
place.keyed(context)

left, right = st.columns([1.2, 1], gap="medium")
with left.container(border=True, key="iw-where"):
    bars, tiles = st.tabs([f"各{view.noun}户数", f"各{view.noun}占比"])
    with bars:
        figure = drawn(context, "levels", lambda: level_bars(view.units, view.level_words))
        what = f"各{view.noun}预警户，户；右为合计和占已报户的比例"
        legend = level_legend(view.units, view.level_words)
        place.card(view.levels_finding, what, figure, key="iw-levels", legend=legend)
    with tiles:
        place.card(view.shares_finding, "预警户占已报户的比例，颜色越深占比越高")
        st.html(tile_grid(view.grid))
with right.container(border=True, key="iw-turnover"):
    if view.turnover is not None:
        figure = drawn(context, "turnover", lambda: turnover_bars(view.turnover))
        place.card(view.turnover_finding, f"{context.whole}预警户，户；各{view.noun}见下表", figure, key="iw-turnover-bars")
    else:
        st.html(place.html.card_title(view.turnover_finding, "上季预警、移出、新增，户") + place.html.lamp("not_comparable"))
with (left if len(view.units) <= BESIDE else right).container(border=True, key="iw-causes"):
    figure = drawn(context, "causes", lambda: cause_bars(view.whole))
    place.card(view.causes_finding, "预警户按减收最多的一项收入，户", figure, key="iw-cause-bars")
with right.container(border=True, key="iw-line"):
    if view.around is None:
        st.html(
            place.html.card_title(view.line_finding, "年人均纯收入在线上下的户数") + place.html.lamp("not_comparable", "无参照")
        )
    elif not view.around.known:
        st.html(place.html.card_title(view.line_finding, view.line_words) + place.html.lamp("not_comparable"))
    else:
        figure = drawn(context, "around", lambda: around_bars(view.around, view.level_words[view.around.line.level]))
        place.card(view.line_finding, view.line_words, figure, key="iw-line-bars")
place.table(view.table)
unit = "" if context.region == context.pack.root else context.region_name
link = quarter_link("逐户名单见收入下降预警", "income_drop", forms.period_label(context.period), unit)
st.html(place.html.block(link, "iw-note"))
tables = (view.table,) if view.around_table is None else (view.table, view.around_table)
offer_tables(context, context.title, *tables)
