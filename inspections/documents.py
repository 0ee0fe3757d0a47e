"""What of inspection documents are about: answers to recommendations."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext

from accounts.permissions import Permission
from inspections.models import Recommendation, RecommendationAnswer
from projects.extensions import DocumentOwner
from vn.dates import day_text

if TYPE_CHECKING:
    from accounts.models import User

ANSWER = "remedy_answer"


def owners() -> list[DocumentOwner]:
    """What `inspections.apps` registers with `projects.extensions`; none has a project (R-4.5)."""
    return [
        DocumentOwner(
            ANSWER, _known, _answers, _whoever_reads_it, Permission.KEEP_CASES, _page_of_answer
        ),
    ]


def _known(answer_id: int) -> None:
    if not RecommendationAnswer.objects.filter(pk=answer_id).exists():
        raise LookupError(answer_id)


def _answers(ids: Sequence[int]) -> Mapping[int, str]:
    rows = RecommendationAnswer.objects.filter(pk__in=ids)
    return {
        row.pk: gettext("Answer to recommendation %(n)s of %(day)s")
        % {"n": row.recommendation.ordinal, "day": day_text(row.submitted_date)}
        for row in rows.select_related("recommendation")
    }


def _whoever_reads_it(user: User) -> Q:
    read = Recommendation.objects.visible_to(user).values("pk")
    answers = RecommendationAnswer.objects.filter(recommendation__in=read)
    return Q(owner_id__in=answers.values("pk"))


def _page_of_answer(answer_id: int) -> str:
    row = RecommendationAnswer.objects.get(pk=answer_id)
    return reverse("inspections:remedy", args=[row.recommendation_id])
