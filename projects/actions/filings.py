"""Periodic reports the investor hands in, and what the agency says of them (R1, R2, R3)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from projects.actions.acts import (
    Change,
    Deed,
    Outcome,
    Seen,
    assign,
    lock_project,
    lock_seen,
    settle,
    store,
    unchanged,
)
from projects.actions.refusals import AlreadyRecorded, Refusal, not_after
from projects.models import Filing
from projects.wording import cycle_span, cycle_text
from vn.dates import PartialDate, Precision, day_text
from vn.text import tidy

CYCLES = {
    Filing.Kind.QUARTERLY: (Precision.QUARTER,),
    Filing.Kind.YEARLY: (Precision.YEAR,),
    Filing.Kind.SUPERVISION: (Precision.QUARTER, Precision.YEAR),
}
"""Which spans each report is about (R1 by quarter, R2 by year, R3 by either)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FilingFacts:
    """A report for one quarter or year, as it was handed in."""

    kind: str
    cycle: PartialDate
    submitted_date: date
    document_number: str = ""


@dataclass(frozen=True, slots=True)
class Verdict:
    """Accepted or returned on a day, with what must be corrected; neither day: not decided."""

    accepted: date | None = None
    returned: date | None = None
    remarks: str = ""


class AnotherSpan(Refusal):
    """A quarterly report is about a quarter, a yearly one about a year."""

    field = "cycle"
    text = _("%(kind)s: write %(span)s.")


_QUARTER = _("the quarter, such as Quý III/2026")
_YEAR = _("the year, such as 2026")
_EITHER = _("the quarter or the year, such as Quý III/2026 or 2026")
_SPANS = {
    Filing.Kind.QUARTERLY: _QUARTER,
    Filing.Kind.YEARLY: _YEAR,
    Filing.Kind.SUPERVISION: _EITHER,
}


def cycle_of(span: PartialDate) -> str:
    """2026-Q3 for a quarter, 2026 for a year, as obligations name their cycles."""
    year = f"{span.first.year:04d}"
    if span.precision is Precision.QUARTER:
        return f"{year}-Q{(span.first.month + 2) // 3}"
    return year


@transaction.atomic
def file_report(
    *, by: User | None, on: date, at: datetime, project_id: int, facts: FilingFacts
) -> Outcome[Filing]:
    """Record a report the investor handed in; it counts on that day once it is accepted.

    Raises `AlreadyRecorded`, `AnotherSpan`, `InTheFuture` and `Invalid`.
    """
    row = Filing(project=lock_project(project_id), recorded_by_id=by.pk if by else None)
    found = assign(row, _values(facts, on=on))
    _refuse_same(row)
    store(row)
    deed = _deed("filing_added", row, _("%(kind)s, %(cycle)s, handed in on %(day)s"), found)
    return settle(deed, by=by, on=on, at=at)


@transaction.atomic
def correct_report(
    *, by: User | None, on: date, at: datetime, seen: Seen, facts: FilingFacts
) -> Outcome[Filing]:
    """Correct what was recorded of a report. Raises `Stale` and as `file_report`."""
    row = lock_seen(Filing.objects.select_related("project"), seen)
    found = assign(row, _values(facts, on=on))
    if not found:
        return unchanged(row)
    _refuse_same(row)
    row.version += 1
    store(row)
    summary = _("%(kind)s, %(cycle)s, corrected: %(fields)s")
    deed = _deed("filing_changed", row, summary, found, why=seen.why)
    return settle(deed, by=by, on=on, at=at)


@transaction.atomic
def decide_report(
    *, by: User | None, on: date, at: datetime, seen: Seen, verdict: Verdict
) -> Outcome[Filing]:
    """Accept a report, return it with remarks, or take a mistaken answer back.

    Raises `Stale`, `InTheFuture`, `AlreadyRecorded` and `Invalid`.
    """
    row = lock_seen(Filing.objects.select_related("project"), seen)
    not_after(verdict.accepted or verdict.returned, on=on, field="day")
    values = {
        "accepted_date": verdict.accepted,
        "returned_date": verdict.returned,
        "remarks": verdict.remarks.strip(),
    }
    found = assign(row, values)
    if not found:
        return unchanged(row)
    _refuse_same(row)
    row.version += 1
    store(row)
    if verdict.accepted:
        verb, summary = "filing_accepted", _("%(kind)s, %(cycle)s, accepted on %(said)s")
    elif verdict.returned:
        verb, summary = "filing_returned", _("%(kind)s, %(cycle)s, returned on %(said)s")
    else:
        verb, summary = "filing_reopened", _("%(kind)s, %(cycle)s: not decided yet")
    deed = _deed(verb, row, summary, found, why=seen.why)
    return settle(deed, by=by, on=on, at=at)


def _values(facts: FilingFacts, *, on: date) -> dict[str, Any]:
    not_after(facts.submitted_date, on=on, field="submitted_date")
    kind = Filing.Kind(facts.kind)
    if facts.cycle.precision not in CYCLES[kind]:
        raise AnotherSpan(kind=kind.label, span=_SPANS[kind])
    return {
        "kind": kind.value,
        "cycle": cycle_of(facts.cycle),
        "submitted_date": facts.submitted_date,
        "document_number": tidy(facts.document_number),
    }


def _refuse_same(row: Filing) -> None:
    """One report a cycle that was not returned: the next takes the place of a returned one."""
    if row.returned_date is not None:
        return
    same = Filing.objects.filter(
        project_id=row.project_id, kind=row.kind, cycle=row.cycle, returned_date=None
    )
    if same.exclude(pk=row.pk).exists():
        what = f"{Filing.Kind(row.kind).label}, {cycle_text(row.cycle)}"
        raise AlreadyRecorded(field="cycle", what=what)


def _deed(verb: str, row: Filing, summary: Promise, found: Change, *, why: str = "") -> Deed:
    said = row.accepted_date or row.returned_date
    return Deed(
        verb=verb,
        row=row,
        project=row.project,
        summary=summary,
        words={
            "kind": Filing.Kind(row.kind).label,
            "cycle": cycle_span(row.cycle),
            "day": day_text(row.submitted_date),
            "said": day_text(said) if said else "—",
        },
        change=found,
        reason=why,
    )
