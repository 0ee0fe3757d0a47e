"""The documents an act of the project rests on."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.access import requires
from accounts.permissions import Permission
from projects.actions import bases
from projects.forms.bases import BasesForm
from projects.views.answering import Act, Page, answer, visible_project
from projects.views.editing import pages


@pages
@requires(Permission.EDIT_PROJECT)
def instrument_bases(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """List the documents a decision or certificate rests on."""
    project = visible_project(request, code)
    row = get_object_or_404(project.instruments, pk=pk)
    act = Act(
        form=BasesForm,
        save=lambda form, hand: bases.keep(**hand, seen=form.seen, lines=form.facts()),
        said=_("Documents it rests on recorded."),
        button=_("Save the list"),
        row=row,
    )
    back = reverse("projects:detail", args=[code])
    lede = _("Of any issuer, as the decision lists them; empty the boxes of a line to take it out.")
    page = Page(
        _("Documents it rests on"),
        [act],
        project,
        lede,
        back_url=f"{back}#vb-{row.pk}",
        clocks=False,
        more={"facts": [(str(row.get_kind_display()), str(row))]},
    )
    return answer(request, page)
