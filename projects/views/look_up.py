"""Looking a project up without an account, by two things only its papers tell together."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
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
from projects.models import Project
from projects.querysets.own import look_up, next_milestone, stage_of
from projects.views.list_rows import pill
from projects.wording import STAGES, partial


@never_cache
@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
def find(request: HttpRequest) -> HttpResponse:
    """Ask and answer on one address, so that no certificate number stands in an address.

    422 for an empty box, 429 past the limit of `count_attempt`; a wrong number and an unknown
    code get the same 404 after the same work.
    """
    if request.method != "POST":
        return _answer(request, LookUpForm())
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
    return render(request, "projects/look_up.html", context, status=status)


def _found(project: Project) -> dict[str, Any]:
    """Stage, next milestone, who follows it, as of when: nothing personal, nothing contested."""
    on = timezone.localdate()
    coming = next_milestone(project, on=on)
    return {
        "code": project.code,
        "name": project.name,
        "pill": pill(project.bucket),
        "stage": STAGES[stage_of(project)],
        "milestone": coming.name if coming else "",
        "day": partial(coming.planned_date, coming.planned_precision) if coming else "",
        "in_charge": InCharge.of([project.agency]).name(project.agency),
        "as_of": SweepRun.objects.order_by("-on").values_list("on", flat=True).first() or on,
    }
