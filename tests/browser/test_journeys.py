"""What a user does, in a real browser; every test also fails on console errors and foreign requests."""

from __future__ import annotations

import re
import struct
from pathlib import Path
from urllib.parse import quote

import openpyxl
import pytest
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.browser

PAGES = {
    "": "总览",
    "budget": "预算对比",
    "structure": "支出结构",
    "three_public": "三公经费",
    "score": "自评得分",
    "check": "勾稽核验",
    "source": "报告原文",
}
CHART = ".js-plotly-plot .main-svg"
CHOSEN = "mark.chosen"


def opened(page: Page, address: str, path: str = "") -> Page:
    page.goto(f"{address}/{path}")
    expect(page.locator("h1").first).to_be_visible()
    expect(page.locator("html")).to_have_attribute("data-links", "followed")
    return page


def settled(page: Page) -> Page:
    """Waits until the script has run to its end."""
    expect(page.locator('[data-testid="stApp"]')).to_have_attribute("data-test-script-state", "notRunning")
    return page


@pytest.mark.parametrize(("path", "title"), PAGES.items())
def test_a_page_opens_with_its_charts(page: Page, address: str, path: str, title: str) -> None:
    opened(page, address, path)
    expect(page.locator("h1").first).to_have_text(title)
    expect(page.locator("mark" if path == "source" else CHART).first).to_be_visible()
    settled(page)
    expect(page.locator("html")).to_have_attribute("lang", "zh-CN")


@pytest.mark.parametrize("path", PAGES)
def test_a_page_fits_a_telephone(page: Page, address: str, path: str) -> None:
    page.set_viewport_size({"width": 390, "height": 844})
    settled(opened(page, address, path))
    expect(page.locator("mark" if path == "source" else CHART).first).to_be_visible()
    main = "document.querySelector('[data-testid=stMain]')"
    page.wait_for_function(f"{main}.scrollWidth <= {main}.clientWidth")


def test_a_figure_of_a_table_leads_to_its_marked_sentence_in_one_click(page: Page, address: str) -> None:
    settled(opened(page, address))
    figure = page.locator("a.figure[data-figure]").first
    wanted = figure.get_attribute("data-figure") or ""
    figure.click()
    expect(page.locator(CHOSEN)).to_be_in_viewport()
    expect(page.locator(CHOSEN)).to_have_id(wanted)
    expect(page).to_have_url(re.compile(re.escape(quote(wanted, safe="~"))))


def test_a_bar_leads_to_its_marked_sentence_in_two_clicks(page: Page, address: str) -> None:
    opened(page, address, "budget")
    page.locator(CHART).first.wait_for()
    settled(page)
    page.locator(".barlayer .point path").first.click(force=True)
    sentence = page.locator(".sentence").first
    expect(sentence).to_be_visible()
    number = sentence.locator("mark").inner_text()
    sentence.get_by_text("查看原文").click()
    expect(page.locator(CHOSEN)).to_be_in_viewport()
    expect(page.locator(CHOSEN)).to_have_text(number)


def test_a_marked_figure_of_the_text_can_be_chosen_and_stepped_through(page: Page, address: str) -> None:
    opened(page, address, "source?report=431102-kjgx-2023")
    settled(page)
    page.locator("mark.figure").nth(3).click()
    expect(page.locator(CHOSEN)).to_be_in_viewport()
    first = page.locator(CHOSEN).get_attribute("id")
    page.get_by_role("button", name="下一个").click()
    expect(page.locator(CHOSEN)).not_to_have_id(first or "")
    expect(page.locator(".sentence")).to_be_visible()


def test_the_list_of_figures_is_filtered_by_words(page: Page, address: str) -> None:
    opened(page, address, "source?report=431102-kjgx-2023")
    settled(page)
    page.get_by_role("searchbox").fill("公务接待")
    entries = page.locator(".list button:visible")
    expect(entries.first).to_contain_text("公务接待")
    expect(entries.filter(has_not_text="公务接待")).to_have_count(0)


def test_numbers_that_were_not_extracted_are_outlined_on_demand(page: Page, address: str) -> None:
    opened(page, address, "source?report=431102-kjgx-2023")
    settled(page)
    expect(page.locator(".page.others")).to_have_count(0)
    page.get_by_text("显示未抽取数字").click()
    expect(page.locator(".page.others")).to_have_count(1)
    expect(page).to_have_url(re.compile("others=true"))


def test_the_address_restores_the_view(page: Page, address: str) -> None:
    path = f"three_public?counties={quote('零陵区')}&counties={quote('衡山县')}&basis={quote('人均')}"
    settled(opened(page, address, path))
    finding = page.locator(".finding").first
    expect(finding).to_have_text(re.compile("（有数[12]/2）"))
    before = finding.inner_text()
    page.reload()
    settled(page)
    expect(finding).to_have_text(before)


def test_the_address_of_a_figure_restores_the_highlight(page: Page, address: str) -> None:
    settled(opened(page, address))
    page.locator("a.figure[data-figure]").first.click()
    expect(page.locator(CHOSEN)).to_be_in_viewport()
    settled(page)
    wanted = page.locator(CHOSEN).get_attribute("id") or ""
    page.reload()
    expect(page.locator(CHOSEN)).to_have_id(wanted)
    expect(page.locator(CHOSEN)).to_be_in_viewport()


def test_filters_stay_when_the_page_is_changed(page: Page, address: str) -> None:
    settled(opened(page, address, f"?counties={quote('零陵区')}"))
    page.get_by_role("link", name="预算对比").click()
    expect(page.locator("h1").first).to_have_text("预算对比")
    expect(page).to_have_url(re.compile(f"counties={quote('零陵区')}"))
    labels = page.locator(".ytick")
    expect(labels.filter(has_text="零陵区")).not_to_have_count(0)
    expect(labels.filter(has_not_text="零陵区")).to_have_count(0)


@pytest.mark.parametrize("attempt", range(3))
def test_filters_stay_when_the_page_is_changed_at_once(page: Page, address: str, attempt: int) -> None:
    opened(page, address, f"?counties={quote('零陵区')}&year=2023")
    page.get_by_role("link", name="三公经费").click()  # before the filters have been drawn
    expect(page.locator("h1").first).to_have_text("三公经费")
    settled(page)
    expect(page).to_have_url(f"{address}/three_public?counties={quote('零陵区')}&year=2023")
    expect(page.get_by_test_id("stMultiSelect").first).to_contain_text("零陵区")


def test_the_logo_leads_to_the_first_page_with_the_filters(page: Page, address: str) -> None:
    settled(opened(page, address, f"score?counties={quote('君山区')}&lost=true"))
    page.get_by_test_id("stLogoLink").click()
    expect(page.locator("h1").first).to_have_text("总览")
    expect(page).to_have_url(f"{address}/?counties={quote('君山区')}")


def test_filters_stay_when_the_page_is_changed_on_a_telephone(page: Page, address: str) -> None:
    page.set_viewport_size({"width": 390, "height": 844})
    settled(opened(page, address, f"budget?counties={quote('沅江市')}"))
    page.get_by_test_id("stExpandSidebarButton").click()
    page.get_by_test_id("stSidebarNavLink").get_by_text("支出结构").click()
    expect(page.locator("h1").first).to_have_text("支出结构")
    expect(page).to_have_url(f"{address}/structure?counties={quote('沅江市')}")


def test_another_page_starts_at_its_top(page: Page, address: str) -> None:
    settled(opened(page, address, "budget"))
    page.locator(CHART).first.wait_for()
    main = page.get_by_test_id("stMain")
    main.evaluate("each => each.scrollTo(0, 900)")
    page.get_by_role("link", name="支出结构").click()
    expect(page.locator("h1").first).to_have_text("支出结构")
    expect(page.locator("h1").first).to_be_in_viewport()


def test_an_unknown_county_of_a_link_is_said(page: Page, address: str) -> None:
    settled(opened(page, address, f"budget?counties={quote('不存在县')}"))
    expect(page.get_by_text("链接中的县区“不存在县”未收录")).to_be_visible()


def test_no_english_is_left_on_the_screen(page: Page, address: str) -> None:
    settled(opened(page, address, "budget"))
    page.locator(CHART).first.wait_for()
    words = page.locator("body").inner_text()
    assert [word for word in ("Deploy", "None", "Choose", "nan", "undefined") if word in words] == []


def test_a_search_without_a_match_and_what_is_read_aloud_are_chinese(page: Page, address: str) -> None:
    settled(opened(page, address, f"check?counties={quote('衡山县')}"))
    labels = "[...document.querySelectorAll('[aria-label]')].map((each) => each.ariaLabel)"
    page.wait_for_function(f"() => !{labels}.some((words) => /^[A-Za-z ]+$/.test(words))")
    county = page.get_by_test_id("stMultiSelect").first
    county.locator("input").fill("不存在")
    expect(page.get_by_text("没有匹配的选项")).to_be_visible()


def test_a_downloaded_workbook_opens_and_holds_the_figures(page: Page, address: str, tmp_path: Path) -> None:
    settled(opened(page, address, "budget"))
    page.get_by_role("tab", name="表").first.click()
    with page.expect_download() as download:
        page.get_by_role("button", name="下载 Excel").first.click()
    download.value.save_as(tmp_path / "book.xlsx")
    book = openpyxl.load_workbook(tmp_path / "book.xlsx")
    assert book.sheetnames == ["数据", "明细", "说明"]
    assert book["数据"].max_row >= 6


@pytest.mark.parametrize("button", [".modebar-btn", "a.picture"])
def test_a_saved_picture_has_the_title_above_the_chart(
    page: Page, address: str, tmp_path: Path, button: str
) -> None:
    settled(opened(page, address, "structure"))
    chart = page.locator(".js-plotly-plot").first
    chart.hover()
    box = chart.bounding_box()
    assert box
    with page.expect_download() as download:
        page.locator(button).first.click()
    download.value.save_as(tmp_path / "picture.png")
    _, height = struct.unpack(">II", (tmp_path / "picture.png").read_bytes()[16:24])
    assert height > (box["height"] + 60) * 3


def test_the_open_tab_of_a_card_is_in_the_address(page: Page, address: str) -> None:
    settled(opened(page, address, "structure"))
    page.get_by_role("tab", name="表").nth(1).click()
    expect(page).to_have_url(re.compile(f"tab-basic={quote('表')}"))
    page.reload()
    settled(page)
    expect(page.get_by_role("tab", name="表").nth(1)).to_have_attribute("aria-selected", "true")
    expect(page.get_by_role("tab", name="表").nth(0)).to_have_attribute("aria-selected", "false")


def test_an_open_tab_does_not_follow_to_another_page(page: Page, address: str) -> None:
    settled(opened(page, address, f"structure?tab-basic={quote('表')}&counties={quote('零陵区')}"))
    chosen = page.get_by_test_id("stMultiSelect").get_by_text("零陵区")
    expect(chosen).to_be_visible()  # the browser, too, has taken the filter over from the address
    page.get_by_role("link", name="三公经费").click()
    expect(page.locator("h1").first).to_have_text("三公经费")
    expect(page).to_have_url(re.compile(f"counties={quote('零陵区')}"))
    settled(page)
    expect(page).not_to_have_url(re.compile("tab-"))


def test_a_square_of_the_matrix_shows_its_findings_and_leads_to_the_report(page: Page, address: str) -> None:
    settled(opened(page, address, "check?counties=" + quote("衡山县")))
    page.locator(".scatterlayer .point").first.click(force=True)
    expect(page.get_by_text("再点一次方格取消")).to_be_visible()
    settled(page)
    page.get_by_text("查看原文").first.click()
    expect(page.locator(CHOSEN)).to_be_in_viewport()


def test_the_filter_by_mark_is_kept_in_the_address(page: Page, address: str) -> None:
    settled(opened(page, address, "check"))
    page.get_by_role("button", name="待整改").first.click()
    expect(page.get_by_text("没有符合筛选条件的核验结果")).to_be_visible()
    expect(page).to_have_url(re.compile(f"marked={quote('待整改')}"))
    page.reload()
    expect(page.get_by_text("没有符合筛选条件的核验结果")).to_be_visible()


def test_the_way_back_from_a_report_leads_to_the_same_view(page: Page, address: str) -> None:
    settled(opened(page, address, f"check?findings_page=3&counties={quote('衡山县')}"))
    link = page.get_by_text("查看原文").nth(4)
    link.scroll_into_view_if_needed()
    before = page.url
    link.click()
    expect(page.locator(CHOSEN)).to_be_in_viewport()
    settled(page)
    page.get_by_text("← 返回").click()
    expect(page.locator("h1").first).to_have_text("勾稽核验")
    expect(link).to_be_in_viewport()
    expect(page).to_have_url(before)


def test_a_report_opened_in_a_new_tab_leads_back_to_the_view_it_was_opened_from(
    page: Page, address: str
) -> None:
    settled(opened(page, address, f"check?counties={quote('衡山县')}"))
    with page.context.expect_page() as tab:
        page.get_by_text("查看原文").first.click(modifiers=["Control"])
    report = tab.value
    expect(report.locator(CHOSEN)).to_be_in_viewport()
    settled(report)
    report.get_by_text("← 返回").click()
    expect(report.locator("h1").first).to_have_text("勾稽核验")
    expect(report).to_have_url(page.url)


def test_a_figure_clicked_before_the_components_have_loaded_keeps_the_session(
    page: Page, address: str
) -> None:
    page.route(re.compile("BidiComponent"), lambda _: None)  # never answered, as on a very slow machine
    settled(opened(page, address))
    loaded = page.evaluate("performance.timeOrigin")
    page.locator("a.figure[data-figure]").first.click()
    expect(page.locator("h1").first).to_have_text("报告原文")
    assert page.evaluate("performance.timeOrigin") == loaded


def test_one_step_back_in_the_browser_leaves_the_report(page: Page, address: str) -> None:
    settled(opened(page, address, f"budget?tab-phases={quote('表')}"))
    before = page.url
    page.locator("a.figure[data-figure]:visible").first.click()
    expect(page.locator(CHOSEN)).to_be_in_viewport()
    settled(page)
    page.go_back()
    expect(page.locator("h1").first).to_have_text("预算对比")
    expect(page.locator("a.figure[data-figure]:visible").first).to_be_visible()
    expect(page).to_have_url(before)


def test_the_first_column_of_a_wide_table_stays_in_sight_on_a_telephone(page: Page, address: str) -> None:
    page.set_viewport_size({"width": 390, "height": 844})
    settled(opened(page, address, f"score?view={quote('共性指标')}"))
    wide = page.locator(".table:visible").first
    expect(page.locator(".swipe:visible").first).to_be_visible()
    left = "each => each.getBoundingClientRect().left"
    head = wide.locator("tbody th").first
    before = head.evaluate(left)
    wide.evaluate("each => { each.scrollLeft = 200; }")
    assert wide.evaluate("each => each.scrollLeft") == 200
    assert head.evaluate(left) == before
