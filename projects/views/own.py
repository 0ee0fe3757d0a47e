"""An investor's own projects, on a telephone first."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language, gettext
from django.views.decorators.http import require_safe

from accounts.access import requires, signed_in
from accounts.permissions import Permission
from projects.models import Project
from projects.querysets.own import own_record
from projects.search.box import PROJECT
from projects.views import at_hand, own_page
from vn.notation import written_in


@require_safe
@requires(Permission.VIEW_OWN_PROJECTS)
def own_projects(request: HttpRequest) -> HttpResponse:
    """The projects of the investors this person acts for; a single one opens at once."""
    user = signed_in(request)
    projects = list(Project.objects.visible_to(user).select_related("investor"))
    if len(projects) == 1:
        return redirect("projects:own", projects[0].code)
    on = timezone.localdate()
    with written_in(get_language() or ""):
        rows = own_page.own_list(projects, user, on)
        context = {"rows": rows, "otherwise": own_page.asked_otherwise(user, on)}
        return render(request, "projects/own_list.html", context)


@require_safe
@requires(Permission.VIEW_OWN_PROJECTS)
def own_project(request: HttpRequest, code: str) -> HttpResponse:
    """One of them; a project of somebody else does not exist."""
    user, on = signed_in(request), timezone.localdate()
    projects = Project.objects.visible_to(user)
    found = own_record(projects, code, user)
    if found is None:
        raise Http404
    with written_in(get_language() or ""):
        context = own_page.context(found, user, on)
        context["pin"] = at_hand.pin_of(request, PROJECT, found.project.pk)
        if projects.count() > 1:
            context["crumbs"] = [(gettext("Your projects"), reverse("projects:own_list"))]
        return render(request, "projects/own.html", context)
