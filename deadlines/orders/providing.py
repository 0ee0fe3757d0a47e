"""What orders owe, and who may know of which."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

from django.db.models import Q, QuerySet
from django.utils import timezone

from accounts.permissions import Role, Scope
from deadlines.models import Assignment, AssignmentLead
from deadlines.orders.words import source_words
from deadlines.registry import Wanted, owners
from deadlines.rules.clock import Boundary
from deadlines.rules.orders import SUBJECT_KIND, OrderFacts, ResultFacts, compute
from vn.text import fold

if TYPE_CHECKING:
    from accounts.models import User
    from deadlines.registry import Setting
    from deadlines.rules.computed import Computed

SUBJECT_KINDS = (SUBJECT_KIND,)


def obligations(lead_ids: Sequence[int], setting: Setting) -> Iterator[Computed]:
    """What these leading agencies owe, cycle by cycle, in two queries."""
    for order in facts_of(lead_ids):
        yield from compute(order, law=setting.law, calendar=setting.calendar, on=setting.on)


def _given_on(order: Assignment) -> date:
    """The day of the document; of one without a day that of its entry, if it was still to come."""
    if order.source_date is not None:
        return order.source_date
    entered = timezone.localtime(order.created_at).date()
    return entered if order.due_date is None else min(entered, order.due_date)


def facts_of(lead_ids: Sequence[int]) -> Iterator[OrderFacts]:
    """The facts of orders, by leading agency."""
    leads = AssignmentLead.objects.filter(pk__in=lead_ids).order_by("pk")
    for lead in leads.select_related("assignment").prefetch_related("results"):
        order = lead.assignment
        yield OrderFacts(
            lead_id=lead.pk,
            agency_id=lead.agency_id,
            kind=order.rule_kind,
            given_on=_given_on(order),
            due=order.due_date,
            boundary=Boundary(order.boundary),
            recurrence=order.recurrence,
            ends_on=order.ends_on,
            withdrawn_on=order.withdrawn_on,
            project_id=order.project_id,
            reference=source_words(order),
            results=tuple(
                ResultFacts(
                    cycle=row.cycle,
                    submitted=row.submitted_date,
                    accepted=row.accepted_date is not None,
                )
                for row in lead.results.all()
                if row.returned_date is None
            ),
        )


def lead_ids() -> Sequence[int]:
    """All leading agencies of all orders."""
    return list(AssignmentLead.objects.order_by("pk").values_list("pk", flat=True))


def visible_to(user: User) -> QuerySet[Any] | None:
    """A subquery of the leading agencies this person may know of; None when that is all of them.

    Beneath the province: what one's agency, or one it took over from wholly or in part, leads or
    coordinates, and directives on projects one sees. Investors know of none.
    """
    if user.scope == Scope.PROVINCE:
        return None
    if user.role == Role.INVESTOR:
        return AssignmentLead.objects.none().values("pk")
    agencies: set[int] = set()
    for person in user.persons:
        agencies |= person.reach.agencies | person.reach.divided
    coordinated = Assignment.coordinating.through.objects.filter(agency_id__in=agencies)
    seen = Q(agency_id__in=agencies) | Q(assignment_id__in=coordinated.values("assignment_id"))
    return AssignmentLead.objects.filter(seen | _on_projects_of(user)).values("pk")


def _on_projects_of(user: User) -> Q:
    """Directives on the projects that their rooms let this person see."""
    seen = Q(pk__in=[])
    for owner in owners():
        if owner.by_subject:
            continue
        projects = owner.visible_to(user)
        about = Q(assignment__project_id__isnull=False)
        seen |= about if projects is None else about & Q(assignment__project_id__in=projects)
    return seen


def visible_leads(user: User) -> QuerySet[AssignmentLead]:
    """The leading agencies this person may know of, as rows."""
    seen = visible_to(user)
    rows = AssignmentLead.objects.all()
    return rows if seen is None else rows.filter(pk__in=seen)


def visible_orders(user: User) -> QuerySet[Assignment]:
    """The orders of which this person may know at least one leading agency."""
    seen = visible_to(user)
    rows = Assignment.objects.all()
    return rows if seen is None else rows.filter(leads__in=seen).distinct()


def find(wanted: Wanted) -> Iterable[Any]:
    """A subquery of the leading agencies whose order is wanted; no officer has charge of one."""
    found = AssignmentLead.objects.all()
    if wanted.officer_ids:
        return found.none().values("pk")
    for word in wanted.text.split():
        found = found.filter(_holds(word))
    if wanted.agency_id is not None:
        found = found.filter(agency_id=wanted.agency_id)
    return found.values("pk")


def _holds(word: str) -> Q:
    return (
        Q(assignment__text__icontains=word)
        | Q(assignment__source_number__icontains=word)
        | Q(assignment__source_title__icontains=word)
        | Q(agency__search_text__icontains=fold(word))
    )
