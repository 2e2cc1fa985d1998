"""``python -m tests.kills --rounds 200``: half of the rounds on each engine."""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from pathlib import Path

from tests import postgres
from tests.kills.rounds import HalfDone, Rounds


def main() -> int:
    """0 where every round was as before or as after."""
    parser = argparse.ArgumentParser(prog="python -m tests.kills", description="Kills imports at random moments.")
    parser.add_argument("--rounds", type=int, default=200)
    parser.add_argument("--seed", type=int, default=20230525)
    chosen = parser.parse_args()
    server = postgres.start()
    try:
        made = [_run(engine, server, chosen.rounds // 2, chosen.seed) for engine in ("sqlite", "postgresql")]
    finally:
        server.stop()
    return 0 if all(made) else 1


def _run(engine: str, server: postgres.Server, rounds: int, seed: int) -> bool:
    begins = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="watch-kills-") as folder:
        url = server.create_database() if engine == "postgresql" else f"sqlite:///{folder}/watch.sqlite"
        try:
            tally = Rounds(url, Path(folder), seed=seed).run(rounds)
        except HalfDone as found:
            sys.stdout.write(f"{engine}: {found}\n")
            return False
    seconds = time.monotonic() - begins
    sys.stdout.write(f"{engine}: {rounds} kills in {seconds:.0f} s, all whole: {tally.line()}\n")
    sys.stdout.flush()
    return True


if __name__ == "__main__":
    sys.exit(main())
