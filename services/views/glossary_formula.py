"""Formulas in words, from the catalogue's own declaration and the headings of the report sheets."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

from data_access.sheets.declaration import SheetDeclaration
from metrics.catalogue import Catalogue, Condition, Indicator, Measure
from metrics.settings import Settings
from services.views import forms

Sheets = Mapping[str, SheetDeclaration]
#: what the rows of a sheet are when they are counted
COUNTED: Mapping[str, str] = {
    "employment": "地方数", "workshops": "车间数", "industry_projects": "项目数", "industry_linkage": "地方数",
    "consumption": "采购记录数", "canteen_quota": "预算单位数", "collective_economy": "村数", "household_income": "户数",
    "key_tasks": "任务数", "project_progress": "项目数",
}  # fmt: skip
#: settings of a pack: what the paper rules, and whether it is a share
SETTINGS: Mapping[str, tuple[str, str]] = {
    "public_post_floor": ("最低补贴标准", "元/人/月"), "travel_allowance": ("交通补助标准", "元/人"),
    "workshop_reward_rate": ("奖补比例", "%"), "workshop_min_workers": ("最少吸纳人数", "人"),
    "workshop_min_months": ("最短稳定就业月数", "个月"), "return_target": ("收益率", "%"), "reserved_share": ("预留比例", "%"),
    "village_income_limit": ("村收入核对上限", "万元"), "behind_percent": ("滞后界限", "%"), "behind_points": ("滞后界限", "个百分点"),
}  # fmt: skip
HOUSEHOLDS: Mapping[str, str] = {
    "below_line": "年人均纯收入低于监测线的户数", "below_work_line": "年人均纯收入低于工作线的户数",
    "without_annual": "无法折算年人均纯收入的户数", "with_annual": "可折算年人均纯收入的户数",
    "comparable": "本季与上年同季都有数据的户数", "net_fell": "可比户中人均纯收入低于上年同季的户数",
    "operating_fell": "可比户中生产经营收入低于上年同季的户数",
}  # fmt: skip
#: fields of household_income that judging a household looks at
JUDGED: Mapping[str, tuple[str, ...]] = {
    "comparable": ("household_no",), "operating_fell": ("household_no", "operating_gross", "operating_cost"),
    "net_fell": ("household_no", "net", "persons"),
}  # fmt: skip
ANNUAL = ("household_no", "net", "persons")
SUBMISSIONS: Mapping[str, str] = {
    "received": "已报送份数", "on_time": "按时报送份数", "first_pass": "首个版本之前没有退回记录的份数", "expected": "应报送份数",
}  # fmt: skip
COMPARED = {"<": "低于", "<=": "不高于", "=": "为", ">=": "不低于", ">": "大于"}
TASK = "“累计完成”：取全域行，无全域行的把可加总单位的各行相加"
PERCENT = 100


class Wording:
    """Words for the measures of one catalogue; ``settings``: what the chosen pack rules."""

    def __init__(self, catalogue: Catalogue, sheets: Sheets, settings: Settings) -> None:
        self._catalogue = catalogue
        self._sheets = sheets
        self._settings = settings

    def formula(self, indicator: Indicator) -> str:
        """“脱贫劳动力（转移就业合计）”之和 ÷ “脱贫劳动力（总数）”之和 × 100."""
        top, bottom = indicator.numerator, indicator.denominator
        shared = bottom is not None and top.where == bottom.where and bool(top.sum and bottom.sum)
        text = self._side(top, shared=shared, alone=bottom is None and indicator.factor == 1)
        if bottom is not None:
            text = f"{text} ÷ {self._side(bottom, shared=shared, alone=False)}"
        if indicator.factor != 1:
            text += f" × {_number(indicator.factor)}"
        if shared and top.where:
            text += f"，只计{self._conditions(top)}的{self._row(top)}"
        return text.replace("） ", "）").replace(" （", "（")

    def field(self, sheet: str, name: str) -> str:
        """A field as its heading reads, without 其中：."""
        return self._sheets[sheet].field(name).title.replace("其中：", "")

    def _side(self, measure: Measure, *, shared: bool, alone: bool) -> str:
        """One side; several terms stand in brackets unless they are all there is."""
        text, terms = self._words(measure, shared=shared)
        return text if alone or terms == 1 else f"（{text}）"

    def _words(self, measure: Measure, *, shared: bool) -> tuple[str, int]:
        if measure.sum:
            return self._sum(measure, shared=shared)
        if measure.growth:
            title = self._title(measure.growth)
            return f"本期{title} − 上年同期{title}", 2
        return self._single(measure), 1

    def _single(self, measure: Measure) -> str:
        if measure.count:
            return self._count(measure)
        if measure.min or measure.median:
            return f"各行{self._path(measure.min or measure.median or '')}的{'最小值' if measure.min else '中位数'}"
        if measure.households:
            return HOUSEHOLDS[measure.households]
        if measure.submissions:
            return SUBMISSIONS[measure.submissions]
        if measure.base:
            return f"上年同期{self._title(measure.base)}"
        if measure.excess_over_root:
            return f"本地{self._title(measure.excess_over_root)}高于全域的百分点数（不高于的为0）"
        return self._title(measure.indicator) if measure.indicator else TASK

    def _sum(self, measure: Measure, *, shared: bool) -> tuple[str, int]:
        head = "" if shared or not measure.where else f"{self._conditions(measure)}的{self._row(measure)}的"
        text = " + ".join(f"{head}{self._path(path)}之和" for path in measure.sum)
        text += "".join(f" − {head}{self._path(path)}之和" for path in measure.minus)
        if measure.times:
            text += f" × {self._setting(measure.times)}"
        return text, len(measure.sum) + len(measure.minus)

    def _count(self, measure: Measure) -> str:
        sheet = measure.count or ""
        noun = "村数" if measure.rows_at == "village" else COUNTED[sheet]
        said = f"{self._conditions(measure)}的{noun}" if measure.where else f"报送的{noun}"
        return f"{said}（按{self.field(sheet, measure.distinct)}计，不重复）" if measure.distinct else said

    def _conditions(self, measure: Measure) -> str:
        return "且".join(self._condition(measure.sheets[0], entry) for entry in measure.where)

    def _condition(self, sheet: str, condition: Condition) -> str:
        left = f"“{self.field(sheet, condition.field)}”"
        if condition.over is not None:
            left += f"÷“{self.field(sheet, condition.over)}”"
        if condition.values:
            return f"{left}为{'、'.join(condition.values)}"
        if condition.setting is not None:
            return f"{left}{COMPARED[condition.op]}{self._setting(condition.setting)}"
        if isinstance(condition.value, Fraction):
            unit = self._sheets[sheet].field(condition.field).unit
            return f"{left}{COMPARED[condition.op]}{forms.plain(condition.value, 6)}{unit}"
        return f"{left}{COMPARED[condition.op]}{condition.value}"

    def _setting(self, name: str) -> str:
        """方案规定的收益率（本方案7%）."""
        word, unit = SETTINGS[name]
        bound = self._settings.bound(name)
        if bound is None:
            return f"方案规定的{word}（本方案未规定）"
        share = unit == "%" and name != "behind_percent"
        return f"方案规定的{word}（本方案{forms.plain(bound * (PERCENT if share else 1), 6)}{unit}）"

    def _row(self, measure: Measure) -> str:
        return COUNTED[measure.sheets[0]].removesuffix("数")

    def _path(self, path: str) -> str:
        sheet, name = path.split(".")
        return f"“{self.field(sheet, name)}”"

    def _title(self, name: str) -> str:
        return f"“{self._catalogue.indicators[name].title}”"


def _number(value: Fraction) -> str:
    """A factor; a negative one in brackets."""
    text = forms.plain(value, 6)
    return f"（{text}）" if value < 0 else text


def sources(wording: Wording, catalogue: Catalogue, sheets: Sheets, indicator: Indicator) -> tuple[tuple[str, str], ...]:
    """(title of the sheet, its fields in the order in which the figure names them); none for figures about reporting itself."""
    fields = list(catalogue.fields_of(indicator))
    for measure in catalogue.measures_of(indicator):
        if measure.task:
            fields.append(("key_tasks", "cumulative"))
        if measure.households:
            fields += [("household_income", name) for name in JUDGED.get(measure.households, ANNUAL)]
    found: list[tuple[str, str]] = []
    for sheet in catalogue.sheets_of(indicator):
        named = [wording.field(owner, name) for owner, name in fields if owner == sheet]
        found.append((sheets[sheet].title, "、".join(dict.fromkeys(named))))
    return tuple(found)
