"""What the server adds to every answer."""

from __future__ import annotations

import asyncio
import socket
from typing import Any

from pages.kit.http import HouseHeaders


def ask(body: bytes, kind: bytes, accept: bytes = b"text/html") -> tuple[dict[bytes, bytes], bytes, dict[str, Any]]:
    seen: dict[str, Any] = {}
    sent: list[Any] = []

    async def inner(scope: Any, receive: Any, send: Any) -> None:
        seen.update(scope)
        length = str(len(body)).encode()
        await send(
            {"type": "http.response.start", "status": 200, "headers": [(b"content-type", kind), (b"content-length", length)]}
        )
        await send({"type": "http.response.body", "body": body[:9], "more_body": True})
        await send({"type": "http.response.body", "body": body[9:]})

    async def send(message: Any) -> None:
        sent.append(message)

    scope = {"type": "http", "path": "/", "headers": [(b"accept", accept), (b"accept-encoding", b"gzip")]}
    asyncio.run(HouseHeaders(inner)(scope, None, send))  # type: ignore[arg-type]
    return dict(sent[0]["headers"]), b"".join(message.get("body", b"") for message in sent), seen


def test_the_page_is_chinese_and_its_length_is_right() -> None:
    headers, body, scope = ask(b'<!doctype html><html lang="en"><body></body></html>', b"text/html; charset=utf-8")
    assert b'<html lang="zh-CN">' in body
    assert headers[b"content-length"] == str(len(body)).encode()
    assert (b"accept-encoding", b"gzip") not in scope["headers"]


def test_other_answers_pass_unchanged_with_the_headers() -> None:
    headers, body, scope = ask(b'{"a": "<html lang=en>"}', b"application/json", accept=b"*/*")
    assert body == b'{"a": "<html lang=en>"}'
    assert headers[b"x-content-type-options"] == b"nosniff"
    assert b"default-src 'self'" in headers[b"content-security-policy"]
    assert b"http" not in headers[b"content-security-policy"]
    assert (b"accept-encoding", b"gzip") in scope["headers"]


def test_a_taken_port_says_so_in_chinese_and_ends_with_1(capsys: Any) -> None:
    import server

    with socket.socket() as holder:
        holder.bind(("127.0.0.1", 0))
        holder.listen()
        port = holder.getsockname()[1]
        assert server.main(["--port", str(port)]) == 1
    assert f"端口 {port} 已被占用" in capsys.readouterr().err
