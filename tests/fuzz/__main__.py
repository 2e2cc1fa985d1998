"""``python -m tests.fuzz [--count N] [--seed S] [--only NUMBER] [--keep FOLDER]``: every failure with what repeats it.

``--only`` tries one mutant of the seed's run again; the bytes of each failure are kept as ``<seed>-<number>.xlsx`` or ``.xls``.
"""

from __future__ import annotations

import argparse
import faulthandler
import sys
import tempfile
import time
from collections import Counter as Tally
from pathlib import Path

from tests.fuzz.mutations import mutant
from tests.fuzz.seeds import seeds
from tests.fuzz.trial import Counter, open_descriptors

HANG = 700.0  # seconds: above the reader's own limit of the clock


def main() -> int:
    """0 where every mutant was answered as it must be."""
    parser = argparse.ArgumentParser(prog="python -m tests.fuzz", description="Hands in mutated workbooks.")
    parser.add_argument("--count", type=int, default=2_000)
    parser.add_argument("--seed", type=int, default=20_230_525)
    parser.add_argument("--only", type=int, help="the number of one mutant")
    parser.add_argument("--keep", type=Path, default=Path("build/fuzz"), help="where the bytes of failures are kept")
    chosen = parser.parse_args()
    numbers = range(chosen.count) if chosen.only is None else range(chosen.only, chosen.only + 1)
    with tempfile.TemporaryDirectory(prefix="watch-fuzz-") as folder:
        tempfile.tempdir = folder  # what anybody leaves behind stands beside the database and is seen
        return _run(Counter(Path(folder)), chosen.seed, numbers, chosen.keep)


def _run(counter: Counter, seed: int, numbers: range, keep: Path) -> int:
    sources = seeds(counter.desk.workspace)
    tally: Tally[str] = Tally()
    failed, slowest, begins, held = 0, 0.0, time.monotonic(), open_descriptors()
    for number in numbers:
        faulthandler.dump_traceback_later(HANG, exit=True)
        made = mutant(sources, seed, number)
        outcome = counter.try_out(made.seed, made.content)
        tally[outcome.words] += 1
        slowest = max(slowest, outcome.seconds)
        if outcome.faults:
            failed += 1
            keep.mkdir(parents=True, exist_ok=True)
            kept = keep / f"{seed}-{number}{'.xls' if made.seed.is_xls else '.xlsx'}"
            kept.write_bytes(made.content)
            _say(f"{seed}/{number} {made.seed.called} {made.how}: kept as {kept}")
            _say("\n".join(f"  {fault}" for fault in outcome.faults))
        if (number + 1) % 100 == 0:
            _say(f"{number + 1} tried, {failed} failed, {time.monotonic() - begins:.0f} s")
    faulthandler.cancel_dump_traceback_later()
    more = open_descriptors() - held
    _say(
        f"{len(numbers)} mutants of {len(sources)} seeds in {time.monotonic() - begins:.0f} s: {failed} failed, slowest {slowest:.1f} s"
    )
    _say(f"open files and pipes more than before: {max(more, 0)}")
    _say("; ".join(f"{words} {count}" for words, count in tally.most_common()))
    return 1 if failed else 0


def _say(line: str) -> None:
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())
