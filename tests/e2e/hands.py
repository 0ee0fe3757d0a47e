"""Two hands on a keyboard: no mouse, no address typed, and every key counted."""

from __future__ import annotations

from playwright.sync_api import Page, expect

FAR, SLOW = 160, 30_000
"""Tabs after which a thing counts as out of reach; milliseconds a busy machine may take."""


class Hands:
    """Drives a page by keys alone. `moves` are keys that write nothing, `typed` the characters."""

    def __init__(self, page: Page) -> None:
        self.page, self.moves, self.typed = page, 0, 0

    def press(self, key: str) -> None:
        """One key, or one chord."""
        self.page.keyboard.press(key)
        self.moves += 1

    def type(self, text: str) -> None:
        """Text into what has the focus."""
        self.page.keyboard.type(text)
        self.typed += len(text)

    def is_at(self, css: str) -> bool:
        """Whether the focus is there."""
        return bool(
            self.page.evaluate(
                "c => !!document.activeElement && document.activeElement.matches(c)", css
            )
        )

    def reach(self, css: str) -> None:
        """Tab until the focus is there."""
        for _ in range(FAR):
            if self.is_at(css):
                return
            self.press("Tab")
        raise AssertionError(f"out of reach of the keyboard: {css} on {self.page.url}")

    def act(self, name: str) -> None:
        """Open an act of this page by a part of its name, as "." offers it."""
        self.page.wait_for_load_state("networkidle")
        self.press(".")
        self.page.wait_for_selector("#viec[open]")
        self.type(name)
        chosen = self.page.locator("#viec [aria-selected=true]")
        expect(chosen, f"an act called “{name}” on {self.page.url}").to_have_count(1, timeout=SLOW)
        before = self.page.url
        self.press("Enter")
        self.page.wait_for_function(
            "before => location.href !== before || document.activeElement.closest('main')",
            arg=before,
        )
        self.page.wait_for_load_state()

    def fill(self, **boxes: str) -> None:
        """Write into boxes by name, in the order of the form."""
        for name, text in boxes.items():
            self.reach(f"form [name={name}]")
            if self.is_at("select"):
                self._step_to(text)
                continue
            self.page.keyboard.press("Control+A")
            self.type(text)

    def _step_to(self, text: str) -> None:
        """Down the choices of the select in focus; no letter with its accents picks one there."""
        chosen = "() => document.activeElement.selectedOptions[0].textContent.trim()"
        self.press("Home")
        for _ in range(FAR):
            if self.page.evaluate(chosen).startswith(text):
                return
            self.press("ArrowDown")
        raise AssertionError(f"no choice begins with {text}")

    def choose(self, name: str, steps: int = 0) -> None:
        """Reach a group of radio buttons and go `steps` down."""
        self.reach(f"form input[name={name}]")
        self.press("Space")
        for _ in range(steps):
            self.press("ArrowDown")

    def send(self) -> None:
        """Do what the form is for, and wait until it was done; a refusal fails with its words."""
        self.press("Control+Enter")
        self.page.wait_for_function(
            "() => !document.querySelector('main form[data-look]') || document.querySelector('main [aria-invalid=true], main .errsum')",
            timeout=SLOW,
        )
        refused = self.page.locator("main .errsum")
        assert refused.count() == 0, "; ".join(refused.all_inner_texts())

    def send_after_a_look(self) -> None:
        """Look at the consequences first, then do it."""
        self.press("Control+Enter")
        self.page.wait_for_selector("main button[name=confirm], main .errsum")
        refused = self.page.locator("main .errsum")
        assert refused.count() == 0, "; ".join(refused.all_inner_texts())
        self.reach("button[name=confirm]")
        self.send()

    def said(self, *texts: str) -> None:
        """Fail unless the page shows these texts."""
        for text in texts:
            expect(self.page.locator("main")).to_contain_text(text, timeout=SLOW)
