"""What published conclusions say, for reports many read: nothing else of a case is asked for.

Steps, people and fines of a case stay with its people (R-4.5, Law 84/2025 art. 37).
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet

from inspections.models import CaseProject, Conclusion, Finding, Recommendation
from reporting.names_on_day import NamesOnDay
from reporting.rules.remedies import Standing, standing
from vn.personal import names_a_person, without_personal


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """A published conclusion; `kind` is the kind of its case."""

    case: str
    kind: str
    number: str
    signed: date | None
    published: date
    title: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """A finding of a conclusion that was published on a day; the amount in whole đồng."""

    case: str
    published: date
    area: str
    grave: bool
    amount_vnd: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Remedy:
    """A recommendation as it stands on the day; amounts in whole đồng."""

    case: str
    kind: str
    conclusion: str
    text: str
    addressee: str
    due: date | None
    standing: Standing
    progress: int
    amount_vnd: int | None
    done_vnd: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Inspected:
    """All of it at the end of a day; `projects` are codes by the code of their case."""

    cut_off: date
    conclusions: tuple[Told, ...]
    findings: tuple[Found, ...]
    remedies: tuple[Remedy, ...]
    projects: dict[str, tuple[str, ...]]

    def standing(self, *states: Standing) -> tuple[Remedy, ...]:
        """Those that stand so; all without a state."""
        return tuple(row for row in self.remedies if not states or row.standing in states)


def read(cut_off: date) -> Inspected:
    """Conclusions published by the end of the day, in four questions and those for names."""
    published = Conclusion.objects.published().filter(published_date__lte=cut_off)
    rows = published.select_related("case").order_by("published_date", "pk")
    told = tuple(
        Told(
            case=row.case.code,
            kind=row.case.kind,
            number=row.number,
            signed=row.signed_date,
            published=row.published_date,
            title=without_personal(row.case.title),
        )
        for row in rows
    )
    return Inspected(
        cut_off=cut_off,
        conclusions=told,
        findings=_findings(published),
        remedies=_remedies(published, cut_off),
        projects=_projects({row.case for row in told}),
    )


def _findings(published: QuerySet[Conclusion]) -> tuple[Found, ...]:
    rows = Finding.objects.filter(conclusion__in=published.values("pk")).values_list(
        "conclusion__case__code",
        "conclusion__published_date",
        "law_area",
        "severity",
        "amount_vnd",
    )
    return tuple(
        Found(case=case, published=day, area=area, grave=severity == "grave", amount_vnd=vnd)
        for case, day, area, severity, vnd in rows
        if day is not None
    )


def _remedies(published: QuerySet[Conclusion], cut_off: date) -> tuple[Remedy, ...]:
    names = NamesOnDay(cut_off)
    rows = Recommendation.objects.filter(conclusion__in=published.values("pk")).select_related(
        "conclusion__case", "addressee_agency", "addressee_investor", "responsible_agency"
    )
    return tuple(
        Remedy(
            case=row.conclusion.case.code,
            kind=row.kind,
            conclusion=row.conclusion.number,
            text=without_personal(row.text),
            addressee=_addressee(row, names),
            due=row.due_date,
            standing=standing(row.due_date, row.closed_date, cut_off),
            progress=row.progress_percent,
            amount_vnd=row.amount_vnd,
            done_vnd=row.amount_done_vnd,
        )
        for row in rows.order_by("due_date", "conclusion__published_date", "pk")
    )


def _addressee(row: Recommendation, names: NamesOnDay) -> str:
    """The body, or the investor; a person is not named."""
    agency = row.responsible_agency or row.addressee_agency
    if agency is not None:
        return names.body(agency)
    name = str(row.addressee_investor)
    return "Cá nhân, hộ kinh doanh" if names_a_person(name) else name


def _projects(cases: set[str]) -> dict[str, tuple[str, ...]]:
    found: dict[str, list[str]] = defaultdict(list)
    rows = CaseProject.objects.filter(case__code__in=cases).order_by("project__code")
    for case, project in rows.values_list("case__code", "project__code"):
        found[case].append(project)
    return {case: tuple(codes) for case, codes in found.items()}
