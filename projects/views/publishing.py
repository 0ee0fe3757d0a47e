"""Which projects everybody may see: the list with its acts, one publication, taking it back."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.db.models import Exists, OuterRef, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts.access import requires, signed_in
from accounts.permissions import Permission
from projects.actions import publishing as acts
from projects.actions.refusals import Refusal
from projects.forms.publishing import PublicationForm, WithdrawForm
from projects.models import Project, Publication
from projects.views.answering import Act, Page, answer, visible_project
from projects.views.editing import pages
from projects.views.list_rows import pill
from vn.numbers import group
from vn.text import fold

MOST = 100
"""Rows of a page: so many can be ticked at once."""

STATES = {"": _("All"), "co": _("Published"), "chua": _("Not published")}


@pages
@requires(Permission.PUBLISH_PROJECTS)
def publishing(request: HttpRequest) -> HttpResponse:
    """The projects with what is published of them; those that are ticked are published together."""
    if request.method != "POST":
        return _list(request)
    ticked = Project.objects.visible_to(signed_in(request)).filter(
        code__in=request.POST.getlist("ma")[:MOST]
    )
    try:
        count = acts.publish_many(
            by=signed_in(request),
            on=timezone.localdate(),
            at=timezone.now(),
            projects=ticked.exclude(pk__in=_live_ids()),
        )
    except Refusal as refusal:
        return _list(request, refused=str(refusal), status=refusal.status)
    messages.success(request, gettext("Projects published: %(n)s.") % {"n": group(count)})
    return redirect(request.get_full_path())


def _list(request: HttpRequest, *, refused: str = "", status: int = 200) -> HttpResponse:
    state, words = request.GET.get("trang_thai", ""), request.GET.get("q", "").replace("\0", "")
    state = state if state in STATES else ""
    found = _found(request, state, words)
    page = request.GET.get("trang", "")
    start = (
        (int(page) - 1) * MOST if page.isascii() and page.isdecimal() and page[:6] == page else 0
    )
    start = max(start, 0)
    count = found.count()
    live = Publication.objects.filter(until_date__isnull=True, project__in=found)
    known = {row.project_id: row for row in live}
    rows = found.select_related("investor", "sector")[start : start + MOST]
    query = {key: value for key, value in (("q", words), ("trang_thai", state)) if value}
    context = {
        "rows": [
            {"row": row, "pill": pill(row.bucket), "shown": known.get(row.pk)} for row in rows
        ],
        "count": count,
        "published": Publication.objects.filter(until_date__isnull=True).count(),
        "states": STATES.items(),
        "state": state,
        "words": words,
        "refused": refused,
        "ticked": request.POST.getlist("ma") if request.method == "POST" else [],
        "newer_url": _page(query, start // MOST) if start else "",
        "older_url": _page(query, start // MOST + 2) if start + MOST < count else "",
    }
    return render(request, "projects/publishing.html", context, status=status)


def _page(query: dict[str, str], number: int) -> str:
    return f"?{urlencode(query | {'trang': number})}"


def _found(request: HttpRequest, state: str, words: str) -> QuerySet[Project]:
    live = Publication.objects.filter(project=OuterRef("pk"), until_date__isnull=True)
    rows = Project.objects.visible_to(signed_in(request)).exclude(
        legal_state__in=acts.NO_PROJECT_YET
    )
    for word in fold(words).split()[:8]:
        rows = rows.filter(search_text__contains=word)
    if state:
        rows = rows.filter(Exists(live) if state == "co" else ~Exists(live))
    return rows.order_by("sort_key", "pk")


@pages
@requires(Permission.PUBLISH_PROJECTS)
def publication(request: HttpRequest, code: str) -> HttpResponse:
    """Publish one project with words for everybody, or change them."""
    project = visible_project(request, code)
    row = _live(project)

    def save(form: PublicationForm, hand: Any) -> Any:
        if row is None:
            return acts.publish(**hand, project=project, shown=form.words())
        return acts.change(**hand, seen=form.seen, shown=form.words())

    act = Act(
        form=PublicationForm,
        save=save,
        said=_("Everybody sees it now.") if row is None else _("Everybody sees the new words now."),
        button=_("Publish the project") if row is None else _("Save the published words"),
        row=row,
    )
    links = [(_("See it as everybody will"), reverse("reporting:publication_preview", args=[code]))]
    if row is not None:
        links.append((_("Take it back"), reverse("projects:publication_withdraw", args=[code])))
    heading = _("Publish a project") if row is None else _("Published project")
    return answer(request, _page_of(project, heading, act, links=links))


@pages
@requires(Permission.PUBLISH_PROJECTS)
def publication_withdraw(request: HttpRequest, code: str) -> HttpResponse:
    """Take a published project back; one that is not published may be published instead."""
    project = visible_project(request, code)
    row = _live(project)
    if row is None:
        return redirect("projects:publication", code=code)
    act = Act(
        form=WithdrawForm,
        save=lambda form, hand: acts.withdraw(
            **hand, seen=form.seen, reason=form.cleaned_data["reason"]
        ),
        said=_("It is no longer shown."),
        button=_("Take the project back"),
        row=row,
    )
    return answer(request, _page_of(project, _("Take a published project back"), act))


def _live_ids() -> Any:
    return Publication.objects.filter(until_date__isnull=True).values("project_id")


def _live(project: Project) -> Publication | None:
    return project.publications.filter(until_date__isnull=True).first()


def _page_of(project: Project, heading: Any, act: Act, *, links: Any = ()) -> Page:
    back = reverse("projects:publishing")
    lede = _("Shown to everybody at once: objective, place, sector, capital, schedule and stage.")
    crumbs = [(gettext("Publishing projects"), back)]
    more = {"crumbs": crumbs, "links": links}
    return Page(heading, [act], project, lede, back_url=back, clocks=False, more=more)
