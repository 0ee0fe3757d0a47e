"""One line of the arithmetic of a deadline, as a screen and the report draw it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from vn.dates import day_text

Params = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Line:
    """One line: sign, words, the day or length on the right, what it rests on, its class.

    `url` leads to the fact it rests on, where a page knows it.
    """

    sign: str
    words: str
    right: str
    basis: str = ""
    css: str = ""
    alarming: bool = False
    url: str = ""


def day_of(text: str | None) -> str:
    """A day as a step holds it, in words; a dash for none."""
    return day_text(date.fromisoformat(text)) if text else "—"
