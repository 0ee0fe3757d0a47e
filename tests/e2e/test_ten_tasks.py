"""The ten commonest tasks of a specialist by keyboard, and what each costs (docs/keyboard.md).

`MOST` are keys that write no text (Tab, Enter, arrows, chords), counted from a page just opened. What
has to be typed into boxes is the same however the page is built; the letters that find an act count.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, timedelta
from uuid import uuid4

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.e2e.hands import Hands

OFFICER, CODE = "chuyenvien", "DA-0215"


@pytest.fixture
def page(signed_in: Callable[[str], BrowserContext]) -> Iterator[Page]:
    """A tab of the officer in charge."""
    page = signed_in(OFFICER).new_page()
    page.set_default_timeout(20_000)
    yield page
    page.close()


@pytest.fixture
def hands(page: Page, address: str) -> Hands:
    """Two hands on the page of a project."""
    page.goto(f"{address}/du-an/{CODE}/")
    return Hands(page)


def test_find_a_project_by_its_code(page: Page, address: str) -> None:
    page.goto(f"{address}/viec-hom-nay/")
    hands = Hands(page)
    hands.press("/")
    hands.type(CODE)
    with page.expect_navigation():
        hands.press("Enter")
    page.wait_for_url(f"**/du-an/{CODE}/")
    expect(page.locator("h1")).to_be_visible()
    assert hands.moves <= 2


def test_see_why_a_project_is_late(hands: Hands) -> None:
    hands.act("vi sao")
    assert "/canh-bao/" in hands.page.url
    assert hands.moves <= 2


def test_record_a_milestone_reached(hands: Hands) -> None:
    hands.act("cap nhat dua vao hoat dong")
    hands.choose("reached")
    hands.fill(actual="20/11/2026", evidence="Biên bản nghiệm thu")
    hands.send()
    assert hands.moves <= 12


def test_record_the_state(hands: Hands) -> None:
    hands.act("cap nhat tinh trang")
    hands.fill(state_as_of="20/11/2026", state_note=f"Đã kiểm tra {uuid4().hex[:4]}")
    hands.send()
    assert hands.moves <= 12


def test_record_land_in_use(hands: Hands) -> None:
    hands.act("cap nhat dot 1")
    hands.fill(in_use_date="20/11/2026", in_use_evidence=f"Biên bản {uuid4().hex[:4]}")
    hands.send()
    assert hands.moves <= 20


def test_enter_a_document(hands: Hands) -> None:
    hands.act("them van ban")
    hands.fill(kind="Văn bản khác", number=f"{uuid4().hex[:6]}/STC", issued="20/11/2026")
    hands.send()
    assert hands.moves <= 30


def test_enter_an_adjusting_decision(hands: Hands) -> None:
    hands.act("quyet dinh dieu chinh")
    hands.fill(number=f"{uuid4().hex[:6]}/QĐ-UBND", issued="20/11/2026")
    for name, day in (("Hoàn thành xây dựng", "30/6/2028"), ("Đưa vào hoạt động", "30/9/2028")):
        box = hands.page.locator("form label", has_text=name).first.get_attribute("for")
        hands.reach(f"#{box}")
        hands.type(day)
    hands.fill(capital_vnd="900")
    hands.send_after_a_look()
    assert hands.moves <= 45


def test_take_days_out_of_the_clock(hands: Hands) -> None:
    hands.act("thoi gian khong tinh")
    hands.fill(
        start_date="1/6/2026",
        end_date="1/7/2026",
        reason="Bất khả kháng",
        document_number=f"5/CV-{uuid4().hex[:4]}",
    )
    hands.send()
    assert hands.moves <= 25


def test_record_a_contact(hands: Hands) -> None:
    hands.act("ghi lien he")
    day = date(2024, 1, 1) + timedelta(days=uuid4().int % 600)
    hands.fill(date=f"{day:%d/%m/%Y}", channel="Điện thoại")
    hands.choose("reached")
    hands.send()
    assert hands.moves <= 20


def test_decide_on_a_flag(page: Page, address: str) -> None:
    page.goto(f"{address}/viec-hom-nay/?nhom=cho-ket-luan")
    hands = Hands(page)
    hands.act("co dau hieu")
    hands.act("ket luan")
    hands.choose("state")
    hands.send()
    assert hands.moves <= 10
