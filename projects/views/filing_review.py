"""The agency looks at what investors reported: the queue, and one report to accept or return."""

from __future__ import annotations

from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from accounts.access import requires, signed_in
from accounts.permissions import Permission
from deadlines import wording
from deadlines.models import Obligation
from projects.actions import filing_review
from projects.actions.acts import Outcome
from projects.filing_wording import name_of
from projects.forms.filing_sheets import AcceptForm, ReturnForm
from projects.models import Filing, Project
from projects.querysets.filing_sheets import brought, end_of
from projects.views import own_report_page
from projects.views.amounts import capital
from projects.views.answering import Act, Hand, Page, answer, visible_project
from projects.views.editing import pages
from vn.areas import ha_text
from vn.dates import day_text
from vn.money import ty_text

_A_PAGE = 50


@require_safe
@requires(Permission.EDIT_PROJECT)
def filings(request: HttpRequest) -> HttpResponse:
    """Reports that wait for an answer, those due first on top."""
    seen = Project.objects.visible_to(signed_in(request)).values("pk")
    rows = Filing.objects.filter(project__in=seen, accepted_date=None, returned_date=None)
    rows = rows.select_related("project__investor", "project__officer", "project__agency", "sheet")
    ordered = rows.order_by("submitted_date", "pk")
    page = Paginator(ordered, _A_PAGE).get_page(request.GET.get("trang"))
    duties = {
        row.subject_id: row
        for row in Obligation.objects.filter(
            kind="RV", subject_kind="filing", subject_id__in=[one.pk for one in page]
        )
    }
    on = timezone.localdate()
    found = [_row(one, duties.get(one.pk), on) for one in page]
    return render(request, "projects/filings.html", {"rows": found, "page": page})


@pages
@requires(Permission.EDIT_PROJECT)
def review(request: HttpRequest, filing_id: int) -> HttpResponse:
    """One report beside the registry and the report before it; accepted, or returned."""
    seen = Project.objects.visible_to(signed_in(request)).values("pk")
    rows = Filing.objects.filter(project__in=seen).exclude(sheet=None)
    row = get_object_or_404(rows.select_related("project", "sheet__corrects__filing"), pk=filing_id)
    project = visible_project(request, row.project.code)
    waits = row.accepted_date is None and row.returned_date is None
    # An answer that came meanwhile is told to who answers, with what was typed.
    acts = [_accept(row), _give_back(row)] if waits or request.method == "POST" else []
    page = Page(
        name_of(row.kind, row.cycle),
        acts,
        project,
        template="projects/filing_review.html",
        more=_context(row, project),
        back_url=reverse("projects:filings"),
        clocks=False,
    )
    return answer(request, page)


def _accept(filing: Filing) -> Act:
    def save(form: AcceptForm, hand: Hand) -> Outcome[Filing]:
        by = hand["by"]
        if by is None:
            raise TypeError("nobody accepts")
        return filing_review.accept(by=by, on=hand["on"], at=hand["at"], seen=form.seen)

    return Act(
        AcceptForm,
        save,
        _("The report is accepted."),
        _("Accept the report"),
        row=filing,
        key="chap-nhan",
        title=_("Accept"),
    )


def _give_back(filing: Filing) -> Act:
    def save(form: ReturnForm, hand: Hand) -> Outcome[Filing]:
        by = hand["by"]
        if by is None:
            raise TypeError("nobody returns")
        return filing_review.give_back(
            by=by, on=hand["on"], at=hand["at"], seen=form.seen, remarks=form.remarks()
        )

    return Act(
        ReturnForm,
        save,
        _("The report is returned with your remarks."),
        _("Return the report"),
        row=filing,
        key="tra-lai",
        title=_("Return with remarks"),
    )


def _context(filing: Filing, project: Project) -> dict[str, Any]:
    sheet = filing.sheet
    sheet.project = project
    sheet.filing = filing
    writes = filing_review.capital_of(sheet) if not filing.accepted_date else None
    on_record = brought(project, end_of(sheet.cycle))
    used = sum((row.handed_area_m2 or 0) for row in project.tranches.exclude(handover_date=None))
    return {
        "filing": filing,
        "sheet": sheet,
        "waiting": filing.accepted_date is None and filing.returned_date is None,
        "answers": own_report_page.answers(sheet),
        "photographs": own_report_page.pictures(sheet),
        "remarks": own_report_page.remarks_of(filing.remarks),
        "earlier": sheet.corrects.filing if sheet.corrects else None,
        "writes": ty_text(writes.amount_vnd, 3, trim=True) if writes else "",
        "writes_day": day_text(writes.date) if writes else "",
        "registry": [
            (gettext("Registered capital"), capital(project)),
            (gettext("Capital brought in, on record"), _ty(on_record)),
            (gettext("Land handed over"), f"{ha_text(used, 4, trim=True)} ha"),
            (gettext("State of the works"), str(project.get_physical_state_display())),
            (gettext("Operation"), str(project.get_operating_state_display())),
        ],
        "crumbs": [(gettext("Reports of investors"), reverse("projects:filings"))],
    }


def _row(one: Filing, duty: Obligation | None, on: Any) -> dict[str, Any]:
    is_late = duty is not None and duty.due_date is not None and duty.due_date < on
    sheet = getattr(one, "sheet", None)
    address = reverse("projects:filing_decide", args=[one.project.code, one.pk])
    return {
        "name": name_of(one.kind, one.cycle),
        "url": reverse("projects:filing_review", args=[one.pk]) if sheet else address,
        "project": one.project,
        "sent": day_text(one.submitted_date),
        "due": day_text(duty.due_date) if duty and duty.due_date else "",
        "words": wording.standing(vars(duty), on) if duty else "",
        "mark": "warn" if is_late else "info",
        "on_paper": sheet is None,
    }


def _ty(vnd: int) -> str:
    return gettext("%(amount)s billion VND") % {"amount": ty_text(vnd, 3, trim=True)}
