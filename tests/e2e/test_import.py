"""A workbook by keyboard, with a real worker: sent, checked, written, undone."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from io import BytesIO
from uuid import uuid4

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import BrowserContext, FilePayload, Page, expect

from sheets.writer import Column, SheetData, write
from tests.e2e.hands import SLOW, Hands
from tests.e2e.test_pages import MODES, SPILLS

OFFICER = "chuyenvien"
HEADER = ("Tên dự án", "Nhà đầu tư", "Vốn đăng ký (tỷ đồng)", "Diện tích (ha)", "Tình trạng")
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@pytest.fixture
def page(signed_in: Callable[[str], BrowserContext]) -> Iterator[Page]:
    """A tab of the specialist."""
    page = signed_in(OFFICER).new_page()
    page.set_default_timeout(SLOW)
    yield page
    page.close()


def workbook(mark: str) -> FilePayload:
    """Two projects that nobody knows; one cell of the second cannot be read."""
    rows = [
        (f"Nhà máy thử nhập {mark}", f"Công ty Nhập {mark}", "86", "2,14", "đang xây dựng"),
        (f"Kho lạnh thử nhập {mark}", f"Công ty Nhập {mark}", "không rõ số", "1", "đang xây dựng"),
    ]
    out = BytesIO()
    write(out, [SheetData("Danh mục", [Column(title) for title in HEADER], rows)])
    return {"name": f"danh-muc-{mark}.xlsx", "mimeType": XLSX, "buffer": out.getvalue()}


def test_a_workbook_comes_in_and_goes_again(page: Page, address: str) -> None:
    hands, mark = Hands(page), uuid4().hex[:6]
    page.goto(f"{address}/nhap-excel/")
    look(page)
    page.set_input_files("input[type=file]", workbook(mark))
    hands.fill(source="Sở Tài chính", as_of_date="30/6/2026")
    press(hands, "main form button.pri")
    expect(page.locator("main")).to_contain_text("Tên dự án", timeout=SLOW)
    arrive(page, "/cot/")
    look(page)
    press(hands, "main form button.pri")
    arrive(page, "/doi-chieu/")
    hands.said("[Danh mục!C3]", mark)
    look(page)
    press(hands, "main a.pri")
    arrive(page, "/xac-nhan/")
    look(page)
    press(hands, "main form button.pri")
    expect(page.locator("main a.danger")).to_be_visible(timeout=SLOW)
    look(page)
    press(hands, "main .kpi a")
    hands.said(f"Nhà máy thử nhập {mark}", f"Kho lạnh thử nhập {mark}")
    page.go_back()
    press(hands, "main a.danger")
    arrive(page, "/hoan-tac/")
    look(page)
    hands.fill(reason=f"Thử xong {mark}")
    press(hands, "main form button.danger")
    hands.said(f"Thử xong {mark}")
    expect(page.locator("main a.danger")).to_have_count(0, timeout=SLOW)
    page.goto(f"{address}/du-an/?q={mark}")
    expect(page.locator("main")).not_to_contain_text(f"Nhà máy thử nhập {mark}")


def press(hands: Hands, css: str) -> None:
    """Reach it by keyboard and open it."""
    hands.reach(css)
    hands.press("Enter")
    hands.page.wait_for_load_state()


def arrive(page: Page, part: str) -> None:
    """Wait until the page is there."""
    page.wait_for_url(lambda url: part in url, timeout=SLOW)


def look(page: Page) -> None:
    """Axe finds nothing in two modes, and nothing spills sideways."""
    for name in ("light", "highest contrast, dark, largest"):
        page.evaluate("a => Object.assign(document.documentElement.dataset, a)", MODES[name])
        found = Axe().run(page)
        assert found.violations_count == 0, f"{page.url} {name}: {found.generate_report()}"
    page.evaluate("a => Object.assign(document.documentElement.dataset, a)", MODES["light"])
    assert page.evaluate(SPILLS) <= 0, f"{page.url} spills sideways"
