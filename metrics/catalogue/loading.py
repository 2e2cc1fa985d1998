"""Reading the catalogue strictly: every fault of every file at once."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from pathlib import Path
from typing import cast

from metrics.catalogue.model import Catalogue, Condition, Indicator, Measure, Missing
from metrics.faults import Fault, near, read_model, read_toml, unknown_keys
from metrics.settings import BOUNDS

_FILE_KEYS = ("order", "page", "indicators")
_MISSING: dict[str, tuple[Missing, ...]] = {
    "sum": ("filled_rows", "complete_rows"),
    "min": ("filled_rows",),
    "median": ("filled_rows",),
    "count": ("matching_rows", "complete_rows"),
    "indicator": ("complete_rows", "judged_households"),
    "households": ("judged_households",),
    "growth": ("common_reporters",),
    "excess_over_root": ("judged_households",),
    "submissions": ("any",),
    "task": ("any",),
}


class CatalogueError(Exception):
    """Faulty indicators; ``faults`` holds every fault as (file, key, message)."""

    def __init__(self, faults: Sequence[Fault]) -> None:
        self.faults = list(faults)
        super().__init__("；".join(f"{file}：{key}：{message}" for file, key, message in faults))


@lru_cache(maxsize=1)
def load_catalogue() -> Catalogue:
    """The shipped indicators, from every ``*.toml`` beside this file (CatalogueError: what is wrong with them)."""
    files = sorted(Path(__file__).parent.glob("*.toml"))
    return read_catalogue({file.name: file.read_text(encoding="utf-8") for file in files})


def read_catalogue(texts: Mapping[str, str]) -> Catalogue:
    """The indicators of TOML texts by file name, in the order that the files give themselves (CatalogueError: every fault)."""
    faults: list[Fault] = []
    ordered: list[tuple[int, str, list[Indicator]]] = []
    for file, text in texts.items():
        order, indicators, found = _read_file(file, text)
        ordered.append((order, file, indicators))
        faults.extend(found)
    named = [
        (file, indicator) for _, file, indicators in sorted(ordered, key=lambda entry: entry[:2]) for indicator in indicators
    ]
    catalogue = Catalogue(indicators={indicator.id: indicator for _, indicator in named})
    faults.extend(_repeated(named))
    for file, indicator in named:
        faults.extend(
            (file, f"{indicator.id}.{key}".rstrip("."), sentence) for key, sentence in _inconsistencies(indicator, catalogue)
        )
    if faults:
        raise CatalogueError(faults)
    return catalogue


def _read_file(file: str, text: str) -> tuple[int, list[Indicator], list[Fault]]:
    read = read_toml(text, file)
    faults = [*read.faults, *unknown_keys(read.content, _FILE_KEYS, file)]
    order, page = read.content.get("order", 0), read.content.get("page")
    if not isinstance(order, int) or isinstance(order, bool):
        faults.append((file, "order", "应为整数"))
        order = 0
    indicators: list[Indicator] = []
    entries = read.content.get("indicators", [])
    if not isinstance(entries, list):
        return order, [], [*faults, (file, "indicators", "应为若干 [[indicators]]")]
    for number, entry in enumerate(cast("list[object]", entries), start=1):
        indicator, found = _read_entry(entry, page, file, number)
        faults.extend(found)
        indicators.extend([indicator] if indicator else [])
    return order, indicators, faults


def _read_entry(entry: object, page: object, file: str, number: int) -> tuple[Indicator | None, list[Fault]]:
    if not isinstance(entry, dict):
        return None, [(file, f"indicators[第{number}个]", "应为表")]
    table = {"page": page, **cast("dict[str, object]", entry)}
    name = table.get("id")
    return read_model(Indicator, table, file, name if isinstance(name, str) else f"indicators[第{number}个]")


def _repeated(named: Iterable[tuple[str, Indicator]]) -> list[Fault]:
    seen: set[str] = set()
    faults: list[Fault] = []
    for file, indicator in named:
        if indicator.id in seen:
            faults.append((file, indicator.id, "编码重复"))
        seen.add(indicator.id)
    return faults


def _inconsistencies(indicator: Indicator, catalogue: Catalogue) -> list[tuple[str, str]]:
    faults: list[tuple[str, str]] = []
    for key, side in (("numerator", indicator.numerator), ("denominator", indicator.denominator)):
        if side is not None:
            faults.extend((key, sentence) for sentence in _measure_faults(side, catalogue, numerator=key == "numerator"))
    if _circles(indicator, catalogue):
        faults.append(("", "指标之间循环引用"))
    verbs = indicator.numerator.verbs
    if len(verbs) == 1 and indicator.missing not in _MISSING.get(verbs[0], ()):
        faults.append(("missing", f"与算法 {verbs[0]} 不符，只能是 {'、'.join(_MISSING.get(verbs[0], ()))}"))
    if indicator.missing == "filled_rows" and len(indicator.numerator.paths) > 1:
        faults.append(("missing", "涉及多个字段的合计须为 complete_rows"))
    return faults


def _circles(indicator: Indicator, catalogue: Catalogue, above: tuple[str, ...] = ()) -> bool:
    """Whether an indicator rests, directly or over others, on itself."""
    if indicator.id in above:
        return True
    named = [side.refers_to for side in (indicator.numerator, indicator.denominator) if side is not None and side.refers_to]
    others = [catalogue.indicators[name] for name in named if name in catalogue.indicators]
    return any(_circles(other, catalogue, (*above, indicator.id)) for other in others)


def _measure_faults(measure: Measure, catalogue: Catalogue, *, numerator: bool) -> list[str]:
    faults: list[str] = []
    if len(measure.verbs) != 1:
        faults.append(f"须且只须写一种算法，现有{len(measure.verbs)}种")
    if "base" in measure.verbs and numerator:
        faults.append("base 只能用作分母")
    if len(measure.sheets) > 1:
        faults.append("同一项只能取自一张表：" + "、".join(measure.sheets))
    if measure.distinct and not measure.count:
        faults.append("distinct 只能与 count 同用")
    if (measure.minus or measure.times) and not measure.sum:
        faults.append("minus、times 只能与 sum 同用")
    if measure.where and not (measure.sum or measure.count):
        faults.append("where 只能与 sum、count 同用")
    other = measure.refers_to
    if other is not None and catalogue.indicators.get(other) is None:
        faults.append(f"没有指标 {other}{near(other, catalogue.indicators)}")
    faults.extend(f"没有设置项 {name}{near(name, BOUNDS)}" for name in measure.settings if name not in BOUNDS)
    return faults + [sentence for condition in measure.where for sentence in _condition_faults(condition)]


def _condition_faults(condition: Condition) -> list[str]:
    given = [condition.value is not None, bool(condition.values), condition.setting is not None]
    if sum(given) != 1:
        return [f"条件 {condition.field} 须且只须写 value、values、setting 之一"]
    if (condition.op == "in") != bool(condition.values):
        return [f"条件 {condition.field}：in 与 values 须同用"]
    if isinstance(condition.value, str) and (condition.op != "=" or condition.over):
        return [f"条件 {condition.field}：文字只能用 = 比较"]
    return []
