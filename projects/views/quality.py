"""The quality of the data: how far target 4 is reached, the questions, and their answers."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from accounts.access import requires, signed_in
from accounts.models import User
from accounts.permissions import Permission
from deadlines.actions.flags import Decision
from deadlines.models import Flag
from deadlines.querysets import LIVE_STATES
from desk import paging
from desk.addresses import CURSOR, Address
from projects import providing
from projects.actions import record_checks
from projects.forms.quality import ConfirmForm, KeepForm
from projects.lists import questions as question_list
from projects.models import Project
from projects.views import quality_page
from projects.views.answering import Act, Page, answer, visible_project
from projects.views.editing import pages


@require_safe
@requires(Permission.VIEW_FLAGS)
def quality(request: HttpRequest) -> HttpResponse:
    """How many records are complete and up to date, and where the others are."""
    user, on = signed_in(request), timezone.localdate()
    context = quality_page.context(providing.registry(user), on)
    context["definition"] = list(quality_page.definition(context["days"], on))
    waiting = question_list.of_view(question_list.asked(user), question_list.ALL, user).count()
    context |= {"questions": waiting, "compares": user.can(Permission.EDIT_PROJECT)}
    return render(request, "projects/quality.html", context)


@require_safe
@requires(Permission.VIEW_FLAGS)
def questions(request: HttpRequest) -> HttpResponse:
    """Questions about records: first those this person can answer."""
    user, on, address = signed_in(request), timezone.localdate(), Address(request)
    found = question_list.asked(user)
    view = request.GET.get("xem", "")
    if view not in dict(question_list.VIEWS):
        view = question_list.MINE
    rows = question_list.of_view(found, view, user)
    page = paging.page(
        question_list.segments(rows),
        cursor=paging.read_cursor(request.GET.get(CURSOR, "")),
        size=paging.read_size(address.size),
    )
    context = {
        "views": question_list.views(found, address, view, user),
        "kept": view == question_list.KEPT,
        "rows": question_list.rows(page.ids, user, on),
        "pager": question_list.pages(address, page, rows.count()),
    }
    return render(request, "projects/questions.html", context)


@pages
@requires(Permission.EDIT_PROJECT)
def record_confirm(request: HttpRequest, code: str) -> HttpResponse:
    """Say that the whole record was looked at and still holds today."""
    project = visible_project(request, code)
    act = Act(
        form=ConfirmForm,
        save=lambda form, hand: record_checks.confirm_record(
            **hand, project_id=project.pk, note=form.cleaned_data["note"]
        ),
        said=_("The record is confirmed as of today."),
        button=_("Confirm the record"),
    )
    lede = _("Confirm only what you looked at; a figure that is wrong is corrected first.")
    return answer(request, Page(_("Confirm that the figures still hold"), [act], project, lede))


@pages
@requires(Permission.DECIDE_FLAG)
def question_keep(request: HttpRequest, question_id: int) -> HttpResponse:
    """Leave both facts of a question as they are, and say why."""
    user = signed_in(request)
    asked = question_list.asked(user).exclude(kind="Q1")
    flag = asked.filter(pk=question_id).select_related("obligation").first()
    if flag is None or flag.state not in LIVE_STATES:
        raise Http404
    project = providing.visible(user).get(pk=flag.project_id)
    return answer(request, _keeping(user, flag, project))


def _keeping(user: User, flag: Flag, project: Project) -> Page:
    act = Act(
        form=KeepForm,
        save=lambda form, hand: record_checks.keep_as_it_is(
            by=user,
            on=hand["on"],
            at=hand["at"],
            flag=Decision(
                flag_id=form.seen.pk,
                state=Flag.State.DISMISSED,
                version=form.seen.version,
                reason=form.cleaned_data["reason"],
                document_number=form.cleaned_data["document_number"],
            ),
        ),
        said=_("Left as it is. The question comes back when one of the facts changes."),
        button=_("Leave it as it is"),
        row=flag,
        goes_to=lambda _row: reverse("projects:questions"),
    )
    return Page(
        _("Leave facts as they are"),
        [act],
        project,
        question_list.words(flag, timezone.localdate()),
        back_url=reverse("projects:questions"),
        clocks=False,
    )
