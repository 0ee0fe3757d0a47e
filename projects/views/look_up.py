"""Looking a project up without an account, by two things only its papers tell together."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import get_language
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from accounts.access import client_address
from accounts.actions.attempts import (
    MOST_IN_A_WINDOW,
    WINDOW,
    count_attempt,
    forgive_attempt,
)
from accounts.in_charge import InCharge
from accounts.models import Attempt
from deadlines.models import SweepRun
from projects.forms.look_up import LookUpForm
from projects.held import Held, held
from projects.models import Project
from projects.querysets.own import look_up, next_milestone, stage_of
from projects.views.list_rows import pill
from projects.wording import STAGES, partial
from vn.notation import written_in


@never_cache
@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
def find(request: HttpRequest) -> HttpResponse:
    """Ask and answer on one address, so that no certificate number stands in an address.

    The square code of a project sheet leads here with the code filled in.
    422 for an empty box, 429 past the limit of `count_attempt`; a wrong number and an unknown
    code get the same 404 after the same work.
    """
    if request.method != "POST":
        return _answer(request, LookUpForm(initial={"code": request.GET.get("ma", "")[:40]}))
    form = LookUpForm(request.POST)
    if not form.is_valid():
        return _answer(request, form, status=422)
    attempt: dict[str, Any] = {
        "what": Attempt.What.LOOK_UP,
        "visitor": client_address(request),
        "at": timezone.now(),
    }
    if not count_attempt(**attempt):
        return render(request, "projects/look_up_429.html", status=429)
    project = look_up(Project.objects.all(), **form.cleaned_data)
    if project is None:
        return _answer(request, form, status=404)
    forgive_attempt(**attempt)
    return _answer(request, form, found=_found(project))


def _answer(
    request: HttpRequest,
    form: LookUpForm,
    *,
    found: dict[str, Any] | None = None,
    status: int = 200,
) -> HttpResponse:
    context = {
        "form": form,
        "found": found,
        "missed": status == 404,
        "tries": MOST_IN_A_WINDOW,
        "minutes": WINDOW.seconds // 60,
    }
    with written_in(get_language() or ""):
        return render(request, "projects/look_up.html", context, status=status)


def _found(project: Project) -> dict[str, Any]:
    """Stage, next milestone, who has its files since when: nothing personal, nothing contested."""
    on = timezone.localdate()
    coming = next_milestone(project, on=on)
    with written_in(get_language() or ""):
        return _said(project, coming, on)


def _said(project: Project, coming: Any | None, on: date) -> dict[str, Any]:
    return {
        "code": project.code,
        "name": project.name,
        "pill": pill(project.bucket),
        "stage": STAGES[stage_of(project)],
        "milestone": coming.name if coming else "",
        "day": partial(coming.planned_date, coming.planned_precision) if coming else "",
        "in_charge": InCharge.of([project.agency]).name(project.agency),
        "files": [_file(each) for each in held(project, on)],
        "as_of": SweepRun.objects.order_by("-on").values_list("on", flat=True).first() or on,
    }


def _file(each: Held) -> dict[str, Any]:
    """One open file: what kind, who has it, since when, by what limit.

    What was written in it and who handles it are left out (R-9.20).
    """
    return {
        "what": each.kind,
        "holder": each.holder,
        "is_yours": each.is_yours,
        "outside": each.outside,
        "since": each.since,
        "due": each.due,
        "article": each.article,
    }
