"""The frozen result of a rule: one obligation as the facts and the law make it."""

import hashlib
import json
from dataclasses import dataclass, fields
from datetime import date
from functools import cache
from typing import Any

from deadlines.rules.clock import Clock, Step
from deadlines.rules.ladder import Audience, Level, Rung, standing


@dataclass(frozen=True, slots=True, kw_only=True)
class Computed:
    """Who owes what by which day, by which version of which rule, and how that was reckoned.

    Exactly one of `bearer_agency_id` and `bearer_investor_id` is set. UNKNOWN names the fact in
    `missing`; VOID says why in `void_reason`; MET always has a due day and a `met_date`. FOUND is
    a condition true today: `due_date` is the day since which, `fingerprint` tells its facts apart.
    Amounts are whole đồng. `recompute_on` is a day on which the same facts give another result
    (a pause begins, another version enters into force): the sweep must recompute then.
    """

    kind: str
    subject_kind: str
    subject_id: int
    cycle: str = ""
    project_id: int | None = None
    bearer_agency_id: int | None = None
    bearer_investor_id: int | None = None
    clock: Clock
    base_date: date | None = None
    due_date: date | None = None
    stopped_on: date | None = None
    excluded_days: int = 0
    submitted_date: date | None = None
    met_date: date | None = None
    amount_due_vnd: int | None = None
    amount_met_vnd: int | None = None
    rungs: tuple[Rung, ...] = ()
    audience: Audience = Audience.STAFF
    rule_number: int | None = None
    advisory: bool = False
    missing: str = ""
    void_reason: str = ""
    fingerprint: str = ""
    steps: tuple[Step, ...] = ()
    recompute_on: date | None = None

    def __post_init__(self) -> None:
        if (self.bearer_agency_id is None) == (self.bearer_investor_id is None):
            raise ValueError(f"{self.key} needs exactly one bearer")
        if (self.clock is Clock.UNKNOWN) != bool(self.missing):
            raise ValueError(f"{self.key}: UNKNOWN and a missing fact go together")
        if (self.clock is Clock.VOID) != bool(self.void_reason):
            raise ValueError(f"{self.key}: VOID and its reason go together")
        if (self.clock is Clock.FOUND) != bool(self.fingerprint):
            raise ValueError(f"{self.key}: FOUND and its fingerprint go together")
        if self.clock is Clock.FOUND and self.due_date is None:
            raise ValueError(f"{self.key}: FOUND since which day?")

    @property
    def key(self) -> tuple[str, str, int, str]:
        """What makes the obligation unique: kind, subject kind, subject and cycle."""
        return (self.kind, self.subject_kind, self.subject_id, self.cycle)

    @property
    def facts_hash(self) -> str:
        """16 hex digits over every field: equal iff facts and law give the same obligation."""
        text = json.dumps(self, default=_plain, sort_keys=True, ensure_ascii=False)
        return hashlib.sha256(text.encode()).hexdigest()[:16]

    @property
    def days_left(self) -> int | None:
        """Days left when the clock stopped; None for a clock that is not stopped."""
        if self.stopped_on is None or self.due_date is None:
            return None
        return (self.due_date - self.stopped_on).days

    @property
    def met_late(self) -> bool:
        """Whether the duty was fulfilled after its last day: this leaves a resolved flag."""
        return bool(self.met_date and self.due_date and self.met_date > self.due_date)

    def standing(self, on: date) -> tuple[Level, date | None]:
        """Level on `on` and the day of the next change; only a live clock climbs its ladder."""
        if self.clock is Clock.FOUND:
            return Level.OVERDUE, None
        if self.clock not in {Clock.RUNNING, Clock.STOPPED}:
            return Level.CALM, None
        return standing(self.rungs, on)


def _plain(value: Any) -> Any:
    """A day or a dataclass for JSON, so that a hash does not depend on how Python prints it."""
    if isinstance(value, date):
        return value.isoformat()
    return [getattr(value, name) for name in _names(value.__class__)]


@cache
def _names(shape: type) -> tuple[str, ...]:
    """The fields of a dataclass; asked a million times a night."""
    return tuple(each.name for each in fields(shape))
