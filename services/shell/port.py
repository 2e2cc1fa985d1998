"""Whether the app can listen where it is told to: asked before anything slow begins, and by the server itself."""

from __future__ import annotations

import os
import socket
import sys

ADDRESS = os.environ.get("DASHBOARD_ADDRESS", "127.0.0.1")
PORT = int(os.environ.get("DASHBOARD_PORT", "8501"))


def taken_sentence(address: str, port: int) -> str:
    """Why the app cannot start there; empty where it can."""
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as probe:
        probe.settimeout(1)
        if probe.connect_ex((address, port)) != 0:
            return ""
    return (
        f"端口 {port} 已被占用：看板可能已经启动，请打开 http://{address}:{port}；"
        f"或换一个端口：python server.py --port {port + 1}"
    )


if __name__ == "__main__":
    sentence = taken_sentence(ADDRESS, PORT)
    if sentence:
        sys.stderr.write(sentence + "\n")
    sys.exit(1 if sentence else 0)
