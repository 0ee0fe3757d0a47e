"""The day's work: which duties and flags wait for whom, each in exactly one group.

A row is an obligation with its live flag, if it has one: what is flagged, what falls due soon and
what stands still. Each has one group for one reader, so the counters add up.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from enum import StrEnum
from functools import cached_property
from typing import Any

from django.db.models import (
    Case,
    CharField,
    Exists,
    F,
    FilteredRelation,
    OuterRef,
    Q,
    Subquery,
    Value,
    When,
)
from django.db.models.functions import Coalesce

from accounts.models import Agency, User
from accounts.permissions import Permission
from deadlines.models import AssignmentResult, Flag, FlagEvent, FlagStatement, Obligation
from deadlines.queries import duties_of
from deadlines.querysets import LIVE_STATES, OVERDUE_LEVEL, ObligationQuerySet, in_charge
from deadlines.registry import Wanted, owners
from deadlines.rules.escalation import Step, first_step
from deadlines.rules.orders import SUBJECT_KIND as ORDER

SOON = timedelta(days=30)
_NEVER = datetime(1, 1, 2, tzinfo=UTC)


class Group(StrEnum):
    """Why a row is on the list; also the value of the parameter `nhom`."""

    RISEN = "chuyen-len"
    NEW = "moi"
    LATE = "cho-ket-luan"
    SOON = "sap-den-han"
    RETURNED = "tra-lai"
    WAITING = "cho-noi-khac"


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

    def mine(self) -> ObligationQuerySet:
        """What waits for this person.

        Of projects and flags in his or her charge, what came up to him or her, and what the own
        agency owes unless a colleague has it.
        """
        risen = self._risen()
        return _in_groups(self, risen).filter(self._in_charge() | risen)

    def charged(self) -> ObligationQuerySet:
        """Every duty that is this person's to follow, however far off its day is."""
        given = Flag.objects.live().filter(officer__in=self.person_ids).values("obligation_id")
        rows: ObligationQuerySet = duties_of(self.user).annotate(handler=in_charge())
        rows = rows.filter(self._in_charge() | Q(pk__in=given))
        return rows

    def of_agency(self) -> ObligationQuerySet:
        """What the people of the own agency have, and what nobody has of its projects and duties."""
        own = managed_by(self.agencies) | Q(bearer_agency_id__in=self.agencies)
        nobodys = Q(handler=None) & own
        return _in_groups(self, _NOTHING).filter(Q(handler__in=self.colleagues) | nobodys)

    def _in_charge(self) -> Q:
        """In these persons' charge, or owed by their agency and in no colleague's charge."""
        nobodys = Q(handler=None) | ~Q(handler__in=self.colleagues)
        shared = Q(bearer_agency_id__in=self.agencies) & nobodys
        return Q(handler__in=self.person_ids) | shared

    def _risen(self) -> Q:
        """Flags that came up to one of these persons."""
        risen = _NOTHING
        for person in self.user.persons:
            step = first_step(self.ladder, person.role)
            if step is None or person.agency is None:
                continue
            reached = Q(opened__lte=self.on - timedelta(step.after_days)) & _UNDECIDED
            if person.agency.kind != Agency.Kind.COMMITTEE:
                reached &= managed_by({person.agency.pk})
            risen |= reached
        return risen


_NOTHING = Q(pk__in=[])
_UNDECIDED = Q(live__state=Flag.State.OPEN, live__advisory=False)
"""What climbs: an advisory flag waits for its legal basis, not for an officer."""


def managed_by(agencies: Collection[int]) -> Q:
    """About projects that these agencies manage."""
    found = _NOTHING
    for owner in owners():
        for agency_id in () if owner.by_subject else agencies:
            found |= Q(project_id__in=owner.find(Wanted(agency_id=agency_id)))
    return found


def waiting_rows(desk: Desk) -> ObligationQuerySet:
    """Rows that may be on somebody's list, as far as the reader may know of them.

    With the live flag as `live`, the day it was last opened as `opened`, and who has it as
    `handler`. Each of the three parts has an index of its own.
    """
    soon = Obligation.objects.filter(
        clock="running", next_change_on__lte=desk.until + timedelta(1), due_date__lte=desk.until
    )
    stopped = Obligation.objects.filter(clock="stopped")
    asked = Flag.objects.live().values("obligation_id")
    asked = asked.union(soon.values("pk"), stopped.values("pk"))
    live = FilteredRelation("flags", condition=Q(flags__state__in=LIVE_STATES))
    rows: ObligationQuerySet = duties_of(desk.user).filter(pk__in=asked).annotate(live=live)
    rows = rows.annotate(opened=_opened(), handler=in_charge("live__officer_id"))
    return rows


def _opened() -> Case:
    """The day a flag was opened, or opened again: only then is its version above the first."""
    again = FlagEvent.objects.filter(flag_id=OuterRef("live__pk"), new_state=Flag.State.OPEN)
    last = Subquery(again.order_by("-on").values("on")[:1])
    return Case(When(live__version=1, then=F("live__opened_on")), default=last)


def _in_groups(desk: Desk, risen: Q) -> ObligationQuerySet:
    """The rows with their `group`; those that ask nothing of anybody are left out.

    Who decides on flags has them until the decision; who only owes the duty has it until it is
    fulfilled, whatever was decided.
    """
    undecided = Q(live__state=Flag.State.OPEN)
    if not desk.user.can(Permission.DECIDE_FLAG):
        undecided = Q(live__pk__isnull=False)
    answered = _answered() if desk.user.can(Permission.DECIDE_FLAG) else _NOTHING
    grouped: ObligationQuerySet = (
        waiting_rows(desk)
        .annotate(
            group=Case(
                When(risen, then=Value(Group.RISEN)),
                When(answered | _returned(), then=Value(Group.RETURNED)),
                When(undecided & Q(opened__gt=desk.since), then=Value(Group.NEW)),
                When(undecided, then=Value(Group.LATE)),
                When(live__pk__isnull=False, then=Value(Group.WAITING)),
                When(clock="stopped", then=Value(Group.WAITING)),
                When(level__lt=OVERDUE_LEVEL, then=Value(Group.SOON)),
                default=Value(""),
                output_field=CharField(),
            )
        )
        .exclude(group="")
    )
    return grouped


def _answered() -> Q:
    """The bearer explained or contested after the last decision on the flag."""
    said = FlagStatement.objects.filter(
        flag_id=OuterRef("live__pk"),
        recorded_at__gt=Coalesce(OuterRef("live__decided_at"), Value(_NEVER)),
    )
    return Q(Exists(said), live__state__in=[Flag.State.OPEN, Flag.State.CONTESTED])


def _returned() -> Q:
    """The last result handed in for the task was sent back."""
    results = AssignmentResult.objects.filter(
        lead_id=OuterRef("subject_id"), cycle=OuterRef("cycle")
    )
    sent_back = Exists(results.filter(returned_date__isnull=False))
    kept = Exists(results.filter(returned_date__isnull=True))
    return Q(sent_back, ~kept, subject_kind=ORDER, clock="running")
