"""The newest reports of every sample by rule, taken in by the importer: no error, no warning, every status there is."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from data_access.reading import Reader
from data_access.reading.grid import WorkbookFile
from sample_data.regional.generate import month_files
from sample_data.regional.realm import draw_realm
from services.initialising import initialise_database
from services.intake import Consent, import_files
from services.shell.main import main
from services.task_targets import task_targets
from services.templates import shipped_scheme
from services.views.asking_warnings import ask_standing
from services.workspace import open_workspace

#: Pack → months that are loaded, what of its targets has to be there in the last of them (with a target of the root).
LOADED = {
    "wenshan-2022-2024": (((2024, 5), (2024, 6)), {"met", "on_pace", "behind", "far_behind", "not_due", "not_reported", "not_comparable"}),
    "qujing-2023": (((2023, 6),), {"met", "on_pace", "behind", "far_behind", "not_due", "not_reported", "not_comparable"}),
    "wuzhou-2024": (((2024, 8), (2024, 9)), {"met", "behind", "far_behind", "not_reported"}),
    "xinhua-2021": (((2024, 9), (2024, 12)), {"met", "behind", "far_behind", "not_reported", "not_comparable"}),
}  # fmt: skip


@pytest.fixture(scope="module", params=LOADED)
def loaded(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> tuple[str, str]:
    """Pack and address of a database with some months of its sample."""
    pack = str(request.param)
    url = f"sqlite:///{tmp_path_factory.mktemp(pack) / 'sample.sqlite'}"
    initialise_database(url, [pack])
    realm = draw_realm(shipped_scheme(pack), task_targets(pack), 60)
    workspace = open_workspace(url)
    with Reader() as reader:
        for moment in LOADED[pack][0]:
            for file in month_files(realm, *moment):
                consent = Consent(by="示例数据", accept_warnings=True, reason="示例数据", received_at=file.received_at)
                taken = import_files(workspace, [WorkbookFile(name=file.name, content=file.content)], consent, reader=reader)
                assert [(entry.examined.sheet, entry.problems) for entry in taken if not entry.done] == []
    return pack, url


def test_the_importer_asked_no_reasons(loaded: tuple[str, str]) -> None:
    with closing(sqlite3.connect(loaded[1].removeprefix("sqlite:///"))) as connection:
        rows = connection.execute("select sheet, reporter, period, warnings from submission").fetchall()
    assert {row[0] for row in rows} == set(shipped_scheme(loaded[0]).sheets)
    assert [row for row in rows if json.loads(row[3])] == []


def test_targets_have_every_status_that_the_paper_allows(loaded: tuple[str, str], capsys: pytest.CaptureFixture[str]) -> None:
    pack, url = loaded
    months, expected = LOADED[pack]
    period = f"{months[-1][0]}-{months[-1][1]:02d}"

    def never(_: str, **options: Any) -> Any:
        raise AssertionError(options)

    assert main(["indicators", "--period", period, "--json", "--database", url], never) == 0
    targets = [entry["target"] for entry in json.loads(capsys.readouterr().out) if entry["target"]]
    assert {target["status"] for target in targets} - {None} == expected


def test_the_filter_of_warnings_calls_the_units_what_they_are(loaded: tuple[str, str]) -> None:
    pack, url = loaded
    workspace = open_workspace(url)
    own = workspace.pack(pack)
    choices = ask_standing(workspace, own, f"{LOADED[pack][0][-1][0]}Q2", own.root).choices
    assert choices.noun == ("村" if own.submit_level == "township" else "县市区")
    assert len(choices.units) == {"wenshan-2022-2024": 8, "qujing-2023": 9, "wuzhou-2024": 7, "xinhua-2021": 9}[pack]


def test_a_pack_file_has_a_sample_too(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """What ``sample --pack FILE --load`` asks of the database is the pack of that file."""
    own = tmp_path / "own.toml"
    own.write_text(Path(__file__).with_name("example_pack.toml").read_text(encoding="utf-8"), encoding="utf-8")
    url = f"sqlite:///{tmp_path / 'own.sqlite'}"
    initialise_database(url, [str(own)])
    asked: list[str] = []

    def nothing(pack: str, **options: Any) -> Any:
        asked.append(pack)
        return iter(())

    assert main(["sample", "--pack", str(own), "--load", "--database", url], nothing) == 0
    assert asked == [str(own)]
    assert main(["sample", "--pack", "qujing-2023", "--load", "--database", url], nothing) == 2
    assert "本库没有方案" in capsys.readouterr().err
