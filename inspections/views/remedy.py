"""The tracker of recommendations, one of them, answering it and verifying the answer."""

from __future__ import annotations

from contextlib import nullcontext
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from accounts.access import requires, signed_in
from accounts.models import User
from accounts.permissions import Permission, Scope
from desk.addresses import Address
from desk.tasks import enqueue
from inspections import remedy_list
from inspections.actions import answering
from inspections.documents import ANSWER
from inspections.forms.remedies import AnswerForm, VerifyForm
from inspections.models import Recommendation, RecommendationAnswer
from inspections.people import may_write
from inspections.remedies_section import recommendations
from projects.actions.acts import Outcome
from projects.documents.storing import taken_in
from projects.models import Document
from projects.views.answering import Act, Hand, Page, answer
from projects.views.editing import pages
from vn.dates import day_text


@require_safe
@requires(Permission.VIEW_CASES)
def tracker(request: HttpRequest) -> HttpResponse:
    """Recommendations this person may know of, each in exactly one standing."""
    context = remedy_list.context(
        request, Address(request), signed_in(request), timezone.localdate()
    )
    return render(request, "inspections/remedies.html", context)


@require_safe
@requires(Permission.VIEW_CASES)
def tracker_sheet(request: HttpRequest) -> HttpResponse:
    """The recommendations the list finds, as a workbook."""
    return remedy_list.sheet(request.GET, signed_in(request), timezone.localdate())


@require_safe
@requires(Permission.ANSWER_RECOMMENDATION)
def remedy(request: HttpRequest, pk: int) -> HttpResponse:
    """One recommendation with everything said of it."""
    user, on = signed_in(request), timezone.localdate()
    row = _visible(user, pk)
    waits = row.answers.filter(state=RecommendationAnswer.State.SUBMITTED).first()
    mine = _answers(row, user)
    verifies = may_write(row.conclusion.case, user)
    context = {
        "told": recommendations(Recommendation.objects.filter(pk=pk), on)[0],
        "case_url": _case_url(row, user),
        "answers": _said(row, user),
        "answer_url": reverse("inspections:remedy_answer", args=[pk])
        if mine and not row.closed_date and waits is None
        else "",
        "verify_url": reverse("inspections:remedy_verify", args=[waits.pk])
        if waits and verifies
        else "",
        "edit_url": reverse("inspections:recommendation_edit", args=[row.conclusion.case.code, pk])
        if verifies
        else "",
        "back_url": _back(user),
        "back_words": _back_words(user),
    }
    return render(request, "inspections/remedy.html", context)


@pages
@requires(Permission.ANSWER_RECOMMENDATION)
def remedy_answer(request: HttpRequest, pk: int) -> HttpResponse:
    """The addressee says what was done, with a file that shows it."""
    user = signed_in(request)
    row = _visible(user, pk)
    if not _answers(row, user):
        raise PermissionDenied

    def save(form: AnswerForm, hand: Hand) -> Outcome[Any]:
        with taken_in(form.upload, at=hand["at"]) if form.upload else nullcontext() as file:
            said = answering.answer(
                by=user,
                on=hand["on"],
                at=hand["at"],
                recommendation_id=row.pk,
                facts=form.facts(),
                file=file,
            )
        if said.filed is not None and said.filed.job is not None:
            enqueue(said.filed.job.pk)
        return said.outcome

    act = Act(
        form=AnswerForm,
        save=save,
        said=_("Answer sent. The day of sending counts."),
        button=_("Send the answer"),
        goes_to=lambda _row: reverse("inspections:remedy", args=[row.pk]),
    )
    return answer(request, _page(_("Answer the recommendation"), act, row, user))


@pages
@requires(Permission.KEEP_CASES)
def remedy_verify(request: HttpRequest, pk: int) -> HttpResponse:
    """The team accepts an answer, or returns it with what is missing."""
    user = signed_in(request)
    said = get_object_or_404(RecommendationAnswer.objects.select_related("recommendation"), pk=pk)
    row = _visible(user, said.recommendation_id)
    if not may_write(row.conclusion.case, user):
        raise PermissionDenied
    act = Act(
        form=VerifyForm,
        save=lambda form, hand: answering.verify(
            **hand,
            answer_id=said.pk,
            accepted=form.cleaned_data["result"] == VerifyForm.ACCEPTED,
            remark=form.cleaned_data["remark"],
        ),
        said=_("The verification is recorded."),
        button=_("Record the verification"),
        goes_to=lambda _row: reverse("inspections:remedy", args=[row.pk]),
    )
    page = _page(_("Verify the answer"), act, row, user)
    page.more["facts"] += [
        (_("Answered on"), day_text(said.submitted_date)),
        (_("Their answer"), said.text),
        (_("How far, in percent"), f"{said.progress_percent}%"),
    ]
    return answer(request, page)


def _visible(user: User, pk: int) -> Recommendation:
    rows = Recommendation.objects.visible_to(user).select_related("conclusion__case")
    row = rows.filter(pk=pk).first()
    if row is None:
        raise Http404
    found: Recommendation = row
    return found


def _answers(row: Recommendation, user: User) -> bool:
    return bool(Recommendation.objects.addressed_to(user).filter(pk=row.pk).exists())


def _case_url(row: Recommendation, user: User) -> str:
    if user.can(Permission.VIEW_CASES):
        return reverse("inspections:case", args=[row.conclusion.case.code])
    return reverse("inspections:published_conclusion", args=[row.conclusion_id])


def _back(user: User) -> str:
    name = "projects:own_list" if user.scope == Scope.OWN else "inspections:remedies"
    return reverse(name)


def _back_words(user: User) -> str:
    own = user.scope == Scope.OWN
    return gettext("Your projects") if own else gettext("Recommendations")


def _page(heading: Any, act: Act, row: Recommendation, user: User) -> Page:
    place = reverse("inspections:remedy", args=[row.pk])
    name = gettext("Recommendation %(n)s of %(number)s") % {
        "n": row.ordinal,
        "number": row.conclusion.number,
    }
    more = {
        "crumbs": [(_back_words(user), _back(user)), (name, place)],
        "facts": [
            (_("Recommendation"), row.text),
            (_("Due"), day_text(row.due_date) if row.due_date else "—"),
            (_("Evidence needed"), row.evidence_needed or "—"),
        ],
    }
    return Page(heading, [act], None, "", "projects/edit.html", more, back_url=place, clocks=False)


def _said(row: Recommendation, user: User) -> list[dict[str, Any]]:
    answers = list(row.answers.order_by("-pk"))
    files = Document.objects.visible_to(user).filter(
        owner_kind=ANSWER, owner_id__in=[each.pk for each in answers]
    )
    by_answer: dict[int, list[Any]] = {}
    for document in files:
        by_answer.setdefault(document.owner_id, []).append(document)
    return [{"row": each, "files": by_answer.get(each.pk, [])} for each in answers]
