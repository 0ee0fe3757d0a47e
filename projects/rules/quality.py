"""How target 4 of Resolution 135-NQ/TU is computed: the database complete, every project updated.

Law catalogue, section 7, KPI (4): "project updated within the last reporting period and mandatory
fields complete". This file is the one place that says what "complete" and "updated" mean; pages
print it, the rule Q1 asks by it, counters count by it.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from projects.rules.gate_facts import GateFacts
from projects.rules.gates import Need, needs_of
from projects.rules.stage import Stage

_ABOUT_OTHERS = ("handling_", "flag_", "document_", "directive_", "order_", "round_")
_ALONE = frozenset(
    {
        "decide_flag",
        "project_handed_over",
        "projects_handed_over",
        "project_looked_at",
        "contact_person_shown",
    }
)
"""Acts of a person that say nothing of the project's own figures: who follows it, how it is dealt
with, which papers lie beside it. `_ABOUT_OTHERS` are beginnings of verbs."""


def asked_of(facts: GateFacts) -> tuple[Need, ...]:
    """The facts asked of a project: those of its stage.

    One whose stage nobody can tell yet is asked what every approved project has: a bare name is
    not a complete record.
    """
    stage = Stage.APPROVED if facts.stage is Stage.UNKNOWN else facts.stage
    return needs_of(stage, facts)


@dataclass(frozen=True, slots=True)
class RecordQuality:
    """One project on one day: how many facts its stage asks for, which are missing, last update."""

    asked: int
    missing: tuple[str, ...]
    updated_on: date

    @property
    def there(self) -> int:
        """How many of the facts asked for are on record."""
        return self.asked - len(self.missing)

    @property
    def is_complete(self) -> bool:
        """Whether nothing that the stage asks for is missing."""
        return not self.missing

    def is_current(self, *, days: int, on: date) -> bool:
        """Whether it was updated within the last `days` days."""
        return on < stale_since(self.updated_on, days)

    def meets_target(self, *, days: int, on: date) -> bool:
        """Whether it counts for target 4: complete and current."""
        return self.is_complete and self.is_current(days=days, on=on)


def stale_since(updated_on: date, days: int) -> date:
    """The first day on which a record is no longer current: the last one is `days` days later."""
    return updated_on + timedelta(days=days + 1)


def current_from(on: date, days: int) -> date:
    """The earliest day of an update that is still current on `on`."""
    return on - timedelta(days=days)


def renews(verb: str, *, by_person: bool) -> bool:
    """Whether an act is an update of the record.

    What the portal does by itself (sweep, night jobs, first loading) is none; an import of the
    same values writes no act at all.
    """
    return by_person and verb not in _ALONE and not verb.startswith(_ABOUT_OTHERS)
