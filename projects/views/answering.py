"""How every edit page of the registry answers: draw, try, refuse, compare, or save and go on."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Any, TypedDict

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Model
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext

from accounts.access import signed_in
from accounts.models import AuditEvent, User
from desk.drafts import Drafts, Slip, as_post
from projects.actions.acts import Outcome, kind_of
from projects.actions.gates import going_on
from projects.actions.refusals import Refusal, Stale
from projects.effects import Effect, compare, missing, snapshot
from projects.forms.base import HIDDEN, ActForm, Subject
from projects.forms.conflicts import (
    CONFIRM,
    PREVIEW,
    brought_up_to_date,
    carried,
    differences,
    resolved,
    without_box,
)
from projects.forms.looking import looks
from projects.models import Project
from projects.querysets.asked import only_asked
from projects.views import gate_section, in_place
from projects.views.crumbs import crumb_of
from projects.views.standing_in import stands_in
from projects.wording import named


class Hand(TypedDict):
    """Who acts, on which day, at which instant: the keywords of every action."""

    by: User | None
    on: date
    at: datetime


LOOK = "xem-o"
"""Sent with the name of a box by a form that is only to be looked at."""

Save = Callable[[Any, Hand], Outcome[Any]]


@dataclass(frozen=True, slots=True)
class Act:
    """One thing that can be done on a page: its form, its action, what is said afterwards.

    `said` may hold %(fields)s. `row` is the row to correct, None when one is added. With
    `review` (words of its button) the consequences are shown before the act can be done.
    `goes_to` gives the address of the row that was written, where that is not the project page.
    `proposed` fills boxes of a form that was not sent yet, by name; `proposed_from` marks them.
    """

    form: Callable[..., ActForm]
    save: Save
    said: Promise
    button: Promise
    row: Model | None = None
    key: str = ""
    title: str | Promise = ""
    review: str | Promise = ""
    goes_to: Callable[[Any], str] | None = None
    proposed: Mapping[str, Any] = field(default_factory=dict)
    proposed_from: str = ""


@dataclass(frozen=True, slots=True)
class Page:
    """An edit page. `more` holds what its template shows beside the forms.

    `back_url` is where one goes on, the project page if it is empty; `clocks` is false when
    nothing on the page can move a deadline. `of_asked` opens it to an agency that was only asked.
    """

    heading: str | Promise
    acts: Sequence[Act]
    project: Project | None
    lede: str | Promise = ""
    template: str = "projects/edit.html"
    more: dict[str, Any] = field(default_factory=dict)
    back_url: str = ""
    clocks: bool = True
    of_asked: bool = False


@dataclass(frozen=True, slots=True)
class Card:
    """An act with its form, as the template draws it, the slip of its draft, a gate that stopped it."""

    act: Act
    form: ActForm
    slip: Slip | None = None
    gate: dict[str, Any] | None = None


def visible_project(request: HttpRequest, code: str) -> Project:
    """The project of an address; 404 if the person may not know of it or its kind has no such page."""
    seen = Project.objects.visible_to(signed_in(request))
    rows = Project.objects.select_related("investor", "agency", "officer", "sector")
    project: Project = get_object_or_404(rows.filter(pk__in=seen.values("pk")), code=code)
    stands_in(request, project)
    return project


def answer(request: HttpRequest, page: Page) -> HttpResponse:
    """Draw the page, or do the act that was sent; in the place of a section if one asks.

    Raises PermissionDenied for who knows of the project for the sake of an opinion alone.
    """
    if page.project and not page.of_asked and only_asked(signed_in(request), page.project):
        raise PermissionDenied
    return in_place.told_apart(_answer(request, page))


def _answer(request: HttpRequest, page: Page) -> HttpResponse:
    if request.method != "POST":
        return _draw(request, page)
    act = next((act for act in page.acts if act.key == request.POST.get("act", "")), None)
    if act is None:
        raise Http404
    subject, sent = _subject(request, page, act), resolved(request.POST)
    form = act.form(subject, sent, request.FILES, key=act.key)
    reason = request.POST.get(gate_section.REASON, "")
    card = Card(act, form, gate=gate_section.typed(reason))
    return (_look if LOOK in request.POST else _do)(request, page, card, reason)


def _do(request: HttpRequest, page: Page, card: Card, reason: str) -> HttpResponse:
    """Do the act, or say why not; `reason`: why one goes on through a closed gate."""
    act, form = card.act, card.form
    if not form.is_valid():
        return _draw(request, page, posted=card)
    try:
        with going_on(reason):
            if PREVIEW in request.POST or (act.review and CONFIRM not in request.POST):
                effects = _try(request, page, card)
                return _draw(request, page, posted=card, effects=effects)
            outcome = act.save(form, _hand(request))
    except Stale:
        return _compare(request, page, card)
    except Refusal as refusal:
        form.refuse(refusal)
        gate = gate_section.closed(refusal, form) or card.gate
        return _draw(request, page, posted=replace(card, gate=gate))
    return _done(request, page, card, outcome)


def _look(request: HttpRequest, page: Page, card: Card, reason: str) -> HttpResponse:
    """What there is to say of one box while the form is being filled in; nothing is saved."""
    name, form = request.POST[LOOK], card.form
    if name not in form.fields:
        raise Http404

    def attempt() -> None:
        with going_on(reason):
            _try(request, page, card)

    found = looks(form, name, None if form.is_multipart() else attempt)
    return render(request, "projects/_looks.html", {"looks": found})


def _hand(request: HttpRequest) -> Hand:
    return {"by": signed_in(request), "on": timezone.localdate(), "at": timezone.now()}


def _subject(request: HttpRequest, page: Page, act: Act) -> Subject:
    return Subject(page.project, act.row, signed_in(request), timezone.localdate())


def _draw(
    request: HttpRequest,
    page: Page,
    *,
    posted: Card | None = None,
    effects: list[Effect] | None = None,
    stale: AuditEvent | None = None,
) -> HttpResponse:
    """The page with its forms; the one that was sent keeps what was typed.

    `stale` is what somebody saved meanwhile beside the boxes of the form that was sent.
    """
    drafts = Drafts(request, signed_in(request))
    cards = [_card(request, page, act, drafts, posted) for act in page.acts]
    context = _frame(request, page) | {
        "cards": cards,
        "posted": posted,
        "effects": effects,
        "drafts": drafts,
        "stale": stale,
    }
    failed = posted is not None and bool(posted.form.errors)
    status = 409 if stale else posted.form.status if posted and failed else 200
    return render(request, page.template, context, status=status)


def _card(request: HttpRequest, page: Page, act: Act, drafts: Drafts, posted: Card | None) -> Card:
    about = f"{page.project.code} {page.project.name}" if page.project else ""
    title = " · ".join(filter(None, [str(act.title or page.heading), about]))
    at = in_place.place(request)
    if posted and posted.act is act:
        posted.form.stands_at(at)
        return replace(posted, slip=drafts.slip(title, sent=True))
    form = act.form(_subject(request, page, act), key=act.key)
    form.stands_at(at)
    form.propose(act.proposed, act.proposed_from)
    typed = as_post(drafts.used) if drafts.used and request.method != "POST" else None
    if typed is None or typed.get("act", "") != act.key:
        return Card(act, form, drafts.slip(title))
    form.fill(typed)
    return Card(act, form, drafts.slip(title, used=drafts.used))


def _frame(request: HttpRequest, page: Page) -> dict[str, Any]:
    crumbs = [crumb_of(page.project)]
    back = crumbs[0][1]
    if page.project is not None:
        back = reverse("projects:detail", args=[page.project.code])
        crumbs.append((f"{page.project.code} {page.project.name}", back))
    return {
        "page": page,
        "place": in_place.place(request),
        "crumbs": crumbs,
        "back_url": page.back_url or back,
        "missing": missing(page.project.pk if page.project else None) if page.clocks else [],
        **page.more,
    }


def _try(request: HttpRequest, page: Page, card: Card) -> list[Effect]:
    """Do the act, look at the deadlines, undo it."""
    project_id = page.project.pk if page.project else None
    before = snapshot(project_id) if project_id else {}
    with transaction.atomic():
        card.act.save(card.form, _hand(request))
        after = snapshot(project_id) if project_id else {}
        transaction.set_rollback(True)
    return compare(before, after)


def _compare(request: HttpRequest, page: Page, card: Card) -> HttpResponse:
    """Both versions side by side, the typed one kept; nothing is overwritten.

    Where the other person changed none of the boxes, there is nothing to choose: the form comes
    back as it was typed, with what was saved beside it.
    """
    row = card.act.row
    if row is None:
        raise Http404
    if card.form.of_another_row:
        return _elsewhere(request, page, card.form)
    row.refresh_from_db()
    current = card.act.form(_subject(request, page, card.act), key=card.act.key)
    last = _last_act_on(row)
    found, sent = differences(card.form, current), resolved(request.POST)
    if last and found and not any(each.theirs_edited for each in found):
        fresh = brought_up_to_date(sent, current)
        subject = _subject(request, page, card.act)
        form = card.act.form(subject, fresh, request.FILES, key=card.act.key)
        form.is_valid()
        return _draw(request, page, posted=replace(card, form=form), stale=last)
    context = _frame(request, page) | {
        "differences": found,
        "without_box": without_box(card.form),
        "carried": list(carried(sent)),
        "hidden": {name: current.initial[name] for name in HIDDEN},
        "last": last,
        "button": card.act.button,
    }
    return render(request, "projects/edit_conflict.html", context, status=409)


def _last_act_on(row: Model) -> AuditEvent | None:
    """The latest line of the history; acts on a project are also those on its parts."""
    if isinstance(row, Project):
        return AuditEvent.objects.filter(project_id=row.pk).first()
    return AuditEvent.objects.filter(subject_kind=kind_of(row), subject_id=row.pk).first()


def _elsewhere(request: HttpRequest, page: Page, form: ActForm) -> HttpResponse:
    """The project has another investor than the one on the page: nothing to compare with."""
    names = [name for name in form.fields if name not in HIDDEN]
    context = {
        "reason": gettext("This page was about another record when you opened it."),
        "typed": [(form.fields[name].label, form.shown(name, form.typed(name))) for name in names],
        "back_url": _frame(request, page)["back_url"],
    }
    return render(request, "409.html", context, status=409)


def _done(request: HttpRequest, page: Page, card: Card, outcome: Outcome[Any]) -> HttpResponse:
    """Say what changed and how many deadlines did, then go on."""
    act, form, row = card.act, card.form, outcome.row
    project = row if isinstance(row, Project) else form.subject.project
    if not outcome.changed:
        messages.info(request, gettext("Nothing was different, so nothing was saved."))
    else:
        said = str(act.said) % {"fields": named(outcome.changed)}
        moved = gettext("Deadlines recomputed: %(count)s.") % {"count": outcome.moved}
        messages.success(request, f"{said} {moved}" if outcome.moved else said)
    for note in form.warnings:
        messages.warning(request, note)
    if act.goes_to is not None:
        return redirect(act.goes_to(row))
    if page.back_url:
        return redirect(page.back_url)
    if project is None:
        raise TypeError("an act on nothing")
    return redirect(reverse("projects:detail", args=[project.code]))
