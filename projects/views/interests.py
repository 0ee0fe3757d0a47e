"""Who is interested in a call for investment: the list, and what was answered."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from accounts.access import requires, signed_in
from accounts.permissions import Permission
from projects.actions import interests as acts
from projects.forms.interests import HandleInterestForm
from projects.models import Interest
from projects.views.answering import Act, Page, answer
from projects.views.editing import pages

MOST = 200
"""Rows shown, the latest first; filters find older ones."""


@require_safe
@requires(Permission.KEEP_CALLS)
def interests(request: HttpRequest) -> HttpResponse:
    """Expressions of interest, those not answered first."""
    state = request.GET.get("trang_thai", "")
    state = state if state in Interest.State.values else ""
    rows = Interest.objects.select_related("call", "handled_by")
    rows = rows.filter(state=state) if state else rows
    context = {
        "rows": rows.order_by("-filed_at", "-pk")[:MOST],
        "count": rows.count(),
        "new": Interest.objects.filter(state=Interest.State.NEW).count(),
        "states": Interest.State.choices,
        "state": state,
    }
    return render(request, "projects/interests.html", context)


@pages
@requires(Permission.KEEP_CALLS)
def interest(request: HttpRequest, interest_id: int) -> HttpResponse:
    """One of them: what was written, and what the department did."""
    row = get_object_or_404(Interest.objects.select_related("call"), pk=interest_id)
    act = Act(
        form=HandleInterestForm,
        save=lambda form, hand: acts.handle(
            by=signed_in(request),
            at=hand["at"],
            seen=form.seen,
            state=form.cleaned_data["state"],
            words=form.cleaned_data["handled_words"],
        ),
        said=_("The answer is kept."),
        button=_("Keep the answer"),
        row=row,
    )
    back = reverse("projects:interests")
    more = {"crumbs": [(gettext("Interest in calls"), back)], "facts": _facts(row)}
    page = Page(
        row.organisation, [act], None, row.call.name, back_url=back, clocks=False, more=more
    )
    return answer(request, page)


def _facts(row: Interest) -> list[tuple[str, str]]:
    facts = [
        (gettext("Name"), row.full_name),
        (gettext("Organisation"), row.organisation),
        (gettext("Country"), row.country),
        (gettext("E-mail"), row.email),
        (gettext("Telephone"), row.phone),
        (gettext("Words"), row.words),
    ]
    return [(label, text) for label, text in facts if text]
