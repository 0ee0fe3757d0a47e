"""The treasury's figures beside ours: the differences of a month, recording and explaining them."""

from __future__ import annotations

import io
from collections.abc import Sequence
from datetime import date
from functools import partial
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from accounts.access import requires, signed_in
from accounts.models import User
from accounts.permissions import Permission
from desk.addresses import Address
from disbursement.actions import treasury as acts
from disbursement.entry_months import may_enter, months_offered, read_month
from disbursement.forms.treasury import ExplainForm, TreasuryForm
from disbursement.models import Bucket, TreasuryFigure
from disbursement.querysets.months import current_month
from disbursement.querysets.treasury import Compared, compared, open_by_owner
from disbursement.views.figures import readable
from disbursement.views.figures_sheet import XLSX
from projects.actions.exporting import Taken, note_taken
from projects.views.answering import Act, Page, answer
from projects.views.editing import pages
from sheets.writer import CellData, Column, ColumnKind, SheetData, write
from vn.money import trieu_text

_ALL = "tat-ca"


@require_safe
@requires(Permission.VIEW_DISBURSEMENT)
def treasury(request: HttpRequest) -> HttpResponse:
    """The lines of a month in which the two sides differ, or with `?dong=tat-ca` all lines."""
    user, month = signed_in(request), _asked_month(request)
    rows = compared(month, owners=readable(user))
    everything = request.GET.get("dong") == _ALL
    shown = [row for row in rows if everything or row.differs]
    if request.GET.get("xuat") == "xlsx":
        return _workbook(request, month, shown)
    address = Address(request)
    context = {
        "month": month,
        "offered": months_offered(timezone.localdate()),
        "rows": [_row(row, user, month) for row in shown],
        "compared": len(rows),
        "differing": sum(row.differs for row in rows),
        "waiting": sum(row.is_open for row in rows),
        "owners": open_by_owner(rows),
        "everything": everything,
        "all_url": address.but(dong=_ALL),
        "differing_url": address.but(dong=""),
        "export_url": address.but(xuat="xlsx"),
        "may_confirm": user.can(Permission.CONFIRM_PAYMENTS),
        "crumbs": _crumbs(),
    }
    return render(request, "disbursement/treasury.html", context)


def _row(row: Compared, user: User, month: date) -> dict[str, Any]:
    """A line as it is drawn; whoever keeps the comparison, or owns the project, may explain."""
    url = ""
    if row.figure_id is not None and row.differs and _may_explain(user, row.owner_id):
        key = [month.year, month.month, row.line_id]
        url = reverse("disbursement:treasury_explain", args=key)
    return {
        "line": row,
        "bucket": "" if row.bucket == Bucket.YEAR else Bucket(row.bucket).label,
        "ours": trieu_text(row.ours_vnd),
        "theirs": trieu_text(row.theirs_vnd) if row.theirs_vnd is not None else "—",
        "difference": _signed(row.difference_vnd),
        "our_advance": trieu_text(row.our_advance_vnd),
        "their_advance": (
            trieu_text(row.their_advance_vnd) if row.their_advance_vnd is not None else "—"
        ),
        "explain": url,
        "url": reverse("projects:detail", args=[row.code]),
    }


def _signed(vnd: int | None) -> str:
    if vnd is None:
        return "—"
    sign = "+" if vnd > 0 else "−" if vnd < 0 else ""
    return sign + trieu_text(abs(vnd))


def _may_explain(user: User, owner_id: int) -> bool:
    return user.can(Permission.CONFIRM_PAYMENTS) or may_enter(user, owner_id)


@pages
@requires(Permission.CONFIRM_PAYMENTS)
def treasury_enter(request: HttpRequest) -> HttpResponse:
    """Record a confirmation of the treasury, typed or pasted."""
    user, month = signed_in(request), _asked_month(request)
    act = Act(
        form=partial(TreasuryForm, month=month),
        save=lambda form, hand: acts.confirm(
            by=user,
            on=hand["on"],
            document=form.document(),
            rows=form.cleaned_data["read"],
        ),
        said=_("Figures of the treasury recorded."),
        button=_("Record the figures"),
    )
    heading = gettext("Figures of the treasury to the end of %(month)s") % {"month": _words(month)}
    lede = _("A line recorded before takes the new figure; the history keeps the old one.")
    back = f"{reverse('disbursement:treasury')}?thang={month:%Y-%m}"
    crumbs = [*_crumbs(), (gettext("Treasury and ours"), back)]
    page = Page(heading, [act], None, lede, back_url=back, clocks=False, more={"crumbs": crumbs})
    return answer(request, page)


@pages
@requires(Permission.VIEW_DISBURSEMENT)
def treasury_explain(request: HttpRequest, year: int, month_number: int, line: int) -> HttpResponse:
    """Say why the two figures of a line differ; the department or the owner may."""
    if not (1 <= month_number <= 12 and 2000 <= year <= 2100):
        raise Http404
    month, user = date(year, month_number, 1), signed_in(request)
    figure = get_object_or_404(TreasuryFigure, line_id=line, month=month)
    row = next(iter(compared(month, owners=readable(user), line=line)), None)
    if row is None:
        raise Http404
    if not _may_explain(user, row.owner_id):
        raise PermissionDenied
    act = Act(
        form=ExplainForm,
        save=lambda form, hand: acts.explain(
            by=user,
            at=hand["at"],
            seen=form.seen,
            explanation=form.cleaned_data["explanation"],
        ),
        said=_("Explanation recorded."),
        button=_("Record the explanation"),
        row=figure,
    )
    drawn = _row(row, user, month)
    unit = gettext("%(amount)s million VND")
    facts = [
        (gettext("Source of capital"), " · ".join(filter(None, [row.source, drawn["bucket"]]))),
        (gettext("Ours"), unit % {"amount": drawn["ours"]}),
        (gettext("Treasury"), unit % {"amount": drawn["theirs"]}),
        (gettext("Ours less theirs"), unit % {"amount": drawn["difference"]}),
        (gettext("Advances not recovered, ours"), unit % {"amount": drawn["our_advance"]}),
        (gettext("Advances not recovered, treasury"), unit % {"amount": drawn["their_advance"]}),
    ]
    back = f"{reverse('disbursement:treasury')}?thang={month:%Y-%m}"
    crumbs = [*_crumbs(), (gettext("Treasury and ours"), back)]
    heading = gettext("Explain the difference of %(month)s: %(name)s")
    page = Page(
        heading % {"month": _words(month), "name": row.name},
        [act],
        None,
        back_url=back,
        clocks=False,
        more={"crumbs": crumbs, "facts": facts},
    )
    return answer(request, page)


def _workbook(request: HttpRequest, month: date, rows: Sequence[Compared]) -> HttpResponse:
    name = gettext("Treasury and ours, month %(month)s") % {"month": _words(month)}
    if request.method == "GET":
        query = request.GET.copy()
        query.pop("xuat", None)
        taken = Taken(name=name, query=query.urlencode(), form="xlsx", rows=len(rows))
        note_taken(by=signed_in(request), taken=taken)
    out = io.BytesIO()
    data = SheetData(name, _columns(), [_values(row) for row in rows], (name.upper(),))
    write(out, [data])
    response = HttpResponse(out.getvalue(), content_type=XLSX)
    file = f"doi-chieu-kho-bac-{month:%Y-%m}.xlsx"
    response["Content-Disposition"] = f'attachment; filename="{file}"'
    return response


def _columns() -> tuple[Column, ...]:
    money = ColumnKind.MONEY_TRIEU
    return (
        Column(gettext("Owner"), ColumnKind.TEXT, 30),
        Column(gettext("Project code"), ColumnKind.TEXT, 12),
        Column(gettext("Project"), ColumnKind.TEXT, 44),
        Column(gettext("Source of capital"), ColumnKind.TEXT, 24),
        Column(gettext("Kind of capital"), ColumnKind.TEXT, 20),
        Column(gettext("Ours (million VND)"), money, 16),
        Column(gettext("Treasury (million VND)"), money, 16),
        Column(gettext("Ours less theirs (million VND)"), money, 16),
        Column(gettext("Advances, ours (million VND)"), money, 16),
        Column(gettext("Advances, treasury (million VND)"), money, 16),
        Column(gettext("Explanation"), ColumnKind.TEXT, 50),
    )


def _values(row: Compared) -> tuple[CellData, ...]:
    return (
        *(row.owner, row.budget_code or row.code, row.name, row.source),
        *(str(Bucket(row.bucket).label), row.ours_vnd, row.theirs_vnd, row.difference_vnd),
        *(row.our_advance_vnd, row.their_advance_vnd),
        row.explanation if row.is_explained else "",
    )


def _asked_month(request: HttpRequest) -> date:
    today = timezone.localdate()
    month = read_month(request.GET.get("thang", ""), today)
    return month or current_month(today)


def _words(month: date) -> str:
    return f"{month.month}/{month.year}"


def _crumbs() -> list[tuple[str, str]]:
    return [
        (gettext("Plan and disbursement"), reverse("disbursement:overview")),
        (gettext("Closing of months"), reverse("disbursement:months")),
    ]
