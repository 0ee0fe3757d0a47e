"""Reading a document: what its text says, beside what is on record, to be ticked and taken."""

from __future__ import annotations

from functools import partial

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts.access import requires, signed_in
from accounts.permissions import Permission
from projects.actions import taking
from projects.documents.storing import text_of
from projects.forms.taking import LABELS, TakingForm
from projects.models import Document, Project
from projects.rules.certificate import Reading, read
from projects.views.answering import Act, Page, answer, visible_project
from projects.views.document_page import can_be_read
from projects.views.editing import pages


@pages
@requires(Permission.EDIT_PROJECT)
def read_document(request: HttpRequest, pk: int) -> HttpResponse:
    """Propose what a certificate says; without a text layer, say so."""
    document, project = _document(request, pk)
    latest = document.files.order_by("-number").first()
    if latest is None or not can_be_read(latest):
        raise Http404
    reading = read(text_of(latest.path))
    act = Act(
        form=partial(TakingForm, reading),
        save=lambda form, hand: taking.take(
            **hand,
            project_id=project.pk,
            version=form.cleaned_data["seen_version"],
            taken=form.facts(),
        ),
        said=_("Taken from the document: %(fields)s."),
        button=_("Take what is ticked"),
    )
    acts = [act] if reading.found or reading.steps else []
    links = [(_("Look at the document"), reverse("projects:document", args=[pk]))]
    if not acts:
        links.append((_("Add document"), reverse("projects:instrument_add", args=[project.code])))
    more = {"links": links, "facts": _facts(document, reading) if acts else []}
    return answer(request, Page(_("Read from the document"), acts, project, _lede(acts), more=more))


def _document(request: HttpRequest, pk: int) -> tuple[Document, Project]:
    """A document in force that the person may see, and its project (404)."""
    user = signed_in(request)
    if not user.can(Permission.VIEW_DOCUMENTS):
        raise Http404
    found = Document.objects.visible_to(user).filter(pk=pk, withdrawn_at=None)
    document = found.select_related("project").first()
    if document is None or document.project is None:
        raise Http404
    return document, visible_project(request, document.project.code)


def _lede(acts: list[Act]) -> str:
    if not acts:
        return gettext(
            "Nothing could be read: the file is a scan without a text layer, or no certificate. "
            "Enter what it says by hand."
        )
    return gettext(
        "Each value stands with the line it was read from. Tick what is right; nothing is taken "
        "without a tick."
    )


def _facts(document: Document, reading: Reading) -> list[tuple[str, str]]:
    missing = ", ".join(str(LABELS[key]) for key in reading.missing)
    facts = [(gettext("Document"), document.title)]
    return facts + ([(gettext("Could not be read"), missing)] if missing else [])
