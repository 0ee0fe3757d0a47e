"""Which acts of the project page are open to whom, and their addresses."""

from __future__ import annotations

from django.urls import reverse

from accounts.models import User
from accounts.permissions import Permission
from projects.models import Project
from projects.views.public_access import may_keep

_ACTS: tuple[tuple[Permission, tuple[str, ...]], ...] = (
    (
        Permission.EDIT_PROJECT,
        (
            "edit",
            "state",
            "instrument_add",
            "adjust",
            "item_add",
            "request_add",
            "period_add",
            "terms_edit",
            "deposit_add",
            "contribution_add",
            "part_add",
            "filing_add",
            "contact_add",
            "site_loss_add",
            "link_add",
            "person_add",
        ),
    ),
    (Permission.APPRAISE, ("proposal_add", "planning_add", "criteria")),
    (Permission.EDIT_LAND, ("tranche_add", "area_add", "point_add", "site_import")),
    (Permission.KEEP_CLEARANCE, ("clearance_add",)),
    (Permission.KEEP_DOCUMENTS, ("document_add",)),
    (Permission.WRITE_DIRECTIVE, ("directive_add",)),
)
_PUBLIC_ACTS: tuple[tuple[Permission, tuple[str, ...]], ...] = (
    (
        Permission.KEEP_PUBLIC_PROJECTS,
        (
            "public_edit",
            "public_decision_add",
            "public_site",
            "public_settlement",
            "public_exception",
        ),
    ),
    (Permission.EDIT_PROJECT, ("state", "link_add", "person_add")),
    (Permission.EDIT_LAND, ("area_add", "point_add", "site_import")),
    (Permission.KEEP_CLEARANCE, ("clearance_add",)),
    (Permission.KEEP_DOCUMENTS, ("document_add",)),
    (Permission.WRITE_DIRECTIVE, ("directive_add",)),
)
_STANDING_ACTS: tuple[tuple[Permission, tuple[str, ...]], ...] = (
    (Permission.EDIT_PROJECT, ("suspend", "terminate")),
)
"""Acts on a project that is still in force."""


def links(project: Project, user: User) -> dict[str, str]:
    """Where this person may change what, by name of the address."""
    if project.funding == Project.Funding.PUBLIC:
        return _public_links(project, user)
    acts = _ACTS
    if project.legal_state != Project.LegalState.TERMINATED:
        acts += _STANDING_ACTS
    names = [name for permission, found in acts if user.can(permission) for name in found]
    return {name: reverse(f"projects:{name}", args=[project.code]) for name in names}


def _public_links(project: Project, user: User) -> dict[str, str]:
    """The same of a public project; its owner says how its site stands."""
    names = [name for permission, found in _PUBLIC_ACTS if user.can(permission) for name in found]
    if "public_site" not in names and may_keep(user, getattr(project, "public", None)):
        names.append("public_site")
    found = {name: reverse(f"projects:{name}", args=[project.code]) for name in names}
    if "public_edit" in found:
        found["edit"] = found["public_edit"]
    return found
