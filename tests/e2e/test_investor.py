"""The first investor and the first leader, on a telephone, in a real browser."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pypdfium2
import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, Page

from tests.e2e.conftest import PHONE, sign_in
from tests.e2e.test_pages import MODES, SPILLS

TOUCH: dict[str, Any] = {
    "viewport": PHONE,
    "is_mobile": True,
    "has_touch": True,
    "locale": "vi-VN",
    "reduced_motion": "reduce",
}


@pytest.fixture(scope="module")
def telephone(browser: Browser, address: str) -> Iterator[BrowserContext]:
    """The investor's telephone."""
    context = browser.new_context(**TOUCH)
    page = context.new_page()
    sign_in(page, address, "nhadautu")
    assert page.url == f"{address}/du-an-cua-toi/"
    page.close()
    yield context
    context.close()


def check(page: Page) -> None:
    """Axe finds nothing in two modes, and nothing spills sideways."""
    for name in ("light", "highest contrast, dark, largest"):
        page.evaluate("a => Object.assign(document.documentElement.dataset, a)", MODES[name])
        found = Axe().run(page)
        assert found.violations_count == 0, f"{page.url} {name}: {found.generate_report()}"
        assert page.evaluate(SPILLS) <= 0, f"{page.url} spills sideways, {name}"
    page.evaluate("a => Object.assign(document.documentElement.dataset, a)", MODES["light"])


def text(page: Page, selector: str = "main") -> str:
    return page.locator(selector).inner_text()


def test_an_investor_reads_the_own_projects(telephone: BrowserContext, address: str) -> None:
    page = telephone.new_page()
    page.set_default_timeout(20_000)
    page.goto(f"{address}/du-an-cua-toi/")
    check(page)

    stopped = page.locator("main li", has_text="Chưa khởi công").filter(has_text="Kè Sơn")
    stopped.get_by_role("link").click()
    clocks = text(page, "#dong-ho")
    assert re.search(r"Nhà đầu tư: [\d.]+ ngày · Nhà nước: [1-9]\d* ngày", clocks)
    assert page.locator("#dong-ho svg.chart:visible").count() >= 1
    assert "Sở Tài chính" in text(page)
    check(page)
    page.close()


def test_an_investor_opens_the_own_document(telephone: BrowserContext, address: str) -> None:
    page = telephone.new_page()
    page.set_default_timeout(20_000)
    page.goto(f"{address}/du-an-cua-toi/")
    page.locator("main a", has_text="Cửa hàng xăng dầu").click()
    assert "Cần làm ngay" in text(page)
    with page.expect_download() as coming:
        page.locator("section", has_text="Tài liệu").locator("a.btn").first.click()
    assert Path(coming.value.path()).read_bytes().startswith(b"%PDF")
    page.locator("section", has_text="Tài liệu").locator("li a strong").first.click()
    page.wait_for_url("**/tai-lieu/*/")
    check(page)
    page.locator("nav.crumb a").first.click()
    page.wait_for_url("**/du-an-cua-toi/*/")
    page.close()


def test_anybody_looks_a_project_up(
    telephone: BrowserContext, browser: Browser, address: str
) -> None:
    own = telephone.new_page()
    own.goto(f"{address}/du-an-cua-toi/")
    own.locator("main a", has_text="Cửa hàng xăng dầu").click()
    code = own.url.rstrip("/").rsplit("/", 1)[-1]
    own.locator("summary", has_text="Thông tin dự án").click()
    number = re.search(r"\b99\d{8}\b", text(own))
    assert number
    own.close()

    context = browser.new_context(**TOUCH)
    page = context.new_page()
    page.goto(f"{address}/dang-nhap/")
    page.get_by_role("link", name="Tra cứu dự án").click()
    check(page)
    page.get_by_label("Mã dự án").fill(code.lower())
    page.get_by_label("Số giấy chứng nhận").fill(f"{number[0][:4]} {number[0][4:]}")
    page.get_by_role("button", name="Tra cứu").click()
    assert "Cửa hàng xăng dầu" in text(page, "section[role=status]")
    assert "Sở Tài chính" in text(page)
    check(page)
    page.get_by_label("Số giấy chứng nhận").fill("1")
    page.get_by_role("button", name="Tra cứu").click()
    assert "Không tìm thấy" in text(page)
    check(page)
    context.close()


def test_a_leader_takes_the_report_home_with_one_tap(browser: Browser, address: str) -> None:
    context = browser.new_context(**TOUCH)
    page = context.new_page()
    page.set_default_timeout(20_000)
    sign_in(page, address, "lanhdaotinh")
    button = page.get_by_role("link", name=re.compile("Tải báo cáo tháng"))
    # The worker renders the month's first report while the other tests run.
    for _ in range(60):
        if button.count():
            break
        page.wait_for_timeout(1_000)
        page.reload()
    box = button.bounding_box()
    assert box
    assert box["y"] + box["height"] < PHONE["height"], "the report is below the first screen"
    # Five figures of the registry, two of target 3 and four of public investment.
    assert page.locator(".kpi .v").count() == 5 + 2 + 4
    said = re.search(r"PDF, (\d+) trang", button.inner_text())
    assert said
    with page.expect_download() as coming:
        button.tap()
    assert re.fullmatch(r"bao-cao-thang-\d\d-\d{4}-lan-\d+\.pdf", coming.value.suggested_filename)
    content = Path(coming.value.path()).read_bytes()
    assert content.startswith(b"%PDF")
    assert len(pypdfium2.PdfDocument(content)) == int(said[1])
    check(page)
    context.close()
