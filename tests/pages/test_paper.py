"""工作方案: a pack's targets, settings and open questions in words, and two packs side by side; no report is needed."""

from __future__ import annotations

import html
import re
from fractions import Fraction
from pathlib import Path
from urllib.parse import parse_qs

import pytest

from data_access.sheets import load_sheets
from metrics.catalogue import load_catalogue
from metrics.income_rules import DEFAULT_RULES, RULES
from metrics.packs import Pack, load_pack, shipped_packs
from metrics.packs.model import IncomeTable, Labels
from metrics.settings import Settings
from services.initialising import initialise_database
from services.tables.model import Table
from services.views.asking_paper import ask_difference, ask_paper, others
from services.views.paper import Paper
from services.views.paper_differences import COMPARED, ONLY_HERE, ONLY_THERE, differences
from services.views.paper_rules import BOUNDS, LABELS, MEANINGS, lacking, list_table
from services.views.paper_settings import Setting, settings_of
from services.views.paper_targets import alike_but_for_year, beside_tag
from services.workspace import open_workspace
from tests.pages.small_county import changed_pack
from tests.pages.test_pages import opened, shown, text_of

SCRIPT = "pages/explanations/paper.py"
PARTS = ("目标", "概况和填报", "设置和未定事项", "预警规则和用词", "与其他方案对照")


def paper_of(tmp_path: Path, *packs: str) -> Paper:
    url = f"sqlite:///{tmp_path}/p.sqlite"
    initialise_database(url, list(packs))
    workspace = open_workspace(url)
    return ask_paper(workspace, workspace.packs[0], "", "")


def lines(table: Table) -> list[list[str]]:
    return [[cell.text for cell in row.cells] for row in table.rows if row.kind == "body"]


def setting(pack: Pack, name: str) -> Setting:
    return next(entry for entry in settings_of(pack) if entry.name == name)


@pytest.mark.parametrize("name", shipped_packs())
def test_every_target_of_a_paper_stands_in_the_table_once(name: str, tmp_path: Path) -> None:
    pack, table = load_pack(name), paper_of(tmp_path, name).page.table
    assert f"{len(pack.targets)}项" in table.title
    shown = lines(table)
    assert len(shown) == len(alike_but_for_year(pack.targets))
    assert {row[0] for row in shown} == {target.code for target in pack.targets}
    heads = [row.note for row in table.rows if row.kind == "group"]
    assert sum(int(re.match(r"(\d+)项目标", note)[1]) for note in heads) == len(pack.targets)  # type: ignore[index]
    assert not any(re.search(r"[a-z]{3,}", "".join(row[2:-1])) for row in shown)


def test_a_target_says_comparison_value_years_scope_and_whom_it_means(tmp_path: Path) -> None:
    rows = {row[0]: row for row in lines(paper_of(tmp_path, "wenshan-2022-2024").page.table)}
    assert rows["COL-W03"][1:9] == [
        "二(七)15",
        "县级村均经营性收入",
        "不低于",
        "10",
        "万元/村",
        "2023年",
        "12月到期",
        "每个县市区",
    ]
    assert rows["IND-W08"][6] == "2022—2024年合计"
    assert rows["FIN-W01"][3:7] == ["不超过", "20", "万元", "2022—2024年每年"]
    assert rows["PUB-W01"][3:5] == ["区间", "3,000—5,000"]
    assert rows["INC-W01"][4] == "全国脱贫人口人均纯收入"
    assert rows["EMP-W01"][8] == "全州"


def test_a_number_leaves_as_a_number_and_a_stretch_target_says_so(tmp_path: Path) -> None:
    table = paper_of(tmp_path, "wenshan-2022-2024").page.table
    by_code = {row.cells[0].text: row for row in table.rows if row.kind == "body"}
    assert by_code["COL-W03"].cells[4].value == 10.0
    stretched = {target.code for target in load_pack("wenshan-2022-2024").targets if target.stretch}
    assert stretched
    assert {code for code, row in by_code.items() if row.cells[2].tag == "力争"} == stretched


def test_on_screen_the_note_stands_below_the_title_and_the_units_only_leave(tmp_path: Path) -> None:
    view = paper_of(tmp_path, "mouding-2023")
    assert "责任单位" in [column.heading for column in view.page.table.columns]
    assert "责任单位" not in [column.heading for column in view.targets.columns]
    noted = {target.code: target.note for target in load_pack("mouding-2023").targets if target.note}
    below = {row.cells[0].text: row.cells[2].second for row in view.targets.rows if row.kind == "body"}
    assert {code: below[code] for code in noted} == noted


def test_what_a_paper_leaves_open_says_so_and_what_follows() -> None:
    pack = load_pack("mouding-2023")
    floor = setting(pack, "公益性岗位最低补贴标准")
    assert floor.words == "未设定 · 本方案没有写明"
    assert "就业页不判断" in floor.effect
    line = setting(pack, "监测线")
    assert line.words == "2023年未设定 · 本方案没有写明"
    assert "低于监测线、新跌破监测线、接近监测线不起作用" in line.effect
    assert (setting(pack, "利益联结年收益率").words, setting(pack, "利益联结年收益率").origin) == ("7%", "本方案设定")
    assert (setting(pack, "滞后与严重滞后的界限").words, setting(pack, "滞后与严重滞后的界限").origin) == ("10%", "通用缺省")
    assert setting(load_pack("wuzhou-2024"), "监测线").words == "2024年8,000元"
    assert setting(load_pack("wenshan-2022-2024"), "监测线").words == "2022、2023、2024年未设定 · 本方案没有写明"


def test_the_reference_income_is_that_of_the_year_before() -> None:
    assert setting(load_pack("wuzhou-2024"), "参照收入（上年）").words.startswith("2023年未设定")


def test_an_outside_series_says_which_target_waits_for_it() -> None:
    series = setting(load_pack("wenshan-2022-2024"), "外部数据：全国脱贫人口人均纯收入")
    assert series.open_years
    assert "不可比" in series.effect


def test_every_setting_rule_bound_and_label_has_its_words() -> None:
    pack = load_pack("mouding-2023")
    single = [entry for entry in settings_of(pack) if entry.group in ("设置", "收入")]
    yearly = {"line", "low_income_cutoff", "reference_income", "reference_series"}
    assert len(single) == len(Settings.model_fields) + len(set(IncomeTable.model_fields) - yearly)
    assert set(MEANINGS) == set(RULES)
    assert set(BOUNDS) == {name for rule in DEFAULT_RULES.values() for name in rule.bounds}
    assert set(LABELS) == set(Labels.model_fields)


def test_a_rule_without_its_figure_does_nothing_and_says_so() -> None:
    assert lacking(load_pack("mouding-2023"), "below_line") == "2023年监测线未设定，本规则当年不起作用"
    assert lacking(load_pack("wuzhou-2024"), "below_line") == ""
    assert lacking(load_pack("wuzhou-2024"), "low_income") == "2024年低收入组分组线未设定，本规则当年不起作用"


def test_the_count_of_scattered_households_is_shown_as_a_conflict_of_the_paper(tmp_path: Path) -> None:
    view = paper_of(tmp_path, "mouding-2023")
    first = lines(view.settings[0])[0]
    assert first[1] == "文件前后不一致"
    counts = [(int(a), int(b)) for a, b in re.findall(r"(\d+)户(\d+)人", first[2])]
    (whole, town, village, rest, printed) = counts
    assert (whole[0] - town[0] - village[0], whole[1] - town[1] - village[1]) == rest == (101, 377)
    assert printed == (23, 99)
    assert "文件有1处前后不一致" in view.page.headline[0].text


def test_a_paper_without_open_questions_says_so(tmp_path: Path) -> None:
    text = Path("metrics/packs/mouding-2023.toml").read_text(encoding="utf-8")
    quiet = re.sub(r"(open_questions|conflicts) = \[.*?\n\]\n", "", text, flags=re.DOTALL)
    target = tmp_path / "quiet.toml"
    target.write_text(quiet.replace('"mouding-2023"', '"quiet-2023"'), encoding="utf-8")
    view = paper_of(tmp_path, str(target))
    assert view.settings[0].notes == ("方案文件没有列出未定事项。",)
    assert "前后不一致" not in view.page.headline[0].text


def test_two_packs_side_by_side_show_only_what_differs_unless_asked(tmp_path: Path) -> None:
    initialise_database(f"sqlite:///{tmp_path}/p.sqlite", ["mouding-2023", "wenshan-2022-2024"])
    workspace = open_workspace(f"sqlite:///{tmp_path}/p.sqlite")
    own = workspace.packs[0]
    narrow = ask_difference(workspace, own, "", "", "wenshan-2022-2024", "")
    whole = ask_difference(workspace, own, "", "", "wenshan-2022-2024", "whole")
    assert all(here != there for _, here, there in lines(narrow))
    same = len(lines(whole)) - len(lines(narrow))
    assert same > 0
    assert narrow.notes == (f"相同的{same}项未列出。",)
    assert [column.heading for column in narrow.columns[1:]] == [own.title, workspace.packs[1].title]


def test_targets_are_paired_by_their_indicator() -> None:
    found = differences(load_pack("mouding-2023"), load_pack("wenshan-2022-2024"), load_catalogue(), load_sheets(), {})
    by_name = {line.name: line for line in found}
    transfer = by_name["农村劳动力转移就业人数"]
    assert transfer.group == COMPARED
    assert "87,500人" in transfer.here
    assert "1,200,000人" in transfer.there
    assert by_name["科技特派员"].group == ONLY_THERE
    assert {line.there for line in found if line.group == ONLY_HERE} == {"不设目标"}


def test_a_pack_does_not_differ_from_itself() -> None:
    pack = load_pack("qujing-2023")
    assert not [line for line in differences(pack, pack, load_catalogue(), load_sheets(), {}) if line.differs]


def test_a_pack_of_ones_own_is_shown_as_stored_and_says_how_far_the_shipped_one_is(tmp_path: Path) -> None:
    file = changed_pack(tmp_path, ("return_target = 0.07", "return_target = 0.08"))
    view = paper_of(tmp_path, file)
    assert view.stored.own
    assert view.stored.said == "本库按本单位的方案文件判断，与随程序提供的同名方案有1项不同。"
    values = dict((row[0], row[1]) for row in lines(view.settings[1]))
    assert values["利益联结年收益率"] == "8%"
    workspace = open_workspace(f"sqlite:///{tmp_path}/p.sqlite")
    title = f"{workspace.packs[0].title}（随程序提供）"
    assert title in view.others
    beside = ask_difference(workspace, workspace.packs[0], "", "", view.others[title], "")
    assert lines(beside) == [["利益联结年收益率", "8%", "7%"]]


def test_the_shipped_pack_says_nothing_of_itself_and_is_not_compared_with_itself(tmp_path: Path) -> None:
    view = paper_of(tmp_path, "mouding-2023", "wuzhou-2024")
    assert not view.stored.own
    assert view.stored.said == ""
    assert len(view.others) == len(shipped_packs()) - 1
    workspace = open_workspace(f"sqlite:///{tmp_path}/p.sqlite")
    assert others(workspace, workspace.packs[0])[load_pack("wuzhou-2024").title] == "wuzhou-2024"


@pytest.mark.parametrize("part", PARTS)
@pytest.mark.parametrize("name", ["wenshan-2022-2024", "xinhua-2021"])
def test_the_page_opens_in_every_part_without_a_report(
    part: str, name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    url = f"sqlite:///{tmp_path}/p.sqlite"
    initialise_database(url, [name])
    page = opened(url, monkeypatch, SCRIPT, part=part)
    assert not page.exception
    said = text_of(page)
    assert load_pack(name).document in said
    expected = {
        "目标": "何时判断",
        "概况和填报": "谁报什么",
        "设置和未定事项": "方案没有写明",
        "预警规则和用词": "用词",
        "与其他方案对照": "项不同",
    }
    assert expected[part] in said
    assert [button.label for button in page.get("download_button")].count("导出") == 1


def test_another_pack_is_chosen_on_the_page(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    url = f"sqlite:///{tmp_path}/p.sqlite"
    initialise_database(url, ["mouding-2023"])
    page = opened(url, monkeypatch, SCRIPT, part="与其他方案对照")
    page.selectbox(key="other").set_value(load_pack("wuzhou-2024").title).run()
    assert "低收入" in text_of(page)
    before = len(text_of(page))
    page.toggle(key="whole").set_value(True).run()
    assert len(text_of(page)) > before
    assert "也列出" in text_of(page)


def test_exact_fractions_are_written_without_loss() -> None:
    assert setting(load_pack("wenshan-2022-2024"), "车间奖补比例").words == "15%"
    assert Fraction("0.15") == load_pack("wenshan-2022-2024").settings.workshop_reward_rate


def test_the_word_about_the_shipped_pack_leads_to_what_differs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    url = f"sqlite:///{tmp_path}/p.sqlite"
    initialise_database(url, [changed_pack(tmp_path, ("return_target = 0.07", "return_target = 0.08"))])
    link = re.search(r'href="/paper\?([^"]+)"', shown(opened(url, monkeypatch, SCRIPT)))
    assert link
    asked = {key: values[0] for key, values in parse_qs(html.unescape(link[1])).items()}
    page = opened(url, monkeypatch, SCRIPT, **asked)
    assert "1项不同" in text_of(page)
    assert "8%" in text_of(page)


def test_a_list_that_the_paper_names_says_who_stands_on_it_and_what_it_waits_for() -> None:
    found = list_table(load_pack("wenshan-2022-2024"), "")
    assert found is not None
    assert [[cell.text for cell in row.cells] for row in found.rows] == [["一对一帮扶", "低于工作线", "启用"]]
    city = list_table(load_pack("wuzhou-2024"), "")
    assert city is not None
    assert not any("_" in cell.text for row in city.rows for cell in row.cells), "words, not the names of rules"
    assert list_table(load_pack("mouding-2023"), "") is None


def test_a_note_does_not_repeat_the_tag_beside_its_title() -> None:
    assert [beside_tag(note, "力争") for note in ("力争", "力争；生产经营净收入", "力争64万亩")] == [
        "",
        "生产经营净收入",
        "力争64万亩",
    ]
    assert beside_tag("力争", "") == "力争"
