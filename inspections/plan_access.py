"""Plans as the pages find them, and who may take which step with one (law.md §4.2)."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.urls import reverse

from accounts.access import signed_in
from accounts.models import Agency
from accounts.permissions import Permission
from inspections.models import InspectionPlan

if TYPE_CHECKING:
    from accounts.models import User


def plan_url(plan: InspectionPlan) -> str:
    """The board of a plan."""
    return reverse("inspections:plan", args=[plan.pk])


def own_bodies(user: User) -> QuerySet[Agency]:
    """The agencies whose plans this person draws up: his or her own, and of who is absent."""
    own = {person.agency_id for person in user.persons if person.agency_id}
    return Agency.objects.filter(pk__in=own, valid_to=None)


def keeps(plan: InspectionPlan, user: User) -> bool:
    """Whether this person draws up this plan: one of the body that inspects."""
    return user.can(Permission.PLAN_INSPECTIONS) and _is_of(plan.body_id, user)


def issues(plan: InspectionPlan, user: User) -> bool:
    """Whether this person may issue it: a leader or inspector of the body whose plan it is."""
    return user.can(Permission.ISSUE_INSPECTION_PLANS) and _is_of(plan.body_id, user)


def answers(plan: InspectionPlan, user: User) -> bool:
    """Whether this person may record the head's opinion: the head, or the body that received it."""
    head = user.can(Permission.ISSUE_INSPECTION_PLANS) and _is_of(plan.submitted_to_id, user)
    return head or keeps(plan, user)


def visible_plan(request: HttpRequest, pk: int) -> InspectionPlan:
    """A plan this person may know of; 404 for another."""
    rows = InspectionPlan.objects.visible_to(signed_in(request))
    plan: InspectionPlan = get_object_or_404(rows.select_related("body", "submitted_to"), pk=pk)
    return plan


def plan_for(
    request: HttpRequest, pk: int, may: Callable[[InspectionPlan, User], bool]
) -> InspectionPlan:
    """A plan with which this person may take the step; 403 for one that is only read."""
    plan = visible_plan(request, pk)
    if not may(plan, signed_in(request)):
        raise PermissionDenied
    return plan


def _is_of(agency_id: int | None, user: User) -> bool:
    return agency_id is not None and any(
        agency_id in person.reach.agencies for person in user.persons
    )
