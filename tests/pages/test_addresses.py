"""An address that is no page leads to the first page, not to Streamlit's English “Page not found”."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest

from pages.kit.http import HouseHeaders

PAGE = [(b"accept", b"text/html,application/xhtml+xml")]


async def _inner(_scope: Any, _receive: Any, send: Any) -> None:
    await send({"type": "http.response.start", "status": 200, "headers": [(b"content-type", b"text/plain")]})
    await send({"type": "http.response.body", "body": b"served"})


def ask(path: str, headers: list[tuple[bytes, bytes]]) -> int:
    sent: list[Any] = []

    async def send(message: Any) -> None:
        sent.append(message)

    app = HouseHeaders(_inner, addresses={"employment", "healthz"})
    asyncio.run(app({"type": "http", "path": path, "headers": headers}, None, send))  # type: ignore[arg-type]
    return sent[0]["status"]


@pytest.mark.parametrize("path", ["/", "/employment", "/employment/", "/favicon.png", "/component/part", "/healthz"])
def test_what_there_is_is_served(path: str) -> None:
    assert ask(path, PAGE) == 200


@pytest.mark.parametrize("path", ["/overview", "/income-drop", "/nothing/"])
def test_what_there_is_not_leads_home(path: str) -> None:
    assert ask(path, PAGE) == 302


def test_only_pages_are_sent_home() -> None:
    assert ask("/overview", [(b"accept", b"*/*")]) == 200
