"""The questions of a periodic report, one a screen, and the remarks that name them."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Screen:
    """One question: its place in addresses, the facts it asks for, those it cannot do without."""

    key: str
    fields: tuple[str, ...] = ()
    needed: tuple[str, ...] = ()


SCREENS = (
    Screen("hien-trang", ("works", "works_words"), ("works",)),
    Screen("von-trong-ky", ("equity_vnd", "loans_vnd"), ("equity_vnd", "loans_vnd")),
    Screen("von-luy-ke", ("implemented_vnd",), ("implemented_vnd",)),
    Screen(
        "ket-qua",
        ("revenue_vnd", "exports_usd", "taxes_vnd"),
        ("revenue_vnd", "exports_usd", "taxes_vnd"),
    ),
    Screen("lao-dong", ("workers", "foreign_workers"), ("workers", "foreign_workers")),
    Screen("dat", ("land_used_m2",), ("land_used_m2",)),
    Screen("vuong-mac", ("obstacles", "proposals")),
    Screen("ke-hoach", ("plan_words",)),
    Screen("anh"),
    Screen("gui"),
)
"""In the order they are asked. Remarks name a question by its number: a new one goes last."""

PHOTOGRAPHS, SENDING = "anh", "gui"
ASKED = tuple(screen for screen in SCREENS if screen.fields)
"""Those that ask for facts."""

_NUMBERED = re.compile(r"^Câu (\d{1,2})\. (.+)$")


def screen_of(key: str) -> Screen | None:
    """The screen at an address, or None."""
    return next((screen for screen in SCREENS if screen.key == key), None)


def number_of(key: str) -> int:
    """Its number, from 1. Raises ValueError for an unknown one."""
    return [screen.key for screen in SCREENS].index(key) + 1


def beside(key: str, by: int) -> str:
    """The key of the screen so many further; empty past either end."""
    place = number_of(key) - 1 + by
    return SCREENS[place].key if 0 <= place < len(SCREENS) else ""


def unanswered(values: Mapping[str, Any], passed: Sequence[str]) -> tuple[str, ...]:
    """Keys of the screens without an answer: a needed fact is missing, or nobody was there yet."""
    return tuple(
        screen.key
        for screen in ASKED
        if screen.key not in passed
        or any(values.get(name) is None or values.get(name) == "" for name in screen.needed)
    )


def join_remarks(whole: str, on_screens: Mapping[str, str]) -> str:
    """Remarks as they are kept: on the whole first, then one line for each question."""
    lines = [whole.strip()] if whole.strip() else []
    for screen in SCREENS:
        text = " ".join(on_screens.get(screen.key, "").split())
        if text:
            lines.append(f"Câu {number_of(screen.key)}. {text}")
    return "\n".join(lines)


def split_remarks(text: str) -> tuple[str, dict[str, str]]:
    """The remarks on the whole, and those on each question by its key."""
    whole, found = [], {}
    for line in text.splitlines():
        numbered = _NUMBERED.match(line.strip())
        if numbered and 1 <= int(numbered[1]) <= len(SCREENS):
            found[SCREENS[int(numbered[1]) - 1].key] = numbered[2]
        else:
            whole.append(line)
    return "\n".join(whole).strip(), found
