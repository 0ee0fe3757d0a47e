"""One question a screen: shown, kept in the draft, and at the end sent."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from datetime import datetime, time
from functools import partial
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_POST

from accounts.access import requires, signed_in
from accounts.permissions import Permission
from desk.tasks import enqueue
from projects.actions import filing_sheets
from projects.actions.acts import Outcome
from projects.actions.refusals import Refusal
from projects.documents.storing import Stored, taken_in
from projects.forms.filing_sheets import PhotographForm, ScreenForm, SendForm
from projects.members import may_file
from projects.models import FilingSheet, Project
from projects.querysets.filing_sheets import in_use, last_accepted, one_owed
from projects.rules.filing_steps import (
    PHOTOGRAPHS,
    SCREENS,
    SENDING,
    Screen,
    beside,
    number_of,
    screen_of,
    split_remarks,
)
from projects.views import own_report_page
from projects.views.answering import Act, Hand, Page, answer, visible_project
from projects.wording import cycle_text


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.FILE_REPORT)
def screen(request: HttpRequest, code: str, report: str, cycle: str, screen: str) -> HttpResponse:
    """A question of the draft; saving leads to the next one, or back here with what differs."""
    found = screen_of(screen)
    if found is None:
        raise Http404
    project, sheet = draft_of(request, code, report, cycle)
    if sheet is None:
        return redirect("projects:own_report", code=code, report=report, cycle=cycle)
    acts = {PHOTOGRAPHS: _photograph_act, SENDING: _send_act}.get(found.key, _answer_act)
    act = acts(project, sheet, found)
    response = answer(request, _page(project, sheet, found, act))
    if response.status_code == 302 and found.key not in (PHOTOGRAPHS, SENDING):
        # Every screen would say that it was saved; the head of the next one does.
        list(messages.get_messages(request))
    return response


@require_POST
@requires(Permission.FILE_REPORT)
def drop_photograph(
    request: HttpRequest, code: str, report: str, cycle: str, photograph: int
) -> HttpResponse:
    """Take a photograph out of the draft."""
    _project, sheet = draft_of(request, code, report, cycle)
    if sheet is None:
        raise Http404
    kept = get_object_or_404(filing_sheets.photographs(sheet), pk=photograph)
    with suppress(Refusal):
        filing_sheets.drop_photograph(
            by=signed_in(request), at=timezone.now(), sheet=sheet, document_id=kept.pk
        )
        messages.success(request, gettext("The photograph is taken out."))
    return redirect("projects:own_report_screen", code, report, cycle, PHOTOGRAPHS)


def draft_of(
    request: HttpRequest, code: str, report: str, cycle: str
) -> tuple[Project, FilingSheet | None]:
    """The project and the draft of one period, None without one.

    404 for a project of somebody else, 403 for who only reads.
    """
    project = visible_project(request, code)
    if not may_file(signed_in(request), project.investor_id):
        raise PermissionDenied
    rows = project.filing_sheets.filter(filing=None, kind=report, cycle=cycle)
    sheet = rows.select_related("corrects__filing", "written_by").first()
    if sheet is not None:
        sheet.project = project
    return project, sheet


def _address(sheet: FilingSheet, key: str) -> str:
    return reverse(
        "projects:own_report_screen", args=[sheet.project.code, sheet.kind, sheet.cycle, key]
    )


def _answer_act(project: Project, sheet: FilingSheet, at: Screen) -> Act:
    standing = [each for each in filing_sheets.open_questions(sheet) if each.screen == at.key]

    def save(form: ScreenForm, hand: Hand) -> Outcome[FilingSheet]:
        return filing_sheets.answer(by=_by(hand), at=hand["at"], seen=form.seen, said=form.said())

    def goes_to(row: FilingSheet) -> str:
        row.project = project
        shown = {each.key for each in standing}
        new = [each for each in filing_sheets.open_questions(row) if each.screen == at.key]
        if any(each.key not in shown and not row.explained.get(each.key) for each in new):
            return _address(sheet, at.key) + "#khac"
        return _address(sheet, beside(at.key, 1))

    proposed, source = _proposed(project, sheet, at)
    return Act(
        partial(ScreenForm, screen=at, asked=standing),
        save,
        _("Saved."),
        _("Save and go on"),
        row=sheet,
        goes_to=goes_to,
        proposed=proposed,
        proposed_from=source,
    )


def _proposed(project: Project, sheet: FilingSheet, at: Screen) -> tuple[dict[str, Any], str]:
    """What the boxes of a screen nobody answered yet begin with, and where it is from."""
    if at.key in sheet.answered or at.key not in _BEGIN_FILLED:
        return {}, ""
    last = last_accepted(project, sheet)
    if last is None:
        used = in_use(project) if at.key == "dat" else None
        return ({"land_used_m2": used}, gettext("from the registry")) if used else ({}, "")
    values = {name: getattr(last, name) for name in at.fields if getattr(last, name) is not None}
    if at.key == "von-luy-ke" and last.implemented_vnd is not None:
        values = {
            "implemented_vnd": last.implemented_vnd
            + (sheet.equity_vnd or 0)
            + (sheet.loans_vnd or 0)
        }
    words = gettext("from the report of %(cycle)s") % {"cycle": cycle_text(last.cycle)}
    if at.key == "von-luy-ke":
        words = gettext("%(cycle)s and this period together") % {"cycle": cycle_text(last.cycle)}
    return {name: value for name, value in values.items() if value != ""}, words


_BEGIN_FILLED = ("hien-trang", "von-luy-ke", "lao-dong", "dat")
"""What goes on from period to period; sums of a period begin empty."""


def _photograph_act(project: Project, sheet: FilingSheet, at: Screen) -> Act:
    def save(form: PhotographForm, hand: Hand) -> Outcome[Any]:
        with taken_in(form.upload, at=hand["at"]) as file:
            read = form.cleaned_data
            return put(sheet, with_typed(file, read["taken"], read["place"]), hand, file)

    return Act(
        PhotographForm,
        save,
        _("Photograph added."),
        _("Add photograph"),
        goes_to=lambda row: _address(sheet, PHOTOGRAPHS),
    )


def put(sheet: FilingSheet, file: Stored, hand: Hand, told: Stored) -> Outcome[Any]:
    """Put a stored photograph with the draft and have it looked after; `told` is without typing."""
    filed = filing_sheets.add_photograph(
        by=_by(hand), on=hand["on"], at=hand["at"], sheet=sheet, file=file, typed=file != told
    )
    if filed.job is not None:
        enqueue(filed.job.pk)
    return filed.outcome


def with_typed(file: Stored, taken: Any, place: Any) -> Stored:
    """The file with the day and place a person typed, where it tells none itself."""
    if taken is not None and file.taken_at is None:
        noon = datetime.combine(taken, time(12))
        file = replace(file, taken_at=timezone.make_aware(noon))
    if place is not None and file.latitude is None:
        file = replace(file, latitude=place[0], longitude=place[1])
    return file


def _send_act(project: Project, sheet: FilingSheet, at: Screen) -> Act:
    def save(form: SendForm, hand: Hand) -> Outcome[Any]:
        return filing_sheets.send(by=_by(hand), on=hand["on"], at=hand["at"], seen=form.seen)

    where = reverse("projects:own_report", args=[project.code, sheet.kind, sheet.cycle])
    return Act(
        SendForm,
        save,
        _("The report is sent. It counts on today's day once it is accepted."),
        _("Send the report"),
        row=sheet,
        goes_to=lambda row: where,
    )


def _by(hand: Hand) -> Any:
    if hand["by"] is None:
        raise TypeError("nobody reports")
    return hand["by"]


def _page(project: Project, sheet: FilingSheet, at: Screen, act: Act) -> Page:
    before = sheet.corrects.filing if sheet.corrects and sheet.corrects.filing else None
    whole, remarks = split_remarks(before.remarks) if before else ("", {})
    due = one_owed(project, sheet.kind, sheet.cycle)
    more = {
        "sheet": sheet,
        "screen": at.key,
        "number": number_of(at.key),
        "all": len(SCREENS),
        "percent": 100 * number_of(at.key) // len(SCREENS),
        "report": own_report_page.row(project, due, timezone.localdate(), files=True)
        if due
        else {},
        "hint": own_report_page.hint(at.key),
        "beside": own_report_page.beside(sheet, at),
        "previous": _address(sheet, beside(at.key, -1)) if beside(at.key, -1) else "",
        "following": _address(sheet, beside(at.key, 1)) if beside(at.key, 1) else "",
        "returned": before,
        "whole": whole,
        "remark": remarks.get(at.key, ""),
        "crumbs": own_report_page.crumbs(project, inside=True),
        **_MORE.get(at.key, _nothing)(sheet),
    }
    return Page(
        own_report_page.question(sheet, at.key),
        [act],
        project,
        template=_TEMPLATES.get(at.key, "projects/own_report_screen.html"),
        more=more,
        back_url=reverse("projects:own_reports", args=[project.code]),
        clocks=False,
    )


_TEMPLATES = {
    PHOTOGRAPHS: "projects/own_report_photographs.html",
    SENDING: "projects/own_report_send.html",
}


def _nothing(sheet: FilingSheet) -> dict[str, Any]:
    return {}


def _to_check(sheet: FilingSheet) -> dict[str, Any]:
    rows = own_report_page.answers(sheet, compared=False)
    for each in rows:
        each["url"] = _address(sheet, each["key"])
    return {"answers": rows, "photographs": own_report_page.pictures(sheet)}


def _pictures(sheet: FilingSheet) -> dict[str, Any]:
    args = [sheet.project.code, sheet.kind, sheet.cycle]
    return {
        "photographs": own_report_page.pictures(sheet),
        "most": filing_sheets.MOST_PHOTOGRAPHS,
        "upload_url": reverse("projects:own_report_uploads", args=args),
        "base": reverse("projects:own_report", args=args),
    }


_MORE: dict[str, Callable[[FilingSheet], dict[str, Any]]] = {
    PHOTOGRAPHS: _pictures,
    SENDING: _to_check,
}
