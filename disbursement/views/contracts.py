"""Contracts of a public project: on its page, and the forms that record them."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.access import requires
from accounts.permissions import Permission
from disbursement.actions import contracts
from disbursement.forms.contracts import ContractForm
from disbursement.models import Contract
from projects.extensions import Panel
from projects.querysets.public import sees_money
from projects.views.answering import Act, Page, answer
from projects.views.editing import pages
from projects.views.public_access import kept_by, may_keep
from projects.views.sight import Sight
from vn.dates import day_text
from vn.money import trieu_text


@pages
@requires(Permission.VIEW_DISBURSEMENT)
def contract_add(request: HttpRequest, code: str) -> HttpResponse:
    """Record a contract; the project's owner may."""
    project = kept_by(request, code).project
    act = Act(
        form=ContractForm,
        save=lambda form, hand: contracts.add(**hand, project_id=project.pk, facts=form.facts()),
        said=_("Contract recorded."),
        button=_("Save contract"),
    )
    lede = _("What is promised to contractors bounds the capital that can be moved away.")
    return answer(request, Page(_("Record a contract"), [act], project, lede))


@pages
@requires(Permission.VIEW_DISBURSEMENT)
def contract_edit(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """Correct a contract on record, or its value after an annex."""
    project = kept_by(request, code).project
    row = get_object_or_404(Contract, project=project, pk=pk)
    act = Act(
        form=ContractForm,
        save=lambda form, hand: contracts.correct(**hand, seen=form.seen, facts=form.facts()),
        said=_("Contract corrected: %(fields)s."),
        button=_("Save contract"),
        row=row,
    )
    return answer(request, Page(_("Correct a contract"), [act], project))


def section(sight: Sight) -> dict[str, Any]:
    """The contracts of the project, for who may see its money; one query."""
    project, public = sight.record.project, sight.record.public
    if not sees_money(sight.user, public.owner_id):
        return {"contracts": [], "contracts_add": ""}
    kept = may_keep(sight.user, public)
    rows = list(Contract.objects.filter(project=project))
    total = sum(row.value_vnd for row in rows)
    return {
        "contracts": [_row(row) for row in rows],
        "contracts_total": trieu_text(total),
        "contracts_add": reverse("disbursement:contract_add", args=[project.code]) if kept else "",
    }


def _row(row: Contract) -> dict[str, Any]:
    days = {
        name: day_text(day) if (day := getattr(row, f"{name}_date")) else ""
        for name in ("signed", "ends", "guarantee_until", "recover_by")
    }
    return days | {
        "pk": row.pk,
        "number": row.number,
        "contractor": row.contractor,
        "value": trieu_text(row.value_vnd),
    }


PANEL = Panel(
    key="contracts",
    title=_("Contracts"),
    section=section,
    template="disbursement/_project_contracts.html",
    anchor="hop-dong",
    needs=Permission.VIEW_DISBURSEMENT,
    rows=("contracts", "contracts_add"),
)
