"""The description of the API draws itself from our own files alone and can be tried.

axe reads the page around the description: Swagger UI nests controls and has a main landmark of
its own. docs/api.md and the OpenAPI file tell the same without it.
"""

from __future__ import annotations

from collections.abc import Callable

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import BrowserContext, Page

from tests.e2e.conftest import DESK, PHONE
from tests.e2e.test_pages import SPILLS, STAFF

_ITS_OWN = {"landmark-no-duplicate-main": {"enabled": False}, "landmark-unique": {"enabled": False}}
AROUND = {"resultTypes": ["violations"], "rules": _ITS_OWN}


def watch(page: Page, address: str) -> list[str]:
    """What the console complains of and who else is asked, as it happens."""
    complaints: list[str] = []
    page.on("console", lambda said: complaints.append(said.text) if said.type == "error" else None)
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on(
        "request",
        lambda asked: (
            complaints.append(asked.url) if not asked.url.startswith((address, "data:")) else None
        ),
    )
    return complaints


def test_the_description_is_drawn_and_tried(
    signed_in: Callable[[str], BrowserContext], address: str
) -> None:
    page = signed_in(STAFF).new_page()
    complaints = watch(page, address)
    for viewport in (DESK, PHONE):
        page.set_viewport_size(viewport)
        page.goto(f"{address}/api/")
        page.wait_for_selector("#operations-projects-listProjects")
        assert page.locator(".opblock").count() == 9
        around = Axe().run(page, {"exclude": [["#mo-ta"]]}, AROUND)
        assert around.violations_count == 0, around.generate_report()
        assert page.evaluate(SPILLS) <= 0
    page.set_viewport_size(DESK)
    page.locator("#operations-projects-listProjects .opblock-summary-control").click()
    page.get_by_role("button", name="Try it out").click()
    page.get_by_role("button", name="Execute").click()
    page.wait_for_selector(".live-responses-table")
    assert page.locator(".live-responses-table .response-col_status").last.inner_text() == "200"
    assert complaints == []
    page.close()
