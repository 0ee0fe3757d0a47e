"""What the registry tells others of its projects: their obligations, and who sees which."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Any

from django.db.models import Case, OuterRef, Subquery, When

from accounts.permissions import Scope
from projects.models import Project
from projects.querysets.facts import facts_of
from projects.querysets.projects import ProjectQuerySet
from projects.querysets.public import own_agencies
from projects.rules import obligations as rules

if TYPE_CHECKING:
    from accounts.models import User
    from deadlines.registry import Setting
    from deadlines.rules.computed import Computed

SUBJECT_KINDS = rules.SUBJECT_KINDS


def obligations(project_ids: Sequence[int], setting: Setting) -> Iterator[Computed]:
    """The obligations of these projects under the law and on the day of the setting."""
    for project in facts_of(project_ids):
        yield from rules.compute(project, law=setting.law, calendar=setting.calendar, on=setting.on)


def project_ids() -> Sequence[int]:
    """All projects the registry's rules are about; those of public investment have rules above."""
    return list(Project.objects.non_budget().order_by("pk").values_list("pk", flat=True))


def visible_to(user: User) -> Iterable[Any] | None:
    """A subquery of the projects whose duties this person may know of; None when that is all.

    Who was only asked for an opinion on a project knows of it, but not of what is owed in it.
    """
    if user.scope == Scope.PROVINCE:
        return None
    return Project.objects.followed_by(user).values("pk")


def visible(user: User) -> ProjectQuerySet:
    """The projects this person may know of, as a plain set of rows that joins cannot repeat.

    Public ones too: what counts or lists projects asks `registry`.
    """
    if user.scope == Scope.PROVINCE:
        return Project.objects.all()
    return Project.objects.filter(pk__in=Project.objects.visible_to(user).values("pk"))


def registry(user: User) -> ProjectQuerySet:
    """The same without public investment: what lists, counts, the map and reviews speak of."""
    return visible(user).non_budget()


def public_of(user: User) -> ProjectQuerySet:
    """Public projects whose money this person may see: all, or those of the own agencies."""
    found = Project.objects.public()
    if user.scope == Scope.PROVINCE:
        return found
    return found.filter(public__owner_id__in=own_agencies(user))


def followed(user: User) -> ProjectQuerySet:
    """The same without projects this person was only asked about."""
    seen = visible_to(user)
    return Project.objects.all() if seen is None else Project.objects.filter(pk__in=seen)


def told_to(user: User, by: Any) -> Any:
    """An expression on projects, unknown in those this person was only asked about.

    What is hidden in a row must not order, group or narrow a list either.
    """
    seen = visible_to(user)
    return by if seen is None else Case(When(pk__in=seen, then=by), default=None)


def in_charge(column: str) -> Subquery:
    """The officer of the project whose key that column of the outer query holds."""
    return Subquery(Project.objects.filter(pk=OuterRef(column)).order_by().values("officer_id"))
