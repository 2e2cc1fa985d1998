"""What surrounds every page: page settings, logo, navigation, the one style block, and the net under a page that fails."""

from __future__ import annotations

from contextvars import ContextVar
from pathlib import Path

import streamlit as st

from pages.kit.chosen import arrive_at
from pages.kit.fault import run_guarded

ASSETS = Path(__file__).parent / "assets"
ROOT = Path(__file__).resolve().parents[2]
SIDEBAR_WIDTH = 208

#: section → pages as (script, title, icon, address); a page enters with the issue that builds it
MENU: dict[str, tuple[tuple[str, str, str, str], ...]] = {
    "调度": (
        ("pages/monitor/mine.py", "我的报送", "task_alt", "mine"),
        ("pages/monitor/overview.py", "总览", "dashboard", "overview"),
    ),
    "指标": (
        ("pages/indicators/employment.py", "就业", "work", "employment"),
        ("pages/indicators/industry.py", "产业联农带农", "agriculture", "industry"),
        ("pages/indicators/consumption.py", "消费帮扶", "storefront", "consumption"),
        ("pages/indicators/collective.py", "村集体经济", "holiday_village", "collective"),
        ("pages/indicators/income.py", "收入", "payments", "income"),
        ("pages/indicators/tasks.py", "重点工作", "checklist", "tasks"),
        ("pages/indicators/projects.py", "项目进度", "construction", "projects"),
    ),
    "预警": (
        ("pages/warnings/income_drop.py", "收入下降预警", "trending_down", "income_drop"),
        ("pages/warnings/warning_analysis.py", "预警分析", "analytics", "warning_analysis"),
        ("pages/warnings/trial.py", "口径试算", "tune", "trial"),
    ),
    "报送": (
        ("pages/reporting/progress.py", "报送进度", "fact_check", "progress"),
        ("pages/reporting/upload.py", "数据上报", "upload_file", "upload"),
        ("pages/reporting/history.py", "上报记录", "history", "history"),
        ("pages/reporting/allocation.py", "任务分解", "call_split", "allocation"),
    ),
    "说明": (
        ("pages/explanations/glossary.py", "指标说明", "menu_book", "glossary"),
        ("pages/explanations/paper.py", "工作方案", "description", "paper"),
        ("pages/explanations/outside.py", "外部数据", "input", "outside"),
    ),
}
#: pages to which only links lead: they stand in no menu
HIDDEN = (("pages/monitor/trace.py", "数字来源", "account_tree", "trace"),)

_entered: ContextVar[bool] = ContextVar("iw_shell_entered", default=False)


def open_shell() -> None:
    """Runs the asked page inside the shell. The navigation is declared before anything can stop: otherwise a deep
    link would show Streamlit's own English “Page not found”."""
    st.set_page_config(
        page_title="增收监测看板",
        page_icon=str(ASSETS / "favicon.png"),
        layout="wide",
        initial_sidebar_state=SIDEBAR_WIDTH,
    )
    pages = {section: [_page(*entry) for entry in entries] for section, entries in MENU.items()}
    linked = [_page(*entry, hidden=True) for entry in HIDDEN]
    page = st.navigation({**pages, "说明": [*pages["说明"], *linked]}, expanded=True)
    st.logo(str(ASSETS / "logo.svg"), size="large")
    st.html(ASSETS / "house.css")
    token = _entered.set(True)
    arrive_at(page.url_path)
    try:
        run_guarded(page.run, page.title)
    finally:
        _entered.reset(token)


def inside_shell() -> bool:
    """Whether the running page was reached through ``app.py``."""
    return _entered.get()


def _page(script: str, title: str, icon: str, address: str, *, hidden: bool = False) -> st.Page:
    return st.Page(
        ROOT / script, title=title, icon=f":material/{icon}:", url_path=address, default=address == "overview",
        visibility="hidden" if hidden else "visible",
    )  # fmt: skip
