"""The committed workbooks are those of the script, small, and described."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path
from typing import Any

import openpyxl

from sample_data.uploads import FOLDER, upload_files
from tests.sample_data.schemes import mouding


def cells(content: bytes) -> dict[str, list[tuple[Any, ...]]]:
    book = openpyxl.load_workbook(BytesIO(content))
    return {tab.title: list(tab.iter_rows(values_only=True)) for tab in book}


def committed() -> dict[str, Path]:
    return {path.name: path for path in FOLDER.iterdir() if path.name != "README.md"}


def test_the_files_are_what_the_script_writes() -> None:
    files = upload_files(mouding())
    assert files.keys() == committed().keys()
    for name, content in files.items():
        written = committed()[name].read_bytes()
        assert len(written) < 50_000
        if name.endswith(".xlsx"):
            assert cells(written) == cells(content)
        else:
            assert written == content


def test_the_readme_names_every_file() -> None:
    readme = (FOLDER / "README.md").read_text(encoding="utf-8")
    assert [name for name in committed() if name not in readme] == []
