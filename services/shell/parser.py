"""The grammar of the command line; every message that a user can cause is one Chinese sentence."""

from __future__ import annotations

import argparse
import re
from typing import Any, NoReturn, Protocol

from data_access.errors import CalledWrongly

# what argparse says in English, and how we say it
_SENTENCES = (
    (r"^the following arguments are required: (.*)$", r"缺少 \1"),
    (r"^unrecognized arguments: (.*)$", r"多余的参数 \1"),
    (r"^argument (.*?): invalid choice: '?(.*?)'? \(choose from (.*)\)$", r"\1没有“\2”，可用：\3"),
    (r"^argument (.*?): expected (one|at least one) argument$", r"\1 后面缺少内容"),
    (r"^ambiguous option: (.*?) could match (.*)$", r"\1 不完整，可能是 \2"),
    (r"^argument (.*?): (.*)$", r"\1 \2"),  # what our own types say
)
# the largest number that either database keeps
_LARGEST = 2**63 - 1


def _written(text: str) -> str:
    """What stands behind an option or in a place: an empty one is a variable that a script never set, not a choice."""
    if not text.strip():
        raise argparse.ArgumentTypeError("后面是空的")
    return text


def _number(text: str) -> int:
    try:
        number = int(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"应为整数，写的是“{text}”") from None
    if abs(number) > _LARGEST:
        raise argparse.ArgumentTypeError("超出范围")
    return number


class Parser(argparse.ArgumentParser):
    """Calls that do not fit raise CalledWrongly instead of printing English usage."""

    def add_argument(self, *names: Any, **how: Any) -> argparse.Action:
        """Texts may not be empty, unless said otherwise."""
        if "action" not in how:
            how.setdefault("type", _written)
        return super().add_argument(*names, **how)

    def error(self, message: str) -> NoReturn:
        for pattern, sentence in _SENTENCES:
            message = re.sub(pattern, sentence, message)
        raise CalledWrongly(f"命令写法有误：{message}。用 python {self.prog} --help 看写法。")


class Commands(Protocol):
    """What argparse gives for adding commands."""

    def add_parser(self, name: str, *, help: str, description: str) -> Parser:  # noqa: A002
        """A parser of its own for one command."""
        ...


def build_parser() -> Parser:
    """Commands, options and their help as in the command reference."""
    parser = Parser(prog="manage.py", description="增收监测看板命令行")
    commands = parser.add_subparsers(dest="command", required=True, metavar="命令", parser_class=Parser)
    _setup_commands(commands)
    _intake_commands(commands)
    _question_commands(commands)
    _keeping_commands(commands)
    _pack_commands(commands)
    return parser


def _command(commands: Commands, name: str, text: str, *, json: bool = True) -> Parser:
    command = commands.add_parser(name, help=text, description=text)
    command.add_argument(
        "--database", metavar="URL", help="数据库地址，默认取 DASHBOARD_DATABASE_URL，再默认 var/ 下的 SQLite 文件"
    )
    if json:
        command.add_argument("--json", action="store_true", help="输出 JSON")
    return command


def _setup_commands(commands: Commands) -> None:
    init = _command(commands, "init", "建立或升级数据库，设定方案", json=False)
    init.add_argument("--pack", action="append", default=[], metavar="ID", help="随程序提供的方案，或方案文件（TOML）")
    init.add_argument("--if-needed", action="store_true", help="数据库已是最新时什么也不做")
    sample = _command(commands, "sample", "生成示例报表", json=False)
    sample.add_argument("--pack", metavar="ID")
    sample.add_argument("--scale", choices=["county", "prefecture"], default="county")
    sample.add_argument("--households", type=_number, metavar="N")
    sample.add_argument("--out", metavar="DIR", help="写出报表文件的目录")
    sample.add_argument("--load", action="store_true", help="导入数据库（只限空库）")
    template = _command(commands, "template", "写出空白报表", json=False)
    template.add_argument("sheet", metavar="SHEET")
    template.add_argument("--reporter", required=True, metavar="CODE")
    template.add_argument("--period", required=True, metavar="P")
    template.add_argument("-o", "--output", required=True, metavar="FILE")
    template.add_argument("--pack", metavar="ID")


def _intake_commands(commands: Commands) -> None:
    check = _command(commands, "check", "读取并校验，不写入")
    take_in = _command(commands, "import", "校验并入库")
    for command in (check, take_in):
        command.add_argument("files", nargs="+", metavar="FILE")
        command.add_argument("--period", metavar="P")
        command.add_argument("--sheet", metavar="S")
        command.add_argument("--reporter", metavar="CODE")
    take_in.add_argument("--by", default="命令行", metavar="NAME", help="报送人")
    take_in.add_argument("--accept-warnings", action="store_true", help="提醒已核实，照常入库（须写 --reason）")
    take_in.add_argument("--reason", type=str, default="", metavar="TEXT")
    take_in.add_argument("--received-at", metavar="DATETIME", help="收到时间，默认现在")
    withdraw = _command(commands, "withdraw", "撤回一个版本，恢复上一版本", json=False)
    withdraw.add_argument("submission", type=_number, metavar="SUBMISSION")
    withdraw.add_argument("--reason", type=str, required=True, metavar="TEXT")
    withdraw.add_argument("--by", default="命令行", metavar="NAME")


def _question_commands(commands: Commands) -> None:
    submissions = _command(commands, "submissions", "已入库的全部版本")
    submissions.add_argument("--period", metavar="P")
    submissions.add_argument("--sheet", metavar="S")
    submissions.add_argument("--as-of", metavar="DATETIME")
    status = _command(commands, "status", "报送进度")
    indicators = _command(commands, "indicators", "全部指标、目标和状态")
    warnings = _command(commands, "warnings", "收入下降预警名单")
    trace = _command(commands, "trace", "一个数由哪些单元格得来")
    trace.add_argument("indicator", metavar="INDICATOR", help="指标，如 employment.transfer_total、task:PUB-M06")
    trace.add_argument("--region", required=True, metavar="CODE")
    trace.add_argument("--limit", type=_number, default=1000, metavar="N", help="最多列出的单元格数，默认1000")
    for command in (status, indicators, warnings, trace):
        command.add_argument("--period", required=True, metavar="P")
        command.add_argument("--pack", metavar="ID")
        command.add_argument("--as-of", metavar="DATETIME")
    for command in (indicators, warnings):
        command.add_argument("--region", metavar="CODE")
    indicators.add_argument("--by-child", action="store_true", help="另列下一级各单位")
    warnings.add_argument("--rule", metavar="ID")
    warnings.add_argument("--list", metavar="NAME", help="方案自己的名单，如 提级帮扶")
    warnings.add_argument("--level", metavar="L")
    warnings.add_argument("--kind", metavar="K")
    warnings.add_argument("--limit", type=_number, metavar="N")
    warnings.add_argument("-o", "--output", metavar="FILE.xlsx")
    warnings.add_argument(
        "--form", choices=["list", "visit", "cards"], default="list",
        help="写出的样式：list 名单，visit 入户核实表（按村），cards 一户一策卡（最多100户）",
    )  # fmt: skip
    warnings.add_argument(
        "--unmasked", action="store_true", help="显示姓名、证件号码和联系电话（须本系统已开放，并写 --reason；有登记）"
    )
    warnings.add_argument("--reason", type=str, default="", metavar="TEXT", help="显示姓名等的用途")
    warnings.add_argument("--by", default="命令行", metavar="NAME", help="导出人")


def _pack_commands(commands: Commands) -> None:
    pack = commands.add_parser("pack", help="核对、新写、对照方案文件", description="核对、新写、对照方案文件")
    what = pack.add_subparsers(dest="pack_command", required=True, metavar="check|new|compare", parser_class=Parser)
    check = _command(what, "check", "列出方案文件的全部问题，写明文件和键")
    check.add_argument("file", metavar="FILE")
    new = _command(what, "new", "写出带说明的方案起始文件", json=False)
    new.add_argument("-o", "--output", required=True, metavar="FILE")
    compare = _command(what, "compare", "与本库现行方案对照：哪些规定不同，各季预警名单将怎样变化；不写入")
    compare.add_argument("file", metavar="FILE", help="方案文件（TOML），或随程序提供的方案")
    compare.add_argument("--pack", metavar="ID", help="与本库哪个方案对照，默认编号相同的")


def _keeping_commands(commands: Commands) -> None:
    _command(commands, "verify", "核对数据库：原始文件、数据行、版本、生效时间、预警名单")
    _command(commands, "rebuild", "重建由报表算出的表（预警名单）", json=False)
    backup = _command(commands, "backup", "备份到一个文件", json=False)
    backup.add_argument("file", metavar="FILE")
    restore = _command(commands, "restore", "从备份文件恢复（SQLite、PostgreSQL 通用）", json=False)
    restore.add_argument("file", metavar="FILE")
    restore.add_argument("--force", action="store_true", help="目标数据库已有数据也照样覆盖")
