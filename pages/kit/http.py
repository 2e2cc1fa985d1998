"""What every answer of the server carries: headers that keep the browser at home, and an index page marked as Chinese."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Collection, MutableMapping
from typing import Any

Scope = MutableMapping[str, Any]
Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
Asgi = Callable[[Scope, Receive, Send], Awaitable[None]]

#: Streamlit's bundle needs inline styles, eval (its chart code) and blob workers; nothing needs another host.
POLICY = (
    "default-src 'self'; script-src 'self' 'unsafe-inline' 'unsafe-eval' blob:; worker-src 'self' blob:; "
    "style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; font-src 'self' data:; media-src 'self' blob:; "
    "connect-src 'self' data: blob:; object-src 'none'; base-uri 'self'; form-action 'self'; frame-ancestors 'self'"
)
HEADERS: tuple[tuple[bytes, bytes], ...] = (
    (b"content-security-policy", POLICY.encode()),
    (b"x-content-type-options", b"nosniff"),
    (b"x-frame-options", b"SAMEORIGIN"),
    (b"referrer-policy", b"same-origin"),
    (b"permissions-policy", b"camera=(), microphone=(), geolocation=(), payment=()"),
    (b"cross-origin-opener-policy", b"same-origin"),
)
ENGLISH, CHINESE = b'<html lang="en">', b'<html lang="zh-CN">'


class HouseHeaders:
    """Adds ``HEADERS`` to every answer and rewrites the language of the index page, so that no browser offers to translate it.

    ``addresses``: the pages that there are; any other is sent to the first page, where Streamlit would say “Page not found”.
    """

    def __init__(self, app: Asgi, addresses: Collection[str] = ()) -> None:
        self.app = app
        self._addresses = addresses

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        if _asks_for_page(scope) and self._is_unknown(scope["path"]):
            await send({"type": "http.response.start", "status": 302, "headers": [(b"location", b"/"), *HEADERS]})
            await send({"type": "http.response.body", "body": b""})
            return
        if _asks_for_page(scope):
            # The page has to arrive uncompressed to be rewritten; it has 3 KB.
            scope = {**scope, "headers": [entry for entry in scope["headers"] if entry[0] != b"accept-encoding"]}
        await self.app(scope, receive, _Rewriter(send).send)

    def _is_unknown(self, path: str) -> bool:
        """A page's address is one word; what has an ending or a folder is a file of the server."""
        word = path.strip("/")
        return bool(self._addresses and word and "/" not in word and "." not in word and word not in self._addresses)


def _asks_for_page(scope: Scope) -> bool:
    return any(name == b"accept" and b"text/html" in value for name, value in scope["headers"])


class _Rewriter:
    """Holds the start of an answer back until it is known whether the body changes its length."""

    def __init__(self, send: Send) -> None:
        self._send = send
        self._start: Message | None = None
        self._body = b""

    async def send(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            message = {**message, "headers": [*_without_ours(message["headers"]), *HEADERS]}
            if _is_page(message):
                self._start = message
                return
        elif message["type"] == "http.response.body" and self._start is not None:
            await self._page_part(message)
            return
        await self._send(message)

    async def _page_part(self, message: Message) -> None:
        self._body += message.get("body", b"")
        if message.get("more_body"):
            return
        body = self._body.replace(ENGLISH, CHINESE)
        start = self._start or {}
        headers = [entry for entry in start["headers"] if entry[0] != b"content-length"]
        await self._send({**start, "headers": [*headers, (b"content-length", str(len(body)).encode())]})
        await self._send({"type": "http.response.body", "body": body})
        self._start = None


def _is_page(message: Message) -> bool:
    """A whole, uncompressed HTML answer (a HEAD or 304 has no body to rewrite and no length to correct)."""
    headers = dict(message["headers"])
    html = headers.get(b"content-type", b"").startswith(b"text/html")
    return bool(html and b"content-encoding" not in headers and message["status"] == 200)


def _without_ours(headers: list[tuple[bytes, bytes]]) -> list[tuple[bytes, bytes]]:
    ours = {name for name, _ in HEADERS}
    return [entry for entry in headers if entry[0].lower() not in ours]
