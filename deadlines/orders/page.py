"""What the page of one task shows: what it says, and each agency with its cycles."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext

from accounts.in_charge import InCharge
from accounts.models import User
from accounts.permissions import Permission
from deadlines import arithmetic, wording
from deadlines.actions.order_results import answers_for
from deadlines.models import Assignment, AssignmentLead, AssignmentResult, Flag, Obligation
from deadlines.orders import providing, register
from deadlines.orders.words import (
    KINDS,
    PROJECT,
    cycle_words,
    quantity,
    result_state,
    short,
    source_words,
    when_words,
)
from deadlines.registry import describe
from deadlines.rules.orders import SUBJECT_KIND
from vn.dates import day_text

_OWED = ("running", "unknown", "not_started")
_PLACES = {"running": 0, "unknown": 1, "stopped": 2, "not_started": 3}
_AHEAD = 365
"""So many days before its day a cycle that is not open yet takes a result."""
LIVE = ("open", "confirmed", "contested")


def read(order_id: int, user: User) -> Assignment | None:
    """The task, if this person may know of it."""
    found: Assignment | None = providing.visible_orders(user).filter(pk=order_id).first()
    return found


def context(order: Assignment, user: User, on: date) -> dict[str, Any]:
    """Everything the template prints, formatted."""
    leads = list(
        providing.visible_leads(user)
        .filter(assignment=order)
        .select_related("agency", "assignment")
    )
    helps = list(order.coordinating.all())
    in_charge = InCharge.of([*(lead.agency for lead in leads), *helps])
    manages = user.can(Permission.MANAGE_ASSIGNMENTS)
    return {
        "order": order,
        "title": short(order.text),
        "here": order.clause or gettext("Task %(number)s") % {"number": order.pk},
        "crumbs": [(gettext("Tasks"), reverse("deadlines:orders"))],
        "once": gettext("Result"),
        "facts": _facts(order, [in_charge.name(agency) for agency in helps]),
        "leads": _leads(leads, in_charge, user, on),
        "may_manage": manages and order.withdrawn_on is None,
        "may_withdraw": order.withdrawn_on is None and may_withdraw(order, user),
    }


def may_withdraw(order: Assignment, user: User) -> bool:
    """Who manages orders; a directive also whoever wrote it."""
    return user.can(Permission.MANAGE_ASSIGNMENTS) or (
        user.can(Permission.WRITE_DIRECTIVE) and order.created_by_id == user.pk
    )


def _facts(order: Assignment, helps: list[str]) -> list[tuple[str, str, str]]:
    """(label, value, address of the thing named)."""
    writer = User.objects.filter(pk=order.created_by_id).first()
    kind = str(KINDS.get(order.rule_kind, order.rule_kind))
    found = [
        (gettext("Source document"), source_words(order), ""),
        (gettext("Name of the document"), order.source_title, ""),
        (gettext("Kind of task"), kind, ""),
        (gettext("Numeric target"), quantity(order.target_value, order.target_unit), ""),
        (gettext("Due"), when_words(order), ""),
        (gettext("Coordinates"), ", ".join(helps), ""),
        (gettext("Entered by"), str(writer) if writer else "", ""),
    ]
    key = (PROJECT, order.project_id or 0)
    project = describe([key]).get(key) if order.project_id else None
    if project is not None:
        words = f"{project.project_code} {project.project_name}"
        found.insert(0, (gettext("Project"), words, project.project_url))
    return [fact for fact in found if fact[1]]


def _leads(
    leads: list[AssignmentLead], in_charge: InCharge, user: User, on: date
) -> list[dict[str, Any]]:
    """Each leading agency with its cycles, in a number of queries that does not depend on them."""
    ids = [lead.pk for lead in leads]
    duties = defaultdict(list)
    rows = Obligation.objects.filter(subject_kind=SUBJECT_KIND, subject_id__in=ids)
    rows = rows.annotate(state=register.STATE).select_related("rule_version")
    for duty in rows.order_by("subject_id", "due_date", "pk"):
        duties[duty.subject_id].append(duty)
    flags = dict(
        Flag.objects.visible_to(user)
        .filter(obligation__in=[d.pk for of in duties.values() for d in of], state__in=LIVE)
        .values_list("obligation_id", "pk")
        if user.can(Permission.VIEW_FLAGS)
        else ()
    )
    results = defaultdict(list)
    for result in AssignmentResult.objects.filter(lead__in=ids).order_by("pk"):
        results[result.lead_id, result.cycle].append(result)
    people = User.objects.in_bulk({r.submitted_by_id for of in results.values() for r in of})
    found = []
    for lead in leads:
        told = _Told(lead, user, on, flags, {pk: str(user) for pk, user in people.items()})
        own = sorted(duties[lead.pk], key=_open_first)
        found.append(
            {
                "pk": lead.pk,
                "agency": in_charge.name(lead.agency),
                "ended": lead.agency.valid_to is not None and lead.agency.valid_to < on,
                "cycles": [told.cycle(duty, results[lead.pk, duty.cycle]) for duty in own],
                "own": told.own,
                "report_url": told.report_url(own, results),
            }
        )
    return found


def _open_first(duty: Any) -> tuple[int, int]:
    """What is owed first, the earliest first; then the cycle to come; then what is over."""
    place = _PLACES.get(duty.clock, len(_PLACES))
    day = duty.due_date.toordinal() if duty.due_date else 0
    return place, -day if place == len(_PLACES) else day


class _Told:
    """What one reader is told of the cycles of one agency."""

    def __init__(
        self,
        lead: AssignmentLead,
        user: User,
        on: date,
        flags: dict[int, int],
        people: dict[int, str],
    ) -> None:
        self.lead, self.user, self.on, self.flags, self.people = lead, user, on, flags, people
        self.order = lead.assignment
        self.own = answers_for(user, lead)
        self.reports = self.own or user.can(Permission.MANAGE_ASSIGNMENTS)

    def report_url(self, duties: list[Any], results: Mapping[Any, list[AssignmentResult]]) -> str:
        """Where the earliest cycle that is owed takes its result, up to a year ahead."""
        far = self.on + timedelta(_AHEAD)
        for duty in duties:
            kept = results.get((self.lead.pk, duty.cycle), ())
            handed_in = any(row.returned_date is None for row in kept)
            if duty.clock == "stopped" or not self.reports:
                return ""
            near = duty.clock != "not_started" or duty.due_date <= far
            if duty.clock in _OWED and not handed_in and near:
                return reverse("deadlines:order_report", args=[self.order.pk, duty.pk])
        return ""

    def cycle(self, duty: Any, results: list[AssignmentResult]) -> dict[str, Any]:
        """One cycle: its day with the arithmetic, its state, what was handed in."""
        version = duty.rule_version
        flag = self.flags.get(duty.pk)
        return {
            "pk": duty.pk,
            "name": cycle_words(duty.cycle),
            "due": day_text(duty.due_date) if duty.due_date else "—",
            "state": register.STATES[duty.state],
            "mark": register.mark(duty),
            "standing": self._standing(duty),
            "flag_url": reverse("deadlines:flag", args=[flag]) if flag else "",
            "lines": arithmetic.lines(vars(duty), self.on),
            "article": version.article if version else "",
            "advisory": duty.advisory,
            "results": [self._result(row) for row in results],
        }

    def _standing(self, duty: Any) -> str:
        if duty.clock == "not_started" and duty.recompute_on:
            return gettext("opens on %(day)s") % {"day": day_text(duty.recompute_on)}
        return wording.standing(vars(duty), self.on)

    def _result(self, row: AssignmentResult) -> dict[str, Any]:
        target = quantity(self.order.target_value, self.order.target_unit)
        reached = quantity(row.value, self.order.target_unit)
        waiting = row.accepted_date is None and row.returned_date is None
        own = row.submitted_by_id in {person.pk for person in self.user.persons}
        manages = self.user.can(Permission.MANAGE_ASSIGNMENTS)
        return {
            "pk": row.pk,
            "text": row.text,
            "reached": _of_target(reached, target),
            "evidence": row.evidence,
            "submitted": day_text(row.submitted_date),
            "by": self.people.get(row.submitted_by_id, ""),
            "state": result_state(row),
            "remarks": row.remarks,
            "version": row.version,
            "review_url": reverse("deadlines:order_review", args=[self.order.pk, row.pk])
            if waiting and manages and not own
            else "",
            "own": waiting and manages and own,
        }


def _of_target(reached: str, target: str) -> str:
    """The figure handed in beside the one that was asked for."""
    if not target or not reached:
        return reached
    return gettext("%(reached)s of %(target)s") % {"reached": reached, "target": target}
