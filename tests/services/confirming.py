"""A process that confirms an upload when it is told to: ``python -m tests.services.confirming URL TOKEN``."""

from __future__ import annotations

import json
import sys

from services.previews import confirm, preview
from services.workspace import open_workspace

if __name__ == "__main__":
    workspace, token = open_workspace(sys.argv[1]), sys.argv[2]
    preview(workspace, token, by="测试")
    print("ready", flush=True)  # noqa: T201
    sys.stdin.readline()
    done = confirm(workspace, token, by="测试", reason="属实")
    codes = [[problem.code for problem in entry.problems if problem.severity == "error"] for entry in done.taken]
    print(json.dumps([[entry.outcome for entry in done.taken], codes, done.again]))  # noqa: T201
