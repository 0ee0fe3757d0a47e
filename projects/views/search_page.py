"""The search box: its page, what it offers while one types, and what a person pins."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme, urlencode
from django.utils.translation import gettext
from django.views.decorators.http import require_POST, require_safe

from accounts.access import signed_in
from desk.actions import finding
from projects.search.box import (
    KINDS_SHOWN,
    OF_A_KIND,
    Asked,
    Hit,
    answers,
    at_hand,
    may_pin,
    pinned_kinds,
    pins_of,
    read_text,
    straight,
)

SUGGESTED = 3
GO = "di"
"""Parameter of the box in the head of every page: who types an exact code wants its page."""

_LARGEST_ID = 2**63 - 1


@require_safe
@login_required
def search(request: HttpRequest) -> HttpResponse:
    """Everything found by kind, or one kind at more length; what is at hand when nothing is asked.

    From the box, the one thing called just so is opened at once.
    """
    user, text = signed_in(request), read_text(request.GET.get("q", ""))
    kind = request.GET.get("loai", "")
    asked = Asked(user, text, OF_A_KIND if kind else KINDS_SHOWN)
    found = answers(asked, kind)
    first = straight(found)
    if first is not None and request.GET.get(GO) and not kind:
        return HttpResponseRedirect(first.url)
    context: dict[str, Any] = {
        "sought": text,
        "answers": found,
        "straight": first,
        "kind": kind,
        "whole_url": f"{reverse('projects:search')}?{urlencode({'q': text})}",
        "may_be_pinned": pinned_kinds(),
        "here": request.get_full_path(),
        "total": sum(answer.found.total for answer in found),
    }
    context |= {"pins": pins_of(user)} if text else {"at_hand": at_hand(user)}
    return render(request, "projects/search.html", context)


@require_safe
@login_required
def suggestions(request: HttpRequest) -> HttpResponse:
    """The first rows of each kind for the list under the box; what is at hand before one types."""
    user, text = signed_in(request), read_text(request.GET.get("q", ""))
    if not text:
        kept = at_hand(user)
        at_once = [(gettext("Pinned"), kept.pinned), (gettext("Opened lately"), kept.recent)]
        shown = [(name, hits[:KINDS_SHOWN]) for name, hits in at_once if hits]
        return render(request, "projects/search_suggestions.html", {"groups": shown})
    found = answers(Asked(user, text, SUGGESTED))
    first = straight(found)
    groups: list[tuple[Any, Sequence[Hit]]] = [(a.source.label, a.found.hits) for a in found]
    if first is not None:
        groups.insert(0, (gettext("Go straight"), [first]))
    context = {"groups": groups, "straight": first}
    return render(request, "projects/search_suggestions.html", context)


@require_POST
@login_required
def pin(request: HttpRequest) -> HttpResponse:
    """Pin a thing one may know of, or unpin it, and go back to where the button stood."""
    user, kind = signed_in(request), request.POST.get("kind", "")
    subject_id = _read_id(request.POST.get("id", ""))
    if request.POST.get("on") == "1":
        if not may_pin(user, kind, subject_id):
            raise Http404
        try:
            finding.pin(by=user, kind=kind, subject_id=subject_id, at=timezone.now())
            messages.success(request, gettext("Pinned. It stands under the search box."))
        except finding.TooManyPins as refusal:
            messages.error(request, str(refusal.text))
    else:
        finding.unpin(by=user, kind=kind, subject_id=subject_id)
        messages.success(request, gettext("Unpinned."))
    return HttpResponseRedirect(_back(request))


def _read_id(text: str) -> int:
    if not text.isascii() or not text.isdigit() or int(text) > _LARGEST_ID:
        raise Http404
    return int(text)


def _back(request: HttpRequest) -> str:
    wanted = request.POST.get("next", "")
    safe = url_has_allowed_host_and_scheme(
        wanted, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    return wanted if safe else reverse("projects:search")
