"""The import laws, the shape of the rooms and the sizes of the house."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
ROOMS = ("data_access", "metrics", "services", "pages", "sample_data")
ENTRIES = {
    "app.py": {"streamlit", "pages.kit"},
    "server.py": {"streamlit", "services", "pages.kit", "starlette", "uvicorn"},
    "manage.py": {"services", "sample_data"},
}


def sources() -> list[Path]:
    return [path for room in ROOMS for path in sorted((ROOT / room).rglob("*.py"))] + [ROOT / name for name in ENTRIES]


def imported(path: Path) -> set[str]:
    names: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            names.add(node.module)
    return names


def is_below(module: str, allowed: set[str]) -> bool:
    return any(module == name or module.startswith(f"{name}.") for name in allowed)


def test_import_linter_contracts_hold() -> None:
    command = [str(Path(sys.executable).parent / "lint-imports"), "--no-cache"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout


@pytest.mark.parametrize("entry", ENTRIES)
def test_entries_import_only_what_they_may(entry: str) -> None:
    foreign = {name for name in imported(ROOT / entry) if name.split(".")[0] not in sys.stdlib_module_names}
    assert not {name for name in foreign if not is_below(name, ENTRIES[entry])}


@pytest.mark.parametrize("room", ["data_access", "metrics", "services", "sample_data"])
def test_what_the_command_line_imports_keeps_streamlit_out(room: str) -> None:
    assert not [
        path for path in (ROOT / room).rglob("*.py") if any(name.split(".")[0] == "streamlit" for name in imported(path))
    ]


def test_no_page_lies_directly_under_pages() -> None:
    assert [path.name for path in (ROOT / "pages").glob("*.py")] == ["__init__.py"]


def test_services_ask_no_database_directly() -> None:
    forbidden = {"sqlalchemy", "sqlite3", "psycopg", "alembic"}
    assert not [
        path for path in (ROOT / "services").rglob("*.py") if any(name.split(".")[0] in forbidden for name in imported(path))
    ]


def test_files_and_functions_stay_livable() -> None:
    too_long = []
    for path in sources():
        text = path.read_text(encoding="utf-8")
        is_page = path.is_relative_to(ROOT / "pages") and "kit" not in path.parts
        if text.count("\n") > (80 if is_page else 300):
            too_long.append(f"{path.relative_to(ROOT)}: {text.count(chr(10))} lines")
        for node in ast.walk(ast.parse(text)):
            if isinstance(node, ast.FunctionDef) and (node.end_lineno or 0) - node.lineno + 1 > 60:
                too_long.append(f"{path.relative_to(ROOT)}:{node.lineno} {node.name}")
    assert not too_long


def test_shell_commands_need_no_streamlit_at_run_time() -> None:
    script = "import sys, services.shell.main, services.shell.asking, services.shell.taking_in; sys.exit('streamlit' in sys.modules or 'plotly' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", script], cwd=ROOT, check=False).returncode == 0
