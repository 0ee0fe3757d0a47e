"""One rule as one legal text states it, with its numbers as parameters."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Any

from deadlines.rules.clock import Boundary, Term
from deadlines.rules.cycles import CycleDay, Period
from deadlines.rules.ladder import OVERDUE_DAYS, Audience, Level, Mark

# For duties that rest on an instrument or a rule of the province, not on a statute's first day.
OPEN_START = date(1900, 1, 1)


class Lane(StrEnum):
    """DEADLINE: something must be done by a day. CONDITION: a state found true today."""

    DEADLINE = "deadline"
    CONDITION = "condition"


class AppliesBy(StrEnum):
    """Which day chooses the version of the law: of the act, the due day, or of looking."""

    ACT_DATE = "act_date"
    DUE_DATE = "due_date"
    ASSESSMENT_DATE = "assessment_date"


class MarkUnit(StrEnum):
    """How the reminders of a rule are counted."""

    MONTHS_AFTER_BASE = "months_after_base"
    DAYS_BEFORE_DUE = "days_before_due"
    MONTHS_BEFORE_DUE = "months_before_due"


@dataclass(frozen=True, slots=True)
class Slice:
    """A part of the capital, up to a sum in đồng (None: all the rest), and its rate (R-1.31)."""

    up_to_vnd: int | None
    percent: Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleVersionDef:
    """A rule from `effective_from` to `effective_to` (both included; None: still in force).

    The texts are Vietnamese legal prose, shown as they are. `confidence` is the mark of the law
    catalogue, A to D; an `advisory` version is a hint to staff until an administrator confirms
    it. `parameters` is JSON-able; keys: `months`, `days`, `working_days` (the term);
    `excluding_reasons`; `roll`; `ladder` {`unit`, `marks`: [{`level`, `at`, `audience`}]};
    `overdue_days`; `months_cap`; `advisory_before` (ISO day: a base before it is transitional);
    `unconfirmed` (parts of the rule nobody confirmed yet); `slices` [{`up_to_vnd`, `percent`}] of
    the deposit; `over_percent` (what a share must exceed, C1); of recurring duties `opens_days` (how long before its day each is announced), and
    of periodic reports `cycles` [{`period`, `months`, `day`}] and `tracked_from` (ISO day from
    which the province records these reports here; null: it does not, so none is owed). The numbers
    of public investment (D1 to D9) are read with `number_of`.
    """

    kind: str
    number: int
    title: str
    summary: str
    article: str
    effective_from: date
    applies_by: AppliesBy
    confidence: str
    advisory: bool
    consequence: str = ""
    next_step: str = ""
    effective_to: date | None = None
    boundary: Boundary = Boundary.BY
    lane: Lane = Lane.DEADLINE
    parameters: Mapping[str, Any] = field(default_factory=dict)

    # Read from `parameters` once: the rules ask for these a million times a night.
    term: Term = field(init=False, repr=False, compare=False)
    """The length of the duty."""
    reasons: frozenset[str] = field(init=False, repr=False, compare=False)
    """The reasons of excluded periods that stop this clock."""
    mark_unit: MarkUnit = field(init=False, repr=False, compare=False)
    """How `marks` are counted."""
    marks: tuple[Mark, ...] = field(init=False, repr=False, compare=False)
    """The reminders before the due day."""
    overdue_days: tuple[int, ...] = field(init=False, repr=False, compare=False)
    """Days late at which each of the four overdue grades begins."""
    slices: tuple[Slice, ...] = field(init=False, repr=False, compare=False)
    """The rates by which a deposit grows, in order (I7)."""
    cycles: tuple[CycleDay, ...] = field(init=False, repr=False, compare=False)
    """Which periods a report is about, and by which day (R1 to R3)."""
    tracked_from: date | None = field(init=False, repr=False, compare=False)
    """The day from which the province records these reports; None: it does not."""

    def __post_init__(self) -> None:
        if self.effective_to is not None and self.effective_to < self.effective_from:
            raise ValueError(f"{self.kind} version {self.number} ends before it takes effect")
        if self.confidence[:1] not in ("A", "B", "C", "D"):
            raise ValueError(f"{self.kind} version {self.number}: confidence is A to D")
        for name, value in _read(self.parameters).items():
            object.__setattr__(self, name, value)

    def covers(self, day: date) -> bool:
        """Whether the version is in force on `day`."""
        return self.effective_from <= day and (
            self.effective_to is None or day <= self.effective_to
        )

    @property
    def roll(self) -> bool:
        """Whether a last day that is a day off moves to the next working day."""
        return bool(self.parameters.get("roll", False))

    @property
    def months_cap(self) -> int | None:
        """The longest extension the law allows, in months (L3)."""
        cap = self.parameters.get("months_cap")
        return None if cap is None else int(cap)

    @property
    def over_percent(self) -> int:
        """The share in per cent that must be exceeded (C1)."""
        return int(self.parameters["over_percent"])

    def number_of(self, name: str) -> int:
        """A whole number of the rule by its name. Raises KeyError for one it does not have."""
        return int(self.parameters[name])

    @property
    def opens_days(self) -> int:
        """How many days before its day a recurring duty is announced."""
        return int(self.parameters.get("opens_days", 0))

    def leaves_open(self, part: str) -> bool:
        """Whether that part of the rule is not confirmed."""
        return part in self.parameters.get("unconfirmed", ())

    def is_transitional(self, base: date) -> bool:
        """Whether `base` lies before the day the rule was written for (R-2.2)."""
        before = self.parameters.get("advisory_before")
        return before is not None and base < date.fromisoformat(before)


def _read(parameters: Mapping[str, Any]) -> dict[str, Any]:
    """What the parameters say, as the rules use it."""
    ladder = parameters.get("ladder", {})
    tracked_from = parameters.get("tracked_from")
    return {
        "term": Term(
            months=int(parameters.get("months", 0)),
            days=int(parameters.get("days", 0)),
            working_days=int(parameters.get("working_days", 0)),
        ),
        "reasons": frozenset(parameters.get("excluding_reasons", ())),
        "mark_unit": MarkUnit(ladder.get("unit", MarkUnit.DAYS_BEFORE_DUE)),
        "marks": tuple(
            Mark(Level[m["level"].upper()], int(m["at"]), Audience(m["audience"]))
            for m in ladder.get("marks", ())
        ),
        "overdue_days": tuple(parameters.get("overdue_days", OVERDUE_DAYS)),
        "slices": tuple(
            Slice(each["up_to_vnd"], Decimal(each["percent"]))
            for each in parameters.get("slices", ())
        ),
        "cycles": tuple(
            CycleDay(Period(each["period"]), int(each["months"]), int(each["day"]))
            for each in parameters.get("cycles", ())
        ),
        "tracked_from": date.fromisoformat(tracked_from) if tracked_from else None,
    }


def ladder(unit: MarkUnit, *marks: tuple[Level, int, Audience]) -> dict[str, Any]:
    """The JSON form of a ladder, for `parameters`."""
    said = [
        {"level": level.name.lower(), "at": at, "audience": audience.value}
        for level, at, audience in marks
    ]
    return {"unit": unit.value, "marks": said}
