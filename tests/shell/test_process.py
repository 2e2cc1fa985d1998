"""The shell as a process of its own: what goes where, and what it never imports."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.sample_county import ROOT, manage
from tests.shell.conftest import County
from tests.shell.packs import ROOT as PINGBIAN
from tests.shell.workbooks import save_report, workers

WITHOUT_PANDAS = (("status", "--period", "2023-05"), ("submissions",), ("warnings", "--period", "2023Q1"))
PROBE = """
import sys
from services.shell.main import main
status = main(sys.argv[1:], None)
heavy = {"streamlit", "plotly", "openpyxl", "alembic", "pandas"} & set(sys.modules)
print(" ".join(sorted(heavy)), file=sys.stderr)
sys.exit(status)
"""


def test_documents_go_to_standard_output_and_words_to_standard_error(county: Callable[..., County]) -> None:
    pingbian = county()
    report = save_report(pingbian.folder / "5月.xlsx", "employment", [workers("大龙树社区")], unit="玉屏镇", period="2023年5月")
    done = manage("import", str(report), "--accept-warnings", "--reason", "属实", "--json", database=pingbian.url)
    assert (done.returncode, done.stderr) == (0, "")
    assert json.loads(done.stdout)[0]["outcome"] == "accepted"
    done = manage("withdraw", "1", "--reason", "误报", database=pingbian.url)
    assert (done.returncode, done.stdout, len(done.stderr.splitlines())) == (0, "", 1)


def test_exit_statuses_reach_the_caller(county: Callable[..., County], tmp_path: Path) -> None:
    pingbian = county()
    (tmp_path / "文.txt").write_text("不是表", encoding="utf-8")
    done = manage("check", str(tmp_path / "文.txt"), database=pingbian.url)
    assert (done.returncode, done.stderr) == (1, "")
    done = manage("indicators", "--period", "五月", database=pingbian.url)
    assert (done.returncode, done.stdout, len(done.stderr.splitlines())) == (2, "", 1)


INTERRUPTED = """
import runpy, sys

class Stopped:
    def find_spec(self, name, path=None, target=None):
        if name == "services.shell.main":
            raise KeyboardInterrupt

sys.meta_path.insert(0, Stopped())
sys.argv = ["manage.py", "submissions"]
runpy.run_path("manage.py", run_name="__main__")
"""


def test_ctrl_c_while_a_command_is_loaded_is_said_too() -> None:
    done = subprocess.run([sys.executable, "-c", INTERRUPTED], cwd=ROOT, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout, done.stderr) == (130, "", "已中断，没有改动数据。\n")


WITH_PANDAS = (
    ("indicators", "--period", "2023-05"),
    ("trace", "employment.transfer_total", "--period", "2023-05", "--region", PINGBIAN),
)


@pytest.mark.parametrize("command", [*WITHOUT_PANDAS, *WITH_PANDAS], ids=lambda command: command[0])
def test_a_question_starts_without_what_it_does_not_need(command: tuple[str, ...], county: Callable[..., County]) -> None:
    arguments = [sys.executable, "-c", PROBE, *command, "--json", "--database", county().url]
    done = subprocess.run(arguments, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert done.stderr.split() == ([] if command in WITHOUT_PANDAS else ["pandas"])
