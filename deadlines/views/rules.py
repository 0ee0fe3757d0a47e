"""The rules in words, and how a change of one is proposed, tried and applied."""

from __future__ import annotations

from collections.abc import Callable

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.access import requires, signed_in
from accounts.permissions import Permission
from deadlines import proposal_page, rule_pages
from deadlines.actions import applying, proposing
from deadlines.actions.proposing import LawRefusal
from deadlines.forms.rules import ChangeForm, Way
from deadlines.models import RuleProposal, RuleVersion
from desk.drafts import Drafts, as_post
from desk.tasks import enqueue

_LONGEST_VERSION = 9


@require_safe
@requires(Permission.VIEW_FLAGS)
def rules(request: HttpRequest) -> HttpResponse:
    """Every rule in words, with what it does now."""
    user, on = signed_in(request), timezone.localdate()
    context = {"groups": rule_pages.listing(user, on)}
    return render(request, "deadlines/rules.html", context)


@require_safe
@requires(Permission.VIEW_FLAGS)
def rule(request: HttpRequest, kind: str) -> HttpResponse:
    """One rule: its versions by their days, its numbers, its history."""
    if not RuleVersion.objects.filter(kind=kind).exists():
        raise Http404
    context = rule_pages.page(kind, signed_in(request), timezone.localdate())
    return render(request, "deadlines/rule.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.MANAGE_RULES)
def propose(request: HttpRequest, kind: str) -> HttpResponse:
    """Write down a change; saving it leaves the job that tries it on all projects."""
    drafts = Drafts(request, signed_in(request))
    typed = as_post(drafts.used) if drafts.used else None
    base, way = _asked_for(kind, request.POST or typed or request.GET)
    if request.method != "POST":
        form = ChangeForm(base, way)
        if typed:
            form.fill(typed)
        return _draw(request, form, drafts)
    form, status = ChangeForm(base, way, request.POST), 422
    if form.is_valid():
        try:
            proposal, job = proposing.propose(
                by=signed_in(request), at=timezone.now(), change=form.change()
            )
        except LawRefusal as refusal:
            form.refuse(refusal)
            status = refusal.status
        else:
            enqueue(job)
            return redirect("deadlines:proposal", proposal.pk)
    return _draw(request, form, drafts, status)


def _asked_for(kind: str, said: QueryDict) -> tuple[RuleVersion, Way]:
    """The version to begin from and the kind of change, as an address or a form names them.

    404 for a rule, a version or a kind of change that there is not.
    """
    versions = RuleVersion.objects.filter(kind=kind)
    way, number = said.get("cach", Way.CORRECT), said.get("ban", "")
    if way not in list(Way) or not versions.exists():
        raise Http404
    if way == Way.NEW:
        return versions.latest("effective_from"), Way.NEW
    if number.isdecimal():
        base = get_object_or_404(versions, number=int(number[:4]))
    else:
        base = rule_pages.in_force(list(versions), timezone.localdate())
    if way == Way.TRACK and "tracked_from" not in base.parameters:
        raise Http404
    return base, Way(way)


def _draw(
    request: HttpRequest, form: ChangeForm, drafts: Drafts, status: int = 200
) -> HttpResponse:
    context = rule_pages.form_frame(form.base, new=form.way is Way.NEW)
    slip = drafts.slip(context["heading"], used=drafts.used, sent=request.method == "POST")
    context |= {"form": form, "drafts": drafts, "slip": slip}
    return render(request, "deadlines/rule_propose.html", context, status=status)


@require_safe
@requires(Permission.VIEW_FLAGS)
def proposal(request: HttpRequest, proposal_id: int) -> HttpResponse:
    """What a proposed change alters, and what it would do to every deadline and flag."""
    return _show(request, proposal_id)


def _show(
    request: HttpRequest, proposal_id: int, refusal: LawRefusal | None = None
) -> HttpResponse:
    row = get_object_or_404(RuleProposal, pk=proposal_id)
    context = proposal_page.context(row, signed_in(request), timezone.localdate())
    context["refusal"] = str(refusal) if refusal else ""
    status = refusal.status if refusal else 200
    return render(request, "deadlines/rule_proposal.html", context, status=status)


@require_POST
@requires(Permission.APPLY_RULES)
def try_again(request: HttpRequest, proposal_id: int) -> HttpResponse:
    """Try a proposal on the facts and the law of today."""
    get_object_or_404(RuleProposal, pk=proposal_id)

    def act() -> str:
        enqueue(
            proposing.ask_trial(by=signed_in(request), at=timezone.now(), proposal_id=proposal_id)
        )
        return gettext("The change is being tried on all projects.")

    return _done(request, proposal_id, act)


@require_POST
@requires(Permission.APPLY_RULES)
def apply(request: HttpRequest, proposal_id: int) -> HttpResponse:
    """Put the change in force, as a second person; the deadlines follow in the background."""
    get_object_or_404(RuleProposal, pk=proposal_id)
    seen = request.POST.get("version", "")

    def act() -> str:
        enqueue(
            applying.apply(
                by=signed_in(request),
                at=timezone.now(),
                proposal_id=proposal_id,
                version=int(seen) if seen.isdecimal() and len(seen) <= _LONGEST_VERSION else 0,
            )
        )
        return gettext("The change is in force. The deadlines are being recomputed.")

    return _done(request, proposal_id, act)


@require_POST
@requires(Permission.MANAGE_RULES)
def withdraw(request: HttpRequest, proposal_id: int) -> HttpResponse:
    """Take one's own proposal back."""
    get_object_or_404(RuleProposal, pk=proposal_id)

    def act() -> str:
        proposing.withdraw(by=signed_in(request), at=timezone.now(), proposal_id=proposal_id)
        return gettext("The proposal is withdrawn.")

    return _done(request, proposal_id, act)


def _done(request: HttpRequest, proposal_id: int, act: Callable[[], str]) -> HttpResponse:
    try:
        messages.success(request, act())
    except LawRefusal as refusal:
        return _show(request, proposal_id, refusal)
    return redirect("deadlines:proposal", proposal_id)
