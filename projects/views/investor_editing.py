"""Acts on an investor: correct, rename, other names, group, sanctions, evidence of equity."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts.access import requires, signed_in
from accounts.permissions import Permission
from projects.actions import (
    equity_evidence,
    investor_groups,
    investor_names,
    investors,
    sanctions,
)
from projects.forms.investors import (
    EvidenceForm,
    GroupForm,
    NameForm,
    NoBoxes,
    RenameForm,
    SanctionForm,
)
from projects.forms.projects import InvestorForm
from projects.models import EquityEvidence, Investor, InvestorName, Sanction
from projects.views.answering import Act, Page, answer
from projects.views.editing import pages


def visible_investor(request: HttpRequest, pk: int) -> Investor:
    """The investor of an address, or the one it was merged into; else 404."""
    rows = Investor.objects.visible_to(signed_in(request)).select_related("parent")
    found: Investor = get_object_or_404(rows, pk=pk)
    return found.kept


def crumbs(investor: Investor | None = None) -> list[tuple[str, str]]:
    """The way to an investor."""
    found = [(gettext("Investors"), reverse("projects:investors"))]
    if investor is not None:
        found.append((investor.name, reverse("projects:investor", args=[investor.pk])))
    return found


def page(
    heading: Promise, acts: Sequence[Act], investor: Investor, lede: str | Promise = "", **more: Any
) -> Page:
    """An edit page about an investor, which goes back to the investor."""
    return Page(
        heading,
        acts,
        None,
        lede,
        template=more.pop("template", "projects/edit.html"),
        more={"crumbs": crumbs(investor)} | more,
        back_url=reverse("projects:investor", args=[investor.pk]),
        clocks=False,
    )


@pages
@requires(Permission.EDIT_PROJECT)
def correct(request: HttpRequest, pk: int) -> HttpResponse:
    """Correct what is on record of an investor."""
    investor = visible_investor(request, pk)
    act = Act(
        form=InvestorForm,
        save=lambda form, hand: investors.correct(**hand, seen=form.seen, facts=form.facts()),
        said=_("Investor corrected: %(fields)s."),
        button=_("Save investor"),
        row=investor,
    )
    lede = _("For mistakes of typing. An investor that changed its name is renamed instead.")
    links = [(_("Rename the investor"), reverse("projects:investor_rename", args=[investor.pk]))]
    return answer(request, page(_("Correct the investor"), [act], investor, lede, links=links))


@pages
@requires(Permission.EDIT_PROJECT)
def rename(request: HttpRequest, pk: int) -> HttpResponse:
    """Give an investor its new name and keep the old one."""
    investor = visible_investor(request, pk)
    act = Act(
        form=RenameForm,
        save=lambda form, hand: investor_names.rename(**hand, seen=form.seen, facts=form.facts()),
        said=_("Investor renamed. The old name stays on record."),
        button=_("Save the new name"),
        row=investor,
    )
    lede = _("The enterprise has a new name by a document. Mistakes of typing are corrected.")
    facts = [(gettext("Name today"), investor.name)]
    return answer(request, page(_("Rename the investor"), [act], investor, lede, facts=facts))


@pages
@requires(Permission.EDIT_PROJECT)
def name_add(request: HttpRequest, pk: int) -> HttpResponse:
    """Record another name by which an investor is found."""
    investor = visible_investor(request, pk)
    act = Act(
        form=NameForm,
        save=lambda form, hand: investor_names.add_name(
            **hand, investor_id=investor.pk, facts=form.facts()
        ),
        said=_("Other name recorded."),
        button=_("Save the name"),
    )
    lede = _("Search and import find the investor by this name too.")
    return answer(request, page(_("Add another name"), [act], investor, lede))


@pages
@requires(Permission.EDIT_PROJECT)
def name_edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Correct another name, or take out one that never was one."""
    row = get_object_or_404(InvestorName, pk=pk)
    investor = visible_investor(request, row.investor_id)
    change = Act(
        form=NameForm,
        save=lambda form, hand: investor_names.change_name(
            **hand, seen=form.seen, facts=form.facts()
        ),
        said=_("Other name corrected: %(fields)s."),
        button=_("Save the name"),
        row=row,
    )
    remove = Act(
        form=NoBoxes,
        save=lambda form, hand: investor_names.remove_name(**hand, seen=form.seen),
        said=_("Other name taken out."),
        button=_("Take out this name"),
        row=row,
        key="bo",
        title=_("Recorded by mistake"),
    )
    return answer(request, page(_("Correct another name"), [change, remove], investor))


@pages
@requires(Permission.EDIT_PROJECT)
def group(request: HttpRequest, pk: int) -> HttpResponse:
    """Say which company an investor belongs to."""
    investor = visible_investor(request, pk)
    act = Act(
        form=GroupForm,
        save=lambda form, hand: investor_groups.set_group(
            **hand, seen=form.seen, parent_id=form.facts()
        ),
        said=_("Group recorded."),
        button=_("Save the group"),
        row=investor,
    )
    lede = _("Each company of a group stays an investor of its own, with its own duties.")
    return answer(request, page(_("Group of companies"), [act], investor, lede))


@pages
@requires(Permission.EDIT_PROJECT)
def sanction_add(request: HttpRequest, pk: int) -> HttpResponse:
    """Record a decision that punishes an investor."""
    investor = visible_investor(request, pk)
    act = Act(
        form=partial(SanctionForm, investor=investor),
        save=lambda form, hand: sanctions.add_sanction(
            **hand, investor_id=investor.pk, facts=form.facts()
        ),
        said=_("Sanction recorded."),
        button=_("Save the sanction"),
    )
    lede = _("A decision that was issued, not a suspicion: those are the flags of its projects.")
    return answer(request, page(_("Record a sanction"), [act], investor, lede))


@pages
@requires(Permission.EDIT_PROJECT)
def sanction_edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Record that a sanction was carried out, or correct it."""
    row = get_object_or_404(Sanction.objects.select_related("investor", "project"), pk=pk)
    investor = visible_investor(request, row.investor_id)
    act = Act(
        form=partial(SanctionForm, investor=investor),
        save=lambda form, hand: sanctions.change_sanction(
            **hand, seen=form.seen, facts=form.facts()
        ),
        said=_("Sanction saved: %(fields)s."),
        button=_("Save the sanction"),
        row=row,
    )
    return answer(request, page(_("Update a sanction"), [act], investor))


@pages
@requires(Permission.EDIT_PROJECT)
def equity_add(request: HttpRequest, pk: int) -> HttpResponse:
    """Record a document that shows an investor's equity."""
    investor = visible_investor(request, pk)
    act = Act(
        form=EvidenceForm,
        save=lambda form, hand: equity_evidence.add_evidence(
            **hand, investor_id=investor.pk, facts=form.facts()
        ),
        said=_("Evidence of equity recorded."),
        button=_("Save the evidence"),
    )
    return answer(request, page(_("Record evidence of equity"), [act], investor))


@pages
@requires(Permission.EDIT_PROJECT)
def equity_edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Correct a document that shows an investor's equity."""
    row = get_object_or_404(EquityEvidence, pk=pk)
    investor = visible_investor(request, row.investor_id)
    act = Act(
        form=EvidenceForm,
        save=lambda form, hand: equity_evidence.change_evidence(
            **hand, seen=form.seen, facts=form.facts()
        ),
        said=_("Evidence of equity saved: %(fields)s."),
        button=_("Save the evidence"),
        row=row,
    )
    return answer(request, page(_("Correct evidence of equity"), [act], investor))
