"""The command line: what the pages do from a browser, through the same functions.

Exit status: 0 done; 1 done and the answer is no; 2 called wrongly (one sentence on standard error); 3 refused;
4 a fault, of the program or of what it stands on (one sentence and an incident number); 130 interrupted.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from typing import Any

INTERRUPTED = 130  # what a shell gives a command that Ctrl+C ended


def sample_files(pack: str, **options: Any) -> Iterator[Any]:
    """The sample reports of a pack; the generator is imported only when they are asked for."""
    from sample_data.generate import sample_files as generate

    return generate(pack, **options)


def run() -> int:
    """Exit status of the command in the arguments of this program."""
    from services.shell.main import main  # Ctrl+C may come while a command is still being loaded

    status = main(sys.argv[1:], sample_files)
    sys.stdout.flush()
    return status


if __name__ == "__main__":
    try:
        exit_status = run()
    except BrokenPipeError:  # the reader, head or less, has seen enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        exit_status = 0
    except KeyboardInterrupt:
        sys.stderr.write("已中断，没有改动数据。\n")
        exit_status = INTERRUPTED
    sys.exit(exit_status)
