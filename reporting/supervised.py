"""Projects followed over a quarter or a year: who reported, who was checked, who is late, and why."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from deadlines.models import Obligation
from projects.models import (
    Contact,
    ExcludedPeriod,
    HandlingDecision,
    Project,
    ReviewEntry,
    Suspension,
)
from projects.rules.status import CENSUS
from reporting.builder import ruleset
from reporting.deadlines_section import Deadlines, deadlines
from reporting.inspected import read as read_inspected
from reporting.names_on_day import NamesOnDay
from reporting.queries import acted_between, stock
from reporting.recorded_after import codes_after
from reporting.rules.handed_in import Handed, handed_in
from reporting.wording import cycle_text

REPORTS = ("R1", "R2", "R3")
"""What investors report: the quarter, the year, their own supervision (law.md §2.3)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Followed:
    """A project that is followed; `bucket` is its row of the census, "" outside it."""

    code: str
    name: str
    investor: str
    agency: str
    bucket: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Owed:
    """A report of an investor due in the period."""

    project: Followed
    kind: str
    cycle: str
    due: date
    submitted: date | None
    standing: Handed
    advisory: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Supervised:
    """The period up to the cut-off; sets are codes of projects.

    `checked` by how, `obstacles` by the reason of days that do not count, `acted` by the act,
    `older`: projects with a report due before the period that never came.
    """

    begins: date
    cut_off: date
    projects: tuple[Followed, ...]
    owed: tuple[Owed, ...]
    older: tuple[str, ...]
    checked: dict[str, tuple[str, ...]]
    reviewed: tuple[str, ...]
    obstacles: dict[str, tuple[str, ...]]
    acted: dict[str, tuple[str, ...]]
    deadlines: Deadlines
    ruleset: str
    recorded_after: tuple[str, ...]


def read(begins: date, ends: date, cut_off: date) -> Supervised:
    """The followed projects from the first day to the end of the cut-off day.

    Reports are those due from `begins` to `ends`, the last day of the period; those due after the
    cut-off are still running.
    """
    names = NamesOnDay(cut_off)
    ids = _projects(names)
    owed, older = _owed(ids, begins, ends, cut_off)
    codes = dict(Project.objects.values_list("pk", "code"))
    return Supervised(
        begins=begins,
        cut_off=cut_off,
        projects=tuple(sorted(ids.values(), key=lambda project: project.code)),
        owed=owed,
        older=older,
        checked=_checked(ids, begins, cut_off),
        reviewed=_reviewed(ids, begins, cut_off),
        obstacles=_obstacles(ids, cut_off),
        acted={
            **{key: _codes(codes, found) for key, found in acted_between(begins, cut_off).items()},
            "handled": _codes(codes, _handled(begins, cut_off)),
        },
        deadlines=deadlines(cut_off=cut_off, names=names),
        ruleset=ruleset(),
        recorded_after=codes_after(cut_off),
    )


def _projects(names: NamesOnDay) -> dict[int, Followed]:
    rows = stock().select_related("investor", "agency")
    return {
        row.pk: Followed(
            code=row.code,
            name=row.name,
            investor=row.investor.name if row.investor else "",
            agency=names.body(row.agency),
            bucket=row.bucket if row.bucket in CENSUS else "",
        )
        for row in rows
    }


def _owed(
    ids: dict[int, Followed], begins: date, ends: date, cut_off: date
) -> tuple[tuple[Owed, ...], tuple[str, ...]]:
    """Reports due in the period, and the projects with one due before that never came."""
    rows = Obligation.objects.filter(
        kind__in=REPORTS, project_id__in=ids, due_date__lte=ends
    ).exclude(clock=Obligation.Clock.VOID)
    found, older = [], set()
    for row in rows:
        project = ids[row.project_id or 0]
        if row.due_date is None:
            continue
        accepted = row.clock == Obligation.Clock.MET
        standing = handed_in(row.due_date, row.submitted_date, cut_off, accepted=accepted)
        if row.due_date < begins:
            older |= {project.code} if standing is Handed.OVERDUE else set()
            continue
        known = row.submitted_date is not None and row.submitted_date <= cut_off
        found.append(
            Owed(
                project=project,
                kind=row.kind,
                cycle=cycle_text(row.cycle),
                due=row.due_date,
                submitted=row.submitted_date if known else None,
                standing=standing,
                advisory=row.advisory,
            )
        )
    found.sort(key=lambda each: (each.project.agency, each.due, each.project.code, each.kind))
    return tuple(found), tuple(sorted(older))


def _checked(ids: dict[int, Followed], begins: date, cut_off: date) -> dict[str, tuple[str, ...]]:
    """Visited, or in a case whose conclusion was published in the period."""
    span = (begins, cut_off)
    visits = Contact.objects.filter(
        project_id__in=ids, channel=Contact.Channel.VISIT, date__range=span
    )
    told = read_inspected(cut_off)
    cases = {each.case for each in told.conclusions if begins <= each.published}
    followed = {project.code for project in ids.values()}
    inspected = {code for case in cases for code in told.projects.get(case, ())}
    codes = {pk: project.code for pk, project in ids.items()}
    return {
        "visited": _codes(codes, visits.values_list("project_id", flat=True)),
        "inspected": tuple(sorted(inspected & followed)),
    }


def _reviewed(ids: dict[int, Followed], begins: date, cut_off: date) -> tuple[str, ...]:
    """Looked at on paper in a round of the period: not a check."""
    rows = ReviewEntry.objects.filter(project_id__in=ids, looked_date__range=(begins, cut_off))
    codes = {pk: project.code for pk, project in ids.items()}
    return _codes(codes, rows.values_list("project_id", flat=True))


def _obstacles(ids: dict[int, Followed], cut_off: date) -> dict[str, tuple[str, ...]]:
    """Projects whose clock stands still on the day by a decision, by its reason; those suspended."""
    codes = {pk: project.code for pk, project in ids.items()}
    excluded = ExcludedPeriod.objects.filter(
        project_id__in=ids, standing=ExcludedPeriod.Standing.DECIDED, start_date__lte=cut_off
    ).exclude(end_date__lt=cut_off)
    suspended = Suspension.objects.filter(project_id__in=ids, start_date__lte=cut_off).exclude(
        resumed_date__lte=cut_off
    )
    by_reason = list(excluded.values_list("reason", "project_id"))
    return {
        **{
            str(reason): _codes(codes, (pk for each, pk in by_reason if each == reason))
            for reason in ExcludedPeriod.Reason.values
        },
        "suspended": _codes(codes, suspended.values_list("project_id", flat=True)),
    }


def _handled(begins: date, cut_off: date) -> Iterable[int]:
    return HandlingDecision.objects.filter(decided_date__range=(begins, cut_off)).values_list(
        "project_id", flat=True
    )


def _codes(codes: dict[int, str], ids: Iterable[int]) -> tuple[str, ...]:
    return tuple(sorted({codes[pk] for pk in ids}))
