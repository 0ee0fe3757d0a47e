"""The palettes of tokens.css: copies agree, and every pair of colours can be told apart."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

CSS = Path(__file__).parents[3] / "static" / "css" / "tokens.css"
DARK, MORE = "(prefers-color-scheme:dark)", "(prefers-contrast:more)"

# palette -> every way (media query, selector) that leads to it
WAYS = {
    "dark": [("", ":root[data-theme=dark]"), (DARK, ":root:not([data-theme])")],
    "high": [("", ":root[data-contrast=high]"), (MORE, ":root:not([data-contrast])")],
    "dark high": [
        ("", ":root[data-theme=dark][data-contrast=high]"),
        (DARK, ":root:not([data-theme])[data-contrast=high]"),
        (MORE, ":root[data-theme=dark]:not([data-contrast])"),
        (f"{DARK} and {MORE}", ":root:not([data-theme]):not([data-contrast])"),
    ],
    "max": [("", ":root[data-contrast=max]")],
    "dark max": [
        ("", ":root[data-theme=dark][data-contrast=max]"),
        (DARK, ":root:not([data-theme])[data-contrast=max]"),
    ],
}
# what a reader sees -> the palettes that apply, weakest first
SEEN = {
    "light": [],
    "dark": ["dark"],
    "high": ["high"],
    "dark high": ["dark", "high", "dark high"],
    "max": ["max"],
    "dark max": ["dark", "max", "dark max"],
}
TEXT_PAIRS = [
    *((ink, paper) for ink in ("ink", "ink-2", "ink-3", "link") for paper in ("surface", "bg")),
    *((state, f"{state}-bg") for state in ("run", "build", "idle", "stop", "bad", "warn")),
    *((state, "surface") for state in ("run", "build", "bad", "warn")),
    ("ink-2", "unk-bg"),
    ("ink-2", "surface-2"),
    ("ink-3", "surface-2"),
    ("on-brand", "brand"),
    ("brand", "brand-soft"),
    ("ch-on", "ch-run"),
    ("ch-on", "ch-build"),
    ("ch-on", "ch-stop"),
    ("ch-on-idle", "ch-idle"),
]
SHAPE_PAIRS = [
    *((line, paper) for line in ("ctl", "focus") for paper in ("surface", "bg")),
    *((f"ch-{name}", "surface") for name in ("plan", "act", "run", "build", "idle", "stop")),
]


def blocks() -> dict[tuple[str, str], dict[str, str]]:
    """(media query, selector) -> its custom properties; the style sheet has one rule a line."""
    found: dict[tuple[str, str], dict[str, str]] = {}
    media = ""
    for part in re.finditer(r"@media ([^{]+)\{|(:root[^{]*)\{([^}]*)\}|\n  \}", CSS.read_text()):
        if part[1]:
            media = part[1].strip()
        elif part[2]:
            values = dict(re.findall(r"--([\w-]+):\s*([^;]+);", part[3]))
            found.setdefault((media, part[2].strip()), {}).update(values)
        else:
            media = ""
    return found


BLOCKS = blocks()


def palette(name: str) -> dict[str, str]:
    """The colours in effect, cascade applied."""
    colours = dict(BLOCKS["", ":root"])
    for layer in SEEN[name]:
        colours |= BLOCKS[WAYS[layer][0]]
    return colours


def luminance(colour: str) -> float:
    """Relative luminance as WCAG 2 defines it."""
    digits = colour.removeprefix("#")
    digits = "".join(d * 2 for d in digits) if len(digits) == 3 else digits
    channels = [int(digits[i : i + 2], 16) / 255 for i in (0, 2, 4)]
    red, green, blue = (
        c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("name", WAYS)
def test_the_choice_and_the_system_preference_give_the_same_colours(name: str) -> None:
    first, *others = (BLOCKS[way] for way in WAYS[name])
    assert first
    for other in others:
        assert other == first


@pytest.mark.parametrize("name", SEEN)
def test_text_is_readable(name: str) -> None:
    colours = palette(name)
    weak = {
        pair: round(contrast(colours[pair[0]], colours[pair[1]]), 2)
        for pair in TEXT_PAIRS
        if contrast(colours[pair[0]], colours[pair[1]]) < 4.5
    }
    assert weak == {}


@pytest.mark.parametrize("name", SEEN)
def test_controls_and_bars_stand_out(name: str) -> None:
    colours = palette(name)
    weak = {
        pair: round(contrast(colours[pair[0]], colours[pair[1]]), 2)
        for pair in SHAPE_PAIRS
        if contrast(colours[pair[0]], colours[pair[1]]) < 3
    }
    assert weak == {}


@pytest.mark.parametrize("dark", ["", "dark "])
def test_each_step_of_contrast_makes_text_stronger(dark: str) -> None:
    steps = [palette(name) for name in ((dark or "light ").strip(), f"{dark}high", f"{dark}max")]
    secondary = [contrast(step["ink-3"], step["surface"]) for step in steps]
    assert secondary == sorted(secondary)
    assert secondary[0] < secondary[1] < secondary[2]
