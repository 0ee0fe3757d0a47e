"""Who handles the file of a project, and so sees the contact details in it whole (R-9.2)."""

from __future__ import annotations

from accounts.models import User
from accounts.permissions import ROLE_PERMISSIONS, Permission
from projects.models import Project


def handles(user: User, project: Project) -> bool:
    """The officer in charge, who stands in for that officer, and the head of the managing agency.

    A head is who assigns the work of that agency.
    """
    return any(_handles(person, project) for person in user.persons)


def _handles(person: User, project: Project) -> bool:
    if project.officer_id is not None and person.pk == project.officer_id:
        return True
    is_head = Permission.ASSIGN_WORK in ROLE_PERMISSIONS[person.role]
    return is_head and person.agency_id == project.agency_id
