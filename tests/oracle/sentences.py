"""The sentence of a listed household written a second time, by plain loops over its quarters and the forms of figures."""

from __future__ import annotations

from fractions import Fraction
from math import floor
from typing import Any

from tests.oracle.reports import quarter_before, year_before
from tests.oracle.warnings import BOUND, Past, of_year, work_line

SOURCES = {"wage": "工资性收入", "operating": "生产经营净收入", "property": "财产性收入", "transfer": "转移性收入"}
COMPARED = {
    "cumulative": "同比", "single_quarter": "本季单季同比", "year": "全年同比", "last_four_quarters": "近四个季度同比",
}  # fmt: skip


def whole(amount: Fraction) -> int:
    """Half up, away from zero."""
    size = floor(abs(amount) + Fraction(1, 2))
    return -size if amount < 0 else size


def signed(amount: Fraction) -> str:
    return f"{whole(amount):,}".replace("-", "−")


def size(amount: Fraction) -> str:
    return f"{abs(whole(amount)):,}元" if whole(amount) else "不足1元"


def percent(share: Fraction) -> str:
    """A share of 1 as a percentage of two decimals."""
    hundredths = abs(whole(share * 10_000))
    return f"{hundredths // 100:,}.{hundredths % 100:02d}%" if hundredths else "不足0.01%"


def moved(share: Fraction) -> str:
    return "持平" if share == 0 else f"{'下降' if share < 0 else '增长'}{percent(share)}"


def figure(value: Fraction) -> str:
    if value.denominator == 1:
        return f"{int(value):,}"
    hundredths = whole(value * 100)
    return f"{hundredths // 100:,}.{hundredths % 100:02d}"


class Teller:
    """One household in one quarter under one pack."""

    def __init__(self, past: Past, period: str, pack: dict[str, Any], rules: tuple[str, ...]) -> None:
        self.past, self.period, self.before, self.pack, self.rules = past, period, year_before(period), pack, rules
        self.basis = pack.get("settings", {}).get("operating_basis", "net")
        self.annual = past.annual(period)
        self.now, self.base = past.per_head(period), past.per_head(self.before)

    def sentence(self) -> str:
        clauses = [self.standing(), self.comparison(), *self.sources(), self.expense(), self.idle(), self.unknown()]
        return "；".join(clause for clause in clauses if clause) + "。"

    def bound(self, rule: str, name: str) -> Fraction:
        given = self.pack.get("warnings", {}).get(rule, {})
        return Fraction(str((BOUND[rule] | given)[name]))

    def standing(self) -> str:
        said: list[str] = []
        line, annual = of_year(self.pack, "line", int(self.period[:4])), self.annual
        below = {"below_line", "crossed_line"} & set(self.rules)
        if below and line is not None and annual is not None:
            said.append(
                f"低于监测线{figure(line)}元{size(line - annual)}" + ("（上季度未低于）" if "crossed_line" in below else "")
            )
        elif "near_line" in self.rules and line is not None and annual is not None:
            within = f"（{figure(self.bound('near_line', 'near_line_percent'))}%以内）"
            above = f"高于监测线{figure(line)}元{size(annual - line)}"
            said.append(f"{above if annual > line else f'与监测线{figure(line)}元持平'}{within}")
        limit = work_line(self.pack)
        if "below_work_line" in self.rules and not below and limit is not None and annual is not None:
            called = f"{figure(limit / 10_000)}万元" if limit % 10_000 == 0 else f"{figure(limit)}元"
            said.append(f"低于{called}，差{size(limit - annual)}")
        cutoff = of_year(self.pack, "low_income_cutoff", int(self.period[:4]))
        if "low_income" in self.rules and cutoff is not None:
            said.append(f"不高于低收入组上限{figure(cutoff)}元")
        return "，".join([f"年人均{signed(annual)}元", *said]) if said and annual is not None else ""

    def comparison(self) -> str:
        said = [self.change()]
        said += ["连续两个季度下降"] if "two_quarter_fall" in self.rules else []
        heads, before = self.past.value(self.period, "persons"), self.past.value(self.before, "persons")
        if heads is not None and before is not None and heads != before:
            said.append(f"家庭人口{before}人→{heads}人")
            net, net_before = self.past.compared(self.period, "net"), self.past.compared(self.before, "net")
            if net is not None and net_before is not None and net_before > 0:
                said.append(f"家庭纯收入{moved((net - net_before) / net_before)}")
        driver = self.driver()
        if driver:
            said.append(
                f"主要是{SOURCES[driver]}减少{size(self.source_change(driver, 'net') or Fraction(0))}{self.work(driver)}"
            )
        return "，".join(part for part in said if part)

    def change(self) -> str:
        if self.now is None or self.base is None:
            return ""
        change, name = self.now - self.base, COMPARED[self.past.comparison]
        if self.base > 0:
            return f"{name}{moved(change / self.base)}"
        note = f"（上年同期人均{signed(self.base)}元，不计百分比）"
        if change == 0:
            return f"{name}持平{note}"
        return f"{name}{'减少' if change < 0 else '增加'}{size(change)}{note}"

    def source_change(self, source: str, basis: str) -> Fraction | None:
        now, before = self.past.source(self.period, source, basis), self.past.source(self.before, source, basis)
        return None if now is None or before is None else now - before

    def driver(self) -> str:
        """The source that fell most, the first of equal ones; nobody's where the household as a whole did not fall."""
        net, before = self.past.compared(self.period, "net"), self.past.compared(self.before, "net")
        if self.now is None or self.base is None or self.now >= self.base or net is None or before is None or net >= before:
            return ""
        falls = {source: self.source_change(source, "net") for source in SOURCES}
        worst = min((change for change in falls.values() if change is not None), default=Fraction(0))
        return next((source for source, change in falls.items() if change == worst), "") if worst < 0 else ""

    def work(self, driver: str) -> str:
        now, before = self.past.value(self.period, "employed"), self.past.value(self.before, "employed")
        fewer = driver == "wage" and now is not None and before is not None and now < before
        return f"（务工{before}人→{now}人）" if fewer else ""

    def sources(self) -> list[str]:
        said: list[str] = []
        for source in ("wage", "operating", "transfer"):
            change = self.source_change(source, self.basis)
            share = self.component_share(source, change)
            ruled = share is not None or (source == "operating" and "operating_drop" in self.rules)
            name = "生产经营性收入" if source == "operating" and self.basis == "gross" else SOURCES[source]
            if ruled and change is not None and not (source == self.driver() and name == SOURCES[source]):
                said.append(f"{name}减少{size(change)}" + (f"（下降{percent(share)}）" if share is not None else ""))
        return said

    def component_share(self, source: str, change: Fraction | None) -> Fraction | None:
        """By how much of its base a source fell, where it fell by both bounds and the rule is on."""
        before = self.past.source(self.before, source, self.basis)
        if self.pack.get("warnings", {}).get("component_drop") is False or change is None or before is None:
            return None
        least, share = self.bound("component_drop", "component_drop"), self.bound("component_drop", "component_drop_percent")
        fell = before > 0 and change < 0 and -change >= least and -change / before * 100 >= share
        return change / before if fell else None

    def expense(self) -> str:
        paid = self.past.value(self.period, "medical_self_paid")
        reference = of_year(self.pack, "reference_income", int(self.period[:4]) - 1)
        if "expense_surge" not in self.rules or paid is None or reference is None:
            return ""
        share = figure(self.bound("expense_surge", "medical_share"))
        return f"合规自付支出{signed(paid)}元，超过上年参考收入{figure(reference)}元的{share}%"

    def idle(self) -> str:
        labourers = self.past.value(self.period, "labourers")
        return f"有劳动力{labourers}人，无人务工" if "idle_labour" in self.rules else ""

    def unknown(self) -> str:
        said: list[str] = []
        comparable = self.past.row(self.before) is not None
        if not comparable:
            said += ["上年无同季数据", "无可比基期"]
        elif self.now is None or self.base is None:
            said += [self.why_no_change(), f"{COMPARED[self.past.comparison]}无法判断"]
        if self.annual is None and self.asks_annual():
            fourth = self.past.row(f"{int(self.period[:4]) - 1}Q4") is not None
            said += [] if not comparable else ["数据缺项" if fourth else "缺上年第四季度数据"]
            said += ["年人均收入无法判断"]
        return "，".join(dict.fromkeys(said))

    def why_no_change(self) -> str:
        basis = self.past.comparison
        if basis == "year" and not self.period.endswith("Q4"):
            return "全年收入未出"
        needed: set[str] = set()
        for quarter in (self.period, self.before):
            if basis == "single_quarter" and not quarter.endswith("Q1"):
                needed.add(quarter_before(quarter))
            if basis == "last_four_quarters" and not quarter.endswith("Q4"):
                needed |= {f"{int(quarter[:4]) - 1}Q4", year_before(quarter)}
        absent = sorted(quarter for quarter in needed - {self.period, self.before} if self.past.row(quarter) is None)
        words = [f"{self.year_word(quarter)}第{'一二三四'[int(quarter[5]) - 1]}季度" for quarter in absent]
        return f"缺{'、'.join(words)}数据" if words else "数据缺项"

    def year_word(self, quarter: str) -> str:
        return {0: "本年", 1: "上年", 2: "前年"}[int(self.period[:4]) - int(quarter[:4])]

    def asks_annual(self) -> bool:
        """Whether a rule that is on has something to hold a year's income to."""
        year, off = int(self.period[:4]), {name for name, given in self.pack.get("warnings", {}).items() if given is False}
        line = of_year(self.pack, "line", year) is not None and not {"below_line", "crossed_line", "near_line"} <= off
        work = work_line(self.pack) is not None and "below_work_line" not in off
        cutoff = of_year(self.pack, "low_income_cutoff", year) is not None and "low_income" not in off
        return line or work or cutoff
