"""Habits 51 and 52: columns below a banner or a group beside columns of the same name without one."""

from __future__ import annotations

from data_access.regions.tree import region_tree
from tests.habits.headings import grouped
from tests.intake.forms import Extra, Form
from tests.intake.honest import Honest, col, emp, hh
from tests.intake.sheets import CZJ, SWJ, food, prog, proj
from tests.intake.wrong import Wrong, head, nowhere


def _beside(form: Form, *headings: tuple[str, ...], before: str = "") -> Form:
    """The same with columns of figures under these headings."""
    form.extras = [Extra(heading=heading, before=before, values=(1.5, 2.5, 3.5, 4.5, 5.5, 6.5, 7.5)) for heading in headings]
    return form


def _bannered(sheet: str, *, before: str = "", **fields: str) -> Form:
    """Everything that counts below 本期完成情况 but one column more of the same name."""
    make = {"collective_economy": col, "canteen_quota": food}[sheet]
    form = make(headings=grouped(sheet, "本期完成情况"), depth=3)
    form.headings = {**form.headings, **{name: ("本期完成情况", alias) for name, alias in fields.items()}}
    return form if not before else _beside(form, ("总收入",), before=before)


HONEST: dict[str, Honest] = {
    "51 其中 alone over a part": Honest(proj(headings={"industry_investment": ("其中", "产业资金")})),
    "51 其中：脱贫劳动力 over its total": Honest(emp(headings={"lifted_labour": ("其中：脱贫劳动力", "脱贫劳动力总数")})),
    "52 a part of the money beside all of it": Honest(
        _beside(prog(), ("其中：省级资金", "到位资金"), ("其中：省级资金", "支出资金")), reporters=(SWJ,), notes={"column_unknown"}
    ),
    "52 the helper's name and telephone beside the household's": Honest(
        _beside(hh(), ("帮扶干部", "姓名"), ("帮扶干部", "联系电话")), notes={"column_unknown"}
    ),
    "52 where they work beside where they live": Honest(_beside(emp(), ("主要务工地", "地区")), notes={"column_unknown"}),
    "52 下达计划 beside what was done": Honest(
        _beside(food(), ("下达计划", "食材采购总额")), reporters=(CZJ,), notes={"column_unknown"}
    ),
}  # fmt: skip

_WHERE = ("所在地", "地址", "所属地区", "实施地点", "基本情况")


def _placed(sheet: str, group: str, word: str) -> Form:
    """The place below a group beside its parent's column: 所在地 over 乡镇 and 村, in two rows."""
    form = {"employment": emp, "household_income": hh}[sheet](headings={"region": (group, word)}, depth=2)
    above = [region_tree().ancestor(row["region"], "township") for row in form.rows]
    form.extras = [Extra(heading=(group, "乡镇"), before="region", values=[place.name for place in above if place])]
    return form


HONEST |= {
    f"51 {word} and 乡镇 below {group} in {sheet}": Honest(_placed(sheet, group, word))
    for sheet in ("employment", "household_income")
    for group in _WHERE
    for word in ("村", "行政村", "村（社区）")
}

WRONG: dict[str, Wrong] = {
    "51 only a part of the money": Wrong(
        prog(headings={"total_investment": ("其中：省级资金", "总投资")}), [("field_missing", nowhere)]
    ),
    "51 only a helper's name": Wrong(hh(headings={"head_name": ("帮扶干部", "姓名")}), [("field_missing", nowhere)]),
    "52 double behind a banner": Wrong(
        _beside(_bannered("collective_economy"), ("总收入",)), [("field_twice", head("总收入", 0))]
    ),
    "52 double in front of a banner": Wrong(
        _bannered("collective_economy", before="operating"), [("field_twice", head("total", 1))]
    ),
    "52 double by an alias behind a banner": Wrong(
        _beside(_bannered("canteen_quota", canteen_total="食材采购总额"), ("食材采购总额",)),
        [("field_twice", head("食材采购总额", 0))],
    ),
    "52 double below a group of another name": Wrong(
        _beside(col(), ("审核数", "总收入")), [("field_twice", head("审核数/总收入", 1))]
    ),
    "52 double in two banners": Wrong(
        _beside(_bannered("collective_economy"), ("村级填报", "总收入")), [("field_twice", head("村级填报/总收入", 1))]
    ),
}  # fmt: skip
