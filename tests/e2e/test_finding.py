"""Finding, keeping, taking along, changing at once: what people would otherwise do in a spreadsheet."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import parse_qs, urlsplit
from uuid import uuid4

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from sheets.reader import CellKind, read
from tests.e2e.conftest import DESK, PHONE, sign_in
from tests.e2e.hands import SLOW, Hands
from vn.text import fold

OFFICER, CODE = "chuyenvien", "DA-0172"
NOT_STARTED = "/du-an/?tinh_trang=not_started&sap=ten"


@pytest.fixture
def page(signed_in: Callable[[str], BrowserContext]) -> Iterator[Page]:
    """A tab of the specialist."""
    page = signed_in(OFFICER).new_page()
    page.set_default_timeout(SLOW)
    yield page
    page.close()


@pytest.fixture(scope="module")
def plain(browser: Browser, address: str) -> Iterator[Page]:
    """A tab of the specialist in a browser that runs no script."""
    context = browser.new_context(viewport=PHONE, locale="vi-VN", java_script_enabled=False)
    page = context.new_page()
    page.set_default_timeout(SLOW)
    sign_in(page, address, OFFICER)
    yield page
    context.close()


def names(page: Page) -> list[str]:
    return page.locator("main table.projects a.pn").all_inner_texts()


def test_words_lead_to_things_whatever_their_accents(page: Page, address: str) -> None:
    page.goto(f"{address}/du-an/{CODE}/")
    name = page.locator("h1").inner_text()
    hands = Hands(page)
    hands.press("/")
    hands.type(fold(name))
    expect(page.locator("#goi-y [role=option]").first).to_be_visible(timeout=SLOW)
    hands.press("Enter")
    page.wait_for_url(lambda url: "/tim-kiem/" in url or CODE in url)
    expect(page.locator("main")).to_contain_text(name)


def test_an_exact_code_opens_its_project(page: Page, address: str) -> None:
    page.goto(f"{address}/viec-hom-nay/")
    hands = Hands(page)
    hands.press("/")
    hands.type(CODE.lower())
    hands.press("Enter")
    page.wait_for_url(f"**/du-an/{CODE}/")


def test_a_list_is_kept_and_taken_along_as_it_is_shown(
    page: Page, address: str, tmp_path: Path
) -> None:
    page.set_viewport_size(DESK)
    page.goto(f"{address}{NOT_STARTED}&cot=ten,ma,von,dien_tich&dong=100")
    shown, kept = names(page), f"Chưa khởi công {uuid4().hex[:4]}"
    assert shown
    assert page.locator("main table.projects thead th").first.inner_text() == "Tên dự án"
    page.click("text=Lưu bộ lọc này")
    page.fill("input[name=name]", kept)
    page.press("input[name=name]", "Enter")
    page.wait_for_url("**/du-an/?**")
    page.goto(f"{address}/du-an/")
    page.click(f"text={kept}")
    page.wait_for_url("**tinh_trang=not_started**")
    assert names(page) == shown
    query = urlsplit(page.url).query
    assert parse_qs(query)["cot"] == ["ten,ma,von,dien_tich"]
    with page.expect_download() as coming:
        page.evaluate("url => { location.href = url }", f"/du-an/xuat/?{query}")
    file = tmp_path / "danh-muc.xlsx"
    coming.value.save_as(file)
    sheet = read(file)[0].rows
    header = next(row for row in sheet if row[0].text == "Tên dự án")
    body = sheet[header[0].row + 1 :][: len(shown)]
    titles = [cell.text for cell in header]
    # What stands in small under the name is a column of its own in a workbook.
    assert titles[1:5] == ["Nhà đầu tư", "Mã", "Vốn (tỷ đồng)", "Diện tích (ha)"]
    assert [row[0].text for row in body] == shown
    assert {row[3].kind for row in body} <= {CellKind.NUMBER, CellKind.EMPTY}
    page.click("main nav.saved a[href$='/xoa/']")
    page.click("main form button.danger")
    page.wait_for_url("**/du-an/**")
    assert page.locator(f"text={kept}").count() <= 1


def test_many_are_changed_at_once_and_changed_back(page: Page, address: str) -> None:
    page.set_viewport_size(DESK)
    page.goto(f"{address}{NOT_STARTED}&cot=ma,ten,linh_vuc")
    before = page.locator("main table.projects tbody").inner_text()
    for box in page.locator("main tbody input[name=du_an]").all()[:3]:
        box.check()
    page.click("main summary:has-text('Đổi nhiều dự án')")
    page.click("main details[open] button[form=chon-nhieu] >> nth=0")
    page.wait_for_url("**/du-an/doi-nhieu/**")
    page.click("main nav.views a:has-text('Lĩnh vực')")
    page.wait_for_load_state()
    hands = Hands(page)
    hands.fill(value="Môi trường, cấp nước", reason="Rà soát lại lĩnh vực (thử)")
    hands.send_after_a_look()
    page.wait_for_url("**/du-an/thay-doi-nhieu/*/**")
    if page.locator("main form.card [name=reason]").count():
        page.fill("main form.card [name=reason]", "Thử xong")
    page.click("main form.card button.danger")
    expect(page.locator("main form.card button.danger")).to_have_count(0, timeout=SLOW)
    page.goto(f"{address}{NOT_STARTED}&cot=ma,ten,linh_vuc")
    assert page.locator("main table.projects tbody").inner_text() == before


def test_the_map_asks_what_the_list_asks(page: Page, address: str) -> None:
    page.set_viewport_size(DESK)
    page.goto(f"{address}/du-an/?tinh_trang=not_started")
    page.click("main a:has-text('Bản đồ')")
    page.wait_for_url("**/ban-do/?**tinh_trang=not_started**")
    marks = page.locator("main svg a").count()
    assert marks > 0
    page.click("main a:has-text('Dạng danh sách')")
    page.wait_for_url("**/du-an/?**tinh_trang=not_started**")


PLAIN = {
    "registry": "/du-an/?tinh_trang=not_started",
    "groups": "/du-an/?nhom=linh_vuc",
    "comparison": "/du-an/?so_voi=2026-10-31",
    "columns": "/du-an/cot/",
    "investors": "/nha-dau-tu/",
    "flags": "/canh-bao/",
    "map": "/ban-do/?khung=106.5,21.7,106.9,22.0",
    "search": "/tim-kiem/?q=nha+may",
    "calls": "/moi-goi-dau-tu/",
    "imports": "/nhap-excel/",
    "published figures": "/so-lieu-cong-bo/",
    "competitiveness": "/chi-so-pci/",
    "changes of many": "/du-an/thay-doi-nhieu/",
}


@pytest.mark.parametrize("path", PLAIN.values(), ids=PLAIN.keys())
def test_a_list_works_without_scripts(plain: Page, address: str, path: str) -> None:
    answer = plain.goto(address + path)
    assert answer is not None
    assert answer.status == 200
    assert plain.locator("main h1").is_visible()
    assert plain.locator("main [aria-busy=true]").count() == 0


def test_a_list_is_filtered_without_scripts(plain: Page, address: str) -> None:
    plain.goto(f"{address}/du-an/")
    plain.click("main a[href='#bo-loc'], main summary:has-text('Bộ lọc')")
    plain.select_option("main form select[name=tinh_trang]", "not_started")
    plain.click("main form.filters button:has-text('Lọc'), main form button:has-text('Lọc')")
    plain.wait_for_url("**tinh_trang=not_started**")
    assert names(plain)
