"""The portal's addresses, and the two pages that lists are compared with."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, URLResolver, include, path

from accounts.access import requires
from accounts.models import User
from accounts.permissions import Permission
from desk import paging
from projects.models import Project
from projects.querysets import listing
from projects.querysets.projects import ProjectQuerySet
from tests.benchmarks import floors

ROWS = 100


@requires(Permission.VIEW_REGISTRY)
def raw_list(request: HttpRequest) -> HttpResponse:
    """The rows of the list from a raw cursor, as JSON, behind the same middleware."""
    return HttpResponse(floors.list_as_json(ROWS), content_type="application/json")


def rows_of(found: ProjectQuerySet, user: User) -> list[dict[str, Any]]:
    """The first page of a set of projects by name, as the list page asks for it."""
    page = paging.page(listing.segments(found, listing.NAME, user), cursor=None, size=ROWS)
    return listing.rows(found, page)


class ProjectAdmin(admin.ModelAdmin):
    """The registry as Django's admin shows it when one lists the columns."""

    list_display = (
        "code",
        "name",
        "investor",
        "places",
        "sector",
        "registered_capital_vnd",
        "land_area_m2",
        "bucket",
    )
    list_select_related = ("investor", "sector")
    list_per_page = ROWS
    ordering = ("sort_key", "id")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Project]:
        """With the places of all rows in one query."""
        return super().get_queryset(request).prefetch_related("units")

    @admin.display
    def places(self, project: Project) -> str:
        """The communes of the project."""
        return ", ".join(unit.name for unit in project.units.all())


site = admin.AdminSite(name="bench")
site.register(Project, ProjectAdmin)

urlpatterns: list[URLPattern | URLResolver] = [
    path("bench/raw/", raw_list),
    path("bench/admin/", site.urls),
    path("", include("investportal.urls")),
]
