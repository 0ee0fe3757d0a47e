"""Entering a new project, empty or after the pattern of a similar one."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts.access import requires, signed_in
from accounts.models import User
from accounts.permissions import Permission
from projects.actions.copying import create_like
from projects.forms.copying import LikeForm, proposals
from projects.forms.projects import ProjectForm
from projects.models import Project
from projects.views.answering import Act, Page, answer
from projects.views.editing import pages
from vn.text import fold

PATTERN, SOUGHT = "tu", "tim"
_MOST = 8


@pages
@requires(Permission.EDIT_PROJECT)
def add(request: HttpRequest) -> HttpResponse:
    """Enter a project under the next code of the province."""
    user = signed_in(request)
    pattern = _pattern(user, request.GET.get(PATTERN, ""))
    act = Act(
        form=LikeForm if pattern else ProjectForm,
        save=lambda form, hand: create_like(
            **hand,
            prefix=settings.PROVINCE_CODE_PREFIX,
            facts=form.facts(),
            pattern_id=pattern.pk if pattern and form.cleaned_data["milestones"] else None,
        ),
        said=_("Project added."),
        button=_("Add project"),
        proposed=proposals(pattern) if pattern else {},
        proposed_from=_words(pattern),
    )
    lede = _("Only the name and the agency in charge are needed; unknown facts stay empty.")
    sought = request.GET.get(SOUGHT, "").strip()
    more = {"pattern": pattern, "sought": sought, "alike": _alike(user, sought)}
    return answer(request, Page(_("Add project"), [act], None, lede, "projects/add.html", more))


def _pattern(user: User, code: str) -> Project | None:
    """The project to copy from; one the person may not see is none."""
    found: Project | None = Project.objects.visible_to(user).non_budget().filter(code=code).first()
    return found


def _alike(user: User, sought: str) -> list[Any]:
    """Projects by a part of their code or name."""
    if not sought:
        return []
    rows = Project.objects.visible_to(user).non_budget().select_related("sector")
    found = rows.filter(Q(code__iexact=sought) | Q(search_text__contains=fold(sought)))
    return list(found.order_by("-pk")[:_MOST])


def _words(pattern: Project | None) -> str:
    return gettext("from %(code)s: check it") % {"code": pattern.code} if pattern else ""
