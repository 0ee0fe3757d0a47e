"""Every page in every mode: axe finds nothing, nothing is refused by the policy, nothing spills."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, Page

from tests.e2e.conftest import DESK, PHONE, sign_in

STAFF = "chuyenvien"
PAGES = {
    "dashboard": "/dieu-hanh/",
    "resolution 135": "/nghi-quyet-135/?so-lieu=r135.4.meets_rate&con-lai=1",
    "registry": "/du-an/",
    "registry, filtered": "/du-an/?q=nha+may&tinh_trang=not_started",
    "registry, nothing found": "/du-an/?q=khong-co-du-an-nay",
    "registry, eleven columns": "/du-an/?cot=ma,ten,mst,linh_vuc,dia_ban,von,dien_tich,tinh_trang,canh_bao,can_bo,nguon",
    "registry, in groups": "/du-an/?nhom=dia_ban",
    "registry, compared": "/du-an/?so_voi=2026-10-31",
    "columns": "/du-an/cot/",
    "public projects": "/du-an-dau-tu-cong/?nhom=c",
    "new public project": "/du-an-dau-tu-cong/them/",
    "map": "/ban-do/",
    "published conclusions": "/ket-luan-thanh-tra/",
    "public projects by name": "/cong-khai/du-an/",
    "public calls": "/cong-khai/moi-goi/",
    "public calls in English": "/en/cong-khai/moi-goi/",
    "public disbursement": "/cong-khai/giai-ngan/",
    "public index": "/cong-khai/pci/",
    "public conclusions": "/cong-khai/ket-luan/",
    "public reports": "/cong-khai/bao-cao/",
    "open data": "/en/cong-khai/du-lieu-mo/",
    "definitions": "/cong-khai/dinh-nghia/",
    "contact": "/cong-khai/lien-he/",
    "accessibility": "/cong-khai/tro-nang/",
    "publishing projects": "/cong-bo/",
    "interest in calls": "/quan-tam/",
    "requests of investors": "/kien-nghi/",
    "requests of investors by agency": "/kien-nghi/bang/",
    "request that came by letter": "/kien-nghi/moi/12/",
    "people of an investor": "/nha-dau-tu/12/nguoi/",
    "requests for accounts": "/yeu-cau-tai-khoan/",
    "cases": "/thanh-tra/",
    "open a case": "/thanh-tra/mo/",
    "reports of investors": "/bao-cao-nha-dau-tu/",
    "late land covered": "/thanh-tra/bao-phu/?ds=tat-ca",
    "plans of inspections": "/ke-hoach-thanh-tra/",
    "new plan of inspections": "/ke-hoach-thanh-tra/lap/",
    "firms that keep the law": "/chap-hanh-tot/",
    "recommendations": "/kien-nghi-xu-ly/",
    "search": "/tim-kiem/?q=nha+may",
    "at hand": "/tim-kiem/",
    "save a view": "/bo-loc-da-luu/luu/?trang=projects:list&bo_loc=tinh_trang%3Doperating",
    "changes of many": "/du-an/thay-doi-nhieu/",
    "imports": "/nhap-excel/",
    "calls for investment": "/moi-goi-dau-tu/",
    "decisions on calls": "/moi-goi-dau-tu/quyet-dinh/",
    "published figures": "/so-lieu-cong-bo/",
    "competitiveness": "/chi-so-pci/",
    "outlines of places": "/dia-ban/ranh-gioi/",
    "flags": "/canh-bao/",
    "deadlines that cannot be computed": "/chua-tinh-duoc-han/",
    "reports": "/bao-cao/",
    "issued report": "/bao-cao/1/",
    "figure of a report": "/bao-cao/1/so-lieu/overdue.projects/",
    "correct a report": "/bao-cao/1/dinh-chinh/",
    "conclusion on a report": "/bao-cao/1/ket-luan/",
    "letters of a flag": "/thu/canh-bao/1/",
    "verify a report": "/xac-thuc/?ma=0000-0000-0000",
    "new project": "/du-an/them/",
    "document": "/tai-lieu/1/",
    "newer version": "/tai-lieu/1/ban-moi/",
    "moving capital": "/dieu-chuyen-von/",
    "new draft of moves": "/dieu-chuyen-von/lap/",
    "gallery": "/bo-giao-dien/",
    "not found": "/khong-co-trang-nay/",
    "plan and disbursement": "/giai-ngan/",
    "capital plan": "/ke-hoach-von/",
    "decisions on capital": "/ke-hoach-von/quyet-dinh/",
    "new decision on capital": "/ke-hoach-von/quyet-dinh/ghi/",
    "sources of capital": "/nguon-von/",
    "payments of all owners": "/nhap-giai-ngan/",
    "capital from Excel": "/nhap-so-lieu-von/",
    "ranking of owners": "/xep-hang-chu-dau-tu/",
    "monthly table": "/bang-giai-ngan/",
    "monthly table by owner, every row": "/bang-giai-ngan/?theo=chu-dau-tu&nhom=tat-ca",
    "closing of months": "/chot-so-lieu/",
    "one month": "/chot-so-lieu/2026-9/",
    "treasury and ours": "/so-lieu-kho-bac/",
    "figures of the treasury": "/so-lieu-kho-bac/nhap/",
    "scenario of disbursement": "/kich-ban-giai-ngan/",
    "scenario of disbursement, early in the year": "/kich-ban-giai-ngan/?thang=1",
    "set a scenario": "/kich-ban-giai-ngan/nam-2026/dat/?mau=hai-duong-2025",
}
MODES = {
    "light": {"theme": "light", "contrast": "normal", "size": "m"},
    "dark": {"theme": "dark", "contrast": "normal", "size": "m"},
    "high contrast": {"theme": "light", "contrast": "high", "size": "l"},
    "highest contrast, dark, largest": {"theme": "dark", "contrast": "max", "size": "xl"},
}
WIDE_ALONE = ("dark", "high contrast")
SPILLS = "document.documentElement.scrollWidth - document.documentElement.clientWidth"


@pytest.fixture
def page(signed_in: Callable[[str], BrowserContext]) -> Page:
    """A page of the specialist; it collects what the console complains about."""
    opened = signed_in(STAFF).new_page()
    opened.set_default_timeout(20_000)
    return opened


def look(page: Page, url: str, modes: dict[str, dict[str, str]] = MODES) -> None:
    """Open a page wide and narrow, and let axe read it: wide in each mode, narrow in the two furthest.

    Colours do not depend on the width; what a phone leaves out or adds does not on the colours.
    """
    complaints: list[str] = []
    page.on(
        "console", lambda m: complaints.append(m.text) if "Content Security" in m.text else None
    )
    page.on("pageerror", lambda error: complaints.append(str(error)))
    for viewport in (DESK, PHONE):
        page.set_viewport_size(viewport)
        page.goto(url)
        for name, attributes in modes.items():
            if viewport == PHONE and name in WIDE_ALONE:
                continue
            page.evaluate("a => Object.assign(document.documentElement.dataset, a)", attributes)
            found = Axe().run(page)
            assert found.violations_count == 0, (
                f"{url} {name} {viewport}: {found.generate_report()}"
            )
        page.evaluate("a => Object.assign(document.documentElement.dataset, a)", MODES["light"])
        assert page.evaluate(SPILLS) <= 0, f"{url} spills sideways at {viewport['width']} px"
    assert complaints == []


@pytest.mark.parametrize("path", PAGES.values(), ids=PAGES.keys())
def test_a_page_in_every_mode(page: Page, address: str, path: str) -> None:
    look(page, address + path)
    page.close()


@pytest.mark.parametrize(
    ("listing", "link"),
    [
        pytest.param("/du-an/?sap_xep=muc_do", "main a.pn", id="a project"),
        pytest.param("/canh-bao/", "main a.pn", id="a flag"),
        pytest.param("/du-an-dau-tu-cong/", "main a.pn", id="a public project"),
        pytest.param("/kien-nghi/", "main a.pn", id="a request of an investor"),
    ],
)
def test_what_a_list_leads_to(page: Page, address: str, listing: str, link: str) -> None:
    page.set_viewport_size(DESK)
    page.goto(address + listing)
    href = page.locator(link).first.get_attribute("href")
    assert href
    look(page, address + href)
    page.close()


LAW = {
    "rules": "/quy-tac/",
    "one rule": "/quy-tac/L1/",
    "propose a correction": "/quy-tac/R1/de-nghi/?cach=sua&ban=2",
    "propose a new version": "/quy-tac/I7/de-nghi/?cach=moi",
    "days off": "/ngay-nghi/?nam=2027",
}


@pytest.mark.parametrize("path", LAW.values(), ids=LAW.keys())
def test_a_page_of_the_law_in_every_mode(
    signed_in: Callable[[str], BrowserContext], address: str, path: str
) -> None:
    page = signed_in("quantri").new_page()
    page.set_default_timeout(20_000)
    look(page, address + path)
    page.close()


PEOPLE = {
    "people": "/nguoi-dung/",
    "invite one": "/nguoi-dung/moi/",
    "invite by a list": "/nguoi-dung/theo-danh-sach/",
    "deputies": "/nguoi-thay/",
    "portfolios": "/ban-giao-ho-so/",
}


@pytest.mark.parametrize("path", PEOPLE.values(), ids=PEOPLE.keys())
def test_a_page_of_people_in_every_mode(
    signed_in: Callable[[str], BrowserContext], address: str, path: str
) -> None:
    page = signed_in("quantri").new_page()
    page.set_default_timeout(20_000)
    look(page, address + path)
    page.close()


@pytest.mark.parametrize("link", ["", "sua/", "dong/"], ids=["page", "correct", "close"])
def test_the_pages_of_one_person(
    signed_in: Callable[[str], BrowserContext], address: str, link: str
) -> None:
    page = signed_in("quantri").new_page()
    page.set_default_timeout(20_000)
    page.set_viewport_size(DESK)
    page.goto(f"{address}/nguoi-dung/?q=chuyenvien")
    href = page.locator("main a.pn").first.get_attribute("href")
    assert href
    look(page, address + href + link)
    page.close()


OWN = {
    "own requests": "/kien-nghi-cua-toi/",
    "ask for something": "/kien-nghi-cua-toi/moi/",
    "ask for something in English": "/en/kien-nghi-cua-toi/moi/",
    "whose people": "/nguoi-cua-nha-dau-tu/",
    "own people": "/nguoi-cua-nha-dau-tu/12/",
    "own people in English": "/en/nguoi-cua-nha-dau-tu/12/",
    "own project": "/du-an-cua-toi/DA-0182/",
    "own reports": "/du-an-cua-toi/DA-0182/bao-cao/",
    "own report": "/du-an-cua-toi/DA-0182/bao-cao/R1/2026-Q3/",
    "own report in English": "/en/du-an-cua-toi/DA-0240/bao-cao/R1/2026-Q3/",
    "two steps": "/hai-buoc/",
    "identity of elsewhere": "/dinh-danh/",
}
"""Pages of an investor's account."""


@pytest.mark.parametrize("path", OWN.values(), ids=OWN.keys())
def test_a_page_of_an_investor_in_every_mode(
    signed_in: Callable[[str], BrowserContext], address: str, path: str
) -> None:
    page = signed_in("nhadautu").new_page()
    page.set_default_timeout(20_000)
    look(page, address + path)
    page.close()


def test_what_the_own_pages_of_an_investor_lead_to(
    signed_in: Callable[[str], BrowserContext], address: str
) -> None:
    page = signed_in("nhadautu").new_page()
    page.set_default_timeout(20_000)
    for listing, link in (
        ("/kien-nghi-cua-toi/", "main a.pn"),
        ("/nguoi-cua-nha-dau-tu/12/", "main a[href$='/quyen/']"),
        ("/en/nguoi-cua-nha-dau-tu/12/", "main a[href$='/nghi/']"),
    ):
        page.set_viewport_size(DESK)
        page.goto(address + listing)
        href = page.locator(link).first.get_attribute("href")
        assert href
        look(page, address + href)
    page.close()


VISITOR = {
    "register as an investor": "/dang-ky-nha-dau-tu/",
    "register as an investor in English": "/en/dang-ky-nha-dau-tu/",
    "registered": "/dang-ky-nha-dau-tu/da-gui/",
    "look up": "/tra-cuu/",
    "forgotten password": "/quen-mat-khau/",
}


@pytest.mark.parametrize("path", VISITOR.values(), ids=VISITOR.keys())
def test_a_page_of_a_visitor_in_every_mode(browser: Browser, address: str, path: str) -> None:
    context = browser.new_context(reduced_motion="reduce")
    look(context.new_page(), address + path)
    context.close()


def test_the_activation_page(browser: Browser, address: str) -> None:
    context = browser.new_context(reduced_motion="reduce")
    page = context.new_page()
    look(page, f"{address}/kich-hoat/ABCD-EFGH-JKMN-PQRS-TUVW/?ten=xa.khuoilam")
    context.close()


def test_the_state_of_the_portal(signed_in: Callable[[str], BrowserContext], address: str) -> None:
    page = signed_in("quantri").new_page()
    look(page, f"{address}/he-thong/")
    page.close()


def test_the_sign_in_page(browser: Browser, address: str) -> None:
    context = browser.new_context(reduced_motion="reduce")
    page = context.new_page()
    look(page, f"{address}/dang-nhap/")
    context.close()


def test_filters_work_without_javascript(browser: Browser, address: str) -> None:
    context = browser.new_context(java_script_enabled=False, viewport=PHONE)
    page = context.new_page()
    sign_in(page, address, STAFF)
    page.goto(f"{address}/du-an/?tinh_trang=stopped")
    assert page.locator("#ket-qua-tt").inner_text().strip().startswith("15")
    context.close()


def test_contrast_steps_up_and_down_and_is_remembered(page: Page, address: str) -> None:
    page.set_viewport_size(DESK)
    page.goto(f"{address}/bao-cao/")
    up = page.get_by_role("button", name="Tăng tương phản")
    down = page.get_by_role("button", name="Giảm tương phản")
    up.click()
    up.click()
    assert page.locator("html").get_attribute("data-contrast") == "max"
    assert up.get_attribute("aria-disabled") == "true"
    page.wait_for_load_state("networkidle")
    page.reload()
    assert page.locator("html").get_attribute("data-contrast") == "max"
    down.click()
    down.click()
    assert page.locator("html").get_attribute("data-contrast") == "normal"
    assert down.get_attribute("aria-disabled") == "true"
    page.wait_for_load_state("networkidle")
    page.close()
