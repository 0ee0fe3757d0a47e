"""Moving capital: drafts, one draft to edit, its table to take along, and what is done with it."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from accounts.access import requires, signed_in
from accounts.models import User
from accounts.permissions import Permission
from deadlines.models import Flag
from deadlines.querysets import HINT_KINDS
from disbursement import documents, reallocation_page, reallocation_sheet
from disbursement.actions import reallocations
from disbursement.actions.reallocation_refusals import Refused
from disbursement.forms.reallocations import (
    Boxes,
    ProposeForm,
    ReasonForm,
    SubmitForm,
    read_boxes,
    sent_lines,
)
from disbursement.models import Bucket, FundingSource, Reallocation
from disbursement.querysets import reallocations as drafts
from projects.actions.refusals import Refusal
from projects.views.answering import Act, Page, answer
from projects.views.editing import pages

ON_A_PAGE = 50
_EDITABLE = Reallocation.State.DRAFT
_OPEN = (Reallocation.State.DRAFT, Reallocation.State.SUBMITTED)


@require_safe
@requires(Permission.VIEW_DISBURSEMENT)
def reallocations_(request: HttpRequest) -> HttpResponse:
    """All drafts, the newest first."""
    user = signed_in(request)
    rows = drafts.with_amounts(drafts.visible_to(user))[:ON_A_PAGE]
    named = [(row, reallocation_page.STATES[row.state]) for row in rows]
    proposes = user.can(Permission.PROPOSE_MOVES)
    spare = Flag.objects.visible_to(user).live().filter(kind__in=HINT_KINDS) if proposes else None
    context = {
        "rows": named,
        "may_propose": proposes,
        "spare": 0 if spare is None else spare.count(),
    }
    return render(request, "disbursement/reallocations.html", context)


@pages
@requires(Permission.PROPOSE_MOVES)
def propose(request: HttpRequest) -> HttpResponse:
    """Make a draft from the figures of the last month."""
    act = Act(
        form=ProposeForm,
        save=lambda form, hand: reallocations.make(
            **hand,
            plan=form.cleaned_data["plan"],
            minimum_line_vnd=form.cleaned_data["minimum_line_vnd"],
        ),
        said=_("A draft was made. Look at each line, then submit it."),
        button=_("Make the draft"),
        goes_to=_address,
    )
    lede = _("From what is paid, forecast and contracted; nothing in the plan changes by it.")
    return answer(request, page_of(_("Make a draft of reallocation"), act, lede=lede))


@pages
@requires(Permission.VIEW_DISBURSEMENT)
def reallocation(request: HttpRequest, pk: int) -> HttpResponse:
    """One draft beside doing nothing; numbers typed at its lines are saved at once."""
    row, user = visible(request, pk), signed_in(request)
    boxes, status = _typed(request, row, user) if request.method == "POST" else (None, 200)
    if boxes is not None and "HX-Request" not in request.headers and status == 200:
        messages.success(request, gettext("Saved. The balance of each source is up to date."))
        return redirect(_address(row))
    context = reallocation_page.context(row, boxes) | _frame(row, user)
    context |= documents.about(user, documents.DRAFT, row.pk)
    if boxes is not None and "HX-Request" in request.headers:
        context["touched"] = set(boxes.texts)
        return render(request, "disbursement/_reallocation_saved.html", context)
    return render(request, "disbursement/reallocation.html", context, status=status)


@pages
@requires(Permission.VIEW_DISBURSEMENT)
def more(request: HttpRequest, pk: int, source_id: int, bucket: str) -> HttpResponse:
    """The lines of a source that the draft leaves as they are, each with why."""
    row, user = visible(request, pk), signed_in(request)
    source = get_object_or_404(FundingSource, pk=source_id)
    if bucket not in Bucket.values:
        raise Http404
    boxes, status = _typed(request, row, user) if request.method == "POST" else (None, 200)
    if boxes is not None and status == 200:
        return redirect(_address(row))
    context = reallocation_page.others(
        row, (source, Bucket(bucket)), request.GET.get("trang", ""), boxes
    )
    context |= _frame(row, user)
    return render(request, "disbursement/reallocation_more.html", context, status=status)


@require_safe
@requires(Permission.VIEW_DISBURSEMENT)
def sheet(request: HttpRequest, pk: int) -> HttpResponse:
    """The table that goes with the decision, as a workbook."""
    row = visible(request, pk)
    return reallocation_sheet.answer(row, on=timezone.localdate())


@pages
@requires(Permission.PROPOSE_MOVES)
def submit(request: HttpRequest, pk: int) -> HttpResponse:
    """Hand a balanced draft to the leaders."""
    row = visible(request, pk)
    act = Act(
        form=SubmitForm,
        save=lambda form, hand: reallocations.submit(by=hand["by"], at=hand["at"], seen=form.seen),
        said=_("The draft was submitted to the leaders."),
        button=_("Submit to the leaders"),
        row=row,
    )
    lede = _("Nobody edits it any more, unless the leaders give it back.")
    return answer(request, page_of(_("Submit the draft"), act, row=row, lede=lede))


@pages
@requires(Permission.APPLY_MOVES)
def give_back(request: HttpRequest, pk: int) -> HttpResponse:
    """Return a submitted draft to be edited."""
    row = visible(request, pk)
    act = Act(
        form=ReasonForm,
        save=lambda form, hand: reallocations.give_back(
            by=hand["by"], at=hand["at"], seen=form.seen, reason=form.cleaned_data["reason"]
        ),
        said=_("The draft was given back to be edited."),
        button=_("Give it back"),
        row=row,
    )
    return answer(request, page_of(_("Give the draft back"), act, row=row))


@pages
@requires(Permission.PROPOSE_MOVES)
def drop(request: HttpRequest, pk: int) -> HttpResponse:
    """Give a draft up."""
    row = visible(request, pk)
    act = Act(
        form=ReasonForm,
        save=lambda form, hand: reallocations.drop(
            by=hand["by"], at=hand["at"], seen=form.seen, reason=form.cleaned_data["reason"]
        ),
        said=_("The draft was dropped. It stays readable."),
        button=_("Drop the draft"),
        row=row,
    )
    return answer(request, page_of(_("Drop the draft"), act, row=row))


def visible(request: HttpRequest, pk: int) -> Reallocation:
    """A draft the person may know of; another one does not exist (404)."""
    row: Reallocation = get_object_or_404(drafts.visible_to(signed_in(request)), pk=pk)
    return row


def _typed(request: HttpRequest, row: Reallocation, user: User) -> tuple[Boxes, int]:
    """Save the boxes that were sent, or say at each what is wrong; and the answer's status."""
    if not user.can(Permission.PROPOSE_MOVES):
        raise PermissionDenied
    lines = row.lines.filter(pk__in=sent_lines(request.POST))
    boxes = read_boxes(request.POST, lines)
    if boxes.errors:
        return boxes, 422
    try:
        reallocations.edit(reallocation_id=row.pk, typed=boxes.typed, by=user, at=timezone.now())
    except Refused as refused:
        boxes.errors = {pk: str(each) for pk, each in refused.by_line.items()}
        return boxes, refused.status
    except Refusal as refusal:
        boxes.errors = dict.fromkeys(boxes.texts, str(refusal))
        return boxes, refusal.status
    return boxes, 200


def _frame(row: Reallocation, user: User) -> dict[str, Any]:
    return {
        "crumbs": crumbs(),
        "may_edit": row.state == _EDITABLE and user.can(Permission.PROPOSE_MOVES),
        "may_drop": row.state in _OPEN and user.can(Permission.PROPOSE_MOVES),
        "may_apply": row.state == Reallocation.State.SUBMITTED and user.can(Permission.APPLY_MOVES),
    }


def crumbs() -> list[tuple[str, str]]:
    """Above every page of a draft."""
    return [(gettext("Moving capital"), reverse("disbursement:reallocations"))]


def page_of(heading: Any, act: Act, *, row: Reallocation | None = None, lede: Any = "") -> Page:
    """A page with one form about a draft."""
    back = _address(row) if row else reverse("disbursement:reallocations")
    above = [*crumbs(), *([(title(row), back)] if row else [])]
    more = {"crumbs": above}
    return Page(heading, [act], None, lede, more=more, back_url=back, clocks=False)


def title(row: Reallocation) -> str:
    """What a draft is called."""
    return gettext("Draft of reallocation of %(month)s") % {
        "month": f"{row.month.month}/{row.month.year}"
    }


def _address(row: Reallocation) -> str:
    return reverse("disbursement:reallocation", args=[row.pk])
