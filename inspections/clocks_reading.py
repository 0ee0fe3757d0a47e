"""The facts of cases, conclusions, remedies and plans as their clocks reckon with them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import Any

from accounts.models import Agency
from deadlines.rules.law_cases import LAW_84_START
from inspections.models import (
    Case,
    CaseSanction,
    CaseStep,
    Conclusion,
    InspectionPlan,
    Recommendation,
    RecommendationAnswer,
)
from inspections.rules.clock_facts import (
    AnswerFacts,
    CaseFacts,
    ConclusionFacts,
    ExtensionFacts,
    FineFacts,
    FollowedFacts,
    PauseFacts,
    PlanFacts,
    RemedyFacts,
    SubjectFacts,
)

_LEVELS_OF_LAW = (Case.BodyLevel.PROVINCIAL_INSPECTORATE, Case.BodyLevel.GOVERNMENT_INSPECTORATE)
Steps = dict[int | None, dict[str, date]]


def head_agency_id() -> int | None:
    """The committee of the province: its chair is the head who answers; None: not entered yet."""
    committees = Agency.objects.filter(kind=Agency.Kind.COMMITTEE, valid_to=None)
    found: int | None = committees.order_by("pk").values_list("pk", flat=True).first()
    return found


# ------------------------------------------------------------ cases


def cases_of(ids: Sequence[int]) -> Iterator[CaseFacts]:
    """Cases with what their own clocks need, in six queries whatever their number."""
    head = head_agency_id()
    rows = list(
        Case.objects.filter(pk__in=ids)
        .order_by("pk")
        .prefetch_related("pauses", "extensions", "conclusions")
    )
    steps = _steps(CaseStep.objects.filter(case__in=ids))
    for row in rows:
        own = steps[row.pk]
        yield CaseFacts(
            id=row.pk,
            kind=row.kind,
            level=row.body_level,
            agency_id=row.responsible_body_id,
            head_agency_id=head or row.responsible_body_id,
            decided=row.decision_date,
            decision=row.decision_number,
            decided_days=row.decided_days,
            is_complex=row.is_complex,
            state=row.state,
            steps=own.get(None, {}),
            pauses=tuple(_pause(each) for each in _in_order(row.pauses.all(), "from_date")),
            extensions=tuple(
                ExtensionFacts(
                    days=each.days, on=each.document_date, reference=each.document_number
                )
                for each in _in_order(row.extensions.all(), "document_date")
            ),
            conclusions=tuple(
                _conclusion(each, own.get(each.pk, {}))
                for each in _in_order(row.conclusions.all(), "ordinal")
            ),
        )


def _in_order(rows: Iterable[Any], name: str) -> list[Any]:
    return sorted(rows, key=lambda row: (getattr(row, name), row.pk))


def _pause(row: Any) -> PauseFacts:
    return PauseFacts(start=row.from_date, resumed=row.to_date, reference=row.document_number)


def _steps(rows: Any) -> defaultdict[int, Steps]:
    """Days of the steps that stand, by case and conclusion (None: of the case itself)."""
    found: defaultdict[int, Steps] = defaultdict(dict)
    standing = rows.filter(withdrawn_at=None).order_by("on_date", "pk")
    for case, conclusion, kind, day in standing.values_list(
        "case_id", "conclusion_id", "kind", "on_date"
    ):
        found[case].setdefault(conclusion, {}).setdefault(kind, day)
    return found


def _conclusion(row: Conclusion, steps: dict[str, date]) -> ConclusionFacts:
    return ConclusionFacts(
        id=row.pk,
        ordinal=row.ordinal,
        is_complex=row.is_complex,
        number=row.number,
        signed=row.signed_date,
        published=row.published_date,
        steps=steps,
    )


# ------------------------------------------------------------ conclusions


def followed(ids: Sequence[int]) -> Iterator[FollowedFacts]:
    """Conclusions with whoever has something to do after them, in four queries."""
    head = head_agency_id()
    rows = list(
        Conclusion.objects.filter(pk__in=ids)
        .order_by("pk")
        .select_related("case")
        .prefetch_related("case__subjects")
    )
    steps = _steps(CaseStep.objects.filter(conclusion__in=ids))
    for row in rows:
        yield FollowedFacts(
            conclusion=_conclusion(row, steps[row.case_id].get(row.pk, {})),
            agency_id=row.case.responsible_body_id,
            head_agency_id=head or row.case.responsible_body_id,
            has_clocks=_has_clocks(row.case),
            subjects=tuple(
                SubjectFacts(agency_id=each.agency_id, investor_id=each.investor_id)
                for each in _in_order(row.case.subjects.all(), "pk")
            ),
        )


def _has_clocks(case: Case) -> bool:
    """An inspection of a body the law of 2025 names, or one that goes on under the law of 2022."""
    if case.kind != Case.Kind.INSPECTION or case.decision_date is None:
        return False
    return case.body_level in _LEVELS_OF_LAW or case.decision_date < LAW_84_START


# ------------------------------------------------------------ recommendations and fines


def remedies_of(ids: Sequence[int]) -> Iterator[RemedyFacts]:
    """Recommendations of published conclusions: others bind nobody yet."""
    rows = Recommendation.objects.filter(pk__in=ids, conclusion__published_date__isnull=False)
    for row in rows.order_by("pk").select_related("conclusion").prefetch_related("answers"):
        agency = row.responsible_agency_id or row.addressee_agency_id
        yield RemedyFacts(
            id=row.pk,
            published=row.conclusion.published_date,
            due=row.due_date,
            bearer=SubjectFacts(
                agency_id=agency, investor_id=None if agency else row.addressee_investor_id
            ),
            number=row.conclusion.number,
            amount_vnd=row.amount_vnd,
            done_vnd=row.amount_done_vnd,
            closed=row.closed_date,
            answers=tuple(
                AnswerFacts(
                    submitted=each.submitted_date,
                    percent=each.progress_percent,
                    accepted=each.state == RecommendationAnswer.State.ACCEPTED,
                )
                for each in _in_order(row.answers.all(), "pk")
                if each.state != RecommendationAnswer.State.RETURNED
            ),
        )


def fines_of(ids: Sequence[int]) -> Iterator[FineFacts]:
    """Sanctions with a fine, and what was paid of it."""
    rows = CaseSanction.objects.filter(pk__in=ids, fine_vnd__gt=0).order_by("pk")
    for row in rows.select_related("conclusion").prefetch_related("payments"):
        concluded = row.conclusion
        yield FineFacts(
            id=row.pk,
            decided=row.decision_date,
            due=row.pay_by_date,
            fine_vnd=row.fine_vnd or 0,
            bearer=SubjectFacts(agency_id=row.agency_id, investor_id=row.investor_id),
            number=row.decision_number,
            payments=tuple(
                (each.paid_date, each.amount_vnd)
                for each in _in_order(row.payments.all(), "paid_date")
            ),
            is_public=concluded is not None and concluded.published_date is not None,
        )


# ------------------------------------------------------------ plans


def plans_of(ids: Sequence[int]) -> Iterator[PlanFacts]:
    """Plans of inspections; the law catalogue names no days for plans of checks."""
    head = head_agency_id()
    rows = InspectionPlan.objects.filter(pk__in=ids, kind=InspectionPlan.Kind.INSPECTION)
    for row in rows.order_by("pk"):
        yield PlanFacts(
            id=row.pk,
            year=row.year,
            agency_id=row.body_id,
            head_agency_id=row.submitted_to_id or head or row.body_id,
            submitted=row.submitted_date,
            answered=row.answered_date,
            issued=row.issued_date,
            answer_number=row.answer_number,
        )
