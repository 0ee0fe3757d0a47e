"""Related projects, and the people who speak for an investor."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from accounts.access import requires, signed_in
from accounts.permissions import Permission
from projects.actions import links, persons
from projects.forms.relations import LinkForm, PersonEndForm, PersonForm, ReasonForm
from projects.handlers import handles
from projects.models import ContactPerson, Project, ProjectLink
from projects.querysets.asked import only_asked
from projects.querysets.relations import persons_of
from projects.views.answering import Act, Page, answer, visible_project
from projects.views.crumbs import crumb_of
from projects.views.editing import pages


@pages
@requires(Permission.EDIT_PROJECT)
def link_add(request: HttpRequest, code: str) -> HttpResponse:
    """Record that this project belongs to another."""
    project = visible_project(request, code)
    act = Act(
        form=LinkForm,
        save=lambda form, hand: links.link(
            by=hand["by"], at=hand["at"], project_id=project.pk, facts=form.facts()
        ),
        said=_("Related project recorded. It is shown on both projects."),
        button=_("Save related project"),
    )
    page = Page(_("Add a related project"), [act], project, clocks=False, back_url=_at(code, "lq"))
    return answer(request, page)


@pages
@requires(Permission.EDIT_PROJECT)
def link_remove(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """Take a link out, from either of the two projects."""
    project = visible_project(request, code)
    found = ProjectLink.objects.filter(Q(project=project) | Q(other=project))
    row = get_object_or_404(found.select_related("project", "other"), pk=pk)
    act = Act(
        form=ReasonForm,
        save=lambda form, hand: links.unlink(
            by=hand["by"],
            at=hand["at"],
            seen=form.seen,
            project_id=project.pk,
            reason=form.reason_given,
        ),
        said=_("Link removed from both projects."),
        button=_("Remove the link"),
        row=row,
    )
    facts = [(str(row.project), str(row.get_kind_display())), (str(row.other), row.note or "—")]
    page = Page(
        _("Remove a related project"), [act], project, clocks=False, back_url=_at(code, "lq")
    )
    page.more["facts"] = facts
    return answer(request, page)


@pages
@requires(Permission.EDIT_PROJECT)
def person_add(request: HttpRequest, code: str) -> HttpResponse:
    """Enter who speaks for the investor."""
    project = visible_project(request, code)
    act = Act(
        form=PersonForm,
        save=lambda form, hand: persons.add(
            by=hand["by"], project_id=project.pk, facts=form.facts()
        ),
        said=_("Contact person recorded."),
        button=_("Save contact person"),
    )
    page = Page(
        _("Add a contact person"), [act], project, clocks=False, back_url=_at(code, "nguoi-lien-he")
    )
    return answer(request, page)


@pages
@requires(Permission.EDIT_PROJECT)
def person_edit(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """Correct a contact person, which shows everything: for who handles the file."""
    project = visible_project(request, code)
    row = _person(project, pk)
    if not handles(signed_in(request), project):
        raise PermissionDenied(gettext("Only who handles the file corrects contact details."))
    act = Act(
        form=PersonForm,
        save=lambda form, hand: persons.change(
            by=hand["by"], project_id=project.pk, seen=form.seen, facts=form.facts()
        ),
        said=_("Contact person corrected."),
        button=_("Save contact person"),
        row=row,
    )
    back = _at(code, "nguoi-lien-he")
    page = Page(_("Correct a contact person"), [act], project, clocks=False, back_url=back)
    return answer(request, page)


@pages
@requires(Permission.EDIT_PROJECT)
def person_end(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """Say until when somebody speaks for the investor."""
    project = visible_project(request, code)
    row = _person(project, pk)
    act = Act(
        form=PersonEndForm,
        save=lambda form, hand: persons.end(
            by=hand["by"], project_id=project.pk, seen=form.seen, until=form.until
        ),
        said=_("Contact person ended."),
        button=_("Save last day"),
        row=row,
    )
    back = _at(code, "nguoi-lien-he")
    page = Page(_("End a contact person"), [act], project, row.name, clocks=False, back_url=back)
    return answer(request, page)


@require_POST
@never_cache
@requires(Permission.EDIT_PROJECT)
def person_show(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """Show number and address whole; the history keeps to whom and when."""
    project = visible_project(request, code)
    if only_asked(signed_in(request), project):
        raise PermissionDenied
    row = persons.show(
        by=signed_in(request), at=timezone.now(), project=project, row=_person(project, pk)
    )
    crumbs = [
        crumb_of(project),
        (f"{project.code} {project.name}", reverse("projects:detail", args=[code])),
    ]
    context = {"person": row, "crumbs": crumbs, "back_url": _at(code, "nguoi-lien-he")}
    return render(request, "projects/person.html", context)


def _person(project: Project, pk: int) -> ContactPerson:
    row: ContactPerson = get_object_or_404(persons_of(project), pk=pk)
    return row


def _at(code: str, place: str) -> str:
    return f"{reverse('projects:detail', args=[code])}#{place}"
