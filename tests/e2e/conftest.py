"""A real browser in front of the portal that `./portal e2e` started."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, ViewportSize, sync_playwright

from accounts.demo import DEMO_PASSWORD

# Debian's Chromium as root, without its calls home.
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
DESK: ViewportSize = {"width": 1440, "height": 900}
PHONE: ViewportSize = {"width": 390, "height": 844}


@pytest.fixture(scope="session")
def address() -> str:
    """Where the portal answers."""
    return os.environ["PORTAL_URL"]


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """One Chromium for all tests."""
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(
            executable_path=os.environ["PORTAL_BROWSER"], args=ARGUMENTS
        )
        yield chromium
        chromium.close()


@pytest.fixture(scope="session")
def signed_in(browser: Browser, address: str) -> Iterator[Callable[[str], BrowserContext]]:
    """A browser context per demonstration account, signed in once through the real form."""
    contexts: dict[str, BrowserContext] = {}

    def context(username: str) -> BrowserContext:
        if username not in contexts:
            # Without transitions, so that axe never reads a colour half-way to another.
            contexts[username] = browser.new_context(
                viewport=DESK, locale="vi-VN", reduced_motion="reduce"
            )
            page = contexts[username].new_page()
            sign_in(page, address, username)
            page.close()
        return contexts[username]

    yield context
    for each in contexts.values():
        each.close()


def sign_in(page: Page, address: str, username: str) -> None:
    """Fill in the sign-in form as a person does."""
    page.goto(f"{address}/dang-nhap/")
    page.fill("input[name=login]", username)
    page.fill("input[name=password]", DEMO_PASSWORD)
    page.press("input[name=password]", "Enter")
    page.wait_for_url(lambda url: "/dang-nhap/" not in url)
