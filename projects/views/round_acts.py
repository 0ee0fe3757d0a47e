"""Acts on review rounds: open one, record what came out of a project, close and reopen."""

from __future__ import annotations

from functools import partial
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts.access import requires, signed_in
from accounts.permissions import Permission
from projects import providing
from projects.actions import looking
from projects.actions import rounds as acts
from projects.filters.registry import FOLLOWED, ProjectFilter, options
from projects.forms.rounds import CloseForm, LookForm, ReopenForm, RoundForm
from projects.lists import rounds as round_lists
from projects.models import ReviewEntry, ReviewRound
from projects.querysets import listing
from projects.views.answering import Act, Page, answer
from projects.views.editing import pages
from projects.views.rounds import visible_round

_SCOPE_LENGTH = 500


@pages
@requires(Permission.CLASSIFY_PROJECT)
def round_add(request: HttpRequest) -> HttpResponse:
    """Open a round over the projects that meet the conditions of the address."""
    asked = request.GET.copy()
    if not asked:
        asked["tinh_trang"] = FOLLOWED
    user = signed_in(request)
    conditions = ProjectFilter(
        asked, providing.registry(user), user=user, choices=options(), on=timezone.localdate()
    )
    found = conditions.found()
    totals = listing.totals(found)
    scope = "; ".join(words for _name, words in conditions.active()) or gettext("All projects")
    act = Act(
        form=partial(RoundForm, scope=scope[:_SCOPE_LENGTH], count=totals.projects),
        save=lambda form, hand: acts.open_round(
            **hand,
            facts=form.facts(),
            project_ids=list(found.order_by("pk").values_list("pk", flat=True)),
        ),
        said=_("Review round opened."),
        button=_("Open the round"),
        goes_to=_page_of,
    )
    lede = _("Choose the projects first. Which they are is kept, whatever happens to them later.")
    more = {
        "first": conditions.fields(first=True),
        "others": conditions.fields(first=False),
        "open": conditions.others_used,
        "totals": totals,
        "scope": scope,
    }
    return answer(request, _page(_("Open a review round"), act, lede, more, "round_open"))


@pages
@requires(Permission.CLASSIFY_PROJECT)
def round_entry(request: HttpRequest, round_id: int, entry_id: int) -> HttpResponse:
    """Record what came out of one project, with a note."""
    row = visible_round(signed_in(request), round_id)
    rows = ReviewEntry.objects.select_related("project", "round")
    entry = get_object_or_404(rows, round=row, pk=entry_id)
    act = Act(
        form=LookForm,
        save=lambda form, hand: looking.look(
            by=signed_in(request),
            on=hand["on"],
            at=hand["at"],
            seen=form.seen,
            found=form.facts(),
        ),
        said=_("Outcome recorded."),
        button=_("Save outcome"),
        row=entry,
        goes_to=lambda _row: _page_of(row),
    )
    facts = [(gettext("Review round"), row.name), (gettext("Scope"), row.scope)]
    page = Page(
        heading=_("Outcome of the review"),
        acts=[act],
        project=entry.project,
        lede=row.name,
        more={"facts": facts},
        back_url=_page_of(row),
        clocks=False,
    )
    return answer(request, page)


@pages
@requires(Permission.CLASSIFY_PROJECT)
def round_close(request: HttpRequest, round_id: int) -> HttpResponse:
    """Close a round, or open a closed one again."""
    row = visible_round(signed_in(request), round_id)
    counted = {outcome: getattr(row, outcome) for outcome in round_lists.Outcome.values}
    labels = dict(round_lists.Outcome.choices)
    facts = [(str(labels[outcome]), str(n)) for outcome, n in counted.items()]
    facts.append((gettext("Total"), str(sum(counted.values()))))
    heading, act = (_("Reopen the round"), _reopen(row))
    lede = _("Outcomes can be changed again; the history keeps who reopened it and why.")
    if row.closed_date is None:
        heading, act = (_("Close the round"), _close(row))
        lede = _("The outcomes stand as they are; to change one the round has to be reopened.")
    return answer(request, _page(heading, act, lede, {"facts": facts, "here": row}))


def _close(row: ReviewRound) -> Act:
    return Act(
        form=CloseForm,
        save=lambda form, hand: acts.close_round(**hand, seen=form.seen, **_said(form)),
        said=_("Review round closed."),
        button=_("Close the round"),
        row=row,
        goes_to=_page_of,
    )


def _reopen(row: ReviewRound) -> Act:
    return Act(
        form=ReopenForm,
        save=lambda form, hand: acts.reopen_round(**hand, seen=form.seen, **_said(form)),
        said=_("Review round reopened."),
        button=_("Reopen the round"),
        row=row,
        goes_to=_page_of,
    )


def _said(form: Any) -> dict[str, Any]:
    names = ("closed_date", "reason")
    return {name: form.cleaned_data[name] for name in names if name in form.cleaned_data}


def _page_of(row: ReviewRound) -> str:
    return reverse("projects:round", args=[row.pk])


def _page(heading: Any, act: Act, lede: Any, more: dict[str, Any], template: str = "edit") -> Page:
    """A page about a round, not about one project."""
    crumbs = [(gettext("Review rounds"), reverse("projects:rounds"))]
    here = more.pop("here", None)
    back = _page_of(here) if here else crumbs[0][1]
    if here:
        crumbs.append((here.name, back))
    return Page(
        heading=heading,
        acts=[act],
        project=None,
        lede=lede,
        template=f"projects/{template}.html",
        more=more | {"crumbs": crumbs},
        back_url=back,
        clocks=False,
    )
