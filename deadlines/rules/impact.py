"""What another law would do to one obligation and to its flags: storing it and settling it, foretold.

`deadlines.actions.settling` writes the same as three statements over sets of rows; a test compares
the two on random projects.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from deadlines.rules.clock import Clock
from deadlines.rules.computed import Computed
from deadlines.rules.ladder import Level

_LIVE = ("open", "confirmed", "contested")
_RAISED_AGAIN = ("moved", "resolved")
_RESTING = (Clock.VOID, Clock.NOT_STARTED)


class OnFlag(StrEnum):
    """What happens to the flag of an obligation."""

    OPENS = "opens"
    REOPENS = "reopens"  # an officer had dismissed it, and the law it rests on is another now
    MOVES = "moves"  # one closes, and another opens for the new day
    CLOSES = "closes"
    TRACES = "traces"  # fulfilled late under this law: a closed flag says so
    BINDS = "binds"  # it was for reference only
    ADVISES = "advises"  # it becomes for reference only


class OnDeadline(StrEnum):
    """What happens to the day of an obligation."""

    LATER = "later"
    EARLIER = "earlier"
    UNKNOWN = "unknown"
    KNOWN = "known"
    STARTS = "starts"
    ENDS = "ends"
    STOPS = "stops"
    RUNS = "runs"
    OTHERWISE = "otherwise"  # reminders, the version cited or the arithmetic, not the day


@dataclass(frozen=True, slots=True)
class Owed:
    """As much of an obligation, stored or computed, as its flags follow."""

    clock: str
    due_date: date | None
    met_date: date | None = None
    level: int = 0
    fingerprint: str = ""
    facts_hash: str = ""
    advisory: bool = False

    @classmethod
    def of(cls, found: Computed, on: date) -> "Owed":
        """A computed obligation as it would be stored on the day `on`."""
        return cls(
            clock=found.clock,
            due_date=found.due_date,
            met_date=found.met_date,
            level=int(found.standing(on)[0]),
            fingerprint=found.fingerprint,
            facts_hash=found.facts_hash,
            advisory=found.advisory,
        )

    @property
    def is_late(self) -> bool:
        """Whether it has a live flag."""
        return self.clock in (Clock.RUNNING, Clock.FOUND) and self.level >= Level.OVERDUE


GONE = Owed(clock=Clock.VOID, due_date=None)
"""An obligation that the law no longer knows."""


@dataclass(frozen=True, slots=True)
class Raised:
    """A stored flag of the obligation."""

    due_date: date
    fingerprint: str
    state: str
    facts_hash: str
    advisory: bool


def on_flag(owed: Owed, flags: Sequence[Raised]) -> OnFlag | None:
    """What settling does once the obligation, which changed, is stored as `owed`."""
    here = next((flag for flag in flags if _is_of(flag, owed)), None)
    live = [flag for flag in flags if flag.state in _LIVE]
    ends = [flag for flag in live if not (owed.is_late and flag is here)]
    if owed.is_late and _is_raised(owed, here):
        if ends:
            return OnFlag.MOVES
        return OnFlag.REOPENS if here and here.state == "dismissed" else OnFlag.OPENS
    if ends:
        return OnFlag.CLOSES
    if _leaves_a_trace(owed, flags):
        return OnFlag.TRACES
    if here is not None and here in live and here.advisory != owed.advisory:
        return OnFlag.ADVISES if owed.advisory else OnFlag.BINDS
    return None


def _is_of(flag: Raised, owed: Owed) -> bool:
    return (flag.due_date, flag.fingerprint) == (owed.due_date, owed.fingerprint)


def _is_raised(owed: Owed, here: Raised | None) -> bool:
    if here is None or here.state in _RAISED_AGAIN:
        return True
    return here.state == "dismissed" and here.facts_hash != owed.facts_hash


def _leaves_a_trace(owed: Owed, flags: Sequence[Raised]) -> bool:
    if owed.clock != Clock.MET or owed.met_date is None or owed.due_date is None:
        return False
    return owed.met_date > owed.due_date and all(f.due_date != owed.due_date for f in flags)


def on_deadline(old: Owed, new: Owed) -> OnDeadline:
    """How the day of an obligation changes; `GONE` stands for one that is not there."""
    if new.clock == Clock.UNKNOWN != old.clock:
        return OnDeadline.UNKNOWN
    if old.clock == Clock.UNKNOWN != new.clock:
        return OnDeadline.ENDS if new.clock in _RESTING else OnDeadline.KNOWN
    if new.clock in _RESTING or old.clock in _RESTING:
        return _begun_or_ended(old, new)
    if old.due_date and new.due_date and old.due_date != new.due_date:
        return OnDeadline.LATER if new.due_date > old.due_date else OnDeadline.EARLIER
    if old.clock == new.clock:
        return OnDeadline.OTHERWISE
    return OnDeadline.STOPS if new.clock == Clock.STOPPED else OnDeadline.RUNS


def _begun_or_ended(old: Owed, new: Owed) -> OnDeadline:
    if old.clock in _RESTING and new.clock in _RESTING:
        return OnDeadline.OTHERWISE
    return OnDeadline.ENDS if new.clock in _RESTING else OnDeadline.STARTS
