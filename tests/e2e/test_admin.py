"""/quan-tri/ in a real browser: its scripts run under the strict policy, and it can be used."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Page

from tests.e2e.conftest import sign_in

KEEPER = "quantri"
ADMIN = "/quan-tri/"
PATHS = (
    "",
    "accounts/agency/add/",
    "accounts/administrativeunitsuccession/add/",
    "accounts/auditevent/",
    "deadlines/obligation/?clock__exact=unknown",
    "deadlines/ruleversion/",
    "accounts/administrativeunit/",
    "projects/project/?q=nha+may",
    "reporting/reportrun/",
)


@pytest.fixture
def page(signed_in: Callable[[str], BrowserContext]) -> Iterator[Page]:
    """A page of the keeper of the system; it fails the test when the browser complains."""
    opened = signed_in(KEEPER).new_page()
    opened.set_default_timeout(20_000)
    complaints: list[str] = []
    opened.on(
        "console",
        lambda m: complaints.append(m.text) if m.type in ("error", "warning") else None,
    )
    opened.on("pageerror", lambda error: complaints.append(str(error)))
    yield opened
    opened.close()
    assert complaints == []


def test_no_page_asks_for_what_the_policy_forbids(page: Page, address: str) -> None:
    for path in PATHS:
        answer = page.goto(address + ADMIN + path)
        assert answer is not None
        assert answer.status == 200, path
        policy = answer.headers["content-security-policy"]
        assert "script-src 'self';" in f"{policy};"
        page.wait_for_load_state("networkidle")


def test_a_row_of_a_list_opens(page: Page, address: str) -> None:
    page.goto(f"{address}{ADMIN}projects/project/")
    page.locator("#result_list tbody th a").first.click()
    page.locator(".readonly").first.wait_for()
    assert "Vốn đăng ký" in page.locator("#content").inner_text()
    assert page.locator("#content input:not([type=hidden])").count() == 0


def test_an_agency_is_corrected_with_the_place_found_by_typing(page: Page, address: str) -> None:
    page.goto(f"{address}{ADMIN}accounts/agency/?q=xa+khuoi+lam")
    page.locator("#result_list tbody th a").first.click()
    page.locator(".field-unit .select2-selection").click()
    page.locator(".select2-search__field").fill("khuoi lam")
    page.locator(".select2-results__option--highlighted").click()
    page.locator("input[name=short_name]").fill("UBND xã Khuổi Lầm (mới)")
    page.locator("input[name=_save]").click()
    page.locator(".messagelist .success").wait_for()
    page.goto(f"{address}{ADMIN}accounts/auditevent/")
    assert "Khuổi Lầm" in page.locator("#result_list tbody tr").first.inner_text()


def test_signing_out_there_is_signing_out(browser: Browser, address: str) -> None:
    # In a context of its own: the others go on being signed in.
    context = browser.new_context()
    page = context.new_page()
    sign_in(page, address, KEEPER)
    page.goto(address + ADMIN)
    page.locator("#logout-form button").click()
    page.wait_for_url("**/dang-nhap/")
    context.close()
