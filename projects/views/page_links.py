"""Which acts of the project page are open to whom, and their addresses."""

from __future__ import annotations

from django.urls import reverse

from accounts.models import User
from accounts.permissions import Permission
from projects.models import Project

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
_STANDING_ACTS: tuple[tuple[Permission, tuple[str, ...]], ...] = (
    (Permission.EDIT_PROJECT, ("suspend", "terminate")),
)
"""Acts on a project that is still in force."""


def links(project: Project, user: User) -> dict[str, str]:
    """Where this person may change what, by name of the address."""
    acts = _ACTS
    if project.legal_state != Project.LegalState.TERMINATED:
        acts += _STANDING_ACTS
    names = [name for permission, found in acts if user.can(permission) for name in found]
    return {name: reverse(f"projects:{name}", args=[project.code]) for name in names}
