"""How far a long piece of work has come: stretches within stretches, and what an upload tells on its way."""

from __future__ import annotations

import pytest

from services.previews import confirm, prepare
from services.steps import SILENT, Steps
from services.workspace import Workspace
from tests.intake.rows import employment
from tests.services.offices import county, file, form

Told = list[tuple[float, str]]


@pytest.fixture
def workspace(database_url: str) -> Workspace:
    return county(database_url)


def test_a_stretch_within_a_stretch_tells_shares_of_the_whole() -> None:
    told: Told = []
    whole = Steps(tell=lambda share, words: told.append((round(share, 3), words)))
    for item, own in whole.part(0.4, 1.0).each(["甲", "乙"]):
        own.part(0.5, 1.0).say(0.0, item)
        own.say(1.0, item)
    assert told == [(0.55, "甲"), (0.7, "甲"), (0.85, "乙"), (1.0, "乙")]


def test_nobody_waiting_is_told_nothing() -> None:
    SILENT.say(0.5, "甲")
    assert SILENT.said("甲") is None
    assert list(SILENT.each([])) == []


def test_an_upload_tells_how_far_it_has_come_and_never_goes_back(workspace: Workspace) -> None:
    files = [file(form("employment", period, employment()), f"{period}.xlsx") for period in ("2023-04", "2023-05")]
    told: Told = []
    token = prepare(workspace, files, by="测试", tell=lambda *step: told.append(step))
    assert [words for _, words in dict.fromkeys(told)][-2:] == ["正在核对2023-04.xlsx", "正在核对2023-05.xlsx"]
    assert "正在读取2个文件" in {words for _, words in told}
    rising(told)
    told.clear()
    confirm(workspace, token, by="测试", reason="属实", tell=lambda *step: told.append(step))
    rows = len(employment())
    assert f"正在入库2023-04.xlsx：{rows}/{rows}行" in {words for _, words in told}
    assert {"正在读取2023-05.xlsx", "正在核对2023-05.xlsx"} <= {words for _, words in told}
    rising(told)


def rising(told: Told) -> None:
    shares = [share for share, _ in told]
    assert shares == sorted(shares)
    assert len(set(shares)) >= 3
    assert 0 <= shares[0] <= shares[-1] <= 1
