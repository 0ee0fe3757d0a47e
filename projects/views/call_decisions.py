"""Acts on decisions about calls: draft, add, change, drop, became a project, adopt."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts.access import requires, signed_in
from accounts.permissions import Permission
from projects import providing
from projects.actions import call_entries as lines
from projects.actions import calls as acts
from projects.forms.base import ActForm
from projects.forms.calls import (
    AdoptForm,
    BecameForm,
    CallDecisionForm,
    CallEntryForm,
    DropForm,
    line_values,
)
from projects.forms.investors import NoBoxes
from projects.models import CallDecision, CallEntry
from projects.published import calls as call_lists
from projects.views import call_page
from projects.views.answering import Act, Page, answer
from projects.views.editing import pages


@pages
@requires(Permission.KEEP_CALLS)
def call_decision_add(request: HttpRequest) -> HttpResponse:
    """Begin a decision as a draft."""
    act = Act(
        form=CallDecisionForm,
        save=lambda form, hand: acts.draft_decision(**hand, facts=form.facts()),
        said=_("Draft kept. Now enter what it says of each call."),
        button=_("Keep the draft"),
        goes_to=_url,
        proposed={"issuer_name": call_page.issuer()},
    )
    lede = _("The list changes only when the decision is adopted.")
    back = reverse("projects:call_decisions")
    more = {"crumbs": call_page.crumbs()}
    heading = _("Draft a decision on calls")
    return answer(request, Page(heading, [act], None, lede, back_url=back, clocks=False, more=more))


@pages
@requires(Permission.KEEP_CALLS)
def call_decision_edit(request: HttpRequest, call_draft_id: int) -> HttpResponse:
    """Correct a draft, or throw it away."""
    row = get_object_or_404(CallDecision, pk=call_draft_id)
    if row.adopted_at is not None:
        return _adopted(request, row)
    change = Act(
        form=CallDecisionForm,
        save=lambda form, hand: acts.change_draft(**hand, seen=form.seen, facts=form.facts()),
        said=_("Draft corrected."),
        button=_("Keep the draft"),
        row=row,
    )
    remove = Act(
        form=NoBoxes,
        save=lambda form, hand: acts.remove_draft(**hand, seen=form.seen),
        said=_("Draft removed."),
        button=_("Remove the draft"),
        row=row,
        key="bo",
        title=_("Not needed any more"),
        goes_to=lambda _row: reverse("projects:call_decisions"),
    )
    return answer(request, _page(_("Correct the draft"), [change, remove], row))


@pages
@requires(Permission.KEEP_CALLS)
def call_decision_adopt(request: HttpRequest, call_draft_id: int) -> HttpResponse:
    """Let a draft hold, with the number and day of the decision."""
    row = get_object_or_404(CallDecision, pk=call_draft_id)
    if row.adopted_at is not None:
        return _adopted(request, row)
    act = Act(
        form=AdoptForm,
        save=lambda form, hand: acts.adopt(
            **hand,
            seen=form.seen,
            number=form.cleaned_data["number"],
            issued_date=form.cleaned_data["issued_date"],
        ),
        said=_("Decision adopted. The list holds from its day."),
        button=_("Adopt the decision"),
        row=row,
    )
    after = call_lists.after(row)
    facts = [
        (gettext("Lines of the decision"), row.entries.count()),
        (gettext("Calls on the list afterwards"), after.calls),
        (gettext("Capital of the list afterwards"), call_page.capital(after)),
    ]
    return answer(request, _page(_("Adopt the decision"), [act], row, facts=facts))


@pages
@requires(Permission.KEEP_CALLS)
def call_add(request: HttpRequest, call_draft_id: int) -> HttpResponse:
    """Add a new call to a draft."""
    row = get_object_or_404(CallDecision, pk=call_draft_id)
    if row.adopted_at is not None:
        return _adopted(request, row)
    act = Act(
        form=CallEntryForm,
        save=lambda form, hand: lines.add_call(**hand, decision_id=row.pk, facts=form.facts()),
        said=_("Call added to the draft."),
        button=_("Add the call"),
    )
    return answer(request, _page(_("Add a call"), [act], row))


@pages
@requires(Permission.KEEP_CALLS)
def call_state(request: HttpRequest, call_draft_id: int, call_id: int) -> HttpResponse:
    """Say in a draft what becomes of a call on the list: changed, dropped, a project."""
    row = get_object_or_404(CallDecision, pk=call_draft_id)
    if row.adopted_at is not None:
        return _adopted(request, row)
    line = get_object_or_404(call_lists.open_to(row), call_id=call_id)
    change = Act(
        form=CallEntryForm,
        save=lambda form, hand: lines.change_call(
            **hand, decision_id=row.pk, call_id=call_id, facts=form.facts()
        ),
        said=_("Change entered in the draft."),
        button=_("Enter the change"),
        key="doi",
        title=_("It is changed"),
        proposed=line_values(line),
    )
    became = partial(BecameForm, visible=providing.registry(signed_in(request)))
    endings: list[tuple[str, Promise, Promise, Callable[..., ActForm]]] = [
        ("bo", _("It is dropped"), _("Enter that it is dropped"), DropForm),
        ("thanh", _("It became a project"), _("Enter the project"), became),
    ]
    ends = [
        Act(
            form=form,
            save=lambda form, hand: lines.end_call(
                **hand, line=line, decision_id=row.pk, ending=form.facts()
            ),
            said=_("Line entered in the draft."),
            button=button,
            key=key,
            title=title,
        )
        for key, title, button, form in endings
    ]
    more = {"facts": call_page.facts(line)}
    return answer(request, _page(line.name, [change, *ends], row, **more))


@pages
@requires(Permission.KEEP_CALLS)
def call_entry(request: HttpRequest, call_draft_id: int, call_entry_id: int) -> HttpResponse:
    """Correct a line of a draft, or take it out."""
    rows = CallEntry.objects.select_related("decision", "call").filter(decision=call_draft_id)
    row = get_object_or_404(rows, pk=call_entry_id)
    if row.decision.adopted_at is not None:
        return _adopted(request, row.decision)
    remove = Act(
        form=NoBoxes,
        save=lambda form, hand: lines.remove_line(**hand, seen=form.seen),
        said=_("Line taken out of the draft."),
        button=_("Take out the line"),
        row=row,
        key="bo",
        title=_("Entered by mistake"),
    )
    correct = Act(
        form=CallEntryForm,
        save=lambda form, hand: lines.correct_line(**hand, seen=form.seen, facts=form.facts()),
        said=_("Line corrected."),
        button=_("Save the line"),
        row=row,
    )
    both = [correct, remove] if row.change in call_lists.STANDING else [remove]
    return answer(request, _page(row.name, both, row.decision, facts=call_page.facts(row)))


def _page(heading: str | Promise, acts_: list[Act], row: CallDecision, **more: Any) -> Page:
    """An edit page about a draft, which goes back to it."""
    return Page(
        heading,
        acts_,
        None,
        more={"crumbs": call_page.crumbs(row)} | more,
        back_url=_url(row),
        clocks=False,
    )


def _url(row: CallDecision) -> str:
    return reverse("projects:call_decision", args=[row.pk])


def _adopted(request: HttpRequest, row: CallDecision) -> HttpResponse:
    messages.info(request, str(acts.Adopted()))
    return redirect(_url(row))
