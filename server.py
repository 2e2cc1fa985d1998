"""The entry that ``make run`` starts: Streamlit around ``app.py`` with headers, a health route and a warm start."""

from __future__ import annotations

import argparse
import gc
import importlib
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import streamlit as st
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.routing import Route
from streamlit.runtime.pages_manager import PagesManager

from pages.kit.fault import last_net
from pages.kit.http import HouseHeaders
from pages.kit.shell import HIDDEN, MENU
from services.arrow import give_room_back
from services.shell.port import ADDRESS, PORT, taken_sentence

# the pages, and what else of the server a browser may open as a page; the first page answers at / only
ADDRESSES = {"healthz", *(entry[3] for entries in (*MENU.values(), HIDDEN) for entry in entries)} - {"overview"}
# how long one session may keep the interpreter from the others: a page gives it up at every row that it reads from the
# database, and beside a long import would wait out Python's own five thousandths of a second each time
SWITCH_SECONDS = 0.0005
HERE = Path(__file__).resolve().parent
WARM = ("plotly.graph_objects", "pandas", "pages.kit.context", "services.views.answering", "services.figures.bars")


@asynccontextmanager
async def lifespan(_: st.App) -> AsyncIterator[dict[str, object]]:
    """Imports what the pages need, then freezes it: Streamlit collects garbage after every rerun, and with the
    libraries still in its sight each collection costs 30 to 50 times the rerun."""
    give_room_back()
    for module in WARM:
        importlib.import_module(module)
    gc.collect()
    gc.freeze()
    sys.setswitchinterval(SWITCH_SECONDS)
    yield {}


async def health(_: Request) -> JSONResponse:
    """Says that the server answers."""
    return JSONResponse({"status": "ok"})


# A folder named pages makes the first request to a fresh server run the old way of many pages: it would greet a deep
# link with an English “Page not found” before app.py declares its navigation.
PagesManager.uses_pages_directory = False

app = st.App(
    HERE / "app.py",
    lifespan=lifespan,
    routes=[Route("/healthz", health)],
    middleware=[Middleware(HouseHeaders, addresses=ADDRESSES)],
    on_script_error=last_net,
)


def main(arguments: list[str] | None = None) -> int:
    """Serves until stopped; 1 where the port is taken."""
    parser = argparse.ArgumentParser(description="启动增收监测看板")
    parser.add_argument("--address", default=ADDRESS, help="监听地址")
    parser.add_argument("--port", type=int, default=PORT, help="端口")
    chosen = parser.parse_args(arguments)
    if sentence := taken_sentence(chosen.address, chosen.port):
        sys.stderr.write(sentence + "\n")
        return 1
    sys.stderr.write(f"增收监测看板：http://{chosen.address}:{chosen.port}（按 Ctrl+C 停止）\n")
    app.run(config={"server.address": chosen.address, "server.port": chosen.port})
    return 0


if __name__ == "__main__":
    sys.exit(main())
