"""pack check and pack new."""

from __future__ import annotations

import argparse
from dataclasses import asdict

from services.pack_checking import check_pack, write_start
from services.shell.printing import print_json, print_line, say


def check(arguments: argparse.Namespace) -> int:
    """Lists every fault of a pack file; 1 where it cannot be used. Reminders are no faults."""
    found = check_pack(arguments.file)
    errors = sum(fault.severity == "error" for fault in found)
    if arguments.json:
        print_json([asdict(fault) for fault in found])
    for fault in () if arguments.json else found:
        words = "" if fault.severity == "error" else "提醒："
        print_line("：".join(part for part in (fault.file, fault.key, f"{words}{fault.message}") if part))
    say(f"共{errors}处有误，改好后再核对一次。" if errors else "方案可以使用。")
    return 1 if errors else 0


def new(arguments: argparse.Namespace) -> int:
    """Writes the commented starting file."""
    write_start(arguments.output)
    say(f"已写出：{arguments.output}。按说明填写，再用 python manage.py pack check {arguments.output} 核对。")
    return 0
