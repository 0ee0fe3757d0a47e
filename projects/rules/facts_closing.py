"""The end of a part of a project, and what has to follow a termination, as the rules see them."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True, kw_only=True)
class ClosureFacts:
    """One thing to be done after a termination; `due` is the day its decision orders, if any."""

    id: int
    kind: str
    ordered: date
    due: date | None = None
    done: date | None = None
    agency_id: int | None = None
    reference: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class EndedPhase:
    """A phase that a termination in part ended on a day."""

    phase: int
    on: date
