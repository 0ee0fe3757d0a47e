"""The plan of the sample in the demonstration province: a published text, invented results."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

from django.db import transaction

from accounts.models import Agency, User
from deadlines.actions.orders import Given, give
from deadlines.actions.refreshing import refresh_subjects
from deadlines.models import Assignment, AssignmentLead, AssignmentResult
from deadlines.rules.clock import Boundary
from deadlines.rules.orders import ONCE, SUBJECT_KIND, cycle_name
from vn.dates import add_months

SAMPLE = Path(__file__).resolve().parent.parent / "sample" / "ke-hoach-693.json"
INVENTED = "Kết quả minh họa"
"""How every invented result begins."""

_ALL_OF = "*"
_YEARS_SHOWN = 2
_HANDED_IN_EARLY = 45
"""So many days before its day some agencies have handed a result in that waits."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Stage:
    """The province it is set in, who entered it, and the day from which its nights pass."""

    agencies: Mapping[str, Agency]
    by: User | None
    on: date
    since: date


@transaction.atomic
def load_plan(*, stage: Stage, at: datetime) -> int:
    """Enter the tasks of the plan as of `since`; returns how many leading agencies have one."""
    kept = json.loads(SAMPLE.read_text(encoding="utf-8"))
    count = 0
    for place, task in enumerate(kept["tasks"]):
        given = _given(task, kept, stage)
        order = give(by=stage.by, on=stage.since, at=at, given=given)
        leads = list(order.leads.order_by("pk"))
        AssignmentResult.objects.bulk_create(_results(order, leads, place, stage))
        ids = [lead.pk for lead in leads]
        refresh_subjects(
            subject_kind=SUBJECT_KIND, ids=ids, on=stage.since, at=at, cause="demonstration"
        )
        count += len(leads)
    return count


def _given(task: Mapping[str, Any], kept: Mapping[str, Any], stage: Stage) -> Given:
    source = task.get("source", kept["source"])
    due = task.get("due")
    recurrence = task.get("recurrence", ONCE)
    leads = _keys(task["leads"], kept["bodies"], stage)
    helps = _keys(task.get("coordinating", ()), kept["bodies"], stage)
    return Given(
        rule_kind=task.get("kind", "A1"),
        source_number=source["number"],
        source_title=source["title"],
        clause=task.get("clause", ""),
        text=task["text"],
        lead_ids=leads,
        coordinating_ids=tuple(pk for pk in helps if pk not in leads),
        target_value=Decimal(task["target"]) if "target" in task else None,
        target_unit=task.get("unit", ""),
        recurrence=recurrence,
        due_date=_first_day(date.fromisoformat(due), recurrence, stage.on) if due else None,
        boundary=task.get("boundary", Boundary.BY.value),
        is_demonstration=True,
    )


def _first_day(due: date, recurrence: str, on: date) -> date:
    """The first cycle shown: that of the plan, or one of the last years when it is long past."""
    if recurrence == ONCE:
        return due
    return due.replace(year=max(due.year, on.year - _YEARS_SHOWN))


def _keys(
    names: Sequence[str], bodies: Mapping[str, Sequence[str]], stage: Stage
) -> tuple[int, ...]:
    """The agencies that bear published names; a group is all of its kind."""
    found: list[int] = []
    for code in (code for name in names for code in bodies[name]):
        if code.startswith(_ALL_OF):
            kind = code.removeprefix(_ALL_OF)
            found += [agency.pk for agency in stage.agencies.values() if agency.kind == kind]
        else:
            found.append(stage.agencies[code].pk)
    return tuple(dict.fromkeys(found))


def _results(
    order: Assignment, leads: Sequence[AssignmentLead], place: int, stage: Stage
) -> Iterator[AssignmentResult]:
    """Results of the cycles past: most in time, some late, a few of the last cycle missing."""
    if order.due_date is None or order.recurrence == ONCE:
        return
    for turn, lead in enumerate(leads, start=place):
        for months in range(0, 12 * (_YEARS_SHOWN + 1), 12):
            day = add_months(order.due_date, months)
            last = add_months(day, 12) > stage.on
            if day > stage.on:
                if turn % 5 == 0 and (day - stage.on).days < _HANDED_IN_EARLY:
                    yield _result(lead, order, day, stage.on - timedelta(days=2), accepted=False)
                break
            if last and turn % 7 == 3:
                continue
            submitted = day + timedelta(days=11 if turn % 9 == 5 else -6)
            yield _result(lead, order, day, submitted)


def _result(
    lead: AssignmentLead, order: Assignment, day: date, submitted: date, *, accepted: bool = True
) -> AssignmentResult:
    return AssignmentResult(
        lead=lead,
        cycle=cycle_name(order.recurrence, day),
        text=f"{INVENTED}: báo cáo năm {day.year} đã nộp đủ nội dung theo yêu cầu của kế hoạch.",
        evidence=f"Báo cáo minh họa số {lead.pk}/BC",
        submitted_date=submitted,
        submitted_by_id=0,
        accepted_date=submitted + timedelta(days=4) if accepted else None,
        reviewed_by_id=order.created_by_id if accepted else None,
    )
