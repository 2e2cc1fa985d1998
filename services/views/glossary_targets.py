"""What a paper sets, in words: the number, whom it means, from when it is judged, who answers for it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction

from metrics.packs import ROOT_SCOPE, Reference, Target
from services.views import forms

COMPARED: Mapping[str, str] = {">=": "不低于", ">": "高于", "<=": "不超过", "<": "低于"}
SCOPES: Mapping[str, str] = {
    ROOT_SCOPE: "", "every county": "每个县市区", "every township": "每个乡镇", "every village": "每个村",
    "every row": "每一行", "every unit": "每个单位", "every household": "每户",
}  # fmt: skip
LISTS = frozenset({"line", "list"})
WAITING = frozenset({"threshold", "reference"})
DECEMBER = 12


def alike(targets: Sequence[Target]) -> list[list[Target]]:
    """Targets that differ only in their place stand together, in the order of the first."""
    found: list[list[Target]] = []
    for target in targets:
        same = next((group for group in found if _but_for_place(group[0]) == _but_for_place(target)), None)
        if same is None or target.scope in SCOPES:
            found.append([target])
        else:
            same.append(target)
    return found


def _but_for_place(target: Target) -> Target:
    return target if target.scope in SCOPES else target.model_copy(update={"scope": "", "note": ""})


def target_words(targets: Sequence[Target], names: Mapping[str, str]) -> str:
    """每个乡镇不低于2,000亩（力争）; of targets alike 安乐乡、共和镇各不低于2,000亩. ``names``: places by code."""
    target = targets[0]
    places = "、".join(names.get(entry.scope, entry.scope) for entry in targets if entry.scope not in SCOPES)
    scope = SCOPES.get(target.scope, f"{places}{'各' if len(targets) > 1 else ''}")
    if target.kind in LISTS:
        line = target.kind == "line" and isinstance(target.value, Fraction) and target.op in COMPARED
        return f"{_aim(target)}的列入名单" if line else "列出名单"
    return f"{scope}{_aim(target)}{'（力争）' if target.stretch else ''}"


def _aim(target: Target) -> str:
    if target.op == "not below last period":
        return "不低于上期"
    if isinstance(target.value, Reference):
        return f"{COMPARED.get(target.op, '')}{target.value.reference}"
    if isinstance(target.value, tuple):
        lower, upper = (forms.plain(bound, 6) for bound in target.value)
        return f"{lower}—{upper}{target.unit}"
    return _single(target, target.value)


def _single(target: Target, value: Fraction | None) -> str:
    if value is None:
        return "列出名单"
    amount = f"{forms.plain(value, 6)}{target.unit}"
    if target.op == "about":
        if not target.tolerance:
            return f"{amount}左右"
        side = "上下" if target.tolerance_both else "向下"
        return f"{amount}左右（{side}容许{forms.plain(target.tolerance, 6)}{forms.difference_unit(target.unit)}）"
    if target.op == "rule":
        return f"按规则计分，{amount}"
    return f"{COMPARED[target.op]}{amount}"


def years(target: Target) -> str:
    """2023年, 2022—2024年."""
    first = target.first_year
    return f"{target.year}年" if first == target.year else f"{first}—{target.year}年"


def when(target: Target, *, cumulative: bool) -> str:
    """From which month on a target is judged; ``cumulative``: its figure rests on 本年累计 fields."""
    if target.kind in ("rule", "line", "list") or target.scope == "every household":
        return "不亮灯"
    if target.kind == "progress":
        return "按序时进度每期判断"
    waits = target.kind in WAITING or target.op in ("about", "between")
    month = target.due or (DECEMBER if cumulative and waits else None)
    return "每期判断" if month is None or target.kind == "floor" else f"{month}月到期"


def population(target: Target) -> str:
    """Whom the paper means where the sheet covers more people, and which places an every-scope means."""
    said = [target.population] if target.population else []
    if target.listed is not None and target.scope in SCOPES:
        said.append(f"限名单内{len(target.listed)}个" if target.listed else "名单未登记，不可比")
    return "，".join(said)


def answering(target: Target) -> str:
    """牵头单位; — where the paper names none."""
    return "、".join(target.lead) or "—"
