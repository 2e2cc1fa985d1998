"""Several packs over one database: which one a page speaks for, and that a past period is judged by the pack of its year."""

from __future__ import annotations

from pathlib import Path

import pytest

from data_access.reading.grid import WorkbookFile
from services.initialising import initialise_database
from services.intake import Consent, import_files
from services.scheme import scheme_of
from services.templates import sheet_to_write, write_report
from services.workspace import open_workspace
from tests.pages.test_pages import opened, text_of
from tests.shell.packs import PLAN, YUPING, target
from tests.shell.workbooks import workers

TRANSFER = "employment.transfer_total"
PLACE = "大龙树社区"
SCRIPT = "pages/indicators/employment.py"
Y2023 = PLAN + target("T", TRANSFER, ">=", 100)
Y2022 = (
    PLAN.replace("pingbian-2023", "pingbian-2022").replace("屏边县2023", "屏边县2022").replace("[2023, 2023]", "[2022, 2022]")
)
Y2022 += target("T", TRANSFER, ">=", 10, year=2022)
RIVAL = Y2023.replace("pingbian-2023", "rival-2023").replace("屏边县2023年增收", "屏边县2023年攻坚")


def county(folder: Path, *plans: str) -> str:
    """A database of these packs with a report of May in both years."""
    url = f"sqlite:///{folder}/c.sqlite"
    files = []
    for number, plan in enumerate(plans):
        files.append(folder / f"{number}.toml")
        files[-1].write_text(plan, encoding="utf-8")
    initialise_database(url, [str(file) for file in files])
    workspace = open_workspace(url)
    for period, out in (("2022-05", 5), ("2023-05", 10)):
        rows = [workers("532523101001", out=out)]
        report = write_report([sheet_to_write(scheme_of(workspace.packs[0]), "employment", YUPING, period, rows=rows)])
        done = import_files(
            workspace,
            [WorkbookFile(name=f"{period}.xlsx", content=report)],
            Consent(by="t", accept_warnings=True, reason="测试"),
        )
        assert [taken.outcome for taken in done] == ["accepted"], [taken.problems for taken in done]
    return url


@pytest.mark.parametrize(
    ("period", "judge"), [("2022年5月", "屏边县2022年增收工作方案"), ("2023年5月", "屏边县2023年增收工作方案")]
)
def test_the_period_says_which_of_two_packs_judges(
    period: str, judge: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = opened(county(tmp_path, Y2022, Y2023), monkeypatch, SCRIPT, period=period)
    assert not page.exception
    assert f"政策依据：{judge}" in text_of(page)
    assert "方案" not in [box.label for box in page.selectbox]


def test_two_packs_of_a_year_are_chosen_between_and_the_page_names_its_own(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    url = county(tmp_path, Y2023, RIVAL)
    page = opened(url, monkeypatch, SCRIPT)
    (box,) = [box for box in page.selectbox if box.label == "方案"]
    assert list(box.options) == ["屏边县2023年增收工作方案", "屏边县2023年攻坚工作方案"]
    assert "政策依据：屏边县2023年增收工作方案" in text_of(page)
    page = opened(url, monkeypatch, SCRIPT, pack="屏边县2023年攻坚工作方案")
    assert "政策依据：屏边县2023年攻坚工作方案" in text_of(page)
