"""指标说明: formulas and targets in words from their declarations; the page answers without a single report."""

from __future__ import annotations

import re
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from data_access.sheets import load_sheets
from metrics.catalogue import Condition, Indicator, Measure, load_catalogue
from metrics.packs import Pack, Target, load_pack
from metrics.settings import Settings
from services.exports.table_workbook import table_workbook
from services.initialising import initialise_database
from services.views.glossary import Entry, card, entry_table, found, topics
from services.views.glossary_asking import Glossary, glossary
from services.views.glossary_formula import COUNTED, SETTINGS, Wording
from services.views.glossary_targets import alike, population, target_words, when, years
from services.views.model import sentence
from tests.pages.test_pages import opened, shown, text_of

SCRIPT = "pages/explanations/glossary.py"
PACK = load_pack("mouding-2023")
CATALOGUE, SHEETS = load_catalogue(), load_sheets()
NAMES = {"532323101000": "共和镇", "532323102000": "新桥镇", "532323202000": "戌街乡", "532323203000": "安乐乡"}
WORDING = Wording(CATALOGUE, SHEETS, PACK.settings)


def formula(name: str, settings: Settings | None = None) -> str:
    wording = WORDING if settings is None else Wording(CATALOGUE, SHEETS, settings)
    return wording.formula(CATALOGUE.indicators[name])


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("employment.transfer_total", "“转移就业人数（合计）”之和"),
        (
            "employment.lifted_employment_rate",
            "“脱贫劳动力（转移就业合计）”之和 ÷ “脱贫劳动力（总数）”之和 × 100",
        ),
        ("employment.zero_job_households", "“有劳动力且有就业意愿户数”之和 − “至少1人稳定就业户数”之和"),
        ("income.operating_per_capita", "（“生产经营性收入”之和 − “生产经营性支出”之和）÷ “家庭人口数”之和"),
        ("consumption.quota_completion", "（“已采购（832平台）”之和 + “已采购（协议采购）”之和）÷ “预留采购份额”之和 × 100"),
        ("employment.workshops", "报送的车间数"),
        ("industry.projects", "报送的项目数（按项目编号计，不重复）"),
        ("collective.mean_total", "“总收入”之和 ÷ 报送的村数"),
        ("collective.share_total_5", "“总收入”不低于5万元的村数 ÷ 报送的村数 × 100"),
        ("industry.villages_without_pioneer", "“致富带头人（总数）”低于1人的村数"),
        ("income.idle_labour_households", "“劳动力人数”大于0人且“务工人数”为0人的户数"),
        ("industry.central_share", "“用于产业”之和 ÷ “财政投资”之和 × 100，只计“资金类别”为中央衔接资金的项目"),
        (
            "consumption.partner_sales",
            "“单位性质”为东部协作地区、中央定点帮扶单位、省级定点帮扶单位的采购记录的“采购金额（本年累计）”之和",
        ),
        ("employment.public_post_pay_min", "各行“公益性岗位（最低补贴标准）”的最小值"),
        ("collective.median_total", "各行“总收入”的中位数"),
        (
            "income.net_growth",
            "（本期“人均纯收入” − 上年同期“人均纯收入”）÷ 上年同期“人均纯收入” × 100",
        ),
        ("income.below_line_share", "“人均纯收入低于监测线户数” ÷ 可折算年人均纯收入的户数 × 100"),
        ("income.operating_drop_points", "本地“生产经营收入下降户占比”高于全域的百分点数（不高于的为0）×（−0.5）"),
        ("employment.workshop_reward_paid_rate", "“已兑付奖补金额”之和 ÷ “应兑付车间奖补” × 100"),
        ("reporting.first_pass_rate", "首个版本之前没有退回记录的份数 ÷ 已报送份数 × 100"),
        ("task:CODE", "“累计完成”：取全域行，无全域行的把可加总单位的各行相加"),
    ],
)  # fmt: skip
def test_every_form_of_a_formula_has_its_words(name: str, words: str) -> None:
    assert formula(name) == words


def test_what_a_pack_rules_stands_in_the_formula_and_so_does_what_it_leaves_open() -> None:
    ruled = Settings(workshop_reward_rate=Fraction("0.15"), workshop_min_workers=Fraction(5), workshop_min_months=Fraction(1))
    said = formula("employment.workshop_reward_due", ruled)
    assert said.startswith("“脱贫劳动力”不低于方案规定的最少吸纳人数（本方案5人）且“稳定就业月数”不低于")
    assert said.endswith("的车间的“支付脱贫劳动力工资”之和 × 方案规定的奖补比例（本方案15%）")
    assert "÷“财政投资”低于方案规定的收益率（本方案7%）的项目数" in formula("industry.projects_below_return")
    assert "（本方案未规定）" in formula("employment.workshop_reward_due")


def test_an_ungrouped_condition_of_one_side_only_stays_with_its_side() -> None:
    measure = Measure(sum=("industry_projects.paid",), where=(Condition(field="progress", op="=", value="见效"),))
    indicator = CATALOGUE.indicators["industry.payment_rate"].model_copy(update={"numerator": measure})
    assert WORDING.formula(indicator) == "“项目进度”为见效的项目的“资金支出”之和 ÷ “财政投资”之和 × 100"


@pytest.mark.parametrize("indicator", CATALOGUE.indicators.values(), ids=lambda entry: entry.id)
def test_no_formula_is_empty_or_english(indicator: Indicator) -> None:
    said = WORDING.formula(indicator)
    assert said
    assert not re.search(r"[A-Za-z_]{2,}", said)
    assert said.count("（") == said.count("）")


def test_every_counted_sheet_and_every_setting_of_a_formula_is_worded() -> None:
    measures = [measure for entry in CATALOGUE.indicators.values() for measure in CATALOGUE.measures_of(entry)]
    assert {measure.count for measure in measures if measure.count} <= set(COUNTED)
    assert {name for measure in measures for name in measure.settings} <= set(SETTINGS)


def aim(**fields: Any) -> Target:
    known = {
        "code": "X-1", "title": "某项", "op": ">=", "value": 100, "unit": "%", "kind": "threshold", "scope": "pack root", "year": 2023,
    }  # fmt: skip
    return Target.model_validate(known | fields)


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({}, "不低于100%"),
        ({"op": "<=", "value": 0, "unit": "人"}, "不超过0人"),
        ({"op": ">", "value": {"reference": "全省农民收入增速"}, "kind": "reference"}, "高于全省农民收入增速"),
        ({"op": "about", "value": 7, "tolerance": 1}, "7%左右（向下容许1个百分点）"),
        ({"op": "about", "value": 70, "tolerance": 5, "tolerance_both": True}, "70%左右（上下容许5个百分点）"),
        ({"op": "between", "value": [65, 75]}, "65—75%"),
        ({"op": "not below last period", "value": None, "kind": "floor"}, "不低于上期"),
        ({"op": "rule", "value": Fraction("-0.5"), "unit": "分/百分点", "kind": "rule"}, "按规则计分，−0.5分/百分点"),
        ({"op": "list", "value": None, "kind": "list", "scope": "every household"}, "列出名单"),
        ({"op": "<", "value": 8000, "unit": "元/人", "kind": "line", "scope": "every household"}, "低于8,000元/人的列入名单"),
        ({"scope": "every village", "stretch": True}, "每个村不低于100%（力争）"),
        ({"scope": "532323101000", "value": 2000, "unit": "亩"}, "共和镇不低于2,000亩"),
    ],
)  # fmt: skip
def test_every_kind_of_target_has_its_words(fields: dict[str, Any], words: str) -> None:
    assert target_words([aim(**fields)], NAMES) == words


def test_targets_that_differ_only_in_their_place_are_said_once() -> None:
    places = [aim(scope=code, value=2000, unit="亩", note=name) for code, name in list(NAMES.items())[:2]]
    groups = alike([aim(value=8000, unit="亩"), *places])
    assert [target_words(group, NAMES) for group in groups] == ["不低于8,000亩", "共和镇、新桥镇各不低于2,000亩"]
    assert len(alike([places[0], aim(scope="532323102000", value=1000, unit="亩")])) == 2


def test_from_when_on_a_target_is_judged() -> None:
    assert when(aim(), cumulative=False) == "每期判断"
    assert when(aim(), cumulative=True) == "12月到期"
    assert when(aim(due=9), cumulative=False) == "9月到期"
    assert when(aim(kind="progress"), cumulative=True) == "按序时进度每期判断"
    assert when(aim(kind="floor"), cumulative=True) == "每期判断"
    assert when(aim(kind="list", op="list"), cumulative=True) == "不亮灯"
    assert years(aim(from_year=2022, year=2024)) == "2022—2024年"
    assert population(aim(scope="every village", list=[], population="低收入户")) == "低收入户，名单未登记，不可比"


@pytest.fixture(scope="module")
def made() -> Glossary:
    return glossary(PACK, CATALOGUE, SHEETS, NAMES)


def of(made: Glossary, name: str) -> Entry:
    return next(entry for entry in made.entries if entry.id == name)


def test_every_indicator_and_every_target_of_the_pack_stands_in_it_once(made: Glossary) -> None:
    names = [entry.id for entry in made.entries]
    assert len(set(names)) == len(names)
    assert {name for name in CATALOGUE.indicators if name != "task:CODE"} <= set(names)
    assert sum(entry_aim.count for entry in made.entries for entry_aim in entry.aims) == len(PACK.targets)
    assert {target.indicator for target in PACK.targets} <= set(names)


def test_the_headline_counts_what_is_judged(made: Glossary) -> None:
    judged = {target.indicator for target in PACK.targets}
    said = sentence(made.page.headline)
    assert said.startswith(f"本方案考核{len(PACK.targets)}项目标，用到{len(judged)}项指标、5张报表；")


def test_an_entry_says_source_kind_and_what_stands_in_for_a_missing_report(made: Glossary) -> None:
    total = of(made, "employment.transfer_total")
    assert total.sources == (("农村劳动力转移就业月报表", "转移就业人数（合计）"),)
    assert (total.kind, total.carried) == ("时点", "缺报单位沿用同年最近一期")
    assert total.aims[0].words == "不低于87,500人"
    assert (of(made, "employment.returned").kind, of(made, "employment.returned").carried) == ("当月", "当月数，缺报不沿用")
    assert of(made, "income.net_per_capita").carried == "缺报不沿用"
    assert of(made, "income.drop_households").sources[0][1] == "户编号、家庭纯收入、家庭人口数"
    assert of(made, "task:PUB-M06").title == "创建并表彰美丽村庄"
    assert of(made, "projects.count").topic == "项目进度"
    assert of(made, "industry.greenhouse").aims[1].words == "戌街乡、安乐乡、共和镇、新桥镇各不低于2,000亩"


def test_plain_words_find_indicators_by_title_formula_field_and_office(made: Glossary) -> None:
    assert [entry.id for entry in found(made.entries, words="大棚 安乐乡")] == ["industry.greenhouse"]
    assert of(made, "employment.certified_rate") in found(made.entries, words="取得证书人数")
    assert all(entry.aims for entry in found(made.entries, words="县水务局"))
    assert {entry.topic for entry in found(made.entries, topic="收入")} == {"收入"}
    assert {entry.sources[0][0] for entry in found(made.entries, sheet="就业帮扶车间台账")} == {"就业帮扶车间台账"}
    assert found(made.entries, words="没有这样的词") == []


def test_the_table_groups_by_page_and_the_card_says_everything(made: Glossary) -> None:
    table = entry_table(made.entries, "")
    groups = [row.cells[0].text for row in table.rows if row.kind == "group"]
    assert (
        groups
        == list(topics(made.entries))
        == ["就业", "产业联农带农", "消费帮扶", "村集体经济", "收入", "重点工作", "项目进度", "报送进度"]
    )
    first = table.rows[1].cells
    assert first[0].href == "/glossary?indicator=employment.transfer_total"
    assert first[4].text == "不低于87,500人，每期判断　二(六)，县人力资源和社会保障局"
    lines = {row.cells[0].text: row.cells[1].text for row in card(of(made, "collective.median_total")).rows}
    assert lines["本方案目标"] == "本方案未设目标"
    assert lines["计算公式"] == "各行“总收入”的中位数"


def test_the_whole_list_and_every_sheet_leave_as_a_workbook(made: Glossary) -> None:
    tables = [made.page.table, *(guide.fields for guide in made.guides), *(guide.rules for guide in made.guides)]
    assert table_workbook(tables, printed="").startswith(b"PK")
    assert len(made.page.table.rows) >= len(made.entries)


def test_a_sheet_says_of_whom_until_when_and_which_indicators_use_a_field(made: Glossary) -> None:
    guides = {guide.title: guide for guide in made.guides}
    assert len(guides) == 10
    assert (
        "按季报送，3月31日、6月30日、9月30日、12月30日前；填报单位：各乡镇。"
        in guides["脱贫人口和监测对象家庭收入监测表"].lines[0]
    )
    assert "填报单位：县财政局。" in guides["预算单位食堂采购预留份额表"].lines[0]
    fields = {row.cells[1].text: row.cells for row in guides["就业帮扶车间台账"].fields.rows}
    assert fields["其中：脱贫劳动力"][7].text.startswith("帮扶车间吸纳脱贫劳动力、")
    assert fields["支付脱贫劳动力工资"][4].text == "本年累计"
    people = {row.cells[1].text: row.cells for row in guides["脱贫人口和监测对象家庭收入监测表"].fields.rows}
    assert "显示时遮盖" in people["户主证件号码"][6].text
    assert all(row.cells[3].text for guide in made.guides for row in guide.rules.rows)


def test_a_sheet_that_the_pack_does_not_list_is_left_out(made: Glossary) -> None:
    from dataclasses import replace

    fewer: Pack = replace(PACK, sheets={name: plan for name, plan in PACK.sheets.items() if name != "workshops"}, targets=())
    small = glossary(fewer, CATALOGUE, SHEETS, NAMES)
    assert not [entry for entry in small.entries if entry.id.startswith("employment.workshop")]
    assert sentence(small.page.headline).startswith("本方案未设目标，")
    assert len(small.entries) < len(made.entries)
    assert "task:CODE" in {entry.id for entry in small.entries}


def test_the_page_answers_before_the_first_report(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    url = f"sqlite:///{tmp_path / 'empty.sqlite'}"
    initialise_database(url, ["mouding-2023"])
    page = opened(url, monkeypatch, SCRIPT)
    assert not page.exception
    assert "本方案考核" in text_of(page)
    page.text_input(key="words").set_value("大棚").run()
    assert "指标　1项" in text_of(page)
    page.text_input(key="words").set_value("没有这样的词").run()
    assert "没有符合条件的指标。筛选条件：含“没有这样的词”。" in shown(page)
    page.segmented_control(key="part").set_value("报表").run()
    assert "校验规则" in text_of(page)


def test_an_address_leads_to_one_indicator(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    url = f"sqlite:///{tmp_path / 'empty.sqlite'}"
    initialise_database(url, ["mouding-2023"])
    page = opened(url, monkeypatch, SCRIPT, indicator="industry.greenhouse")
    assert "产业联农带农　新建设施大棚" in text_of(page)
    assert "没有这项指标" in text_of(opened(url, monkeypatch, SCRIPT, indicator="nothing"))
