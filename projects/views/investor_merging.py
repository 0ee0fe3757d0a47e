"""Likely duplicates, putting two records together, undoing it, keeping two apart."""

from __future__ import annotations

from functools import partial
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from accounts.access import requires, signed_in
from accounts.permissions import Permission
from projects import alike
from projects.actions import investor_merging, investor_unmerging
from projects.forms.investor_merging import MergeForm, ReasonForm
from projects.models import Investor, InvestorMerge
from projects.views import merge_page
from projects.views.answering import Act, answer
from projects.views.editing import pages
from projects.views.investor_editing import crumbs, page, visible_investor

_FOUND_SHOWN = 20
_SIDES = "projects/investor_merge.html"


@require_safe
@requires(Permission.MERGE_INVESTORS)
def duplicates(request: HttpRequest) -> HttpResponse:
    """Records that may be one investor, the surest first."""
    rows = [merge_page.proposal(found) for found in alike.proposals()]
    context = {"rows": rows, "crumbs": crumbs()}
    return render(request, "projects/investor_duplicates.html", context)


@pages
@requires(Permission.MERGE_INVESTORS)
def merge(request: HttpRequest, pk: int) -> HttpResponse:
    """Put another record into this one; without the other in the address it is chosen first."""
    kept = visible_investor(request, pk)
    other = _other(request)
    if other is None:
        return _choose(request, kept)
    if other.pk == kept.pk or kept.pk != pk:
        messages.info(request, gettext("These two are one record already."))
        return redirect("projects:investor", kept.pk)
    act = Act(
        form=partial(MergeForm, other=other),
        save=lambda form, hand: investor_merging.merge(**hand, pair=form.pair, facts=form.facts()),
        said=_("The two records are one now. The merge can be undone on this page."),
        button=_("Merge the two records"),
        row=kept,
    )
    lede = _("Everything of the second record goes to the first. It can be undone.")
    more = merge_page.both(kept, other) | {"merging": True}
    return answer(request, page(_("Merge two records"), [act], kept, lede, template=_SIDES, **more))


def _other(request: HttpRequest) -> Investor | None:
    """The record named in the address; 404 for one that does not exist."""
    named = request.GET.get("voi", "")
    if not named:
        return None
    if not named.isdecimal() or len(named) > 18:
        raise Http404
    return visible_investor(request, int(named))


def _choose(request: HttpRequest, kept: Investor) -> HttpResponse:
    """Likely duplicates of one investor, and a search among all."""
    words = request.GET.get("q", "").replace("\0", "")[:200]
    rows = Investor.objects.visible_to(signed_in(request)).kept().exclude(pk=kept.pk)
    found = list(rows.search(words).order_by("sort_key", "pk")[:_FOUND_SHOWN]) if words else []
    context: dict[str, Any] = {
        "investor": kept,
        "crumbs": crumbs(kept),
        "rows": [merge_page.proposal(each) for each in alike.proposals(of=kept.pk)],
        "words": words,
        "found": found,
    }
    return render(request, "projects/investor_merge_choose.html", context)


@pages
@requires(Permission.MERGE_INVESTORS)
def apart(request: HttpRequest, pk: int) -> HttpResponse:
    """Record that two records that look alike are two investors."""
    one = visible_investor(request, pk)
    other = _other(request)
    if other is None:
        return _choose(request, one)
    act = Act(
        form=ReasonForm,
        save=lambda form, hand: investor_unmerging.keep_apart(
            **hand, ids=(one.pk, other.pk), reason=form.why
        ),
        said=_("Recorded: these are two investors. They are not proposed again."),
        button=_("Record that these are two"),
        goes_to=lambda _row: reverse("projects:duplicates"),
    )
    more = merge_page.both(one, other)
    return answer(request, page(_("Not the same investor"), [act], one, template=_SIDES, **more))


@pages
@requires(Permission.MERGE_INVESTORS)
def undo(request: HttpRequest, pk: int) -> HttpResponse:
    """Take two merged records apart again."""
    row = get_object_or_404(InvestorMerge.objects.select_related("kept", "merged"), pk=pk)
    user = signed_in(request)
    act = Act(
        form=ReasonForm,
        save=lambda form, hand: investor_unmerging.undo(
            by=user, on=hand["on"], at=hand["at"], merge_id=row.pk, reason=form.why
        ),
        said=_(
            "The two records are apart again. What was recorded after the merge stays with the "
            "record kept."
        ),
        button=_("Undo the merge"),
        goes_to=lambda done: reverse("projects:investor", args=[done.merged_id]),
    )
    more = {"facts": merge_page.what_returns(row)}
    lede = _("What the merge moved goes back; what was recorded since stays where it is.")
    return answer(request, page(_("Undo a merge"), [act], row.kept, lede, **more))
