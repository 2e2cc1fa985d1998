"""Lists of places that a bureau adds beside the shipped one."""

from __future__ import annotations

from pathlib import Path

import pytest

from data_access.errors import DeclarationError
from data_access.regions.lists import added_places, shipped_places

SHIPPED = {code: name for code, name, _, _ in shipped_places()}
SHUANGBAI = "代码,名称\n532322000000,双柏县\n532322100000,妥甸镇\n532322100001,和平社区居委会\n"


def places(folder: Path, content: bytes | str, name: str = "双柏县.csv") -> list[tuple[str, str, str, str]]:
    (folder / name).write_bytes(content.encode() if isinstance(content, str) else content)
    return added_places(SHIPPED, folder)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_level_and_parent_follow_from_the_code(encoding: str, tmp_path: Path) -> None:
    assert places(tmp_path, SHUANGBAI.encode(encoding)) == [
        ("532322000000", "双柏县", "county", "532300000000"),
        ("532322100000", "妥甸镇", "township", "532322000000"),
        ("532322100001", "和平社区居委会", "village", "532322100000"),
    ]


def test_the_digits_say_of_every_shipped_place_what_the_list_says(tmp_path: Path) -> None:
    lines = "".join(f"{code},{name}\n" for code, name, _, _ in shipped_places())
    (tmp_path / "all.csv").write_text(lines, encoding="utf-8")
    assert added_places({}, tmp_path) == list(shipped_places())


def test_what_the_shipped_list_has_may_stand_again_but_not_change(tmp_path: Path) -> None:
    assert places(tmp_path, f"532323000000,牟定县\n{SHUANGBAI.split(chr(10), 1)[1]}")[0][1] == "双柏县"
    with pytest.raises(DeclarationError, match="已是“牟定县”，这里写的是“双柏县”"):
        places(tmp_path, "532323000000,双柏县\n")


def test_every_faulty_line_is_named(tmp_path: Path) -> None:
    with pytest.raises(DeclarationError) as caught:
        places(tmp_path, "code,name\n5.32322E+11,双柏县\n\n532322100000,\n511100000000,乐山市\n")
    assert [(where, what[:14]) for _, where, what in caught.value.faults] == [
        ("第2行", "“5.32322E+11”应"), ("第4行", "532322100000 缺"), ("乐山市", "511100000000 的"),
    ]  # fmt: skip
