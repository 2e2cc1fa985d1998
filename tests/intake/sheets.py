"""A plain form of each of the ten sheets, and who hands it in."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from tests.intake import other_rows
from tests.intake.forms import Form
from tests.intake.honest import col, emp, hh
from tests.intake.rows import PANMAO, Row

TOWNSHIP_LINE = ({1: "填报单位（盖章）：蟠猫乡人民政府", 5: "填报日期：2023年5月25日"},)
NYNCJ, GXSJ, CZJ, JYTYJ, SWJ = "dept:nyncj", "dept:gxsj", "dept:czj", "dept:jytyj", "dept:swj"


def _maker(sheet: str, title: str, rows: Callable[[], list[Row]], office: str = "") -> Callable[..., Form]:
    place = "牟定县" if office else "牟定县蟠猫乡"
    above = ({1: f"填报单位（盖章）：{office}", 5: "填报日期：2023年5月25日"},) if office else TOWNSHIP_LINE

    def make(given: Any = None, **options: Any) -> Form:
        options.setdefault("title", (f"{place}2023年5月{title}",))
        options.setdefault("above", above)
        options.setdefault("rows", given or rows())
        return Form(sheet=sheet, **options)

    return make


shop = _maker("workshops", "就业帮扶车间台账", other_rows.workshops)
proj = _maker("industry_projects", "产业项目联农带农台账", other_rows.projects)
link = _maker("industry_linkage", "产业帮扶与市场主体月报表", other_rows.linkage)
cons = _maker("consumption", "消费帮扶月报表", other_rows.consumption, "县农业农村局")
food = _maker("canteen_quota", "预算单位食堂采购预留份额表", other_rows.canteens, "牟定县财政局")
task = _maker("key_tasks", "重点工作数据表", other_rows.tasks, "教育体育局")
prog = _maker("project_progress", "项目进度月报表", other_rows.progress, "县水务局")

OF_TOWNSHIPS: dict[str, Callable[..., Form]] = {"shop": shop, "proj": proj, "link": link}
OF_DEPARTMENTS: dict[str, Callable[..., Form]] = {"cons": cons, "food": food, "task": task, "prog": prog}
MAKERS: dict[str, Callable[..., Form]] = {"emp": emp, "col": col, "hh": hh, **OF_TOWNSHIPS, **OF_DEPARTMENTS}
REPORTERS = {
    **dict.fromkeys(("emp", "col", "hh", *OF_TOWNSHIPS), PANMAO),
    "cons": NYNCJ,
    "food": CZJ,
    "task": JYTYJ,
    "prog": SWJ,
}
