"""Capital is moved in a browser: proposed, edited, submitted by one person, applied by another."""

from __future__ import annotations

import re
from collections.abc import Callable
from uuid import uuid4

from playwright.sync_api import BrowserContext, Page, expect

from tests.e2e.test_pages import look

OFFICER, LEADER = "chuyenvien", "lanhdaoso"


def number(text: str | None) -> int:
    """Triệu as the page writes them: −18.500."""
    sign = -1 if "−" in (text or "") else 1
    return sign * int(re.sub(r"\D", "", text or "0"))


def test_a_draft_becomes_a_decision(
    signed_in: Callable[[str], BrowserContext], address: str
) -> None:
    page = signed_in(OFFICER).new_page()
    page.set_default_timeout(20_000)
    page.goto(f"{address}/dieu-chuyen-von/lap/")
    page.get_by_role("button", name="Lập dự thảo").click()
    page.wait_for_url(re.compile(r"/dieu-chuyen-von/[0-9]+/$"))
    url = page.url
    look(page, url)
    before = edit(page)
    page.get_by_role("link", name="Trình lãnh đạo Sở").click()
    page.get_by_role("button", name="Trình lãnh đạo Sở").click()
    page.wait_for_url(url)
    expect(page.locator("main")).to_contain_text("Đã trình lãnh đạo Sở")
    expect(page.locator("main .gridin input")).to_have_count(0)
    page.close()
    apply(signed_in(LEADER).new_page(), url, before)


def edit(page: Page) -> dict[str, int]:
    """A number changes the balance of its source at once; what is out of bounds is kept and marked.

    Hands back what the first giver had and what it gives.
    """
    card = page.locator("section:has(table.gridin)").first
    giver = card.locator("table.gridin tbody tr:not(.grp)").first
    box = giver.locator("input.num")
    was = number(box.input_value())
    assert was < 0
    box.fill(f"{was + 1}")
    box.press("Tab")
    expect(card.locator("header")).to_contain_text("còn thiếu 1 ")
    expect(giver).to_contain_text("đề xuất −")
    expect(page.locator("#kq")).to_contain_text("đã sửa tay")
    box.fill("-999999999")
    box.press("Tab")
    expect(giver.locator(".box-e")).to_contain_text("Nhập từ")
    expect(box).to_have_value("-999999999")
    box.fill(f"{was}")
    box.press("Tab")
    expect(card.locator("header")).to_contain_text("Cân: ")
    expect(giver.locator(".box-e")).to_be_empty()
    return {"held": number(giver.locator("td").first.text_content()), "gives": was}


def apply(page: Page, url: str, before: dict[str, int]) -> None:
    """The decision changes the plan: a later draft starts from it."""
    page.set_default_timeout(20_000)
    page.goto(url)
    card = page.locator("section:has(table.gridin)").first
    source = (card.get_attribute("aria-labelledby") or "").removeprefix("h-")
    name = card.locator("table.gridin a.pn").first.text_content()
    page.get_by_role("link", name="Áp dụng theo quyết định").click()
    decision = f"{uuid4().int % 10**6}/QĐ-UBND"
    page.get_by_label("Số quyết định").fill(decision)
    page.get_by_label("Ngày ban hành").fill("1/9/2026")
    page.get_by_role("button", name="Áp dụng, ghi vào kế hoạch").click()
    page.wait_for_url(url)
    expect(page.locator("main")).to_contain_text(decision)
    page.goto(url.rsplit("/", 2)[0] + "/lap/")
    page.get_by_role("button", name="Lập dự thảo").click()
    page.wait_for_url(re.compile(r"/dieu-chuyen-von/[0-9]+/$"))
    # The project may hold capital of other sources, and its line may now rest.
    theirs = page.get_by_role("link", name=name, exact=True)
    row = page.locator(f"[aria-labelledby=h-{source}] table.gridin tbody tr", has=theirs)
    if not row.count():
        page.goto(f"{page.url}nguon/{source.replace('-', '/')}/")
        row = page.locator("table.gridin tbody tr", has=theirs)
    held = number(row.locator("td").first.text_content())
    assert held == before["held"] + before["gives"]
    page.close()
