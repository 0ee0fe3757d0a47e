"""In a real browser: typing survives the end of the sign-in, a closed tab, and a colleague."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Locator, Page, expect

from accounts.demo import DEMO_PASSWORD
from tests.e2e.conftest import DESK, sign_in
from tests.e2e.test_pages import MODES, look

ME, COLLEAGUE = "chuyenvien", "lanhdaoso"
SAVED = "[data-draft-status]:has-text('Đã lưu nháp lúc')"


@pytest.fixture
def mine(browser: Browser, address: str) -> Iterator[BrowserContext]:
    """A browser of my own, because its sign-in comes to an end."""
    context = browser.new_context(viewport=DESK, locale="vi-VN", reduced_motion="reduce")
    context.set_default_timeout(15_000)
    page = context.new_page()
    sign_in(page, address, ME)
    page.close()
    yield context
    context.close()


def form_of(context: BrowserContext, address: str, number: int) -> Page:
    """The edit page of the project on that line of the registry, in a new tab."""
    page = context.new_page()
    page.goto(f"{address}/du-an/?tinh_trang=not_started")
    link = page.locator("main a.pn").nth(number).get_attribute("href")
    page.goto(f"{address}{link}sua/")
    return page


def box(page: Page, name: str) -> Locator:
    return page.locator(f"main form [name={name}]")


def test_typing_survives_a_closed_tab(mine: BrowserContext, address: str) -> None:
    page = form_of(mine, address, 0)
    where, before = page.url, box(page, "name").input_value()
    box(page, "name").fill("Gõ rồi đóng thẻ")
    page.wait_for_selector(SAVED)
    page.close()
    page = mine.new_page()
    page.goto(where)
    expect(box(page, "name")).to_have_value(before)
    look(page, where, {"highest contrast, dark, largest": MODES["highest contrast, dark, largest"]})
    page.set_viewport_size(DESK)
    page.get_by_role("link", name="Dùng bản nháp").click()
    expect(box(page, "name")).to_have_value("Gõ rồi đóng thẻ")
    page.get_by_role("button", name="Bỏ bản nháp").click()
    expect(box(page, "name")).to_have_value(before)
    expect(page.get_by_role("link", name="Dùng bản nháp")).to_have_count(0)


def test_typing_survives_the_end_of_the_sign_in(mine: BrowserContext, address: str) -> None:
    page = form_of(mine, address, 1)
    where = page.url
    box(page, "location_text").fill("Thôn Nà Sản, gõ trước khi hết phiên")
    mine.clear_cookies(name="sessionid")
    page.get_by_role("button", name="Lưu dự án").click()
    page.wait_for_url("**/dang-nhap/**")
    page.fill("input[name=login]", ME)
    page.fill("input[name=password]", DEMO_PASSWORD)
    page.press("input[name=password]", "Enter")
    page.wait_for_url(lambda url: url.startswith(where))
    expect(box(page, "location_text")).to_have_value("Thôn Nà Sản, gõ trước khi hết phiên")
    page.get_by_role("button", name="Lưu dự án").click()
    page.wait_for_url(lambda url: "/sua/" not in url)
    expect(page.locator("main")).to_contain_text("Thôn Nà Sản, gõ trước khi hết phiên")


def test_two_people_choose_box_by_box(
    mine: BrowserContext, signed_in: Callable[[str], BrowserContext], address: str
) -> None:
    page = form_of(mine, address, 2)
    other = signed_in(COLLEAGUE).new_page()
    other.goto(page.url)
    for each, words in ((other, "Của đồng nghiệp"), (page, "Của tôi")):
        box(each, "name").fill(f"{words}: tên")
        box(each, "location_text").fill(f"{words}: địa điểm")
    other.get_by_role("button", name="Lưu dự án").click()
    other.wait_for_url(lambda url: "/sua/" not in url)
    page.get_by_role("button", name="Lưu dự án").click()
    expect(page.locator("h1")).to_have_text("Có người vừa lưu trước anh/chị")
    page.locator("input[name=chon-location_text][value=theirs]").check()
    page.get_by_role("button", name="Lưu dự án").click()
    page.wait_for_url(lambda url: "/sua/" not in url)
    expect(page.locator("main")).to_contain_text("Của tôi: tên")
    expect(page.locator("main")).to_contain_text("Của đồng nghiệp: địa điểm")
    other.close()
