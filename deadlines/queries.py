"""Questions that screens ask about obligations and flags."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING

from django.db import connection
from django.db.models import Case, F, IntegerField, Max, Min, OuterRef, Q, Subquery, Value, When
from django.db.models.functions import Coalesce

from accounts.permissions import ROLE_PERMISSIONS, ROLE_SCOPE, Permission, Scope
from deadlines.models import Flag, FlagStatement, Obligation
from deadlines.querysets import FlagQuerySet, ObligationQuerySet
from deadlines.rules.severity import ADVISORY, GRAVE_KINDS, GRAVE_LEVEL, SERIOUS, WARNING
from desk.paging import Key, Segment

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from accounts.models import User

_GRAVE = Q(kind__in=GRAVE_KINDS) | Q(obligation__level__gte=GRAVE_LEVEL)

SEVERITY = Case(
    When(advisory=True, then=Value(ADVISORY)),
    When(_GRAVE, then=Value(SERIOUS)),
    default=Value(WARNING),
    output_field=IntegerField(),
)
"""`deadlines.rules.severity.flag_rank` as a column of flags; a test compares the two."""

IS_SERIOUS = Q(advisory=False) & _GRAVE
"""The flags of the gravest rank."""

WORST = Max(SEVERITY)
"""The gravest rank in a group of flags."""

EARLIEST_LATE = Coalesce(
    Min("due_date", filter=IS_SERIOUS),
    Min("due_date", filter=Q(advisory=False)),
    Min(F("due_date")),
)
"""The due day longest past among the gravest flags of a group."""


def by_due_date(duties: QuerySet[Obligation]) -> tuple[Segment, ...]:
    """A list laid out by due day, the soonest first; then those whose day is not known."""
    known = (Key("due_date", date.fromisoformat), Key("pk"))
    return (
        Segment(duties.exclude(due_date=None), known),
        Segment(duties.filter(due_date=None), (Key("pk"),)),
    )


def database_now() -> datetime:
    """What the database's clock says: a second witness of the present, on a server of its own."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT clock_timestamp()")
        said: datetime = cursor.fetchone()[0]
    return said


def duties_of(user: User, *, openly: bool = False) -> ObligationQuerySet:
    """The obligations this person may read, `openly` without what is known in confidence.

    Without the right to see flags only those that the bearer has been told of, and those of cases
    he or she is on: an advisory rule stays among staff.
    """
    duties = Obligation.objects.all()
    duties = duties.openly_visible_to(user) if openly else duties.visible_to(user)
    if user.can(Permission.VIEW_FLAGS):
        return duties
    return duties.filter(audience__in=["bearer", "public", "case"], advisory=False)


def answerable_by(user: User) -> FlagQuerySet:
    """The flags on what this person's side owes: the ones he or she may explain or contest.

    An investor's people answer for what the investor owes and was told of; an agency's for its
    own duties and those of agencies it took over wholly.
    """
    own = Q(pk__in=[])
    for person in user.persons:
        if Permission.ANSWER_FLAG not in ROLE_PERMISSIONS[person.role]:
            continue
        if ROLE_SCOPE[person.role] == Scope.OWN:
            own |= Q(
                obligation__bearer_investor_id__isnull=False,
                obligation__audience__in=["bearer", "public"],
                obligation__advisory=False,
            )
        else:
            own |= Q(obligation__bearer_agency_id__in=person.reach.agencies)
    return Flag.objects.visible_to(user).filter(own)


def with_promise(flags: FlagQuerySet) -> FlagQuerySet:
    """Flags with the day promised in the latest explanation as `promised`, None without one."""
    explained = FlagStatement.objects.filter(flag=OuterRef("pk"), kind="explanation")
    latest = explained.order_by("-pk").values("promised_date")[:1]
    found: FlagQuerySet = flags.annotate(promised=Subquery(latest))
    return found
