"""Workbooks of capital: sending one, checking it row by row, writing it; forms to fill in."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from accounts.access import requires, signed_in
from accounts.models import Agency, User
from accounts.permissions import Permission
from disbursement import entry_months as months
from disbursement import workbook_blanks as blanks
from disbursement import workbook_page as page
from disbursement.actions import capital_sheets as acts
from disbursement.forms.workbooks import (
    PaymentsSheetForm,
    PlanSheetForm,
    SheetForm,
    facts_of,
    read_answers,
)
from disbursement.models import CapitalSheet
from disbursement.views.figures_sheet import XLSX
from disbursement.workbook_columns import Wanted
from disbursement.workbook_matching import Match, digest, source_names
from disbursement.workbook_opening import MOST_ROWS, Opened, open_sent
from disbursement.workbook_wording import words
from projects.actions.acts import Outcome, Seen, version_of
from projects.actions.refusals import Refusal
from projects.importing.wording import failure_words
from projects.querysets.public import own_agencies
from projects.views.editing import pages
from sheets.errors import UnreadableWorkbook

KINDS = {"thanh-toan": page.PAYMENTS, "ke-hoach": page.PLAN}
_PAGE, _LATEST = 100, 20


@pages
@requires(Permission.VIEW_DISBURSEMENT)
def workbooks(request: HttpRequest) -> HttpResponse:
    """The workbooks so far, and the box for another one."""
    user = signed_in(request)
    offered = _offered(user)
    kind = KINDS.get(request.GET.get("loai", ""))
    kind = kind if kind in offered else next(iter(offered), None)
    form = None if kind is None else _form(request, kind)
    if request.method == "POST":
        if form is None:
            raise PermissionDenied
        sheet = _taken(form, kind, user) if form.is_valid() else None
        if sheet is not None:
            return redirect("disbursement:workbook", sheet.pk)
    context = {
        "form": form,
        "kind": kind,
        "tabs": [
            (slug, each.label, each == kind) for slug, each in KINDS.items() if each in offered
        ],
        "sheets": page.visible(user)[:_LATEST],
        "today": timezone.localdate(),
    }
    status = 422 if form is not None and form.errors else 200
    return render(request, "disbursement/workbooks.html", context, status=status)


def _offered(user: User) -> list[CapitalSheet.Kind]:
    """The kinds a person may send."""
    may = {
        page.PAYMENTS: user.can(Permission.ENTER_PAYMENTS),
        page.PLAN: user.can(Permission.KEEP_PLANS),
    }
    return [kind for kind, allowed in may.items() if allowed]


def _form(request: HttpRequest, kind: CapitalSheet.Kind) -> SheetForm:
    data, files, on = request.POST or None, request.FILES or None, timezone.localdate()
    if kind == page.PLAN:
        return PlanSheetForm(data, files, year=on.year)
    own = Agency.objects.filter(pk__in=own_agencies(signed_in(request))).order_by("sort_key")
    owners = [(pk, name) for pk, name in own.values_list("pk", "name")]
    asked = {"owner": request.GET.get("chu-dau-tu"), "month": request.GET.get("thang")}
    initial = {name: value for name, value in asked.items() if value}
    initial.setdefault("month", f"{months.month_to_enter(on):%Y-%m}")
    offered = months.months_offered(on)
    return PaymentsSheetForm(data, files, owners=owners, months=offered, initial=initial)


def _taken(form: SheetForm, kind: CapitalSheet.Kind | None, user: User) -> CapitalSheet | None:
    """The workbook as read and kept; None with the reason at the form."""
    on = timezone.localdate()
    try:
        opened = open_sent(form.cleaned_data["file"], Wanted(str(kind), source_names()), on=on)
    except UnreadableWorkbook as refusal:
        form.refuse("file", failure_words(f"{refusal.code}:{refusal.detail}"))
        return None
    if not opened.rows:
        form.refuse(
            "file", gettext("No row was found. The heading names the project and an amount.")
        )
        return None
    if len(opened.rows) > MOST_ROWS:
        form.refuse("file", gettext("The workbook has too many rows; divide it."))
        return None
    return acts.take_in(sent=_sent(form, str(kind), opened), by=user)


def _sent(form: SheetForm, kind: str, opened: Opened) -> acts.SentSheet:
    said = form.cleaned_data
    told = [words(message) for message in opened.read.messages if message.code != "sum_incomplete"]
    target: dict[str, Any] = {"told": told, "sums": len(opened.read.sums)}
    more: dict[str, Any] = {}
    if isinstance(form, PlanSheetForm):
        target |= form.target()
    else:
        more = {
            "owner": get_object_or_404(Agency, pk=said["owner"]),
            "month": date.fromisoformat(f"{said['month']}-01"),
        }
    return acts.SentSheet(
        kind=kind,
        file_name=str(said["file"].name),
        file_hash=opened.sha256,
        rows=opened.rows,
        target=target,
        **more,
    )


@pages
@requires(Permission.VIEW_DISBURSEMENT)
def workbook(request: HttpRequest, pk: int) -> HttpResponse:
    """One workbook row by row; a post answers rows, writes all or drops it."""
    user = signed_in(request)
    sheet = get_object_or_404(page.visible(user).defer(None), pk=pk)
    if request.method != "POST":
        return _draw(request, sheet)
    if not page.may_handle(user, sheet):
        raise PermissionDenied
    act = {"tra-loi": _answer, "ghi": _write, "bo": _drop}.get(request.POST.get("act", ""))
    if act is None:
        raise Http404
    version = request.POST.get("version", "")
    seen = Seen(sheet.pk, int(version) if version.isdecimal() else 0)
    try:
        if sheet.state != CapitalSheet.State.READ:
            raise acts.SheetSettled
        return act(request, sheet, seen)
    except Refusal as refusal:
        messages.error(request, str(refusal))
        fresh = get_object_or_404(page.visible(user).defer(None), pk=pk)
        return _draw(request, fresh, status=refusal.status)


def _draw(
    request: HttpRequest,
    sheet: CapitalSheet,
    *,
    status: int = 200,
    errors: dict[str, str] | None = None,
) -> HttpResponse:
    user, asked = signed_in(request), request.GET.get("sua", "")
    is_open = sheet.state == CapitalSheet.State.READ
    may = is_open and page.may_handle(user, sheet)
    rows = page.matched(sheet, user, timezone.localdate()) if is_open else []
    views = _views(rows)
    view = request.GET.get("xem", "")
    view = view if view in views else ("cho" if views["cho"] else "tat-ca")
    found = Paginator(views[view], _PAGE).get_page(request.GET.get("trang"))
    typed = request.POST if errors else {}
    context = {
        "sheet": sheet,
        "page": found,
        "rows": [
            page.shown(
                row,
                may=may,
                asked=asked == str(row.index),
                typed=typed,
                errors=errors or {},
            )
            for row in found
        ],
        "errors": errors or {},
        "counts": {name.replace("-", "_"): len(each) for name, each in views.items()},
        "view": view,
        "may": may,
        "open": is_open,
        "version": version_of(sheet),
        "crumbs": [(gettext("Capital from Excel"), reverse("disbursement:workbooks"))],
        "digest": digest(rows),
        "sources": [s for s in source_names().rows if s.is_leaf] if may else [],
        "written_before": _written_before(sheet) if is_open else None,
    }
    return render(request, "disbursement/workbook.html", context, status=status)


def _views(rows: list[Match]) -> dict[str, list[Match]]:
    """The rows by what is to be done with them."""
    return {
        "cho": [row for row in rows if row.waits],
        "doi": [row for row in rows if row.changes],
        "bo": [row for row in rows if row.is_out],
        "tat-ca": rows,
    }


def _written_before(sheet: CapitalSheet) -> CapitalSheet | None:
    """The same file, written before."""
    same = CapitalSheet.objects.filter(file_hash=sheet.file_hash, kind=sheet.kind)
    return same.filter(state=CapitalSheet.State.WRITTEN).defer("rows").first()


def _answer(request: HttpRequest, sheet: CapitalSheet, seen: Seen) -> HttpResponse:
    rows = page.matched(sheet, signed_in(request), timezone.localdate())
    answers, errors = read_answers(request.POST, rows)
    if errors:
        return _draw(request, sheet, status=422, errors=errors)
    acts.answer(seen=seen, answers=answers)
    messages.success(request, gettext("Answers kept."))
    return redirect("disbursement:workbook", sheet.pk)


def _write(request: HttpRequest, sheet: CapitalSheet, seen: Seen) -> HttpResponse:
    user, on, at = signed_in(request), timezone.localdate(), timezone.now()
    rows = page.matched(sheet, user, on)
    if any(row.waits for row in rows):
        messages.error(request, gettext("Rows still wait for an answer. Nothing was written."))
        return _draw(request, sheet, status=422)
    if digest(rows) != request.POST.get("digest"):
        words_ = gettext("Figures changed since you looked at them. Look again, then confirm.")
        messages.error(request, words_)
        return _draw(request, sheet, status=409)
    done: Outcome[CapitalSheet]
    if sheet.kind == page.PLAN:
        done = acts.write_plan(
            seen=seen,
            facts=facts_of(sheet.target),
            rows=page.plan_rows(sheet, rows),
            by=user,
            on=on,
            at=at,
        )
    else:
        done = acts.write_payments(seen=seen, rows=page.paid_rows(rows), by=user, at=at)
    messages.success(request, gettext("The workbook was written, all of it."))
    return redirect("disbursement:workbook", done.row.pk)


def _drop(request: HttpRequest, sheet: CapitalSheet, seen: Seen) -> HttpResponse:
    acts.drop(seen=seen, by=signed_in(request))
    messages.success(request, gettext("The workbook was dropped. Nothing of it was written."))
    return redirect("disbursement:workbooks")


@require_safe
@requires(Permission.VIEW_DISBURSEMENT)
def workbook_blank(request: HttpRequest) -> HttpResponse:
    """A form to fill in: with `?chu-dau-tu=` the payments of its month, else the plan of a year."""
    user, on = signed_in(request), timezone.localdate()
    owner_key, year = request.GET.get("chu-dau-tu", ""), request.GET.get("nam", "")
    if owner_key.isdecimal() and len(owner_key) < 10:
        if not months.may_see(user, int(owner_key)):
            raise Http404
        owner = get_object_or_404(Agency, pk=int(owner_key))
        month = months.read_month(request.GET.get("thang", ""), on) or months.month_to_enter(on)
        content = blanks.payments_form(owner, month, months.lines_for(user, month, on, owner))
        name = f"giai-ngan-{month:%Y-%m}.xlsx"
    else:
        asked = int(year) if year.isdecimal() and len(year) == 4 else on.year
        content, name = blanks.plan_form(user, asked), f"ke-hoach-von-{asked}.xlsx"
    response = HttpResponse(content, content_type=XLSX)
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
