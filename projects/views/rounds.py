"""Review rounds: the list, one round with its projects, its printed table."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from accounts.access import requires, signed_in
from accounts.models import User
from accounts.permissions import Permission
from desk import paging
from desk.addresses import CURSOR, Address
from projects.actions.acts import Seen
from projects.actions.looking import look_many
from projects.actions.refusals import Refusal
from projects.forms.rounds import LookManyForm
from projects.lists import rounds as round_lists
from projects.lists.rounds import EntryFilter
from projects.models import ReviewRound
from projects.views import round_page
from projects.views.editing import pages
from vn.numbers import group

MOST_ON_PAPER = 5000
"""Rows of the printed table: more is not a table anybody reads."""


@require_safe
@requires(Permission.VIEW_FLAGS)
def rounds(request: HttpRequest) -> HttpResponse:
    """All rounds with their progress, the newest first."""
    user = signed_in(request)
    context = {
        "rounds": round_lists.rounds(user),
        "may_open": user.can(Permission.CLASSIFY_PROJECT),
    }
    return render(request, "projects/rounds.html", context)


@pages
@requires(Permission.VIEW_FLAGS)
def round_(request: HttpRequest, round_id: int) -> HttpResponse:
    """One round: what came out so far, by agency and place, and its projects to look at."""
    user = signed_in(request)
    row = visible_round(user, round_id)
    shown = _Shown(request, row, user)
    if request.method != "POST":
        return render(request, "projects/round.html", shown.context())
    if not user.can(Permission.CLASSIFY_PROJECT):
        raise PermissionDenied
    if shown.form.is_valid():
        try:
            return _recorded(request, shown, user)
        except Refusal as refusal:
            shown.form.add_error(refusal.field or None, str(refusal))
            shown.status = refusal.status
    return render(request, "projects/round.html", shown.context(), status=shown.status)


@require_safe
@requires(Permission.VIEW_FLAGS)
def round_sheet(request: HttpRequest, round_id: int) -> HttpResponse:
    """All projects of a round, or those the conditions find, as one table to print."""
    row = visible_round(signed_in(request), round_id)
    shown = _Shown(request, row, signed_in(request))
    context = shown.context() | {
        "sheet": round_page.sheet(shown.found, MOST_ON_PAPER),
        "most": MOST_ON_PAPER,
        "crumbs": [*round_page.crumbs(), (row.name, reverse("projects:round", args=[round_id]))],
    }
    return render(request, "projects/round_sheet.html", context)


def visible_round(user: User, round_id: int) -> ReviewRound:
    """A round in which the person may see a project; another one does not exist (404)."""
    row: ReviewRound = get_object_or_404(round_lists.rounds(user), pk=round_id)
    return row


class _Shown:
    """The page of a round as it answers this request."""

    def __init__(self, request: HttpRequest, row: ReviewRound, user: User) -> None:
        self.request, self.row, self.user = request, row, user
        self.on, self.status = timezone.localdate(), 422
        entries = round_lists.entries(row, user)
        self.agencies = round_lists.by_agency(entries)
        self.places = round_lists.by_place(entries)
        self.conditions = EntryFilter(
            request.GET, entries, agencies=self.agencies, places=self.places
        )
        self.found = self.conditions.found()
        self.total = self.found.count()
        self.form = LookManyForm(request.POST or None, on=self.on, found=self.total)

    def chosen(self) -> list[Seen]:
        """The ticked rows, or all that the list finds as they are now."""
        if self.form.cleaned_data["which"] == LookManyForm.FOUND:
            return [Seen(*each) for each in self.found.values_list("pk", "version")]
        return LookManyForm.ticked(self.request.POST.getlist("entry"))

    def context(self) -> dict[str, Any]:
        """What the template prints."""
        address = Address(self.request)
        size = paging.read_size(address.size)
        cursor = paging.read_cursor(self.request.GET.get(CURSOR, ""))
        page = paging.page(round_lists.segments(self.found), cursor=cursor, size=size)
        whole = round_lists.whole(self.agencies)
        looks = self.user.can(Permission.CLASSIFY_PROJECT) and self.row.closed_date is None
        return round_page.frame(self.conditions, self.row, address) | {
            "round": self.row,
            "crumbs": round_page.crumbs(),
            "whole": whole,
            "progress": round_page.progress(whole, address),
            "agencies": self.agencies,
            "places": self.places,
            "rows": round_page.rows(page, self.row, self.user, self.on),
            "ticked": set(self.request.POST.getlist("entry")),
            "pager": round_page.pages(address, page, self.total),
            "size": size,
            "total": self.total,
            "form": self.form if looks else None,
            "story": round_page.story(self.row, self.user),
            "handling": round_page.handling_links(self.row, whole, self.user),
            "may_close": self.user.can(Permission.CLASSIFY_PROJECT),
            "query": self.request.GET.urlencode(),
        }


def _recorded(request: HttpRequest, shown: _Shown, user: User) -> HttpResponse:
    count = look_many(
        by=user,
        on=shown.on,
        at=timezone.now(),
        round_id=shown.row.pk,
        seen=shown.chosen(),
        found=shown.form.facts(),
    )
    said = gettext("Outcome recorded for %(n)s projects.") % {"n": group(count)}
    messages.success(request, said)
    return redirect(request.get_full_path())
