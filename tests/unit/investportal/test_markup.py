"""What the Content Security Policy and the icon file ask of every template."""

from __future__ import annotations

import hashlib
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[3]
PAGES = sorted(
    path
    for path in (ROOT / "templates").rglob("*.html")
    if "pdf" not in path.parts and "emails" not in path.parts
)
SYMBOLS = set(re.findall(r'<symbol id="([^"]+)"', (ROOT / "static" / "icons.svg").read_text()))


def symbol_of(name: str) -> str:
    """The symbol that {% icon name %} draws."""
    return name if name.startswith(("f-", "s-", "c-")) or name == "mark" else f"i-{name}"


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_no_page_needs_inline_style_or_script(page: Path) -> None:
    text = re.sub(r"\{% comment %\}.*?\{% endcomment %\}", "", page.read_text(), flags=re.S)
    assert not re.search(r"\sstyle\s*=", text)
    assert not re.search(r"<style\b", text)
    assert not re.search(r"\son[a-z]+\s*=\s*[\"']", text)
    assert not re.search(r"hx-on|hx-vals=[\"']js:", text)
    assert not re.search(r"<script(?![^>]*\ssrc=)", text)
    assert "data:image" not in text


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_every_icon_of_a_page_is_drawn(page: Path) -> None:
    asked = {symbol_of(name) for name in re.findall(r'\{% icon "([^"]+)"', page.read_text())}
    assert asked <= SYMBOLS


def test_states_and_severities_have_a_drawing() -> None:
    states = {
        "s-run",
        "s-build",
        "s-idle",
        "s-stop",
        "s-ended",
        "s-unknown",
        "s-proposed",
        "s-refused",
    }
    severities = {"f-crit", "f-warn", "f-info", "f-ok", "f-hold", "f-unk"}
    assert states | severities <= SYMBOLS


def test_vendored_files_are_the_published_ones() -> None:
    note = (ROOT / "static" / "vendor" / "VENDOR.txt").read_text()
    for path in (
        ROOT / "static" / "vendor" / "htmx-2.0.11" / "htmx.min.js",
        *sorted((ROOT / "static" / "fonts").glob("*.woff2")),
    ):
        assert hashlib.sha256(path.read_bytes()).hexdigest() in note, path.name
