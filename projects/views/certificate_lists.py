"""Outside lists of certificates: take one, hold it against the registry, decide on its lines."""

from __future__ import annotations

from functools import partial

from django.contrib import messages
from django.db.models import Count
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST, require_safe

from accounts.access import requires, signed_in
from accounts.permissions import Permission
from projects import providing
from projects.actions import certificate_lists as acts
from projects.forms.certificates import LineForm, ListForm
from projects.lists import certificates as certificate_lists
from projects.models import CertificateEntry, CertificateList
from projects.views import certificate_page
from projects.views.answering import Act, Page, answer
from projects.views.editing import pages

_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@require_safe
@requires(Permission.EDIT_PROJECT)
def lists(request: HttpRequest) -> HttpResponse:
    """The lists that were taken, the newest first."""
    rows = CertificateList.objects.annotate(count=Count("entries"))
    return render(request, "projects/certificate_lists.html", {"lists": rows})


@pages
@requires(Permission.EDIT_PROJECT)
def list_add(request: HttpRequest) -> HttpResponse:
    """Take a list as a workbook."""
    act = Act(
        form=ListForm,
        save=lambda form, hand: acts.add_list(
            **hand,
            facts=acts.ListFacts(
                name=form.cleaned_data["name"],
                source=form.cleaned_data["source"],
                as_of_date=form.cleaned_data["as_of_date"],
                file_name=str(form.cleaned_data["file"].name),
            ),
            lines=form.cleaned_data["lines"],
        ),
        said=_("The list is kept and held against the registry."),
        button=_("Compare with the registry"),
        goes_to=lambda row: reverse("projects:certificate_list", args=[row.pk]),
    )
    back = reverse("projects:certificate_lists")
    lede = _("One certificate a line: number, day, project, investor, capital as far as known.")
    heading = _("Compare a list of certificates")
    return answer(request, Page(heading, [act], None, lede, back_url=back, clocks=False))


@require_safe
@requires(Permission.EDIT_PROJECT)
def list_page(request: HttpRequest, pk: int) -> HttpResponse:
    """One list held against the registry as it is now."""
    found = certificate_lists.compared(get_object_or_404(CertificateList, pk=pk))
    context = certificate_page.context(found, request.GET.get("xem", ""))
    return render(request, "projects/certificate_list.html", context)


@require_safe
@requires(Permission.EDIT_PROJECT)
def list_workbook(request: HttpRequest, pk: int) -> HttpResponse:
    """What is missing and what differs, as a workbook."""
    found = certificate_lists.compared(get_object_or_404(CertificateList, pk=pk))
    content = certificate_page.workbook(found, timezone.localdate())
    response = HttpResponse(content, content_type=_XLSX)
    response["Content-Disposition"] = f'attachment; filename="doi-chieu-gcn-{pk}.xlsx"'
    return response


@pages
@requires(Permission.EDIT_PROJECT)
def line_decide(request: HttpRequest, pk: int, line_id: int) -> HttpResponse:
    """Say which project a line is about, or that it is none of the province's."""
    rows = CertificateEntry.objects.select_related("of_list", "project")
    entry = get_object_or_404(rows, pk=line_id, of_list_id=pk)
    back = reverse("projects:certificate_list", args=[pk])
    act = Act(
        form=partial(LineForm, visible=providing.registry(signed_in(request))),
        save=lambda form, hand: acts.say_of_line(
            **hand,
            entry_id=entry.pk,
            project=form.cleaned_data["code"],
            note=form.cleaned_data["note"],
        ),
        said=_("The line is decided."),
        button=_("Save line"),
        goes_to=lambda _row: f"{back}#dong-{entry.pk}",
        proposed={"code": entry.project.code if entry.project else "", "note": entry.note},
    )
    said = (entry.number, entry.issued_text, entry.project_name, entry.investor_name)
    lede = " · ".join(filter(None, (*said, entry.capital_text)))
    heading = gettext("Line %(n)s: which project") % {"n": entry.line}
    return answer(request, Page(heading, [act], None, lede, back_url=back, clocks=False))


@require_POST
@requires(Permission.EDIT_PROJECT)
def list_remove(request: HttpRequest, pk: int) -> HttpResponse:
    """Take away a list that was read wrongly."""
    row = get_object_or_404(CertificateList, pk=pk)
    acts.remove_list(by=signed_in(request), list_id=row.pk)
    messages.success(request, gettext("The list is removed."))
    return redirect("projects:certificate_lists")
