"""Chainable questions about obligations and flags."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.apps import apps
from django.core.exceptions import EmptyResultSet
from django.db import models
from django.db.models import BigIntegerField, Q, Value
from django.db.models.expressions import RawSQL
from django.db.models.functions import Coalesce

from accounts.permissions import ROLE_SCOPE, Scope
from deadlines.registry import confidential_kinds, owners

if TYPE_CHECKING:
    from accounts.models import User

LIVE_STATES = ("open", "confirmed", "contested")
"""Flag states that still ask something of somebody."""

PENDING_CLOCKS = ("running", "stopped", "unknown")
"""Clocks of duties still to be fulfilled: the base of "tính được hạn n/N"."""

PAST_A_DAY = Q(advisory=False, fingerprint="")
"""Flags that make a project overdue, as the dashboard and the list of projects count."""

QUESTION_KINDS = ("Q1", "Q3", "Q2", "I11")
"""Rules that ask about the data: not updated, contradicting, boundaries that meet, instruments."""

HINT_KINDS = ("D9",)
"""Rules that invite to act where nobody is late: capital that another project could use."""

OVERDUE_LEVEL = 4
"""`deadlines.rules.ladder.Level.OVERDUE`: from here on there is a flag."""


def visible_subjects(user: User, obligation: str = "") -> Q:
    """The one rule of who sees an obligation: the owner of its subject kind is asked.

    `obligation` is the path to it, empty for obligations themselves. Who sees everything in every
    room is spared the condition, and flags the join it costs; what is confidential is known by
    the rule alone, so that it costs no join either, and belongs to no project. Worked out once for
    each request: a page asks for its rows, for its counts and for those of the menu.
    """
    seen = openly_visible(user, obligation)
    if any(each.confidential for each in owners()):
        seen |= Q(**{f"{obligation or 'pk'}__in": _known_in_confidence(user)})
    return seen


def openly_visible(user: User, obligation: str = "") -> Q:
    """The same without what is known in confidence: all that belongs to a project is among it.

    Asking for what is confidential costs more than the rest; whose rows cannot be ask this.
    """
    named = f"seen openly {obligation}"
    if named not in user.worked_out:
        seen = _open_subjects(user, obligation)
        user.worked_out[named] = seen & ~Q(kind__in=confidential_kinds())
    found: Q = user.worked_out[named]
    return found


def _known_in_confidence(user: User) -> RawSQL | list[int]:
    """The confidential obligations this person is let into.

    Put into SQL once: Django would take its dozen levels apart anew for each question of a page,
    which cost more than the database's answer.
    """
    if "known in confidence" not in user.worked_out:
        let_in = Q(pk__in=[])
        for each in owners():
            if each.confidential:
                about = Q(subject_kind__in=each.subject_kinds)
                ids = each.visible_to(user)
                let_in |= about if ids is None else about & Q(subject_id__in=ids)
        duties = apps.get_model("deadlines", "Obligation").objects.filter(project_id__isnull=True)
        user.worked_out["known in confidence"] = _in_sql(duties.filter(let_in).values("pk"))
    known: RawSQL | list[int] = user.worked_out["known in confidence"]
    return known


def _in_sql(rows: models.QuerySet[Any]) -> RawSQL | list[int]:
    try:
        sql, params = rows.query.sql_with_params()
    except EmptyResultSet:
        return []
    return RawSQL(sql, params)  # noqa: S611 -- Django wrote it, the values stay parameters


def _open_subjects(user: User, obligation: str) -> Q:
    prefix = f"{obligation}__" if obligation else ""
    rooms = [each for each in owners() if not each.confidential]
    asked = [(each.subject_kinds, each.visible_to(user), each.by_subject) for each in rooms]
    if asked and all(ids is None for _kinds, ids, _by_subject in asked):
        return Q()
    seen = Q(pk__in=[])
    for subject_kinds, ids, by_subject in asked:
        about = Q(**{f"{prefix}subject_kind__in": subject_kinds})
        if ids is not None:
            key = "subject_id" if by_subject else "project_id"
            about &= Q(**{f"{prefix}{key}__in": ids})
        seen |= about
    return seen | Q(**{f"{prefix}bearer_agency_id__in": _agencies(user)})


def _agencies(user: User) -> set[int]:
    """Whose own duties these people see, whatever else of the subject they may know."""
    within = (Scope.AGENCY, Scope.PLACE)
    persons = [each for each in user.persons if ROLE_SCOPE[each.role] in within]
    return {pk for person in persons for pk in person.reach.agencies}


def in_charge(*first: str) -> Coalesce:
    """Who has a row in his or her charge: whom these columns name, else the officer of its project."""
    charge = [owner.in_charge("project_id") for owner in owners() if owner.in_charge]
    return Coalesce(*first, *charge, Value(None), output_field=BigIntegerField())


class ObligationQuerySet(models.QuerySet[Any]):
    """Obligations."""

    def visible_to(self, user: User) -> ObligationQuerySet:
        """Those about subjects this person may know of."""
        return self.filter(visible_subjects(user))

    def openly_visible_to(self, user: User) -> ObligationQuerySet:
        """The same without what is known in confidence; nothing of that belongs to a project."""
        return self.filter(openly_visible(user))

    def pending(self) -> ObligationQuerySet:
        """Duties still to be fulfilled, whether or not their day can be computed."""
        return self.filter(clock__in=PENDING_CLOCKS)

    def unknown(self) -> ObligationQuerySet:
        """Deadlines that cannot be computed because a fact is missing."""
        return self.filter(clock="unknown")

    def overdue(self) -> ObligationQuerySet:
        """Running past their due day."""
        return self.filter(clock="running", level__gte=OVERDUE_LEVEL)


class FlagQuerySet(models.QuerySet[Any]):
    """Flags."""

    def visible_to(self, user: User) -> FlagQuerySet:
        """Those whose obligation this person may know of."""
        return self.filter(visible_subjects(user, obligation="obligation"))

    def openly_visible_to(self, user: User) -> FlagQuerySet:
        """The same without what is known in confidence; nothing of that belongs to a project."""
        return self.filter(openly_visible(user, obligation="obligation"))

    def live(self) -> FlagQuerySet:
        """Open, confirmed or contested: they still ask something of somebody."""
        return self.filter(state__in=LIVE_STATES)

    def warnings(self) -> FlagQuerySet:
        """Without questions about the data and hints: no lateness, and asked for by their rule."""
        return self.exclude(kind__in=(*QUESTION_KINDS, *HINT_KINDS))

    def past_a_day(self) -> FlagQuerySet:
        """Whose basis is confirmed and whose day has passed; a condition found true has no day."""
        return self.filter(PAST_A_DAY)
