"""What is written in a report, and the acts that carry it further."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.db.models import Model
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts import refusals as office
from accounts.access import requires, signed_in
from accounts.permissions import Permission
from desk.tasks import enqueue
from projects.actions.acts import Outcome
from projects.actions.refusals import Refusal
from projects.forms.base import ActForm
from projects.views.answering import Act, Hand, Page, answer
from projects.views.editing import pages
from reporting import configuring, editions, paper_page
from reporting.actions import issuing, meetings, papers
from reporting.forms import papers as forms
from reporting.models import Paper
from reporting.views.paper_reading import address_of, visible_paper


@pages
@requires(Permission.PREPARE_REPORT)
def passage(request: HttpRequest, run_id: int, slot: str) -> HttpResponse:
    """Write one place of the document."""
    paper = visible_paper(request, run_id)
    row = get_object_or_404(paper.passages.all(), slot=slot)
    place = next((each for each in editions.frozen(paper).slots() if each.key == slot), None)
    if place is None:
        raise Http404
    act = Act(
        form=forms.PassageForm,
        save=lambda form, hand: _saved(
            papers.write_passage(
                seen=form.seen,
                text=form.cleaned_data["text"],
                by=signed_in(request),
                at=hand["at"],
            )
        ),
        said=_("The passage is saved."),
        button=_("Save the passage"),
        row=row,
        goes_to=lambda _row: address_of(paper),
    )
    facts = [(gettext("Proposed from the data"), place.proposal or "—")]
    return answer(request, _page(paper, place.label, act, place.hint, facts=facts))


@pages
@requires(Permission.PREPARE_REPORT)
def asks(request: HttpRequest, run_id: int) -> HttpResponse:
    """The decisions the report asks for."""
    paper = visible_paper(request, run_id)
    act = Act(
        form=forms.AsksForm,
        save=lambda form, _hand: _saved(
            papers.set_asks(seen=form.seen, asks=list(form.asks()), by=signed_in(request))
        ),
        said=_("The decisions asked for are saved."),
        button=_("Save the decisions"),
        row=paper,
        goes_to=lambda _row: address_of(paper),
    )
    lede = _("Each addressed to a level, as it would stand in the conclusion of the meeting.")
    return answer(request, _page(paper, _("Decisions asked for"), act, lede))


@pages
@requires(Permission.PREPARE_REPORT)
def explanation(request: HttpRequest, run_id: int) -> HttpResponse:
    """Say why a finding of the check stands all the same."""
    paper, identity = visible_paper(request, run_id), request.GET.get("muc", "")[:160]
    if not identity:
        return redirect(address_of(paper))
    finding = paper_page.finding(paper, identity, timezone.localdate())
    if finding is None:
        raise Http404
    act = _act(
        forms.ExplanationForm,
        lambda form, hand: papers.explain(
            paper_id=paper.pk,
            identity=identity,
            text=form.cleaned_data["text"],
            by=signed_in(request),
            at=hand["at"],
        ),
        said=_("The explanation is kept with the report."),
        button=_("Keep the explanation"),
        paper=paper,
    )
    facts = [(gettext("Finding"), finding.message), (gettext("Where"), finding.where or "—")]
    return answer(request, _page(paper, _("Explain a finding"), act, facts=facts))


@pages
@requires(Permission.PREPARE_REPORT)
def submit(request: HttpRequest, run_id: int) -> HttpResponse:
    """Hand the draft to whoever approves it."""
    paper = visible_paper(request, run_id)
    act = _act(
        forms.PlainForm,
        lambda _form, hand: issuing.submit(paper_id=paper.pk, by=signed_in(request), at=hand["at"]),
        said=_("The report is submitted."),
        button=_("Submit for approval"),
        paper=paper,
    )
    lede = _("After this its words cannot be changed unless it is returned.")
    return answer(request, _page(paper, _("Submit the report"), act, lede))


@pages
@requires(Permission.APPROVE_REPORT)
def give_back(request: HttpRequest, run_id: int) -> HttpResponse:
    """Return a report with remarks."""
    paper = visible_paper(request, run_id)
    act = _act(
        forms.NoteForm,
        lambda form, hand: issuing.give_back(
            paper_id=paper.pk,
            note=form.cleaned_data["note"],
            by=signed_in(request),
            at=hand["at"],
        ),
        said=_("The report is returned."),
        button=_("Return the report"),
        paper=paper,
    )
    return answer(request, _page(paper, _("Return the report"), act))


@pages
@requires(Permission.APPROVE_REPORT)
def approve(request: HttpRequest, run_id: int) -> HttpResponse:
    """Approve a report somebody else prepared."""
    paper = visible_paper(request, run_id)
    act = _act(
        forms.PlainForm,
        lambda _form, hand: issuing.approve(
            paper_id=paper.pk, by=signed_in(request), at=hand["at"]
        ),
        said=_("The report is approved."),
        button=_("Approve the report"),
        paper=paper,
    )
    lede = _("Whoever prepared a report does not approve it.")
    return answer(request, _page(paper, _("Approve the report"), act, lede))


@pages
@requires(Permission.ISSUE_REPORT)
def issue(request: HttpRequest, run_id: int) -> HttpResponse:
    """Enter the clerk's number and day; nothing of the report changes after."""
    paper = visible_paper(request, run_id)

    def save(form: ActForm, hand: Hand) -> Paper:
        edition, job = issuing.issue(
            paper_id=paper.pk,
            number=form.cleaned_data["number"],
            on=form.cleaned_data["on"],
            by=signed_in(request),
            at=hand["at"],
        )
        enqueue(job.pk)
        return edition.paper

    act = _act(
        forms.IssueForm,
        save,
        said=_("The report is issued. Its file is being rendered."),
        button=_("Issue the report"),
        paper=paper,
    )
    lede = _("Once issued it is never changed; a mistake is corrected by a new report.")
    return answer(request, _page(paper, _("Issue the report"), act, lede))


@pages
@requires(Permission.PREPARE_REPORT)
def correct(request: HttpRequest, run_id: int) -> HttpResponse:
    """Begin the correction of an issued report."""
    paper = visible_paper(request, run_id)

    def save(form: ActForm, hand: Hand) -> Paper:
        made, job = issuing.correct(
            paper_id=paper.pk,
            reason=form.cleaned_data["reason"],
            by=signed_in(request),
            at=hand["at"],
            letter=configuring.letter(),
        )
        enqueue(job.pk)
        return made

    act = _act(
        forms.ReasonForm,
        save,
        said=_("The correction is begun as a new draft."),
        button=_("Begin the correction"),
        paper=paper,
        goes_to=address_of,
    )
    lede = _("A new draft with the figures known today; what differs is listed in it.")
    return answer(request, _page(paper, _("Correct an issued report"), act, lede))


@pages
@requires(Permission.PREPARE_REPORT)
def conclusion(request: HttpRequest, run_id: int) -> HttpResponse:
    """Enter what the meeting concluded, and the task that follows."""
    paper = visible_paper(request, run_id)

    def save(form: ActForm, hand: Hand) -> Model:
        assert isinstance(form, forms.ConclusionForm)  # noqa: S101 -- the act's own form
        try:
            return meetings.conclude(
                paper_id=paper.pk,
                concluded=form.concluded(),
                by=signed_in(request),
                at=hand["at"],
            )
        except office.Refusal as refusal:
            raise _as_ours(refusal) from refusal

    act = _act(
        forms.ConclusionForm,
        save,
        said=_("The conclusion is entered."),
        button=_("Enter the conclusion"),
        paper=paper,
        row=paper,
    )
    lede = _("It opens the leaders' page of the next report, with how it stands.")
    return answer(request, _page(paper, _("Conclusion of the meeting"), act, lede))


def _saved(row: Any) -> Outcome[Any]:
    return Outcome(row=row, changed=(), moved=0)


def _act(
    form: Callable[..., ActForm],
    save: Callable[[Any, Hand], Any],
    *,
    said: Promise,
    button: Promise,
    paper: Paper,
    row: Model | None = None,
    goes_to: Callable[[Any], str] | None = None,
) -> Act:
    """An act on a report, after which its page is shown."""
    return Act(
        form=form,
        save=lambda sent, hand: _saved(save(sent, hand)),
        said=said,
        button=button,
        row=row,
        goes_to=goes_to or (lambda _row: address_of(paper)),
    )


def _page(
    paper: Paper,
    heading: str | Promise,
    act: Act,
    lede: str | Promise = "",
    *,
    facts: list[tuple[str, str]] | None = None,
) -> Page:
    shown = [(gettext("Report"), str(paper)), (gettext("State"), paper.get_life_display())]
    crumbs = [(gettext("Reports"), reverse("reporting:reports")), (str(paper), address_of(paper))]
    return Page(
        heading,
        [act],
        None,
        lede,
        back_url=address_of(paper),
        clocks=False,
        more={"crumbs": crumbs, "facts": shown + (facts or [])},
    )


def _as_ours(refusal: office.Refusal) -> Refusal:
    """A refusal of the office's own acts, as the pages of the registry show them."""
    ours = Refusal(field={"leads": "leads", "due_date": "due_date"}.get(refusal.field, ""))
    ours.text = str(refusal).replace("%", "%%")
    return ours
