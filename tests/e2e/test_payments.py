"""A month of sixty lines is entered by keyboard, a block of it pasted, and every figure compared."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import psycopg2
import pytest
from playwright.sync_api import BrowserContext, Page, Route, expect

from tests.e2e.capital import give_lines
from tests.e2e.conftest import DESK
from tests.e2e.test_pages import look

OWNER = "chudautu"
LINES = 60
PASTED = 10
COLUMNS = ("advance_vnd", "volume_vnd", "recovery_vnd", "estimate_vnd")
BY_HAND = ("recovery_vnd", "advance_vnd", "volume_vnd", "estimate_vnd")
"""Recoveries before advances: what the demonstration recovered goes before what it advanced."""

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


def rows_of(page: Page) -> dict[int, dict[str, str]]:
    """What stands in the boxes of each line, by column, from the top."""
    found: dict[str, dict[str, str]] = page.evaluate(
        """() => Object.fromEntries(Array.from(document.querySelectorAll("tr[id^=d-]"), (row) => [
            row.id, Object.fromEntries(Array.from(row.querySelectorAll("input[data-c]"),
                (box) => [box.dataset.c, box.value]))]))"""
    )
    return {int(name.removeprefix("d-")): boxes for name, boxes in found.items()}


def whole(rows: dict[int, dict[str, str]]) -> list[int]:
    """The lines of which everything is asked: no capital of another year, whose window is over."""
    return [line for line, boxes in rows.items() if len(boxes) == len(COLUMNS)]


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
    give_lines(OWNER, year=int(month[:4]), count=LINES)
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


def type_down(
    page: Page, column: str, rows: dict[int, dict[str, str]], typed: Sequence[Typing]
) -> None:
    """Fill in a column from the top with Enter, going past the lines nothing is asked of."""
    texts = {each.line: each.texts[COLUMNS.index(column)] for each in typed}
    box(page, typed[0].line, column).focus()
    down = [line for line, boxes in rows.items() if column in boxes]
    for line in down[down.index(typed[0].line) : down.index(typed[-1].line) + 1]:
        if line in texts:
            page.keyboard.insert_text(texts[line])
        page.keyboard.press("Enter")


def copied(rows: dict[int, dict[str, str]], typed: Sequence[Typing]) -> str:
    """A block as a workbook copies it; lines between that nothing is asked of stay as they are."""
    texts: dict[int, Sequence[str]] = {each.line: each.texts for each in typed}
    down = list(rows)
    down = down[down.index(typed[0].line) : down.index(typed[-1].line) + 1]
    cells = (texts.get(line, [rows[line].get(name, "") for name in COLUMNS]) for line in down)
    return "".join("\t".join(row) + "\r\n" for row in cells)


def test_sixty_lines_by_keyboard(grid: tuple[Page, str], database: Any) -> None:
    page, month = grid
    rows = rows_of(page)
    lines = whole(rows)[:LINES]
    assert len(lines) == LINES
    wanted = [typing(place, line) for place, line in enumerate(lines)]
    hand, block = wanted[:-PASTED], wanted[-PASTED:]
    start = time.monotonic()
    for column in BY_HAND:
        type_down(page, column, rows, hand)
    # One figure a second time, from the box beside it: up, back to the right.
    box(page, hand[1].line, "advance_vnd").focus()
    page.keyboard.press("Tab")
    page.keyboard.insert_text(hand[1].texts[1])
    page.keyboard.press("ArrowUp")
    expect(box(page, hand[0].line, "volume_vnd")).to_be_focused()
    box(page, block[0].line, "advance_vnd").focus()
    paste(page, copied(rows, block))
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
    line = whole(rows_of(page))[0]
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
    line = whole(rows_of(page))[0]
    cell = box(page, line, "volume_vnd")
    before = cell.input_value()
    cell.fill("bảy tỷ")
    cell.press("Enter")
    expect(page.locator(f"#loi-volume_vnd-{line}")).not_to_be_empty()
    expect(cell).to_have_value("bảy tỷ")
    expect(cell).to_have_attribute("aria-invalid", "true")
    # Another box of the line is saved: what is wrong with this one is still said.
    other = box(page, line, "estimate_vnd")
    other.fill("1.234,5" if other.input_value() != "1.234,5" else "1.234")
    other.press("Tab")
    expect(page.locator(f"#tt-{line}")).to_contain_text("đã lưu")
    expect(page.locator(f"#loi-volume_vnd-{line}")).not_to_be_empty()
    cell.press("Escape")
    expect(cell).to_have_value(before)
    expect(page.locator(f"#loi-volume_vnd-{line}")).to_be_empty()
    cell.fill("bảy tỷ")
    cell.press("Tab")
    expect(page.locator(f"#loi-volume_vnd-{line}")).not_to_be_empty()
    cell.press("Escape")


def test_what_is_pasted_while_another_box_is_saved_is_saved_too(
    grid: tuple[Page, str], database: Any
) -> None:
    page, month = grid
    first, second = whole(rows_of(page))[:2]
    page.evaluate(
        """() => {
            const send = window.fetch;
            window.fetch = async (...what) => {
                await new Promise((go) => (window.letGo = go));
                window.fetch = send;
                return send(...what);
            };
        }"""
    )
    cell = box(page, first, "estimate_vnd")
    cell.fill("777" if cell.input_value() != "777" else "778")
    cell.press("Tab")
    page.wait_for_function("() => window.letGo")
    volume = "5.432,1" if box(page, second, "volume_vnd").input_value() != "5.432,1" else "5.432"
    box(page, second, "volume_vnd").focus()
    paste(page, f"{volume}\t0\r\n")
    page.evaluate("() => window.letGo()")
    expect(page.locator(f"#tt-{second}")).to_contain_text("đã lưu")
    all_saved(page)
    assert stored(database, month)[second][1] in (5_432_100_000, 5_432_000_000)
    # The same figure, written as a phone writes it, is on record already.
    same = box(page, second, "volume_vnd")
    same.fill(volume.replace(".", ""))
    same.press("Tab")
    expect(same).to_have_value(volume)


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
