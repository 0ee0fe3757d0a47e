"""Chainable questions about projects."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.apps import apps
from django.db import models
from django.db.models import Q

from accounts.permissions import ROLE_SCOPE, Scope
from projects.querysets.searching import meeting

if TYPE_CHECKING:
    from accounts.models import User


class ProjectQuerySet(models.QuerySet[Any]):
    """Projects, always asked through `visible_to` by anything a person sees."""

    def visible_to(self, user: User) -> ProjectQuerySet:
        """The projects this person may know exist; everything else answers 404.

        Province: all. Agency: those it follows, owns (public investment), has handed or must hand
        land over for (L6), or was asked for its opinion on. Place: those in its commune, or that its
        own committee owns or was asked about. Own: those of an investor the person acts for. What an agency
        or a commune took over wholly from others counts as its own (`User.reach`). A deputy sees what
        the absent person sees besides.
        """
        if user.scope == Scope.PROVINCE:
            return self
        return self.filter(_followed(user) | _asked(user))

    def followed_by(self, user: User) -> ProjectQuerySet:
        """Those of `visible_to` but what is seen for the sake of an opinion alone.

        Whose flags, money and investors a person is told of, and where he or she may act.
        """
        if user.scope == Scope.PROVINCE:
            return self
        return self.filter(_followed(user))

    def non_budget(self) -> ProjectQuerySet:
        """Projects of investors: what the registry's own list, counts, map and rules speak of."""
        return self.filter(funding="non_budget")

    def public(self) -> ProjectQuerySet:
        """Projects of public investment, with the side that tells their owner and total."""
        return self.filter(funding="public", public__isnull=False)

    def search(self, text: str) -> ProjectQuerySet:
        """Every word found in the folded text, whatever its accents (R-8.9)."""
        asked = meeting(text)
        return self if asked is None else self.filter(asked)


def _followed(user: User) -> Q:
    found = Q(pk__in=[])
    for person in user.persons:
        found |= _WITHIN[ROLE_SCOPE[person.role]](person)
    return found


def _asked(user: User) -> Q:
    """Those on which an agency of these people was asked for its opinion."""
    agencies = {
        pk
        for person in user.persons
        if ROLE_SCOPE[person.role] in (Scope.AGENCY, Scope.PLACE)
        for pk in person.reach.agencies
    }
    opinions = apps.get_model("projects", "Opinion").objects.filter(agency_id__in=agencies)
    return Q(pk__in=opinions.values("proposal__project_id")) if agencies else Q(pk__in=[])


def _of_agency(user: User) -> Q:
    """Its own and those of agencies that became it; of a divided one those in its own place.

    A district became several communes. Showing all of its projects to each of them would tell
    every commune what lies in the others, so a divided agency passes on by place.
    """
    reach = user.reach
    followed = _followed_by(reach.agencies)
    if reach.divided and reach.places:
        followed |= _followed_by(reach.divided) & _placed_in(reach.places)
    return followed


def _of_place(user: User) -> Q:
    """Those in its commune, or in a place that went to this commune alone and wholly; its own.

    A project that names only a district, since divided, is nobody's commune's until an officer
    says in which commune it lies; those who see the whole province see it meanwhile.
    """
    committees = user.reach.agencies
    owned = apps.get_model("projects", "PublicProject").objects.filter(owner_id__in=committees)
    return _placed_in(user.reach.places) | Q(pk__in=owned.values("project_id"))


def _of_investor(user: User) -> Q:
    """Those of the investors the person acts for."""
    members = apps.get_model("projects", "InvestorMember").objects.filter(user=user)
    return Q(investor_id__in=members.values("investor_id"))


_WITHIN = {Scope.AGENCY: _of_agency, Scope.PLACE: _of_place, Scope.OWN: _of_investor}


def _followed_by(agencies: frozenset[int]) -> Q:
    tranches = apps.get_model("projects", "LandTranche").objects.filter(agency_id__in=agencies)
    handed = Q(pk__in=tranches.values("project_id"))
    owned = apps.get_model("projects", "PublicProject").objects.filter(owner_id__in=agencies)
    return Q(agency_id__in=agencies) | handed | Q(pk__in=owned.values("project_id"))


def _placed_in(units: frozenset[int]) -> Q:
    through = apps.get_model("projects", "Project").units.through.objects
    inside = through.filter(administrativeunit_id__in=units)
    return Q(pk__in=inside.values("project_id"))
