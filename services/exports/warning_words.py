"""What stands above an exported list: whose it is, which households, measured how, and until when the figures reach."""

from __future__ import annotations

from collections.abc import Mapping

from data_access.store import HOUSEHOLD_SHEET, in_force
from metrics.packs import Pack
from metrics.periods import Period
from services.clock import now
from services.households import masked_helper
from services.named_lists import reminders
from services.views import forms
from services.views.words import CHURN_WORDS, RULE_WORDS
from services.warning_list import ListFilter, WarningPage
from services.workspace import Workspace

_COMPARED: Mapping[str, str] = {
    "cumulative": "家庭收入为年度累计数；同比为与上年同季累计数比较",
    "single_quarter": "家庭收入为年度累计数；同比为本季单季数与上年同季单季数比较",
    "year": "家庭收入为年度累计数；同比为全年数与上年全年数比较，只在第四季度比较",
    "last_four_quarters": "家庭收入为年度累计数；同比为近四个季度合计与上年同期近四个季度合计比较",
}
MOST_CARDS = 100
BLANKS = "“—”表示没有可比基期或数据不足，不是0。"


def definition(pack: Pack, period: str) -> str:
    """口径: what is compared with what, and the lines that hold in the year of ``period``."""
    settings, year = pack.income_settings, Period.parse(period).year
    line = settings.line.get(year)
    lines = f"{year}年监测线{forms.plain(line, 2)}元" if line is not None else f"{year}年监测线未设定，不判断是否低于监测线"
    work = f"，工作线{forms.plain(settings.work_line, 2)}元" if settings.work_line is not None else ""
    return (
        f"口径：{_COMPARED[settings.comparison]}，按家庭纯收入÷家庭人口数逐户计算；年度人均在第四季度为当年人均纯收入，"
        f"此前为〔本季累计＋上年第四季度累计－上年同季累计〕÷人口数。{lines}{work}。"
    )


def list_title(workspace: Workspace, page: WarningPage, what: str) -> str:
    """牟定县2023年第二季度收入下降预警名单."""
    return f"{workspace.region(page.region).name}{Period.parse(page.period).label}收入下降预警{what}"


def above(workspace: Workspace, page: WarningPage, filters: ListFilter) -> tuple[str, ...]:
    """The lines between the title and the headings."""
    pack = workspace.pack(page.pack)
    year = Period.parse(page.period).year
    return (
        f"{until(workspace, page)}共{page.total:,}户。筛选：{filter_words(workspace, page, filters)}。",
        definition(pack, page.period) + BLANKS + "".join(reminders(pack, year)),
    )


def too_many(households: int) -> str:
    """What is said where a list is too long for cards; empty where it is not."""
    if households <= MOST_CARDS:
        return ""
    return f"名单共{households:,}户，一户一策卡每次最多{MOST_CARDS}户，请先按乡镇、级别或规则筛选。"


def card_foot(workspace: Workspace, page: WarningPage) -> tuple[str, ...]:
    """The lines at the foot of a card."""
    return until(workspace, page), definition(workspace.pack(page.pack), page.period) + BLANKS


def until(workspace: Workspace, page: WarningPage) -> str:
    """数据截至 …，本季已报7个单位。 of the reporters of the list's unit; an earlier moment says what was not known then."""
    tree, root = workspace.tree, workspace.pack(page.pack).root
    found = in_force(
        workspace.database, workspace.scope, root=root, sheet=HOUSEHOLD_SHEET, periods=[page.period], as_of=workspace.as_of
    )
    own = [
        record.received_at for record in found
        if tree.is_inside(record.reporter, page.region) or tree.is_inside(page.region, record.reporter)
    ]  # fmt: skip
    seen = "" if workspace.as_of is None else f"{forms.seen_at(workspace.as_of)}。"
    if not own:
        return f"{seen}本季还没有单位报送。"
    return f"{seen}数据截至{forms.minute(max(own))}，本季已报{len(own)}个单位。"


def made_now() -> str:
    """For the foot of every page."""
    return f"打印时间 {now():%Y-%m-%d %H:%M}"


def filter_words(workspace: Workspace, page: WarningPage, filters: ListFilter) -> str:
    """The filters in words, always with the units; a 帮扶责任人 masked."""
    labels = workspace.pack(page.pack).labels
    parts = [
        ("单位", [workspace.region(region).name for region in filters.regions or (page.region,)]),
        ("级别", [getattr(labels, level) for level in filters.levels]),
        ("名单", list(filters.lists)),
        ("规则", [RULE_WORDS[rule] for rule in filters.rules]),
        ("户类型", list(filters.kinds)),
        ("降幅", [f"{filters.min_drop_percent}%以上"] if filters.min_drop_percent is not None else []),
        ("下降额", [f"{filters.min_drop}元/人以上"] if filters.min_drop is not None else []),
        ("与上季度比", [CHURN_WORDS[filters.churn]] if filters.churn else []),
        ("帮扶责任人", [masked_helper(filters.helper)] if filters.helper else []),
        ("户编号含", [filters.household_no] if filters.household_no else []),
    ]
    return "；".join(f"{name}：{'、'.join(words)}" for name, words in parts if words)
