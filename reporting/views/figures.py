"""Published figures beside computed ones: the list, one figure, entering, a table, withdrawing."""

from __future__ import annotations

from functools import partial
from typing import Any

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from accounts.access import requires, signed_in
from accounts.permissions import Permission
from desk.addresses import CURSOR, Address
from projects.actions import figures as acts
from projects.forms.figures import FigureForm, FigureTableForm, WithdrawForm
from projects.models import PublishedFigure
from projects.published import wording as figure_wording
from projects.published.tables import COLUMNS
from projects.views.answering import Act, Page, answer
from projects.views.editing import pages
from reporting import published_page
from reporting.published import Compared, compared
from vn.numbers import group
from vn.text import fold

WHOLE = "la_phan"
"""In the address: the figure a new one is a part of."""


@require_safe
@requires(Permission.VIEW_REPORTS)
def figures(request: HttpRequest) -> HttpResponse:
    """What was published beside what can be computed; parts stand under their wholes."""
    words, chosen = request.GET.get("q", "")[:200], request.GET.get("ket_luan", "")
    wholes = [r for r in compared(on=timezone.localdate()) if r.figure.part_of_id is None]
    found = [row for row in wholes if _speaks_of(row, fold(words).split())]
    listed = published_page.chosen(found, chosen)
    page = Paginator(listed, published_page.PAGE_SIZE).get_page(request.GET.get(CURSOR))
    address = Address(request)
    context = {
        "rows": [published_page.row(line) for line in page],
        "tabs": [
            tab | {"url": address.but(ket_luan=tab["key"])}
            for tab in published_page.tabs(found, chosen)
        ],
        "all_url": address.but(ket_luan=""),
        "all_count": len(found),
        "chosen": chosen,
        "words": words,
        "pager": _pages(address, page, len(listed)),
        "today": timezone.localdate(),
        "may_keep": signed_in(request).can(Permission.KEEP_FIGURES),
    }
    return render(request, "reporting/figures.html", context)


def _speaks_of(row: Compared, words: list[str]) -> bool:
    figure = row.figure
    label = str(figure_wording.INDICATORS[figure.indicator])
    said = fold(" ".join((label, figure.scope_text, figure.text, figure.source, figure.note)))
    return all(word in said for word in words)


def _pages(address: Address, page: Any, total: int) -> dict[str, str]:
    said = {"shown": group(len(page)), "total": group(total)}
    newer = str(page.previous_page_number()) if page.has_previous() else ""
    older = str(page.next_page_number()) if page.has_next() else ""
    return {
        "summary": gettext("%(shown)s of %(total)s figures") % said,
        "newer_url": address.but(**{CURSOR: newer}) if newer else "",
        "older_url": address.but(**{CURSOR: older}) if older else "",
    }


@require_safe
@requires(Permission.VIEW_REPORTS)
def figure(request: HttpRequest, figure_id: int) -> HttpResponse:
    """One figure: as printed, as read, its parts, other sources, the registry."""
    row = get_object_or_404(PublishedFigure.objects.select_related("part_of"), pk=figure_id)
    lines = {each.figure.pk: each for each in compared(on=timezone.localdate())}
    line = lines.get(row.pk)
    context: dict[str, Any] = {"figure": row, "crumbs": _crumbs(), "line": None}
    if line is not None:
        context |= {
            "line": published_page.row(line),
            "facts": published_page.facts(line),
            "cuts": published_page.cuts(line),
            "twins": published_page.twins(line),
        }
    context["label"] = figure_wording.INDICATORS[row.indicator]
    context["may_keep"] = signed_in(request).can(Permission.KEEP_FIGURES)
    return render(request, "reporting/figure.html", context)


@pages
@requires(Permission.KEEP_FIGURES)
def figure_add(request: HttpRequest) -> HttpResponse:
    """Record a figure, or a part of one."""
    whole = _whole(request.GET.get(WHOLE, ""))
    act = Act(
        form=partial(FigureForm, whole=whole),
        save=lambda form, hand: acts.add_figure(**hand, facts=form.facts()),
        said=_("Figure recorded as printed."),
        button=_("Save the figure"),
        goes_to=lambda row: reverse("reporting:figure", args=[row.part_of_id or row.pk]),
    )
    facts = [(gettext("A part of"), whole.text), (gettext("Source"), whole.source)] if whole else []
    lede = _("As printed, with its source. It is never corrected and never added to computed sums.")
    return answer(request, _page(_("Add a published figure"), act, lede, facts=facts))


def _whole(text: str) -> PublishedFigure | None:
    if not text:
        return None
    if not text.isdecimal() or len(text) > 18:
        raise Http404
    return get_object_or_404(PublishedFigure, pk=int(text), withdrawn_at__isnull=True)


@pages
@requires(Permission.KEEP_FIGURES)
def figure_table(request: HttpRequest) -> HttpResponse:
    """Record the figures of a workbook, all or none."""
    act = Act(
        form=FigureTableForm,
        save=lambda form, hand: acts.add_figures(**hand, lines=form.lines),
        said=_("The figures of the table are recorded."),
        button=_("Read and record"),
        goes_to=lambda _row: reverse("reporting:figures"),
    )
    lede = _("One figure a line. If one cell cannot be read, nothing is recorded.")
    heads = ", ".join(COLUMNS.values())
    facts = [(gettext("Headings of the first row"), heads)]
    return answer(request, _page(_("Bring a table of figures"), act, lede, facts=facts))


@pages
@requires(Permission.KEEP_FIGURES)
def figure_withdraw(request: HttpRequest, figure_id: int) -> HttpResponse:
    """Take a figure out of every comparison."""
    row = get_object_or_404(PublishedFigure, pk=figure_id)
    if row.withdrawn_at is not None:
        return redirect("reporting:figure", row.pk)
    act = Act(
        form=WithdrawForm,
        save=lambda form, hand: acts.withdraw_figure(
            by=signed_in(request),
            on=hand["on"],
            at=hand["at"],
            seen=form.seen,
            reason=form.cleaned_data["reason"],
        ),
        said=_("Figure withdrawn."),
        button=_("Withdraw the figure"),
        row=row,
        goes_to=lambda row: reverse("reporting:figure", args=[row.pk]),
    )
    facts = [(gettext("Figure as printed"), row.text), (gettext("Source"), row.source)]
    return answer(request, _page(_("Withdraw a published figure"), act, facts=facts))


def _page(heading: str | Promise, act: Act, lede: str | Promise = "", *, facts: list[Any]) -> Page:
    return Page(
        heading,
        [act],
        None,
        lede,
        back_url=reverse("reporting:figures"),
        clocks=False,
        more={"crumbs": _crumbs(), "facts": facts},
    )


def _crumbs() -> list[tuple[str, str]]:
    return [(gettext("Published figures"), reverse("reporting:figures"))]
