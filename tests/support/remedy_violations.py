"""What the database refuses of findings, recommendations, answers, sanctions and payments."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from inspections.models import RecommendationAnswer
from tests.factories.accounts import AgencyFactory
from tests.factories.remedies import (
    AnswerWaiting,
    FindingRecorded,
    PaymentMade,
    RecommendationOpen,
    SanctionUnpaid,
)

_ODD = "?"
_STATES = RecommendationAnswer.State


def _fined(**more: Any) -> Any:
    return SanctionUnpaid(agency=AgencyFactory(), **more)


def _numbered_twice() -> None:
    first: Any = RecommendationOpen()
    RecommendationOpen(conclusion=first.conclusion, ordinal=first.ordinal)


def _two_answers() -> None:
    AnswerWaiting(recommendation=AnswerWaiting().recommendation)


REMEDIES: dict[str, Callable[[], Any]] = {
    "finding_law_area_is_known": lambda: FindingRecorded(law_area=_ODD),
    "finding_severity_is_known": lambda: FindingRecorded(severity=_ODD),
    "finding_amount_is_not_negative": lambda: FindingRecorded(amount_vnd=-1),
    "finding_says_something": lambda: FindingRecorded(text=""),
    "recommendation_kind_is_known": lambda: RecommendationOpen(kind=_ODD),
    "recommendation_once": _numbered_twice,
    "recommendation_has_one_addressee": lambda: RecommendationOpen(addressee_agency=None),
    "recommendation_amount_is_not_negative": lambda: RecommendationOpen(amount_vnd=-1),
    "recommendation_done_is_not_negative": lambda: RecommendationOpen(amount_done_vnd=-1),
    "recommendation_progress_is_a_percentage": lambda: RecommendationOpen(progress_percent=101),
    "recommendation_closed_is_done": lambda: RecommendationOpen(
        progress_percent=99, closed_date=date(2026, 7, 20)
    ),
    "recommendation_says_something": lambda: RecommendationOpen(text=""),
    "recommendation_answer_state_is_known": lambda: AnswerWaiting(
        state=_ODD, verified_by_id=1, verified_date=date(2026, 7, 21)
    ),
    "recommendation_answer_one_waits": _two_answers,
    "recommendation_answer_amount_is_not_negative": lambda: AnswerWaiting(amount_done_vnd=-1),
    "recommendation_answer_progress_is_a_percentage": lambda: AnswerWaiting(progress_percent=101),
    "recommendation_answer_verified_on_a_day": lambda: AnswerWaiting(
        state=_STATES.ACCEPTED, verified_by_id=1, verified_date=date(2026, 7, 19)
    ),
    "recommendation_answer_returned_for_a_reason": lambda: AnswerWaiting(
        state=_STATES.RETURNED, verified_by_id=1, verified_date=date(2026, 7, 21)
    ),
    "case_sanction_is_of_agency_or_investor": SanctionUnpaid,
    "case_sanction_law_area_is_known": lambda: _fined(law_area=_ODD),
    "case_sanction_stance_is_known": lambda: _fined(stance=_ODD, stance_date=date(2026, 7, 1)),
    "case_sanction_fine_is_not_negative": lambda: _fined(fine_vnd=-1),
    "case_sanction_has_a_document": lambda: _fined(authority=""),
    "case_sanction_stance_has_its_day": lambda: _fined(stance="silent"),
    "case_sanction_paid_after_it_is_decided": lambda: _fined(pay_by_date=date(2026, 6, 9)),
    "sanction_payment_is_an_amount_with_a_receipt": lambda: PaymentMade(
        sanction=_fined(), amount_vnd=0
    ),
}
