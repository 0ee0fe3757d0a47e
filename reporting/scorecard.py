"""The scorecard of Resolution 135-NQ/TU read from the rows, as of the end of a day.

What is not published of inspections is not counted: a frozen report is read by many (R-4.5).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date, timedelta

from django.db.models import Exists, Min, OuterRef

from deadlines.models import Obligation
from inspections.coverage import late_land
from inspections.rules.coverage import Coverage, LateLand, covered
from projects.filters.quality import COMPLETE, CURRENT, MEETS, conditions, reporting_days
from projects.lists.certificates import compared
from projects.models import CertificateList, ExtensionRequest, Instrument, Project, SupportStep
from projects.quality_figures import followed
from projects.rules.certificates import FOUND, How, Line
from projects.rules.support import LAWSUIT, SUBJECT
from reporting.models import Target
from reporting.rules.scorecard import (
    Attracted,
    FirstAct,
    Goal,
    NewProject,
    Part,
    Request,
    Span,
    Supported,
    attracted,
    spans,
    supported,
    years,
)
from vn.dates import Precision, first_day, last_day

FIRST_ACTS = (Instrument.Kind.POLICY_APPROVAL, Instrument.Kind.REGISTRATION_CERTIFICATE)
_A_YEAR = timedelta(days=366)


@dataclass(frozen=True, slots=True)
class Inspected:
    """Target 3 in a span: two numbers, each with its own base."""

    inspected: Part
    handled: Part


@dataclass(frozen=True, slots=True, kw_only=True)
class OutsideList:
    """The latest list of certificates kept by somebody else, held against the registry."""

    name: str
    source: str
    as_of: date
    found: Part


@dataclass(frozen=True, slots=True, kw_only=True)
class Records:
    """Target 4 on the day: each share is of the projects followed."""

    complete: Part
    current: Part
    meets: Part
    outside: OutsideList | None

    @property
    def stale(self) -> tuple[str, ...]:
        """Projects whose record was not updated within the period (rule Q1)."""
        current = frozenset(self.current.rows)
        return tuple(row for row in self.current.base if row not in current)


@dataclass(frozen=True, slots=True)
class Aim:
    """A target as the table keeps it, with the goal of each year."""

    number: int
    title: str
    definition: str
    source: str
    goals: dict[int, Goal] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Scorecard:
    """Everything the scorecard says; results are by the key of their span."""

    cut_off: date
    begins: date
    aims: tuple[Aim, ...]
    spans: tuple[Span, ...]
    years: tuple[Span, ...]
    attracted: dict[str, Attracted]
    supported: dict[str, Supported]
    inspected: dict[str, Inspected]
    records: Records


def read(cut_off: date) -> Scorecard | None:
    """The scorecard at the end of a day; None when no target is in the table or none runs yet.

    A fixed number of queries, whatever the size of the registry.
    """
    aims = _aims()
    begins = Target.objects.order_by("begins_on").values_list("begins_on", flat=True).first()
    if begins is None or begins > cut_off:
        return None
    over, each_year = spans(cut_off, begins), years(cut_off, begins)
    every = (*over, *each_year)
    projects, requests = new_projects(begins), _requests()
    land = [_known_on(row, cut_off) for row in late_land(None) if row.flagged_on <= cut_off]
    codes = _codes(row.project_id for row in land)
    return Scorecard(
        cut_off=cut_off,
        begins=begins,
        aims=aims,
        spans=over,
        years=each_year,
        attracted={span.key: attracted(projects, span) for span in every},
        supported={span.key: supported(requests, span, cut_off) for span in every},
        inspected={span.key: _inspected(land, span, codes) for span in every},
        records=_records(cut_off),
    )


def _aims() -> tuple[Aim, ...]:
    return tuple(
        Aim(
            row.number,
            row.title,
            row.definition,
            row.source,
            {goal.year: Goal(goal.low, goal.high, goal.is_percent) for goal in row.goals.all()},
        )
        for row in Target.objects.prefetch_related("goals")
    )


def new_projects(since: date) -> list[NewProject]:
    """Non-budget projects that may be new from a day on, by their first acts; one query.

    An act of which only the quarter is known may be of any day in it, so the question to the
    database reaches a year further back.
    """
    firsts = Instrument.objects.filter(
        kind__in=FIRST_ACTS,
        project__funding=Project.Funding.NON_BUDGET,
        issued_date__isnull=False,
    )
    recent = (
        firsts.order_by()
        .values("project_id")
        .annotate(earliest=Min("issued_date"))
        .filter(earliest__gte=since - _A_YEAR)
        .values("project_id")
    )
    adjustments = Instrument.objects.filter(
        kind=Instrument.Kind.ADJUSTMENT, project=OuterRef("project")
    )
    acts: dict[tuple[str, int | None, bool], list[FirstAct]] = defaultdict(list)
    for code, registered, adjusted, day, precision, vnd in (
        firsts.filter(project_id__in=recent)
        .annotate(adjusted=Exists(adjustments))
        .values_list(
            "project__code",
            "project__registered_capital_vnd",
            "adjusted",
            "issued_date",
            "issued_precision",
            "capital_vnd",
        )
    ):
        if day is not None:
            acts[code, registered, adjusted].append(_act(day, Precision(precision), vnd))
    return [
        NewProject(
            ref=f"project:{code}", acts=tuple(found), registered_vnd=registered, adjusted=adjusted
        )
        for (code, registered, adjusted), found in acts.items()
    ]


def _act(day: date, known: Precision, vnd: int | None) -> FirstAct:
    return FirstAct(first=first_day(day, known), last=last_day(day, known), capital_vnd=vnd)


def _requests() -> list[Request]:
    """What investors asked for, with the day by which the law in force wants it answered."""
    return [*_more_time(), *_support()]


def _more_time() -> list[Request]:
    due = dict(
        Obligation.objects.filter(kind="RX", subject_kind="extension_request").values_list(
            "subject_id", "due_date"
        )
    )
    rows = ExtensionRequest.objects.filter(asking_investor__isnull=False)
    return [
        Request(ref=f"project:{code}", filed=filed, due=due.get(pk), answered=decided)
        for pk, code, filed, decided in rows.values_list(
            "pk", "project__code", "filed_date", "decided_date"
        )
    ]


def _support() -> list[Request]:
    """Each round of a request is one asking; a lawsuit is answered by a court, so by nobody here."""
    due = {
        (pk, cycle): day
        for pk, cycle, day in Obligation.objects.filter(
            kind="SA", subject_kind=SUBJECT
        ).values_list("subject_id", "cycle", "due_date")
    }
    rows = SupportStep.objects.exclude(request__kind=LAWSUIT).filter(
        kind__in=("filed", "reopened", "answered", "withdrawn")
    )
    told: dict[tuple[int, int], Request] = {}
    for pk, code, number, kind, day in rows.order_by("pk").values_list(
        "request_id", "request__code", "round", "kind", "on_date"
    ):
        key = (pk, number)
        if kind in ("filed", "reopened"):
            ref = f"support:{code}"
            told[key] = Request(ref=ref, filed=day, due=due.get((pk, str(number))), answered=None)
        elif kind == "answered":
            told[key] = replace(told[key], answered=day)
        else:
            del told[key]
    return list(told.values())


def _known_on(row: LateLand, day: date) -> LateLand:
    return LateLand(
        project_id=row.project_id,
        flagged_on=row.flagged_on,
        cases=tuple(each for each in row.cases if each <= day),
        handled_on=tuple(each for each in row.handled_on if each <= day),
    )


def _codes(ids: Iterable[int]) -> dict[int, str]:
    rows = Project.objects.filter(pk__in=set(ids)).values_list("pk", "code")
    return {pk: f"project:{code}" for pk, code in rows}


def _inspected(land: list[LateLand], span: Span, codes: dict[int, str]) -> Inspected:
    """By the day the project was found late; "all" also keeps what was late before."""
    first = date.min if span.key == "all" else span.first
    found = covered(row for row in land if first <= row.flagged_on <= span.last)
    refs = _refs(found, codes)
    return Inspected(Part(refs[1], refs[0]), Part(refs[2], refs[1]))


def _refs(found: Coverage, codes: dict[int, str]) -> tuple[tuple[str, ...], ...]:
    return tuple(
        tuple(sorted(codes[pk] for pk in ids))
        for ids in (found.confirmed, found.inspected, found.handled)
    )


def _records(cut_off: date) -> Records:
    base = followed(Project.objects.non_budget())
    sets = conditions(cut_off, reporting_days(cut_off))
    rows = base.order_by("code")
    whole = tuple(f"project:{code}" for code in rows.values_list("code", flat=True))
    parts = {
        key: tuple(
            f"project:{code}" for code in rows.filter(sets[key]).values_list("code", flat=True)
        )
        for key in (COMPLETE, CURRENT, MEETS)
    }
    return Records(
        complete=Part(parts[COMPLETE], whole),
        current=Part(parts[CURRENT], whole),
        meets=Part(parts[MEETS], whole),
        outside=_outside(cut_off),
    )


def _certificate(line: Line) -> str:
    return f"certificate:{line.number or line.project}"


def _outside(cut_off: date) -> OutsideList | None:
    """Lines set aside as not ours are in neither number."""
    of_list = CertificateList.objects.filter(as_of_date__lte=cut_off).first()
    if of_list is None:
        return None
    found = compared(of_list)
    ours = [match for match in found.matches if match.how is not How.NOT_OURS]
    return OutsideList(
        name=of_list.name,
        source=of_list.source,
        as_of=of_list.as_of_date,
        found=Part(
            tuple(_certificate(each.line) for each in ours if each.how in FOUND),
            tuple(_certificate(each.line) for each in ours),
        ),
    )
