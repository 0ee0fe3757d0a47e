"""Documents: the page of one, and the forms that file, correct and withdraw them."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from accounts.access import requires, signed_in
from accounts.permissions import Permission
from desk.tasks import enqueue
from projects import extensions
from projects.actions import documents
from projects.actions.acts import Outcome
from projects.documents.storing import discard, taken_in
from projects.forms.documents import DocumentForm, FactsForm, VersionForm, WithdrawForm
from projects.models import Document, Project
from projects.views import document_page
from projects.views.answering import Act, Hand, Page, answer, visible_project
from projects.views.editing import pages


@require_safe
@requires(Permission.VIEW_DOCUMENTS)
def show(request: HttpRequest, pk: int) -> HttpResponse:
    """One document: what it is, its first pages, all its versions."""
    user = signed_in(request)
    document = _visible(request, pk)
    return render(request, "projects/document.html", document_page.context(document, user))


@pages
@requires(Permission.KEEP_DOCUMENTS)
def add(request: HttpRequest, code: str) -> HttpResponse:
    """Put a document of a project on file."""
    project = visible_project(request, code)
    return answer(request, replace(_adding(request, project, None), back_url=_section(project)))


def add_about(
    request: HttpRequest, about: tuple[str, int], crumbs: list[tuple[str, str]]
) -> HttpResponse:
    """Put a document about something without a project on file; its view asks who may."""
    page = _adding(request, None, about)
    back = extensions.place_of(*about)
    return answer(request, replace(page, back_url=back, more={"crumbs": crumbs}))


def _adding(request: HttpRequest, project: Project | None, about: tuple[str, int] | None) -> Page:
    def save(form: DocumentForm, hand: Hand) -> Outcome[Document]:
        owned = project.pk if project else None
        with taken_in(form.upload, at=hand["at"]) as file:
            filed = documents.add(**hand, project_id=owned, facts=form.facts(), file=file)
        return _sent(request, filed, form.upload.name, file.original_name)

    form = partial(DocumentForm, about=about)
    act = Act(form, save, _("Document put on file."), _("Put document on file"))
    lede = _(
        "Its content is checked, then it is stored privately: only those who may see it get it."
    )
    return Page(_("Put a document on file"), [act], project, lede, clocks=False)


@pages
@requires(Permission.KEEP_DOCUMENTS)
def version(request: HttpRequest, pk: int) -> HttpResponse:
    """Put a newer file of a document on file."""
    document = _in_force(request, pk)

    def save(form: VersionForm, hand: Hand) -> Outcome[Document]:
        with taken_in(form.upload, at=hand["at"]) as file:
            filed = documents.add_version(by=hand["by"], at=hand["at"], document_id=pk, file=file)
        if filed.job is None:
            discard(file.path)
        return _sent(request, filed, form.upload.name, file.original_name)

    act = Act(VersionForm, save, _("Newer version put on file."), _("Put newer version on file"))
    lede = _("Earlier versions stay on file beneath it.")
    return answer(request, _page(request, document, _("Newer version of a document"), act, lede))


@pages
@requires(Permission.KEEP_DOCUMENTS)
def edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Correct what is said of a document."""
    document = _in_force(request, pk)
    about = None if document.project else (document.owner_kind, document.owner_id)
    act = Act(
        partial(FactsForm, about=about),
        lambda form, hand: documents.correct(
            by=hand["by"], on=hand["on"], seen=form.seen, facts=form.facts()
        ),
        _("Document on file corrected: %(fields)s."),
        _("Save document on file"),
        row=document,
    )
    return answer(request, _page(request, document, _("Correct a document on file"), act))


@pages
@requires(Permission.KEEP_DOCUMENTS)
def withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a document out of the lists."""
    document = _in_force(request, pk)
    act = Act(
        WithdrawForm,
        lambda form, hand: documents.withdraw(
            by=signed_in(request),
            at=hand["at"],
            document_id=pk,
            reason=form.cleaned_data["reason"],
        ),
        _("Document withdrawn."),
        _("Withdraw document"),
    )
    page = _page(request, document, _("Withdraw a document"), act)
    # Not everybody may look at a withdrawn document: one goes on to what it is about.
    project, about = document.project, (document.owner_kind, document.owner_id)
    home = _section(project) if project else extensions.place_of(*about)
    return answer(request, replace(page, back_url=home))


def _section(project: Project) -> str:
    return reverse("projects:detail", args=[project.code]) + "#tai-lieu"


def _visible(request: HttpRequest, pk: int) -> Document:
    rows = Document.objects.visible_to(signed_in(request)).select_related("project")
    document: Document = get_object_or_404(rows, pk=pk)
    return document


def _in_force(request: HttpRequest, pk: int) -> Document:
    """A document that can still change. Raises PermissionDenied for whom it may not."""
    document = _visible(request, pk)
    if document.withdrawn_at is not None:
        raise Http404
    if not signed_in(request).can(extensions.kept_by(document.owner_kind)):
        raise PermissionDenied
    return document


def _page(request: HttpRequest, document: Document, heading: Any, act: Act, lede: Any = "") -> Page:
    back = reverse("projects:document", args=[document.pk])
    more: dict[str, Any] = {
        "facts": [(gettext("Document on file"), document.title), *document_page.facts(document)]
    }
    if document.project is None:
        above = document_page.crumbs(document, signed_in(request))
        more["crumbs"] = [*above, (document.title, back)]
    return Page(heading, [act], document.project, lede, back_url=back, clocks=False, more=more)


def _sent(
    request: HttpRequest, filed: documents.Filed, uploaded: str, kept: str
) -> Outcome[Document]:
    """Send the file to be looked after, and say so when its name was wrong about it."""
    if filed.job is not None:
        enqueue(filed.job.pk)
        if uploaded.rpartition(".")[2].lower() != kept.rpartition(".")[2].lower():
            messages.info(
                request,
                gettext("By its content the file is another kind: it is kept as %(name)s.")
                % {"name": kept},
            )
    return filed.outcome
