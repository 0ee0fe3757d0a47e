"""An investor's year on a telephone, in both languages: from the invitation to the day of leaving.

The periodic report of the same year is walked in test_investor_reports.py.
"""

from __future__ import annotations

import os
import re
from dataclasses import dataclass
from datetime import timedelta

import psycopg2
import pytest
from django.utils import timezone
from playwright.sync_api import Browser, Page, expect

from accounts.demo import DEMO_PASSWORD
from tests.e2e.post import letter_to, letters_to
from tests.e2e.test_cases import SignedIn, fill, letters, send, tab
from tests.e2e.test_investor import TOUCH, check

STAFF = "chuyenvien"
DAY = "%-d/%-m/%Y"
_QUIET_FLAG = """
SELECT investor.id, project.code, flag.id
  FROM deadlines_flag flag
  JOIN deadlines_obligation duty ON duty.id = flag.obligation_id
  JOIN projects_project project ON project.id = flag.project_id
  JOIN projects_investor investor ON investor.id = duty.bearer_investor_id
  JOIN accounts_agency agency ON agency.id = project.agency_id
 WHERE flag.state = 'open' AND duty.kind = 'I1' AND agency.code = 'stc'
   AND NOT EXISTS (SELECT FROM deadlines_flagstatement said WHERE said.flag_id = flag.id)
   AND NOT EXISTS (SELECT FROM projects_extensionrequest asked WHERE asked.project_id = project.id)
 ORDER BY flag.id LIMIT 1
"""
"""A late milestone of the department's project, about which nobody has said anything yet."""


@dataclass(frozen=True)
class Words:
    """What the pages say in one language."""

    prefix: str
    locale: str
    has_it: str
    in_time: str
    late: str
    again: str
    heard: str
    looked_at: str
    refused: str


WORDS = {
    "vi": Words(
        prefix="",
        locale="vi-VN",
        has_it="Sở Tài chính",
        in_time="trả lời đúng hạn",
        late="trả lời chậm",
        again="Nhà đầu tư đề nghị xem xét lại",
        heard="Ý kiến khác đang được cán bộ xem xét",
        looked_at="Cán bộ đã xem",
        refused="không đồng ý: giữ hạn cũ",
    ),
    "en": Words(
        prefix="/en",
        locale="en-GB",
        has_it="Sở Tài chính",
        in_time="answered in time",
        late="days late",
        again="Opened again by the investor",
        heard="Your opinion is being looked at by an officer",
        looked_at="An officer has looked at it",
        refused="refused: the old day holds",
    ),
}


@dataclass
class Year:
    """One investor's person with the telephone, and the officer at the desk."""

    page: Page
    staff: Page
    address: str
    words: Words
    mark: str
    language: str
    investor: int
    project: str
    flag: int

    @property
    def own(self) -> str:
        """Where the person's pages begin."""
        return self.address + self.words.prefix

    @property
    def email(self) -> str:
        return f"{self.mark}@example.vn"

    def reads(self, *texts: str | re.Pattern[str]) -> None:
        """The person's page says this, and axe finds nothing on it."""
        for text in texts:
            expect(self.page.locator("main")).to_contain_text(text)
        check(self.page)


def quiet_flag() -> tuple[int, str, int]:
    """An investor, the project and the flag of the walk."""
    connection = psycopg2.connect(os.environ["DATABASE_OWNER_URL"])
    with connection, connection.cursor() as cursor:
        cursor.execute(_QUIET_FLAG)
        found = cursor.fetchone()
    connection.close()
    assert found, "no late milestone is left that nobody spoke about"
    return found


@pytest.mark.parametrize("language", ["vi", "en"])
def test_an_investors_year(
    browser: Browser, signed_in: SignedIn, address: str, language: str
) -> None:
    words = WORDS[language]
    telephone = browser.new_context(**TOUCH | {"locale": words.locale})
    page = telephone.new_page()
    page.set_default_timeout(20_000)
    mark = letters()
    year = Year(page, tab(signed_in, STAFF), address, words, mark, language, *quiet_flag())
    for part in (
        invited,
        second_step,
        who_holds_the_file,
        answered_in_time_and_opened_again,
        answered_late,
        more_time,
        contested,
        gone_at_once,
    ):
        part(year)
    year.staff.close()
    telephone.close()


def invited(year: Year) -> None:
    """The department names the person; the mail's link opens the account."""
    year.staff.goto(f"{year.address}/nha-dau-tu/{year.investor}/nguoi/")
    fill(
        year.staff,
        full_name=f"Person {year.mark}",
        email=year.email,
        role="representative",
        language=year.language,
    )
    year.staff.locator("main form button.pri").last.click()
    expect(year.staff.locator("main")).to_contain_text(year.email)
    link = letter_to(year.email, r"(http\S+/kich-hoat/\S+)")
    assert ("/en/" in link) == (year.language == "en")
    year.page.goto(link)
    check(year.page)
    for box in ("password", "password_again"):
        year.page.fill(f"input[name={box}]", DEMO_PASSWORD)
    press(year.page)
    assert year.page.url.startswith(f"{year.own}/du-an-cua-toi/")


def press(page: Page, button: str = "main form button.pri") -> None:
    """Tap the button that sends, and be on the next page."""
    with page.expect_navigation():
        page.locator(button).last.tap()


def second_step(year: Year) -> None:
    """A code by e-mail is chosen, proved, and asked at the next sign-in; a wrong one is refused."""
    page = year.page
    page.goto(f"{year.own}/hai-buoc/")
    check(page)
    sent = len(letters_to(year.email))
    press(page, "button[name=on]")
    assert "/xac-nhan-lai/" in page.url, "nobody asked whether it is the same person"
    check(page)
    page.fill("input[name=password]", DEMO_PASSWORD)
    press(page)
    page.fill("input[name=code]", letter_to(year.email, r"\b(\d{6})\b", after=sent))
    press(page)
    assert page.url == f"{year.own}/hai-buoc/"
    page.context.clear_cookies()
    page.goto(f"{year.own}/dang-nhap/")
    page.fill("input[name=login]", year.email)
    page.fill("input[name=password]", DEMO_PASSWORD)
    press(page)
    assert "/ma-dang-nhap/" in page.url
    check(page)
    code = letter_to(year.email, r"\b(\d{6})\b", after=sent + 1)
    page.fill("input[name=code]", "000000" if code != "000000" else "111111")
    press(page)
    assert page.locator("[aria-invalid=true]").count() == 1
    page.goto(f"{year.own}/du-an-cua-toi/")
    assert "/du-an-cua-toi/" not in page.url.split("?")[0], "in without the second step"
    page.goto(f"{year.own}/ma-dang-nhap/")
    page.fill("input[name=code]", code)
    press(page)
    assert page.url.startswith(f"{year.own}/du-an-cua-toi/")


def who_holds_the_file(year: Year) -> None:
    """Who has the file, on the page of the project."""
    year.page.goto(f"{year.own}/du-an-cua-toi/{year.project}/")
    year.reads(year.words.has_it)
    assert year.page.locator("html").get_attribute("lang") == year.language


def ask(year: Year, title: str) -> str:
    """The person tells what holds the project up; the code of the request."""
    page = year.page
    page.goto(f"{year.own}/kien-nghi-cua-toi/moi/?du-an={year.project}")
    page.locator("input[name=kind][value=obstacle]").check()
    page.fill("input[name=title]", title)
    page.fill("textarea[name=words]", f"Đường vào dự án bị rào ({year.mark})")
    check(page)
    press(page)
    found = re.search(r"/kien-nghi-cua-toi/([A-Z]+-\d{4}-\d{4})/", page.url)
    assert found, page.url
    return found[1]


def step(year: Year, code: str, name: str, **boxes: str | bool) -> None:
    """One step of the officer."""
    year.staff.goto(f"{year.address}/kien-nghi/{code}/{name}/")
    fill(year.staff, **boxes)
    send(year.staff, code)


def answer(year: Year, code: str, words: str) -> None:
    year.staff.goto(f"{year.address}/kien-nghi/{code}/answer/")
    year.staff.locator("main input[name=outcome][value=solved]").check()
    fill(year.staff, words=words)
    send(year.staff, words)


def own_step(year: Year, code: str, name: str, words: str, outcome: str = "") -> None:
    """One step of the person, by the button on the page of the request."""
    year.page.goto(f"{year.own}/kien-nghi-cua-toi/{code}/")
    press(year.page, f"main a[href$='/{code}/{name}/']")
    check(year.page)
    if outcome:
        year.page.locator(f"input[name=outcome][value={outcome}]").check()
    year.page.fill("textarea[name=words]", words)
    press(year.page)
    assert year.page.url == f"{year.own}/kien-nghi-cua-toi/{code}/"


def answered_in_time_and_opened_again(year: Year) -> None:
    """An obstacle: assigned, asked about, answered in time, opened again, answered, rated."""
    code = ask(year, f"Rào chắn {year.mark}")
    year.reads(year.words.has_it)
    step(year, code, "officer", officer="Chuyên viên minh họa")
    step(year, code, "question", words=f"Ở đoạn nào ({year.mark})?")
    year.page.goto(f"{year.own}/kien-nghi-cua-toi/{code}/")
    year.reads(f"Ở đoạn nào ({year.mark})?")
    own_step(year, code, "reply", f"Đầu đường ({year.mark}).")
    answer(year, code, f"Đã tháo rào ({year.mark}).")
    year.page.goto(f"{year.own}/kien-nghi-cua-toi/{code}/")
    year.reads(f"Đã tháo rào ({year.mark}).", year.words.in_time)
    own_step(year, code, "reopen", f"Lại bị rào ({year.mark}).")
    year.reads(f"Lại bị rào ({year.mark}).", year.words.again)
    answer(year, code, f"Đã tháo hẳn ({year.mark}).")
    own_step(year, code, "rate", "", "satisfied")
    year.reads(f"Đã tháo hẳn ({year.mark}).", year.words.in_time)


def answered_late(year: Year) -> None:
    """A letter of two months ago, answered today: late for both, and so in target 2."""
    staff, came = year.staff, timezone.localdate() - timedelta(days=60)
    staff.goto(f"{year.address}/kien-nghi/moi/{year.investor}/")
    staff.locator("main input[name=kind][value=petition]").check()
    fill(
        staff,
        channel="letter",
        filed_date=came.strftime(DAY),
        document_number=f"12/CV-{year.mark}",
        project=year.project,
        title=f"Xin đấu nối {year.mark}",
        words=f"Xin đấu nối vào quốc lộ ({year.mark})",
    )
    send(staff, year.mark)
    code = staff.url.rstrip("/").rsplit("/", 1)[-1]
    answer(year, code, f"Đồng ý đấu nối ({year.mark}).")
    expect(staff.locator("main")).to_contain_text("trả lời chậm")
    year.page.goto(f"{year.own}/kien-nghi-cua-toi/{code}/")
    year.reads(year.words.late)
    staff.goto(f"{year.address}/nghi-quyet-135/?so-lieu=r135.2.all.base")
    expect(staff.locator("main")).to_contain_text(code)


def more_time(year: Year) -> None:
    """More time for a milestone is asked, refused by the department, and the person reads why."""
    page, staff = year.page, year.staff
    page.goto(f"{year.own}/du-an-cua-toi/{year.project}/gia-han/")
    check(page)
    page.locator("select[name=about]").select_option(index=1)
    until = timezone.localdate() + timedelta(days=400)
    page.fill("input[name=asked_date]", until.strftime(DAY))
    page.fill("textarea[name=reason]", f"Mưa lũ kéo dài ({year.mark})")
    press(page)
    refuse_more_time(staff, year.address, year.project, year.mark)
    page.goto(f"{year.own}/du-an-cua-toi/{year.project}/")
    year.reads(f"Chưa đủ căn cứ ({year.mark})", year.words.refused)


def refuse_more_time(staff: Page, address: str, project: str, mark: str) -> None:
    """The officer answers the request for more time that waits on a project."""
    staff.goto(f"{address}/du-an/{project}/")
    decide = re.compile(rf"/du-an/{project}/gia-han/\d+/")
    links = staff.locator("main a[href*='/gia-han/']")
    staff.goto(
        next(h for h in links.evaluate_all("all => all.map(a => a.href)") if decide.search(h))
    )
    staff.locator("main input[name=granted][value='0']").check()
    fill(
        staff,
        number=f"45/CV-{mark}",
        decided_date=timezone.localdate().strftime(DAY),
        words=f"Chưa đủ căn cứ ({mark})",
    )
    send(staff)


def contested(year: Year) -> None:
    """The person says that the day was met; an officer confirms the flag all the same."""
    page, staff = year.page, year.staff
    page.goto(f"{year.own}/du-an-cua-toi/{year.project}/")
    press(page, f"main a[href$='/giai-trinh/{year.flag}/']")
    check(page)
    form = page.locator("main form", has=page.locator("[value=y-kien-khac]"))
    form.locator("textarea[name$=text]").fill(f"Đã khởi công đúng hạn ({year.mark})")
    with page.expect_navigation():
        form.locator("button.pri").tap()
    page.goto(f"{year.own}/du-an-cua-toi/{year.project}/")
    year.reads(year.words.heard)
    staff.goto(f"{year.address}/canh-bao/{year.flag}/")
    expect(staff.locator("main")).to_contain_text(f"Đã khởi công đúng hạn ({year.mark})")
    staff.locator("input[name=state][value=confirmed]").check()
    staff.get_by_role("button", name="Lưu kết luận").click()
    page.goto(f"{year.own}/giai-trinh/{year.flag}/")
    year.reads(year.words.looked_at)


def gone_at_once(year: Year) -> None:
    """The person left: the very next tap of the open session leads to the sign-in."""
    staff = year.staff
    staff.goto(f"{year.address}/nha-dau-tu/{year.investor}/nguoi/")
    staff.locator("main li", has_text=year.email).locator("a[href$='/nghi/']").click()
    fill(staff, reason=f"Nghỉ việc ({year.mark})")
    staff.locator("main form button.pri").last.click()
    expect(staff.locator("main")).not_to_contain_text(year.email)
    year.page.goto(f"{year.own}/du-an-cua-toi/{year.project}/")
    assert "/dang-nhap/" in year.page.url
