"""What people typed or uploaded stays letters in Streamlit's own labels, and an upload as a whole is bounded."""

from __future__ import annotations

from dataclasses import dataclass
from types import SimpleNamespace
from typing import Any

import pytest

from pages.kit import uploads
from pages.kit.html import plain_words


@pytest.mark.parametrize(
    "text",
    [
        "[点击](javascript:alert(1))",
        "![x](http://a/b.png)",
        ":red[急]",
        "$x^2$",
        "# 标题",
        "<b>",
        "`x`",
        "**粗**",
        "~删~",
        "1. a",
    ],
)
def test_markup_is_written_with_every_mark_escaped(text: str) -> None:
    shown = plain_words(text)
    assert shown.replace("\\", "") == text
    assert all(shown[at - 1] == "\\" for at, letter in enumerate(shown) if letter in "[](){}<>:$#*`~!.")


def test_lines_become_one_line() -> None:
    assert plain_words("一\n\n    二\t三") == "一 二 三"


@dataclass
class Handed:
    size: int
    name: str = "报表.xlsx"
    file_id: str = "1"

    def getvalue(self) -> bytes:
        raise AssertionError("the files are not read")


def test_more_than_an_upload_can_hold_is_said_and_not_read(monkeypatch: pytest.MonkeyPatch) -> None:
    said: list[str] = []
    screen: Any = SimpleNamespace(
        file_uploader=lambda *_, **__: [Handed(60 * 1024 * 1024, file_id=str(n)) for n in range(5)],
        session_state={},
        html=said.append,
    )
    monkeypatch.setattr(uploads, "st", screen)
    uploads.receive(None)  # type: ignore[arg-type]
    assert "合计超过256MB" in said[0]
