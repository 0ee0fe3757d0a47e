"""The register of firms that are not checked on site."""

from __future__ import annotations

from collections.abc import Sequence

from django.db.models import F
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from accounts.access import requires, signed_in
from accounts.permissions import Permission
from inspections.actions import good_compliance as acts
from inspections.forms.good_compliance import ComplianceForm
from inspections.models import GoodCompliance
from projects.views.answering import Act, Page, answer
from projects.views.editing import pages


@require_safe
@requires(Permission.KEEP_CASES)
def register(request: HttpRequest) -> HttpResponse:
    """Firms known to keep the law, those it holds for today first."""
    on = timezone.localdate()
    rows = GoodCompliance.objects.select_related("investor")
    rows = rows.order_by(F("valid_to").desc(nulls_first=True), "-valid_from", "pk")
    context = {
        "rows": [
            {
                "row": row,
                "holds": row.valid_from <= on and (row.valid_to is None or row.valid_to >= on),
                "url": reverse("inspections:good_compliance_edit", args=[row.pk]),
            }
            for row in rows
        ],
        "keeps": signed_in(request).can(Permission.PLAN_INSPECTIONS),
        "crumbs": _crumbs()[:1],
    }
    return render(request, "inspections/good_compliance.html", context)


@pages
@requires(Permission.PLAN_INSPECTIONS)
def add(request: HttpRequest) -> HttpResponse:
    """Put a firm on the register."""
    act = Act(
        form=ComplianceForm,
        save=lambda form, hand: acts.register(
            **hand, investor_id=form.cleaned_data["investor"].pk, facts=form.facts()
        ),
        said=_("Firm put on the register."),
        button=_("Put it on the register"),
    )
    return answer(request, _page(_("Put a firm on the register"), act))


@pages
@requires(Permission.PLAN_INSPECTIONS)
def edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Correct an entry, or end it."""
    row = get_object_or_404(GoodCompliance.objects.select_related("investor"), pk=pk)
    act = Act(
        form=ComplianceForm,
        save=lambda form, hand: acts.correct(**hand, seen=form.seen, facts=form.facts()),
        said=_("Entry corrected: %(fields)s."),
        button=_("Save the entry"),
        row=row,
    )
    facts = [(_("Investor"), str(row.investor))]
    return answer(request, _page(_("Correct an entry of the register"), act, facts))


def _crumbs() -> list[tuple[str, str]]:
    return [
        (gettext("Inspection plans"), reverse("inspections:plans")),
        (gettext("Good compliance"), reverse("inspections:good_compliance")),
    ]


def _page(heading: Promise, act: Act, facts: Sequence[tuple[Promise | str, str]] = ()) -> Page:
    back = reverse("inspections:good_compliance")
    lede = _("While it holds, the firm is not checked on site (Decree 217/2025, art. 4.6).")
    told = {"crumbs": _crumbs(), "facts": facts}
    template = "projects/edit.html"
    return Page(heading, [act], None, lede, template, told, back_url=back, clocks=False)
