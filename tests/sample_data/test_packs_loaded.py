"""The newest reports of every sample by rule, taken in by the importer: no error, no warning, every status there is."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Sequence
from contextlib import closing
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from data_access.reading import Reader
from data_access.reading.grid import WorkbookFile
from metrics.measuring.tasks import ADDITIVE
from metrics.packs import load_pack
from sample_data.regional.generate import month_files
from sample_data.regional.realm import draw_realm
from services.initialising import initialise_database
from services.intake import Consent, import_files
from services.questions import ask
from services.shell.main import main
from services.task_targets import task_targets
from services.templates import shipped_scheme
from services.views.asking_warnings import ask_standing
from services.workspace import open_workspace
from tests.metrics.packs.test_mouding import contract

#: Pack → months that are loaded (of every target's year the last one of the sample, and what it is compared with) and the
#: statuses that its targets have to show in the last of them (with a target of the root).
LOADED = {
    "wenshan-2022-2024": (((2021, 12), (2022, 12), (2023, 12), (2024, 5), (2024, 6)),
        {"met", "on_pace", "behind", "far_behind", "not_due", "not_reported", "not_comparable"}),
    "qujing-2023": (((2022, 6), (2023, 6)), {"met", "on_pace", "behind", "far_behind", "not_due", "not_reported", "not_comparable"}),
    "wuzhou-2024": (((2023, 9), (2023, 12), (2024, 8), (2024, 9)), {"met", "behind", "far_behind", "not_reported"}),
    "xinhua-2021": (((2020, 12), (2021, 9), (2021, 12), (2022, 9), (2022, 12), (2023, 9), (2023, 12), (2024, 6), (2024, 9), (2024, 12), (2025, 5), (2025, 6)),
        {"met", "far_behind", "not_due", "not_comparable"}),
}  # fmt: skip
ROWS = [row for row in contract("targets.csv") if row["pack"] in LOADED]
JUDGED = {"met", "on_pace", "behind", "far_behind", "not_due"}
#: Why a target has no status on its sample: reason → pack → codes. Nothing else may lack one, and none of these may have one.
NO_STATUS = {
    "a rate of the prefecture: each county reports its own, and rates are never summed": {
        "wenshan-2022-2024": {"EMP-W08", "EMP-W09", "EMP-W10", "EMP-W11", "PUB-W02", "PUB-W03", "INC-W02"},
        "qujing-2023": {"IND-Q08", "IND-Q09", "FIN-Q06"},
        "wuzhou-2024": {"INC-Z04", "INC-Z07", "IND-Z01"},
    },
    "a rule: it takes off points and is never reached": {"qujing-2023": {"INC-Q03"}},
    "a line or list: it names whom the paper means": {"wuzhou-2024": {"INC-Z01", "INC-Z02", "INC-Z03", "EMP-Z04"}},
    "the outside series is not keyed in": {
        "wenshan-2022-2024": {"INC-W01"}, "qujing-2023": {"FIN-Q04"}, "xinhua-2021": {"INC-X01"},
    },
    "the list of villages is not keyed in": {"qujing-2023": {"IND-Q19"}},
}  # fmt: skip


@pytest.fixture(scope="module", params=LOADED)
def loaded(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> tuple[str, str]:
    """Pack and address of a database with some months of its sample."""
    pack = str(request.param)
    return pack, _taken_in(tmp_path_factory.mktemp(pack), pack, LOADED[pack][0])


def _taken_in(folder: Path, pack: str, months: Sequence[tuple[int, int]] | None) -> str:
    """The address of a new database with these months of a small sample; None: all of them."""
    url = f"sqlite:///{folder / 'sample.sqlite'}"
    initialise_database(url, [pack])
    realm = draw_realm(shipped_scheme(pack), task_targets(pack), 60)
    workspace = open_workspace(url)
    with Reader() as reader:
        for moment in months or realm.profile.months:
            for file in month_files(realm, *moment):
                consent = Consent(by="示例数据", accept_warnings=True, reason="示例数据", received_at=file.received_at)
                taken = import_files(workspace, [WorkbookFile(name=file.name, content=file.content)], consent, reader=reader)
                assert [(entry.examined.sheet, entry.problems) for entry in taken if not entry.done] == []
    return url


def _warned(url: str) -> list[tuple[str, str, set[str]]]:
    """Sheet, period and warnings of every submission."""
    with closing(sqlite3.connect(url.removeprefix("sqlite:///"))) as connection:
        rows = connection.execute("select sheet, period, warnings from submission").fetchall()
    return [(sheet, period, set(json.loads(warnings))) for sheet, period, warnings in rows]


def test_a_whole_sample_is_taken_in_without_a_reason(tmp_path: Path) -> None:
    assert {(sheet, *codes) for sheet, _, codes in _warned(_taken_in(tmp_path, "xinhua-2021", None)) if codes} == set()


def test_nothing_is_said_but_of_what_follows_a_skipped_month(loaded: tuple[str, str]) -> None:
    warned = _warned(loaded[1])
    assert {sheet for sheet, _, _ in warned} == set(shipped_scheme(loaded[0]).sheets)
    pairs = pairwise(LOADED[loaded[0]][0])
    followed = {f"{year}-{month:02d}" for (before, last), (year, month) in pairs if (year - before) * 12 + month - last == 1}
    for _, period, codes in warned:
        assert codes <= (set() if period in followed else {"jump", "same_as_last"}), (period, codes)


def test_targets_have_every_status_that_the_paper_allows(loaded: tuple[str, str], capsys: pytest.CaptureFixture[str]) -> None:
    pack, url = loaded
    months, expected = LOADED[pack]
    period = f"{months[-1][0]}-{months[-1][1]:02d}"

    assert main(["indicators", "--period", period, "--json", "--database", url], _never) == 0
    targets = [entry["target"] for entry in json.loads(capsys.readouterr().out) if entry["target"]]
    assert {target["status"] for target in targets} - {None} == expected


def _holds(pack: str, row: dict[str, str], shown: dict[str, Any], below: list[dict[str, Any]]) -> str | None:
    """The reason that what is printed gives for a target without a status."""
    rate, line, rule, series, villages = "a rate", "a line", "a rule", "the outside", "the list"
    status, listed = shown["target"]["status"], {target.code: target.listed for target in load_pack(pack).targets}
    if status is None:
        return {"rule": rule, "line": line, "list": line}.get(row["kind"])
    if status == "not_reported" and row["unit"] not in ADDITIVE and shown["reported"]:
        return rate if shown["value"] is None and any(entry["value"] is not None for entry in below) else None
    if status == "not_comparable" and listed[row["code"]] == ():
        return villages
    if status == "not_comparable" and row["value"].startswith("reference:"):
        return series if shown["value"] is not None and shown["target"]["value"] is None else None
    return None


def _never(_: str, **options: Any) -> Any:
    raise AssertionError(options)


def test_every_target_of_the_list_is_judged_or_has_its_reason(
    loaded: tuple[str, str], capsys: pytest.CaptureFixture[str]
) -> None:
    pack, url = loaded
    root, without = load_pack(pack).root, {}
    for year, month in dict(LOADED[pack][0]).items():
        wanted = [
            row for row in ROWS if row["pack"] == pack and int(row["from_year"] or row["year"]) <= year <= int(row["year"])
        ]
        capsys.readouterr()
        asked = ["indicators", "--pack", pack, "--period", f"{year}-{month:02d}", "--by-child", "--json", "--database", url]
        assert main(asked, _never) == 0
        printed = json.loads(capsys.readouterr().out, parse_float=Decimal, parse_int=Decimal)
        found = {
            (entry["indicator"], entry["target"]["code"]): entry
            for entry in printed
            if entry["target"] and entry["region"] == root
        }
        for row in wanted:
            shown = found[row["indicator"] or None, row["code"]]
            target = shown["target"]
            assert [target[name] for name in ("op", "kind", "clause", "scope", "year")] == [
                *(row[name] for name in ("op", "kind", "clause", "scope")), int(row["year"])
            ]  # fmt: skip
            if row["value"] and ".." not in row["value"] and not row["value"].startswith("reference:"):
                assert target["value"] == Decimal(row["value"])
            if target["status"] in JUDGED:
                assert shown["value"] is not None or row["scope"].startswith("every "), row["code"]
                continue
            below = [entry for entry in printed if entry["indicator"] == row["indicator"] and entry["region"] != root]
            without.setdefault(_holds(pack, row, shown, below), set()).add(row["code"])
    table = {reason: codes[pack] for reason, codes in NO_STATUS.items() if pack in codes}
    assert without == {next(word for word in without if word and reason.startswith(word)): table[reason] for reason in table}
    assert {row["year"] for row in ROWS if row["pack"] == pack} <= {str(year) for year, _ in LOADED[pack][0]}


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


@pytest.mark.parametrize("loaded", ["qujing-2023"], indirect=True)
def test_the_points_of_every_county_follow_from_its_households(loaded: tuple[str, str]) -> None:
    pack, url = loaded
    found = ask(open_workspace(url), period="2023Q2", pack=pack, by_child=True)
    shares = {one.figure.region: one.figure for one in found if one.indicator == "income.operating_drop_share"}
    points = {one.figure.region: one.figure.value for one in found if one.indicator == "income.operating_drop_points"}
    root = load_pack(pack).root
    assert shares[root].numerator == sum(figure.numerator or 0 for region, figure in shares.items() if region != root)
    for region, figure in shares.items():
        above = [Fraction(int(of.numerator or 0), int(of.denominator or 1)) for of in (figure, shares[root])]
        excess = (above[0] - above[1]) * 100
        assert points[region] == (-excess / 2 if excess > 0 else 0), region
    assert any(value and value < 0 for value in points.values())
    assert points[root] == 0
