"""Every page through ``app.py``, on the sample county: it opens, says what it must, and never shows an English box."""

from __future__ import annotations

import re
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from streamlit.testing.v1 import AppTest

from tests.menu import SCRIPTS as PAGES
from tests.pages.warning_page import size

ROOT = Path(__file__).resolve().parents[2]


def opened(url: str, monkeypatch: pytest.MonkeyPatch, script: str = "", **query: str) -> AppTest:
    monkeypatch.setenv("DASHBOARD_DATABASE_URL", url)
    test = AppTest.from_file(str(ROOT / "app.py"), default_timeout=60)
    if script:
        test.switch_page(str(ROOT / script))
    for key, value in query.items():
        test.query_params[key] = value
    return test.run()


def shown(test: AppTest) -> str:
    """All of our own HTML on the page."""
    return "\n".join(element.proto.body for element in test.get("html"))


def text_of(test: AppTest) -> str:
    """The words of our HTML without its tags and styles."""
    return re.sub(r"<style.*?</style>|<[^>]*>", " ", shown(test), flags=re.DOTALL)


#: pages that ask for no period: what they say holds for all
OVER_ALL_PERIODS = ("指标说明", "工作方案", "外部数据", "上报记录")
EXPLAINED = ("就业", "产业联农带农", "消费帮扶", "村集体经济", "收入", "重点工作", "项目进度", "报送进度")


@pytest.fixture
def county(sample_file: Path) -> str:
    """The sample county, only read."""
    return f"sqlite:///{sample_file}"


@pytest.mark.parametrize("title", PAGES)
def test_a_page_opens_with_its_finding_and_its_context(title: str, county: str, monkeypatch: pytest.MonkeyPatch) -> None:
    page = opened(county, monkeypatch, PAGES[title])
    assert not page.exception
    body = shown(page)
    assert f'<div class="iw-title">{title}</div>' in body
    assert "iw-headline" in body
    start = "" if title in OVER_ALL_PERIODS else "2023年"
    assert re.search(rf'iw-context[^>]*"[^>]*><span>{start}', body)
    assert "错误编号" not in body


@pytest.mark.parametrize("title", EXPLAINED)
def test_a_page_links_to_what_its_indicators_mean(title: str, county: str, monkeypatch: pytest.MonkeyPatch) -> None:
    body = shown(opened(county, monkeypatch, PAGES[title]))
    found = re.search(r'iw-context.*?<a href="(/glossary[^"]+)"', body)
    assert found
    assert parse_qs(urlsplit(found[1]).query)["topic"] == [title]
    page = opened(county, monkeypatch, PAGES["指标说明"], topic=title)
    assert page.selectbox(key="topic").value == title


@pytest.mark.parametrize("title", [title for title in PAGES if title not in ("数据上报", "收入下降预警")])
def test_a_page_hands_out_its_table(title: str, county: str, monkeypatch: pytest.MonkeyPatch) -> None:
    page = opened(county, monkeypatch, PAGES[title])
    assert [button.label for button in page.get("download_button")].count("导出") == 1


def test_the_default_page_is_the_overview(county: str, monkeypatch: pytest.MonkeyPatch) -> None:
    assert '<div class="iw-title">总览</div>' in shown(opened(county, monkeypatch))


def test_the_period_stands_in_the_address(county: str, monkeypatch: pytest.MonkeyPatch) -> None:
    page = opened(county, monkeypatch, PAGES["就业"], period="2023年3月", unit="共和镇")
    assert page.selectbox(key="period").value == "2023年3月"
    assert "2023年3月（时点）" in shown(page)
    assert "<b>共和镇</b>" in shown(page)


def test_no_page_lists_a_name_or_a_number_of_a_person(county: str, monkeypatch: pytest.MonkeyPatch) -> None:
    body = text_of(opened(county, monkeypatch, PAGES["收入下降预警"]))
    assert not re.search(r"\d{17}[\dXx]", body)
    assert not re.search(r"(?<!\d)1[3-9]\d{9}(?!\d)", body)


def test_filters_narrow_the_list_and_the_export_says_how_many(county: str, monkeypatch: pytest.MonkeyPatch) -> None:
    page = opened(county, monkeypatch, PAGES["收入下降预警"])
    whole = size(page)
    page.multiselect(key="level").set_value(["橙"]).run()
    some = size(page)
    assert 0 < some < whole
    assert not re.search(r"iw-lamp iw-yellow.*</tr>", shown(page).split("<tbody>")[-1])
    page.text_input(key="iw-household").set_value("不存在").run()
    assert "没有符合条件的户。筛选条件：橙；户编号含“不存在”。" in shown(page)


def test_the_first_household_of_the_page_has_its_card_until_another_is_chosen(
    county: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = opened(county, monkeypatch, PAGES["收入下降预警"])
    first, second = page.selectbox(key="iw-look").options[:2]
    assert first.startswith("1　")
    assert shown(page).count('class="iw-selected"') == 1
    assert first.split("　")[-1] in card_of(page)
    page.selectbox(key="iw-look").set_value(second).run()
    assert second.split("　")[-1] in card_of(page)
    assert "<td" not in card_of(page)
    assert shown(page).count('class="iw-selected"') == 1
    assert "工资性收入" in text_of(page)
    assert not {"iw-look", "iw-household"} & set(page.query_params)
    assert not any(second.split("　")[-1][2:] in str(value) for value in page.query_params.values())


def card_of(page: AppTest) -> str:
    """The head of the household's card."""
    return next(element.proto.body for element in page.get("html") if 'class="iw-who"' in element.proto.body)


def test_another_page_of_the_list_starts_with_its_own_first_household(county: str, monkeypatch: pytest.MonkeyPatch) -> None:
    page = opened(county, monkeypatch, PAGES["收入下降预警"], page="2")
    assert page.selectbox(key="iw-look").value.startswith("21　")
    assert "第2页，共" in text_of(page)
    beyond = opened(county, monkeypatch, PAGES["收入下降预警"], page="9999")
    assert not beyond.exception
    assert 'class="iw-who"' in shown(beyond)


def test_a_filter_that_finds_nobody_leaves_the_headings_and_no_card(county: str, monkeypatch: pytest.MonkeyPatch) -> None:
    page = opened(county, monkeypatch, PAGES["收入下降预警"])
    page.text_input(key="iw-household").set_value("不存在").run()
    assert "预警原因" in text_of(page)
    assert 'class="iw-who"' not in shown(page)
    assert [button.label for button in page.get("download_button")] == ["导出0户"]


def test_an_empty_database_says_so_and_still_takes_reports(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from services.initialising import initialise_database

    url = f"sqlite:///{tmp_path / 'empty.sqlite'}"
    initialise_database(url, ["mouding-2023"])
    empty = opened(url, monkeypatch)
    assert "还没有单位报送" in text_of(empty)
    assert '<div class="iw-title">总览</div>' in shown(empty)
    page = opened(url, monkeypatch, PAGES["数据上报"])
    assert not page.exception
    assert len(page.get("file_uploader")) == 1


def test_a_fault_gets_a_number_and_no_english(
    county: str, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    import services.views.answering as answering

    def broken(*_: object, **__: object) -> None:
        raise ZeroDivisionError("张三 532323199001010006")

    monkeypatch.setattr(answering, "evaluate", broken)
    page = opened(county, monkeypatch)
    found = re.search(r"出错了，数据没有改动。错误编号 ([0-9A-F]{4})，请把编号告诉管理员。", text_of(page))
    assert found
    assert not page.exception
    assert found.group(1) in caplog.text
    assert "张三" not in caplog.text
    assert "532323199001010006" not in caplog.text


def test_a_page_outside_the_shell_shows_nothing(county: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DASHBOARD_DATABASE_URL", county)
    page = AppTest.from_file(str(ROOT / PAGES["就业"]), default_timeout=60).run()
    assert "请从首页进入" in text_of(page)
    assert "iw-table" not in shown(page)


def waiting_upload(url: str, *names: str) -> str:
    """The token of an upload of our own wrong samples."""
    from data_access.reading.grid import WorkbookFile
    from services.previews import prepare
    from services.views.uploading import NOBODY
    from services.workspace import open_workspace

    folder = ROOT / "sample_data" / "uploads"
    files = [
        WorkbookFile(name=entry.name, content=entry.read_bytes())
        for entry in sorted(folder.iterdir())
        if entry.name[0] in names
    ]
    return prepare(open_workspace(url), files, by=NOBODY)


def test_an_open_question_is_answered_by_a_button_and_the_same_file_stays_in_sight(
    sample_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = opened(sample_url, monkeypatch, PAGES["数据上报"], check=waiting_upload(sample_url, "5", "6"))
    asked = next(label for label in page.selectbox(key="iw-look-at").options if "报告期不一" in label)
    page.selectbox(key="iw-look-at").set_value(asked).run()
    assert f"{asked}：请选定期间" in shown(page)
    page.button(key="iw-settle-period-2023-05").click().run()
    assert not page.exception
    assert page.selectbox(key="iw-look-at").value == asked
    assert f'iw-card-title">{asked}：' in shown(page)
    assert "须写明原因" in text_of(page)


def test_nothing_is_given_up_where_only_the_reason_is_missing(sample_url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    page = opened(sample_url, monkeypatch, PAGES["数据上报"], check=waiting_upload(sample_url, "5"))
    page.button(key="iw-settle-period-2023-05").click().run()
    page.button(key="iw-confirm").click().run()
    assert "请先写明原因，再确认入库" in text_of(page)
    assert "回执号" not in text_of(page)
    page.text_input(key="iw-reason").set_value("已核实").run()
    page.button(key="iw-confirm").click().run()
    assert "第2版" in text_of(page)
    assert "入库后的指标已更新" in text_of(page)


def test_an_upload_with_nothing_to_store_says_so(sample_url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    page = opened(sample_url, monkeypatch, PAGES["数据上报"], check=waiting_upload(sample_url, "1"))
    assert page.button(key="iw-confirm").disabled
    assert page.button(key="iw-confirm").label == "没有可入库的文件"


def test_a_year_outside_the_pack_is_not_called_unreported(county: str, monkeypatch: pytest.MonkeyPatch) -> None:
    page = opened(county, monkeypatch, period="2022年6月")
    assert "本方案未给牟定县设2022年目标，只列数，不亮灯。" in text_of(page)
    assert "目标清单" not in text_of(page)
