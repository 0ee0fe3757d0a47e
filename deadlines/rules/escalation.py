"""The ladder a flag climbs while nobody decides on it: to whom, from which day, back by which day."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta


@dataclass(frozen=True, slots=True)
class Step:
    """After so many days the flag comes up to people of a role, for so many days."""

    after_days: int
    role: str
    answer_days: int


@dataclass(frozen=True, slots=True)
class Rise:
    """A step with its days: reached on `on`, to be given back by `return_by` (both included)."""

    step: Step
    on: date
    return_by: date


DEFAULTS = (Step(10, "department_leader", 5), Step(30, "committee_leader", 10))
"""What an installation begins with; a province sets its own under reference data."""


def rises(opened: date, steps: Sequence[Step]) -> tuple[Rise, ...]:
    """The whole ladder of a flag that was opened on that day, the lowest step first."""
    ladder = []
    for step in sorted(steps, key=lambda each: each.after_days):
        on = opened + timedelta(step.after_days)
        ladder.append(Rise(step, on, on + timedelta(step.answer_days)))
    return tuple(ladder)


def first_step(steps: Sequence[Step], role: str) -> Step | None:
    """The step with which a flag comes up to a role; None for a role that nothing comes up to."""
    own = [each for each in steps if each.role == role]
    return min(own, key=lambda each: each.after_days, default=None)
