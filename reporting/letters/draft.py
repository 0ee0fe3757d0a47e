"""What a letter says, before it is set: plain facts, proposed from the data and completed by hand."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from reporting.letterhead import Header
from reporting.models import OutgoingLetter

Kind = OutgoingLetter.Kind

SLUGS = {
    "don-doc": Kind.URGE,
    "moi-lam-viec": Kind.SUMMON,
    "bien-ban": Kind.MINUTES,
    "to-trinh-gia-han": Kind.EXTENSION,
    "to-trinh-cham-dut": Kind.TERMINATION,
}
"""The kinds as addresses name them."""

BOXES: Mapping[str, tuple[str, ...]] = {
    Kind.URGE: ("until",),
    Kind.SUMMON: ("meeting_on", "hour", "place", "people"),
    Kind.MINUTES: ("meeting_on", "hour", "place", "people", "ended"),
    Kind.EXTENSION: ("basis", "until"),
    Kind.TERMINATION: ("basis",),
}
"""What a kind asks for beside addressee, subject and text."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sender:
    """The body a letter goes out from: the flag's office, or the body that keeps the case."""

    header: Header
    name: str
    parent: str
    abbreviation: str  # "STC", after the dash of the number
    power_lines: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """A letter in words. `body`, `basis` and `people` hold one paragraph or name a line.

    `until` is the day an answer is asked for, or the new deadline a submission asks for;
    `meeting_on`, `hour`, `place`, `people` and `ended` are of a working session.
    """

    kind: str
    addressee: str = ""
    subject: str = ""
    body: str = ""
    basis: str = ""
    until: date | None = None
    meeting_on: date | None = None
    hour: str = ""
    place: str = ""
    people: str = ""
    ended: str = ""

    def facts(self) -> dict[str, Any]:
        """What the database keeps of it, in values JSON can hold."""
        return {
            name: value.isoformat() if isinstance(value, date) else value
            for name, value in asdict(self).items()
            if value
        }


def lines(text: str) -> list[str]:
    """The lines of a box that say something."""
    return [line.strip() for line in text.splitlines() if line.strip()]


_PROPER = ("Luật", "Bộ luật", "Nghị", "Thông tư", "Quyết định", "Chỉ thị")


def cited(article: str) -> str:
    """The words of a law inside a sentence: a proper name keeps its capital."""
    return article if article.startswith(_PROPER) else article[:1].lower() + article[1:]
