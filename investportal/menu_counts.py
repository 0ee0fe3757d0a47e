"""What waits behind the entries of the menu: rows this person may know of, counted beside each."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet

from accounts.models import User
from accounts.permissions import Permission
from deadlines.models import Flag, Obligation
from disbursement.models import Reallocation
from disbursement.querysets import reallocations
from inspections.models import Case
from projects.lists import questions as question_list
from projects.models import Interest, InvestorRegistration, Project, SupportRequest
from projects.rules.status import NOT_FOLLOWED


def projects(user: User) -> QuerySet[Any]:
    """Projects in force, followed, without public investment."""
    return Project.objects.visible_to(user).non_budget().exclude(bucket__in=NOT_FOLLOWED)


def live_flags(user: User) -> QuerySet[Any]:
    """Live warnings."""
    return Flag.objects.visible_to(user).live().warnings()


def unknown_deadlines(user: User) -> QuerySet[Any]:
    """Deadlines that cannot be computed."""
    return Obligation.objects.visible_to(user).unknown()


def questions(user: User) -> QuerySet[Any]:
    """Questions about the data."""
    return question_list.of_view(question_list.asked(user), question_list.ALL, user)


def moves(user: User) -> QuerySet[Any]:
    """Drafts of reallocation that wait for this person: to be applied, or to be submitted."""
    signs = user.can(Permission.APPLY_MOVES)
    state = Reallocation.State.SUBMITTED if signs else Reallocation.State.DRAFT
    return reallocations.visible_to(user).filter(state=state)


def open_cases(user: User) -> QuerySet[Any]:
    """Open cases."""
    return Case.objects.visible_to(user).filter(state=Case.State.OPEN)


def support(user: User) -> QuerySet[Any]:
    """Requests of investors not answered yet."""
    return SupportRequest.objects.visible_to(user).open()


def registrations(user: User) -> QuerySet[Any]:
    """Requests for accounts that wait."""
    return InvestorRegistration.objects.filter(state=InvestorRegistration.State.WAITING)


def interests(user: User) -> QuerySet[Any]:
    """Expressions of interest that nobody answered yet."""
    return Interest.objects.filter(state=Interest.State.NEW)
