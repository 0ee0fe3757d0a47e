"""A month of sixty lines is entered by keyboard, a block of it pasted, and every figure compared."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import psycopg2
import pytest
from playwright.sync_api import BrowserContext, Page, Route, expect

from tests.e2e.conftest import DESK
from tests.e2e.test_pages import look

OWNER = "chudautu"
LINES = 60
PASTED = 10
COLUMNS = ("advance_vnd", "volume_vnd", "recovery_vnd", "estimate_vnd")
BY_HAND = ("recovery_vnd", "advance_vnd", "volume_vnd", "estimate_vnd")
"""Recoveries before advances: what the demonstration recovered goes before what it advanced."""

MORE_LINES = """
    INSERT INTO disbursement_planline (plan_id, source_id, bucket, project_id, priority,
        allocated_vnd, drawn_vnd, disbursed_vnd, advance_vnd, version)
    SELECT plan.id, source.id, bucket, public.project_id, '', 90000000000, 0, 0, 0, 1
    FROM projects_publicproject public
    JOIN accounts_user person ON person.agency_id = public.owner_id AND person.username = %s
    CROSS JOIN disbursement_fundingsource source
    CROSS JOIN unnest(ARRAY['year', 'carried_over', 'advanced']) bucket
    JOIN disbursement_capitalplan plan ON plan.horizon = 'annual'
        AND plan.first_year = EXTRACT(year FROM %s::date)
    WHERE NOT EXISTS (SELECT 1 FROM disbursement_fundingsource child WHERE child.parent_id = source.id)
    ORDER BY public.project_id, source.id
    LIMIT %s ON CONFLICT DO NOTHING
"""
STORED = """
    SELECT line_id, advance_vnd, volume_vnd, recovery_vnd, estimate_vnd
    FROM disbursement_monthlypayment WHERE month = %s
"""


@dataclass(frozen=True, slots=True)
class Typing:
    """What is typed of a line, in the order of the columns, and what it is in whole đồng."""

    line: int
    texts: tuple[str, str, str, str]
    vnd: tuple[int, int, int, int]


@pytest.fixture
def database() -> Iterator[Any]:
    """The portal's own rows, read beside it."""
    connection = psycopg2.connect(os.environ["DATABASE_OWNER_URL"])
    connection.autocommit = True
    yield connection
    connection.close()


def typing(place: int, line: int) -> Typing:
    """Figures with and without decimals: 7.500, 1.234,5 and 0,125 triệu."""
    volume, estimate = 1000 + 37 * place, 900 + 11 * place
    texts = ("0", f"{volume // 1000}.{volume % 1000:03d},5", "0", f"{estimate}")
    return Typing(line, texts, (0, volume * 10**6 + 500_000, 0, estimate * 10**6))


def rows_of(page: Page) -> list[int]:
    """The lines with boxes, from the top."""
    names = page.locator("input[data-c=volume_vnd]").evaluate_all("b => b.map(x => x.name)")
    return [int(name.split("-")[1]) for name in names]


def paste(page: Page, text: str) -> None:
    """What Ctrl+V of a copied block does in the box in hand."""
    page.evaluate(
        """text => {
            const data = new DataTransfer();
            data.setData("text/plain", text);
            document.activeElement.dispatchEvent(new ClipboardEvent("paste",
                { clipboardData: data, bubbles: true, cancelable: true }));
        }""",
        text,
    )


@pytest.fixture
def grid(
    signed_in: Callable[[str], BrowserContext], address: str, database: Any
) -> Iterator[tuple[Page, str]]:
    """The grid of an owner with sixty lines and more, and the month it is open on."""
    page = signed_in(OWNER).new_page()
    page.set_viewport_size(DESK)
    page.goto(f"{address}/nhap-giai-ngan/")
    month = page.locator("#thang").input_value()
    with database.cursor() as cursor:
        cursor.execute(MORE_LINES, (OWNER, f"{month}-01", LINES))
    page.reload()
    yield page, month
    page.close()


def box(page: Page, line: int, column: str) -> Any:
    return page.locator(f"input[name=o-{line}-{column}]")


def all_saved(page: Page) -> None:
    """Every box shows what is on record, and none was refused."""
    page.wait_for_function(
        """() => Array.from(document.querySelectorAll("input[data-c]")).every(
            (box) => box.value === box.defaultValue)""",
        timeout=60_000,
    )
    assert page.locator("input[data-c][aria-invalid=true]").count() == 0


def stored(database: Any, month: str) -> dict[int, tuple[int, ...]]:
    with database.cursor() as cursor:
        cursor.execute(STORED, (f"{month}-01",))
        return {row[0]: tuple(row[1:]) for row in cursor.fetchall()}


def test_sixty_lines_by_keyboard(grid: tuple[Page, str], database: Any) -> None:
    page, month = grid
    lines = rows_of(page)[:LINES]
    assert len(lines) == LINES
    wanted = [typing(place, line) for place, line in enumerate(lines)]
    hand, block = wanted[:-PASTED], wanted[-PASTED:]
    start = time.monotonic()
    for column in BY_HAND:
        box(page, hand[0].line, column).focus()
        for each in hand:
            page.keyboard.insert_text(each.texts[COLUMNS.index(column)])
            page.keyboard.press("Enter")
    # One figure a second time, from the box beside it: up, back to the right.
    box(page, hand[1].line, "advance_vnd").focus()
    page.keyboard.press("Tab")
    page.keyboard.insert_text(hand[1].texts[1])
    page.keyboard.press("ArrowUp")
    expect(box(page, hand[0].line, "volume_vnd")).to_be_focused()
    box(page, block[0].line, "advance_vnd").focus()
    paste(page, "\r\n".join("\t".join(each.texts) for each in block) + "\r\n")
    all_saved(page)
    taken = time.monotonic() - start
    found = stored(database, month)
    assert {each.line: found.get(each.line) for each in wanted} == {
        each.line: each.vnd for each in wanted
    }
    print(f"\n  {LINES} lines, {4 * LINES} boxes entered and saved in {taken:.1f} s")  # noqa: T201
    page.reload()
    expect(box(page, hand[0].line, "volume_vnd")).to_have_value("1.000,5")


def test_what_is_typed_survives_a_lost_connection(grid: tuple[Page, str], database: Any) -> None:
    page, month = grid
    line = rows_of(page)[0]
    cell = box(page, line, "estimate_vnd")

    def lost(route: Route) -> None:
        if route.request.method == "POST":
            route.abort()
        else:
            route.continue_()

    page.route("**/nhap-giai-ngan/**", lost)
    cell.fill("4.321")
    cell.press("Tab")
    expect(page.locator("#chua-luu")).to_contain_text("mất kết nối")
    expect(cell).to_have_value("4.321")
    page.unroute("**/nhap-giai-ngan/**")
    all_saved(page)
    expect(page.locator("#chua-luu")).to_be_empty()
    assert stored(database, month)[line][3] == 4_321_000_000


def test_a_refusal_keeps_what_was_typed_and_escape_restores(grid: tuple[Page, str]) -> None:
    page, _month = grid
    line = rows_of(page)[0]
    cell = box(page, line, "volume_vnd")
    before = cell.input_value()
    cell.fill("bảy tỷ")
    cell.press("Enter")
    expect(page.locator(f"#loi-volume_vnd-{line}")).not_to_be_empty()
    expect(cell).to_have_value("bảy tỷ")
    expect(cell).to_have_attribute("aria-invalid", "true")
    cell.press("Escape")
    expect(cell).to_have_value(before)
    expect(page.locator(f"#loi-volume_vnd-{line}")).to_be_empty()


@pytest.mark.parametrize(
    "path", ["", "?bang=khoi-luong", "home"], ids=["money", "progress", "home"]
)
def test_the_pages_of_an_owner_in_every_mode(
    signed_in: Callable[[str], BrowserContext], address: str, path: str
) -> None:
    page = signed_in(OWNER).new_page()
    page.set_default_timeout(20_000)
    page.goto(f"{address}/nhap-giai-ngan/")
    grid = page.url.split("?")[0]
    look(page, f"{address}/giai-ngan-cua-toi/" if path == "home" else grid + path)
    page.close()
