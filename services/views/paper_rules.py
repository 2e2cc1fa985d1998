"""A pack's warning rules with their levels and bounds, and its policy words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction

from metrics.income_rules import RULES
from metrics.packs import Pack
from metrics.packs.model import Labels
from services.tables.model import Table, TableCell, TableColumn, TableRow
from services.views import forms
from services.views.words import RULE_WORDS

RULE_COLUMNS = (
    TableColumn(key="rule", heading="规则", width=20),
    TableColumn(key="level", heading="级别", width=10),
    TableColumn(key="bounds", heading="界限", width=40, wrap=True),
    TableColumn(key="meaning", heading="何时列入", width=50, wrap=True),
    TableColumn(key="state", heading="本方案", width=40, wrap=True),
)
LABEL_COLUMNS = (
    TableColumn(key="what", heading="用处", width=24),
    TableColumn(key="word", heading="本方案用词", width=24),
    TableColumn(key="usual", heading="通用缺省", width=24),
)
LIST_COLUMNS = (
    TableColumn(key="name", heading="名单", width=24),
    TableColumn(key="rules", heading="触发哪些规则列入", width=60, wrap=True),
    TableColumn(key="state", heading="本方案", width=40, wrap=True),
)
ON, OFF = "启用", "停用"
MEANINGS: Mapping[str, str] = {
    "below_line": "年人均纯收入低于当年监测线", "crossed_line": "本期低于监测线而上期不低于",
    "below_work_line": "年人均纯收入低于工作线", "two_quarter_fall": "本期和上期人均纯收入都低于上年同期",
    "net_drop": "人均纯收入低于上年同期，达到最小降额和降幅；降幅达到升级界限的升为橙色一级",
    "operating_drop": "生产经营收入低于上年同期，达到最小降额", "component_drop": "工资性、生产经营或转移性收入下降，降额和降幅都达到界限",
    "expense_surge": "合规自付医疗支出超过上年参照收入的一定比例", "low_income": "年人均纯收入不高于低收入组分组线",
    "idle_labour": "有劳动力而无人务工", "near_line": "年人均纯收入不低于监测线，高出不超过一定比例",
}  # fmt: skip
BOUNDS: Mapping[str, tuple[str, str]] = {
    "min_drop": ("最小降额", "元"), "min_drop_percent": ("最小降幅", "%"), "orange_drop_percent": ("升级降幅", "%"),
    "component_drop": ("降额", "元"), "component_drop_percent": ("降幅", "%"), "medical_share": ("占参照收入", "%"),
    "near_line_percent": ("高出监测线", "%"),
}  # fmt: skip
#: what a rule needs by year, and how far back
NEEDS: Mapping[str, tuple[str, str, int]] = {
    "below_line": ("line", "监测线", 0), "crossed_line": ("line", "监测线", 0), "near_line": ("line", "监测线", 0),
    "low_income": ("low_income_cutoff", "低收入组分组线", 0), "expense_surge": ("reference_income", "上年参照收入", 1),
}  # fmt: skip
LABELS: Mapping[str, str] = {
    "lifted_household": "脱贫户的叫法", "monitored_household": "监测户的叫法", "linkage_funds": "衔接资金的叫法",
    "red": "预警最高级", "orange": "预警第二级", "yellow": "预警第三级", "watch": "预警最低级",
}  # fmt: skip


def rule_table(pack: Pack, context: str) -> Table:
    """Every rule, those that are off or lack a figure too."""
    rows = tuple(_row(pack, rule) for rule in RULES)
    return Table(title=f"收入下降预警规则　启用{len(pack.warnings)}项", columns=RULE_COLUMNS, rows=rows, context=context)


def _row(pack: Pack, rule: str) -> TableRow:
    setting = pack.warnings.get(rule)
    if setting is None:
        cells = (TableCell(text=forms.BLANK), TableCell(text=forms.BLANK), TableCell(text=MEANINGS[rule]), TableCell(text=OFF))
    else:
        level = TableCell(level=setting.level, lamp_text=level_word(pack, setting.level))  # type: ignore[arg-type]
        waiting = lacking(pack, rule)
        cells = (
            level,
            TableCell(text=bound_words(setting.bounds) or forms.BLANK),
            TableCell(text=MEANINGS[rule]),
            TableCell(text=waiting or ON, muted=bool(waiting)),
        )
    return TableRow(cells=(TableCell(text=RULE_WORDS[rule]), *cells))


def list_table(pack: Pack, context: str) -> Table | None:
    """The lists of households that the paper gives a name of its own; None where it names none."""
    rows = tuple(
        TableRow(cells=(TableCell(text=name), TableCell(text=_ways(ways)), _list_state(pack, ways)))
        for name, ways in pack.lists.items()
    )
    return Table(title=f"方案名单　{len(rows)}张", columns=LIST_COLUMNS, rows=rows, context=context) if rows else None


def _ways(ways: Sequence[Sequence[str]]) -> str:
    """低收入，且人均纯收入下降；或低于监测线: the rules of one way together, the ways apart."""
    return "；或".join("，且".join(RULE_WORDS[rule] for rule in together) for together in ways)


def _list_state(pack: Pack, ways: Sequence[Sequence[str]]) -> TableCell:
    """启用, or the figures that its rules wait for."""
    waiting = dict.fromkeys(said for together in ways for rule in together if (said := lacking(pack, rule)))
    return TableCell(text="；".join(waiting) or ON, muted=bool(waiting))


def level_word(pack: Pack, level: str) -> str:
    """红, or as the pack calls it."""
    return str(getattr(pack.labels, level))


def bound_words(bounds: Mapping[str, Fraction]) -> str:
    """降额2,000元，降幅30%."""
    return "，".join(f"{BOUNDS[name][0]}{forms.plain(value, 6)}{BOUNDS[name][1]}" for name, value in bounds.items())


def lacking(pack: Pack, rule: str) -> str:
    """Which figures a rule waits for: 2023年监测线未设定，本规则不起作用; empty where it has all."""
    if rule == "below_work_line" and not pack.income.work_line:
        return "工作线不设，本规则不起作用"
    if rule not in NEEDS:
        return ""
    key, name, back = NEEDS[rule]
    values: Mapping[int, Fraction] = getattr(pack.income, key)
    missing = [str(year) for year in range(pack.years[0], pack.years[1] + 1) if year - back not in values]
    return f"{'、'.join(missing)}年{name}未设定，本规则当年不起作用" if missing else ""


def label_table(pack: Pack, context: str) -> Table:
    """The pack's policy words beside the usual ones."""
    usual = Labels()
    rows = tuple(
        TableRow(
            cells=(
                TableCell(text=what),
                TableCell(text=str(getattr(pack.labels, key)), strong=getattr(pack.labels, key) != getattr(usual, key)),
                TableCell(text=str(getattr(usual, key)), muted=True),
            )
        )
        for key, what in LABELS.items()
    )
    return Table(title="用词", columns=LABEL_COLUMNS, rows=rows, context=context)
