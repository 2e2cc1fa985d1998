"""A pack's settings with their values, what it leaves open, and what follows from that on which page."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from metrics.packs import Keyed, Pack, Reference
from services.tables.model import Table, TableCell, TableColumn, TableRow
from services.views import forms

OPEN = "未设定"
NOT_SAID = "本方案没有写明"
BY_PACK, BY_DEFAULT, BY_BUREAU = "本方案设定", "通用缺省", "本单位录入"
COLUMNS = (
    TableColumn(key="name", heading="设置", width=26, wrap=True),
    TableColumn(key="value", heading="数值", width=30, wrap=True),
    TableColumn(key="origin", heading="依据", width=16),
    TableColumn(key="effect", heading="在哪些页面起什么作用", width=70, wrap=True),
)
PERCENT = 100
WORDS: Mapping[str, str] = {
    "net": "净收入（扣除支出）", "gross": "毛收入（不扣支出）", "last": "末行", "first": "首行", "cumulative": "上年同期累计",
    "single_quarter": "上年同季单季", "year": "上年全年", "last_four_quarters": "前四个季度合计",
}  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class Setting:
    """One setting in words: ``value`` empty where it is open; ``open_years``: of a yearly one, the years without a value."""

    group: str
    name: str
    value: str
    origin: str
    effect: str
    open_years: tuple[int, ...] = ()

    @property
    def is_open(self) -> bool:
        return not self.value or bool(self.open_years)

    @property
    def words(self) -> str:
        """What stands in the column: the value, and what is open of it."""
        if not self.is_open:
            return self.value
        years = f"{'、'.join(str(year) for year in self.open_years)}年" if self.open_years else ""
        return "；".join(part for part in (self.value, f"{years}{OPEN} · {NOT_SAID}") if part)


@dataclass(frozen=True, kw_only=True)
class _Said:
    """How a single setting is called, its unit and factor, what it does, and what happens without it."""

    name: str
    unit: str
    does: str
    without: str = ""
    factor: int = 1


_SETTINGS: Mapping[str, _Said] = {
    "public_post_floor": _Said(
        name="公益性岗位最低补贴标准", unit="元/人/月", does="数据上报：低于此数的提醒；就业：列出最低补贴标准是否足额。",
        without="数据上报不核对、就业页不判断岗位补贴是否足额。",
    ),
    "travel_allowance": _Said(
        name="省外务工交通补助标准", unit="元/人/年", does="数据上报：补助金额不等于人数乘此数的提醒；就业：交通补助按此数说明。",
        without="数据上报不核对、就业页不判断交通补助是否足额。",
    ),
    "workshop_reward_rate": _Said(
        name="车间奖补比例", unit="%", factor=PERCENT, does="就业：按比例计算应兑付车间奖补。", without="就业页不计算应兑付车间奖补和兑付率。"
    ),
    "workshop_min_workers": _Said(
        name="车间奖补最少吸纳人数", unit="人", does="就业：达到此数的车间计入奖补。", without="就业页不判断哪些车间可得奖补。"
    ),
    "workshop_min_months": _Said(
        name="车间奖补最短稳定就业月数", unit="个月", does="就业：达到此数的车间计入奖补。", without="就业页不判断哪些车间可得奖补。"
    ),
    "return_target": _Said(
        name="利益联结年收益率", unit="%", factor=PERCENT, does="产业联农带农、项目进度：不足此数的见效项目列为收益偏低；数据上报时提醒。",
        without="产业联农带农页不判断项目收益是否偏低，数据上报不核对。",
    ),
    "reserved_share": _Said(
        name="食堂采购预留比例", unit="%", factor=PERCENT, does="消费帮扶：不足此数的预算单位列名。",
        without="消费帮扶页不列预留份额不足的单位。",
    ),
    "village_income_limit": _Said(
        name="村集体收入核对上限", unit="万元", does="数据上报：村集体收入超过此数的提醒，疑似按元填写。"
    ),
    "operating_basis": _Said(name="生产经营收入口径", unit="", does="收入、收入下降预警：生产经营收入按此计算。"),
    "total_row": _Said(name="表中合计行位置", unit="", does="数据上报、导出：合计行所在位置。"),
    "behind_percent": _Said(name="滞后与严重滞后的界限", unit="%", does="各页：未达目标但差额在此比例之内的为滞后，超出的为严重滞后。"),
    "behind_points": _Said(
        name="序时进度的界限", unit="个百分点", does="各页：落后序时在此幅度之内的为滞后，超出的为严重滞后。"
    ),
}  # fmt: skip
_INCOME: Mapping[str, _Said] = {
    "work_line": _Said(
        name="工作线（年人均纯收入）",
        unit="元",
        does="收入、收入下降预警：低于此数的户列名，实行重点帮扶。",
        without="不按工作线列户。",
    ),
    "comparison": _Said(name="收入下降的比较口径", unit="", does="收入、收入下降预警：与何时相比算下降。"),
}
_YEARLY: Mapping[str, tuple[str, str, str]] = {
    "line": (
        "监测线", "收入、收入下降预警：低于监测线的户列名。",
        "没有数的年度，收入页不判断低于监测线的户，预警规则低于监测线、新跌破监测线、接近监测线不起作用。",
    ),
    "low_income_cutoff": (
        "低收入组分组线", "收入下降预警：不高于此数的户列入低收入。", "没有数的年度，预警规则低收入不起作用。",
    ),
    "reference_income": (
        "参照收入（上年）", "收入下降预警：自付医疗支出超过此数一定比例的为支出骤增。", "没有数的年度，预警规则支出骤增不起作用。",
    ),
}  # fmt: skip


def settings_of(pack: Pack, names: Mapping[str, str] | None = None) -> tuple[Setting, ...]:
    """Every setting, those by year and the outside series last. ``names``: places by code, for series by region."""
    single = [_single("设置", key, said, pack.settings) for key, said in _SETTINGS.items()]
    income = [_single("收入", key, said, pack.income) for key, said in _INCOME.items()]
    return (*single, *income, *(_yearly(pack, key) for key in _YEARLY), *_series(pack, names or {}))


def _single(group: str, key: str, said: _Said, section: object) -> Setting:
    value = getattr(section, key)
    given = key in getattr(section, "model_fields_set", ())
    off = key == "work_line" and value == 0
    words = "不设" if off else _value_words(value, said)
    effect = said.without if off or value is None else said.does
    return Setting(
        group=group, name=said.name, value=words, effect=effect,
        origin=BY_PACK if given else BY_DEFAULT if words else OPEN,
    )  # fmt: skip


def _value_words(value: object, said: _Said) -> str:
    if isinstance(value, Fraction):
        return f"{forms.plain(value * said.factor, 6)}{said.unit}"
    return WORDS.get(str(value), str(value)) if value is not None else ""


def _yearly(pack: Pack, key: str) -> Setting:
    """The reference income is that of the year before the one that is judged."""
    name, does, without = _YEARLY[key]
    values: Mapping[int, Fraction] = getattr(pack.income, key)
    back = 1 if key == "reference_income" else 0
    wanted = [year - back for year in range(pack.years[0], pack.years[1] + 1)]
    missing = tuple(year for year in wanted if year not in values)
    said = _by_year(name, values, missing, "元", does if not missing else f"{does}{without}")
    return _keyed(said, [entry for entry in pack.keyed if entry.kind == key])


def _keyed(setting: Setting, entries: Sequence[Keyed]) -> Setting:
    """With source, who and when of what was keyed in."""
    if not entries:
        return setting
    told = "；".join(f"{entry.year}年外部数据：{entry.source}，{entry.by} {entry.on.isoformat()} 录入" for entry in entries)
    return replace(setting, origin=BY_BUREAU, effect=f"{setting.effect}{told}。")


def _by_year(name: str, values: Mapping[int, Fraction], missing: Sequence[int], unit: str, effect: str) -> Setting:
    given = "；".join(f"{year}年{forms.plain(value, 6)}{unit}" for year, value in sorted(values.items()))
    return Setting(
        group="按年度填入", name=name, value=given, origin=BY_PACK if given else OPEN, effect=effect, open_years=tuple(missing)
    )


def _series(pack: Pack, names: Mapping[str, str]) -> list[Setting]:
    """Every outside series that a target names or the pack lists, with its source."""
    wanted: dict[str, set[int]] = {name: set() for name in pack.income.reference_series}
    for target in pack.targets:
        if isinstance(target.value, Reference):
            wanted.setdefault(target.value.reference, set()).update(range(target.first_year, target.year + 1))
    return [_one_series(pack, name, sorted(years), names) for name, years in wanted.items()]


def _one_series(pack: Pack, name: str, years: Sequence[int], names: Mapping[str, str]) -> Setting:
    series = pack.income.reference_series.get(name)
    targets = [t.title for t in pack.targets if isinstance(t.value, Reference) and t.value.reference == name]
    does = f"目标“{'、'.join(dict.fromkeys(targets))}”与它比较。" if targets else "收入页与本地增幅并列。"
    if series is None or not series.by_region:
        values = series.values if series else {}
        missing = [year for year in years if year not in values]
        said = _by_year(f"外部数据：{name}", values, missing, "", does)
    else:
        given = {names.get(code, code): by_year for code, by_year in series.by_region.items()}
        words = "；".join(f"{place}{year}年{forms.plain(v, 6)}" for place, held in given.items() for year, v in held.items())
        missing = [year for year in years if any(year not in held for held in given.values())]
        said = Setting(
            group="按年度填入", name=f"外部数据：{name}", value=words, origin=BY_PACK if words else OPEN, effect=does,
            open_years=tuple(missing),
        )  # fmt: skip
    source = f"来源：{series.source}。" if series is not None and series.source else "来源未填。" if said.value else ""
    waiting = "没有数的年度不可比。" if said.open_years and targets else ""
    told = replace(said, effect=f"{does}{waiting}{source}")
    return _keyed(told, [entry for entry in pack.keyed if entry.kind == "series" and entry.name == name])


def settings_table(settings: Sequence[Setting], context: str) -> Table:
    """A row a setting; what is open says so and what follows."""
    rows: list[TableRow] = []
    for group in dict.fromkeys(setting.group for setting in settings):
        own = [setting for setting in settings if setting.group == group]
        waiting = sum(setting.is_open for setting in own)
        note = f"{len(own)}项，{waiting}项有未设定" if waiting else f"{len(own)}项"
        rows.append(TableRow(kind="group", cells=(TableCell(text=group),), note=note))
        rows += [_setting_row(setting) for setting in own]
    return Table(title=f"设置　{len(settings)}项", columns=COLUMNS, rows=tuple(rows), context=context)


def _setting_row(setting: Setting) -> TableRow:
    return TableRow(
        cells=(
            TableCell(text=setting.name),
            TableCell(text=setting.words, muted=not setting.value),
            TableCell(text=setting.origin, muted=setting.origin == BY_DEFAULT),
            TableCell(text=setting.effect),
        )
    )
