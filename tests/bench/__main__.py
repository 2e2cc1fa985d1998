"""``make bench``: one table of what was measured, each figure beside its floor or its usual way; also bench/report.json."""

from __future__ import annotations

import json
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from services.clock import now
from tests.bench import county
from tests.bench.pages import crowd, server, visits
from tests.bench.workbooks import household_workbook, village_workbook

ROOT = Path(__file__).resolve().parents[2]
REPEATS = 3


def run(scenario: str, workbook: Path, repeats: int = REPEATS) -> dict[str, Any]:
    """Medians over runs of one scenario, each in a process of its own."""
    runs = []
    for _ in range(repeats):
        command = [sys.executable, "-m", "tests.bench.scenarios", scenario, str(workbook)]
        done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
        runs.append(json.loads(done.stdout.splitlines()[-1]))
    found = {key: statistics.median(entry[key] for entry in runs) for key in ("cpu", "wall", "memory_mb")}
    return {**found, "outcomes": runs[0].get("outcomes")}


def intake(folder: Path) -> dict[str, Any]:
    """The 20,000-row household workbook and the 24-row sheet."""
    large, small = folder / "household.xlsx", folder / "village.xlsx"
    large.write_bytes(household_workbook(20_000))
    small.write_bytes(village_workbook())
    found = {name: run(name, large) for name in ("pandas", "calamine", "insert", "import")}
    found |= {name: run(name, small, 7) for name in ("check", "child")}
    return found


def pages(folder: Path) -> dict[str, Any]:
    """First visits, warm reruns and the crowd, on the sample county."""
    with server(f"sqlite:///{folder}/sample.sqlite") as port:
        first_ms, warm_ms = visits(port)
        return {"first_ms": first_ms, "warm_ms": warm_ms, "crowd": crowd(port)}


def lines(report: dict[str, Any]) -> list[str]:
    """The report as sentences with their bounds."""
    work, screen = report["intake"], report["pages"]
    faster = work["pandas"]["cpu"] / work["import"]["cpu"]
    over = work["check"]["wall"] - work["child"]["wall"]
    text = [
        f"import 20,000 households, CPU: {work['import']['cpu']:.2f} s; read_excel(openpyxl)+to_sql "
        f"{work['pandas']['cpu']:.2f} s: {faster:.1f} times faster (at least 5)",
        f"  bare calamine read {work['calamine']['cpu']:.2f} s, bare insert {work['insert']['cpu']:.2f} s, "
        f"memory {work['import']['memory_mb']:.0f} MB (under 700), outcomes {work['import']['outcomes']}",
        f"check of 24 rows: {over:.3f} s over starting the child ({work['child']['wall']:.3f} s) (at most 0.3)",
    ]
    text += county.lines(report["county"])
    text += [
        f"warm rerun {page}: {spent:.0f} ms (under 150), first visit {screen['first_ms'][page]:.0f} ms"
        for page, spent in screen["warm_ms"].items()
    ]
    many = screen["crowd"]
    return [*text, f"25 users every 2 s: p50 {many['p50']:.0f} ms, p95 {many['p95']:.0f} ms (under 1000)"]


def main() -> None:
    """Measures, prints, writes the file."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        report = {"at": now().isoformat(), "intake": intake(folder), "county": county.loaded(folder), "pages": pages(folder)}
    sys.stdout.write("\n".join(lines(report)) + "\n")
    target = ROOT / "bench" / f"{now():%Y%m%d-%H%M%S}.json"
    target.parent.mkdir(exist_ok=True)
    target.write_text(json.dumps(report, indent=1), encoding="utf-8")


if __name__ == "__main__":
    main()
