"""A leader writes a directive on the page of a project."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.access import requires
from accounts.permissions import Permission
from projects.actions.directives import direct
from projects.forms.directives import DirectiveForm
from projects.views.answering import Act, Page, answer, visible_project
from projects.views.editing import pages


@pages
@requires(Permission.WRITE_DIRECTIVE)
def directive_add(request: HttpRequest, code: str) -> HttpResponse:
    """Write a directive: it becomes a task of the agency named."""
    project = visible_project(request, code)
    act = Act(
        form=DirectiveForm,
        save=lambda form, hand: direct(**hand, project_id=project.pk, facts=form.facts()),
        said=_("Directive written. The agency is told, and it stands in the register of tasks."),
        button=_("Write the directive"),
    )
    lede = _("It is seen by everybody who may see this project, with its day and its result.")
    back = reverse("projects:detail", args=[code]) + "#chi-dao"
    page = Page(_("Directive on the project"), [act], project, lede, back_url=back, clocks=False)
    return answer(request, page)
