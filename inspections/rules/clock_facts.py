"""What the clocks of inspection reckon with: frozen facts, days and whole đồng."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from deadlines.rules.law import LawBook
from vn.calendar import WorkCalendar

INSPECTION, CHECK = "inspection", "check"
"""The two kinds of cases that have clocks of their own."""

OPEN, CLOSED, STOPPED = "open", "closed", "stopped"
FULL = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What every computation is told: the law, the calendar of days off, the day of looking."""

    law: LawBook
    calendar: WorkCalendar
    on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class PauseFacts:
    """A pause from its first day; `resumed` is the first day of work again, None: not yet."""

    start: date
    resumed: date | None
    reference: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ExtensionFacts:
    """More days, decided on a day."""

    days: int
    on: date
    reference: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ConclusionFacts:
    """A conclusion with the days of its own steps, by their kind."""

    id: int
    ordinal: int
    is_complex: bool = False
    number: str = ""
    signed: date | None = None
    published: date | None = None
    steps: Mapping[str, date] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseFacts:
    """A case. `agency_id` is the body responsible today, `head_agency_id` that of the head of its
    level, who gives the opinion and has the conclusion carried out."""

    id: int
    kind: str
    level: str
    agency_id: int
    head_agency_id: int
    decided: date | None
    decision: str = ""
    decided_days: int | None = None
    is_complex: bool = False
    state: str = OPEN
    steps: Mapping[str, date] = field(default_factory=dict)
    pauses: tuple[PauseFacts, ...] = ()
    extensions: tuple[ExtensionFacts, ...] = ()
    conclusions: tuple[ConclusionFacts, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class SubjectFacts:
    """An agency or an investor whom the case looks at."""

    agency_id: int | None = None
    investor_id: int | None = None

    @property
    def cycle(self) -> str:
        """What tells the duty of one subject from that of another."""
        return f"agency-{self.agency_id}" if self.agency_id else f"investor-{self.investor_id}"


@dataclass(frozen=True, slots=True, kw_only=True)
class FollowedFacts:
    """A conclusion once it is signed: who publishes it, who reports, who sees that it is done."""

    conclusion: ConclusionFacts
    agency_id: int
    head_agency_id: int
    has_clocks: bool
    subjects: tuple[SubjectFacts, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerFacts:
    """An answer that was not returned: its day, what it says is done, whether it was accepted."""

    submitted: date
    percent: int
    accepted: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class RemedyFacts:
    """A recommendation of a published conclusion, and who carries it out today."""

    id: int
    published: date
    due: date | None
    bearer: SubjectFacts
    number: str = ""
    amount_vnd: int | None = None
    done_vnd: int = 0
    closed: date | None = None
    answers: tuple[AnswerFacts, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class FineFacts:
    """A fine and what was paid of it, as (day, đồng) in order; `is_public` once its conclusion is."""

    id: int
    decided: date
    due: date | None
    fine_vnd: int
    bearer: SubjectFacts
    number: str = ""
    payments: tuple[tuple[date, int], ...] = ()
    is_public: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanFacts:
    """A plan of inspections of a year, with the days of its steps."""

    id: int
    year: int
    agency_id: int
    head_agency_id: int
    submitted: date | None = None
    answered: date | None = None
    issued: date | None = None
    answer_number: str = ""
