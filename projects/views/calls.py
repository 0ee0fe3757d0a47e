"""Calls for investment as they are read: the list of a day, one call, the decisions."""

from __future__ import annotations

from django.db.models import Count, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from accounts.access import requires, signed_in
from accounts.models import User
from accounts.permissions import Permission
from desk import paging
from desk.addresses import CURSOR, Address
from projects.filters.calls import CallFilter, segments
from projects.models import Call, CallDecision
from projects.published import calls as call_lists
from projects.views import call_page


@require_safe
@requires(Permission.VIEW_REGISTRY)
def calls(request: HttpRequest) -> HttpResponse:
    """The list in force on a day, with count and capital and what they are based on."""
    today, address = timezone.localdate(), Address(request)
    conditions = CallFilter(request.GET, today=today)
    found = conditions.found()
    totals, size = call_lists.totals(found), paging.read_size(address.size)
    cursor = paging.read_cursor(request.GET.get(CURSOR, ""))
    page = paging.page(segments(found), cursor=cursor, size=size)
    context = call_page.frame(conditions, address) | {
        "on": conditions.on,
        "past": conditions.on != today,
        "totals": totals,
        "capital": call_page.capital(totals),
        "rows": call_page.rows(page),
        "pager": call_page.pages(address, page, totals.calls),
        "size": size,
        "may_keep": signed_in(request).can(Permission.KEEP_CALLS),
    }
    return render(request, "projects/calls.html", context)


@require_safe
@requires(Permission.VIEW_REGISTRY)
def call(request: HttpRequest, call_id: int) -> HttpResponse:
    """One call with its whole story, as adopted decisions tell it."""
    row = get_object_or_404(Call, pk=call_id)
    story = call_lists.story(row)
    if not story:
        raise Http404
    last = story[-1]
    stating = [step for step in story if step.entry.change in call_lists.STANDING]
    context = {
        "call": row,
        "crumbs": call_page.crumbs(),
        "standing": last.entry.change in call_lists.STANDING,
        "last": last.entry,
        "facts": call_page.facts(stating[-1].entry if stating else last.entry),
        "steps": call_page.steps(story, signed_in(request)),
        "drafts": call_page.drafts_about(row, signed_in(request)),
    }
    return render(request, "projects/call.html", context)


@require_safe
@requires(Permission.VIEW_REGISTRY)
def call_decisions(request: HttpRequest) -> HttpResponse:
    """The decisions that made the list, the latest first; drafts for who keeps it."""
    user = signed_in(request)
    rows = decisions_for(user).annotate(lines=Count("entries"))
    context = {
        "decisions": rows.order_by("-issued_date", "-pk"),
        "crumbs": call_page.crumbs(),
        "may_keep": user.can(Permission.KEEP_CALLS),
    }
    return render(request, "projects/call_decisions.html", context)


@require_safe
@requires(Permission.VIEW_REGISTRY)
def call_decision(request: HttpRequest, call_decision_id: int) -> HttpResponse:
    """One decision: its lines beside the list it found, its totals beside the ones it prints."""
    user = signed_in(request)
    row = get_object_or_404(decisions_for(user), pk=call_decision_id)
    drafting = row.adopted_at is None
    after, lines = call_lists.after(row), call_lists.steps_of(row)
    context = {
        "decision": row,
        "drafting": drafting,
        "crumbs": call_page.crumbs(row)[:2],
        "name": call_page.decision_words(row),
        "steps": call_page.steps(lines, user, edits=drafting),
        "counts": call_page.counts(lines),
        "stated": call_page.stated(row, after, call_lists.held_against(row, after)),
        "after": after,
        "open": [call_page.row(each) for each in call_lists.open_to(row)] if drafting else [],
        "may_keep": user.can(Permission.KEEP_CALLS),
    }
    return render(request, "projects/call_decision.html", context)


def decisions_for(user: User) -> QuerySet[CallDecision]:
    """Adopted decisions; drafts too for who keeps the list."""
    rows = CallDecision.objects.all()
    return rows if user.can(Permission.KEEP_CALLS) else rows.exclude(adopted_at=None)
