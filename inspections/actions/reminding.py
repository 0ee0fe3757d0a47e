"""What a night tells the people of cases, and those who have to act on a published conclusion.

A clock of a case is told of on the nights on which it moves up its ladder: before its day, on the
first day late, and later. Each person is told of a night once, of what he or she may know alone:
the deadlines of cases are left out of everything the portal tells others (R-4.5). A recommendation
is told to its addressee from the first reminder on, and 15 days late, or as the rule says, to the
inspectorate of the province (R-4.3).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import date, datetime, timedelta

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.actions.audit import in_words
from accounts.models import Agency, AgencySuccession, Deputyship, User
from accounts.permissions import Permission, Role
from deadlines import wording
from deadlines.models import Obligation, SweepRun
from deadlines.querysets import OVERDUE_LEVEL
from deadlines.registry import confidential_kinds, describe
from desk.actions.notifying import Message, tell
from inspections.models import CaseMember, CaseSanction, Conclusion, Recommendation
from inspections.rules.subjects import CASE, CONCLUSION, FINE, REMEDY
from projects.models import InvestorMember
from vn.dates import day_text

MADE_UP = timedelta(days=7)
LISTED = 10
RAISED_LEVEL = OVERDUE_LEVEL + 1
"""The second grade of lateness: 15 days for a recommendation, unless the rule says otherwise."""


def remind(*, on: date, at: datetime) -> int:
    """Tell of every night swept in the last week; how many were told anew."""
    nights = SweepRun.objects.filter(on__gt=on - MADE_UP, on__lte=on).order_by("on")
    return sum(remind_of(night=night, at=at) for night in nights.values_list("on", flat=True))


def remind_of(*, night: date, at: datetime) -> int:
    """Tell of the clocks that moved up that night, each person once."""
    moved = Obligation.objects.filter(
        project_id=None,
        kind__in=confidential_kinds(),
        clock=Obligation.Clock.RUNNING,
        ladder_dates__contains=[night],
    )
    rows = list(moved.order_by("due_date", "pk"))
    by_person: dict[int, list[Obligation]] = defaultdict(list)
    for row, people in zip(rows, _concerned(rows, night), strict=True):
        for person in people:
            by_person[person].append(row)
    told = 0
    readers = User.objects.filter(pk__in=by_person, is_active=True).select_related("agency")
    for user in readers.order_by("pk"):
        user.today = night
        theirs = [row.pk for row in by_person[user.pk]]
        seen = list(Obligation.objects.visible_to(user).filter(pk__in=theirs).order_by("due_date"))
        if seen:
            told += tell(user_ids=[user.pk], message=_message(user, seen, night), at=at)
    return told


def _message(user: User, rows: list[Obligation], night: date) -> Message:
    title = in_words(
        _("%(n)s deadlines of cases to look at on %(day)s"), n=len(rows), day=day_text(night)
    )
    return Message(
        kind="case_clocks",
        key=f"case_clocks:{night.isoformat()}",
        title=title,
        body=_listed(rows, night),
        path=reverse("deadlines:work" if user.can(Permission.VIEW_WORK) else "home"),
    )


def _listed(rows: list[Obligation], night: date) -> str:
    about = describe((row.subject_kind, row.subject_id) for row in rows[:LISTED])
    lines = []
    for row in rows[:LISTED]:
        subject = about.get((row.subject_kind, row.subject_id))
        named = " · ".join(filter(None, (subject.project_code, subject.words))) if subject else ""
        when = wording.distance(row.due_date, night) if row.due_date else ""
        lines.append(f"- {named}: {wording.duty(row.kind)} ({when})")
    if len(rows) > LISTED:
        lines.append(in_words(_("and %(n)s more"), n=len(rows) - LISTED))
    return "\n".join(lines)


# ------------------------------------------------------------ whom it concerns


def _concerned(rows: list[Obligation], night: date) -> list[set[int]]:
    """For each row whom it concerns; who may not know of it is left out by the caller."""
    cases = _cases(rows)
    teams: dict[int, set[int]] = defaultdict(set)
    members = CaseMember.objects.filter(case__in=cases.values(), left_date=None, user__isnull=False)
    for case, user in members.values_list("case_id", "user_id"):
        teams[case].add(user)
    bearers = _Bearers(rows)
    away: dict[int, set[int]] = defaultdict(set)
    running = Deputyship.objects.filter(from_date__lte=night, to_date__gte=night)
    for absent, deputy in running.values_list("absent_id", "deputy_id"):
        away[absent].add(deputy)
    found = []
    for row in rows:
        people = teams[cases[row.subject_kind, row.subject_id]] | bearers.of(row, night)
        found.append(people.union(*(away[person] for person in people)))
    return found


def _cases(rows: list[Obligation]) -> dict[tuple[str, int], int]:
    ids: dict[str, list[int]] = defaultdict(list)
    for row in rows:
        ids[row.subject_kind].append(row.subject_id)
    found = {(CASE, pk): pk for pk in ids[CASE]}
    for kind, model, path in (
        (CONCLUSION, Conclusion, "case_id"),
        (REMEDY, Recommendation, "conclusion__case_id"),
        (FINE, CaseSanction, "case_id"),
    ):
        pairs = model.objects.filter(pk__in=ids[kind]).values_list("pk", path)
        found |= {(kind, pk): case for pk, case in pairs}
    return found


class _Bearers:
    """Who works for those that owe what a conclusion brought, and in the inspectorate."""

    def __init__(self, rows: Iterable[Obligation]) -> None:
        told = [row for row in rows if row.audience == Obligation.Audience.BEARER]
        agencies = {row.bearer_agency_id for row in told if row.bearer_agency_id}
        investors = {row.bearer_investor_id for row in told if row.bearer_investor_id}
        lineage = AgencySuccession.objects.effective().lineage()
        self._heirs = {pk: lineage.heirs(pk) | {pk} for pk in agencies}
        staff = User.objects.filter(is_active=True).exclude(role=Role.INVESTOR)
        self._of_agency: dict[int | None, set[int]] = defaultdict(set)
        wanted = frozenset().union(*self._heirs.values())
        for pk, agency in staff.filter(agency__in=wanted).values_list("pk", "agency_id"):
            self._of_agency[agency].add(pk)
        self._of_investor: dict[int, set[int]] = defaultdict(set)
        members = InvestorMember.objects.filter(investor__in=investors)
        for investor, user in members.values_list("investor_id", "user_id"):
            self._of_investor[investor].add(user)
        inspectors = staff.filter(role=Role.INSPECTOR, agency__kind=Agency.Kind.INSPECTORATE)
        self._inspectors = set(inspectors.values_list("pk", flat=True))

    def of(self, row: Obligation, night: date) -> set[int]:
        """The people of the bearer; of a recommendation late for long those of the inspectorate."""
        if row.audience != Obligation.Audience.BEARER:
            return set()
        found = set(self._of_investor[row.bearer_investor_id or 0])
        for agency in self._heirs.get(row.bearer_agency_id or 0, ()):
            found |= self._of_agency[agency]
        if row.subject_kind == REMEDY and _level_on(row, night) >= RAISED_LEVEL:
            found |= self._inspectors
        return found


def _level_on(row: Obligation, night: date) -> int:
    reached = zip(row.ladder_dates, row.ladder_levels, strict=True)
    return max((level for day, level in reached if day <= night), default=0)
