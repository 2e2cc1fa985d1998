"""What a pack must agree on with itself, checked on the tables as they were read, so that every fault shows at once."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import cast

from metrics.catalogue import Catalogue
from metrics.faults import Fault, near
from metrics.packs.model import SheetPlan
from metrics.packs.target import EVERY_PLACE, SCOPES
from metrics.places import is_code, is_inside, level_of

Table = Mapping[str, object]
LEVELS = ("province", "prefecture", "county", "township", "village")
LEVEL_NAMES = {"province": "省", "prefecture": "州（市）", "county": "县", "township": "乡镇", "village": "村"}
PLACE_SHEETS = ("employment", "industry_linkage", "collective_economy")

_OPS: dict[str, tuple[str, ...]] = {
    "threshold": (">=", ">", "<=", "<", "about", "between"),
    "progress": (">=", ">"),
    "floor": (">=", ">", "not below last period"),
    "reference": (">=", ">", "<=", "<"),
    "rule": ("rule",),
    "line": ("<", "<=", ">=", ">", "list"),
    "list": ("list",),
}


def target_faults(
    targets: Sequence[Table], root: object, years: object, catalogue: Catalogue
) -> Iterator[tuple[int, str, str]]:
    """(position, key, sentence) of every target that contradicts itself, the pack or the catalogue."""
    seen: set[tuple[str | int, ...]] = set()
    for position, target in enumerate(targets):
        named = [target.get("code"), target.get("scope"), target.get("year")]
        identity = tuple(part for part in named if isinstance(part, str | int))
        if len(identity) == len(named) and identity in seen:
            yield position, "code", "同一编码、范围、年度的目标已有一个"
        seen.add(identity)
        for key, sentence in _one_target(target, root, years, catalogue):
            yield position, key, sentence


def _one_target(target: Table, root: object, years: object, catalogue: Catalogue) -> Iterator[tuple[str, str]]:
    yield from _kind_and_op(target)
    yield from _value(target)
    yield from _scope(target, root)
    yield from _indicator(target, catalogue)
    yield from _years(target, years)


def _kind_and_op(target: Table) -> Iterator[tuple[str, str]]:
    kind, op = target.get("kind"), target.get("op")
    if isinstance(kind, str) and kind in _OPS and isinstance(op, str) and op not in _OPS[kind]:
        known = {name for ops in _OPS.values() for name in ops}
        if op in known:
            yield "op", f"{kind} 只能用 {'、'.join(_OPS[kind])}"


def _value(target: Table) -> Iterator[tuple[str, str]]:
    kind, op, value = target.get("kind"), target.get("op"), target.get("value")
    if op == "not below last period":
        if value is not None:
            yield "value", "“不低于上期”不写数值"
        return
    if op == "list":
        return
    if value is None:
        yield "value", "缺少目标值"
    elif (kind == "reference") != isinstance(value, dict):
        yield "value", 'reference 类目标的值应为 { reference = "…" }，其他类不能引用外部数据'
    elif (op == "between") != isinstance(value, list):
        yield "value", "between 的值应为 [下限, 上限]，其他比较只写一个数"


def _scope(target: Table, root: object) -> Iterator[tuple[str, str]]:
    scope, indicator = target.get("scope"), target.get("indicator")
    if isinstance(scope, str) and scope not in SCOPES:
        if not is_code(scope):
            yield "scope", f"不认识的范围{near(scope, SCOPES) or f'，可写 {SCOPES[0]}、every township 等，或12位行政区划代码'}"
        elif isinstance(root, str) and is_code(root) and not is_inside(scope, root):
            yield "scope", "不在方案的行政区域之内"
    elif isinstance(root, str) and is_code(root) and _is_above(scope, level_of(root)):
        yield (
            "scope",
            f"方案的行政区域是{LEVEL_NAMES[level_of(root)]}，里面没有{LEVEL_NAMES[str(scope).removeprefix('every ')]}",
        )
    if scope in ("every row", "every unit") and isinstance(indicator, str) and indicator.startswith(("task:", "reporting.")):
        yield "scope", f"{scope} 不适用于 {indicator}"
    listed = target.get("list")
    if isinstance(listed, list):
        if listed and isinstance(scope, str) and scope not in (*EVERY_PLACE, "every row"):
            yield "list", "名单只用于 every county、every township、every village、every row"
        yield from _codes(cast("list[object]", listed), "list", root)


def _is_above(scope: object, level: str) -> bool:
    """Whether "every county" or the like asks for places of a level above the root's own."""
    return scope in EVERY_PLACE and LEVELS.index(str(scope).removeprefix("every ")) < LEVELS.index(level)


def level_faults(root: str, submit_level: str, sheets: Mapping[str, SheetPlan]) -> Iterator[tuple[str, str]]:
    """(key, sentence) where reporters or rows stand on a level that the root, or the reporters, cannot hold."""
    if LEVELS.index(submit_level) < LEVELS.index(level_of(root)):
        yield "pack.submit_level", f"方案的行政区域是{LEVEL_NAMES[level_of(root)]}，填报单位不能是{LEVEL_NAMES[submit_level]}"
    for name, plan in sheets.items():
        if plan.row_level and not plan.reporters and LEVELS.index(plan.row_level) < LEVELS.index(submit_level):
            yield (
                f"sheets.{name}.row_level",
                f"填报单位是{LEVEL_NAMES[submit_level]}，行不能是{LEVEL_NAMES[plan.row_level]}",
            )


def _indicator(target: Table, catalogue: Catalogue) -> Iterator[tuple[str, str]]:
    indicator, kind = target.get("indicator"), target.get("kind")
    if indicator is None and isinstance(kind, str) and kind in _OPS and kind not in ("line", "list"):
        yield "indicator", "缺少指标；只有 line、list 类目标可以不写"
    if not isinstance(indicator, str):
        return
    if indicator == "task:" or (not indicator.startswith("task:") and catalogue.get(indicator) is None):
        yield (
            "indicator",
            f"没有指标 {indicator}{near(indicator, catalogue.indicators) or '，编号见“指标说明”页；各地自定的任务写 task:编码'}",
        )


def _years(target: Table, years: object) -> Iterator[tuple[str, str]]:
    year, from_year = target.get("year"), target.get("from_year")
    if isinstance(year, int) and isinstance(from_year, int) and from_year > year:
        yield "from_year", "不能晚于 year"
    if not isinstance(years, list):
        return
    bounds = [entry for entry in cast("list[object]", years) if isinstance(entry, int)]
    first = from_year if isinstance(from_year, int) else year
    if isinstance(year, int) and isinstance(first, int) and len(bounds) == 2 and (year < bounds[0] or bounds[1] < first):
        yield "year", "不在方案年度之内"


def sheet_faults(
    name: str, sheet: Table, root: object, departments: Sequence[str], known: Sequence[str]
) -> Iterator[tuple[str, str]]:
    """(key, sentence) of one [sheets.*] table."""
    if name not in known:
        yield "", f"没有这张报表{near(name, known)}"
    reporters: list[object] = cast("list[object]", sheet["reporters"]) if isinstance(sheet.get("reporters"), list) else []
    for code in reporters:
        if code not in departments:
            yield "reporters", f"没有部门 {code}{near(str(code), departments)}"
    if name in PLACE_SHEETS and "row_level" not in sheet:
        yield "row_level", "缺少这一项"
    if name in known and name not in PLACE_SHEETS and "row_level" in sheet:
        yield "row_level", f"只用于 {'、'.join(PLACE_SHEETS)}"
    exempt = sheet.get("exempt")
    if not isinstance(exempt, list):
        return
    if reporters:
        for code in cast("list[object]", exempt):
            if code not in reporters:
                yield "exempt", f"{code} 不是这张报表的填报部门"
    else:
        yield from _codes(cast("list[object]", exempt), "exempt", root)


def place_faults(names: Mapping[str, object], key: str, root: object) -> Iterator[Fault]:
    """("", key, sentence) of names or tiles whose code is none, or lies outside the root (None: anywhere)."""
    for name, code in names.items():
        for _, sentence in _codes([code], "", root):
            yield "", f"{key}.{name}", sentence


def _codes(codes: Sequence[object], key: str, root: object) -> Iterator[tuple[str, str]]:
    for code in codes:
        if not is_code(code):
            yield key, f"“{code}”应为12位行政区划代码"
        elif isinstance(root, str) and is_code(root) and not is_inside(str(code), root):
            yield key, f"{code} 不在方案的行政区域之内"
