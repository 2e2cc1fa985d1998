"""The sample county's own workbooks: what loading costs a workbook beside bare readings of the same files."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

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


def lines(county: dict[str, Any]) -> list[str]:
    """The measurements as sentences with their bounds."""
    count = county["workbooks"]
    taking_in = county["load"]["cpu"] - county["write"]["cpu"]
    calamine, openpyxl = (county[name]["cpu"] for name in ("calamine_all", "openpyxl_all"))
    each = 1000 / count
    return [
        f"sample of {count} workbooks: {county['load']['wall']:.0f} s wall (under 150), {county['load']['cpu']:.1f} s CPU, "
        f"of which {county['write']['cpu']:.1f} s write them",
        f"  taking in {taking_in * each:.0f} ms CPU a workbook; bare reading of all its worksheets: calamine {calamine * each:.0f} ms "
        f"({taking_in / calamine:.1f} times), openpyxl {openpyxl * each:.0f} ms ({taking_in / openpyxl:.1f} times)",
    ]
