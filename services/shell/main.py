"""Runs one command and turns what went wrong into an exit status and one sentence."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Iterator, Sequence
from typing import Any

from data_access.errors import DashboardError, NotAllowed
from services.shell.parser import build_parser

SampleFiles = Callable[..., Iterator[Any]]

DONE, ANSWER_IS_NO, CALLED_WRONGLY, REFUSED, FAULT = 0, 1, 2, 3, 4
INTERRUPTED = 130  # what a shell gives a command that Ctrl+C ended


def main(argv: Sequence[str], sample_files: SampleFiles) -> int:
    """Exit status of the command. ``sample_files`` makes the sample reports (the shell alone knows them)."""
    try:
        arguments = build_parser().parse_args(argv)
        return _run(arguments, sample_files)
    except NotAllowed as error:
        print(error.sentence, file=sys.stderr)  # noqa: T201
        return REFUSED
    except DashboardError as error:
        print(error.sentence, file=sys.stderr)  # noqa: T201
        return CALLED_WRONGLY
    except KeyboardInterrupt:
        print("已中断：没有做完的一步没有改动数据，此前做完的已保存。", file=sys.stderr)  # noqa: T201
        return INTERRUPTED
    except BrokenPipeError:  # the reader has seen enough: the caller's business
        raise
    except Exception as error:  # noqa: BLE001  the one place where every fault of a command ends
        print(_fault_sentence(error, argv), file=sys.stderr)  # noqa: T201
        return FAULT


def _fault_sentence(error: Exception, argv: Sequence[str]) -> str:
    """One sentence with an incident number; the log line of that number goes before it."""
    from services.incidents import report, trouble_sentence

    where = argv[0] if argv else ""
    ours = "程序出错，这一步没有完成，数据没有改动。错误编号 {number}，请把编号告诉管理员。"
    return trouble_sentence(error, where) or ours.format(number=report(error, where))


def _run(arguments: argparse.Namespace, sample_files: SampleFiles) -> int:
    """Imports only the module of the asked command, so that each starts quickly."""
    command: str = arguments.command
    if command in ("init", "sample", "template"):
        from services.shell import setup

        return setup.sample(arguments, sample_files) if command == "sample" else getattr(setup, command)(arguments)
    if command in ("check", "import", "withdraw"):
        from services.shell import taking_in

        return {"check": taking_in.check, "import": taking_in.take_in, "withdraw": taking_in.withdraw}[command](arguments)
    if command == "trace":
        from services.shell import tracing

        return tracing.trace(arguments)
    if command in ("verify", "rebuild", "backup", "restore"):
        from services.shell import keeping

        return getattr(keeping, command)(arguments)
    if command == "pack":
        from services.shell import packs

        return {"check": packs.check, "new": packs.new, "compare": packs.compare}[arguments.pack_command](arguments)
    from services.shell import asking

    return getattr(asking, command)(arguments)
