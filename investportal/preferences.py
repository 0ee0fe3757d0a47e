"""How a reader wants pages to be: text size, contrast, theme, keys without a modifier (WCAG 2.1.4).

The choice lives in four cookies and is written by the server as attributes of <html>; a
dimension nobody chose has no attribute, so the style sheet follows the system preference.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

SIZES = ("s", "m", "l", "xl")
CONTRASTS = ("normal", "high", "max")
THEMES = ("light", "dark")

KEYS = ("on", "off")

CHOICES: dict[str, tuple[str, ...]] = {
    "size": SIZES,
    "contrast": CONTRASTS,
    "theme": THEMES,
    "keys": KEYS,
}
DEFAULTS = {"size": "m", "contrast": "normal", "theme": "light", "keys": "on"}
STEPS = {"up": 1, "down": -1}
COOKIE_PREFIX = "display_"
COOKIE_AGE_SECONDS = 365 * 24 * 3600


@dataclass(frozen=True)
class Preferences:
    """What the reader chose; an empty string where nothing was chosen."""

    size: str = ""
    contrast: str = ""
    theme: str = ""
    keys: str = ""

    @classmethod
    def from_cookies(cls, cookies: Mapping[str, str]) -> Preferences:
        """Read the cookies; a value we never wrote counts as no choice."""
        chosen = {}
        for name, allowed in CHOICES.items():
            value = cookies.get(COOKIE_PREFIX + name, "")
            chosen[name] = value if value in allowed else ""
        return cls(**chosen)

    def current(self, name: str) -> str:
        """The value in effect, as far as the server can know it."""
        return str(getattr(self, name)) or DEFAULTS[name]

    @property
    def size_at_smallest(self) -> bool:
        return self.current("size") == SIZES[0]

    @property
    def size_at_largest(self) -> bool:
        return self.current("size") == SIZES[-1]

    @property
    def contrast_at_lowest(self) -> bool:
        return self.current("contrast") == CONTRASTS[0]

    @property
    def contrast_at_highest(self) -> bool:
        return self.current("contrast") == CONTRASTS[-1]

    @property
    def is_dark(self) -> bool:
        return self.current("theme") == "dark"


def resolve(name: str, asked: str, current: str) -> str | None:
    """Turn what a button sent ("up", "down" or a value) into a value of that dimension.

    A step past either end stays at the end. None when the name or value is not ours.
    """
    allowed = CHOICES.get(name)
    if allowed is None:
        return None
    if asked in STEPS and name in ("size", "contrast"):
        place = allowed.index(current) + STEPS[asked]
        return allowed[min(max(place, 0), len(allowed) - 1)]
    return asked if asked in allowed else None
