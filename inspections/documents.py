"""What of inspection documents are about: cases, conclusions, answers to recommendations."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext

from accounts.permissions import Permission
from inspections.models import Case, Conclusion, Recommendation, RecommendationAnswer
from inspections.rules.subjects import CASE, CONCLUSION
from projects.extensions import DocumentOwner
from projects.models import Document
from projects.views.document_page import file_row
from vn.dates import day_text

if TYPE_CHECKING:
    from accounts.models import User

ANSWER = "remedy_answer"


def owners() -> list[DocumentOwner]:
    """What `inspections.apps` registers with `projects.extensions`; none has a project (R-4.5)."""
    keep = Permission.KEEP_CASES
    known = _known(RecommendationAnswer)
    return [
        DocumentOwner(CASE, _known(Case), _cases, _people_of_case, keep, _page_of_case),
        DocumentOwner(
            CONCLUSION,
            *(_known(Conclusion), _conclusions, _people_of_conclusion, keep),
            place=_page_of_conclusion,
        ),
        DocumentOwner(ANSWER, known, _answers, _whoever_reads_it, keep, _page_of_answer),
    ]


def of_case(
    case: Case, conclusions: Sequence[Conclusion], user: User, *, writes: bool
) -> list[dict[str, Any]]:
    """The case and each conclusion with its documents, and where one is put on file.

    Papers of a case stay with its people, also when a conclusion is published (R-4.5).
    """
    own = Q(owner_kind=CASE, owner_id=case.pk)
    theirs = Q(owner_kind=CONCLUSION, owner_id__in=[each.pk for each in conclusions])
    rows: dict[tuple[str, int], list[dict[str, Any]]] = {}
    mine = Document.objects.visible_to(user).in_force()
    for row in mine.filter(own | theirs).prefetch_related("files").order_by("pk"):
        told = {"row": row, "file": file_row(row.files.all()[0])}
        rows.setdefault((row.owner_kind, row.owner_id), []).append(told)
    things = [(CASE, case.pk, gettext("The case"), _url("case_document_add", case.code))]
    for each in conclusions:
        name = gettext("Conclusion %(n)s: %(topic)s") % {"n": each.ordinal, "topic": each.topic}
        add = _url("conclusion_document_add", case.code, each.ordinal)
        things.append((CONCLUSION, each.pk, name, add))
    return [
        {"name": name, "documents": rows.get((kind, pk), []), "add_url": add if writes else ""}
        for kind, pk, name, add in things
        if writes or (kind, pk) in rows
    ]


def _url(name: str, *args: Any) -> str:
    return reverse(f"inspections:{name}", args=args)


def _known(model: Any) -> Callable[[int], None]:
    def find(subject_id: int) -> None:
        if not model.objects.filter(pk=subject_id).exists():
            raise LookupError(subject_id)

    return find


def _cases(ids: Sequence[int]) -> Mapping[int, str]:
    return {row.pk: f"{row.code} {row.title}" for row in Case.objects.filter(pk__in=ids)}


def _people_of_case(user: User) -> Q:
    return Q(owner_id__in=Case.objects.of_people(user).values("pk"))


def _page_of_case(case_id: int) -> str:
    return _url("case", Case.objects.get(pk=case_id).code)


def _conclusions(ids: Sequence[int]) -> Mapping[int, str]:
    rows = Conclusion.objects.filter(pk__in=ids).select_related("case")
    return {
        row.pk: gettext("Conclusion %(n)s of the case %(code)s")
        % {"n": row.ordinal, "code": row.case.code}
        for row in rows
    }


def _people_of_conclusion(user: User) -> Q:
    rows = Conclusion.objects.filter(case__in=Case.objects.of_people(user).values("pk"))
    return Q(owner_id__in=rows.values("pk"))


def _page_of_conclusion(conclusion_id: int) -> str:
    return _url("case", Conclusion.objects.select_related("case").get(pk=conclusion_id).case.code)


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
