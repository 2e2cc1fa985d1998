"""What was keyed in travels in a backup, with who, when and every version."""

from __future__ import annotations

from pathlib import Path

from data_access.store import outside_records
from data_access.store.portable import back_up, restore
from services.initialising import initialise_database
from services.outside import Typed, items_of, proposal_of, records_of, store, take_back
from services.workspace import open_workspace


def test_keyed_figures_come_back_with_all_their_versions(database_url: str, tmp_path: Path) -> None:
    initialise_database(database_url, ["mouding-2023"])
    workspace = open_workspace(database_url)
    pack, line = workspace.packs[0], items_of(workspace.packs[0])[0]
    for value in ("8000", "8500"):
        typed = Typed(region="", year="2023", value=value, unit="元", source="省2023年通知", by="张三")
        store(workspace, pack, proposal_of(workspace, pack, line, typed))
    take_back(workspace, pack, records_of(workspace, pack)[1], by="李四", reason="抄错")
    back_up(database_url, tmp_path / "all.sqlite")
    elsewhere = f"sqlite:///{tmp_path / 'other.sqlite'}"
    restore(elsewhere, tmp_path / "all.sqlite")
    found = open_workspace(elsewhere)
    assert outside_records(found.database) == outside_records(workspace.database)
    assert found.packs[0].income.line == {2023: 8000}
