"""The competitiveness index: our province beside chosen ones, and what sources say of each year."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from accounts.access import requires, signed_in
from accounts.permissions import Permission
from charts import Frame, Series, line_chart
from projects.actions import pci as acts
from projects.forms.pci import PciForm
from projects.models import PciResult
from projects.published import pci as pci_lists
from projects.views.answering import Act, Page, answer
from projects.views.editing import pages
from vn.numbers import decimal_text

RANKS = "hang"
_WIDTHS = {"wide": 720, "narrow": 350}


@require_safe
@requires(Permission.VIEW_REPORTS)
def pci(request: HttpRequest) -> HttpResponse:
    """The series as a chart, and as a table with every source."""
    choices = pci_lists.provinces(settings.PROVINCE_NAME, request.GET.getlist("tinh"))
    names = [choice.name for choice in choices if choice.chosen]
    rows = pci_lists.results(names)
    ranks = request.GET.get("do") == RANKS
    context = {
        "choices": choices,
        "ours": settings.PROVINCE_NAME,
        "most": pci_lists.MOST_BESIDE,
        "ranks": ranks,
        "charts": _charts(rows, names, ranks=ranks),
        "rows": _rows(rows),
        "may_keep": signed_in(request).can(Permission.KEEP_FIGURES),
    }
    return render(request, "projects/pci.html", context)


def _rows(rows: list[PciResult]) -> list[dict[str, Any]]:
    contradicting = pci_lists.contradicting(rows)
    return [
        {
            "row": row,
            "score": "—" if row.score is None else decimal_text(row.score, 2),
            "derived": row.basis == PciResult.Basis.DERIVED,
            "doubtful": pci_lists.doubtful(row),
            "contradicted": row.pk in contradicting,
            "is_link": row.source.startswith(("http://", "https://")),
        }
        for row in rows
    ]


def _charts(rows: list[PciResult], names: list[str], *, ranks: bool) -> dict[str, SafeString]:
    column = "rank" if ranks else "score"
    series = [Series(name, pci_lists.points(rows, name, column)) for name in names]
    if not any(each.points for each in series):
        return {}
    title = gettext("PCI rank by year") if ranks else gettext("PCI score by year")
    desc = gettext("The table below holds every value.")
    return {
        # Drawn by our own charts room, which escapes every text it is given.
        key: mark_safe(  # noqa: S308
            line_chart(Frame(f"pci-{key}", title, desc, width=width), series, down=ranks)
        )
        for key, width in _WIDTHS.items()
    }


@pages
@requires(Permission.KEEP_FIGURES)
def pci_add(request: HttpRequest) -> HttpResponse:
    """Record what a source says of a province and year."""
    act = Act(
        form=PciForm,
        save=lambda form, hand: acts.add_result(**hand, facts=form.facts()),
        said=_("PCI recorded."),
        button=_("Save the PCI"),
        proposed={"province": settings.PROVINCE_NAME},
    )
    lede = _("Several sources of one year stand beside each other.")
    return answer(request, _page(_("Add a PCI"), act, lede))


@pages
@requires(Permission.KEEP_FIGURES)
def pci_edit(request: HttpRequest, pci_id: int) -> HttpResponse:
    """Correct what was typed."""
    row = get_object_or_404(PciResult, pk=pci_id)
    act = Act(
        form=PciForm,
        save=lambda form, hand: acts.change_result(**hand, seen=form.seen, facts=form.facts()),
        said=_("PCI corrected."),
        button=_("Save the PCI"),
        row=row,
    )
    return answer(request, _page(_("Correct a PCI"), act))


def _page(heading: Any, act: Act, lede: Any = "") -> Page:
    crumbs = [(gettext("PCI"), reverse("projects:pci"))]
    back = reverse("projects:pci")
    return Page(heading, [act], None, lede, back_url=back, clocks=False, more={"crumbs": crumbs})
