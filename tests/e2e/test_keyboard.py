"""Every form an investor or a visitor meets, filled in and sent by keys alone, the focus always seen."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone
from playwright.sync_api import Browser, BrowserContext, expect

from accounts.demo import DEMO_PASSWORD
from tests.e2e.conftest import DESK
from tests.e2e.hands import FAR, Hands
from tests.e2e.post import letter_to, letters_to
from tests.e2e.test_cases import SignedIn, fill, letters, send, tab
from tests.e2e.test_investor_year import DAY, STAFF, quiet_flag, refuse_more_time

OWN, INVESTOR, PROJECT = "nhadautu", 12, "DA-0194"
SEND = "main button.pri"
_SEEN = """() => {
  for (let at = document.activeElement, up = 0; at && up < 3; at = at.parentElement, up += 1) {
    const look = getComputedStyle(at);
    if (look.outlineStyle !== "none" && parseFloat(look.outlineWidth) > 0) return true;
  }
  return false;
}"""
_TOLD = """() => [...document.querySelectorAll("main [aria-invalid=true]")].map(box => {
  const holder = box.getAttribute("aria-describedby") ? box : box.closest("fieldset") || box;
  const ids = (holder.getAttribute("aria-describedby") || "").split(" ");
  return ids.map(id => (document.getElementById(id) || {}).textContent || "").join("").trim();
})"""


class Keys(Hands):
    """Hands that look at the focus wherever they stop, and send by the button itself."""

    def reach(self, css: str) -> None:
        super().reach(css)
        assert self.page.evaluate(_SEEN), f"the focus cannot be seen at {css} on {self.page.url}"

    def enter(self, css: str) -> None:
        """Press a button or a link, and be on the next page."""
        self.reach(css)
        with self.page.expect_navigation():
            self.press("Enter")

    def choice(self, name: str, value: str) -> None:
        """Step to a choice by its value, in a list or among round buttons."""
        self.reach(f"form [name={name}]")
        for _ in range(FAR):
            if self.page.evaluate("() => document.activeElement.value") == value:
                self.press("Space" if self.is_at("input") else "Shift")
                return
            self.press("ArrowDown")
        raise AssertionError(f"no choice {value}")

    def refused_when_empty(self, button: str = SEND) -> None:
        """Sent with nothing in it: the focus is at the errors, and each box tells its own."""
        self.enter(button)
        at = self.page.evaluate(
            "() => document.activeElement.matches('.errsum, .errsum *, [aria-invalid=true]')"
        )
        assert at, f"the focus is not at the errors of {self.page.url}"
        told = self.page.evaluate(_TOLD)
        assert told, f"no box is marked on {self.page.url}"
        assert all(told), f"a box without its message on {self.page.url}: {told}"


@pytest.fixture
def visitor(browser: Browser) -> Any:
    """Somebody without an account, at a keyboard."""
    context = browser.new_context(viewport=DESK, locale="vi-VN", reduced_motion="reduce")
    page = context.new_page()
    page.set_default_timeout(20_000)
    yield Keys(page)
    context.close()


@pytest.fixture
def own(signed_in: Callable[[str], BrowserContext]) -> Any:
    """The investor, at a keyboard."""
    page = tab(signed_in, OWN)
    yield Keys(page)
    page.close()


def test_signing_in(visitor: Keys, address: str) -> None:
    visitor.page.goto(f"{address}/dang-nhap/")
    visitor.refused_when_empty()
    visitor.fill(login=OWN, password=DEMO_PASSWORD)
    visitor.enter(SEND)
    assert visitor.page.url == f"{address}/du-an-cua-toi/"


def test_asking_for_an_account(visitor: Keys, address: str) -> None:
    visitor.page.goto(f"{address}/en/dang-ky-nha-dau-tu/")
    visitor.refused_when_empty()
    visitor.fill(
        organisation="Nam Phia Pte",
        certificate_number="1234567890",
        full_name="Alice Tan",
        email=f"{letters()}@example.sg",
    )
    visitor.enter(SEND)
    assert visitor.page.url == f"{address}/en/dang-ky-nha-dau-tu/da-gui/"


def test_looking_a_project_up(visitor: Keys, address: str) -> None:
    visitor.page.goto(f"{address}/tra-cuu/")
    visitor.refused_when_empty()
    visitor.fill(code=PROJECT, number="1")
    visitor.enter(SEND)
    visitor.said("Không tìm thấy")


def test_interest_in_a_call(visitor: Keys, address: str) -> None:
    visitor.page.goto(f"{address}/cong-khai/moi-goi/")
    visitor.enter("main a[href*='/moi-goi/GDT-']")
    visitor.enter("main a[href$='/quan-tam/']")
    visitor.refused_when_empty()
    visitor.fill(
        full_name="Alice Tan",
        organisation="Nam Phia Pte",
        email="alice@example.sg",
        words=f"Quan tâm {letters()}",
    )
    visitor.enter(SEND)
    assert visitor.page.url == f"{address}/cong-khai/moi-goi/da-gui/"


def test_checking_a_report(visitor: Keys, address: str) -> None:
    visitor.page.goto(f"{address}/xac-thuc/")
    visitor.fill(ma="0000-0000-0000")
    visitor.enter(SEND)
    visitor.reach("form [name=ma]")


def test_larger_and_darker(visitor: Keys, address: str) -> None:
    """A+, A-, A, the contrast and the theme; back with Shift and Tab."""
    visitor.page.goto(f"{address}/cong-khai/dinh-nghia/")
    html = visitor.page.locator("html")
    for button, name, value in (
        ("[name=size][value=up]", "data-size", "l"),
        ("[name=contrast][value=up]", "data-contrast", "high"),
        ("[name=theme]", "data-theme", "dark"),
    ):
        visitor.reach(f"button{button}")
        visitor.press("Enter")
        expect(html).to_have_attribute(name, value)
    while not visitor.is_at("button[name=size][value=m]"):
        visitor.press("Shift+Tab")
    visitor.press("Space")
    expect(html).to_have_attribute("data-size", "m")
    visitor.page.wait_for_load_state("networkidle")
    visitor.page.reload()
    expect(html).to_have_attribute("data-contrast", "high")


def test_a_request_from_sending_to_opening_again(
    own: Keys, signed_in: SignedIn, address: str
) -> None:
    mark, page, staff = letters(), own.page, tab(signed_in, STAFF)
    page.goto(f"{address}/kien-nghi-cua-toi/")
    own.enter("main a[href$='/moi/']")
    own.refused_when_empty()
    own.choose("kind", 1)
    own.fill(project=PROJECT, title=f"Xin đấu nối {mark}", words=f"Đấu nối vào quốc lộ ({mark})")
    own.enter(SEND)
    code = page.url.rstrip("/").rsplit("/", 1)[-1]
    staff.goto(f"{address}/kien-nghi/{code}/question/")
    fill(staff, words=f"Lý trình nào ({mark})?")
    send(staff, code)
    page.reload()
    own.enter("main a[href$='/reply/']")
    own.refused_when_empty()
    own.fill(words=f"Km mười tám ({mark})")
    own.enter(SEND)
    staff.goto(f"{address}/kien-nghi/{code}/answer/")
    staff.locator("main input[name=outcome][value=guided]").check()
    fill(staff, words=f"Liên hệ Sở Xây dựng ({mark})")
    send(staff, code)
    page.reload()
    own.enter("main a[href$='/rate/']")
    own.refused_when_empty()
    own.choose("outcome", 1)
    own.enter(SEND)
    own.enter("main a[href$='/reopen/']")
    own.refused_when_empty()
    own.fill(words=f"Sở Xây dựng chưa trả lời ({mark})")
    own.enter(SEND)
    own.enter("main a[href$='/withdraw/']")
    own.enter(SEND)
    own.said(f"Sở Xây dựng chưa trả lời ({mark})")
    staff.close()


def test_more_time(own: Keys, signed_in: SignedIn, address: str) -> None:
    mark, staff = letters(), tab(signed_in, STAFF)
    own.page.goto(f"{address}/du-an-cua-toi/{PROJECT}/gia-han/")
    own.refused_when_empty()
    until = timezone.localdate() + timedelta(days=400)
    own.fill(about="Mốc", asked_date=until.strftime(DAY), reason=f"Mưa lũ ({mark})")
    own.enter(SEND)
    assert own.page.url.startswith(f"{address}/du-an-cua-toi/{PROJECT}/")
    refuse_more_time(staff, address, PROJECT, mark)
    staff.close()


def test_people_an_activation_and_a_code_by_e_mail(
    visitor: Keys, signed_in: SignedIn, address: str
) -> None:
    """The investor names a colleague, who opens the account, turns the code on and is asked for it;
    the colleague then contests a flag."""
    investor, project, flag = quiet_flag()
    mark, staff = letters(), Keys(tab(signed_in, STAFF))
    email = f"{mark}@example.vn"
    staff.page.goto(f"{address}/nha-dau-tu/{investor}/nguoi/")
    staff.refused_when_empty()
    staff.fill(full_name=f"Person {mark}", email=email)
    staff.choice("role", "representative")
    staff.enter(SEND)
    staff.page.close()
    visitor.page.goto(letter_to(email, r"(http\S+/kich-hoat/\S+)"))
    visitor.refused_when_empty()
    visitor.fill(password=DEMO_PASSWORD, password_again=DEMO_PASSWORD)
    visitor.enter(SEND)
    code_by_keys(visitor, address, email)
    visitor.page.goto(f"{address}/nguoi-cua-nha-dau-tu/{investor}/")
    visitor.refused_when_empty()
    visitor.fill(full_name=f"Colleague {mark}", email=f"{letters()}@example.vn")
    visitor.enter(SEND)
    visitor.said(f"Colleague {mark}")
    contest(visitor, f"{address}/du-an-cua-toi/{project}/", flag, mark)


def code_by_keys(visitor: Keys, address: str, email: str) -> None:
    """Turn the second step on, sign out, and in again with the code."""
    sent, digits = len(letters_to(email)), r"\b(\d{6})\b"
    visitor.page.goto(f"{address}/hai-buoc/")
    visitor.enter("button[name=on]")
    visitor.fill(password=DEMO_PASSWORD)
    visitor.enter(SEND)
    visitor.refused_when_empty()
    visitor.fill(code=letter_to(email, digits, after=sent))
    visitor.enter(SEND)
    visitor.page.context.clear_cookies()
    visitor.page.goto(f"{address}/dang-nhap/")
    visitor.fill(login=email, password=DEMO_PASSWORD)
    visitor.enter(SEND)
    visitor.refused_when_empty()
    visitor.fill(code=letter_to(email, digits, after=sent + 1))
    visitor.enter(SEND)
    assert "/du-an-cua-toi/" in visitor.page.url


def contest(visitor: Keys, own: str, flag: int, mark: str) -> None:
    """Another opinion on a flag, from the page of the project."""
    visitor.page.goto(own)
    visitor.enter(f"main a[href$='/giai-trinh/{flag}/']")
    form = "main form:has([value=y-kien-khac])"
    visitor.refused_when_empty(f"{form} button.pri")
    visitor.reach(f"{form} textarea")
    visitor.type(f"Đã khởi công đúng hạn ({mark})")
    visitor.enter(f"{form} button.pri")
    expect(visitor.page.locator("main")).to_contain_text(re.compile("Ý kiến khác đang được"))
