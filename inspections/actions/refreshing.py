"""Bringing the clocks of inspection in line after an act, in its transaction.

Always in one order, cases, conclusions, recommendations, sanctions: acts wait for each
other's deadlines in turn.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime

from django.db import transaction

from deadlines.actions.refreshing import refresh_subjects
from inspections.models import CaseSanction, Conclusion, Recommendation
from inspections.rules.subjects import CASE, CONCLUSION, FINE, PLAN, REMEDY


@transaction.atomic
def refresh(
    *,
    case_ids: Iterable[int] = (),
    conclusion_ids: Iterable[int] = (),
    recommendation_ids: Iterable[int] = (),
    sanction_ids: Iterable[int] = (),
    on: date,
    at: datetime,
    cause: str,
) -> int:
    """After facts of these changed, whatever rests on them; how many obligations changed.

    A case brings its conclusions, recommendations and sanctions with it, and a conclusion its
    case: call it with the widest thing that changed. `cause` is kept with every moved day.
    """
    cases = set(case_ids)
    conclusions = set(conclusion_ids)
    cases_too = cases | _cases_of(conclusions)
    conclusions |= set(Conclusion.objects.filter(case__in=cases).values_list("pk", flat=True))
    remedies = set(recommendation_ids) | set(
        Recommendation.objects.filter(conclusion__in=conclusions).values_list("pk", flat=True)
    )
    fines = set(sanction_ids) | set(
        CaseSanction.objects.filter(case__in=cases_too).values_list("pk", flat=True)
    )
    changed = 0
    for kind, ids in (
        (CASE, cases_too),
        (CONCLUSION, conclusions),
        (REMEDY, remedies),
        (FINE, fines),
    ):
        if ids:
            changed += refresh_subjects(
                subject_kind=kind, ids=sorted(ids), on=on, at=at, cause=cause
            )
    return changed


def refresh_plans(*, plan_ids: Iterable[int], on: date, at: datetime, cause: str) -> int:
    """As `refresh`, after a plan of a year was submitted, answered or issued."""
    return refresh_subjects(subject_kind=PLAN, ids=sorted(set(plan_ids)), on=on, at=at, cause=cause)


def _cases_of(conclusion_ids: set[int]) -> set[int]:
    rows = Conclusion.objects.filter(pk__in=conclusion_ids)
    return set(rows.values_list("case_id", flat=True))
