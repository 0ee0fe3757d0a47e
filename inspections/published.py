"""What everybody may read of inspection: published conclusions, with personal numbers hidden.

Asks for no person: it never looks at a conclusion that is not published, nor at steps, pauses or
people of a case (Law 84/2025 art. 37; law.md R-9.20).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, Prefetch
from django.db.models.functions import ExtractYear

from accounts.in_charge import InCharge
from inspections.models import (
    Case,
    CaseProject,
    CaseSubject,
    Conclusion,
    Finding,
    Recommendation,
)
from vn.personal import names_a_person, without_personal


@dataclass(frozen=True, slots=True)
class Line:
    """A published conclusion on the list."""

    pk: int
    number: str
    signed_date: date
    published_date: date
    case_code: str
    kind: str
    title: str
    topic: str
    body: str
    findings: int
    recommendations: int
    invented: bool


@dataclass(frozen=True, slots=True)
class FindingLine:
    """A finding as everybody reads it; the amount is in whole đồng, None where none is stated."""

    area: str
    severity: str
    grave: bool
    amount_vnd: int | None
    text: str


@dataclass(frozen=True, slots=True)
class RecommendationLine:
    """A recommendation as everybody reads it: to whom, by when, how far it is."""

    ordinal: int
    kind: str
    text: str
    addressee: str
    due_date: date | None
    progress_percent: int
    closed_date: date | None


@dataclass(frozen=True, slots=True)
class Sheet:
    """A conclusion as everybody reads it once it is published."""

    conclusion: Conclusion
    title: str
    topic: str
    summary: str
    body: str
    projects: tuple[str, ...]
    subjects: tuple[str, ...]
    hidden_subjects: int
    findings: tuple[FindingLine, ...]
    recommendations: tuple[RecommendationLine, ...]


def years() -> list[int]:
    """Years in which conclusions were published, the latest first."""
    found = (
        Conclusion.objects.published()
        .annotate(year=ExtractYear("published_date"))
        .values_list("year", flat=True)
        .distinct()
    )
    return sorted(found, reverse=True)


def lines(*, year: int | None = None, kind: str = "") -> list[Line]:
    """Published conclusions of a year (all without one), of one kind of case if given."""
    rows = (
        Conclusion.objects.published()
        .select_related("case__original_body")
        .annotate(
            found=Count("findings", distinct=True), asked=Count("recommendations", distinct=True)
        )
        .order_by("-published_date", "-pk")
    )
    if year is not None:
        rows = rows.filter(published_date__year=year)
    if kind:
        rows = rows.filter(case__kind=kind)
    return [_line(row) for row in rows]


def _line(row: Any) -> Line:
    case: Case = row.case
    return Line(
        pk=row.pk,
        number=row.number,
        signed_date=row.signed_date,
        published_date=row.published_date,
        case_code=case.code,
        kind=case.get_kind_display(),
        title=without_personal(case.title),
        topic=without_personal(row.topic),
        body=case.original_body.name,
        findings=row.found,
        recommendations=row.asked,
        invented=case.is_demonstration,
    )


def sheet(conclusion: Conclusion) -> Sheet:
    """One conclusion as everybody reads it, or will once it is published."""
    case = Case.objects.prefetch_related(
        Prefetch("projects", CaseProject.objects.select_related("project")),
        Prefetch("subjects", CaseSubject.objects.select_related("agency", "investor")),
    ).get(pk=conclusion.case_id)
    named = [str(subject) for subject in case.subjects.all()]
    shown = tuple(name for name in named if not names_a_person(name))
    remedies = conclusion.recommendations.select_related(
        "addressee_agency", "addressee_investor", "responsible_agency"
    )
    return Sheet(
        conclusion=conclusion,
        title=without_personal(case.title),
        topic=without_personal(conclusion.topic),
        summary=without_personal(conclusion.summary),
        body=case.original_body.name,
        projects=tuple(f"{row.project.code} {row.project.name}" for row in case.projects.all()),
        subjects=shown,
        hidden_subjects=len(named) - len(shown),
        findings=tuple(_finding(row) for row in conclusion.findings.all()),
        recommendations=_recommendations(list(remedies)),
    )


def _finding(row: Finding) -> FindingLine:
    return FindingLine(
        area=row.get_law_area_display(),
        severity=row.get_severity_display(),
        grave=row.severity == Finding.Severity.GRAVE,
        amount_vnd=row.amount_vnd,
        text=without_personal(row.text),
    )


def _recommendations(rows: Iterable[Recommendation]) -> tuple[RecommendationLine, ...]:
    kept = list(rows)
    in_charge = InCharge.of(row.responsible_agency or row.addressee_agency for row in kept)
    return tuple(
        RecommendationLine(
            ordinal=row.ordinal,
            kind=row.get_kind_display(),
            text=without_personal(row.text),
            addressee=_addressee(row, in_charge),
            due_date=row.due_date,
            progress_percent=row.progress_percent,
            closed_date=row.closed_date,
        )
        for row in kept
    )


def _addressee(row: Recommendation, in_charge: InCharge) -> str:
    """The body in charge today, or the investor; empty for a person."""
    agency = row.responsible_agency or row.addressee_agency
    if agency is not None:
        return in_charge.name(agency)
    name = str(row.addressee_investor)
    return "" if names_a_person(name) else name
