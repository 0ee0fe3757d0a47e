"""What public investment tells others of: its obligations, and who may know of which."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

from django.db.models import Q, QuerySet

from accounts.models import Agency
from accounts.permissions import Scope
from disbursement.querysets import duties as facts
from disbursement.querysets.duties_owners import owners_of
from disbursement.rules import duties as rules
from disbursement.rules.duty_balances import unallocated
from disbursement.rules.duty_facts import Told
from disbursement.rules.duty_owners import of_owner
from projects.models import PublicProject
from projects.querysets.public import own_agencies
from projects.succession import agencies_meant

if TYPE_CHECKING:
    from accounts.models import User
    from deadlines.registry import Setting, Wanted
    from deadlines.rules.computed import Computed


def _told(setting: Setting) -> Told:
    return Told(law=setting.law, calendar=setting.calendar, on=setting.on)


# ------------------------------------------------------------ by project


def of_projects(project_ids: Sequence[int], setting: Setting) -> Iterator[Computed]:
    """What owners of public projects owe (D1, D2, D3, D7, D8), and what staff are told of them (D9).

    One query where none of the projects is public.
    """
    told = _told(setting)
    for project in facts.projects_of(project_ids):
        yield from rules.of_project(project, told)
        yield from rules.spare_of_project(project, told)


def computed_with_the_others(ids: Sequence[int], setting: Setting) -> tuple[Computed, ...]:
    """Nothing more: what staff are told is computed from the facts read for the owners."""
    return ()


def owned_by(user: User) -> QuerySet[Any] | None:
    """A subquery of the projects whose capital this person may know of; None: all."""
    if user.scope == Scope.PROVINCE:
        return None
    owned = PublicProject.objects.filter(owner_id__in=own_agencies(user))
    return owned.values("project_id")


def for_staff(user: User) -> QuerySet[Any] | None:
    """The same of what only the province's staff are told."""
    if user.scope == Scope.PROVINCE:
        return None
    return PublicProject.objects.none().values("project_id")


# ------------------------------------------------------------ by owner and by source


def of_owners(ids: Sequence[int], setting: Setting) -> Iterator[Computed]:
    """D5, D6 and D11 of these owners."""
    told = _told(setting)
    for owner in owners_of(ids):
        yield from of_owner(owner, told)


def of_balances(ids: Sequence[int], setting: Setting) -> Iterator[Computed]:
    """D4 of these sources."""
    told = _told(setting)
    for balance in facts.balances_of(ids):
        yield from unallocated(balance, told)


def balance_ids() -> list[int]:
    """All sources of annual plans."""
    return list(facts.balances().order_by("pk").values_list("pk", flat=True))


def owners_visible(user: User) -> QuerySet[Any] | None:
    """A subquery of the owners whose rates and reports this person may know of; None: all."""
    if user.scope == Scope.PROVINCE:
        return None
    return Agency.objects.filter(pk__in=own_agencies(user)).values("pk")


def balances_visible(user: User) -> QuerySet[Any] | None:
    """The sources; capital not allocated yet concerns the province alone."""
    return None if user.scope == Scope.PROVINCE else facts.balances().none().values("pk")


def find_owners(wanted: Wanted) -> QuerySet[Any]:
    """A subquery of the owners that are wanted; no officer has charge of one."""
    found = Agency.objects.all()
    if wanted.officer_ids:
        found = found.none()
    for word in wanted.text.split():
        found = found.filter(Q(name__icontains=word) | Q(short_name__icontains=word))
    if wanted.agency_id is not None:
        found = found.filter(pk__in=agencies_meant(wanted.agency_id))
    return found.values("pk")


def find_balances(wanted: Wanted) -> QuerySet[Any]:
    """A subquery of the sources that are wanted; neither an officer nor an agency follows one."""
    found = facts.balances()
    if wanted.officer_ids or wanted.agency_id is not None:
        found = found.none()
    for word in wanted.text.split():
        found = found.filter(source__name__icontains=word)
    return found.values("pk")
