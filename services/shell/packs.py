"""pack check, pack new and pack compare."""

from __future__ import annotations

import argparse
from dataclasses import asdict

from services.pack_checking import check_pack, write_start
from services.shell.printing import ProgressBar, print_json, print_line, say


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


def compare(arguments: argparse.Namespace) -> int:
    """What a pack file says otherwise than the pack in force, and how the lists would change; nothing is written."""
    from services.pack_comparing import compare_with_file
    from services.views.pack_changes import difference_json, difference_lines, list_json, list_lines
    from services.workspace import open_workspace

    found = compare_with_file(open_workspace(arguments.database), arguments.file, arguments.pack, ProgressBar("正在推算"))
    if arguments.json:
        print_json(
            {
                "pack": found.here.id, "file": arguments.file, "file_pack": found.there.id,
                "differences": [difference_json(line) for line in found.differing],
                "lists": [list_json(change) for change in found.lists], "untouched": list(found.untouched),
            }
        )  # fmt: skip
        return 0
    print_line(f"方案“{found.here.title}”（{found.here.id}，本库现行 → {arguments.file}）：{len(found.differing)}项不同")
    for line in (*difference_lines(found.differing), *list_lines(found.here, found.lists, found.untouched)):
        print_line(line)
    say(f"没有写入。要按这个文件判断：python manage.py init --pack {arguments.file}")
    return 0
