"""What others earn: outside series that the pack has keyed in (全国, 全省), beside the county's own figures."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from metrics.packs import Pack, keyed_of
from services.views import forms

#: a series of incomes says so in its name; one of growth rates says that too
INCOME, RATES = "收入", ("增速", "增长", "增幅")
HOW = "在“外部数据”页按年度录入数值和来源，录入后与本地增幅并列画线"


@dataclass(frozen=True, kw_only=True)
class Reference:
    """One outside series in the year asked about: ``level`` 元 a head, ``growth`` in percent, None where not known."""

    name: str
    source: str
    level: Fraction | None
    growth: Fraction | None


def references(pack: Pack, region: str, year: int) -> tuple[Reference, ...]:
    """The pack's outside series of incomes with a value for the year, in the order in which they are keyed in."""
    found: list[Reference] = []
    for name, series in pack.income.reference_series.items():
        now, before = series.value(region, year), series.value(region, year - 1)
        keyed = keyed_of(pack, "series", year, name, region)
        source = f"{keyed.source}，{keyed.by} {keyed.on.isoformat()} 录入" if keyed is not None else series.source
        if INCOME not in name or now is None:
            continue
        if any(word in name for word in RATES):
            found.append(Reference(name=name, source=source, level=None, growth=now))
        else:
            growth = (now - before) / before * 100 if before else None
            found.append(Reference(name=name, source=source, level=now, growth=growth))
    return tuple(found)


def reference_words(found: Sequence[Reference], year: int) -> str:
    """全国脱贫人口人均纯收入2023年16,396元，增长14.32%（来源…）; how to key one in where there is none."""
    if not found:
        return f"{year}年全省、全国收入：{HOW}。"
    return "；".join(_words(entry, year) for entry in found) + "。参照为全年口径。"


def _words(entry: Reference, year: int) -> str:
    level = f"{forms.number(entry.level)}元" if entry.level is not None else ""
    grown = f"{'，' if level else ''}{growth_words(entry.growth)}" if entry.growth is not None else ""
    source = f"（来源：{entry.source}）" if entry.source else "（来源未填）"
    return f"{entry.name}{year}年{level}{grown}{source}"


def growth_words(value: Fraction | None) -> str:
    """增长12.40%, 下降18.20%, 持平."""
    if value is None:
        return "不可比"
    if value == 0:
        return "持平"
    return f"{'增长' if value > 0 else '下降'}{forms.percent(abs(value))}"
