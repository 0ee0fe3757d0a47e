"""A quarterly report on a telephone, in both languages: returned, corrected, accepted.

The rest of the investor's year is walked in test_investor_year.py.
"""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

import pytest
from django.utils import timezone
from PIL import Image
from playwright.sync_api import Browser, BrowserContext, FilePayload, Page, expect

from tests.e2e.conftest import sign_in
from tests.e2e.test_cases import fill, letters
from tests.e2e.test_investor import TOUCH, check
from vn.dates import day_text

SignedIn = Callable[[str], BrowserContext]
TODAY = day_text(timezone.localdate())


@dataclass
class Walk:
    """One report: its language, its project, the telephone, the desk."""

    lang: str
    code: str
    address: str
    own: Page
    desk: Page

    @property
    def prefix(self) -> str:
        return "/en" if self.lang == "en" else ""

    def open(self, path: str) -> None:
        """A page of the investor, which must be in the right language, sound and within width."""
        self.own.goto(f"{self.address}{self.prefix}{path}")
        self.look()

    def look(self) -> None:
        assert self.own.locator("html").get_attribute("lang") == self.lang
        check(self.own)

    def say(self, vi: str, en: str) -> str:
        return en if self.lang == "en" else vi

    def at_desk(self, path: str) -> None:
        self.desk.goto(f"{self.address}{path}")


@pytest.fixture(params=[("vi", "DA-0182"), ("en", "DA-0240")], ids=["vi", "en"])
def walk(
    request: pytest.FixtureRequest, browser: Browser, signed_in: SignedIn, address: str
) -> Iterator[Walk]:
    lang, code = request.param
    context = browser.new_context(**TOUCH)
    own, desk = context.new_page(), signed_in("chuyenvien").new_page()
    for page in (own, desk):
        page.set_default_timeout(30_000)
    sign_in(own, address, "nhadautu")
    yield Walk(lang, code, address, own, desk)
    desk.close()
    context.close()


def press(page: Page) -> None:
    """Save, and be somewhere else."""
    before = page.url
    page.locator("main .bar-act button.pri, main form button.pri").first.click()
    page.wait_for_url(lambda url: url != before)
    page.wait_for_load_state("networkidle")


SCREENS: dict[str, dict[str, str]] = {
    "von-trong-ky": {"equity_vnd": "4", "loans_vnd": "6"},
    "von-luy-ke": {"implemented_vnd": "131,5"},
    "ket-qua": {"revenue_vnd": "0", "exports_usd": "0", "taxes_vnd": "0"},
    "lao-dong": {"workers": "64", "foreign_workers": "2"},
    "dat": {"land_used_m2": "0"},
    "vuong-mac": {},
    "ke-hoach": {"plan_words": "Lắp máy."},
}


def test_a_report_comes_back_and_is_accepted(walk: Walk) -> None:
    walk.open(f"/du-an-cua-toi/{walk.code}/")
    told = walk.say("Báo cáo cần gửi: 1", "Reports to send: 1")
    expect(walk.own.locator("main")).to_contain_text(told)
    path = f"/du-an-cua-toi/{walk.code}/bao-cao/"
    walk.open(path)
    walk.own.locator("main form button.pri").first.click()
    write(walk)
    sent = walk.say("đã gửi, đang được xem", "sent, being looked at")
    expect(walk.own.locator("main")).to_contain_text(sent)
    walk.look()

    review(walk)
    fill(walk.desk, **{"whole": "Cần xem lại.", "von-luy-ke": "Đối chiếu sổ vốn."})
    walk.desk.locator("form#tra-lai button.pri").click()
    expect(walk.desk.locator("main")).not_to_contain_text(f"{walk.code} ")

    walk.open(path)
    main = walk.own.locator("main")
    expect(main).to_contain_text("Đối chiếu sổ vốn.")
    main.locator("form button.pri").first.click()
    walk.own.wait_for_url("**/hien-trang/")
    walk.own.goto(walk.own.url.replace("hien-trang", "von-luy-ke"))
    expect(main).to_contain_text("Đối chiếu sổ vốn.")
    walk.own.locator("[name=implemented_vnd]").fill("132")
    press(walk.own)
    walk.own.goto(re.sub(r"[^/]+/$", "gui/", walk.own.url.partition("#")[0]))
    press(walk.own)
    expect(main).to_contain_text(sent)

    review(walk)
    expect(walk.desk.locator("main")).to_contain_text("132 tỷ đồng")
    walk.desk.locator("form#chap-nhan button.pri").click()
    walk.desk.wait_for_url("**/bao-cao-nha-dau-tu/")
    walk.at_desk(f"/du-an/{walk.code}/")
    expect(walk.desk.locator("main")).to_contain_text("132")
    walk.open(path)
    expect(main).to_contain_text(walk.say("được chấp nhận", "accepted"))


def write(walk: Walk) -> None:
    """Answer every screen that is not answered, explain what differs, and send."""
    own = walk.own
    own.wait_for_url("**/hien-trang/")
    walk.look()
    own.locator("[name=works][value=under_way]").check()
    press(own)
    for screen, said in SCREENS.items():
        own.wait_for_url(re.compile(screen))
        for name, value in said.items():
            own.locator(f"[name={name}]").fill(value)
        press(own)
        if own.locator("#khac").count() and screen in own.url:
            walk.look()
            for box in own.locator("#khac textarea").all():
                box.fill("Theo sổ vốn.")
            press(own)
    own.wait_for_url(re.compile("/anh/"))
    walk.look()
    photograph_over_a_broken_line(walk)
    own.goto(re.sub(r"anh/.*$", "gui/", own.url))
    walk.look()
    press(own)


def photograph_over_a_broken_line(walk: Walk) -> None:
    """The line breaks between two pieces; what was sent is not sent again, and one arrives."""
    own, name = walk.own, f"{letters()}.jpg"
    pieces: list[int] = []
    own.on(
        "requestfinished",
        lambda asked: pieces.append(1) if asked.method == "PATCH" else None,
    )
    noise = io.BytesIO()
    Image.effect_noise((1800, 1300), 90).convert("RGB").save(noise, "JPEG", quality=90)
    sent = FilePayload(name=name, mimeType="image/jpeg", buffer=noise.getvalue())
    own.locator("input[type=file]").set_input_files(sent)
    fill(own, taken=TODAY, place="21.8537, 106.7610")
    with own.expect_request(lambda asked: asked.method == "PATCH"):
        own.locator("form[data-pieces] button.pri").click()
    own.context.set_offline(True)
    broken = walk.say("Mất mạng", "The line is broken")
    expect(own.locator("[data-state] [role=status]")).to_contain_text(broken)
    with own.expect_navigation():
        own.context.set_offline(False)
    kept = own.locator("main li", has_text=name)
    expect(kept).to_have_count(1)
    expect(kept).to_contain_text("21.8537, 106.7610")
    whole = noise.getbuffer().nbytes // (96 * 1024) + 2
    assert 1 < len(pieces) <= whole, f"{len(pieces)} pieces"


def review(walk: Walk) -> None:
    """The officer opens the report from the list of those that wait."""
    walk.at_desk("/bao-cao-nha-dau-tu/")
    row = walk.desk.locator("main tr", has_text=walk.code).first
    row.locator("a.pn").click()
    walk.desk.wait_for_url(re.compile(r"/bao-cao-nha-dau-tu/\d+/"))
