"""The addresses of the API, its description, and the page that shows the description.

Addresses and names of facts are English because programmers read them; the conditions of lists
keep the words of the pages, so that the address of a filtered page can be asked as it is.
"""

from __future__ import annotations

from typing import Any

from csp.decorators import csp_update
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import URLPattern, path
from django.views.decorators.http import require_safe
from drf_spectacular.generators import SchemaGenerator
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.access import requires
from accounts.api import ReadView
from accounts.permissions import Permission
from deadlines.api import views as deadlines
from projects.api import views as projects
from reporting.api import views as reporting

app_name = "api"


class ReadSchema(ReadView):
    """The description of the API in OpenAPI, in the language of the reader."""

    required_permission = Permission.VIEW_REGISTRY
    schema = None

    def get(self, request: Request) -> Response:
        """JSON."""
        generator: Any = SchemaGenerator()  # type: ignore[no-untyped-call]
        return Response(generator.get_schema(request=request, public=True))


@require_safe
@requires(Permission.VIEW_REGISTRY)
@csp_update({"img-src": ["data:"]})
def docs(request: HttpRequest) -> HttpResponse:
    """The description as a page to read and to try; its pictures are in its style sheet."""
    return render(request, "api.html")


urlpatterns: list[URLPattern] = [
    path("", docs, name="docs"),
    path("v1/schema/", ReadSchema.as_view(), name="schema"),
    path("v1/projects/", projects.ListProjects.as_view(), name="projects"),
    path("v1/projects/<code:code>/", projects.ReadProject.as_view(), name="project"),
    path("v1/obligations/", deadlines.ListObligations.as_view(), name="obligations"),
    path(
        "v1/obligations/<int:obligation_id>/",
        deadlines.ReadObligation.as_view(),
        name="obligation",
    ),
    path("v1/flags/", deadlines.ListFlags.as_view(), name="flags"),
    path("v1/flags/<int:flag_id>/", deadlines.ReadFlag.as_view(), name="flag"),
    path("v1/reports/", reporting.ListReports.as_view(), name="reports"),
    path("v1/reports/<int:run_id>/", reporting.ReadReport.as_view(), name="report"),
    path("v1/reports/<int:run_id>/snapshot/", reporting.ReadSnapshot.as_view(), name="snapshot"),
]
