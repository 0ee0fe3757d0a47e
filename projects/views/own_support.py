"""What an investor asks for, on his own pages: sent, followed, answered back, rated."""

from __future__ import annotations

from contextlib import nullcontext
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from accounts.access import requires, signed_in
from accounts.models import Agency, User
from accounts.permissions import Permission
from desk.tasks import enqueue
from projects.actions import support
from projects.actions.acts import Outcome
from projects.actions.support_files import attach
from projects.documents.storing import taken_in
from projects.forms.support import OwnAskForm
from projects.forms.support_steps import STEP_FORMS
from projects.members import may_file
from projects.models import Investor, InvestorMember, Project, SupportRequest
from projects.rules.support_acts import ACTS
from projects.support import lists, page
from projects.views.answering import Act, Hand, Page, answer
from projects.views.editing import pages
from vn.notation import written_in


@require_safe
@requires(Permission.FILE_REQUEST)
def own_supports(request: HttpRequest) -> HttpResponse:
    """Everything the investors of this person asked for, the open ones first."""
    user, on = signed_in(request), timezone.localdate()
    with written_in(get_language() or ""):
        context = {"rows": lists.own_rows(user, on), "may_file": filing_for(user).exists()}
        return render(request, "projects/own_supports.html", context)


@require_safe
@requires(Permission.FILE_REQUEST)
def own_support(request: HttpRequest, own_code: str) -> HttpResponse:
    """One request: who has it, since when, by what limit, and its story."""
    user, on = signed_in(request), timezone.localdate()
    with written_in(get_language() or ""):
        told = page.told(_own(user, own_code), user, on)
        return render(request, "projects/own_support.html", {"told": told, "on": on})


def _own(user: User, code: str) -> SupportRequest:
    rows = SupportRequest.objects.own(user).select_related(
        "investor", "project", "holder", "officer"
    )
    row: SupportRequest = get_object_or_404(rows, code=code)
    return row


def filing_for(user: User) -> QuerySet[Investor]:
    """The investors in whose name this person may write."""
    roles = (InvestorMember.Role.REPRESENTATIVE, InvestorMember.Role.REPORTER)
    return Investor.objects.filter(members__user=user, members__role__in=roles)


@pages
@requires(Permission.FILE_REQUEST)
def own_support_new(request: HttpRequest) -> HttpResponse:
    """Bring a difficulty, a petition, a complaint, a lawsuit, an adjustment."""
    user = signed_in(request)
    investors = list(filing_for(user))
    if not investors:
        raise PermissionDenied
    projects = Project.objects.filter(investor__in=investors).select_related("investor", "agency")
    wanted = request.GET.get("du-an", "")
    chosen = next((row for row in projects if row.code == wanted), None)
    act = Act(
        form=asking(OwnAskForm, investors, list(projects)),
        save=filed,
        said=_("Your request is sent. You see here who has it, since when, and by what limit."),
        button=_("Send it"),
        goes_to=lambda row: reverse("projects:own_support", args=[row.code]),
        proposed={"project": f"p{chosen.pk}"} if chosen else {},
    )
    back = reverse("projects:own_supports")
    heading = _("Ask the province for something")
    more = {"crumbs": [(gettext("Your requests"), back)], "extension_of": chosen}
    lede = _("You always see who has it, since when, and by what day an answer is due.")
    return answer(
        request,
        Page(heading, [act], None, lede, "projects/own_support_new.html", more, back, clocks=False),
    )


def asking(form: Any, investors: list[Investor], projects: list[Project]) -> Any:
    """The form with what this person may choose from."""
    department = Agency.objects.filter(kind=Agency.Kind.DEPARTMENT, valid_to=None).first()
    choices = {"investors": investors, "projects": projects, "holder": department}
    return type(form.__name__, (form,), choices)


def filed(form: Any, hand: Hand) -> Outcome[SupportRequest]:
    """Record the request and the file that came with it."""
    by = hand["by"]
    if by is None:
        raise PermissionDenied
    with taken_in(form.upload, at=hand["at"]) if form.upload else nullcontext() as file:
        row = support.file(by=by, on=hand["on"], at=hand["at"], ask=form.ask())
        kept = attach(by=by, on=hand["on"], at=hand["at"], row=row, file=file) if file else None
    if kept is not None and kept.job is not None:
        enqueue(kept.job.pk)
    return Outcome(row=row, changed=("title",), moved=0)


@pages
@requires(Permission.FILE_REQUEST)
def own_support_act(request: HttpRequest, own_code: str, support_step: str) -> HttpResponse:
    """Reply, rate, open again or withdraw."""
    row = _own(signed_in(request), own_code)
    if support_step not in ACTS or not ACTS[support_step].by_investor:
        raise Http404
    if not may_file(signed_in(request), row.investor_id):
        raise PermissionDenied
    return stepping(request, row, support_step, reverse("projects:own_support", args=[own_code]))


def stepping(request: HttpRequest, row: SupportRequest, name: str, back: str) -> HttpResponse:
    """The page of one step, or its refusal where the state does not allow it."""
    if row.state not in ACTS[name].states and request.method != "POST":
        return redirect(back)

    def save(form: Any, hand: Hand) -> Outcome[SupportRequest]:
        by = hand["by"]
        if by is None:
            raise PermissionDenied
        moved = support.act(
            name, by=by, on=hand["on"], at=hand["at"], seen=form.seen, move=form.move()
        )
        return Outcome(row=moved, changed=("state",), moved=0)

    words = page.ACT_WORDS[name]
    act = Act(STEP_FORMS[name], save, _("Recorded."), words, row=row)
    more = {"crumbs": [(f"{row.code} {row.title}", back)], "facts": page.facts(row)}
    return answer(request, Page(words, [act], None, more=more, back_url=back, clocks=False))
