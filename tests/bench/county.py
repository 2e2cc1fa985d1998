"""The sample county's own workbooks: what loading costs a workbook beside bare readings of the same files."""

from __future__ import annotations

import json
import os
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path
from typing import Any

from services.clock import now
from tests.bench.table import Line

ROOT = Path(__file__).resolve().parents[2]
PACK = ("--pack", "mouding-2023")


def loaded(folder: Path) -> dict[str, Any]:
    """The sample in ``folder/sample.sqlite``; CPU and wall seconds of writing its workbooks, of loading them (written once
    more), and of bare readings."""
    url = f"sqlite:///{folder}/sample.sqlite"
    manage("init", *PACK, "--database", url)
    written = manage("sample", *PACK, "--out", str(folder / "workbooks"))
    found = {"write": written, "load": manage("sample", *PACK, "--load", "--database", url)}
    count = len(list((folder / "workbooks").glob("*.xlsx")))
    return {
        **found,
        "workbooks": count,
        **{name: _bare(name, folder / "workbooks") for name in ("calamine_all", "openpyxl_all")},
    }


def taken_back(folder: Path) -> str:
    """Takes back the correction that the sample holds; a moment at which it still stood, as an address writes it."""
    before = now().replace(microsecond=0)
    with closing(sqlite3.connect(folder / "sample.sqlite")) as connection:
        (number,) = connection.execute("SELECT id FROM submission WHERE version = 2 AND sheet = 'employment'").fetchone()
    manage("withdraw", str(number), "--reason", "bench", "--database", f"sqlite:///{folder}/sample.sqlite")
    return f"{before:%Y-%m-%dT%H:%M:%S}"


def manage(*arguments: str) -> dict[str, float]:
    """CPU and wall seconds of one command of the shell, its children included."""
    start = time.perf_counter()
    process = subprocess.Popen([sys.executable, "manage.py", *arguments], cwd=ROOT, stdout=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise RuntimeError(f"manage.py {arguments[0]} failed")
    return {"cpu": usage.ru_utime + usage.ru_stime, "wall": time.perf_counter() - start}


def _bare(scenario: str, folder: Path) -> dict[str, float]:
    command = [sys.executable, "-m", "tests.bench.scenarios", scenario, str(folder)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    return json.loads(done.stdout.splitlines()[-1])


def lines(county: dict[str, Any]) -> list[Line]:
    """Loading the sample, and taking in a workbook of it beside bare readings of all its worksheets."""
    each = 1000 / county["workbooks"]
    taking_in = (county["load"]["cpu"] - county["write"]["cpu"]) * each
    asked = {"calamine_all": "a bare reading (calamine)", "openpyxl_all": "a bare reading (openpyxl)"}
    return [
        Line(name=f"sample of {county['workbooks']} workbooks, wall", measured=county["load"]["wall"], unit="s", asked=150),
        Line(name="  of that CPU, writing included", measured=county["load"]["cpu"], unit="s",
             floor=county["write"]["cpu"], floor_name="writing the workbooks"),
        *(
            Line(name=f"taking in one workbook, CPU, beside {words}", measured=taking_in, unit="ms",
                 floor=county[name]["cpu"] * each, floor_name=words)
            for name, words in asked.items()
        ),
    ]  # fmt: skip
