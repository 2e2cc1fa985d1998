"""Reads the declarations beside this file, strictly: every fault of every file is listed at once."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping
from decimal import Decimal
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType
from typing import Any

from pydantic import ValidationError

from data_access.errors import DeclarationError
from data_access.sheets.checks import Fault, declaration_faults
from data_access.sheets.declaration import SheetDeclaration

_SENTENCES = {
    "extra_forbidden": "没有这个键",
    "missing": "缺少这个键",
    "literal_error": "不在允许的取值之内",
    "string_type": "应为文本",
    "bool_type": "应为 true 或 false",
    "bool_parsing": "应为 true 或 false",
    "int_type": "应为整数",
    "int_parsing": "应为整数",
    "tuple_type": "应为列表",
}


@lru_cache(maxsize=1)
def load_sheets() -> Mapping[str, SheetDeclaration]:
    """The shipped report sheets by id, in their declared order (DeclarationError: every fault with file and key)."""
    return read_declarations(sorted(Path(__file__).parent.glob("*.toml")))


def read_declarations(files: Iterable[Path]) -> Mapping[str, SheetDeclaration]:
    """The sheets declared in ``files`` by id (DeclarationError: all faults of all files)."""
    faults: list[Fault] = []
    sheets: dict[str, SheetDeclaration] = {}
    for file in files:
        sheet = _read(file, faults)
        if sheet is None:
            continue
        faults.extend((file.name, key, message) for key, message in declaration_faults(sheet))
        if sheet.id in sheets:
            faults.append((file.name, "id", f"{sheet.id} 已由另一个文件声明"))
        if any(sheet.tab == other.tab for other in sheets.values()):
            faults.append((file.name, "tab", f"工作表名 {sheet.tab} 已由另一个文件使用"))
        sheets[sheet.id] = sheet
    if faults:
        raise DeclarationError(faults)
    return MappingProxyType(dict(sorted(sheets.items(), key=lambda entry: (entry[1].order, entry[0]))))


def _read(file: Path, faults: list[Fault]) -> SheetDeclaration | None:
    try:
        content: dict[str, Any] = tomllib.loads(file.read_text(encoding="utf-8"), parse_float=Decimal)
        return SheetDeclaration.model_validate(content)
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as fault:
        faults.append((file.name, "", f"不是有效的 TOML 文件：{fault}"))
    except ValidationError as fault:
        for entry in fault.errors():
            key = ".".join(str(part) for part in entry["loc"])
            faults.append((file.name, key, _SENTENCES.get(entry["type"], entry["msg"])))
    return None
