""" "True on" and "known on": what the registry knew of a project's dated facts at an instant.

Rows are never deleted and every edit keeps what was there before. So what was known is what is
there now, without the rows recorded later, and with later edits undone, the newest first.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from vn.dates import PartialDate, Precision

DATES: Mapping[str, tuple[str, ...]] = {
    "instrument": ("issued_date",),
    "tranche": ("decision_date", "planned_handover_date", "handover_date", "in_use_date"),
    "extension": ("decision_date",),
    "schedule_item": ("planned_date", "actual_date"),
    "excluded_period": (
        "start_date",
        "end_date",
        "claimed_date",
        "expected_end_date",
        "reviewed_date",
    ),
    "suspension": ("start_date", "ordered_until", "resumed_date"),
    "termination": ("date", "minutes_date", "revocation_date"),
    "closure_step": ("due_date", "done_date"),
    "deposit": ("paid_date", "valid_until"),
    "deposit_outcome": ("date",),
    "clearance_count": ("as_of_date", "agreement_deadline"),
    "contribution": ("date",),
    "filing": ("submitted_date", "accepted_date", "returned_date"),
    "contact": ("date",),
    "site_loss": ("lost_date", "relocation_filed_date"),
}
"""The dated facts of each kind of row."""

PLANS = frozenset(
    {"planned_handover_date", "planned_date", "ordered_until", "expected_end_date", "valid_until"}
    | {"due_date"}
    | {"agreement_deadline"}
)
"""Days that are intended: they are not recorded early or late."""


@dataclass(frozen=True, slots=True)
class Edit:
    """One act as the history keeps it: values before and after by field, days in ISO form."""

    number: int
    at: datetime
    by: str
    old: Mapping[str, Any]
    new: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Kept:
    """A row of the registry with its values, days in ISO form, and the acts that changed it."""

    kind: str
    pk: int
    recorded_at: datetime
    recorded_by: str
    values: Mapping[str, Any]
    edits: Sequence[Edit] = ()


@dataclass(frozen=True, slots=True)
class DatedFact:
    """Something that is true on a day, and since when and by whom the registry knows it.

    `is_told`: an act of the history says so; else it came with the row, such as by an import.
    """

    kind: str
    pk: int
    name: str
    day: PartialDate
    known_at: datetime
    known_by: str
    is_told: bool
    values: Mapping[str, Any]

    @property
    def key(self) -> tuple[str, int, str]:
        """The same fact as known at another time has the same key."""
        return self.kind, self.pk, self.name

    def days_later(self, known_on: date) -> int | None:
        """Days from the last day of the fact to the day it was recorded; None for a plan."""
        return None if self.name in PLANS else (known_on - self.day.last).days


def resumptions(suspensions: Iterable[Kept], edits: Sequence[Edit]) -> list[Kept]:
    """The suspensions with the act that ended them, which the history keeps with the project.

    Resuming ends every suspension that is open; so it is the first such act after its recording.
    """
    return [replace(row, edits=(*row.edits, *_ending(row, edits))) for row in suspensions]


def _ending(row: Kept, edits: Sequence[Edit]) -> Sequence[Edit]:
    day = row.values.get("resumed_date")
    later = (edit for edit in edits if "resumed_date" in edit.new and edit.at >= row.recorded_at)
    first = next(later, None)
    return (first,) if first is not None and day and first.new["resumed_date"] == day else ()


def as_known(row: Kept, until: datetime) -> Kept | None:
    """The row as it was known just before the instant; None if it was not recorded yet."""
    if row.recorded_at >= until:
        return None
    values = dict(row.values)
    for edit in sorted(row.edits, key=lambda edit: edit.number, reverse=True):
        if edit.at >= until:
            values |= {name: value for name, value in edit.old.items() if name in values}
    return replace(row, values=values, edits=[edit for edit in row.edits if edit.at < until])


def facts(rows: Iterable[Kept], until: datetime | None = None) -> list[DatedFact]:
    """The dated facts in the order of their days, as known just before `until` or now."""
    known = [row if until is None else as_known(row, until) for row in rows]
    found = [fact for row in known if row is not None for fact in _of_row(row)]
    return sorted(found, key=lambda fact: (fact.day.last, fact.kind, fact.pk, fact.name))


def _of_row(row: Kept) -> Iterable[DatedFact]:
    for name in DATES[row.kind]:
        text = row.values.get(name)
        if not text:
            continue
        precision = row.values.get(f"{name.removesuffix('_date')}_precision") or Precision.DAY
        day = PartialDate(date.fromisoformat(text), Precision(precision))
        setting = [edit for edit in row.edits if name in edit.new]
        last = max(setting, key=lambda edit: edit.number, default=None)
        at, by = (last.at, last.by) if last else (row.recorded_at, row.recorded_by)
        yield DatedFact(row.kind, row.pk, name, day, at, by, last is not None, row.values)
