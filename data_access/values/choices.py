"""Cells that choose from a list, or say 是 or 否."""

from __future__ import annotations

import re
from difflib import get_close_matches

from data_access.reading.grid import Cell
from data_access.recognition.texts import has_control, heading_key, quoted
from data_access.sheets.declaration import Field
from data_access.values.texts import Judge, Judged, no_value, refused_text, written

_YES = frozenset({"是", "有", "√", "✓", "✔", "☑", "对", "true"})
_NO = frozenset({"否", "无", "×", "✗", "✘", "x", "错", "没有", "不是", "false"})
_SEPARATORS = re.compile(r"[、,，;；/／\n]+")


def yes_no(cell: Cell) -> Judged:
    """是 or 否; 有 and √ are 是, 无 and × are 否."""
    text = written(cell)
    word = text.replace(" ", "").lower()
    if word in {"是", "否"} and word == text:
        return Judged(value=word)
    if word in _YES or word in _NO:
        value = "是" if word in _YES else "否"
        return Judged(value=value, code="normalised", message=f"{quoted(text)}按{value}采用")
    found = no_value(text)
    if found is not None:
        return found
    return Judged(invalid=True, code="yes_no_invalid", message=f"{quoted(text)}既不是“是”也不是“否”")


def choice(field: Field) -> Judge:
    """Judges a cell against the declared choices, each of several where the field takes several."""
    by_key = {heading_key(option): option for option in field.choices}

    def judge(cell: Cell) -> Judged:
        text = written(cell)
        if has_control(text):
            return refused_text(text) or Judged(invalid=True)
        found = no_value(text)
        if found is not None and text not in by_key:
            return found
        parts = [part.strip() for part in _SEPARATORS.split(text) if part.strip()] if field.several else [text]
        chosen = [by_key.get(heading_key(part)) for part in parts]
        wrong = next((part for part, option in zip(parts, chosen, strict=True) if option is None), None)
        if wrong is not None or not parts:
            return _refused(wrong or text, field)
        value = "、".join(dict.fromkeys(option for option in chosen if option))
        if value != text:
            return Judged(value=value, code="normalised", message=f"{quoted(text)}按{quoted(value)}采用")
        return Judged(value=value)

    return judge


def _refused(text: str, field: Field) -> Judged:
    near = get_close_matches(text, field.choices, n=1, cutoff=0.5) or [o for o in field.choices if text and text in o][:1]
    hint = f"，是否“{near[0]}”" if near else ""
    fix = f"从下列选项中选择：{'、'.join(field.choices)}。"
    return Judged(invalid=True, code="choice_invalid", message=f"{quoted(text)}不在选项之内{hint}", fix=fix)
