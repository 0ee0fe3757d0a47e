"""A decision on handling as the rules see it."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True, kw_only=True)
class HandlingFacts:
    """A project put into a class; `step_due` is the day its next step must be done by."""

    id: int
    decided_on: date
    document_number: str = ""
    step_due: date | None = None
    ended_on: date | None = None
