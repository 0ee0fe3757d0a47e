"""Time that does not count: recorded, decided, looked at again, ended."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts.access import requires
from accounts.permissions import Permission
from projects.actions import excluding
from projects.forms.excluding import (
    ExclusionEndForm,
    ExclusionForm,
    ReviewForm,
    RulingCorrectionForm,
    RulingForm,
)
from projects.models import ExcludedPeriod, Project
from projects.views.answering import Act, Page, answer, visible_project
from projects.views.editing import pages
from projects.views.period_section import PERIOD_STANDING
from vn.dates import day_text

_CLAIMED = ExcludedPeriod.Standing.CLAIMED
_DECIDE, _CORRECT = _("Record the decision"), _("Correct the decision")
_END, _REVIEW = _("Record its last day"), _("Look at it again")


@pages
@requires(Permission.EDIT_PROJECT)
def period_add(request: HttpRequest, code: str) -> HttpResponse:
    """Take days out of the clocks, by a document, or record that somebody asks for it."""
    project = visible_project(request, code)
    act = Act(
        form=ExclusionForm,
        save=lambda form, hand: excluding.exclude(
            **hand, project_id=project.pk, facts=form.facts()
        ),
        said=_("Time not counted is recorded."),
        button=_("Save time not counted"),
    )
    lede = _("Days the law does not count, by the document that says so. Deadlines move with them.")
    return answer(request, Page(_("Record time not counted"), [act], project, lede))


@pages
@requires(Permission.EDIT_PROJECT)
def period_edit(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """Record or correct the last day that does not count."""
    project = visible_project(request, code)
    row = _row(project, pk)
    act = Act(
        form=ExclusionEndForm,
        save=lambda form, hand: excluding.close_exclusion(
            **hand, seen=form.seen, end_date=form.end_date_read
        ),
        said=_("The last day not counted is recorded."),
        button=_("Save last day"),
        row=row,
    )
    return answer(request, _page(request.path, _("End of time not counted"), act, row))


@pages
@requires(Permission.EDIT_PROJECT)
def period_review(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """Say that an open period was looked at, and when it should end."""
    project = visible_project(request, code)
    row = _row(project, pk)
    act = Act(
        form=ReviewForm,
        save=lambda form, hand: excluding.review_exclusion(
            **hand, seen=form.seen, review=form.facts()
        ),
        said=_("The quarterly look is recorded."),
        button=_("Save the look"),
        row=row,
    )
    lede = _("A clock that stands still is looked at every quarter: is it still needed, how long?")
    return answer(request, _page(request.path, _("Look at time not counted"), act, row, lede))


@pages
@requires(Permission.EDIT_PROJECT)
def period_decide(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """Record what was decided of days that were asked for, or correct a decision."""
    project = visible_project(request, code)
    row = _row(project, pk)
    act = Act(
        form=RulingForm if row.standing == _CLAIMED else RulingCorrectionForm,
        save=lambda form, hand: excluding.decide_exclusion(
            **hand, seen=form.seen, ruling=form.facts()
        ),
        said=_("Decision recorded: %(fields)s."),
        button=_("Save decision"),
        row=row,
    )
    lede = _("Granted days are taken out of the clocks; refused ones count as before.")
    return answer(request, _page(request.path, _("Decision on time not counted"), act, row, lede))


def _row(project: Project, pk: int) -> ExcludedPeriod:
    rows = project.excluded_periods.select_related("tranche", "schedule_item")
    found: ExcludedPeriod = get_object_or_404(rows, pk=pk)
    found.project = project
    return found


def _page(
    here: str, heading: Promise, act: Act, row: ExcludedPeriod, lede: str | Promise = ""
) -> Page:
    project = row.project
    links = [link for link in _links(project, row) if link[1] != here]
    return Page(heading, [act], project, lede, more={"facts": _facts(row), "links": links})


def _links(project: Project, row: ExcludedPeriod) -> list[tuple[Promise, str]]:
    """The acts on this period."""
    names = [("period_decide", _CORRECT)]
    if row.standing == _CLAIMED:
        names = [("period_decide", _DECIDE)]
    if row.standing == ExcludedPeriod.Standing.DECIDED:
        names = [("period_edit", _END), *names]
        names += [("period_review", _REVIEW)] if row.end_date is None else []
    return [(w, reverse(f"projects:{name}", args=[project.code, row.pk])) for name, w in names]


def _facts(row: ExcludedPeriod) -> list[tuple[str, str]]:
    concerns = row.tranche or row.schedule_item
    facts = [
        (gettext("First day not counted"), day_text(row.start_date)),
        (gettext("Reason"), row.get_reason_display()),
        (gettext("Document number"), row.document_number),
        (gettext("Concerns"), str(concerns or row.get_scope_display())),
        (gettext("Standing"), str(PERIOD_STANDING[row.standing])),
    ]
    days = (
        (gettext("Claimed on"), row.claimed_date),
        (gettext("Expected end"), row.expected_end_date),
        (gettext("Looked at on"), row.reviewed_date),
    )
    return facts + [(words, day_text(day)) for words, day in days if day]
