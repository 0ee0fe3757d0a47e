"""Many accounts at once: a workbook in, activation slips out."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.db import IntegrityError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from accounts import background, roster
from accounts.access import requires, signed_in
from accounts.actions import batches
from accounts.forms.roster import RosterForm
from accounts.models import InvitationBatch, User
from accounts.permissions import Permission
from accounts.refusals import Refusal
from accounts.roster import Line
from accounts.views.people import pages
from accounts.workbooks import SentList, carried_on

_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@pages
@requires(Permission.MANAGE_SYSTEM)
def invite_list(request: HttpRequest) -> HttpResponse:
    """Take a workbook and show what it would do; nothing is written yet."""
    form = RosterForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        return _preview(request, form.cleaned_data["list"])
    earlier = InvitationBatch.objects.select_related("created_by").defer("slips")[:20]
    context = {"form": form, "batches": earlier, "crumbs": _crumbs()}
    status = 422 if form.errors else 200
    return render(request, "accounts/invite_list.html", context, status=status)


@require_safe
@requires(Permission.MANAGE_SYSTEM)
def list_template(request: HttpRequest) -> HttpResponse:
    """The workbook to fill in, with a row for each commune without an account."""
    response = HttpResponse(roster.template(on=timezone.localdate()), content_type=_XLSX)
    response["Content-Disposition"] = 'attachment; filename="danh-sach-nguoi-dung.xlsx"'
    return response


@require_POST
@requires(Permission.MANAGE_SYSTEM)
def open_list(request: HttpRequest) -> HttpResponse:
    """Open all accounts of the list shown, or none; the worker then renders the slips."""
    kept = carried_on(request.POST.get("rows", ""), Line)
    if kept is None:
        messages.error(request, gettext("The list is no longer there. Send the workbook again."))
        return redirect("accounts:invite_list")
    lines, accounts = roster.checked(kept.rows, on=timezone.localdate())
    if any(line.errors for line in lines):
        return _preview(request, kept)
    try:
        opened = batches.open_accounts(
            by=signed_in(request), at=timezone.now(), accounts=accounts, source=kept.source
        )
    except IntegrityError:
        # Somebody took one of the names between the check and the write: say which.
        return _preview(request, kept)
    background.worker().send(opened.job)
    messages.success(request, gettext("Accounts opened: %(count)s.") % {"count": len(accounts)})
    return redirect("accounts:batch", opened.batch.pk)


def _preview(request: HttpRequest, kept: SentList[Line]) -> HttpResponse:
    """Each row with what is wrong with it; only a list without errors can be confirmed."""
    lines, _accounts = roster.checked(kept.rows, on=timezone.localdate())
    wrong = sum(bool(line.errors) for line in lines)
    context: dict[str, Any] = {
        "lines": lines,
        "wrong": wrong,
        "source": kept.source,
        "rows": "" if wrong else kept.carried(),
        "crumbs": [*_crumbs(), (gettext("By a list"), reverse("accounts:invite_list"))],
    }
    status = 422 if wrong else 200
    return render(request, "accounts/invite_list_preview.html", context, status=status)


@require_safe
@requires(Permission.MANAGE_SYSTEM)
def batch(request: HttpRequest, batch_id: int) -> HttpResponse:
    """One batch: how far its slips are, and who has activated."""
    row = get_object_or_404(InvitationBatch.objects.defer("slips"), pk=batch_id)
    invitations = list(row.invitations.select_related("user__agency").order_by("pk"))
    progress = background.worker().progress(batches.RENDER, row.pk)
    downloader = User.objects.filter(pk=row.downloaded_by_id or 0).first()
    context = {
        "batch": row,
        "invitations": invitations,
        "open": sum(not each.used_at and not each.withdrawn_at for each in invitations),
        "progress": progress,
        "waiting": row.rendered_at is None and not progress.failed,
        "downloader": downloader,
        "now": timezone.now(),
        "crumbs": [*_crumbs(), (gettext("By a list"), reverse("accounts:invite_list"))],
    }
    return render(request, "accounts/batch.html", context)


@never_cache
@require_POST
@requires(Permission.MANAGE_SYSTEM)
def download_slips(request: HttpRequest, batch_id: int) -> HttpResponse:
    """Hand out the slips, once: the same answer is never given again."""
    get_object_or_404(InvitationBatch.objects.defer("slips"), pk=batch_id)
    try:
        pdf = batches.hand_out(by=signed_in(request), at=timezone.now(), batch_id=batch_id)
    except Refusal as refusal:
        return _refused(request, refusal, batch_id)
    response = HttpResponse(pdf, content_type="application/pdf")
    response["Content-Disposition"] = f'attachment; filename="phieu-kich-hoat-{batch_id}.pdf"'
    return response


@require_POST
@requires(Permission.MANAGE_SYSTEM)
def renew_slips(request: HttpRequest, batch_id: int) -> HttpResponse:
    """New codes for those of the batch who have not activated; the old ones stop working."""
    get_object_or_404(InvitationBatch.objects.defer("slips"), pk=batch_id)
    try:
        opened = batches.renew(by=signed_in(request), at=timezone.now(), batch_id=batch_id)
    except Refusal as refusal:
        return _refused(request, refusal, batch_id)
    background.worker().send(opened.job)
    messages.success(request, gettext("New codes are made. The old slips no longer work."))
    return redirect("accounts:batch", opened.batch.pk)


def _refused(request: HttpRequest, refusal: Refusal, batch_id: int) -> HttpResponse:
    back = reverse("accounts:batch", args=[batch_id])
    return render(request, "409.html", {"reason": refusal, "back_url": back}, status=409)


def _crumbs() -> list[tuple[str, str]]:
    return [(gettext("People"), reverse("accounts:people"))]
