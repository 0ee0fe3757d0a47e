"""One decision on handling for many projects: choose, see, decide."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts.access import requires, signed_in
from accounts.permissions import Permission
from projects import board, providing
from projects.actions.acts import Outcome
from projects.actions.handling_many import MOST_AT_ONCE, ListChanged, decide_many
from projects.forms.handling import ManyForm, carried
from projects.lists.question import ListQuestion
from projects.models import Project, ReviewEntry, ReviewRound
from projects.views.answering import Act, Hand, Page, answer
from projects.views.editing import pages

TICKED, ROUND, OUTCOME = "du_an", "dot", "ket_qua"
ALL = "tat_ca"
"""Stands in an address that carries the conditions of the registry list: all that it finds."""
_NUMBER = 18
"""Digits of the longest number an address may name a row by."""


@pages
@requires(Permission.CLASSIFY_PROJECT)
def handling_many(request: HttpRequest) -> HttpResponse:
    """The ticked projects, or all of one outcome of a round, under one document."""
    came_from = _round(request)
    chosen = _chosen(request, came_from)
    in_force = board.current_of([project.pk for project in chosen])
    listed = " ".join(carried(project.pk, in_force.get(project.pk)) for project in chosen)
    act = Act(
        form=partial(ManyForm, chosen=listed, came_from=came_from),
        save=lambda form, hand: _decide(request, form, hand),
        said=_("Decision on handling recorded for every project of the list."),
        button=_("Decide on all of them"),
        review=_("See what it does"),
        goes_to=lambda _row: reverse("projects:handling"),
    )
    more = {
        "chosen": [(project, in_force.get(project.pk)) for project in chosen],
        "came_from": came_from,
        "too_many": len(chosen) > MOST_AT_ONCE,
        "most": MOST_AT_ONCE,
    }
    lede = _("One class, one document, one next step for all of them; all are saved, or none.")
    page = Page(
        heading=_("Decide on the handling of many projects"),
        acts=[act] if chosen else [],
        project=None,
        lede=lede,
        template="projects/handling_many.html",
        more=more | {"crumbs": _crumbs()},
        back_url=reverse("projects:handling"),
        clocks=False,
    )
    return answer(request, page)


def _decide(request: HttpRequest, form: Any, hand: Hand) -> Outcome[Project]:
    """Only what the person may know of can be decided, whatever the post says."""
    wanted = form.cleaned_data["chosen"]
    ids = [each.project_id for each in wanted]
    visible = providing.visible(signed_in(request)).filter(pk__in=ids)
    if visible.count() != len(set(ids)):
        raise ListChanged(projects="—")
    moved = decide_many(**hand, chosen=wanted, facts=form.facts())
    first = visible.first()
    if first is None:
        raise Http404
    return Outcome(row=first, changed=("handling_class",), moved=moved)


def _round(request: HttpRequest) -> ReviewRound | None:
    asked = request.GET.get(ROUND, "")
    if not asked:
        return None
    if not _is_number(asked):
        raise Http404
    return get_object_or_404(ReviewRound, pk=asked)


def _chosen(request: HttpRequest, came_from: ReviewRound | None) -> list[Project]:
    """The projects the address names, among those the person may see, by name."""
    found = providing.visible(signed_in(request)).select_related("investor")
    if ALL in request.GET:
        question = ListQuestion(signed_in(request), request.GET, on=timezone.localdate())
        return list(found.filter(pk__in=question.found.values("pk"))[: MOST_AT_ONCE + 1])
    ticked = numbers(request.GET.getlist(TICKED))
    if came_from is not None and not ticked:
        entries = ReviewEntry.objects.filter(round=came_from)
        outcome = request.GET.get(OUTCOME, "")
        wanted = entries.filter(outcome=outcome).values("project_id")
        return list(found.filter(pk__in=wanted)[: MOST_AT_ONCE + 1])
    return list(found.filter(pk__in=ticked)[: MOST_AT_ONCE + 1])


def numbers(texts: Sequence[str]) -> list[int]:
    """Keys of rows as an address names them; what is none is left out."""
    return [int(text) for text in texts if _is_number(text)]


def _is_number(text: str) -> bool:
    return text.isascii() and text.isdigit() and len(text) <= _NUMBER


def _crumbs() -> list[tuple[str, str]]:
    return [(gettext("Handling"), reverse("projects:handling"))]
