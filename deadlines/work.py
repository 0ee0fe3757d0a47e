"""The day's work: which flags and duties wait for whom, each in exactly one group.

Flags are asked for as flags, and what falls due soon or stands still as duties: each of the two
questions starts from an index of the few rows it is about. A row has one group for one reader, so
the counters add up.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from enum import StrEnum
from functools import cached_property
from typing import Any

from django.db.models import Case, CharField, Count, Exists, F, OuterRef, Q, Subquery, Value, When
from django.db.models.functions import Coalesce

from accounts.models import Agency, User
from accounts.permissions import Permission
from deadlines.models import AssignmentResult, Flag, FlagEvent, FlagStatement, Obligation
from deadlines.queries import duties_of
from deadlines.querysets import HINT_KINDS, FlagQuerySet, ObligationQuerySet, in_charge
from deadlines.registry import Wanted, owners
from deadlines.rules.escalation import Step, first_step
from deadlines.rules.orders import SUBJECT_KIND as ORDER
from deadlines.rules.severity import OVERDUE_LEVEL

SOON = timedelta(days=30)
_NEVER = datetime(1, 1, 2, tzinfo=UTC)
_NOTHING = Q(pk__in=[])


class Group(StrEnum):
    """Why a row is on the list; also the value of the parameter `nhom`."""

    RISEN = "chuyen-len"
    NEW = "moi"
    LATE = "cho-ket-luan"
    SOON = "sap-den-han"
    RETURNED = "tra-lai"
    WAITING = "cho-noi-khac"


@dataclass(frozen=True, slots=True)
class Work:
    """The rows of one list: flags, with `group` and `opened`, then duties, with `group`."""

    flags: FlagQuerySet
    duties: ObligationQuerySet

    def filter(self, **conditions: Any) -> Work:
        """The rows of both kinds that meet conditions on `group` or `handler`."""
        return Work(self.flags.filter(**conditions), self.duties.filter(**conditions))

    def counts(self) -> Counter[str]:
        """How many rows each group has."""
        found = Counter[str]()
        for rows in (self.flags, self.duties):
            found += Counter(dict(rows.order_by().values_list("group").annotate(Count("pk"))))
        return found

    def by_person(self) -> dict[int | None, Counter[str]]:
        """The same for each person who has them in charge; None: nobody has."""
        table: dict[int | None, Counter[str]] = {}
        for rows in (self.flags, self.duties):
            for handler, group, count in (
                rows.order_by().values_list("handler", "group").annotate(Count("pk"))
            ):
                table.setdefault(handler, Counter())[group] += count
        return table


@dataclass(frozen=True)
class Desk:
    """Whose work is asked for and as of when.

    `since` is the reader's last working day before today: flags opened after it are new. `ladder`
    are the steps by which flags come up.
    """

    user: User
    on: date
    since: date
    ladder: tuple[Step, ...] = ()

    @property
    def until(self) -> date:
        """The last day that is soon."""
        return self.on + SOON

    @property
    def decides(self) -> bool:
        """Whether the reader decides on flags, or only owes what they are about."""
        return self.user.can(Permission.DECIDE_FLAG)

    @cached_property
    def agencies(self) -> frozenset[int]:
        """The agencies whose duties this person shares, also of those he or she stands in for."""
        return frozenset().union(*(each.reach.agencies for each in self.user.persons))

    @cached_property
    def person_ids(self) -> tuple[int, ...]:
        """This person and those he or she stands in for."""
        return tuple(each.pk for each in self.user.persons)

    @property
    def colleagues(self) -> Any:
        """A subquery of the people of these agencies."""
        return User.objects.filter(agency_id__in=self.agencies).values("pk")

    def mine(self) -> Work:
        """What waits for this person.

        Of projects and flags in his or her charge, what came up to him or her, and what the own
        agency owes unless a colleague has it.
        """
        live = Flag.objects.live().order_by()
        risen = self._risen()
        # Each part starts from an index of its own: together they are the few flags of a person.
        flags = live.filter(officer__in=self.person_ids).values("pk")
        flags = flags.union(
            live.filter(self._followed(), officer=None).values("pk"),
            live.annotate(handler=in_charge("officer_id"))
            .filter(self._shared("obligation__"))
            .values("pk"),
            *risen,
        )
        return Work(
            _flags(self, risen).filter(pk__in=flags),
            _duties(self).filter(self._followed() | self._shared()),
        )

    def of_agency(self) -> Work:
        """What the people of the own agency have, and what nobody has of its projects and duties."""
        theirs = Q(handler__in=self.colleagues)
        projects = managed_by(self.agencies)
        duties = Obligation.objects.filter(bearer_agency_id__in=self.agencies).values("pk")
        flagged = projects | Q(obligation_id__in=duties)
        owed = projects | Q(bearer_agency_id__in=self.agencies)
        return Work(
            _flags(self).filter(theirs | Q(handler=None) & flagged),
            _duties(self).filter(theirs | Q(handler=None) & owed),
        )

    def charged(self) -> ObligationQuerySet:
        """Every duty that is this person's to follow, however far off its day is."""
        given = Flag.objects.live().filter(officer__in=self.person_ids).values("obligation_id")
        rows: ObligationQuerySet = duties_of(self.user).annotate(handler=in_charge())
        return rows.filter(self._followed() | self._shared() | Q(pk__in=given))

    def _followed(self) -> Q:
        """About projects whose officer is one of these persons."""
        return _of_projects(Wanted(officer_ids=self.person_ids))

    def _shared(self, prefix: str = "") -> Q:
        """Owed by the own agency, and in no colleague's charge."""
        nobodys = Q(handler=None) | ~Q(handler__in=self.colleagues)
        return Q(**{f"{prefix}bearer_agency_id__in": self.agencies}) & nobodys

    def _risen(self) -> list[FlagQuerySet]:
        """The flags that came up to each of these persons. An advisory one waits for its legal
        basis, not for an officer."""
        open_flags = Flag.objects.filter(state=Flag.State.OPEN, advisory=False).order_by()
        risen = []
        for person in self.user.persons:
            step = first_step(self.ladder, person.role)
            if step is None or person.agency is None:
                continue
            last = self.on - timedelta(step.after_days)
            rows = open_flags.filter(opened_on__lte=last).annotate(opened=_opened())
            if person.agency.kind != Agency.Kind.COMMITTEE:
                rows = rows.filter(managed_by({person.agency.pk}))
            risen.append(rows.filter(opened__lte=last).values("pk"))
        return risen


def managed_by(agencies: Collection[int]) -> Q:
    """About projects that these agencies manage."""
    found = _NOTHING
    for agency_id in agencies:
        found |= _of_projects(Wanted(agency_id=agency_id))
    return found


def _of_projects(wanted: Wanted) -> Q:
    found = _NOTHING
    for owner in owners():
        if not owner.by_subject:
            found |= Q(project_id__in=owner.find(wanted))
    return found


def _flags(desk: Desk, risen: Sequence[FlagQuerySet] = ()) -> FlagQuerySet:
    """Live flags that the reader may know of, with their groups.

    Who decides on flags has them until the decision; who only owes the duty has it until it is
    fulfilled, whatever was decided. Hints wait for nobody.
    """
    rows = Flag.objects.visible_to(desk.user).live().exclude(kind__in=HINT_KINDS)
    if not desk.user.can(Permission.VIEW_FLAGS):
        told = ["bearer", "public", "case"]
        rows = rows.filter(obligation__audience__in=told, obligation__advisory=False)
    undecided = Q(state=Flag.State.OPEN) if desk.decides else Q(state__isnull=False)
    returned = Q(obligation_id__in=_sent_back())
    if desk.decides:
        returned |= Q(pk__in=_answered())
    grouped: FlagQuerySet = rows.annotate(
        opened=_opened(),
        handler=in_charge("officer_id"),
    ).annotate(
        group=Case(
            *(When(pk__in=each, then=Value(Group.RISEN)) for each in risen),
            When(returned, then=Value(Group.RETURNED)),
            When(undecided & Q(opened__gt=desk.since), then=Value(Group.NEW)),
            When(undecided, then=Value(Group.LATE)),
            default=Value(Group.WAITING),
            output_field=CharField(),
        )
    )
    return grouped


def _duties(desk: Desk) -> ObligationQuerySet:
    """Duties without a flag that fall due soon or whose clock stands still, with their groups."""
    soon = Q(
        clock="running",
        level__lt=OVERDUE_LEVEL,
        next_change_on__lte=desk.until + timedelta(1),
        due_date__lte=desk.until,
    )
    rows = duties_of(desk.user).filter(soon | Q(clock="stopped"))
    grouped: ObligationQuerySet = rows.annotate(
        handler=in_charge(),
        group=Case(
            When(pk__in=_sent_back(), then=Value(Group.RETURNED)),
            When(clock="stopped", then=Value(Group.WAITING)),
            default=Value(Group.SOON),
            output_field=CharField(),
        ),
    )
    return grouped


def _opened() -> Case:
    """The day a flag was opened, or opened again: only then is its version above the first."""
    again = FlagEvent.objects.filter(flag_id=OuterRef("pk"), new_state=Flag.State.OPEN)
    last = Subquery(again.order_by("-on", "-pk").values("on")[:1])
    return Case(When(version=1, then=F("opened_on")), default=last)


def _answered() -> Any:
    """A subquery of the flags that the bearer explained or contested after the last decision."""
    decided = Coalesce("flag__decided_at", Value(_NEVER))
    live = [Flag.State.OPEN, Flag.State.CONTESTED]
    said = FlagStatement.objects.filter(flag__state__in=live, recorded_at__gt=decided)
    return said.order_by().values("flag_id")


def _sent_back() -> Any:
    """A subquery of the tasks still owed of which the last result handed in was sent back."""
    results = AssignmentResult.objects.filter(
        lead_id=OuterRef("subject_id"), cycle=OuterRef("cycle")
    )
    sent_back = Exists(results.filter(returned_date__isnull=False))
    kept = Exists(results.filter(returned_date__isnull=True))
    owed = Obligation.objects.filter(subject_kind=ORDER, clock="running")
    return owed.filter(sent_back, ~kept).values("pk")
