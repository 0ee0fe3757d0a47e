"""Which list the pages of a project stand in, and which of them a public project has."""

from __future__ import annotations

from django.http import Http404, HttpRequest

from projects.models import Project

OF_BOTH = frozenset(
    (
        *("detail", "edit", "state", "history"),
        *("document", "document_add", "document_edit", "document_read", "document_version"),
        *("document_withdraw", "document_file", "document_page"),
        *("area_add", "area_edit", "area_remove", "point_add", "point_edit", "point_remove"),
        *("site_ground", "site_import", "site_import_write"),
        *("clearance_add", "clearance_edit", "directive_add", "link_add", "link_remove"),
        *("person_add", "person_edit", "person_end", "person_show"),
    )
)
"""Addresses that both kinds of projects have; the rest are of the law on non-budget investment."""


def stands_in(request: HttpRequest, project: Project) -> None:
    """Mark the list of a public project in the menu.

    Raises Http404 at an address that only a project without budget capital has.
    """
    if project.funding != Project.Funding.PUBLIC:
        return
    at = request.resolver_match
    name = at.url_name or "" if at else ""
    known = name in OF_BOTH or name.startswith("public_")
    if at and at.namespace == "projects" and not known:
        raise Http404
    request.stands_in = "projects:public_list"  # type: ignore[attr-defined]
