"""What is due next in a case, among what a person may know of its clocks."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import OuterRef, Q, QuerySet

from deadlines.models import Obligation
from inspections.models import CaseSanction, Conclusion, Recommendation
from inspections.rules.subjects import CASE, CONCLUSION, FINE, REMEDY

_LIVE = (Obligation.Clock.RUNNING, Obligation.Clock.STOPPED)


@dataclass(frozen=True, slots=True)
class Due:
    """One duty that runs: its rule, its day, and how grave it is (`deadlines.rules.ladder`)."""

    kind: str
    due_date: date
    level: int
    stopped: bool


def live_of_outer_case(duties: QuerySet[Obligation]) -> QuerySet[Obligation]:
    """Running duties of the case of the query around it, of its conclusions and what follows."""
    case = OuterRef(OuterRef("pk"))
    return duties.filter(
        Q(subject_kind=CASE, subject_id=OuterRef("pk"))
        | Q(subject_kind=CONCLUSION, subject_id__in=_ids(Conclusion.objects.filter(case=case)))
        | Q(
            subject_kind=REMEDY,
            subject_id__in=_ids(Recommendation.objects.filter(conclusion__case=case)),
        )
        | Q(subject_kind=FINE, subject_id__in=_ids(CaseSanction.objects.filter(case=case))),
        clock__in=_LIVE,
    )


def next_by_case(duties: QuerySet[Obligation], case_ids: Iterable[int]) -> dict[int, Due]:
    """The earliest running duty of each case; four small questions and one for the duties."""
    owners = _owners(list(case_ids))
    wanted = Q(pk__in=[])
    for kind, cases in owners.items():
        wanted |= Q(subject_kind=kind, subject_id__in=list(cases))
    rows = duties.filter(wanted, clock__in=_LIVE, due_date__isnull=False)
    found: dict[int, Due] = {}
    columns = ("subject_kind", "subject_id", "kind", "due_date", "level", "clock")
    for subject, pk, kind, due, level, clock in rows.order_by("due_date", "pk").values_list(
        *columns
    ):
        case = owners[subject][pk]
        found.setdefault(case, Due(kind, due, level, clock == Obligation.Clock.STOPPED))
    return found


def _owners(case_ids: list[int]) -> dict[str, dict[int, int]]:
    """The case of each subject, by its kind."""
    conclusions = Conclusion.objects.filter(case__in=case_ids)
    remedies = Recommendation.objects.filter(conclusion__case__in=case_ids)
    fines = CaseSanction.objects.filter(case__in=case_ids)
    return {
        CASE: {pk: pk for pk in case_ids},
        CONCLUSION: dict(conclusions.values_list("pk", "case_id")),
        REMEDY: dict(remedies.values_list("pk", "conclusion__case_id")),
        FINE: dict(fines.values_list("pk", "case_id")),
    }


def _ids(rows: QuerySet[Any]) -> QuerySet[Any]:
    return rows.values("pk")
