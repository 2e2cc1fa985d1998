"""项目进度: started, finished, accepted, money in place and paid, and what has not moved since the report before."""

import streamlit as st

from pages.kit import place
from pages.kit.context import answered, drawn, offer_tables, open_page
from pages.kit.narrowing import Choice, narrowed, narrowed_table
from services.figures.stages import STAGE_COLOURS, funds_bars, stage_bars
from services.views.asking_projects import ask_projects
from services.views.projects import STAGES
from services.views.projects_table import ProjectFilters

context = open_page("项目进度")
view = answered(context, ask_projects)

place.findings(view.page, context)
filters = ProjectFilters()
if view.projects:
    left, right = st.columns(2, gap="medium")
    with left.container(border=True, height="stretch", key="iw-project-stages"):
        rows = [(bar.name, bar.counts) for bar in view.bars]
        figure = drawn(context, "stages", lambda: stage_bars(rows, STAGES))
        legend = tuple(zip(STAGES, STAGE_COLOURS, strict=True))
        place.card(view.bars_finding, "按填报部门，项目数，个", figure, key="iw-stages", legend=legend)
    with right.container(border=True, height="stretch", key="iw-project-funds"):
        figure = drawn(context, "funds", lambda: funds_bars(view.funds))
        place.card(view.funds_finding, "总投资、到位资金、支出资金，月末时点", figure, key="iw-funds")
        st.html(place.html.card_title(view.still_finding, "形象进度、支出和状态都与上一次报表相同，万元"))
        if view.still.rows:
            place.table(view.still, heading=False)
    choices = (
        Choice(label="填报部门", options=view.reporters, key="project_dept", all_words="全部部门", width=360),
        Choice(label="状态", options=view.stages, key="project_stage", all_words="全部", width=280),
    )
    (reporters, stages), unmoved = narrowed("projects", choices, only=("只看较上月未动", "project_still"))
    filters = ProjectFilters(reporters=reporters, stages=stages, unmoved=unmoved)
    narrowed_table(view.table(filters), "项目", filters.words)
if view.page.tiles:
    place.table(view.departments)
    place.table(view.units)
offer_tables(context, context.title, view.table(filters, paper=True), view.departments, view.units)
