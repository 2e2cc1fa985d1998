"""The Chinese help that a template carries: cell notes on headings, the instruction tab."""

from __future__ import annotations

from collections.abc import Iterator

from data_access.sheets.declaration import Accumulation, Field, FieldType, Rule, SheetDeclaration

_TYPES: dict[FieldType, str] = {
    "region": "填写行政区划名称",
    "int": "填写整数",
    "decimal": "填写数字",
    "ratio": "填写百分数，如85%",
    "text": "填写文字",
    "choice": "从下拉选项中选择",
    "yes_no": "填写是或否",
    "identifier": "按文本填写号码",
}
_ACCUMULATION: dict[Accumulation, str] = {"stock": "期末时点数", "ytd": "本年累计数", "flow": "本期发生数"}
GENERAL = (
    "标题中的报告期和“填报单位”由模板填好，不作改动；表头可以移动列的位置，不改写法。",
    "必填项没有发生的填0，不适用的填 /，不得留空；非必填项没有数据的留空。",
    "单元格内只填数值，不写单位、约数和说明，说明写在备注栏。",
    "行数不够时在签字行以上插入行；合计行可有可无，有合计行的须与明细相符。",
    "填好后保存为 .xlsx 报送，一个文件可以含多张报表。",
)


def note_on(field: Field, declaration: SheetDeclaration) -> str:
    """The cell note of one heading: what to fill in and which rules it takes part in."""
    lines = ["；".join((*_kinds(field), _needed(field))) + "。"]
    if field.note:
        lines.append(field.note)
    if field.choices:
        lines.append(f"选项：{'、'.join(field.choices)}。")
    if field.is_numeric and not field.may_be_negative:
        lines.append("不应为负数。")
    lines.extend(f"{rule.message}。" for rule in rules_on(field, declaration))
    return "\n".join(lines)


def _needed(field: Field) -> str:
    if field.required_in_villages:
        return "按村填报时必填"
    return "必填" if field.required else "选填"


def _kinds(field: Field) -> Iterator[str]:
    yield _TYPES[field.type]
    if field.unit:
        yield f"单位{field.unit}"
    if field.accumulation in _ACCUMULATION:
        yield _ACCUMULATION[field.accumulation]


def rules_on(field: Field, declaration: SheetDeclaration) -> list[Rule]:
    """The rules that name a field."""
    return [rule for rule in declaration.rules if field.name in _names(rule)]


def _names(rule: Rule) -> set[str]:
    right = {rule.right} if isinstance(rule.right, str) else set(rule.right)
    return {rule.left, *right, *rule.parts, *rule.minus, *(condition.field for condition in rule.conditions)}


def help_lines(declaration: SheetDeclaration) -> Iterator[tuple[str, str]]:
    """The instruction tab's lines about one sheet as (what, text)."""
    yield declaration.title, declaration.help
    yield "每行", f"{declaration.row}。"
    for field in declaration.fields:
        yield field.title, note_on(field, declaration).replace("\n", "")
