"""``make bench``: everything measured in one table, each figure beside its bound and its floor of the same run; also a file."""

from __future__ import annotations

import argparse
import json
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

from services.clock import now
from tests.bench import county
from tests.bench.exports import exports
from tests.bench.keeping import kept
from tests.bench.long_list import long_list
from tests.bench.pages import PAGES, crowd, server, visits, warm_of
from tests.bench.table import Line, differences, document, read, table
from tests.bench.warned import WARM_MS, warned
from tests.bench.workbooks import household_workbook, village_workbook

ROOT = Path(__file__).resolve().parents[2]
REPEATS = 3
PREFECTURE = "wenshan-2022-2024"


def run(scenario: str, workbook: Path, repeats: int = REPEATS) -> dict[str, float]:
    """Medians over runs of one scenario, each in a process of its own."""
    runs: list[dict[str, Any]] = []
    for _ in range(repeats):
        command = [sys.executable, "-m", "tests.bench.scenarios", scenario, str(workbook)]
        done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
        runs.append(json.loads(done.stdout.splitlines()[-1]))
    if any(entry.get("outcomes", ["valid"]) not in (["accepted"], ["valid"]) for entry in runs):
        raise RuntimeError(f"{scenario}: {runs[0]['outcomes']}")
    return {key: statistics.median(entry[key] for entry in runs) for key in ("cpu", "wall", "memory_mb")}


def intake(folder: Path) -> list[Line]:
    """The 20,000-row household workbook and the 24-row sheet."""
    large, small = folder / "household.xlsx", folder / "village.xlsx"
    large.write_bytes(household_workbook(20_000))
    small.write_bytes(village_workbook())
    found = {name: run(name, large) for name in ("pandas", "calamine", "insert", "import")}
    found |= {name: run(name, small, 7) for name in ("check", "child")}
    ours, usual = found["import"], found["pandas"]["cpu"]
    bare = found["calamine"]["cpu"] + found["insert"]["cpu"]
    over, start = found["check"]["wall"] - found["child"]["wall"], found["child"]["wall"]
    return [
        Line(name="20,000 households, CPU", measured=ours["cpu"], unit="s", floor=bare, floor_name="bare reading and insert"),
        Line(name="  times faster than read_excel(openpyxl) + to_sql", measured=usual / ours["cpu"], unit="times",
             asked=5, at_least=True),
        Line(name="  memory", measured=ours["memory_mb"], unit="MB", asked=700),
        Line(name="check of 24 rows, over starting the child", measured=over, unit="s", asked=0.3, floor=start,
             floor_name="starting the child"),
    ]  # fmt: skip


def sample(folder: Path) -> list[Line]:
    """Loading, verifying, backing up and restoring the sample county; then its pages."""
    loaded = county.loaded(folder)
    lines = [*county.lines(loaded), *kept(folder, loaded["calamine_all"]["wall"])]
    moment = county.taken_back(folder)
    with server(f"sqlite:///{folder}/sample.sqlite") as port:
        return [*lines, *visits(port, moment), *crowd(port)]


def prefecture(folder: Path) -> list[Line]:
    """Every page of the sample prefecture, first and warm."""
    url = f"sqlite:///{folder}/prefecture.sqlite"
    county.manage("init", "--pack", PREFECTURE, "--database", url)
    county.manage("sample", "--pack", PREFECTURE, "--scale", "prefecture", "--load", "--database", url)
    lines: list[Line] = []
    with server(url) as port:
        for page in PAGES:
            first, warm = warm_of(port, page, "")
            lines.append(Line(name=f"prefecture, first visit {page or 'overview'}", measured=first, unit="ms"))
            lines.append(Line(name=f"prefecture, warm rerun {page or 'overview'}", measured=warm, unit="ms", asked=WARM_MS))
    return lines


#: what is measured, by name
PARTS: dict[str, Callable[[Path], list[Line]]] = {
    "intake": intake,
    "sample": sample,
    "long": lambda folder: long_list(folder, run),
    "exports": exports,
}
#: what takes longer than all of them: only when asked for by name
SLOW: dict[str, Callable[[Path], list[Line]]] = {"warnings": warned, "prefecture": prefecture}


def main(arguments: list[str]) -> None:
    """Measures, writes the file, prints the table, and what is different in an earlier file."""
    asked = _parser().parse_args(arguments)
    earlier = read(json.loads(asked.against.read_text(encoding="utf-8"))) if asked.against else None
    with tempfile.TemporaryDirectory() as name:
        lines = [line for part in asked.only or PARTS for line in (PARTS | SLOW)[part](Path(name))]
    asked.out.parent.mkdir(parents=True, exist_ok=True)
    asked.out.write_text(json.dumps(document(lines), ensure_ascii=False, indent=1), encoding="utf-8")
    text = [*table(lines), "", f"written to {asked.out}"]
    if earlier is not None:
        text += ["", f"against {asked.against}", *differences(earlier, lines)]
    sys.stdout.write("\n".join(text) + "\n")


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description=__doc__)
    default = Path("var", "bench", f"{now():%Y-%m-%d-%H%M%S}.json")
    parser.add_argument("--out", type=Path, default=default, metavar="FILE", help="default: under var/bench/")
    parser.add_argument("--against", type=Path, metavar="FILE", help="an earlier file")
    parser.add_argument(
        "--only", action="append", choices=(*PARTS, *SLOW), help=f"a part, {' and '.join(SLOW)} only so; may be said again"
    )
    return parser


if __name__ == "__main__":
    main(sys.argv[1:])
