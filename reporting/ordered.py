"""What agencies were ordered to do, as it stood at the end of a day of the year."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from deadlines.models import Assignment, AssignmentLead, AssignmentResult, Obligation
from deadlines.rules.orders import SUBJECT_KIND
from reporting.names_on_day import NamesOnDay
from reporting.rules.handed_in import Handed, handed_in
from reporting.wording import cycle_text
from vn.dates import official_short

YEARLY_REPORT = "R6"
"""The yearly report of an agency on a plan."""

DIRECTIVE = "Ý kiến chỉ đạo của lãnh đạo"
"""The source of a task that no document orders."""

_DONE_UNDATED = "done_undated"


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """One task of one leading agency in one cycle. `carried`: due before the year."""

    lead_id: int
    order_id: int
    kind: str
    agency: str
    source: str
    source_full: str
    text: str
    cycle: str
    due: date | None
    submitted: date | None
    result: str
    standing: Handed
    carried: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Ordered:
    """The tasks of the year of the cut-off; `later`: leads of tasks due after it."""

    cut_off: date
    tasks: tuple[Task, ...]
    later: tuple[int, ...]

    def standing(self, *states: Handed) -> tuple[Task, ...]:
        """Those that stand so."""
        return tuple(task for task in self.tasks if task.standing in states)


def read(cut_off: date) -> Ordered:
    """Tasks due in the year, those of before not finished when it began, and those without a day.

    What was taken back is not counted; a task is counted once for each leading agency and cycle.
    """
    duties = [
        row
        for row in Obligation.objects.filter(subject_kind=SUBJECT_KIND)
        if row.clock != Obligation.Clock.VOID or row.void_reason == _DONE_UNDATED
    ]
    leads = AssignmentLead.objects.select_related("assignment", "agency").in_bulk(
        {row.subject_id for row in duties}
    )
    given = [row for row in duties if _given(leads[row.subject_id], cut_off)]
    year = [row for row in given if _of_year(row, cut_off)]
    names, results = NamesOnDay(cut_off), _results(year)
    made = [_task(row, leads[row.subject_id], results, names, cut_off) for row in year]
    made.sort(key=lambda task: (task.agency, task.due or date.max, task.source_full, task.lead_id))
    return Ordered(
        cut_off=cut_off,
        tasks=tuple(made),
        later=tuple(
            sorted({row.subject_id for row in given if row.due_date and _after(row, cut_off)})
        ),
    )


def _given(lead: AssignmentLead, cut_off: date) -> bool:
    return lead.assignment.source_date is None or lead.assignment.source_date <= cut_off


def _after(row: Obligation, cut_off: date) -> bool:
    return row.due_date is not None and row.due_date.year > cut_off.year


def _of_year(row: Obligation, cut_off: date) -> bool:
    """Whether the year has to tell of it: what was finished before it began it does not."""
    before = row.submitted_date is not None and row.submitted_date.year < cut_off.year
    if row.due_date is None:
        return not (before and row.void_reason == _DONE_UNDATED)
    if row.due_date.year == cut_off.year:
        return True
    return row.due_date.year < cut_off.year and not (before and _accepted(row))


def _accepted(row: Obligation) -> bool:
    return row.clock == Obligation.Clock.MET or row.void_reason == _DONE_UNDATED


def _results(duties: list[Obligation]) -> dict[tuple[int, str], AssignmentResult]:
    """The result that counts, or waits, of each cycle."""
    rows = AssignmentResult.objects.filter(
        lead__in={duty.subject_id for duty in duties}, returned_date__isnull=True
    )
    return {(row.lead_id, row.cycle): row for row in rows}


def _source(order: Assignment) -> str:
    """The document with its day and clause."""
    day = f" ngày {official_short(order.source_date)}" if order.source_date else ""
    return ", ".join(filter(None, ((order.source_number or DIRECTIVE) + day, order.clause)))


def _task(
    row: Obligation,
    lead: AssignmentLead,
    results: dict[tuple[int, str], Any],
    names: NamesOnDay,
    cut_off: date,
) -> Task:
    order, result = lead.assignment, results.get((lead.pk, row.cycle))
    known = row.submitted_date is not None and row.submitted_date <= cut_off
    standing = handed_in(row.due_date, row.submitted_date, cut_off, accepted=_accepted(row))
    return Task(
        lead_id=lead.pk,
        order_id=order.pk,
        kind=row.kind,
        agency=names.body(lead.agency),
        source=order.source_number or DIRECTIVE,
        source_full=_source(order),
        text=" ".join(order.text.split()),
        cycle=cycle_text(row.cycle),
        due=row.due_date,
        submitted=row.submitted_date if known else None,
        result=" ".join(result.text.split()) if result is not None and known else "",
        standing=standing,
        carried=row.due_date is not None and row.due_date.year < cut_off.year,
    )
