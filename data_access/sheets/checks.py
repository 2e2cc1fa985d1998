"""What a declaration must hold beyond its types: names, headings and rules that fit together."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator

from data_access.sheets.declaration import Field, Rule, SheetDeclaration

Fault = tuple[str, str, str]
Finding = tuple[str, str]
_EXCEL_FORBIDS = frozenset("[]:*?/\\'")
_NEEDED = {
    "parts": ("left", "parts"),
    "not_above": ("right",),
    "quotient": ("left", "right"),
    "product": ("left", "right", "setting"),
    "bound": ("left",),
    "forbidden": ("conditions",),
    "range": ("left", "upper"),
    "adds_up": ("left", "right"),
    "implies": ("left", "right"),
    "identity": ("left",),
}


def declaration_faults(sheet: SheetDeclaration) -> Iterator[Finding]:
    """Every fault of one sheet as (key, message), none where it is sound."""
    yield from _sheet_faults(sheet)
    yield from _repeated("fields", [field.name for field in sheet.fields], "字段名")
    yield from _heading_faults(sheet)
    for field in sheet.fields:
        yield from ((f"fields.{field.name}.{key}", message) for key, message in _field_faults(field))
    yield from _repeated("rules", [name for name, _, _ in _clauses(sheet)], "规则名")
    known = {field.name: field for field in sheet.fields}
    for rule in sheet.rules:
        yield from ((f"rules.{rule.name}.{key}", message) for key, message in _rule_faults(rule, known))


def _clauses(sheet: SheetDeclaration) -> set[tuple[str, str, str]]:
    """Clauses of one rule share its name, kind and severity; then they are one."""
    return {(rule.name, rule.kind, rule.severity) for rule in sheet.rules}


def _sheet_faults(sheet: SheetDeclaration) -> Iterator[Finding]:
    if not sheet.keys:
        yield "fields", '没有键字段（accumulation = "key"）'
    if not sheet.tab or len(sheet.tab) > 31 or _EXCEL_FORBIDS & set(sheet.tab):
        yield "tab", "工作表名应为1至31个字，不含 [ ] : * ? / \\ '"
    names = {field.name for field in sheet.fields}
    yield from (("unique_in_root", f"没有字段 {name}") for name in sheet.unique_in_root if name not in names)
    texts = {field.name for field in sheet.fields if field.type == "text"}
    for field in sheet.fields:
        if field.unit_field and (field.unit_field not in texts or field.unit or not field.is_numeric):
            yield f"fields.{field.name}.unit_field", "应指一个 text 字段，只用于没有单位的数值字段"
    if sheet.places and not any(field.is_key and field.type == "region" for field in sheet.fields):
        yield "places", "按地方填报的表应有一个作为键的 region 字段"


def _field_faults(field: Field) -> Iterator[Finding]:
    if (field.type == "choice") != bool(field.choices):
        yield "choices", "choice 字段应有 choices，其他字段不应有"
    if len(set(field.choices)) != len(field.choices):
        yield "choices", "选项重复"
    if field.is_numeric != bool(field.unit) and not (field.is_numeric and field.type == "decimal"):
        yield "unit", "数值字段应有单位，其他字段不应有"
    if field.accumulation in {"stock", "ytd", "flow"} and not field.is_numeric:
        yield "accumulation", "只有数值字段可为时点、累计或当月数"
    if field.is_key and not field.required:
        yield "required", "键字段应为必填"
    if field.may_be_negative and not field.is_numeric:
        yield "may_be_negative", "只有数值字段可为负"
    if field.check and field.type != "identifier":
        yield "check", "只有 identifier 字段可作号码校验"


def _heading_faults(sheet: SheetDeclaration) -> Iterator[Finding]:
    owners: dict[str, str] = {}
    for field in sheet.fields:
        for text in {_plain(text) for text in (field.heading + field.subheading, *field.aliases)}:
            if text in owners:
                yield f"fields.{field.name}.heading", f"表头或别名“{text}”与字段 {owners[text]} 重复"
            owners[text] = field.name
    flat = {_plain(field.heading): field.name for field in sheet.fields if not field.subheading}
    for field in sheet.fields:
        if field.subheading and _plain(field.heading) in flat:
            yield f"fields.{field.name}.heading", f"上级表头与字段 {flat[_plain(field.heading)]} 的表头相同"


def _rule_faults(rule: Rule, known: dict[str, Field]) -> Iterator[Finding]:
    for key in _NEEDED.get(rule.kind, ()):
        if not getattr(rule, key):
            yield key, f"{rule.kind} 规则缺少 {key}"
    for key, name in _named(rule):
        if name not in known:
            yield key, f"没有字段 {name}"
        elif (
            rule.kind in {"parts", "not_above", "quotient", "product", "bound", "range", "adds_up"}
            and not known[name].is_numeric
        ):
            yield key, f"字段 {name} 不是数值"
    if rule.kind == "bound" and (rule.value is None) == (not rule.setting):
        yield "value", "bound 规则应有 value 或 setting，只取其一"
    if rule.kind == "not_above" and bool(rule.left) == bool(rule.parts):
        yield "left", "not_above 规则应有 left 或 parts，只取其一"
    if rule.kind == "range" and rule.value is None:
        yield "value", "range 规则应有 value"
    if rule.kind == "quotient" and (isinstance(rule.right, str) or len(rule.right) != 2):
        yield "right", "quotient 规则的 right 应为两个字段"


def _named(rule: Rule) -> Iterator[Finding]:
    right = (rule.right,) if isinstance(rule.right, str) else rule.right
    groups = {"left": (rule.left,), "right": right, "parts": rule.parts, "minus": rule.minus}
    for key, names in groups.items():
        yield from ((key, name) for name in names if name)
    yield from (("conditions", condition.field) for condition in rule.conditions)


def _repeated(key: str, names: list[str], what: str) -> Iterator[Finding]:
    seen: set[str] = set()
    for name in names:
        if name in seen:
            yield key, f"{what}“{name}”重复"
        seen.add(name)


def _plain(text: str) -> str:
    return "".join(unicodedata.normalize("NFKC", text).split())
