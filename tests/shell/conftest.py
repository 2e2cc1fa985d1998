"""The shell called in this process, on a database of the test's own."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from services.shell.main import main
from tests.shell.packs import PLAN


@dataclass(frozen=True, kw_only=True)
class Answer:
    """What one command answered."""

    status: int
    out: str
    err: str

    @property
    def document(self) -> Any:
        return json.loads(self.out)


@dataclass(frozen=True, kw_only=True)
class County:
    """A database of one pack and the shell before it."""

    url: str
    folder: Path
    capsys: pytest.CaptureFixture[str]

    def run(self, *arguments: object) -> Answer:
        self.capsys.readouterr()
        status = main([*map(str, arguments), "--database", self.url], _no_samples)
        captured = self.capsys.readouterr()
        return Answer(status=status, out=captured.out, err=captured.err)

    def ask(self, *arguments: object) -> Any:
        """The document of a command that answers yes."""
        answer = self.run(*arguments, "--json")
        assert answer.status == 0, answer
        return answer.document

    def take(self, *arguments: object) -> list[dict[str, Any]]:
        """The outcome of an import that waves warnings through, whatever it is."""
        return self.run("import", *arguments, "--accept-warnings", "--reason", "属实", "--json").document

    def figures(self, indicator: str, *arguments: object) -> list[dict[str, Any]]:
        return [entry for entry in self.ask("indicators", *arguments) if entry["indicator"] == indicator]


def _no_samples(pack: str, **options: Any) -> Iterator[Any]:
    raise AssertionError("nobody asked for samples")


@pytest.fixture(scope="session")
def initialised() -> dict[str, bytes]:
    """What ``init`` made of each plan, so that the same plan is set up once a run."""
    return {}


@pytest.fixture
def county(tmp_path: Path, capsys: pytest.CaptureFixture[str], initialised: dict[str, bytes]) -> Callable[..., County]:
    """Makes a database with the plan of 屏边县 and what is added to it."""

    def make(more: str = "", plan: str = PLAN, name: str = "county") -> County:
        file, database = tmp_path / f"{name}.toml", tmp_path / f"{name}.sqlite"
        file.write_text(plan + more, encoding="utf-8")
        made = County(url=f"sqlite:///{database}", folder=tmp_path, capsys=capsys)
        if plan + more not in initialised:
            answer = made.run("init", "--pack", file)
            assert answer.status == 0, answer.err
            with closing(sqlite3.connect(database)) as connection:
                initialised[plan + more] = connection.serialize()
        else:
            database.write_bytes(initialised[plan + more])
        return made

    return make
