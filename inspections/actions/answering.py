"""An addressee's answer with its file, its verification, and who is told of either (R-4.3)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext

from accounts.models import User
from desk.actions.notifying import Message, tell
from inspections.actions import remedies
from inspections.actions.remedies import AnswerFacts
from inspections.documents import ANSWER
from inspections.models import CaseMember, RecommendationAnswer
from inspections.people import WRITES
from projects.actions import documents
from projects.actions.acts import HISTORY_LANGUAGE, Outcome
from projects.actions.documents import DocumentFacts, Filed
from projects.documents.storing import Stored
from projects.models import Document
from vn.dates import day_text


@dataclass(frozen=True, slots=True)
class Answered:
    """What was said, and what became of its file: None without one."""

    outcome: Outcome[RecommendationAnswer]
    filed: Filed | None = None


@transaction.atomic
def answer(
    *,
    by: User,
    on: date,
    at: datetime,
    recommendation_id: int,
    facts: AnswerFacts,
    file: Stored | None = None,
) -> Answered:
    """Keep an answer with its file, and tell those who work on the case.

    Raises what `remedies.answer` and `documents.add` raise.
    """
    outcome = remedies.answer(by=by, on=on, at=at, recommendation_id=recommendation_id, facts=facts)
    filed = _file(outcome.row, file, by=by, on=on, at=at) if file else None
    _tell(outcome.row, at=at)
    return Answered(outcome, filed)


@transaction.atomic
def verify(
    *, by: User | None, on: date, at: datetime, answer_id: int, accepted: bool, remark: str
) -> Outcome[RecommendationAnswer]:
    """Accept or return an answer, and tell who sent it when it comes back. Raises what `remedies.verify` raises."""
    outcome = remedies.verify(
        by=by, on=on, at=at, answer_id=answer_id, accepted=accepted, remark=remark
    )
    if not accepted:
        _give_back(outcome.row, at=at)
    return outcome


def _give_back(row: RecommendationAnswer, *, at: datetime) -> None:
    asked = row.recommendation
    with translation.override(HISTORY_LANGUAGE):
        said = {"n": asked.ordinal, "number": asked.conclusion.number}
        title = gettext("Your answer to recommendation %(n)s of %(number)s came back") % said
        message = Message(
            kind="returned",
            key=f"recommendation:{asked.pk}:returned:{row.pk}",
            title=title,
            body=row.remark,
            path=reverse("inspections:remedy", args=[asked.pk]),
        )
    tell(user_ids=[row.submitted_by_id], message=message, at=at)


def _file(row: RecommendationAnswer, file: Stored, *, by: User, on: date, at: datetime) -> Filed:
    is_picture = file.media_type.startswith("image/")
    to_investor = row.recommendation.addressee_investor_id is not None
    with translation.override(HISTORY_LANGUAGE):
        title = gettext("Answer to recommendation %(n)s of %(day)s") % {
            "n": row.recommendation.ordinal,
            "day": day_text(row.submitted_date),
        }
    facts = DocumentFacts(
        kind=Document.Kind.PHOTOGRAPH if is_picture else Document.Kind.OFFICIAL_LETTER,
        title=title,
        owner=(ANSWER, row.pk),
        number=row.document_number,
        audience=Document.Audience.INVESTOR if to_investor else Document.Audience.STAFF,
    )
    return documents.add(by=by, on=on, at=at, project_id=None, facts=facts, file=file)


def _tell(row: RecommendationAnswer, *, at: datetime) -> None:
    """Those who verify: the people who work on the case."""
    asked = row.recommendation
    team = CaseMember.objects.filter(
        case=asked.conclusion.case_id, left_date=None, duty__in=WRITES, user__isnull=False
    )
    ids = [each.user_id for each in team if each.user_id]
    with translation.override(HISTORY_LANGUAGE):
        said = {"n": asked.ordinal, "number": asked.conclusion.number}
        title = gettext("Recommendation %(n)s of %(number)s was answered") % said
        message = Message(
            kind="statement",
            key=f"recommendation:{asked.pk}:answer:{row.pk}",
            title=title,
            body=f"{row.submitted_by_name}: {row.text}",
            path=reverse("inspections:remedy", args=[asked.pk]),
        )
    tell(user_ids=ids, message=message, at=at)
