"""init, sample and template."""

from __future__ import annotations

import argparse
from collections import defaultdict
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from data_access.errors import CalledWrongly
from data_access.reading.grid import WorkbookFile
from metrics.periods import Period
from services.shell.printing import ProgressBar, say
from services.workspace import open_workspace

#: The pack of a sample where none is named: a county's, a prefecture's.
_USUAL_PACKS = {"county": "mouding-2023", "prefecture": "wenshan-2022-2024"}


def init(arguments: argparse.Namespace) -> int:
    """Creates or migrates the database and sets its packs."""
    from services.initialising import initialise_database, is_ready

    if arguments.if_needed and not arguments.pack and is_ready(arguments.database):
        return 0
    done = initialise_database(arguments.database, arguments.pack)
    if done.kept:
        say(f"库里有以前年度的报表，保留原来的方案：{'、'.join(done.kept)}。")
    if done.judged:
        from services.views.pack_changes import judged_lines

        for line in judged_lines(done.judged):
            say(line)
    say("数据库已就绪。")
    return 0


def sample(arguments: argparse.Namespace, sample_files: Callable[..., Iterator[Any]]) -> int:
    """Writes the sample reports, or imports them into an empty database, as their reporters would hand them in."""
    if not arguments.out and not arguments.load:
        raise CalledWrongly("请用 --out 指定目录，或用 --load 导入空库。")
    pack = arguments.pack or _USUAL_PACKS[arguments.scale]
    options = {"scale": arguments.scale} | ({"households": arguments.households} if arguments.households is not None else {})
    workspace = None
    if arguments.load:
        from services.templates import shipped_scheme

        workspace = open_workspace(arguments.database)
        workspace.pack(shipped_scheme(pack).pack)
        _refuse_unless_empty(workspace)
    say("正在生成示例报表……")
    files = list(sample_files(pack, **options))
    if arguments.out:
        _write(Path(arguments.out), files)
    if workspace is not None:
        _load(workspace, files)
    return 0


def _refuse_unless_empty(workspace: Any) -> None:
    from services.versions import list_versions

    if list_versions(workspace):
        raise CalledWrongly("数据库里已有报表，示例数据只能装入空库。")


def _write(folder: Path, files: list[Any]) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    for file in files:
        (folder / file.name).write_bytes(file.content)
    say(f"已写出{len(files)}个文件：{folder}")


def _load(workspace: Any, files: list[Any]) -> None:
    """Imports in order of period, all files of one period and moment of receipt as one batch."""
    from data_access.reading import Reader
    from services.intake import Consent, import_files

    groups: dict[tuple[str, Any], list[Any]] = defaultdict(list)
    for file in sorted(files, key=lambda entry: (_begins(entry.period), entry.received_at)):
        groups[(file.period, file.received_at)].append(file)
    bar, done, refused = ProgressBar("正在装入示例数据"), 0, 0
    with Reader() as reader:
        for (_, received_at), batch in groups.items():
            consent = Consent(by="示例数据", accept_warnings=True, reason="示例数据", received_at=received_at)
            workbooks = [WorkbookFile(name=file.name, content=file.content) for file in batch]
            refused += sum(not entry.done for entry in import_files(workspace, workbooks, consent, reader=reader))
            done += len(batch)
            bar(done, len(files))
    if refused:
        raise CalledWrongly(f"示例数据有{refused}份报表未能入库。")


def _begins(period: str) -> Any:
    return Period.parse(period).begins(1)


def template(arguments: argparse.Namespace) -> int:
    """Writes the empty report workbook of a reporter and period."""
    from services.templates import empty_report

    content = empty_report(
        open_workspace(arguments.database),
        sheet=arguments.sheet,
        reporter=arguments.reporter,
        period=arguments.period,
        pack=arguments.pack,
    )
    target = Path(arguments.output)
    if not target.parent.is_dir():
        raise CalledWrongly(f"没有目录：{target.parent}。")
    target.write_bytes(content)
    say(f"已写出：{target}")
    return 0
